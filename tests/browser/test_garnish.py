"""What script adds: a theme that is remembered, and sharing by what the device has for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

STORY = "/en/2017/02/peru-and-the-united-states-train-side-by-side-in-2017/"
TITLE = "Peru and the United States Train Side by Side in 2017"
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
DARK, LIGHT = "rgb(21, 28, 32)", "rgb(253, 252, 249)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with script; the system's theme is light."""
    context = browser.new_context(color_scheme="light", viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("system", "first", "second"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)])
def test_the_switch_turns_the_theme_over_and_the_next_page_remembers(
    page: Page, address: str, system: str, first: str, second: str
) -> None:
    page.emulate_media(color_scheme="dark" if system == "dark" else "light")
    page.goto(address + "/en/")
    button = page.get_by_role("button", name="Dark theme")
    assert (page.evaluate(PAPER), button.get_attribute("aria-pressed")) == (first, str(first == DARK).lower())

    button.click()
    assert (page.evaluate(PAPER), button.get_attribute("aria-pressed")) == (
        second,
        str(second == DARK).lower(),
    )

    page.goto(address + STORY)
    assert page.evaluate(PAPER) == second
    page.goto(address + "/")
    assert page.evaluate(PAPER) == second


def test_turned_back_to_the_systems_theme_the_page_follows_the_system_again(page: Page, address: str) -> None:
    page.goto(address + "/en/")
    button = page.get_by_role("button", name="Dark theme")
    button.click()
    button.click()
    page.emulate_media(color_scheme="dark")

    page.locator('button.theme[aria-pressed="true"]').wait_for()
    assert page.evaluate(PAPER) == DARK
    assert page.evaluate("localStorage.length") == 0


def test_the_remembered_theme_is_there_before_anything_is_painted(page: Page, address: str) -> None:
    page.add_init_script("localStorage.theme = 'dark'")
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { window.early = document.documentElement.dataset.theme })"
    )
    page.route("**/bulletin.*.js", lambda route: route.abort())
    page.goto(address + "/en/")

    assert page.evaluate("window.early") == "dark"
    assert page.evaluate(PAPER) == DARK


def test_where_storage_is_forbidden_the_switch_still_works(page: Page, address: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
    )
    page.goto(address + "/en/")
    page.get_by_role("button", name="Dark theme").click()

    assert page.evaluate(PAPER) == DARK


def test_without_script_there_is_no_switch_and_no_button_at_all(phone: Page, address: str) -> None:
    phone.goto(address + STORY)

    assert phone.get_by_role("button").count() == 0
    assert phone.get_by_role("link", name="WhatsApp").is_visible()


def test_the_share_sheet_is_handed_the_headline_and_the_address(page: Page, address: str) -> None:
    page.add_init_script("navigator.share = async (told) => { window.told = told }")
    page.goto(address + STORY)
    page.get_by_role("button", name="Share…").click()

    assert page.evaluate("window.told") == {"title": TITLE, "url": f"https://puente.example.org{STORY}"}


def test_without_a_share_sheet_there_is_no_button_for_it(page: Page, address: str) -> None:
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(address + STORY)

    assert page.locator(".share .sheet").is_hidden()


def test_the_address_is_copied_and_that_is_said(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + STORY)
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_role("status").filter(has_text="The address has been copied.").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == f"https://puente.example.org{STORY}"
    context.close()


def test_plain_links_share_the_headline_and_the_address(page: Page, address: str) -> None:
    page.goto(address + STORY)
    hrefs = [link.get_attribute("href") or "" for link in page.locator(".share a").all()]

    assert [href.partition("?")[0] for href in hrefs] == [
        "https://wa.me/", "https://www.facebook.com/sharer/sharer.php", "https://x.com/intent/post", "mailto:",
    ]  # fmt: skip
    assert all("puente.example.org%2F" in href or "puente.example.org/" in href for href in hrefs)


def test_the_contents_lead_to_the_parts_of_a_story(phone: Page, address: str) -> None:
    phone.goto(address + STORY)
    links = phone.get_by_role("navigation", name="In this story").get_by_role("link")
    links.nth(2).click()

    assert [link.inner_text() for link in links.all()] == [
        heading.inner_text() for heading in phone.locator(".body h2").all()
    ]
    assert phone.locator(":target").inner_text() == links.nth(2).inner_text()
