"""A text that ends or stops the process that reads it is named; the others are untouched."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial

import pytest

from builders import SiteBuilder
from bulletin.compose.engine import Engine, RawBlock
from bulletin.pool import Pool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")

FALLS: dict[str, Callable[[], object]] = {
    "kills": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "crashes": lambda: ctypes.string_at(0),
    "ends": lambda: os._exit(0),
    "stops": lambda: time.sleep(600),
}
STUCK = "Words that no library survives."
NAMED = "content/stories/2017/stuck/en.md"


@pytest.fixture
def stuck(site: SiteBuilder, monkeypatch: pytest.MonkeyPatch) -> SiteBuilder:
    """A published site with one story more, whose text is fatal; patience is short."""
    for number in range(8):
        site.story(f"story-{number}", en={"title": f"Story {number}"}, es={"title": f"Nota {number}"})
    site.build()
    assert site.report.published
    site.story("stuck", en={"title": "Stuck"}, en_body=STUCK)
    monkeypatch.setattr("bulletin.pipeline.shop.Pool", partial(Pool, patience=1.5))
    return site


def fatal(monkeypatch: pytest.MonkeyPatch, fall: Callable[[], object]) -> None:
    """Children inherit what is patched before they are forked."""
    whole = Engine.blocks

    def blocks(self: Engine, text: str) -> list[RawBlock]:
        if STUCK in text:
            fall()
        return whole(self, text)

    monkeypatch.setattr(Engine, "blocks", blocks)


@pytest.mark.parametrize("fall", FALLS.values(), ids=FALLS)
def test_the_story_is_named_and_nothing_is_published(
    stuck: SiteBuilder, monkeypatch: pytest.MonkeyPatch, fall: Callable[[], object]
) -> None:
    before = stuck.files()
    fatal(monkeypatch, fall)
    stuck.story("story-3", en={"title": "Story 3"}, es={"title": "Nota 3"}, en_body="# Too large\n").build()

    found = [(one.code, one.place.path) for one in stuck.problems()]
    assert ("file-stuck", NAMED) in found
    assert {path for code, path in found if code == "file-stuck"} == {NAMED}
    assert any(path == "content/stories/2017/story-3/en.md" for _, path in found), "the others are read"
    assert not stuck.report.published
    assert stuck.files() == before


def test_it_is_tried_again_by_the_next_build(stuck: SiteBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        fatal(patched, FALLS["kills"])
        stuck.build()
    stuck.build()

    assert stuck.codes() == []
    assert STUCK in stuck.html("/en/2017/02/stuck/")


def test_two_such_stories_are_both_named(stuck: SiteBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    fatal(monkeypatch, FALLS["kills"])
    stuck.story("again", es={"title": "Otra"}, es_body=STUCK).build()

    found = [one.place.path for one in stuck.problems() if one.code == "file-stuck"]
    assert found == ["content/stories/2017/again/es.md", NAMED]
