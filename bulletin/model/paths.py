"""Paths below a folder, their steps parted by /: what stands above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def parents(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first: "a/b/c.html" gives "a/b" and "a"."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def folders_of(paths: Iterable[str]) -> set[str]:
    """All the folders above any of `paths`."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
