"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import SiteBuilder


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """An empty project, ready for stories."""
    return SiteBuilder(tmp_path)
