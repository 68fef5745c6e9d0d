"""The bytes of a picture -> its pixels as they are seen, and each part of it at each size that is wanted.

A picture is decoded once, whatever number of files are made of it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageOps

from bulletin.config import LIMITS

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
GAP = 2.0
"""How many times as wide as it will be a picture stays until the good filter does the rest (Image.resize)."""

COLORS = 256
ORIENTATION = 0x0112
"""The EXIF tag; values 5 to 8 turn the picture by a quarter."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the source as it is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative:
    """A decoded picture. `scale` is how many pixels were decoded for one of the source; `flat` is one of few
    colors, with a palette and nothing to see through."""

    image: Image.Image
    profile: bytes
    scale: float
    flat: bool

    def at(self, box: Box, width: int, height: int) -> Image.Image:
        """A part of the picture at a size; as it was stored where it has that size."""
        if self.scale == 1 and (box[2] - box[0], box[3] - box[1]) == (width, height):
            return self.image.crop(box)
        left, top, right, bottom = (edge * self.scale for edge in box)
        part = (left, top, min(right, self.image.width), min(bottom, self.image.height))
        image = self.image.convert("RGB") if self.image.mode in ("1", "P") else self.image
        image = image.resize((width, height), Image.Resampling.LANCZOS, part, GAP)
        if self.flat:  # between its colors there are new ones now, more than a palette holds
            image = image.quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        return image


def develop(data: bytes, width: int) -> Negative:
    """Decode a picture at a width, or at a larger one: of a JPEG, no more pixels are reckoned than that takes.

    Raises what Pillow and its decoders raise for what is no picture, or a broken one.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        whole = opened.size
        if whole[0] * whole[1] > LIMITS.picture_pixels:
            raise ValueError(f"{whole[0]} x {whole[1]} pixels")
        profile = opened.info.get("icc_profile") or b""
        turned = opened.getexif().get(ORIENTATION, 1) in (5, 6, 7, 8)
        part = width / whole[turned]
        opened.draft(opened.mode, (ceil(whole[0] * part), ceil(whole[1] * part)))
        image = _in_eight_bits(ImageOps.exif_transpose(opened))
    transparent = image.has_transparency_data
    flat = image.mode in ("1", "P") and not transparent
    if transparent:
        image = image.convert("RGBA")
    elif image.mode not in ("1", "P", "L", "RGB"):
        image = image.convert("RGB")
    return Negative(image=image, profile=profile, scale=max(image.size) / max(whole), flat=flat)


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow would cut the values of a picture with 16 bits a pixel off, not scale them."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (255 / 65535)).convert("L")
