"""What stands in a folder on disk, and the writing of single files and folders into one.

The survey never follows a link and never enters another file system, so that whatever is decided
from it stays inside the folder. What is ours and what is not is told by the paths of a ledger.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

from bulletin.digest import digest_bytes
from bulletin.model.paths import folders_of, parents
from bulletin.write.ledger import Entry

Kind = Literal["file", "folder", "link", "other"]

FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""Of what is published, whatever the umask: a web server of another user has to read it."""

NOT_EMPTY = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.EBUSY})
"""Why a folder is not one of ours to remove: full, gone, no folder any more, a mount point."""

JUNCTION = 0xA0000003
"""The reparse tag of a Windows junction, a folder that stands somewhere else."""


def survey(tree: Path, *, without: Collection[str] = ()) -> dict[str, Kind]:
    """Everything below `tree` by its path, sorted; names of the top level in `without` left out."""
    found: dict[str, Kind] = {}
    device = tree.stat().st_dev
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(tree / folder) as entries:
            for entry in entries:
                if not folder and entry.name in without:
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                found[path] = kind_of(entry, device)
                if found[path] == "folder":
                    waiting.append(path)
    return dict(sorted(found.items()))


def kind_of(entry: os.DirEntry[str], device: int) -> Kind:
    """What a name in a folder stands for. A mount point and a junction are "other": what is below them is not part of this tree."""
    if entry.is_symlink():
        return "link"
    if entry.is_file(follow_symlinks=False):
        return "file"
    if entry.is_dir(follow_symlinks=False):
        facts = os.stat(entry.path, follow_symlinks=False)
        junction = getattr(facts, "st_reparse_tag", 0) == JUNCTION
        return "other" if junction or facts.st_dev != device else "folder"
    return "other"


def foreign(found: Mapping[str, Kind], ours: Collection[str]) -> tuple[str, ...]:
    """The paths of `found` that are not `ours`: files, links, and folders that hold nothing.

    A folder that stands above one of our paths is ours even when it was emptied.
    """
    above = folders_of(ours) | folders_of(found)
    return tuple(
        path for path, kind in found.items() if (path not in above if kind == "folder" else path not in ours)
    )


def write_new(path: Path, data: bytes, *, again: bool = False) -> None:
    """Write a file that does not exist yet; a full disk is an error here and not a shorter file.

    With `again` it may be there, where nothing but a stage of this very build can have put it.
    """
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
    flags |= os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) if again else os.O_EXCL
    with open(os.open(path, flags, FILE_MODE), "wb") as file:
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), FILE_MODE)
        file.write(data)


def replace_file(path: Path, data: bytes) -> bool:
    """Whether a source of the project had to be written anew. It is replaced whole: work is in it."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
    return True


def make_folders(tree: Path, path: str) -> tuple[str, ...]:
    """Make the folders above `path` below `tree`, and return those that were not there.

    Several processes may do so at once.
    """
    made: list[str] = []
    waiting: list[str] = []
    for folder in parents(path):  # mostly the nearest alone is missing
        try:
            made += _made(tree, folder)
        except FileNotFoundError:
            waiting.append(folder)
        else:
            break
    for folder in reversed(waiting):
        made += _made(tree, folder)
    return tuple(made)


def _made(tree: Path, folder: str) -> list[str]:
    """Make one folder; nothing where it is there. Raises FileNotFoundError where the one above it is not."""
    full = f"{tree}{os.sep}{folder}"
    try:
        os.mkdir(full)
    except FileExistsError:
        return []
    os.chmod(full, FOLDER_MODE)
    return [folder]


def remove_emptied(tree: Path, folders: Iterable[str]) -> tuple[str, ...]:
    """Remove those of `folders` that are empty, the deepest first, and return them."""
    removed: list[str] = []
    for folder in sorted(folders, reverse=True):
        try:
            (tree / folder).rmdir()
        except OSError as trouble:
            if trouble.errno not in NOT_EMPTY:
                raise
        else:
            removed.append(folder)
    return tuple(removed)


def regular(path: Path) -> os.stat_result | None:
    """The facts of a regular file; None for anything else: absent, a link, a folder, a pipe."""
    try:
        facts = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return facts if stat.S_ISREG(facts.st_mode) else None


def is_entry(path: Path, entry: Entry) -> bool:
    """Whether the file at `path` has the very bytes of a ledger's entry."""
    facts = regular(path)
    return (
        facts is not None and facts.st_size == entry.size and digest_bytes(path.read_bytes()) == entry.digest
    )
