"""The commit record: which output is being changed file by file, so that any command can finish it first.

It is written to `.bulletin/commit` when the stage is complete and synced, before the first file is moved,
and says nothing but where. What is to be done is told by the ledgers of the stage and of the output, and is
the same however often it is begun. Without the record (`.bulletin/` was deleted) the next build finds the
stage by its name.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bulletin.model import BulletinError
from bulletin.model.paths import folders_of
from bulletin.quick import UNFINISHED as RECORD
from bulletin.write.inplace import Ground, carry_out, plan_moves
from bulletin.write.ledger import LEDGER, OWN_NAMES, Ledger, ledger_of, read_ledger
from bulletin.write.lock import hold, prepare_state
from bulletin.write.notes import DROPPED, FINISHED, Note
from bulletin.write.stage import INSIDE, clear, is_ours, place_ledger, stage_of
from bulletin.write.system import sync_file, sync_folder
from bulletin.write.tree import is_entry, regular, remove_emptied, survey, write_new
from bulletin.write.trouble import told


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The folder that is being changed, no link any more, and whether files in the way may be replaced."""

    out: str
    adopt: bool


def write_record(state: Path, target: Path, *, adopt: bool) -> None:
    """Enter in `state` that the files of `target` are about to be replaced, safe from a loss of power."""
    prepare_state(state)
    new = state / f"{RECORD}.new"
    new.unlink(missing_ok=True)
    write_new(new, msgspec.json.encode(Record(out=str(target), adopt=adopt)))
    sync_file(new)
    os.replace(new, state / RECORD)
    sync_folder(state)


def erase_record(state: Path) -> None:
    """The commit is finished, or given up."""
    (state / RECORD).unlink(missing_ok=True)


def finish_recorded(state: Path) -> tuple[Note, ...]:
    """Finish the commit that is recorded in `state`, if there is one; the caller has the build's lock.

    Raises BulletinError for trouble with the disk; the record then stays.
    """
    try:
        record = msgspec.json.decode((state / RECORD).read_bytes(), type=Record)
    except (FileNotFoundError, IsADirectoryError):
        return ()
    except (msgspec.DecodeError, UnicodeDecodeError):
        erase_record(state)
        return ()
    target = Path(record.out)
    with told(target, half_way=True):
        notes = finish_stages(target, adopt=record.adopt)
        erase_record(state)
    return notes or (Note(message=DROPPED, facts=(("out", record.out),)),)


def finish_stages(target: Path, *, adopt: bool = False) -> tuple[Note, ...]:
    """Finish what complete stages of `target` are for, and remove the others of ours. Raises OSError."""
    notes: tuple[Note, ...] = ()
    for stage in (stage_of(target), target / INSIDE):
        if os.path.lexists(stage) and is_ours(stage):
            with hold(stage):
                notes += _finish(target, stage, adopt=adopt)
                clear(stage)
    return notes


def _finish(target: Path, stage: Path, *, adopt: bool) -> tuple[Note, ...]:
    new = read_ledger(stage)
    if new is None or not target.is_dir():
        return ()
    old = read_ledger(target)
    found = survey(target, without=OWN_NAMES | {INSIDE})
    waiting = [path for path in new if regular(stage / path)]
    ground = Ground(tree=target, out=target, old=old, found=found, intact=new.by_path.keys() - set(waiting))
    facts = (("out", str(target)),)
    try:
        if not _is_whole(new, waiting, stage, ground):
            raise BulletinError(DROPPED, out=str(target))
        moves = plan_moves(ground, new, adopt=adopt)
    except BulletinError:
        _absorb(stage, ground, new)
        return (Note(message=DROPPED, facts=facts),)
    carry_out(moves, new, stage, ground)
    return (Note(message=FINISHED, facts=facts),)


def _is_whole(new: Ledger, waiting: list[str], stage: Path, ground: Ground) -> bool:
    """Whether every file of the new site is where it should be, waiting or moved, with its bytes."""
    return all(is_entry(stage / path, new.by_path[path]) for path in waiting) and all(
        is_entry(ground.tree / path, new.by_path[path]) for path in ground.intact
    )


def _absorb(stage: Path, ground: Ground, staged: Ledger) -> None:
    """Enter into the published ledger what had already been moved when the commit has to be given up.

    Folders that were made and not filled yet are removed.
    """
    target, found = ground.tree, ground.found
    if ground.old is None and os.path.lexists(target / LEDGER):
        return
    before = dict(ground.old.by_path) if ground.old else {}
    moved = {
        entry.path: entry
        for entry in staged.entries
        if before.get(entry.path) != entry
        and found.get(entry.path) == "file"
        and is_entry(target / entry.path, entry)
    }
    if moved:
        place_ledger(ledger_of((before | moved).values()), target, by_way_of=stage)
    made = folders_of(staged) - folders_of(before)
    remove_emptied(target, [folder for folder in made if found.get(folder) == "folder"])
