"""The card that stands for a page without a picture where it is shared: words on paper, above a bridge.

It is drawn with a font of our own and without the system's text layout, so that every machine draws the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import PIL
from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from bulletin.digest import digest_bytes
from bulletin.model import Asset

FONT = Path(__file__).resolve().parent / "faustina" / "faustina-latin-wght-normal.woff2"
RECIPE = 1
"""Goes up when a card is drawn otherwise."""

PAPER, INK, ACCENT = "#fdfcf9", "#1f2a30", "#9c3b22"
COLORS = 64
"""Of the palette: three colors, and the steps between them at the edges of letters."""

MARGIN, BREATH, GAP = 88, 56, 28
"""Pixels left free: at the sides, above and below the words, between the two texts."""

SMALLEST, STEP = 20, 4
"""Pixels of an em: no words are smaller; by how much they shrink until they fit."""

LEADING = 1.08
SPAN, RISE, PIER = 150, 84, 22
"""Pixels of the bridge: from the middle of a pier to the next, its height, the width of a pier."""

FINE = 4
"""Curves are drawn this many times as large, then made small: ImageDraw has no smooth edges."""


class Style(Struct, frozen=True, kw_only=True):
    """How a text is set: pixels of an em where there is room, lines at most, weight and color of the letters."""

    size: int
    lines: int
    weight: int
    color: str


KICKER = Style(size=56, lines=1, weight=600, color=ACCENT)
SECTION = Style(size=124, lines=3, weight=700, color=INK)
TITLE = Style(size=164, lines=2, weight=700, color=ACCENT)
TAGLINE = Style(size=56, lines=3, weight=400, color=INK)


class Text(Struct, frozen=True, kw_only=True):
    """Words broken into lines in a size in which they fit."""

    lines: tuple[str, ...]
    size: int
    style: Style

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.size * LEADING)


@cache
def drawer() -> str:
    """What makes the bytes of a card besides its words: the library, the font and our recipe."""
    return f"Pillow {PIL.__version__}, {digest_bytes(FONT.read_bytes())[:12]}, {RECIPE}"


def draw(asset: Asset) -> bytes:
    """The card with the words of an asset's settings, as a PNG."""
    settings = dict(asset.settings)
    bulletin, section, tagline = (str(settings[name]) for name in ("bulletin", "section", "tagline"))
    image = Image.new("RGB", (int(settings["width"]), int(settings["height"])), PAPER)
    if section:
        _write(image, (bulletin, KICKER), (section, SECTION))
    else:
        _write(image, (bulletin, TITLE), (tagline, TAGLINE))
    _bridge(image)
    packed = image.quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    packed.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _write(image: Image.Image, *texts: tuple[str, Style]) -> None:
    """Texts below one another, in the middle of the paper above the bridge."""
    width, room = image.width - 2 * MARGIN, image.height - RISE
    left = room - 2 * BREATH
    set_texts: list[Text] = []
    for number, (words, style) in enumerate(texts, 1):
        text = fitted(words, style, width, left if number == len(texts) else left * 5 // 8)
        set_texts.append(text)
        left -= text.height + GAP
    top = (room - sum(text.height for text in set_texts) - GAP * (len(texts) - 1)) // 2
    pen = ImageDraw.Draw(image)
    for text in set_texts:
        font = _font(text.size, text.style.weight)
        for number, line in enumerate(text.lines):
            pen.text((MARGIN, top + round(number * text.size * LEADING)), line, text.style.color, font)
        top += text.height + GAP


def fitted(words: str, style: Style, width: int, height: int) -> Text:
    """Words as large as they fit into a width, a height and their number of lines; cut where nothing helps."""
    for size in (*range(style.size, SMALLEST, -STEP), SMALLEST):
        font = _font(size, style.weight)
        lines = tuple(_broken(words, font, width))
        text = Text(lines=lines, size=size, style=style)
        wide = max((font.getlength(line) for line in lines), default=0)
        if len(lines) <= style.lines and wide <= width and text.height <= height:
            return text
    return Text(lines=tuple(_cut(lines, font, width, style.lines)), size=SMALLEST, style=style)


def _broken(words: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Words in lines of at most a width; one that is wider by itself has a line of its own.

    A word of one or two letters ends no line.
    """
    line = ""
    for word in re.sub(r"(?<!\S)(\S{1,2}) ", "\\1\u00a0", " ".join(words.split())).split(" "):
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _cut(lines: Sequence[str], font: ImageFont.FreeTypeFont, width: int, most: int) -> Iterator[str]:
    """The first lines, with … for what is left out."""
    for number, line in enumerate(lines[:most], 1):
        rest = number == most and len(lines) > most
        while font.getlength(f"{line}…" if rest else line) > width:
            line, rest = line[:-1], True
        yield f"{line}…" if rest else line


def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def _bridge(image: Image.Image) -> None:
    """The bulletin's mark along the lower edge: a roadway on arches."""
    width, height = image.size
    mask = Image.new("L", (width * FINE, RISE * FINE), 255)
    pen = ImageDraw.Draw(mask)
    radius = (SPAN - PIER) // 2
    for middle in range(SPAN // 2, width + SPAN, SPAN):
        opening = (middle - radius, RISE - radius, middle + radius, RISE + radius)
        pen.ellipse([edge * FINE for edge in opening], fill=0)
    small = mask.resize((width, RISE), Image.Resampling.BOX)
    image.paste(Image.new("RGB", small.size, ACCENT), (0, height - RISE), small)
