"""Larger letters, narrower windows, more air: nothing is cut off, and nothing lies upon anything else."""

from __future__ import annotations

from playwright.sync_api import Page

from browser.measuring import Gallery, at_widths, expect_none, lay_upon, measure, visits

SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"
"""WCAG 2.2, 1.4.12."""


def test_nothing_is_cut_off_and_no_page_is_wider_than_its_window(desk: Page, gallery: Gallery) -> None:
    """320 px are 1280 at a zoom of 400 % (WCAG 1.4.10)."""
    faults = {where: [*at_widths(desk, "clipped", (320, 768, 1280, 1440))] for where in visits(desk, gallery)}

    expect_none(faults)


def test_letters_of_twice_the_size_lose_nothing(desk: Page, gallery: Gallery) -> None:
    """The browser's own setting, which rem and the conditions of the stylesheet follow (WCAG 1.4.4)."""
    desk.context.new_cdp_session(desk).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    faults = {
        where: [*at_widths(desk, "clipped", (390, 1280))] for where in visits(desk, gallery, turns=True)
    }

    assert desk.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    expect_none(faults)


def test_a_reader_s_own_spacing_loses_nothing(desk: Page, gallery: Gallery) -> None:
    faults = {}
    for where in visits(desk, gallery, turns=True):
        lay_upon(desk, SPACING)
        assert desk.evaluate("getComputedStyle(document.querySelector('p')).letterSpacing") != "normal"
        faults[where] = [*at_widths(desk, "clipped", (320, 1280))]

    expect_none(faults)


def test_what_is_cut_off_is_noticed(desk: Page, gallery: Gallery) -> None:
    next(visits(desk, gallery, "story"))
    lay_upon(
        desk,
        ".deck { block-size: 1em; overflow: hidden } .dates { margin-block-start: -1.2em } h1 { margin-inline-start: -60rem !important }",
    )
    found = " / ".join(measure(desk, "clipped"))

    assert "cut off: p.deck" in found
    assert "upon each other" in found and "leaves the page: h1" in found
