"""The stage: a whole new tree written where no reader looks, before any published file is touched.

It stands beside the output, `.<name>.spare`, or inside it where that is a volume of its own. After
a swap the old tree stands there instead. Both carry our mark in the ledger's place, so that what a
killed build leaves can be told from a folder that somebody happened to call so.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from bulletin.digest import digest_bytes
from bulletin.write.ledger import (
    LEDGER,
    STAGE_MARK,
    Entry,
    Ledger,
    check_path,
    folders_of,
    ledger_bytes,
    ledger_of,
    parents,
    read_ledger,
)
from bulletin.write.system import sync_file
from bulletin.write.tree import (
    FOLDER_MODE,
    is_bytes,
    make_folders,
    regular,
    remove_emptied,
    survey,
    write_new,
)

INSIDE = ".puente-stage"
NEW_LEDGER = ".puente-ledger.new"
OWN_NAMES = frozenset({LEDGER, NEW_LEDGER})


def spare_of(out: Path) -> Path:
    """The name beside `out` for the stage and, after a swap, for the old tree."""
    return out.with_name(f".{out.name}.spare")


class Stage:
    """A tree being written. `intact` are the paths whose bytes the published tree has already.

    `keep` is set while published files are being replaced one by one: the stage's ledger is then
    the only record of what was put there, and stays for the next build to read.
    """

    def __init__(self, tree: Path, published: Path) -> None:
        self.tree, self.published = tree, published
        self.intact: set[str] = set()
        self.ledger = Ledger()
        self.keep = False
        self._made = False
        self._entries: dict[str, Entry] = {}
        self._folders: set[str] = set()

    def open(self) -> None:
        """Make the folder and mark it as ours."""
        self.tree.mkdir()
        self._made = True
        self.tree.chmod(FOLDER_MODE)
        write_new(self.tree / LEDGER, STAGE_MARK)

    def add(self, path: str, data: bytes) -> None:
        """Write one file. An unchanged one keeps its time of change: deploy tools go by that.

        Raises ValueError for a path that is unsafe, or claimed twice.
        """
        check_path(path)
        if path in self._entries or path in self._folders or any(up in self._entries for up in parents(path)):
            raise ValueError(f"two files for one path: {path!r}")
        make_folders(self.tree, path, self._folders)
        write_new(self.tree / path, data)
        facts = is_bytes(self.published / path, data)
        if facts is not None:
            self.intact.add(path)
            os.utime(self.tree / path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        self._entries[path] = Entry(path=path, digest=digest_bytes(data), size=len(data))

    def close(self) -> None:
        """Put the ledger in the mark's place: from here on the tree is complete."""
        self.ledger = ledger_of(self._entries.values())
        place_ledger(self.ledger, self.tree, by_way_of=self.tree)

    def drop(self) -> None:
        """Remove the stage, or what stands in its place after a swap, as well as can be."""
        if self._made and not self.keep:
            with suppress(OSError):
                clear(self.tree)


def place_ledger(ledger: Ledger, tree: Path, *, by_way_of: Path) -> None:
    """Give `tree` a ledger in one step. It is written in a folder of ours on the same file system."""
    new = by_way_of / NEW_LEDGER
    with suppress(FileNotFoundError):
        new.unlink()
    write_new(new, ledger_bytes(ledger))
    sync_file(new)
    os.replace(new, tree / LEDGER)


def is_ours(tree: Path) -> bool:
    """Whether a folder is a stage or an old tree of ours: marked, or not yet marked and empty."""
    if tree.is_symlink() or not tree.is_dir():
        return False
    return _is_unfinished(tree) or read_ledger(tree) is not None or not any(tree.iterdir())


def _is_unfinished(tree: Path) -> bool:
    """Marked as a stage; a mark cut short by a kill counts."""
    facts = regular(tree / LEDGER)
    return (
        facts is not None
        and facts.st_size <= len(STAGE_MARK)
        and STAGE_MARK.startswith((tree / LEDGER).read_bytes())
    )


def clear(tree: Path) -> tuple[str, ...]:
    """Remove a stage or an old tree of ours; what is in it and not ours stays and is returned.

    The mark goes last: whenever this is cut short, the rest can still be told to be ours.
    """
    if not os.path.lexists(tree):
        return ()
    found = survey(tree, without=OWN_NAMES)
    known = None if _is_unfinished(tree) else read_ledger(tree) or Ledger()
    ours = [path for path, kind in found.items() if kind != "folder" and (known is None or path in known)]
    for path in ours:
        (tree / path).unlink(missing_ok=True)
    remove_emptied(
        tree,
        [path for path, kind in found.items() if kind == "folder"] if known is None else folders_of(known),
    )
    left = survey(tree, without=OWN_NAMES)
    if not left:
        for name in sorted(OWN_NAMES, reverse=True):
            (tree / name).unlink(missing_ok=True)
        tree.rmdir()
    return tuple(path for path, kind in left.items() if kind != "folder") or tuple(left)
