"""Pictures come as wide as they are shown, in the best format, and those below the fold not before they are near."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from browser.measuring import Gallery, at_widths, expect_none, visits

WIDTHS = (320, 390, 768, 1024, 1440, 1920)
LOADING = """() => [...document.querySelectorAll("main img")].map(one =>
    [one.loading, one.getAttribute("fetchpriority"), one.getBoundingClientRect().top < innerHeight])"""


def test_a_picture_is_asked_for_as_wide_as_it_is_shown(desk: Page, gallery: Gallery) -> None:
    kinds = ("front", "front-2", "story", "story-alone", "region", "section", "series")
    expect_none(
        {where: list(at_widths(desk, "sizes", WIDTHS)) for where in visits(desk, gallery, *kinds, turns=True)}
    )


def test_no_picture_is_shown_larger_than_its_widest_file(desk: Page, gallery: Gallery) -> None:
    shown: list[str] = []
    faults = {}
    for where in visits(desk, gallery, turns=True):
        faults[where] = list(at_widths(desk, "enlarged", WIDTHS))
        shown += [where] * desk.locator("main img").count()

    expect_none(faults)
    assert {"story en", "story es"} & set(shown)


@pytest.mark.parametrize(("wide", "high"), [(320, 400), (1280, 360), (1440, 900)])
def test_an_upright_lead_is_no_higher_than_the_window(
    desk: Page, gallery: Gallery, wide: int, high: int
) -> None:
    desk.set_viewport_size({"width": wide, "height": high})
    desk.goto(gallery.address + gallery.kinds["story-upright", "en"])
    box = desk.locator("figure.lead img").bounding_box()

    assert box and box["height"] <= high
    fit = desk.locator("figure.lead img").evaluate("one => getComputedStyle(one).objectFit")
    assert fit == "contain", "nothing is squeezed, whatever room it is given"


@pytest.mark.parametrize(("wide", "least", "most"), [(360, 360, 800), (1440, 800, 1200)])
def test_a_browser_takes_the_best_format_in_no_more_than_it_needs(
    desk: Page, gallery: Gallery, wide: int, least: int, most: int
) -> None:
    desk.set_viewport_size({"width": wide, "height": 900})
    desk.goto(gallery.address + gallery.kinds["story", "en"])
    source = desk.locator("figure.lead img").evaluate("one => one.currentSrc")
    found = re.search(r"-(\d+)\.avif$", source)

    assert found is not None, source
    assert least <= int(found[1]) <= most


@pytest.mark.parametrize("kind", ["front", "story"])
def test_the_first_picture_comes_first_and_all_others_wait(desk: Page, gallery: Gallery, kind: str) -> None:
    desk.goto(gallery.address + gallery.kinds[kind, "en"])
    first, *others = desk.evaluate(LOADING)

    assert first[:2] == ["auto", "high"] and first[2]
    assert all(one[:2] == ["lazy", None] for one in others)
