"""What the sources look like on disk, without opening one of them: names, kinds, sizes, times, inodes.

The standard library alone: the quick answer stands on this module before anything else is loaded. A
file is known to be unchanged by its size, its times and its inode; a program may set the time of
modification back, but not that of the change of the inode. What was touched so shortly before it
was looked at that a second change may bear the same time is doubtful, and has to be read.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Sequence
from typing import Any

MOMENT = 2_000_000_000
"""Nanoseconds within which two changes may bear one time: FAT counts in steps of two seconds."""

SKIPPED = frozenset({"__pycache__"})

File = list[Any]
"""[kind, size, mtime_ns, ctime_ns, inode, digest]; kinds: "file", "other". The digest is "" until it is read."""
Names = dict[str, File]
FOLDER: File = ["folder"]


class Snapshot:
    """Folders by their path, each with its own facts and its names; `trouble` says what cannot be listed.

    `at` is when the looking began, in nanoseconds since 1970. It knows nothing but plain values, so
    that it is written and read as JSON.
    """

    def __init__(self, at: int) -> None:
        self.at = at
        self.facts: dict[str, list[int]] = {}
        self.names: dict[str, Names] = {}
        self.trouble: dict[str, str] = {}

    def plain(self) -> dict[str, Any]:
        return {"at": self.at, "facts": self.facts, "names": self.names, "trouble": self.trouble}

    def file(self, path: str) -> File | None:
        """The facts of a regular file that was seen."""
        folder, _, name = path.rpartition("/")
        found = self.names.get(folder, {}).get(name)
        return found if found and found[0] == "file" else None

    def is_doubtful(self, file: File) -> bool:
        """Whether a file may have changed again without showing it."""
        return bool(file[3] > self.at - MOMENT)

    def files(self) -> Iterator[tuple[str, File]]:
        for folder, names in self.names.items():
            for name, file in names.items():
                if file is not FOLDER and file[0] == "file":
                    yield (f"{folder}/{name}" if folder else name), file


def read_snapshot(plain: dict[str, Any]) -> Snapshot:
    """A snapshot from its plain values. Raises what Python does for values that are none: KeyError, TypeError ..."""
    found = Snapshot(int(plain["at"]))
    found.facts, found.names, found.trouble = plain["facts"], plain["names"], plain["trouble"]
    for names in found.names.values():
        for name, file in names.items():
            if file[0] == "folder":
                names[name] = FOLDER
    return found


def look(root: str, tops: Sequence[str], before: Snapshot | None = None) -> Snapshot:
    """Look at the files and folders `tops` of a project, and at all below them. No link is followed.

    A folder that is as it was `before` is not listed again; its files are looked at all the same. The
    digest of a file that is as it was is carried over.
    """
    found = Snapshot(time.time_ns())
    waiting = list(tops)
    for top in tops:
        if "/" not in top:
            file = _seen(os.path.join(root, top))
            if file and file is not FOLDER:
                found.names.setdefault("", {})[top] = _with_digest(file, before, "", top)
    while waiting:
        path = waiting.pop()
        waiting.extend(_look_into(root, path, found, before))
    return found


def _look_into(root: str, path: str, found: Snapshot, before: Snapshot | None) -> list[str]:
    """Enter one folder into `found`; the paths of the folders in it."""
    full = f"{root}/{path}"
    try:
        facts = os.lstat(full)
        if not stat.S_ISDIR(facts.st_mode):
            return []
        names = _known_names(full, path, facts, before) or _listed(full)
    except FileNotFoundError:
        return []
    except OSError as trouble:
        found.trouble[path] = trouble.strerror or str(trouble)
        return []
    found.facts[path] = [facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino]
    found.names[path] = {name: _with_digest(file, before, path, name) for name, file in names.items()}
    return [f"{path}/{name}" for name, file in names.items() if file is FOLDER]


def _known_names(full: str, path: str, facts: os.stat_result, before: Snapshot | None) -> Names | None:
    """The names that a folder had, looked at anew; None where it may have others now."""
    if before is None or facts.st_ctime_ns > before.at - MOMENT:
        return None
    if before.facts.get(path) != [facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino]:
        return None
    names: Names = {}
    for name, file in before.names[path].items():
        seen = FOLDER if file is FOLDER else _seen(f"{full}/{name}")
        if seen is None:
            return None
        names[name] = seen
    return names


def _listed(full: str) -> Names:
    names: Names = {}
    with os.scandir(full) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name not in SKIPPED:
                names[entry.name] = _seen(entry.path) or ["gone"]
    return names


def _seen(full: str) -> File | None:
    """The facts of a file; None where there is none."""
    try:
        facts = os.lstat(full)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(facts.st_mode):
        return FOLDER
    kind = "file" if stat.S_ISREG(facts.st_mode) else "other"
    return [kind, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino, ""]


def _with_digest(file: File, before: Snapshot | None, folder: str, name: str) -> File:
    known = before.names.get(folder, {}).get(name) if before else None
    if before and known and len(file) == 6 and known[:5] == file[:5] and not before.is_doubtful(known):
        return known
    return file
