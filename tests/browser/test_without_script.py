"""Without script everything is there that is there with it, and nothing that does nothing."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from browser.measuring import Gallery, expect_none, measure, visits


def test_all_words_and_ways_are_there_without_script(browser: Browser, desk: Page, gallery: Gallery) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    bare = {where: measure(page, "words") for page in [context.new_page()] for where in visits(page, gallery, turns=True)}  # fmt: skip
    context.close()
    faults = {}
    for where in visits(desk, gallery, turns=True):
        full = measure(desk, "words")
        faults[where] = [
            one for what in ("words", "ways") for one in full[what] if one not in bare[where][what]
        ]

    expect_none(faults)


def test_no_control_is_seen_that_does_nothing_without_script(
    browser: Browser, desk: Page, gallery: Gallery
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    dead = {where: measure(page, "words")["buttons"] for where in visits(page, gallery, turns=True)}
    context.close()

    expect_none(dead)


def test_script_that_fails_to_arrive_leaves_no_dead_control(desk: Page, gallery: Gallery) -> None:
    """A network that drops the scripts is the likelier case than a browser without."""
    desk.route("**/*.js", lambda route: route.abort())
    dead = {where: measure(desk, "words")["buttons"] for where in visits(desk, gallery, "front", "story")}

    expect_none(dead)
