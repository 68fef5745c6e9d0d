"""What was saved: the paths of a project's sources that changed, a batch at a time.

The system says so (inotify and its like); where it cannot, because it has too few watches for so many files, they
are looked at twice a second instead. A build looks at all sources anyway, so a batch need not be complete.
"""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, awatch

from bulletin.quick import TOPS

QUIET = 25
"""Milliseconds without a change after which a batch is complete: an editor writes a file in several steps."""
LONGEST = 400
"""Milliseconds after which a batch is complete in any case."""
LOOK_EVERY = 500
"""Milliseconds between two looks where the system does not say what changed."""
SCRATCH = ("~", ".swp", ".swx", ".tmp")
"""How the names of files end that an editor writes for itself."""
TRIAL = "4913"
"""The file by which Vim tries whether it may write in a folder."""

BEAT = 0.5
"""Seconds between two looks at which folders there are: one that is new, or was exchanged, has to be watched anew."""

Say = Callable[[], None]
Changes = set[tuple[Change, str]]


class Watch:
    """Watches the sources of the project at `root`; `on_looking` is called where they have to be looked at."""

    def __init__(self, root: Path, on_looking: Say, *, polls: bool = False) -> None:
        self.root, self.on_looking, self.polls = root.resolve(), on_looking, polls
        self._stirred = asyncio.Event()
        self._batch: set[str] = set()

    async def batches(self) -> AsyncIterator[frozenset[str]]:
        """Paths below the root, until cancelled."""
        tasks = [asyncio.create_task(self._top()), asyncio.create_task(self._below())]
        try:
            while True:
                await self._stirred.wait()
                self._stirred.clear()
                batch, self._batch = frozenset(self._batch), set()
                if batch:
                    yield batch
        finally:
            for task in tasks:
                await ended(task)

    async def _top(self) -> None:
        """The names at the top: a file that is replaced, and a folder that comes or goes, is seen only from above."""
        await self._watch((self.root,), deep=False)

    async def _below(self) -> None:
        """Everything below the folders of the sources, those that there are; begun anew when they are others."""
        there = self._folders()
        while True:
            watching = asyncio.create_task(self._watch(tuple(there), deep=True))
            try:
                while (now := self._folders()) == there:
                    await asyncio.sleep(BEAT)
            finally:
                await ended(watching)
            there = now
            asyncio.get_running_loop().call_later(BEAT, self._add_all)  # once the others are watched

    def _add_all(self) -> None:
        self._add({(Change.modified, str(self.root / top)) for top in TOPS})

    def _folders(self) -> dict[Path, int]:
        """The folders of the sources, with their inodes: one that was exchanged is another."""
        found: dict[Path, int] = {}
        for top in TOPS:
            with suppress(OSError):  # it is not there, or may not be entered for now
                seen = os.lstat(self.root / top)
                if stat.S_ISDIR(seen.st_mode):
                    found[self.root / top] = seen.st_ino
        return found

    async def _watch(self, paths: tuple[Path, ...], *, deep: bool) -> None:
        """Take note of all changes; where the system cannot tell them, look. Nothing ends it but its end."""
        while True:
            try:
                async for changes in awatch(
                    *paths, watch_filter=self._is_source, debounce=LONGEST, step=QUIET, recursive=deep,
                    force_polling=self.polls or None, poll_delay_ms=LOOK_EVERY, ignore_permission_denied=True,
                ):  # fmt: skip
                    self._add(changes)
            except Exception:  # watchfiles raises its own, in groups: too many files, a name that is no text
                await asyncio.sleep(BEAT)
                self._add_all()
                if not self.polls and all(os.path.exists(path) for path in paths):
                    self.polls = True
                    self.on_looking()

    def _is_source(self, change: Change, path: str) -> bool:
        below = path.removeprefix(f"{self.root}/")
        name = below.rpartition("/")[2]
        return below.partition("/")[0] in TOPS and not name.endswith(SCRATCH) and name != TRIAL

    def _add(self, changes: Changes) -> None:
        self._batch |= {path.removeprefix(f"{self.root}/") for _, path in changes}
        self._stirred.set()


async def ended(task: asyncio.Task[None]) -> None:
    """End a task; what it raised, if anything, was its own. Who waits here can be ended too."""
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()
