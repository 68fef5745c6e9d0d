"""What the last build knew of the files that it left, so that this one need not read them all again.

A file is known by its size, its time and its inode. The time is that of the last change of any kind
(ctime), which no program can set back: an edit that restores the size and the time of writing is
noticed, and so is a file put in the place of another. Not noticed is a write within the same tick of
the system's clock as the build's own last look, a write past the file system (to the disk itself), and
on Windows, which has no such time, an edit that restores size and time of writing; `thorough` reads
everything and notices all of them. A folder is known likewise: while it is, the names in it are the same.

Facts are believed only as far as lstat confirms them, and only together with the very ledger they were
taken with: none, old ones or those of another tree cost time and nothing else.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bulletin.model.paths import folders_of
from bulletin.write.ledger import LEDGER, OWN_NAMES, Entry, Ledger
from bulletin.write.tree import Kind, is_entry, kind_of, survey

Fact = tuple[int, int, int]
"""Size in bytes (0 for a folder), time of the last change in nanoseconds, inode."""

DOUBT: Fact = (0, 0, 0)
"""The fact of a file of which nothing is known: it may be there or not."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that we did not write ourselves is no longer in doubt: the clock of the
coarsest file system ticks as slowly, and two writes within one tick look alike."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """The files of the published tree and of the spare by path; a folder's path ends with /."""

    published: dict[str, Fact] = {}
    spare: dict[str, Fact] = {}


@dataclass(slots=True, kw_only=True)
class Look:
    """What a look at a tree's files found: the entries that hold, and the facts of their files.

    `unsettled` are those of files that were changed a moment ago, and may be changed again unseen. `known`
    are the facts that it went by; none where they were not taken with this ledger.
    """

    standing: dict[str, Entry] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    unsettled: dict[str, Fact] = field(default_factory=dict)
    known: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Names:
    """What a look at a tree's folders found: the known ones, what is in the others, and what is not ours.

    `doubted` are the folders that had to be read, or are gone; `inodes` are those of the files in them.
    """

    known: dict[str, Fact] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
    inodes: dict[str, int] = field(default_factory=dict)
    strangers: dict[str, Kind] = field(default_factory=dict)


def fact_of(seen: os.stat_result) -> Fact:
    """The fact of a file or a folder as lstat saw it."""
    size = 0 if stat.S_ISDIR(seen.st_mode) else seen.st_size
    return size, _changed_at(seen), seen.st_ino


if sys.platform == "win32":

    def _changed_at(seen: os.stat_result) -> int:
        return seen.st_mtime_ns  # st_ctime is there the time of creation
else:

    def _changed_at(seen: os.stat_result) -> int:
        return seen.st_ctime_ns


def known_facts(tree: Path, facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    """`facts` where they were taken with the very ledger that stands in `tree`; otherwise none."""
    return facts if LEDGER in facts and facts_in(tree, [LEDGER]) == {LEDGER: facts[LEDGER]} else {}


def folder_facts(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Of some facts those of folders."""
    return {path: fact for path, fact in facts.items() if path[-1] == "/"}


def facts_in(tree: Path, paths: Iterable[str]) -> dict[str, Fact]:
    """The facts of files or folders (their path ends with /) just written by ourselves."""
    found: dict[str, Fact] = {}
    for path in paths:
        seen = _lstat(f"{tree}/{path.removesuffix('/')}")
        if seen and stat.S_ISDIR(seen.st_mode) == path.endswith("/") and not stat.S_ISLNK(seen.st_mode):
            found[path] = fact_of(seen)
    return found


def _lstat(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def look_at_files(tree: Path, ledger: Ledger, known: Mapping[str, Fact]) -> Look:
    """The entries of `ledger` whose files hold the very bytes: by a `known` fact, and by reading the others."""
    look = Look(known=known, standing=dict(ledger.by_path))
    look.facts = {path: fact for path, fact in known.items() if path in look.standing}
    settled = time.time_ns() - SETTLED
    for path, seen in _changed(tree, ledger.by_path, known):
        entry, fact = look.standing.pop(path), seen and fact_of(seen)
        look.facts.pop(path, None)
        if fact is not None and fact[0] == entry.size and is_entry(tree / path, entry):
            look.standing[path] = entry
            (look.facts if fact[1] < settled else look.unsettled)[path] = fact
    return look


def _changed(
    tree: Path, paths: Iterable[str], known: Mapping[str, Fact], mark: str = ""
) -> list[tuple[str, os.stat_result | None]]:
    """The `paths` that are not as they were known, and what they are now; None for what is gone.

    This is what a build with nothing to do spends its time on: thousands of calls, so few words. `mark`
    is what ends the name of a folder among the known.
    """
    found: list[tuple[str, os.stat_result | None]] = []
    prefix, recall, lstat = f"{tree}{os.sep}", known.get, os.lstat
    for path in paths:
        try:
            seen = lstat(prefix + path)
        except (FileNotFoundError, NotADirectoryError):
            found.append((path, None))
            continue
        fact = recall(path + mark)
        if (
            fact is None
            or fact[2] != seen.st_ino
            or fact[1] != _changed_at(seen)
            or fact[0] != (0 if mark else seen.st_size)
        ):
            found.append((path, seen))
    return found


def look_at_folders(
    tree: Path, ours: Collection[str], known: Mapping[str, Fact], *, without: Collection[str] = ()
) -> Names:
    """What stands in the folders of `ours`; a known one is not read, for its names are the same.

    `without` are names of the top level that are not looked at. Raises OSError where a folder cannot be read.
    """
    names, settled = Names(known=folder_facts(known)), time.time_ns() - SETTLED
    folders = {"", *folders_of(ours)}
    device = os.lstat(tree).st_dev
    for folder, seen in _changed(tree, folders, known, "/"):
        names.known.pop(f"{folder}/", None)
        names.doubted.add(folder)
        if seen is None or not stat.S_ISDIR(seen.st_mode) or seen.st_dev != device:
            continue  # a stranger, and told so where the folder above it is read
        inside = _read(tree, folder, names.inodes, ours, folders, without=(*OWN_NAMES, *without))
        names.strangers.update(inside)
        if not inside and _changed_at(seen) < settled:
            names.known[f"{folder}/"] = fact_of(seen)
    return names


def _read(
    tree: Path,
    folder: str,
    inodes: dict[str, int],
    ours: Collection[str],
    folders: Collection[str],
    *,
    without: Collection[str],
) -> dict[str, Kind]:
    """Enter the files of one folder in `inodes`; what is not ours in it, and all that is below that."""
    device = os.lstat(tree).st_dev
    strangers: dict[str, Kind] = {}
    with os.scandir(tree / folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            kind = kind_of(entry, device)
            if not folder and entry.name in without:
                continue
            if path in ours and kind in ("file", "link"):
                inodes[path] = entry.inode()
            elif path not in folders or kind != "folder":
                strangers[path] = kind
    for path in [path for path, kind in strangers.items() if kind == "folder"]:
        strangers.update((f"{path}/{below}", kind) for below, kind in survey(tree / path).items())
    return strangers
