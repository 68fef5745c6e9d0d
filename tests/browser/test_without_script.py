"""Without script everything is there that is there with it, and nothing that does nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from browser.measuring import Gallery, expect_none, measure, visits


def test_all_words_and_ways_are_there_without_script_and_no_dead_control(
    browser: Browser, desk: Page, gallery: Gallery
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    bare = {where: measure(page, "words") for where in visits(page, gallery, turns=True)}
    context.close()
    missing = {}
    for where in visits(desk, gallery, turns=True):
        full = measure(desk, "words")
        missing[where] = [
            one for what in ("words", "ways") for one in full[what] if one not in bare[where][what]
        ]

    expect_none(missing)
    expect_none({where: found["buttons"] for where, found in bare.items()})


@pytest.mark.parametrize(
    "lost", ["**/*.js", "**/bulletin.*.js"], ids=["all", "the one that makes controls work"]
)
def test_script_that_fails_to_arrive_leaves_no_dead_control(desk: Page, gallery: Gallery, lost: str) -> None:
    """A network that drops the scripts, or one of them, is the likelier case than a browser without."""
    desk.route(lost, lambda route: route.abort())
    dead = {where: measure(desk, "words")["buttons"] for where in visits(desk, gallery, "front", "story")}

    expect_none(dead)
