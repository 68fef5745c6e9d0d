"""The card that stands for a page without a picture where it is shared: words on paper, above a bridge.

It is drawn with a font of our own and without the system's text layout, so that every machine draws the same.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import PIL
from PIL import Image, ImageDraw, ImageFont

from bulletin.digest import digest_bytes
from bulletin.model import Asset

FONT = Path(__file__).resolve().parent / "faustina" / "faustina-latin-wght-normal.woff2"
RECIPE = 1
"""Goes up when a card is drawn otherwise."""

PAPER, INK, ACCENT = "#fdfcf9", "#1f2a30", "#9c3b22"
COLORS = 64
"""Of the palette: three colors, and the steps between them at the edges of letters."""

MARGIN = 88
LARGE, MEDIUM, SMALL = 124, 56, 20
"""Pixels of an em: the largest heading, the words beside it, what nothing is drawn smaller than."""

BOLD, SEMIBOLD, REGULAR = 700, 600, 400
LEADING = 1.08
SPAN, RISE, PIER = 150, 84, 22
"""An arch of the bridge: from pier to pier, its height with the roadway, half of that between two openings."""

FINE = 4
"""Curves are drawn this many times as large, then made small: ImageDraw has no smooth edges."""


@cache
def drawer() -> str:
    """What makes the bytes of a card besides its words: the library, the font and our recipe."""
    return f"Pillow {PIL.__version__}, {digest_bytes(FONT.read_bytes())[:12]}, {RECIPE}"


def draw(asset: Asset) -> bytes:
    """The card with the words of an asset's settings, as a PNG."""
    settings = dict(asset.settings)
    bulletin, section, tagline = (str(settings[name]) for name in ("bulletin", "section", "tagline"))
    size = int(settings["width"]), int(settings["height"])
    image = Image.new("RGB", size, PAPER)
    _bridge(image)
    pen = ImageDraw.Draw(image)
    room = size[1] - RISE - MARGIN
    if section:
        foot = _write(pen, bulletin, (MARGIN, 64), MEDIUM, 1, SEMIBOLD, ACCENT)
        _write(pen, section, (foot + 28, room), LARGE, 3, BOLD, INK)
    else:
        foot = _write(pen, bulletin, (MARGIN, room * 2 // 3), LARGE + 40, 2, BOLD, ACCENT)
        _write(pen, tagline, (foot + 28, room), MEDIUM, 3, REGULAR, INK)
    packed = image.quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    packed.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _bridge(image: Image.Image) -> None:
    """The bulletin's mark along the lower edge: a roadway on arches."""
    width, height = image.size
    mask = Image.new("L", (width * FINE, RISE * FINE), 255)
    pen = ImageDraw.Draw(mask)
    radius = SPAN // 2 - PIER // 2
    for middle in range(SPAN // 2, width + SPAN, SPAN):
        edges = (middle - radius, RISE - radius, middle + radius, RISE + radius)
        pen.ellipse(tuple(edge * FINE for edge in edges), fill=0)
    small = mask.resize((width, RISE), Image.Resampling.BOX)
    image.paste(Image.new("RGB", small.size, ACCENT), (0, height - RISE), small)


def _write(
    pen: ImageDraw.ImageDraw,
    words: str,
    between: tuple[int, int],
    largest: int,
    lines: int,
    weight: int,
    color: str,
) -> int:
    """Words on at most `lines` lines between two heights, as large as they fit; where the last line ends."""
    top, bottom = between
    width = int(pen.im.size[0]) - 2 * MARGIN
    for size in range(largest, SMALL - 1, -4):
        font = _font(size, weight)
        broken = list(_broken(words, font, width))
        high = round(len(broken) * size * LEADING)
        fits = max((font.getlength(line) for line in broken), default=0) <= width
        if fits and len(broken) <= lines and top + high <= max(bottom, top + size * LEADING):
            break
    for number, line in enumerate(broken[:lines]):
        pen.text((MARGIN, top + round(number * size * LEADING)), line, font=font, fill=color)
    return top + high


def _broken(words: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Words in lines of at most a width; one that is wider by itself has a line of its own."""
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font
