"""A page without script, and the built site as a host serves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.measuring import Gallery
from builders import SiteBuilder
from gallery import kinds
from tools.host import hosted


@pytest.fixture(scope="session")
def address(sample: SiteBuilder) -> Iterator[str]:
    """Where the project's own site is served."""
    with hosted(sample.out) as found:
        yield found


@pytest.fixture(scope="session")
def gallery(whole: SiteBuilder) -> Iterator[Gallery]:
    """A bulletin with a page of every kind, served."""
    with hosted(whole.out) as found:
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
