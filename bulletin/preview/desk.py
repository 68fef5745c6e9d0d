"""The desk between the writer and the browsers: what was saved is built, and what came of it is told.

One build at a time: what is saved meanwhile waits, and is built together. A child that is lost is replaced at
once; one that is lost over the same sources again is not, until something else is saved.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from urllib.parse import urljoin

from bulletin.preview.site import Message, Preview
from bulletin.preview.watch import Watch
from bulletin.preview.worker import Lost, Reply, Request, Worker

TRIES = 2
AGAIN = 0.3
"""Seconds after which is looked once more, where a folder is new: what was put into it at once may go unseen."""
NAMED = 3
"""Files that are named in the terminal where many were saved at once."""
LONGEST_WAIT = 86_400.0

Say = Callable[[str], None]


class Desk:
    """`words` are those that browsers show; `say` prints a text for the terminal."""

    def __init__(
        self,
        watch: Watch,
        worker: Worker,
        preview: Preview,
        words: Mapping[str, str],
        say: Say,
    ) -> None:
        self.watch, self.worker, self.preview, self.say = watch, worker, preview, say
        self.preview.state.words = dict(words)
        self.changed: list[str] = []
        self.until: float | None = None
        self._stirred = asyncio.Event()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled; `ready` is called after the first build."""
        listening = asyncio.create_task(self._listen())
        try:
            await self._build(())
            ready()
            while True:
                await self._work(listening)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
            await self.worker.stop()
            self.preview.close()

    async def _listen(self) -> None:
        async for batch in self.watch.batches():
            # The last to be saved is the one to go to: a name that comes again goes to the end.
            self.changed = [path for path in self.changed if path not in batch] + self._in_order(batch)
            self._stirred.set()

    def _in_order(self, batch: Iterable[str]) -> list[str]:
        """Paths by the time at which they were saved; those that are gone come first."""

        def saved(path: str) -> tuple[int, str]:
            with suppress(OSError):
                return os.lstat(self.watch.root / path).st_mtime_ns, path
            return 0, path

        return sorted(batch, key=saved)

    async def _work(self, listening: asyncio.Task[None]) -> None:
        """Wait for the next change, or for the moment at which the site changes by itself; then build."""
        stirred = asyncio.create_task(self._stirred.wait())
        done, _ = await asyncio.wait(
            {stirred, listening}, timeout=self._pause(), return_when=asyncio.FIRST_COMPLETED
        )
        if listening in done:
            listening.result()
        stirred.cancel()
        self._stirred.clear()
        changed, self.changed = tuple(self.changed), []
        await self._build(changed)
        if any(os.path.isdir(self.watch.root / path) for path in changed):
            asyncio.get_running_loop().call_later(AGAIN, self._stirred.set)

    def _pause(self) -> float:
        return (
            LONGEST_WAIT
            if self.until is None
            else min(LONGEST_WAIT, max(0.0, self.until - time.time()) + 0.1)
        )

    async def _build(self, changed: tuple[str, ...]) -> None:
        """Build, and once more where the child was lost: the next one may live, or name the file that kills."""
        self._tell_busy()
        losses: list[Lost] = []
        while len(losses) < TRIES:
            try:
                reply = await self.worker.ask(Request(changed=changed))
            except Lost as trouble:
                losses.append(trouble)
                if trouble.silent:  # it would be as long silent again
                    break
                continue
            if not reply.stale:
                self._tell(reply, changed)
                return
            await asyncio.sleep(AGAIN)  # Puente itself is being changed
        self._tell_lost(losses[-1], changed)

    def _account(self, reply: Reply, changed: tuple[str, ...]) -> str:
        """A build for the terminal: when, what was saved, what came of it, and where that is to be seen."""
        words, address = self.preview.state.words, self.preview.address
        told = reply.text
        if changed:
            more = len(changed) - NAMED
            names = [*changed[-NAMED:], *([f"+ {more}"] if more > 0 else [])]
            told = f"{time.strftime('%H:%M:%S')}  {', '.join(names)}\n{told}"
        if not reply.published:
            return f"{told}{words['kept']}\n"
        return f"{told}{urljoin(address, reply.follow)}\n" if changed and reply.follow else told

    # -- what the browsers and the terminal are told ------------------------------------------------

    def _tell_busy(self) -> None:
        self.preview.state.building = True
        self.preview.tell_all(Message(command="busy"))

    def _tell_lost(self, loss: Lost, changed: tuple[str, ...]) -> None:
        state = self.preview.state
        told = [state.words["silent" if loss.silent else "lost"]]
        told += [f"({loss.reason})"] if loss.reason else []
        told += [state.words["saved"] % {"names": ", ".join(changed)}] if changed else []
        state.lost = " ".join(told)
        state.building, state.problems, self.until = False, (), None
        self.say(f"{loss.said}\n{state.lost}\n".lstrip())
        self.preview.tell_all(self.preview.standing())

    def _tell(self, reply: Reply, changed: tuple[str, ...]) -> None:
        """Say what came of a build; browsers load again where what they show was written."""
        state = self.preview.state
        is_news = changed or reply.written != () or reply.problems != state.problems or not state.shown
        state.problems, state.lost, state.building = reply.problems, reply.trouble, False
        self.until, self.preview.base = reply.until, reply.base
        if is_news:
            self.say(self._account(reply, changed))
        state.shown |= reply.published
        if reply.published and (reply.written is None or reply.written):
            state.revision += 1
        message = Message(
            command="reload", path="*", liveCSS=True, revision=state.revision,
            written=reply.written if reply.published else (),
            follow=reply.follow, saved=reply.saved,
            problems=state.problems, words=state.words, lost=state.lost,
        )  # fmt: skip
        self.preview.tell_all(message)
