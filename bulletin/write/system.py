"""Requests to the operating system that Python has no portable call for, each with a fall-back.

Exchanging two folders, writing files, whole trees and a folder's names through to the disk, and
asking whether a file can be renamed from one folder to another. Nothing here knows what a
ledger or a page is.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""renameat2(2), Linux 3.15 and later."""
RENAME_SWAP = 2
"""renamex_np(2), macOS 10.12 and later on APFS."""

CANNOT_EXCHANGE = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBUSY, errno.EXDEV, errno.EPERM}
    | {errno.EACCES}
)
"""Answers that mean: not on this kernel, this file system, this mount point or this owner's folder."""


def exchange(one: Path, other: Path) -> bool:
    """Give each of two folders the other's name in one step; False where that cannot be had.

    Raises OSError for other trouble; both folders are then as they were.
    """
    try:
        result = _exchange(os.fsencode(one), os.fsencode(other))
    except (AttributeError, TypeError):  # no such call in this C library, or no C library (Windows)
        return False
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _exchange(one: bytes, other: bytes) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        return int(library.renamex_np(one, other, ctypes.c_uint(RENAME_SWAP)))
    return int(library.renameat2(AT_FDCWD, one, AT_FDCWD, other, ctypes.c_uint(RENAME_EXCHANGE)))


def can_exchange(folder: Path) -> bool:
    """Whether folders can be exchanged on the file system of `folder`, tried with two empty ones in it."""
    two = (folder / ".puente-one", folder / ".puente-other")
    try:
        for one in two:
            one.mkdir()
        return exchange(*two)
    finally:
        for one in two:
            with suppress(FileNotFoundError):
                one.rmdir()


FEW = 16
"""Files and folders up to which each is synced by itself: more are quicker all at once."""


def sync_changed(tree: Path, files: Collection[str], folders: Collection[str]) -> None:
    """Write what has changed in `tree` through to the disk: the data of files, the names in folders."""
    if len(files) + len(folders) > FEW:
        return sync_tree(tree)
    for path in sorted(files):
        sync_file(tree / path)
    for path in sorted(folders, reverse=True):
        sync_folder(tree / path)


def sync_tree(tree: Path) -> None:
    """Write everything below `tree` through to the disk, as far as the system can say that."""
    if sys.platform == "win32":
        for folder, _, names in os.walk(tree):
            for name in names:
                sync_file(Path(folder, name))
        return
    try:
        folder_number = os.open(tree, os.O_RDONLY)
        try:
            _syncfs(folder_number)
        finally:
            os.close(folder_number)
    except AttributeError:  # syncfs(2) is Linux's own
        os.sync()


def _syncfs(number: int) -> None:
    if ctypes.CDLL(None, use_errno=True).syncfs(number) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def sync_folder(folder: Path) -> None:
    """Write the names in one folder through to the disk; Windows does so by itself."""
    if sys.platform != "win32":
        _sync(str(folder), os.O_RDONLY)


def sync_file(path: Path) -> None:
    """Write one file through to the disk."""
    _sync(str(path), os.O_RDWR)


def _sync(path: str, flags: int) -> None:
    number = os.open(path, flags)
    try:
        os.fsync(number)
    except OSError as trouble:
        # Some network file systems have no fsync for folders; their renames are safe or not without us.
        if trouble.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(number)


def can_rename_between(one: Path, other: Path) -> bool:
    """Whether a file can be renamed from the folder `one` into the folder `other`.

    One device is not enough: a folder mounted a second time (mount --bind) has the device of its
    neighbours and yet refuses. Renaming what does not exist tells without touching anything, as the
    kernel compares the mounts before it looks for the file.
    """
    if one.stat().st_dev != other.stat().st_dev:
        return False
    absent = ".puente-nothing-of-this-name"
    try:
        os.rename(one / absent, other / absent)
    except OSError as trouble:
        return trouble.errno != errno.EXDEV
    return True
