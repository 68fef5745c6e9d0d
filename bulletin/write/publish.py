"""Publishing: every file is staged first, then the old tree and the new one change names in one step.

Readers see the whole old site or the whole new one. Where two trees cannot be exchanged, the staged
files are moved in one by one, and a note says so and why. Nothing that was not published from here
is removed. Which files make up the site, and in what words the notes are printed, is decided elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bulletin.diagnostics import N_
from bulletin.model import BulletinError
from bulletin.write.inplace import Moves, carry_out, plan_moves
from bulletin.write.ledger import LEDGER, Ledger, folders_of, ledger_of, read_ledger
from bulletin.write.lock import hold
from bulletin.write.stage import INSIDE, OWN_NAMES, Stage, clear, is_ours, place_ledger, spare_of
from bulletin.write.system import can_rename_between, exchange, sync_folder, sync_tree
from bulletin.write.target import check_ours, named, resolved
from bulletin.write.tree import Kind, foreign, is_entry, make_folders, remove_emptied, survey
from bulletin.write.trouble import told

LINK = N_("%(out)s is a link: its files were replaced one by one, not all at once")
MOUNT = N_("%(out)s is a mount point: its files were replaced one by one, not all at once")
ABOVE = N_("the folder above %(out)s cannot be written: the files were replaced one by one, not all at once")
DAMAGED = N_("the ledger of %(out)s was lost or damaged: its files were compared and replaced one by one")
MIXED = N_("%(out)s holds files that are not ours: ours were replaced one by one, not all at once")
NO_EXCHANGE = N_(
    "folders cannot be exchanged here: the files of %(out)s were replaced one by one, not all at once"
)

LEFT = N_("not ours, left as they are (%(count)s): %(names)s")
CHANGED = N_("changed since they were published, so not removed (%(count)s): %(names)s")
REPLACED = N_("not ours, replaced by pages of the same path (%(count)s): %(names)s")
NOT_CLEARED = N_("the previous pages in %(path)s could not be removed; the next build tries again")
STRAY = N_("files that are not ours were left in %(path)s: %(names)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file to publish. `path` is below the output, its steps parted by /."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to say about a publication: a msgid of the domain `diagnostics`, and its facts."""

    message: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done, in files. `unchanged` had the very bytes already, `removed` stood in the old ledger."""

    written: int
    unchanged: int
    removed: int
    notes: tuple[Note, ...] = ()


def publish(files: Iterable[OutputFile], out: Path, *, adopt: bool) -> Published:
    """Make `out` hold exactly `files`, all at once where the system can do that.

    `files` may be a generator; whatever it raises, `out` stays as it was. Raises BulletinError for
    trouble with the disk and for a folder that is not ours, ValueError for an unsafe path.
    """
    target = resolved(out)
    with ExitStack() as claims:
        with told(out):
            check_ours(out, adopt=adopt)
            if target.is_dir():
                claims.enter_context(hold(target))
            place, obstacle = _place_of_stage(out, target)
            _heal(target, place)
        stage = Stage(place, target)
        try:
            with told(out):
                stage.open()
                claims.enter_context(hold(place))
            for file in files:
                with told(out):
                    stage.add(file.path, file.data)
            return _commit(stage, out, obstacle, adopt=adopt)
        except BaseException:
            stage.drop()
            raise


def _place_of_stage(out: Path, target: Path) -> tuple[Path, str]:
    """Where to stage, and why a swap is out of the question; "" where it is not."""
    beside = spare_of(target)
    if not target.is_dir():
        return beside, ""
    if not can_rename_between(target.parent, target):
        return target / INSIDE, MOUNT
    if not os.access(target.parent, os.W_OK | os.X_OK):
        return target / INSIDE, ABOVE
    return beside, LINK if out.is_symlink() else ""


# -- what a killed build has left -----------------------------------------------------------------


def _heal(target: Path, place: Path) -> None:
    """Clear away the stage or the old tree of a build that was killed."""
    for leftover in dict.fromkeys((place, target / INSIDE)):
        if not os.path.lexists(leftover):
            continue
        if is_ours(leftover):
            with hold(leftover):
                _absorb(leftover, target)
                clear(leftover)
        if leftover == place and os.path.lexists(leftover):
            raise BulletinError(
                N_("%(path)s is needed for the new pages, but it holds files that are not ours"),
                N_("move it away, then build again"),
                path=str(leftover),
            )


def _absorb(leftover: Path, target: Path) -> None:
    """Enter into the published ledger what a fall-back that was killed had already moved there.

    Folders that it had made and not filled yet are removed.
    """
    staged, known = read_ledger(leftover), read_ledger(target)
    if staged is None or not target.is_dir() or (known is None and os.path.lexists(target / LEDGER)):
        return
    found = survey(target, without=OWN_NAMES | {INSIDE})
    before = dict(known.by_path) if known else {}
    moved = {
        entry.path: entry
        for entry in staged.entries
        if before.get(entry.path) != entry
        and found.get(entry.path) == "file"
        and is_entry(target / entry.path, entry)
    }
    if moved:
        place_ledger(ledger_of((before | moved).values()), target, by_way_of=leftover)
    made = folders_of(staged) - folders_of(before)
    remove_emptied(target, [folder for folder in made if found.get(folder) == "folder"])


# -- the commit -----------------------------------------------------------------------------------


def _commit(stage: Stage, out: Path, obstacle: str, *, adopt: bool) -> Published:
    target = stage.published
    with told(out):
        old = read_ledger(target)
        stage.close()
        if old == stage.ledger and len(stage.intact) == len(old):
            stage.drop()
            return _counted(stage, removed=0)
        sync_tree(stage.tree)
        if not os.path.lexists(target):
            os.rename(stage.tree, target)
            sync_folder(target.parent)
            return _counted(stage, removed=0)
        found = survey(target, without=OWN_NAMES | ({INSIDE} if stage.tree.parent == target else frozenset()))
        why = obstacle or _why_no_swap(target, old, found)
        if not why and exchange(stage.tree, target):
            sync_folder(target.parent)
            removed = sum(path not in stage.ledger for path in old or ())
            return _counted(stage, removed=removed, notes=_retire(stage.tree, target))
        moves = plan_moves(stage, old, found, out=out, adopt=adopt)
    return _move_in(stage, moves, found, Note(message=why or NO_EXCHANGE, facts=(("out", str(out)),)), out)


def _counted(stage: Stage, *, removed: int, notes: tuple[Note, ...] = ()) -> Published:
    unchanged = len(stage.intact)
    return Published(written=len(stage.ledger) - unchanged, unchanged=unchanged, removed=removed, notes=notes)


def _why_no_swap(target: Path, old: Ledger | None, found: Mapping[str, Kind]) -> str:
    """Why the published tree must not be carried off as a whole; "" where it may."""
    if old is None and os.path.lexists(target / LEDGER):
        return DAMAGED
    return MIXED if foreign(found, old.by_path if old else ()) else ""


def _retire(spare: Path, target: Path) -> tuple[Note, ...]:
    """Remove the old tree after the swap. The site is published: trouble here is only worth a note."""
    try:
        stray = clear(spare)
        for path in stray:  # put there by somebody between our last look and the swap
            if not os.path.lexists(target / path):
                make_folders(target, path, set())
                os.rename(spare / path, target / path)
        stray = clear(spare)
    except OSError:
        return (Note(message=NOT_CLEARED, facts=(("path", str(spare)),)),)
    if stray:
        return (Note(message=STRAY, facts=(("names", named(stray)), ("path", str(spare)))),)
    return ()


def _move_in(stage: Stage, moves: Moves, found: Mapping[str, Kind], why: Note, out: Path) -> Published:
    stage.keep = True
    with told(out, half_way=True):
        carry_out(moves, stage, found)
    stage.keep = False
    stage.drop()
    notes = [why]
    for message, paths in ((LEFT, moves.left), (CHANGED, moves.changed), (REPLACED, moves.replaced)):
        if paths:
            notes.append(Note(message=message, facts=(("count", len(paths)), ("names", named(paths)))))
    return _counted(stage, removed=len(moves.first) + len(moves.last), notes=tuple(notes))
