"""The spare: the tree that was published before, kept beside the output as the ground of the next one.

It is brought up to date by hard links to what is published and by the files that are new, so that a small
edit costs a few files; then the two trees change names. What is trusted of it are its names alone, and
that a name leads to a published file (one inode), never its bytes. One that is not whole is emptied and
linked anew. What is in it and not ours is never removed: then it cannot be used, and that is said.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.diagnostics import N_
from bulletin.model import BulletinError
from bulletin.model.paths import folders_of
from bulletin.write.facts import DOUBT, Fact, Look, fact_of, facts_in, known_facts, look_at_folders
from bulletin.write.ledger import (
    LEDGER,
    NEW_LEDGER,
    OLD_LEDGER,
    OWN_NAMES,
    Entry,
    Ledger,
    read_ledger,
)
from bulletin.write.stage import write_ledger
from bulletin.write.target import named
from bulletin.write.tree import FOLDER_MODE, make_folders, remove_emptied, survey, write_new

CANNOT_LINK = frozenset(
    {errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
)
"""Answers that mean: no hard link here, or none of this file; it has to be copied."""


def spare_of(out: Path) -> Path:
    """The name of the spare beside `out`."""
    return out.with_name(f".{out.name}.spare")


@dataclass(slots=True, kw_only=True)
class Spare:
    """A spare that can be used: the inodes of its files, its folders that are known to be as they were.

    `known` are the facts of its files that were recorded with its ledger.
    """

    tree: Path
    inodes: dict[str, int] = field(default_factory=dict)
    folders: dict[str, Fact] = field(default_factory=dict)
    known: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Work:
    """What was done to a spare: which files were put there and how, and in which folders names have changed.

    `linked` are the facts of those that were linked and not changed meanwhile; linking changes their time.
    """

    staged: tuple[str, ...] = ()
    linked: dict[str, Fact] = field(default_factory=dict)
    copied: set[str] = field(default_factory=set)
    copies: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    emptied: set[str] = field(default_factory=set)


# -- is it whole, and is it ours? -------------------------------------------------------------------


def check_name(tree: Path, facts: Mapping[str, Fact]) -> None:
    """Raise BulletinError where something under the spare's name is plainly not ours; a quick look."""
    if not os.path.lexists(tree):
        return
    names = os.listdir(tree) if tree.is_dir() and not tree.is_symlink() else None
    known = facts.get("/", DOUBT)[2] == tree.lstat().st_ino
    if names is None or (names and not known and not OWN_NAMES & set(names)):
        raise in_the_way(tree, names or ())


def open_spare(tree: Path, facts: Mapping[str, Fact], published: Look) -> Spare:
    """The spare, ready to be brought up to date: as it was left, or empty where it was not whole.

    Raises BulletinError where files that are not ours are in it.
    """
    if not os.path.lexists(tree):
        return Spare(tree=tree)
    check_name(tree, facts)
    known = known_facts(tree, facts)
    ours = {path for path in known if path[-1] != "/" and path != LEDGER}
    if not known:
        ledger = read_ledger(tree)
        if ledger is None:
            _empty(tree, facts, published)
            return Spare(tree=tree)
        ours = set(ledger)
    names = look_at_folders(tree, ours, known)
    if names.strangers:
        raise in_the_way(tree, sorted(names.strangers))
    inodes = {path: known.get(path, DOUBT)[2] for path in ours}
    if names.doubted:
        read = names.inodes
        inodes.update(
            (path, read.get(path, DOUBT[2])) for path in ours if path.rpartition("/")[0] in names.doubted
        )
    return Spare(tree=tree, inodes=inodes, folders=names.known, known=known)


def in_the_way(tree: Path, names: Collection[str] = ()) -> BulletinError:
    """What stands at a path that we need: a folder with `names` that are not ours, or no folder at all."""
    return BulletinError(
        N_("%(path)s is needed for the new pages, but it holds files that are not ours (%(names)s)")
        if names
        else N_("%(path)s is needed for the new pages, but it is not a folder of ours"),
        N_("move it away, then build again"),
        path=str(tree),
        names=named(sorted(names)),
    )


def _empty(tree: Path, facts: Mapping[str, Fact], published: Look) -> None:
    """Remove what can be told to be ours from a spare without a ledger; raise BulletinError for the rest.

    Its ledgers go last: whenever this is cut short, the rest can still be told to be ours.
    """
    ours = set(_unfinished(tree))
    inodes = {fact[2] for fact in (*published.facts.values(), *published.unsettled.values())}
    found = survey(tree, without=OWN_NAMES)
    for path, kind in found.items():
        if kind == "folder":
            continue
        seen = os.lstat(tree / path)
        if path in ours or seen.st_ino in inodes or facts.get(path) == fact_of(seen):
            os.unlink(tree / path)
    remove_emptied(tree, [path for path, kind in found.items() if kind == "folder"])
    if left := survey(tree, without=OWN_NAMES):
        raise in_the_way(tree, [path for path, kind in left.items() if kind != "folder"] or list(left))
    for name in sorted(OWN_NAMES):
        (tree / name).unlink(missing_ok=True)


def discard(tree: Path, published: Look) -> None:
    """Remove a spare that could not be finished, as well as can be; its room may be what is needed."""
    with suppress(OSError, BulletinError):
        _empty(tree, {}, published)
        tree.rmdir()


def _unfinished(tree: Path) -> Iterator[str]:
    """The paths that a build which was cut short may have left in the spare."""
    for name in (OLD_LEDGER, NEW_LEDGER):
        yield from read_ledger(tree, name) or ()


# -- bringing it up to date ---------------------------------------------------------------------------


def bring_up(
    spare: Spare, new: Ledger, staged: Collection[str], stage: Path, source: Path, look: Look
) -> Work:
    """Make the spare hold exactly the files of `new`: those of `staged` from the stage, the others from `source`.

    The others stand in `look`, which is how they were seen in `source`. Only what differs is touched.
    """
    tree, work = spare.tree, Work(staged=tuple(staged))
    missing = _missing(spare, new, source, look, work)
    with suppress(FileExistsError):
        tree.mkdir()
        tree.chmod(FOLDER_MODE)
    write_ledger(new, tree)
    with suppress(FileNotFoundError):
        os.rename(tree / LEDGER, tree / OLD_LEDGER)  # from here on it is unfinished
    _remove(spare, [*(spare.inodes.keys() - new.by_path.keys()), *missing], work)
    for path in staged:
        work.folders.update(_placed(os.replace, stage / path, tree, path))
    for path in missing:
        _link(source, tree, path, look, work)
    os.rename(tree / NEW_LEDGER, tree / LEDGER)
    (tree / OLD_LEDGER).unlink(missing_ok=True)
    work.folders.add("")
    return work


def _missing(spare: Spare, new: Ledger, source: Path, look: Look, work: Work) -> list[str]:
    """The paths that are neither staged nor, in the spare, the published file or a copy of it made by us."""
    staged = set(work.staged)
    published = {path: fact[2] for path, fact in (look.facts | look.unsettled).items()}
    same = {path for path, inode in spare.inodes.items() if inode and inode == published.get(path)}
    missing: list[str] = []
    before: Ledger | None = None
    for path in new.by_path.keys() - same - staged:
        size = spare.known.get(path, DOUBT)[0]
        if spare.inodes.get(path) and size == new.by_path[path].size:
            before = before or read_ledger(spare.tree) or Ledger()
            if _is_copy(spare, before.by_path.get(path), new.by_path[path]):
                work.copies.add(path)
                continue
        missing.append(path)
    return sorted(missing)


def _is_copy(spare: Spare, before: Entry | None, now: Entry) -> bool:
    """Whether a file of the spare has the bytes that are wanted, and was not changed since it was published."""
    path = now.path
    same = before is not None and (before.digest, before.size) == (now.digest, now.size)
    return same and facts_in(spare.tree, [path]) == {path: spare.known[path]}


def _remove(spare: Spare, paths: Iterable[str], work: Work) -> None:
    """Remove what the new tree does not have, and what is to be linked anew; then the folders emptied by that."""
    gone = [path for path in paths if path in spare.inodes]
    for path in gone:
        (spare.tree / path).unlink(missing_ok=True)
        work.folders.add(path.rpartition("/")[0])
    work.emptied.update(remove_emptied(spare.tree, folders_of(gone)))
    work.folders.update(folder.rpartition("/")[0] for folder in work.emptied)
    work.folders -= work.emptied


def _placed(place: Callable[[Path, Path], object], source: Path, tree: Path, path: str) -> set[str]:
    """Put a file in its place, with the folders that it needs; the folders that were changed by that."""
    changed = {path.rpartition("/")[0]}
    try:
        place(source, tree / path)
    except FileNotFoundError:
        for folder in make_folders(tree, path):
            changed |= {folder, folder.rpartition("/")[0]}
        place(source, tree / path)
    return changed


def _link(source: Path, tree: Path, path: str, look: Look, work: Work) -> None:
    """Link a published file into the spare, or copy it where there are no links."""
    before = os.lstat(source / path)
    try:
        work.folders.update(_placed(os.link, source / path, tree, path))
    except OSError as trouble:
        if trouble.errno not in CANNOT_LINK:
            raise
        work.folders.update(_placed(_copy, source / path, tree, path))
        work.copied.add(path)
        return
    now = os.lstat(source / path)
    if fact_of(before) == look.facts.get(path) and now.st_mtime_ns == before.st_mtime_ns:
        work.linked[path] = fact_of(now)


def _copy(source: Path, target: Path) -> None:
    seen = source.lstat()
    write_new(target, source.read_bytes())
    os.utime(target, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def take_back(work: Work, spare: Path, stage: Path) -> None:
    """Give the stage its files again, where the trees could not be exchanged after all."""
    os.rename(spare / LEDGER, spare / OLD_LEDGER)  # unfinished, and next time linked anew
    for path in work.staged:
        _placed(os.replace, spare / path, stage, path)
