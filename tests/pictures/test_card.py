"""The cards that stand for pages without a picture: every name fits, and the same words make the same bytes."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bulletin.digest import digest_bytes
from bulletin.model import Asset
from bulletin.pictures import RECIPE, card, draw, drawer
from bulletin.pictures.colors import ACCENT, INK, PAPER

LONG = "Reconstrucción, rehabilitación y preparación de las comunidades afectadas por desastres naturales"


def asset(section: str = "", *, bulletin: str = "Puente", tagline: str = "") -> Asset:
    settings = (
        ("bulletin", bulletin),
        ("section", section),
        ("tagline", tagline),
        ("width", 1200),
        ("height", 630),
    )
    return Asset(url="/pictures/a.png", path="pictures/a.png", source="", digest="", settings=settings)


def drawn(one: Asset) -> Image.Image:
    return Image.open(io.BytesIO(draw(one)))


NAMES = [
    pytest.param("Ayuda", id="short"),
    pytest.param("Desarrollo de capacidades", id="two lines"),
    pytest.param(LONG, id="long"),
    pytest.param(LONG * 20, id="longer than a card"),
    pytest.param("Otorrinolaringológicamente" * 8, id="one word wider than a card"),
    pytest.param("災害救援 🚁 помощь \u202e", id="signs that the font lacks"),
    pytest.param("%(name)s {x} <b>&amp;</b>", id="marks"),
]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_stays_within_its_margins(name: str) -> None:
    for one in (asset(name), asset(bulletin=name, tagline=name), asset(name, bulletin=name)):
        image = drawn(one).convert("RGB")
        assert image.size == (1200, 630)
        paper = image.getpixel((0, 0))
        for edge in ((0, 0, 60, 540), (1140, 0, 1200, 540), (0, 0, 1200, 40), (0, 520, 1200, 540)):
            assert image.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), paper)]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_fits_its_lines_and_its_room(name: str) -> None:
    text = card.fitted(name, card.SECTION, 1024, 350)
    font = card._font(text.size, text.style.weight)
    assert len(text.lines) <= card.SECTION.lines and text.height <= 350
    assert max(font.getlength(line) for line in text.lines) <= 1024


def test_what_does_not_fit_is_cut_and_a_sign_says_so() -> None:
    text = card.fitted(LONG * 20, card.SECTION, 1024, 350)
    assert text.lines[-1].endswith("…") and not text.lines[0].endswith("…")
    assert card.fitted(LONG, card.SECTION, 1024, 350).lines[-1].endswith("naturales")


def test_a_card_is_small_and_has_a_palette() -> None:
    data = draw(asset(LONG))
    assert drawn(asset(LONG)).mode == "P" and len(data) < 30_000


def test_a_card_has_its_colors() -> None:
    colors = {color for _, color in drawn(asset("Ayuda")).convert("RGB").getcolors(256) or ()}
    wanted = {tuple(bytes.fromhex(one[1:])) for one in (PAPER, INK, ACCENT)}
    assert wanted <= colors


def test_the_same_words_make_the_same_bytes() -> None:
    assert draw(asset("Ayuda")) == draw(asset("Ayuda"))
    assert draw(asset("Ayuda")) != draw(asset("Ejercicios")) != draw(asset())


def test_the_font_is_part_of_what_makes_a_card() -> None:
    font = digest_bytes(card.FONT.read_bytes())[:12]
    assert drawer() == f"{RECIPE}, {font}"


def test_the_license_of_the_font_stands_beside_it() -> None:
    assert "SIL OPEN FONT LICENSE" in (card.FONT.parent / "OFL.txt").read_text("utf-8")


def test_a_name_as_long_as_a_register_may_be_is_cut_before_it_is_measured() -> None:
    """A million letters would take days; a card holds a hundred."""
    assert drawn(asset("x" * 1_000_000)).tobytes() == drawn(asset("x" * 2_000)).tobytes()


def test_a_soft_hyphen_is_not_drawn() -> None:
    assert draw(asset("Huma\u00adni\u00adtarian")) == draw(asset("Humanitarian"))
