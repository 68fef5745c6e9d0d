"""Fixtures that all tests share."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builders import PROJECT, SiteBuilder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-cases", action="store_true", help="write what tests/cases expect anew, from what is built"
    )


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
