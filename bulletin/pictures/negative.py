"""The bytes of a picture -> its pixels as they are seen, and each part of it at each size that is wanted.

A picture is decoded once, whatever number of files are made of it.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageCms, ImageOps

from bulletin.config import LIMITS

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
GAP = 2.0
"""How many times as wide as it will be a picture stays until the good filter does the rest (Image.resize)."""

COLORS = 256
OPAQUE = 255
"""The alpha of a pixel that nothing can be seen through."""

ORIENTATION = 0x0112
"""The EXIF tag; values 5 to 8 turn the picture by a quarter."""

PROFILE = 100_000
"""Bytes of a color profile that a picture may carry with it; a larger one is applied instead."""

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
        orientation = _orientation(opened)
        part = width / whole[orientation in (5, 6, 7, 8)]
        opened.draft(opened.mode, (ceil(whole[0] * part), ceil(whole[1] * part)))
        upright = ImageOps.exif_transpose(opened) if orientation != 1 else opened.copy()
        image = _in_few_modes(_in_eight_bits(upright))
    if len(profile) > PROFILE:
        image, profile = _in_common_colors(image, profile), b""
    scale, flat = max(image.size) / max(whole), image.mode in ("1", "P")
    return Negative(image=image, profile=profile, scale=scale, flat=flat)


def _orientation(image: Image.Image) -> int:
    """How a picture is to be turned; 1, as it is stored, where its EXIF is broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # broken EXIF is dropped like any other
        return 1


def _in_common_colors(image: Image.Image, profile: bytes) -> Image.Image:
    """A picture in sRGB; as it is, where its profile is not for its mode, or broken."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return found or image


def _in_few_modes(image: Image.Image) -> Image.Image:
    """A picture as 1, P, L or RGB; as RGBA where something can be seen through it."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        lowest, _ = image.getchannel("A").getextrema()
        return image.convert("RGB") if lowest == OPAQUE else image
    return image if image.mode in ("1", "P", "L", "RGB") else image.convert("RGB")


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow would cut the values of a picture with 16 bits a pixel off, not scale them."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (255 / 65535)).convert("L")
