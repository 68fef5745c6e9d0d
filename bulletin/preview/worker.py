"""Builds in a child process that stays warm from one build to the next, and that nothing may take the server down with.

Both ends of it: `labour` is the child's life, `Worker` is the child as the server knows it. They exchange lines of
JSON through its standard input and output. A child that ends, or of which nothing is heard for too long, is replaced.
"""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from bulletin.pipeline.options import Progress
from bulletin.pool import die_with

PATIENCE = 60.0
"""Seconds without a sign of life after which a child is given up: it tells of each stage and each batch of pages."""
BEAT = 0.5
"""Seconds between two signs of life, at the least."""
LONGEST_LINE = 64_000_000
"""Bytes of an answer: thousands of problems, each with its line."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A diagnostic in words, with the line of its source: what the terminal shows, in pieces."""

    path: str
    line: int
    column: int
    width: int
    severity: str
    code: str
    message: str
    hint: str
    source: str


class Request(msgspec.Struct, frozen=True, kw_only=True, tag="build"):
    """Build again. `changed` are the paths of sources that were saved, as far as that is known."""

    changed: tuple[str, ...] = ()


class Alive(msgspec.Struct, frozen=True, kw_only=True, tag="alive"):
    """A sign of life."""

    stage: str = ""


class Reply(msgspec.Struct, frozen=True, kw_only=True, tag="reply"):
    """What came of a build. `text` is for the terminal; `trouble` what kept it from being one, in words.

    `written` are the published paths that were written or removed, None where they are too many to name; `saved` are
    the addresses of the pages whose texts were saved, `follow` the last of them. `until` is when the site changes by itself, in seconds since
    1970, `base` the path of the site's address. `stale`: our own sources are others than those that run.
    """

    problems: tuple[Problem, ...] = ()
    text: str = ""
    trouble: str = ""
    published: bool = False
    base: str = "/"
    written: tuple[str, ...] | None = ()
    follow: str = ""
    saved: tuple[str, ...] = ()
    until: float | None = None
    stale: bool = False


Answer = Callable[[Request, Progress], Reply]


def labour(answer: Answer, source: IO[bytes], sink: IO[bytes], parent: int) -> None:
    """Answer requests until there are no more. What fails is not caught: another child begins afresh."""
    die_with(parent)
    encode = msgspec.json.encode

    def say(message: Alive | Reply) -> None:
        sink.write(encode(message) + b"\n")
        sink.flush()

    heard = 0.0

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal heard
        if time.monotonic() - heard > BEAT:
            heard = time.monotonic()
            say(Alive(stage=stage))

    for line in source:
        say(answer(msgspec.json.decode(line, type=Request), progress))


class Lost(Exception):
    """The child ended, or was given up as `silent`; the text is the last of what it said."""

    def __init__(self, said: str, *, silent: bool = False) -> None:
        super().__init__(said)
        self.said, self.silent = said, silent

    @property
    def reason(self) -> str:
        """The last line of a traceback; "" where there is none."""
        _, found, tail = self.said.rpartition("Traceback (most recent call last):\n")
        lines = [line for line in tail.splitlines() if line and not line.startswith(" ")] if found else []
        return lines[0] if lines else ""


class Worker:
    """The child; started when it is first asked, and again after it was lost."""

    def __init__(self, command: Sequence[str], folder: Path, patience: float = PATIENCE) -> None:
        self.command, self.folder, self.patience = tuple(command), folder, patience
        self.process: Process | None = None
        self._said: asyncio.Task[bytes] | None = None

    async def ask(self, request: Request) -> Reply:
        """What a build came to. Raises Lost where the child did not live to tell."""
        try:
            process = self.process or await self._start()
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(msgspec.json.encode(request) + b"\n")
            await process.stdin.drain()
            while True:
                async with asyncio.timeout(self.patience):  # wait_for may overhear that we are to end
                    line = await process.stdout.readline()
                message = msgspec.json.decode(line, type=Alive | Reply) if line else None
                if isinstance(message, Reply):
                    if message.stale:
                        await self.stop()
                    return message
                if message is None:
                    raise Lost(await self._last_words())
        except TimeoutError as trouble:
            raise Lost(await self._last_words(), silent=True) from trouble
        except (OSError, msgspec.MsgspecError, ValueError) as trouble:
            raise Lost(await self._last_words() or str(trouble)) from trouble

    async def _start(self) -> Process:
        self.process = process = await asyncio.create_subprocess_exec(
            *self.command, cwd=self.folder, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=LONGEST_LINE,
            start_new_session=True,
        )  # fmt: skip
        assert process.stderr is not None
        self._said = asyncio.create_task(_tail(process.stderr))
        return process

    async def _last_words(self) -> str:
        said = self._said
        await self.stop()
        return (await said).decode("utf-8", "replace").strip() if said else ""

    async def stop(self) -> None:
        """End the child, whatever it is doing."""
        process, self.process = self.process, None
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _tail(stream: asyncio.StreamReader) -> bytes:
    """The last of what a stream says, read to its end so that nobody waits to be heard."""
    kept = b""
    while data := await stream.read(65_536):
        kept = (kept + data)[-65_536:]
    return kept


def this_python(*arguments: str) -> tuple[str, ...]:
    """A command for the Python that runs us."""
    return (sys.executable, *arguments)
