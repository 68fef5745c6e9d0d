"""Previews that are served, each stopped by itself, and browsers to look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from builders import SiteBuilder
from served import Served

Serve = Callable[..., Served]
Open = Callable[[str], Page]


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    """A project with a story in both languages."""
    return site.story("floods", en={}, es={})


@pytest.fixture
def serve() -> Iterator[Serve]:
    """serve(site, "--follow", ...): the project, served until the end of the test."""
    with ExitStack() as served:
        yield lambda site, *arguments: served.enter_context(Served(site, *arguments))


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = SiteBuilder(tmp_path_factory.mktemp("shared") / "project")
    site.story("floods", en={}, es={}).story("clinic", en={"title": "A clinic opens", "date": "2017-03-01"})
    with Served(site) as served:
        yield served


@pytest.fixture
def shared(lasting: Served) -> Iterator[Served]:
    """A project with two stories, served for all tests of a module, and put back as it was after each."""
    sources, built = lasting.sources(), lasting.built()
    yield lasting
    lasting.put_back(sources, built)
    lasting.hand_over()


@pytest.fixture
def window(browser: Browser) -> Iterator[Open]:
    """window(address): a browser of its own that shows it. No script fails there, and no page breaks its policy."""
    with ExitStack() as opened:
        wrong: list[str] = []

        def hear(message: ConsoleMessage) -> None:
            if "Content Security Policy" in message.text:
                wrong.append(message.text)

        def fail(error: Error) -> None:
            wrong.append(str(error))

        def window(address: str) -> Page:
            context = browser.new_context()
            opened.callback(context.close)
            page = context.new_page()
            page.on("console", hear)
            page.on("pageerror", fail)
            page.goto(address)
            return page

        yield window
        assert wrong == []
