"""Light or dark: what the system says, until the reader says otherwise; then that, on every page."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from browser.measuring import Gallery, visits

PAPER = "getComputedStyle(document.documentElement).backgroundColor"
CHOSEN = "[document.documentElement.dataset.theme ?? null, localStorage.getItem('puente-theme')]"
FIRST = """new MutationObserver((_, watch) => { if (document.body) { window.first = document.documentElement.dataset.theme ?? null; watch.disconnect() } })
    .observe(document, { childList: true, subtree: true })"""
"""What the theme is at the moment when there is anything to paint."""

Scheme = Literal["light", "dark"]


def test_the_system_s_colors_are_those_of_the_page(desk: Page, gallery: Gallery) -> None:
    papers = []
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)
        desk.goto(gallery.address + "/en/")
        papers.append(desk.evaluate(PAPER))
    assert len(set(papers)) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_choice_is_seen_at_once_and_remembered_on_the_next_page_before_it_is_painted(
    desk: Page, gallery: Gallery, scheme: Scheme
) -> None:
    other = "dark" if scheme == "light" else "light"
    desk.add_init_script(FIRST)
    desk.emulate_media(color_scheme=scheme)
    desk.goto(gallery.address + "/en/")
    before = desk.evaluate(PAPER)
    desk.locator("button.theme").click(timeout=2000)
    after = desk.evaluate(PAPER)

    assert before != after
    assert desk.evaluate(CHOSEN) == [other, other]
    for where in visits(desk, gallery, "story", "chooser", "moved", "not-found-both"):
        assert (desk.evaluate("window.first"), desk.evaluate(PAPER)) == (other, after), where


def test_a_second_click_takes_the_choice_back(desk: Page, gallery: Gallery) -> None:
    desk.emulate_media(color_scheme="light")
    desk.goto(gallery.address + "/en/")
    before = desk.evaluate(PAPER)
    button = desk.locator("button.theme")
    button.click(timeout=2000)
    button.click(timeout=2000)

    assert desk.evaluate(PAPER) == before
    desk.reload()
    assert desk.evaluate(PAPER) == before


def test_the_switch_has_a_name_in_the_page_s_language_and_says_how_it_stands(
    desk: Page, gallery: Gallery
) -> None:
    names = []
    for lang in ("en", "es"):
        desk.goto(gallery.address + gallery.kinds["front", lang])
        button = desk.locator("button.theme")
        assert button.get_attribute("type", timeout=2000) == "button"
        names.append((button.get_attribute("aria-label") or button.inner_text()).strip())
        before = [
            button.get_attribute("aria-pressed"),
            button.get_attribute("aria-label"),
            button.inner_text(),
        ]
        button.focus()
        desk.keyboard.press("Enter")
        assert [
            button.get_attribute("aria-pressed"),
            button.get_attribute("aria-label"),
            button.inner_text(),
        ] != before
        desk.keyboard.press("Enter")
    assert len(set(names)) == 2 and all(names)


def test_a_browser_that_keeps_nothing_still_switches(desk: Page, gallery: Gallery) -> None:
    told: list[str] = []
    desk.on("pageerror", lambda error: told.append(str(error)))
    desk.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    desk.emulate_media(color_scheme="light")
    desk.goto(gallery.address + "/en/")
    before = desk.evaluate(PAPER)
    desk.locator("button.theme").click(timeout=2000)

    assert desk.evaluate(PAPER) != before
    assert told == []


@pytest.mark.parametrize(
    ("key", "word"),
    [("puente-theme", "auto"), ("puente-theme", 'x"><script>'), ("puente-theme", ""), ("theme", "light")],
    ids=["another word", "nonsense", "nothing", "kept by something else on this host"],
)
def test_a_kept_word_that_is_no_theme_of_ours_is_not_believed(
    desk: Page, gallery: Gallery, key: str, word: str
) -> None:
    """The system is dark: the button says so, and one click makes the page light."""
    desk.emulate_media(color_scheme="light")
    desk.goto(gallery.address + "/en/")
    light = desk.evaluate(PAPER)
    desk.evaluate("([key, word]) => localStorage.setItem(key, word)", [key, word])
    desk.emulate_media(color_scheme="dark")
    desk.goto(gallery.address + "/en/")
    button = desk.locator("button.theme")

    assert desk.evaluate(PAPER) != light
    assert button.get_attribute("aria-pressed", timeout=2000) == "true"
    button.click(timeout=2000)
    assert (desk.evaluate(PAPER), button.get_attribute("aria-pressed")) == (light, "false")
    assert desk.evaluate(CHOSEN) == ["light", "light"]


def test_without_script_there_is_no_switch_and_the_system_decides(browser: Browser, gallery: Gallery) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(gallery.address + "/es/")

    assert page.locator("button.theme").count() == 1 and not page.locator("button.theme").is_visible()
    context.close()


def test_turned_back_to_the_system_s_theme_the_page_follows_the_system_again(
    desk: Page, gallery: Gallery
) -> None:
    desk.emulate_media(color_scheme="light")
    desk.goto(gallery.address + "/en/")
    light = desk.evaluate(PAPER)
    desk.locator("button.theme").click(timeout=2000)
    dark = desk.evaluate(PAPER)
    desk.locator("button.theme").click(timeout=2000)
    desk.emulate_media(color_scheme="dark")
    desk.locator('button.theme[aria-pressed="true"]').wait_for(timeout=2000)

    assert (light != dark, desk.evaluate(PAPER)) == (True, dark)
    assert desk.evaluate(CHOSEN) == [None, None]


def test_the_remembered_theme_does_not_wait_for_the_deferred_script(desk: Page, gallery: Gallery) -> None:
    desk.emulate_media(color_scheme="dark")
    desk.goto(gallery.address + "/en/")
    dark = desk.evaluate(PAPER)
    desk.emulate_media(color_scheme="light")
    desk.add_init_script("localStorage.setItem('puente-theme', 'dark')")
    desk.route("**/bulletin.*.js", lambda route: route.abort())
    desk.goto(gallery.address + "/en/")

    assert desk.evaluate(PAPER) == dark
