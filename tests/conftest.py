"""Fixtures that all tests share."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from builders import PROJECT, SiteBuilder
from gallery import gallery
from remembered import remember_nothing, remember_the_pure

MISSING = "no Chromium: apt-get install -y chromium"
MEMORY = Path("/dev/shm")
"""A folder in memory, on Linux."""
ROOM = 2_000_000_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-cases", action="store_true", help="write what tests/cases expect anew, from what is built"
    )


def pytest_configure() -> None:
    """Projects are made in memory where there is room: a disk would have most of the time, and other work on it all."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """All that is loaded by now stays: Python need not look through it for garbage again and again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("markexpr") == "not tools":
        terminalreporter.write_line(
            "Left out: the tests marked tools and audit. docs/contributing.md says when to run"
        )
        for marked in ('"tools and not audit"', "audit"):
            terminalreporter.write_line(f"    python -m pytest -m {marked}")


@pytest.fixture(scope="session", autouse=True)
def texts_are_read_once() -> Iterator[None]:
    """What is made of texts alone is made once."""
    with pytest.MonkeyPatch.context() as patch:
        remember_the_pure(patch)
        yield


@pytest.fixture
def nothing_remembered() -> Iterator[None]:
    """For a test that is about what is made of texts: it is made each time."""
    with pytest.MonkeyPatch.context() as patch:
        remember_nothing(patch)
        yield


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """An empty project, ready for stories."""
    return SiteBuilder(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    """The project's own content and settings, built once for all tests that only read it."""
    builder = SiteBuilder(tmp_path_factory.mktemp("sample"), now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    shutil.rmtree(builder.root / "content")
    shutil.copytree(PROJECT / "content", builder.root / "content")
    shutil.copyfile(PROJECT / "bulletin.toml", builder.root / "bulletin.toml")
    return builder.build()


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    """The sample with stories enough that there is a page of every kind, built once."""
    return gallery(tmp_path_factory.mktemp("gallery"))


def chromium() -> str:
    """The path of Debian's Chromium; without one the tests fail with the line that installs it."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()
