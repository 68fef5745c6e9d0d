"""What stands around a long story: its contents, and how it is passed on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from browser.measuring import Gallery
from builders import elements

SHARING = "navigator.share = async what => { window.shared = what }"


def own_address(gallery: Gallery, url: str) -> str:
    links = elements(gallery.site.html(url), "link")
    return next(one["href"] for one in links if one.get("rel") == "canonical")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_contents_of_a_long_story_lead_to_all_its_sections_in_their_order(
    desk: Page, gallery: Gallery, lang: str
) -> None:
    desk.goto(gallery.address + gallery.kinds["story", lang])
    links = desk.locator("nav.contents a").all()
    found = [(one.get_attribute("href"), one.inner_text().strip()) for one in links]
    wanted = [
        (f"#{one.get_attribute('id')}", one.inner_text().strip()) for one in desk.locator(".body h2").all()
    ]

    assert found == wanted


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_last_of_many_contents_is_within_reach_while_the_story_begins(
    desk: Page, gallery: Gallery, width: int
) -> None:
    """In a low window the list is longer than what is seen of it."""
    desk.set_viewport_size({"width": width, "height": 700})
    desk.goto(gallery.address + gallery.kinds["story", "en"])
    links = desk.locator("nav.contents a")
    assert links.count() == 25
    desk.locator("nav.contents").evaluate("one => scrollTo(0, scrollY + one.getBoundingClientRect().top)")
    beginning = desk.evaluate("scrollY")
    links.last.hover(timeout=2000)

    assert desk.evaluate("scrollY") - beginning <= 700, "the story would have to be read first"
    links.last.click(timeout=2000)
    assert desk.url.endswith(links.last.get_attribute("href") or "?")
    box = desk.locator(".body h2").last.bounding_box()
    assert box and 0 <= box["y"] < 700


def test_a_short_story_has_no_contents(desk: Page, gallery: Gallery) -> None:
    desk.goto(gallery.address + gallery.kinds["story-plain", "en"])
    assert desk.locator("nav.contents").count() == 0


def test_the_device_s_own_sheet_is_offered_only_where_there_is_one(desk: Page, gallery: Gallery) -> None:
    url = gallery.kinds["story", "en"]
    desk.goto(gallery.address + url)
    assert desk.locator(".share").count() == 1
    assert not desk.locator("button.sheet").is_visible()

    desk.add_init_script(SHARING)
    desk.goto(gallery.address + url)
    desk.locator("button.sheet").click(timeout=2000)
    assert desk.evaluate("window.shared.url") == own_address(gallery, url)


def test_the_address_is_copied_and_that_is_said(browser: Browser, gallery: Gallery) -> None:
    url = gallery.kinds["story", "en"]
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(gallery.address + url)
    page.locator("button.copy").click(timeout=2000)
    page.get_by_role("status").filter(has_text="The link has been copied.").wait_for(timeout=2000)

    assert page.evaluate("navigator.clipboard.readText()") == own_address(gallery, url)
    context.close()
