"""Asset -> bytes: every picture is decoded and encoded anew, so that nothing but its pixels and its
colour profile is published: no place, no name of a camera's owner, no thumbnail, no comment."""

from __future__ import annotations

import io

import PIL
from PIL import Image, ImageOps, UnidentifiedImageError

from bulletin.config import LIMITS
from bulletin.diagnostics import N_, problem
from bulletin.model import Asset, Diagnostic, Place

ENCODER = f"Pillow {PIL.__version__}, 1"
"""What makes the bytes of a derivative besides its source: the library and our recipe."""

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
JPEG: dict[str, object] = {"quality": 82, "optimize": True, "progressive": True}
SAVED_AS: dict[str, tuple[str, dict[str, object]]] = {
    "jpg": ("JPEG", JPEG),
    "png": ("PNG", {"optimize": True}),
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "avif": ("AVIF", {"quality": 65, "speed": 6}),
}


def encode(asset: Asset, data: bytes) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The published bytes of a picture, or why it cannot be decoded."""
    settings = dict(asset.settings)
    suffix, width = str(settings["format"]), int(settings["width"])
    try:
        return _encoded(data, suffix, width), ()
    except UnidentifiedImageError:
        reason = N_("it is none of the known formats")
    except Exception as trouble:  # decoders raise whatever their format's code raises
        reason = str(trouble)[:200] or type(trouble).__name__
    name = asset.source.rpartition("/")[2]
    return None, (problem("picture-unreadable", Place(path=asset.source), file=name, reason=reason),)


def _encoded(data: bytes, suffix: str, width: int) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > LIMITS.picture_pixels:
            raise ValueError(f"{opened.width} x {opened.height} pixels")
        profile = opened.info.get("icc_profile") or b""
        image = _in_eight_bits(ImageOps.exif_transpose(opened))
    image = _in_mode(image, suffix)
    if image.width > width:
        height = max(1, round(image.height * width / image.width))
        image = _full(image).resize((width, height), Image.Resampling.LANCZOS)
    image.info = {}
    kind, options = SAVED_AS[suffix]
    buffer = io.BytesIO()
    # A profile names its colours in bytes 16 to 19 (ICC.1:2022, 7.2.8); that of a CMYK original is no use.
    fits = profile[16:20] == (b"GRAY" if image.mode in ("1", "L") else b"RGB ")
    extra = {"icc_profile": profile} if fits else {}
    image.save(buffer, kind, **options, **extra)
    return buffer.getvalue()


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow would cut the values of a picture with 16 bits a pixel off, not scale them."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (255 / 65535)).convert("L")


def _in_mode(image: Image.Image, suffix: str) -> Image.Image:
    """The picture in a mode that its format can hold; transparency kept where it can be."""
    transparent = "A" in image.mode or "transparency" in image.info
    if suffix == "png" and image.mode in ("1", "L", "P", "RGB", "RGBA") and "transparency" not in image.info:
        return image.copy()
    if suffix == "jpg":
        return image.copy() if image.mode in ("L", "RGB") else image.convert("RGB")
    return image.convert("RGBA" if transparent else "RGB")


def _full(image: Image.Image) -> Image.Image:
    """A palette cannot be resampled."""
    return image.convert("RGB") if image.mode in ("1", "P") else image
