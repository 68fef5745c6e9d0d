"""The fall-back where trees cannot be swapped: the staged files are moved in one by one.

What is done is planned as a whole first, so that a file in the way is found before anything is
touched. Only files that the old ledger lists, with the bytes that it lists, are removed; a file
changed since, and every file that is not ours, stays. A kill half-way leaves a mixed tree, and beside it
the stage with the rest and the new ledger, from which the next command finishes what was begun.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bulletin.diagnostics import N_
from bulletin.model import BulletinError
from bulletin.model.paths import folders_of, parents
from bulletin.write.ledger import Ledger
from bulletin.write.stage import place_ledger
from bulletin.write.system import sync_folder, sync_tree
from bulletin.write.target import named
from bulletin.write.tree import Kind, foreign, is_entry, make_folders, remove_emptied


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where files are to be moved: the published tree, its ledger if it has one, what stands in it, and
    `intact`, the paths whose bytes it has already. `out` is its name in messages."""

    tree: Path
    out: Path
    old: Ledger | None
    found: Mapping[str, Kind]
    intact: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What to do, in this order: remove what is in the way, move the new files, remove the rest.

    `changed` were published by us and changed since; `left` were never ours; `replaced` neither,
    but their place is taken.
    """

    first: tuple[str, ...]
    move: tuple[str, ...]
    last: tuple[str, ...]
    changed: tuple[str, ...]
    left: tuple[str, ...]
    replaced: tuple[str, ...]


def plan_moves(ground: Ground, new: Ledger, *, adopt: bool) -> Moves:
    """The moves that turn the published tree into the new one; raises BulletinError where one is barred.

    Without an old ledger, or with `adopt`, a file of unknown origin at a page's path is replaced.
    """
    tree, found, ours = ground.tree, ground.found, ground.old or Ledger()
    gone = [path for path in ours if path not in new and path in found and found[path] != "folder"]
    changed = tuple(
        path for path in gone if found[path] != "file" or not is_entry(tree / path, ours.by_path[path])
    )
    strangers = tuple(path for path in foreign(found, ours.by_path) if path not in ground.intact)
    replaced = tuple(path for path in strangers if path in new and found[path] in ("file", "link"))
    barred = _in_the_way(changed + tuple(path for path in strangers if path not in replaced), new, found)
    if ground.old is not None and not adopt:
        barred += replaced
    if barred:
        raise _barred(ground.out, barred)
    removable = tuple(path for path in gone if path not in changed)
    first = _before_the_moves(removable, new)
    return Moves(
        first=first,
        move=tuple(path for path in new if path not in ground.intact),
        last=tuple(path for path in removable if path not in first),
        changed=changed,
        left=tuple(path for path in strangers if path not in new and found[path] != "folder"),
        replaced=replaced,
    )


def _in_the_way(paths: Iterable[str], new: Ledger, found: Mapping[str, Kind]) -> tuple[str, ...]:
    """Of the paths that are to stay: those at or below a page's path, and files where we need a folder."""
    needed = folders_of(new)
    return tuple(
        path
        for path in paths
        if path in new
        or any(up in new for up in parents(path))
        or (path in needed and found[path] != "folder")
    )


def _barred(out: Path, paths: tuple[str, ...]) -> BulletinError:
    return BulletinError(
        N_("%(out)s holds files that are not ours where pages are to go: %(names)s"),
        N_("move them away; with --adopt a file in the place of a page is replaced"),
        out=str(out),
        names=named(sorted(paths)),
    )


def _before_the_moves(removable: Iterable[str], new: Ledger) -> tuple[str, ...]:
    """Old files that a new one cannot stand beside: a file for a folder, a folder for a file, and
    names that are one to a file system that does not tell case."""
    needed = folders_of(new)
    folded = {_folded(path) for path in new}
    return tuple(
        path
        for path in removable
        if path in needed or _folded(path) in folded or any(up in new for up in parents(path))
    )


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def carry_out(moves: Moves, new: Ledger, stage: Path, ground: Ground) -> None:
    """Do what was planned. The ledger is replaced last; the stage keeps its own until it is removed."""
    tree, found = ground.tree, ground.found
    if not found:
        # From now on this folder is ours, even if we are killed before the ledger is in its place.
        place_ledger(Ledger(), tree, by_way_of=stage)
    _remove(tree, moves.first)
    emptied = [path for path, kind in found.items() if kind == "folder"]
    remove_emptied(tree, [path for path in emptied if path in new or any(up in new for up in parents(path))])
    for path in moves.move:
        try:
            os.replace(stage / path, tree / path)
        except FileNotFoundError:
            make_folders(tree, path)
            os.replace(stage / path, tree / path)
    sync_tree(tree)
    _remove(tree, moves.last)
    place_ledger(new, tree, by_way_of=stage)
    sync_folder(tree)


def _remove(tree: Path, paths: tuple[str, ...]) -> None:
    for path in paths:
        (tree / path).unlink(missing_ok=True)
    remove_emptied(tree, folders_of(paths))
