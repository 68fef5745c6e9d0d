"""Publishing: what is new is staged first, then the old tree and the new one change names in one step.

Readers see the whole old site or the whole new one. Where two trees cannot be exchanged, the staged
files are moved in one by one, and a note says so and why. Nothing that was not published from here
is removed. Which files make up the site, and in what words the notes are printed, is decided elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from bulletin.digest import digest_bytes
from bulletin.model.paths import folders_of
from bulletin.write.commit import Change, Published, commit
from bulletin.write.facts import Facts, known_facts, look_at_files
from bulletin.write.ledger import Entry, Ledger, check_path, check_paths, ledger_of, read_ledger
from bulletin.write.lock import hold
from bulletin.write.notes import ABOVE, LINK, MOUNT
from bulletin.write.record import finish_recorded, finish_stages
from bulletin.write.spare import check_name, in_the_way, spare_of
from bulletin.write.stage import INSIDE, Stage, stage_of
from bulletin.write.system import can_rename_between
from bulletin.write.target import check_ours, resolved
from bulletin.write.tree import regular
from bulletin.write.trouble import told


class Publication:
    """A site on its way into the output. Nothing is published before `commit`, and nothing without it.

    `standing` are the entries of the published tree, by path, whose files really hold those bytes.
    """

    def __init__(self, change: Change, stage: Stage) -> None:
        self.standing: Mapping[str, Entry] = change.look.standing
        self._change, self._stage = change, stage
        self._taken: dict[str, Entry] = {}

    def put(self, path: str, data: bytes, fingerprint: str = "") -> Entry:
        """Stage a file, unless these very bytes are published under its path already; returns its entry.

        Nothing of this object changes, so forked children may call it, several at once, for different
        paths; the entry is to be taken by the parent. Raises ValueError for an unsafe path.
        """
        check_path(path)
        entry = Entry(path=path, digest=digest_bytes(data), size=len(data), fingerprint=fingerprint)
        if not _same(self.standing.get(path), entry):
            with told(self._change.out):
                self._stage.write(path, data)
        return entry

    def take(self, entry: Entry) -> None:
        """Make a path part of the new site: one that was `put`, or one that is `standing`, whatever its fingerprint.

        Raises ValueError for a path that is taken already.
        """
        if entry.path in self._taken:
            raise ValueError(f"two files for one path: {entry.path!r}")
        self._taken[entry.path] = entry

    def commit(self) -> Published:
        """Make the output hold exactly what was taken, all at once where the system can do that.

        Raises BulletinError for trouble with the disk, ValueError where a path is both file and folder,
        unsafe, or was never put.
        """
        new = ledger_of(self._taken.values())
        standing = self.standing.get
        staged = tuple(entry.path for entry in new.entries if not _same(standing(entry.path), entry))
        added = [path for path in staged if path not in self.standing]
        check_paths(added)
        if added and (clash := folders_of(new) & new.by_path.keys()):
            raise ValueError(f"two files for one path: {min(clash)!r}")
        for path in staged:
            facts = regular(self._stage.tree / path)
            if facts is None or facts.st_size != new.by_path[path].size:
                raise ValueError(f"taken, but not put: {path!r}")
        return commit(replace(self._change, new=new, staged=staged), self._stage)


def _same(one: Entry | None, other: Entry) -> bool:
    """Whether two entries of a path are of the same bytes."""
    return one is not None and one.digest == other.digest and one.size == other.size


@contextmanager
def publication(
    out: Path, *, state: Path, adopt: bool = False, facts: Facts | None = None, thorough: bool = False
) -> Iterator[Publication]:
    """Prepare to publish into `out`; whatever is raised before the commit, `out` stays as it was.

    `facts` are those of the last publication, or None: then every published file is read, as with
    `thorough`. `state` is the folder of derived facts, where a commit that cannot be one step is recorded.
    Raises BulletinError for trouble with the disk and for a folder that is not ours.
    """
    target, before = resolved(out), facts if facts and not thorough else Facts()
    with ExitStack() as claims:
        with told(out):
            notes = finish_recorded(state)
            check_ours(out, adopt=adopt)
            if target.is_dir():
                claims.enter_context(hold(target))
            notes += finish_stages(target, adopt=adopt)
            stage, obstacle = _place_of_stage(out, target)
            if os.path.lexists(stage.tree):
                raise in_the_way(stage.tree)
            if not obstacle:
                check_name(spare_of(target), before.spare)
            old = read_ledger(target)
            look = look_at_files(target, old or Ledger(), known_facts(target, before.published))
        change = Change(
            out=out, target=target, state=state, adopt=adopt, obstacle=obstacle,
            notes=notes, facts=before, old=old, look=look,
        )  # fmt: skip
        try:
            with told(out):
                stage.open()
                claims.enter_context(hold(stage.tree))
            yield Publication(change, stage)
        finally:
            stage.drop()


def _place_of_stage(out: Path, target: Path) -> tuple[Stage, str]:
    """Where to stage, and why a swap is out of the question; "" where it is not."""
    if not target.is_dir():
        return Stage(stage_of(target)), ""
    if not can_rename_between(target.parent, target):
        return Stage(target / INSIDE), MOUNT
    if not os.access(target.parent, os.W_OK | os.X_OK):
        return Stage(target / INSIDE), ABOVE
    return Stage(stage_of(target)), LINK if out.is_symlink() else ""
