"""The card that stands for a page without a picture where it is shared: words on paper, above a bridge.

It is drawn with a font of our own and without the system's text layout, so that every machine draws the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from bulletin.digest import digest_bytes
from bulletin.model import Asset
from bulletin.pictures.colors import ACCENT, INK, PAPER
from bulletin.pictures.recipe import RECIPE

FONT = Path(__file__).resolve().parent / "faustina" / "faustina-latin-wght-normal.woff2"

STEPS = 15
"""From paper to a color, at the edges of letters."""

MARGIN, BREATH, GAP = 88, 56, 28
"""Pixels left free: at the sides, above and below the words, between the two texts."""

SMALLEST, STEP, MEASURED = 20, 4, 200
"""Pixels of an em: no words are smaller; by how much they shrink until they fit; the size in which they are measured."""

LEADING = 1.08
MOST = 160
"""Characters of a text on a card."""

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
    """What makes the bytes of a card besides its words: the recipe and the font."""
    return f"{RECIPE}, {digest_bytes(FONT.read_bytes())[:12]}"


def draw(asset: Asset) -> bytes:
    """The card with the words of an asset's settings, as a PNG."""
    settings = dict(asset.settings)
    bulletin, section, tagline = (_short(str(settings[name])) for name in ("bulletin", "section", "tagline"))
    size = int(settings["width"]), int(settings["height"])
    inks = {color: Image.new("L", size) for color in (INK, ACCENT)}
    texts = ((bulletin, KICKER), (section, SECTION)) if section else ((bulletin, TITLE), (tagline, TAGLINE))
    _write(inks, size, texts)
    _build(inks[ACCENT])
    buffer = io.BytesIO()
    _printed(inks).save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def _short(words: str) -> str:
    """As many words as a card can hold: to measure more would take for ever. A soft hyphen would be drawn."""
    words = words.replace("\u00ad", "")
    return words if len(words) <= MOST else f"{words[:MOST]}…"


def _printed(inks: Mapping[str, Image.Image]) -> Image.Image:
    """What each ink covers, on paper: with a palette, for there are no colors but those and the steps between."""
    whole = reduce(
        ImageChops.lighter, [_covered(cover, number) for number, cover in enumerate(inks.values())]
    )
    image = Image.frombytes("P", whole.size, whole.tobytes())
    image.putpalette([*ImageColor.getrgb(PAPER), *(band for color in inks for band in _shades(color))])
    return image


def _covered(cover: Image.Image, number: int) -> Image.Image:
    """What an ink covers, in places of the palette: 0 is paper, the shades of each ink follow those before."""
    steps = [round(at * STEPS / 255) for at in range(256)]
    return cover.point([number * STEPS + step if step else 0 for step in steps])


def _shades(color: str) -> Iterator[int]:
    """The steps from paper to a color, the color itself last: red, green, blue of each."""
    pairs = list(zip(ImageColor.getrgb(PAPER), ImageColor.getrgb(color), strict=True))
    for step in range(1, STEPS + 1):
        yield from (round(paper + (ink - paper) * step / STEPS) for paper, ink in pairs)


def _write(
    inks: Mapping[str, Image.Image], size: tuple[int, int], texts: Sequence[tuple[str, Style]]
) -> None:
    """Texts below one another, in the middle of the paper above the bridge."""
    width, room = size[0] - 2 * MARGIN, size[1] - RISE
    left = room - 2 * BREATH
    found: list[Text] = []
    for number, (words, style) in enumerate(texts, 1):
        found.append(fitted(words, style, width, left if number == len(texts) else left * 5 // 8))
        left -= found[-1].height + GAP
    top = (room - sum(text.height for text in found) - GAP * (len(texts) - 1)) // 2
    for text in found:
        pen, font = ImageDraw.Draw(inks[text.style.color]), _font(text.size, text.style.weight)
        for number, line in enumerate(text.lines):
            pen.text((MARGIN, top + round(number * text.size * LEADING)), line, 255, font)
        top += text.height + GAP


def fitted(words: str, style: Style, width: int, height: int) -> Text:
    """Words as large as they fit into a width, a height and their number of lines; cut where nothing helps."""
    measured = _font(MEASURED, style.weight)
    for size in range(style.size, SMALLEST, -STEP):
        lines = tuple(_broken(words, measured, width * MEASURED / size))
        text = Text(lines=lines, size=size, style=style)
        if len(lines) > style.lines or text.height > height:
            continue
        # Letters stand on whole pixels, so a line may be a little wider than it was measured.
        if all(_font(size, style.weight).getlength(line) <= width for line in lines):
            return text
    font = _font(SMALLEST, style.weight)
    lines = tuple(_cut(tuple(_broken(words, font, width)), font, width, style.lines))
    return Text(lines=lines, size=SMALLEST, style=style)


def _broken(words: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
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


def _cut(lines: Sequence[str], font: ImageFont.FreeTypeFont, width: float, most: int) -> Iterator[str]:
    """The first lines, with … for what is left out."""
    for number, line in enumerate(lines[:most], 1):
        rest = number == most and len(lines) > most
        while font.getlength(f"{line}…" if rest else line) > width:
            line, rest = line[:-1], True
        yield f"{line}…" if rest else line


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def _build(ink: Image.Image) -> None:
    """The bulletin's mark along the lower edge: a roadway on arches."""
    width, height = ink.size
    bridge = Image.new("L", (width * FINE, RISE * FINE), 255)
    pen = ImageDraw.Draw(bridge)
    radius = (SPAN - PIER) // 2
    for middle in range(SPAN // 2, width + SPAN, SPAN):
        opening = (middle - radius, RISE - radius, middle + radius, RISE + radius)
        pen.ellipse([edge * FINE for edge in opening], fill=0)
    ink.paste(bridge.resize((width, RISE), Image.Resampling.BOX), (0, height - RISE))
