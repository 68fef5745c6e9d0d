"""The published folder looked at again: what stands in it, and the bytes of its files. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin.config import LIMITS
from bulletin.diagnostics import N_
from bulletin.model import BulletinError, PublishedTree
from bulletin.write.ledger import OWN_NAMES, Ledger, read_ledger
from bulletin.write.stage import INSIDE
from bulletin.write.target import resolved
from bulletin.write.tree import is_entry, regular, survey

FIRST = N_("publish the site first: python build.py")


def published_tree(out: Path) -> PublishedTree:
    """What stands in the folder `out`; a link is judged by the folder it leads to.

    Raises BulletinError where there is no folder, where it is empty, or where it cannot be read.
    """
    tree = resolved(out)
    try:
        if not tree.is_dir():
            raise BulletinError(N_("there is no published folder %(out)s"), FIRST, out=str(out))
        found = survey(tree, without=(*OWN_NAMES, INSIDE))
        ledger = read_ledger(tree)
        changed = _changed(tree, ledger) if ledger else frozenset()
    except OSError as trouble:
        raise _unreadable(trouble, out) from trouble
    if not found:
        raise BulletinError(N_("the published folder %(out)s is empty"), FIRST, out=str(out))
    return PublishedTree(
        files=frozenset(path for path, kind in found.items() if kind == "file"),
        closed=frozenset(path for path, kind in found.items() if kind in ("link", "other")),
        ours=frozenset(ledger or ()),
        changed=changed,
    )


def _changed(tree: Path, ledger: Ledger) -> frozenset[str]:
    """The paths of the ledger whose files have other bytes now; one that is gone is told elsewhere."""
    there = (entry for entry in ledger.entries if regular(tree / entry.path))
    return frozenset(entry.path for entry in there if not is_entry(tree / entry.path, entry))


def read_published(out: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """(path, bytes) of files below `out`, one at a time; None for one that cannot be read, or is too long."""
    tree = resolved(out)
    for path in paths:
        yield path, _bytes(tree / path)


def _bytes(file: Path) -> bytes | None:
    try:
        facts = regular(file)
        return file.read_bytes() if facts and facts.st_size <= LIMITS.static_bytes else None
    except OSError:
        return None


def _unreadable(trouble: OSError, out: Path) -> BulletinError:
    return BulletinError(
        N_("the published folder %(out)s cannot be read: %(reason)s"),
        N_("give yourself the right to read it"),
        out=str(out),
        reason=trouble.strerror or str(trouble),
    )
