"""The stage: what is new is written where no reader looks, before any published file is touched.

It stands beside the output, `.<name>.stage`, or inside it where that is a volume of its own, and is gone
when the build ends. While it is being filled it carries our mark in the ledger's place, so that what a
killed build leaves can be told from a folder that somebody happened to call so.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from bulletin.model.paths import folders_of
from bulletin.write.ledger import (
    LEDGER,
    NEW_LEDGER,
    OWN_NAMES,
    STAGE_MARK,
    Ledger,
    ledger_bytes,
    read_ledger,
)
from bulletin.write.system import sync_file
from bulletin.write.tree import (
    FOLDER_MODE,
    make_folders,
    regular,
    remove_emptied,
    survey,
    write_new,
)

INSIDE = ".puente-stage"


def stage_of(out: Path) -> Path:
    """The name of the stage beside `out`."""
    return out.with_name(f".{out.name}.stage")


class Stage:
    """A folder that takes up the new files of a publication.

    `keep` is set while published files are being replaced one by one: what is still to be moved is here
    alone, and stays for the next command to find.
    """

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.keep = False
        self._maker = 0

    def open(self) -> None:
        """Make the folder and mark it as ours."""
        self.tree.mkdir()
        self._maker = os.getpid()
        self.tree.chmod(FOLDER_MODE)
        write_new(self.tree / LEDGER, STAGE_MARK)

    def write(self, path: str, data: bytes) -> None:
        """Write one file; one left by a worker that died over it is written again.

        Raises ValueError for a path that is a folder, or below a file.
        """
        try:
            try:
                write_new(self.tree / path, data, again=True)
            except FileNotFoundError:
                make_folders(self.tree, path)
                write_new(self.tree / path, data, again=True)
        except (IsADirectoryError, NotADirectoryError) as trouble:
            raise ValueError(f"two files for one path: {path!r}") from trouble

    def drop(self) -> None:
        """Remove the stage as well as can be; a forked child leaves that to the process that made it."""
        if self._maker == os.getpid() and not self.keep:
            with suppress(OSError):
                clear(self.tree)


def place_ledger(ledger: Ledger, tree: Path, *, by_way_of: Path) -> None:
    """Give `tree` a ledger in one step. It is written in a folder of ours on the same file system."""
    write_ledger(ledger, by_way_of)
    sync_file(by_way_of / NEW_LEDGER)
    os.replace(by_way_of / NEW_LEDGER, tree / LEDGER)


def write_ledger(ledger: Ledger, tree: Path) -> None:
    """Write the ledger that `tree` is going to have, beside the one that it has."""
    with suppress(FileNotFoundError):
        (tree / NEW_LEDGER).unlink()
    write_new(tree / NEW_LEDGER, ledger_bytes(ledger))


def is_ours(tree: Path) -> bool:
    """Whether a folder is a stage of ours: marked, or not yet marked and empty, or complete."""
    if tree.is_symlink() or not tree.is_dir():
        return False
    return is_marked(tree) or read_ledger(tree) is not None or not any(tree.iterdir())


def is_marked(tree: Path) -> bool:
    """Whether all that is in a folder was staged by us. A mark cut short by a kill counts where it stands alone."""
    facts = regular(tree / LEDGER)
    if facts is None or facts.st_size > len(STAGE_MARK):
        return False
    mark = (tree / LEDGER).read_bytes()
    return mark == STAGE_MARK or (STAGE_MARK.startswith(mark) and os.listdir(tree) == [LEDGER])


def clear(tree: Path) -> tuple[str, ...]:
    """Remove a stage of ours; what is in it and not ours stays and is returned.

    The mark goes last: whenever this is cut short, the rest can still be told to be ours.
    """
    if not os.path.lexists(tree):
        return ()
    found = survey(tree, without=OWN_NAMES)
    known = None if is_marked(tree) else read_ledger(tree) or Ledger()
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
