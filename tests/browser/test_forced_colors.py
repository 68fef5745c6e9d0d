"""Where the system decides all colors: focus, the current page and buttons are still told apart."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from browser.measuring import Gallery, expect_none, measure, visits

MARKS = """one => { const style = getComputedStyle(one); return [style.borderBlockEndStyle, style.borderBlockEndWidth,
    style.borderInlineStartStyle, style.borderInlineStartWidth, style.outlineStyle, style.textDecorationLine, style.fontWeight] }"""
"""What is left of a mark: shadows and backgrounds are taken away."""


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_page_of_the_menu_is_marked_there_by_more_than_a_color(
    desk: Page, gallery: Gallery, lang: str
) -> None:
    desk.emulate_media(forced_colors="active")
    desk.goto(gallery.address + gallery.kinds["front", lang])
    menu = [one.get_attribute("href") or "" for one in desk.locator(".menu a").all()]
    marked = []
    for href in menu:
        desk.goto(gallery.address + href)
        current, others = desk.locator(".menu [aria-current]"), desk.locator(".menu a:not([aria-current])")
        assert current.evaluate(MARKS) != others.first.evaluate(MARKS), href
        marked.append(current.get_attribute("href"))

    assert marked == menu != []


def test_the_focus_has_an_outline_there_as_well(desk: Page, gallery: Gallery) -> None:
    desk.emulate_media(forced_colors="active", color_scheme="dark")
    faults: dict[str, list[Any]] = {}
    for where in visits(desk, gallery, "front", "story", "regions", "chooser", turns=True):
        faults[where] = []
        for _ in range(min(25, measure(desk, "stops"))):
            desk.keyboard.press("Tab")
            stop = measure(desk, "focus")
            faults[where] += [(stop["name"], one) for one in stop["complaints"]] if stop else ["no focus"]

    expect_none(faults)


def test_buttons_have_an_edge(desk: Page, gallery: Gallery) -> None:
    desk.emulate_media(forced_colors="active")
    edge = "one => { const style = getComputedStyle(one); return style.borderStyle !== 'none' && parseFloat(style.borderWidth) >= 1 }"
    for where in visits(desk, gallery, "front", "story", turns=True):
        for button in desk.get_by_role("button").all():
            assert not button.is_visible() or button.evaluate(edge), (where, button.inner_text())


def test_nothing_is_cut_off_in_forced_colors(desk: Page, gallery: Gallery) -> None:
    desk.emulate_media(forced_colors="active")
    desk.set_viewport_size({"width": 320, "height": 640})
    faults = {where: measure(desk, "clipped") for where in visits(desk, gallery, "front", "story", "region")}

    expect_none(faults)
