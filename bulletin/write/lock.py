"""One build at a time: a lock that the system itself releases when its holder dies, however it dies.

`build_lock` holds back two builds of one project. `hold` is narrower and never waits: it keeps two
projects that publish into one folder from taking each other's stage for litter.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bulletin.diagnostics import N_
from bulletin.model import BulletinError
from bulletin.write.trouble import told

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "lock"
BUSY = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})
LOOK_AGAIN = 0.1
"""Seconds between two attempts where the system cannot wait for a lock on our behalf."""


class BuildRunning(BulletinError):
    """Another build holds the lock."""


def _running(place: Path) -> BuildRunning:
    return BuildRunning(
        N_("another build is running (%(path)s)"),
        N_("wait until it has finished, then try again"),
        path=str(place),
    )


@contextmanager
def build_lock(state: Path, *, wait: bool = True, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the project's lock, `state`/lock, while the block runs.

    Where another build holds it: with `wait`, call `on_wait` once and wait; without, raise
    BuildRunning. The lock file stays behind; an unlocked one means nothing.

    A process forked inside the block shares the lock until it ends, and so would keep it after its
    parent was killed: a worker calls `let_go` before anything else.
    """
    with told(state):
        prepare_state(state)
        number = _acquired(state / LOCK, wait=wait, on_wait=on_wait)
    try:
        yield
    finally:
        os.close(number)


def let_go(*, keep: Collection[int]) -> None:
    """In a forked worker: close all that was open in its parent but the standard streams and `keep`.

    Locks are tied to open files, and pipes to their last holder: with them closed, nobody waits for a
    worker whose parent was killed, and the worker sees on its own pipe that the parent is gone.
    """
    stay = sorted({0, 1, 2, *keep})
    most = os.sysconf("SC_OPEN_MAX") if hasattr(os, "sysconf") else 4096
    for one, following in zip(stay, (*stay[1:], max(most, stay[-1] + 1)), strict=True):
        os.closerange(one + 1, following)


def prepare_state(state: Path) -> None:
    """Make the folder of derived facts, with a .gitignore that keeps all of it out of git."""
    state.mkdir(parents=True, exist_ok=True)
    ignore = state / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _acquired(path: Path, *, wait: bool, on_wait: Callable[[], None]) -> int:
    """The number of the locked file. The file may be deleted while we wait: then begin again."""
    told_so = False
    while True:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _lock(number, wait=False):
                if not wait:
                    raise _running(path)
                if not told_so:
                    on_wait()
                    told_so = True
                _lock(number, wait=True)
            if _is_same(number, path):
                return number
        except BaseException:
            os.close(number)
            raise
        os.close(number)


def _is_same(number: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(number), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":

    def _lock(number: int, *, wait: bool) -> bool:
        """Lock an open file; False where another has it and we are not to wait."""
        while True:
            os.lseek(number, 0, os.SEEK_SET)
            try:
                msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
            except OSError as trouble:
                if trouble.errno not in BUSY:
                    raise
            else:
                return True
            if not wait:
                return False
            time.sleep(LOOK_AGAIN)
else:

    def _lock(number: int, *, wait: bool) -> bool:
        """Lock an open file; False where another has it and we are not to wait."""
        try:
            fcntl.flock(number, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Claim a folder itself while the block runs, under whatever name; raise BuildRunning if claimed.

    Best effort: where folders cannot be locked (Windows, some network file systems) nothing is held.
    """
    if sys.platform == "win32":
        yield
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            if not _lock(number, wait=False):
                raise _running(folder)
        yield
    finally:
        os.close(number)
