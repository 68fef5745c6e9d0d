"""What a picture file says of itself: format, size and digest, from its first bytes.

Pixels are decoded of one kind alone: of a picture without a palette that says that it can be seen through, for
whether it really can is written nowhere else. A picture of any other kind that breaks later is found when its
derivative is made.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from bulletin.config import LIMITS
from bulletin.diagnostics import N_, problem
from bulletin.digest import digest_bytes
from bulletin.load.source import read_bytes
from bulletin.model import Diagnostic, PictureFile, Place

FORMATS = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
    "GIF": (".gif",),
}
KNOWN_AS = {"MPO": "JPEG"}
"""A camera's JPEG with a second picture behind the first: the first is the picture."""

SUFFIXES = tuple(suffix for suffixes in FORMATS.values() for suffix in suffixes)
ORIENTATION = 0x0112
"""The EXIF tag; values 5 to 8 turn the picture by a quarter."""

OPAQUE = 255
"""The alpha of a pixel that nothing can be seen through."""

TELLING_CHUNKS = (b"eXIf", b"tEXt", b"zTXt", b"iTXt")
"""Where a PNG may say how it is to be turned."""


def read_picture(root: Path, path: str) -> tuple[PictureFile | None, tuple[Diagnostic, ...]]:
    """The facts of the picture at `path`, or why it cannot be used."""
    data, problems = read_bytes(root, path, LIMITS.picture_bytes)
    if data is None:
        return None, tuple(_as_picture(one) for one in problems)
    place, name = Place(path=path), path.rpartition("/")[2]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=tuple(FORMATS))
        width, height = image.size
        if width * height > LIMITS.picture_pixels:
            return None, (_too_large(place, name, width * height),)
        if max(width, height) > LIMITS.picture_side:
            return None, (_too_long(place, name, max(width, height)),)
        turned, palette = _is_turned(image, data), _has_palette(image)
        drawing = palette or _is_seen_through(image)
    except Image.DecompressionBombError:
        return None, (_too_large(place, name, 2 * LIMITS.picture_pixels),)
    except UnidentifiedImageError:
        return None, (
            problem("picture-unreadable", place, file=name, reason=N_("it is none of the known formats")),
        )
    except Exception as trouble:  # Pillow's decoders raise whatever their format's code raises
        return None, (
            problem(
                "picture-unreadable", place, file=name, reason=str(trouble)[:200] or type(trouble).__name__
            ),
        )
    if turned:
        width, height = height, width
    return PictureFile(
        path=path,
        digest=digest_bytes(data),
        format=KNOWN_AS.get(str(image.format), str(image.format)),
        width=width,
        height=height,
        drawing=drawing,
        palette=palette,
    ), ()


def _has_palette(image: Image.Image) -> bool:
    """Whether a picture has a palette, or two colors alone; asked before a pixel is decoded."""
    return image.format == "GIF" or image.mode in ("1", "P", "PA")


def _is_seen_through(image: Image.Image) -> bool:
    """Whether something can be seen through a picture without a palette.

    Every screenshot of a Mac has an alpha channel in which all is opaque. One that has such a channel is decoded
    here, once, for the answer is remembered: 40 megapixels of PNG take a second of a processor.
    """
    if not image.has_transparency_data:
        return False
    alpha = image if "A" in image.getbands() else image.convert("RGBA")
    lowest, _ = alpha.getchannel("A").getextrema()
    return lowest != OPAQUE


def _is_turned(image: Image.Image, data: bytes) -> bool:
    """Whether the picture is to be shown turned by a quarter.

    Pillow decodes all pixels of a PNG to look for EXIF behind them; most have nothing of the kind.
    """
    if image.format == "PNG" and not any(chunk in data for chunk in TELLING_CHUNKS):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return image.getexif().get(ORIENTATION, 1) in (5, 6, 7, 8)
    except Exception:  # broken EXIF is dropped like any other: the picture stands as it is stored
        return False


def _too_long(place: Place, name: str, pixels: int) -> Diagnostic:
    facts: dict[str, str | int] = {"size": pixels, "limit": LIMITS.picture_side}
    return problem("picture-too-large", place, file=name, unit=N_("pixels on one side"), **facts)


def _too_large(place: Place, name: str, pixels: int) -> Diagnostic:
    facts: dict[str, str | int] = {"size": pixels, "limit": LIMITS.picture_pixels, "unit": N_("pixels")}
    return problem("picture-too-large", place, file=name, **facts)


def _as_picture(one: Diagnostic) -> Diagnostic:
    """The same trouble in a picture's words."""
    facts = dict(one.facts)
    if one.code != "file-too-long":
        return one
    name = one.place.path.rpartition("/")[2]
    return problem(
        "picture-too-large", one.place, file=name, size=facts["size"], limit=facts["limit"], unit=N_("bytes")
    )
