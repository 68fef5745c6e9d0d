"""The proof: the site as the newsroom looks at it, in a folder of ours that nobody else reads.

What readers get is published whole or not at all (`publish`). A proof need not survive a power cut: it is staged as
well, so that a build with an error leaves the last one alone, and then moved into place file by file, without a
spare and without waiting for the disk. A process that builds again and again knows what it left and does not look.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bulletin.digest import digest_bytes
from bulletin.model.paths import folders_of
from bulletin.write.commit import Published
from bulletin.write.facts import Fact, facts_in, look_at_files
from bulletin.write.ledger import LEDGER, OWN_NAMES, Entry, Ledger, check_path, ledger_of, read_ledger
from bulletin.write.stage import Stage, clear, place_ledger, stage_of
from bulletin.write.tree import make_folders, remove_emptied, survey
from bulletin.write.trouble import told

MANY = 1000
"""Files written after which the ledger is worth writing: one that is old costs time at the next start, and no more."""


class Standing:
    """The files of a proof as this process left them; `known` once it has left any, beside the ledger of this `mark`.

    `written` are the paths that the last build wrote or removed.
    """

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.written: tuple[str, ...] = ()
        self.mark: Fact | None = None
        self.known = False


class Proof:
    """A site on its way into the newsroom's folder; used as a `Publication` is."""

    def __init__(self, tree: Path, stage: Stage, standing: Standing) -> None:
        self.standing: Mapping[str, Entry] = standing.entries
        self._tree, self._stage, self._left = tree, stage, standing
        self._taken: dict[str, Entry] = {}

    def put(self, path: str, data: bytes, fingerprint: str = "") -> Entry:
        """Stage a file; forked children may call it, several at once, for different paths."""
        check_path(path)
        entry = Entry(path=path, digest=digest_bytes(data), size=len(data), fingerprint=fingerprint)
        if not self._stands(entry):
            with told(self._tree):
                self._stage.write(path, data)
        return entry

    def take(self, entry: Entry) -> None:
        """Make a path part of the new site: one that was `put`, or one that is `standing`."""
        if entry.path in self._taken:
            raise ValueError(f"two files for one path: {entry.path!r}")
        self._taken[entry.path] = entry

    def commit(self) -> Published:
        """Move what was staged into place, and remove what is no part of the site any more."""
        with told(self._tree):
            first = not self._left.known
            staged = [entry for entry in self._taken.values() if not self._stands(entry)]
            gone = sorted(self.standing.keys() - self._taken.keys())
            self._left.known, self._left.entries = False, {}  # until all is in place nothing is certain
            self._remove(gone)
            for entry in staged:
                self._move(entry.path)
            if first:
                self._sweep()
            if first or len(staged) + len(gone) > MANY:
                place_ledger(ledger_of(self._taken.values()), self._tree, by_way_of=self._stage.tree)
            self._left.known, self._left.entries, self._left.mark = True, self._taken, _mark(self._tree)
            self._left.written = (*(entry.path for entry in staged), *gone)
        return Published(written=len(staged), unchanged=len(self._taken) - len(staged), removed=len(gone))

    def _stands(self, entry: Entry) -> bool:
        """Whether these very bytes are in place already."""
        one = self.standing.get(entry.path)
        return one is not None and (one.digest, one.size) == (entry.digest, entry.size)

    def _move(self, path: str) -> None:
        try:
            os.replace(self._stage.tree / path, self._tree / path)
        except FileNotFoundError:
            make_folders(self._tree, path)
            os.replace(self._stage.tree / path, self._tree / path)

    def _remove(self, paths: list[str]) -> None:
        for path in paths:
            (self._tree / path).unlink(missing_ok=True)
        remove_emptied(self._tree, folders_of(paths))

    def _sweep(self) -> None:
        """Remove what is in the folder and not part of the site: a process before this one may have left it."""
        found = survey(self._tree, without=OWN_NAMES)
        self._remove([path for path, kind in found.items() if kind != "folder" and path not in self._taken])
        remove_emptied(self._tree, [path for path, kind in found.items() if kind == "folder"])


def _mark(tree: Path) -> Fact | None:
    """By what a proof is known to be the one that was left: a folder that is made anew has no ledger, or another."""
    return facts_in(tree, [LEDGER]).get(LEDGER)


@contextmanager
def proof(tree: Path, standing: Standing) -> Iterator[Proof]:
    """Prepare to put a site into `tree`, a folder that is made where there is none; without `commit`, it stays as it was."""
    stage = Stage(stage_of(tree))
    with told(tree):
        tree.mkdir(parents=True, exist_ok=True)
        clear(stage.tree)
        if not standing.known or standing.mark != _mark(tree):
            standing.known = False
            ledger = read_ledger(tree) or Ledger()
            standing.entries = look_at_files(tree, ledger, {}).standing
        stage.open()
    try:
        yield Proof(tree, stage, standing)
    finally:
        stage.drop()
