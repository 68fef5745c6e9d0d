"""A picture -> its derivatives: the files of it that are published, each from the pixels alone."""

from __future__ import annotations

import io
from collections.abc import Sequence

import PIL
from PIL import Image, UnidentifiedImageError

from bulletin.diagnostics import N_, problem
from bulletin.model import Asset, Diagnostic, Place
from bulletin.pictures.negative import Box, Negative, develop

ENCODER = f"Pillow {PIL.__version__}, 2"
"""What makes the bytes of a derivative besides its source: the library and our recipe."""

Options = dict[str, object]

# One thread and one tile: the bytes must not depend on the number of cores. How quality and speed were chosen
# stands in docs/decisions/pictures.md; `benchmarks/darkroom.py --effort` measures it.
AVIF: Options = {"codec": "aom", "max_threads": 1, "autotiling": False}
Recipes = dict[str, tuple[str, Options]]
PLAIN: Recipes = {
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
    "png": ("PNG", {"optimize": True}),
}
PHOTOGRAPHS: Recipes = PLAIN | {
    "avif": ("AVIF", AVIF | {"quality": 60, "speed": 9, "subsampling": "4:2:0"}),
    "webp": ("WEBP", {"quality": 80, "method": 2}),
}
DRAWINGS: Recipes = PLAIN | {
    "avif": ("AVIF", AVIF | {"quality": 65, "speed": 8, "subsampling": "4:4:4"}),
    "webp": ("WEBP", {"quality": 80, "method": 2}),
}
FLAT: Recipes = DRAWINGS | {"webp": ("WEBP", {"lossless": True, "quality": 50, "method": 2})}
MODES = {"avif": ("RGB", "RGBA"), "webp": ("RGB", "RGBA"), "jpg": ("L", "RGB")}
"""The modes that a format takes; PNG takes all that there are."""


def encode(assets: Sequence[Asset], data: bytes) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The bytes of derivatives of one source by their paths; or why it cannot be decoded, said once."""
    try:
        return _encoded(assets, data), ()
    except UnidentifiedImageError:
        reason = N_("it is none of the known formats")
    except Exception as trouble:  # decoders raise whatever their format's code raises
        reason = str(trouble)[:200] or type(trouble).__name__
    source = assets[0].source
    name = source.rpartition("/")[2]
    return {}, (problem("picture-unreadable", Place(path=source), file=name, reason=reason),)


def _encoded(assets: Sequence[Asset], data: bytes) -> dict[str, bytes]:
    """Derivatives of one part and size share the pixels."""
    wanted: dict[tuple[Box, int, int], list[Asset]] = {}
    for asset in assets:
        size = _number(asset, "width"), _number(asset, "height")
        wanted.setdefault((_box(asset), *size), []).append(asset)
    negative = develop(data, _number(assets[0], "decoded"))
    made = {}
    for (box, width, height), alike in wanted.items():
        image = negative.at(box, width, height)
        for asset in alike:
            made[asset.path] = _saved(negative, image, asset)
    return made


def _saved(negative: Negative, image: Image.Image, asset: Asset) -> bytes:
    settings = dict(asset.settings)
    suffix = str(settings["format"])
    recipes = FLAT if negative.flat else DRAWINGS if settings["drawing"] else PHOTOGRAPHS
    kind, options = recipes[suffix]
    if image.mode not in MODES.get(suffix, (image.mode,)):
        image = image.convert("RGBA" if image.mode == "RGBA" and suffix != "jpg" else "RGB")
    image.info = {}
    # A profile names its colours in bytes 16 to 19 (ICC.1:2022, 7.2.8); that of a CMYK original is no use.
    fits = negative.profile[16:20] == (b"GRAY" if image.mode in ("1", "L") else b"RGB ")
    extra: Options = {"icc_profile": negative.profile} if fits else {}
    buffer = io.BytesIO()
    image.save(buffer, kind, **options, **extra)
    return buffer.getvalue()


def _box(asset: Asset) -> Box:
    return (
        _number(asset, "left"),
        _number(asset, "top"),
        _number(asset, "right"),
        _number(asset, "bottom"),
    )


def _number(asset: Asset, name: str) -> int:
    return int(dict(asset.settings)[name])
