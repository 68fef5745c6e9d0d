"""On paper: the story, where it stands and where its links lead; nothing that can only be clicked."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from browser.measuring import Gallery, expect_none, lay_upon, measure, visits
from builders import elements

OF_THE_SCREEN = "nav, button, .skip, .share, .mail, .feed, form"


PUSHED = "@media print { .body > h2 { margin-block-start: %dem !important } }"
"""A chapter of the gallery happens to be as long as a sheet: so each is pushed down, and they come everywhere."""
ROWS = [("Extraordinarilylong", "daysbyriver"), ("Piura390", "hoursbyair")]
"""The first and the last words of rows of the table."""


def sheets(page: Page, size: str) -> list[Any]:
    """The pages of a PDF as the browser prints it."""
    return list(PdfReader(BytesIO(page.pdf(format=size))).pages)


def squeezed(text: str) -> str:
    """Without white space: where lines break is the printer's affair."""
    return re.sub(r"\s+|\u00ad|\u2010", "", text)


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_printed_story_has_all_its_words_and_the_addresses_of_its_links(
    desk: Page, gallery: Gallery, lang: str, size: str
) -> None:
    url = gallery.kinds["story", lang]
    desk.goto(gallery.address + url)
    html, title = gallery.site.html(url), desk.locator("h1").inner_text()
    other = next(
        one["href"] for one in elements(html, "link") if one.get("hreflang") not in (None, lang, "x-default")
    )
    own = next(one["href"] for one in elements(html, "link") if one.get("rel") == "canonical")
    found = squeezed("".join(sheet.extract_text() for sheet in sheets(desk, size)))

    assert squeezed(title) in found
    assert "https://example.com/a-long/address/that-goes-on/and-on/field-hospital.html" in found
    assert "https://example.org/log" in found, "the links of notes"
    assert "4,310" in found or "4310" in found, "the last columns of the table"
    assert own in found, "where the page stands"
    assert other in found, "where the other language is"


def test_nothing_of_the_screen_is_printed(desk: Page, gallery: Gallery) -> None:
    desk.emulate_media(media="print")
    printed = {where: [one.inner_text() for one in desk.locator(OF_THE_SCREEN).all() if one.is_visible()] for where in visits(desk, gallery, turns=True)}  # fmt: skip

    expect_none(printed)


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_caption_stands_on_the_sheet_of_its_picture(desk: Page, gallery: Gallery, size: str) -> None:
    """Wherever the figure happens to come on the sheet."""
    desk.goto(gallery.address + gallery.kinds["story", "en"])
    for lines in (0, 10, 20, 30):
        lay_upon(desk, f"@media print {{ .story > header {{ margin-block-end: {lines}em !important }} }}")
        together = [
            (len(sheet.images) > 0, "Thedepartmentswheretheboatswent" in squeezed(sheet.extract_text()))
            for sheet in sheets(desk, size)
        ]
        assert (True, True) in together, lines
        assert (True, False) not in together and (False, True) not in together, lines


def torn(desk: Page) -> list[str]:
    """Headings whose text is on the next sheet, and rows of the table that are on two, wherever they come on the sheet."""
    found = []
    for lines in range(2, 24, 2):
        lay_upon(desk, PUSHED % lines + desk.evaluate("window.laid ?? ''"))
        for sheet in (squeezed(one.extract_text()) for one in sheets(desk, "A5")):
            found += [f"{lines} {one}" for one in re.findall(r"Day\d+ontheriver(?!Theboats)", sheet)]
            found += [f"{lines} {one}" for one in ROWS if (one[0] in sheet) != (one[1] in sheet)]
    return found


def test_headings_stay_with_their_text_and_rows_are_not_cut(desk: Page, gallery: Gallery) -> None:
    desk.goto(gallery.address + gallery.kinds["story", "en"])
    assert torn(desk) == []

    desk.evaluate(
        "window.laid = '@media print { h2 { break-after: auto !important } tr { break-inside: auto !important } }'"
    )
    assert torn(desk) != [], "what is torn is noticed"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_is_white_whatever_the_screen_was(desk: Page, gallery: Gallery, theme: str) -> None:
    desk.add_init_script(f"try {{ localStorage.setItem('puente-theme', '{theme}') }} catch (none) {{}}")
    desk.emulate_media(media="print", color_scheme="dark")
    for where in visits(desk, gallery, "front", "story"):
        assert measure(desk, "ink") == {"darkEnough": [], "paper": "rgb(255, 255, 255)"}, where
