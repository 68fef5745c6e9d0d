"""A page without script, and a real server for the built site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from browser.measuring import Gallery
from builders import SiteBuilder
from gallery import kinds


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests speak for themselves."""


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a server for a folder, while the block runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(sample: SiteBuilder) -> Iterator[str]:
    """Where the project's own site is served."""
    with served(sample.out) as found:
        yield found


@pytest.fixture(scope="session")
def gallery(whole: SiteBuilder) -> Iterator[Gallery]:
    """A bulletin with a page of every kind, served."""
    with served(whole.out) as found:
        yield Gallery(whole, found, kinds(whole))


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page on a desk, with script. Nothing glides: what is measured is where it is to be."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page 320 CSS pixels wide: WCAG 2.2, 1.4.10. Script is off."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()
