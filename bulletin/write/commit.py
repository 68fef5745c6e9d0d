"""The commit: the staged files become the published site, by a first rename, by a swap, or one by one.

Each way ends with the facts of what now stands, for the next build.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.model import BulletinError
from bulletin.model.paths import folders_of
from bulletin.write.facts import (
    DOUBT,
    Fact,
    Facts,
    Look,
    Names,
    facts_in,
    folder_facts,
    look_at_files,
    look_at_folders,
)
from bulletin.write.inplace import Ground, carry_out, plan_moves
from bulletin.write.ledger import LEDGER, OWN_NAMES, Ledger
from bulletin.write.notes import CHANGED, DAMAGED, LEFT, MIXED, NO_EXCHANGE, REPLACED, STRAY, Note
from bulletin.write.record import erase_record, write_record
from bulletin.write.spare import Spare, Work, bring_up, discard, open_spare, spare_of, take_back
from bulletin.write.stage import INSIDE, Stage, place_ledger
from bulletin.write.system import can_exchange, exchange, sync_changed, sync_folder
from bulletin.write.target import named
from bulletin.write.tree import is_entry, make_folders, survey
from bulletin.write.trouble import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done, in files. `unchanged` had the very bytes already, `removed` stood in the old ledger.

    `facts` are for the next publication.
    """

    written: int
    unchanged: int
    removed: int
    notes: tuple[Note, ...] = ()
    facts: Facts = field(default_factory=Facts, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All that a commit goes by. `staged` are the paths of `new` whose bytes are in the stage.

    `look` is how the files of `old` were seen in the target; `obstacle` is why a swap is out of the
    question, as far as that was known from the beginning.
    """

    out: Path
    target: Path
    state: Path
    adopt: bool
    obstacle: str
    notes: tuple[Note, ...]
    facts: Facts
    old: Ledger | None
    look: Look
    new: Ledger = field(default_factory=Ledger)
    staged: tuple[str, ...] = ()

    @property
    def gone(self) -> list[str]:
        return [path for path in self.old or () if path not in self.new]


def commit(change: Change, stage: Stage) -> Published:
    """Publish what was staged; raises BulletinError for trouble with the disk."""
    with told(change.out):
        if change.old is not None and not change.staged and not change.gone:
            return _nothing_but_the_ledger(change, stage)
        if not os.path.lexists(change.target):
            return _first(change, stage)
        names = Names() if change.obstacle else _names(change)
        why = change.obstacle or _why_no_swap(change, names, stage)
        if not why:
            done = _swap(change, stage, names)
            if done is not None:
                return done
    return _one_by_one(change, stage, why or NO_EXCHANGE)


def _names(change: Change) -> Names:
    """What is in the published folders; the known ones need not be read."""
    ours = change.old.by_path if change.old else {}
    return look_at_folders(change.target, ours, change.look.known, without={INSIDE})


def _why_no_swap(change: Change, names: Names, stage: Stage) -> str:
    """Why the published tree must not be carried off as a whole; "" where it may."""
    if change.old is None and os.path.lexists(change.target / LEDGER):
        return DAMAGED
    if names.strangers:
        return MIXED
    return "" if can_exchange(stage.tree) else NO_EXCHANGE


def _published(change: Change, facts: Facts, *, removed: int = 0, notes: tuple[Note, ...] = ()) -> Published:
    written = len(change.staged)
    return Published(
        written=written,
        unchanged=len(change.new) - written,
        removed=removed,
        notes=change.notes + notes,
        facts=facts,
    )


# -- the ways ---------------------------------------------------------------------------------------


def _nothing_but_the_ledger(change: Change, stage: Stage) -> Published:
    """No file has changed; at most what the pages were made from."""
    known = change.look.known
    folders = folder_facts(known) if known else _names(change).known
    if change.new != change.old:
        place_ledger(change.new, change.target, by_way_of=stage.tree)
        sync_folder(change.target)
        folders.update(facts_in(change.target, {"/"} & folders.keys()))
    folders |= facts_in(change.target, [LEDGER])
    return _published(change, Facts(published=folders | change.look.facts, spare=change.facts.spare))


def _first(change: Change, stage: Stage) -> Published:
    """There is no published folder: the stage becomes it."""
    place_ledger(change.new, stage.tree, by_way_of=stage.tree)
    sync_changed(stage.tree, change.staged, {"", *folders_of(change.new)})
    os.rename(stage.tree, change.target)
    facts = Facts()
    with suppress(OSError):
        sync_folder(change.target.parent)
        facts = _with_a_spare(change)
    return _published(change, facts)


def _with_a_spare(change: Change) -> Facts:
    """Link a spare, so that the next build finds one; the facts of both trees.

    The site is published: where that cannot be done, the next build will try again.
    """
    target, new = change.target, change.new
    tree = spare_of(target)
    look = look_at_files(target, new, facts_in(target, new))
    try:
        spare = open_spare(tree, change.facts.spare, look)
        work = bring_up(spare, new, (), tree, target, look)
        sync_changed(tree, work.copied, work.folders)
    except (OSError, BulletinError):
        discard(tree, look)
        return Facts(published=_all_facts(target, new))
    published = _all_facts(target, new)
    linked = {path: fact for path, fact in published.items() if path in new}
    copied = facts_in(tree, work.copied)
    own = facts_in(tree, [LEDGER, *(path for path in published if path.endswith("/"))])
    return Facts(published=published, spare=linked | copied | own)


def _all_facts(target: Path, new: Ledger) -> dict[str, Fact]:
    return facts_in(target, [*new, LEDGER, "/", *(f"{folder}/" for folder in folders_of(new))])


def _swap(change: Change, stage: Stage, names: Names) -> Published | None:
    """Bring the spare up to date and give it the name of the published tree; None where that is refused."""
    target, look = change.target, change.look
    spare = open_spare(spare_of(target), change.facts.spare, look)
    try:
        work = bring_up(spare, change.new, change.staged, stage.tree, target, look)
        sync_changed(spare.tree, {*work.staged, *work.copied, LEDGER}, work.folders)
    except OSError:
        discard(spare.tree, look)
        raise
    if not exchange(spare.tree, target):
        take_back(work, spare.tree, stage.tree)
        return None
    notes: tuple[Note, ...] = ()
    facts = Facts()
    with suppress(OSError):  # the site is published: trouble from here on costs the next build some time
        sync_folder(target.parent)
        facts, notes = _after_the_swap(change, spare, work, names)
    return _published(change, facts, removed=len(change.gone), notes=notes)


def _after_the_swap(change: Change, spare: Spare, work: Work, names: Names) -> tuple[Facts, tuple[Note, ...]]:
    """Look at the tree that has become the spare once more: what came to it meanwhile was meant for readers."""
    target = change.target
    if not change.old:
        spare.tree.rmdir()
        return _with_a_spare(change), ()
    published = _facts_after(change, spare, work)
    names = look_at_folders(spare.tree, change.old.by_path, names.known)
    if names.strangers:
        published = change.look.facts  # some folders are not ours alone
    notes = _bring_back(spare.tree, target, sorted(names.strangers))
    return Facts(published=published, spare=_facts_of_retired(change, spare.tree, names)), notes


def _facts_after(change: Change, spare: Spare, work: Work) -> dict[str, Fact]:
    """The facts of the tree that was the spare: of what was put there as it is now, of the rest as it was."""
    facts = spare.folders | change.look.facts | {path: spare.known[path] for path in work.copies}
    folders = [f"{folder}/" for folder in work.folders]
    emptied = [f"{folder}/" for folder in work.emptied]
    for path in (*change.gone, *change.staged, *work.copied, *folders, *emptied):
        facts.pop(path, None)
    return facts | work.linked | facts_in(change.target, (LEDGER, *change.staged, *work.copied, *folders))


def _facts_of_retired(change: Change, tree: Path, names: Names) -> dict[str, Fact]:
    """The facts of the tree that is the spare now, with an entry for every file of its ledger.

    Of an unsettled file only the inode is worth knowing: that tells whether it is the published one.
    """
    assert change.old is not None
    look = change.look
    unknown = dict.fromkeys(change.old.by_path.keys() - look.facts.keys(), DOUBT)
    inodes = {path: (-1, 0, fact[2]) for path, fact in look.unsettled.items()}
    ours = [LEDGER, *(path for path in (*change.gone, *change.staged) if path in look.facts)]
    if not names.strangers:
        ours.append("/")  # its time is that of the swap
    return look.facts | unknown | inodes | names.known | facts_in(tree, ours)


def _bring_back(spare: Path, target: Path, strangers: Iterable[str]) -> tuple[Note, ...]:
    """Move what somebody put into the published tree at the moment of the swap to where it was put."""
    stay: list[str] = []
    for path in strangers:
        if os.path.lexists(target / path):
            stay.append(path)
        elif os.path.lexists(spare / path):
            make_folders(target, path)
            os.rename(spare / path, target / path)
    left = [path for path in stay if not (spare / path).is_dir()]
    return (Note(message=STRAY, facts=(("names", named(left)), ("path", str(spare)))),) if left else ()


def _one_by_one(change: Change, stage: Stage, why: str) -> Published:
    """Move the staged files in, each by a rename, under a record that any command can finish from."""
    new, target = change.new, change.target
    with told(change.out):
        ground = _ground(change)
        moves = plan_moves(ground, new, adopt=change.adopt)
        place_ledger(new, stage.tree, by_way_of=stage.tree)
        sync_changed(stage.tree, change.staged, {"", *folders_of(change.staged)})
        write_record(change.state, target, adopt=change.adopt)
    stage.keep = True
    with told(change.out, half_way=True):
        carry_out(moves, new, stage.tree, ground)
        erase_record(change.state)
    stage.keep = False
    notes = [Note(message=why, facts=(("out", str(change.out)),))]
    for message, paths in ((LEFT, moves.left), (CHANGED, moves.changed), (REPLACED, moves.replaced)):
        if paths:
            notes.append(Note(message=message, facts=(("count", len(paths)), ("names", named(paths)))))
    return Published(
        written=len(moves.move),
        unchanged=len(new) - len(moves.move),
        removed=len(moves.first) + len(moves.last),
        notes=(*change.notes, *notes),
        facts=Facts(published=change.look.facts | facts_in(target, [*moves.move, LEDGER])),
    )


def _ground(change: Change) -> Ground:
    target, new = change.target, change.new
    found = survey(target, without=OWN_NAMES | {INSIDE})
    intact = set(new.by_path) - set(change.staged)
    intact.update(
        path for path in change.staged if path in found and is_entry(target / path, new.by_path[path])
    )
    return Ground(tree=target, out=change.out, old=change.old, found=found, intact=intact)
