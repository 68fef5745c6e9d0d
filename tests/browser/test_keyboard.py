"""The keyboard alone: every stop is seen, in the order of the page, and nothing is out of reach."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Page

from browser.measuring import Gallery, expect_none, lay_upon, measure, visits

STOPS = 60
"""Of a long list, the first stops are enough."""


def faults_of_stops(page: Page) -> list[str]:
    """Go through a page with the Tab key, and tell what is wrong with the stops on the way."""
    faults: list[str] = []
    wanted = measure(page, "stops")
    for number in range(min(wanted, STOPS)):
        page.keyboard.press("Tab")
        stop = measure(page, "focus")
        if stop is None:
            return [*faults, f"after {number} of {wanted} stops nothing has the focus"]
        faults += [f"{stop['name']}: {fault}" for fault in stop["complaints"]]
        if stop["index"] != number:
            faults.append(f"stop {number} of the order is number {stop['index']} of the page: {stop['name']}")
            return faults
    return faults


@pytest.mark.parametrize("width", [320, 1280])
def test_every_stop_is_seen_and_they_come_in_the_order_of_the_page(
    desk: Page, gallery: Gallery, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    faults = {where: faults_of_stops(desk) for where in visits(desk, gallery, turns=True)}

    expect_none(faults)


def test_a_stop_that_is_not_seen_is_noticed(desk: Page, gallery: Gallery) -> None:
    next(visits(desk, gallery, "page"))
    lay_upon(
        desk, ".menu a:focus-visible { outline: 0 !important } .foot a { outline-color: #eee !important }"
    )
    found = " / ".join(faults_of_stops(desk))

    assert "no outline of 2 px" in found and "its outline has a contrast of 1." in found


def picture(page: Page, box: FloatRect) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(clip=box))).convert("L")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_changes_what_is_painted(
    desk: Page, gallery: Gallery, scheme: Literal["light", "dark"]
) -> None:
    """Around each of the first stops at least as much changes as a line of 1 px around it, and by a good deal."""
    desk.emulate_media(color_scheme=scheme)
    pale = []
    for where in visits(desk, gallery, "front", "story", turns=True):
        for _ in range(12):
            desk.keyboard.press("Tab")
            found = desk.evaluate("""() => { const one = document.activeElement.getBoundingClientRect();
                return {x: one.x, y: one.y, width: one.width, height: one.height} }""")
            left, top = max(0, found["x"] - 8), max(0, found["y"] - 8)
            box: FloatRect = {
                "x": left,
                "y": top,
                "width": found["width"] + 16,
                "height": found["height"] + 16,
            }
            focused = picture(desk, box)
            name = desk.evaluate(
                "() => { const one = document.activeElement; one.blur(); return one.textContent.trim() }"
            )
            changes = ImageChops.difference(focused, picture(desk, box)).histogram()
            if sum(changes[60:]) < 2 * (found["width"] + found["height"]):
                pale.append((where, name, sum(changes[60:])))
    assert pale == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_first_stop_leads_past_the_menu(desk: Page, gallery: Gallery, lang: str) -> None:
    for kind in ("front", "story", "regions"):
        desk.goto(gallery.address + gallery.kinds[kind, lang])
        desk.keyboard.press("Tab")
        skip = desk.locator(":focus")
        assert skip.get_attribute("href") == "#content"
        box = skip.bounding_box()
        assert box and box["x"] >= 0 and box["y"] >= 0 and box["height"] >= 24
        desk.keyboard.press("Enter")
        desk.wait_for_url("**/#content")
        desk.keyboard.press("Tab")
        assert desk.evaluate("document.activeElement.closest('main') !== null"), kind


def test_a_table_that_scrolls_is_reached_and_scrolled_with_the_keyboard(desk: Page, gallery: Gallery) -> None:
    """It says what it is, for it is a stop."""
    desk.set_viewport_size({"width": 320, "height": 640})
    desk.goto(gallery.address + gallery.kinds["story", "en"])
    table = desk.locator("div.table")
    table.focus()

    assert desk.evaluate("document.activeElement.matches('div.table')")
    assert table.get_attribute("tabindex") == "0" and table.get_attribute("role") in ("region", "group")
    assert table.get_attribute("aria-label") or table.get_attribute("aria-labelledby")
    desk.keyboard.press("ArrowRight")
    desk.wait_for_timeout(300)
    assert table.evaluate("one => one.scrollLeft") > 0


def test_a_link_that_goes_to_a_part_of_the_page_shows_it(desk: Page, gallery: Gallery) -> None:
    desk.goto(gallery.address + gallery.kinds["story", "en"])
    desk.locator("main a.footnote-ref").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_timeout(200)

    assert "#" in desk.url
    assert desk.evaluate(
        "() => { const one = document.querySelector(':target').getBoundingClientRect(); return one.top >= 0 && one.top < innerHeight }"
    )
