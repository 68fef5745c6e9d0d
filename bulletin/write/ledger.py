"""The ledger: one checksummed file in a published tree that says which files we put there.

It travels with the tree and so survives the loss of `.bulletin/`. It knows no clock: the same site
gives the same ledger. What to do about a file that is not in it is decided elsewhere.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path

import msgspec

from bulletin.digest import digest_bytes

LEDGER = ".puente-ledger"
NEW_LEDGER, OLD_LEDGER = ".puente-ledger.new", ".puente-ledger.old"
"""Beside it, or instead of it, while a tree is being changed: what it will hold, and what it held."""
OWN_NAMES = frozenset({LEDGER, NEW_LEDGER, OLD_LEDGER})
MAGIC = "puente-ledger"
VERSION = "1"
STAGE_MARK = b"puente-stage 1\n"
"""What stands in the ledger's place while a tree is being written: ours, and not complete."""

UNSAFE = re.compile(r"^$|^/|/$|//|(^|/)\.\.?(/|$)|^[A-Za-z]:|[\\\x00-\x1f\x7f\ud800-\udfff]")
"""What no path below the output has: roots, empty or dotted steps, drives, backslashes, control signs."""
OURS = ".puente-"
"""How the names of our own files and folders at the top of a tree begin; no page is called so."""
SUSPECT = (
    *("\n\n", "\n/", "/\n", "//", "/./", "/../", "\n./", "\n../", "/.\n", "/..\n", "\n.\n", "\n..\n"),
    *(":", "\\", "\n.p", "\n.P"),
)
"""What a list of paths, one a line, does not hold where all of them are beyond doubt."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A published file: its path below the output, its content's digest and size in bytes.

    `fingerprint` is that of the page it was rendered from; "" where none was given.
    """

    path: str
    digest: str
    size: int
    fingerprint: str = ""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The files of a published tree, by path."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def by_path(self) -> Mapping[str, Entry]:
        return {entry.path: entry for entry in self.entries}

    def __contains__(self, path: str) -> bool:
        return path in self.by_path

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_path)

    def __len__(self) -> int:
        return len(self.entries)


def ledger_of(entries: Iterable[Entry]) -> Ledger:
    """A ledger of `entries` in the order of their paths."""
    return Ledger(entries=tuple(sorted(entries, key=attrgetter("path"))))


def ledger_bytes(ledger: Ledger) -> bytes:
    """The ledger as a file: magic, version and checksum in the first line, then a line a file."""
    lines = [f"{entry.digest}\t{entry.size}\t{entry.fingerprint}\t{entry.path}\n" for entry in ledger.entries]
    body = "".join(lines).encode()
    return f"{MAGIC} {VERSION} {digest_bytes(body)}\n".encode() + body


def read_ledger(tree: Path, name: str = LEDGER) -> Ledger | None:
    """The ledger in `tree`; None where it is missing, damaged or of another version.

    Its paths are checked as strictly as those we write: a checksum is no signature, and what is
    read here decides what is removed. Raises OSError for a ledger that is there but cannot be read:
    taking that for a missing one would turn our own pages into strangers.
    """
    try:
        if not stat.S_ISREG((tree / name).lstat().st_mode):
            return None  # a pipe would keep us waiting for ever
        data = (tree / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    head, _, body = data.partition(b"\n")
    if head.split(b" ") != [MAGIC.encode(), VERSION.encode(), digest_bytes(body).encode()]:
        return None
    return _parsed(body)


def _parsed(body: bytes) -> Ledger | None:
    """The lines of a ledger, taken apart all at once: there are thousands, and they are read by every build."""
    try:
        text = body.decode()
        cells = text.replace("\n", "\t").split("\t")
        if len(cells) != 4 * text.count("\n") + 1 or cells.pop():
            return None
        check_paths(cells[3::4])
        ledger = ledger_of(map(_entry, cells[0::4], map(int, cells[1::4]), cells[2::4], cells[3::4]))
    except ValueError:
        return None
    return ledger if len(ledger.by_path) == len(ledger.entries) else None


def _entry(digest: str, size: int, fingerprint: str, path: str) -> Entry:
    return Entry(path=path, digest=digest, size=size, fingerprint=fingerprint)


def check_paths(paths: Collection[str]) -> None:
    """Raise ValueError where one of `paths` could leave the output; quick where none could."""
    lines = "\n".join(("", *paths, ""))
    if (
        lines.count("\n") != len(paths) + 1
        or not "".join(paths).isprintable()
        or any(mark in lines for mark in SUSPECT)
    ):
        for path in paths:
            check_path(path)


def check_path(path: str) -> None:
    """Raise ValueError for a path that could leave the output or take the place of our own files."""
    if UNSAFE.search(path):
        raise ValueError(f"not a path below the output: {path!r}")
    if path.partition("/")[0].casefold().startswith(OURS):
        raise ValueError(f"kept for the ledger and the stage: {path!r}")
