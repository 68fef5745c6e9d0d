"""What was saved: the paths of a project's sources that changed, a batch at a time.

The system says so (inotify and its like); where it cannot, because it has too few watches for so many files, they
are looked at twice a second instead. A build looks at all sources anyway, so a batch need not be complete.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
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
SCRATCH = ("~", ".swp", ".swx", ".tmp", "4913")
"""How the names of files end that an editor writes for itself."""

Say = Callable[[], None]


class Watch:
    """Watches the sources of the project at `root`; `on_looking` is called where they have to be looked at."""

    def __init__(self, root: Path, on_looking: Say, *, polls: bool = False) -> None:
        self.root, self.on_looking, self.polls = root.resolve(), on_looking, polls
        self.ended = asyncio.Event()
        self._stirred = asyncio.Event()
        self._batch: set[str] = set()

    async def batches(self) -> AsyncIterator[frozenset[str]]:
        """Paths below the root, as long as the project is watched."""
        tasks = [asyncio.create_task(self._top()), asyncio.create_task(self._below())]
        try:
            while not self.ended.is_set():
                await self._stirred.wait()
                self._stirred.clear()
                batch, self._batch = frozenset(self._batch), set()
                if batch:
                    yield batch
        finally:
            self.end()
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def end(self) -> None:
        """No more batches."""
        self.ended.set()
        self._stirred.set()

    async def _top(self) -> None:
        """The names at the top: a file that is replaced, and a folder that comes or goes, is seen only from above."""
        async for changes in self._changes([self.root], deep=False):
            self._add(changes)

    async def _below(self) -> None:
        """Everything below the folders of the sources, those that there are; begun anew when another is there."""
        while not self.ended.is_set():
            there = self._folders()
            again = asyncio.create_task(self._until_others(there))
            watching = asyncio.create_task(self._deep(there))
            done, waiting = await asyncio.wait({again, watching}, return_when=asyncio.FIRST_COMPLETED)
            for task in waiting:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            for task in done:
                task.result()

    async def _deep(self, folders: tuple[Path, ...]) -> None:
        if not folders:
            await self.ended.wait()
        async for changes in self._changes(folders, deep=True):
            self._add(changes)

    async def _until_others(self, there: tuple[Path, ...]) -> None:
        """Return when other folders are there than those that are watched."""
        inodes = _inodes(there)
        while not self.ended.is_set() and (self._folders(), _inodes(there)) == (there, inodes):
            await asyncio.sleep(1)
        self._add({(Change.modified, str(self.root / top)) for top in TOPS})

    def _folders(self) -> tuple[Path, ...]:
        return tuple(path for top in TOPS if (path := self.root / top).is_dir() and not path.is_symlink())

    async def _changes(self, paths: Iterable[Path], *, deep: bool) -> AsyncIterator[set[tuple[Change, str]]]:
        paths = tuple(paths)
        while not self.ended.is_set():
            try:
                async for changes in awatch(
                    *paths, watch_filter=self._is_source, debounce=LONGEST, step=QUIET, stop_event=self.ended,
                    recursive=deep, force_polling=self.polls or None, poll_delay_ms=LOOK_EVERY,
                    ignore_permission_denied=True,
                ):  # fmt: skip
                    yield changes
                return
            except OSError:
                if self.polls or not all(path.exists() for path in paths):
                    return  # what is gone is noticed from above
                self.polls = True
                self.on_looking()

    def _is_source(self, change: Change, path: str) -> bool:
        top = Path(path).relative_to(self.root).parts[:1] if path.startswith(f"{self.root}/") else ()
        return top[:1] != () and top[0] in TOPS and not path.endswith(SCRATCH)

    def _add(self, changes: set[tuple[Change, str]]) -> None:
        self._batch |= {path.removeprefix(f"{self.root}/") for _, path in changes}
        self._stirred.set()


def _inodes(folders: tuple[Path, ...]) -> tuple[int, ...]:
    return tuple(folder.stat().st_ino if folder.exists() else 0 for folder in folders)
