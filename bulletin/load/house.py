"""The house's own words: registers, settings, catalogs and templates as plain texts.

Nothing is parsed here. It is for telling the words of the house from those of a story.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bulletin.config import LIMITS, SETTINGS_FILE
from bulletin.load.source import read_bytes

FOLDERS = ("locales", "templates")


def house_texts(root: Path) -> Iterator[str]:
    """The text of each file of the project that is nobody's story; what cannot be read is left out."""
    for path in (SETTINGS_FILE, *_registers(root), *_below(root)):
        data, _ = read_bytes(root, path, LIMITS.catalog_bytes)
        if data is not None:
            yield data.decode("utf-8", "replace")


def _registers(root: Path) -> list[str]:
    return sorted(f"content/{path.name}" for path in (root / "content").glob("*.yaml"))


def _below(root: Path) -> Iterator[str]:
    for top in FOLDERS:
        for folder, _, names in os.walk(root / top):
            yield from (Path(folder, name).relative_to(root).as_posix() for name in sorted(names))
