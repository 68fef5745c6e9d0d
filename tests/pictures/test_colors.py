"""The site has one set of colors and one font, wherever they are written down."""

from __future__ import annotations

import re

from builders import PROJECT
from bulletin.pictures import card
from bulletin.pictures.colors import ACCENT, INK, PAPER

STATIC = PROJECT / "static"
NAMES = ("paper", "ink", "accent")


def colors_in(css: str) -> dict[str, str]:
    """The colors of a style sheet by day: those that it names first."""
    return {name: re.findall(rf"--{name}: (#[0-9a-f]{{6}});", css)[0] for name in NAMES}


def tokens() -> dict[str, str]:
    """The colors in the layer of the style sheet that names them."""
    _, _, rest = (STATIC / "bulletin.css").read_text("utf-8").partition("@layer tokens {")
    return colors_in(rest.partition("\n}\n")[0])


def test_pictures_and_cards_have_the_colors_of_the_site() -> None:
    assert tokens() == {"paper": PAPER, "ink": INK, "accent": ACCENT}


def test_a_feed_has_the_colors_of_the_site() -> None:
    assert colors_in((STATIC / "feed.css").read_text("utf-8")) == tokens()


def test_the_sign_of_the_site_is_paper_on_the_accent() -> None:
    found = set(re.findall(r"#[0-9a-f]{6}", (STATIC / "favicon.svg").read_text("utf-8")))
    assert found == {tokens()["paper"], tokens()["accent"]}


def test_a_card_is_written_in_the_font_of_the_site() -> None:
    fonts = [*STATIC.glob("faustina*.woff2"), *card.FONT.parent.glob("*.woff2")]
    assert len(fonts) == 2 and card.FONT in fonts
    assert fonts[0].read_bytes() == fonts[1].read_bytes()
