"""A preview as a writer has it: `serve` in a process of its own, and what it says, sends and shows.

    with Served(site.story("floods", en={})) as preview:
        site.story("floods", en={}, en_body="More tents.")
        preview.until(lambda: "More tents." in preview.html(STORY))

Nothing here waits for a fixed time where it can look whether something is so.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page

from builders import PROJECT, SiteBuilder
from bulletin.commands.serve import proof_of
from bulletin.quick import TOPS

PATIENCE = 20.0
"""Seconds after which a test gives up: many times what anything takes, for machines with a lot to do."""
EVERY = 0.01
SETTLED = 0.7
"""Seconds without a change in what the server said after which nothing more is built."""
INTERRUPTED = 130
COMMAND = (
    "import sys; from pathlib import Path; from bulletin.cli import main; "
    "sys.exit(main(sys.argv[1:], root=Path.cwd()))"
)
"""`build.py` for the project in the working folder."""
WARNINGS = "error,ignore::ResourceWarning"
"""Errors but for one: tornado leaves it to Python to close the socket of a port that was taken."""
ADDRESS = re.compile(r"http://\S+/")
BUILT = re.compile(r"^\d+ (?:story|stories|noticias?|historias?)\b.*$", re.MULTILINE)
PROC = Path("/proc")

Value = TypeVar("Value")


class Answer(NamedTuple):
    """An answer of the server."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Served:
    """A project and its preview, within a block. At its end the server is interrupted, and has to end as it should."""

    def __init__(self, site: SiteBuilder, *arguments: str) -> None:
        self.site, self.arguments = site, ("--port", "0", "--messages", "en", *arguments)
        self.log = site.root.with_name(f"{site.root.name}.said")
        self.address = ""
        self._shown = 0

    def __enter__(self) -> Served:
        self.begin()
        self.until(lambda: self.has_ended() or ADDRESS.search(self.said()))
        found = ADDRESS.search(self.said())
        assert found and not self.has_ended(), self.said()
        self.address = found[0]
        return self

    def __exit__(self, *_: object) -> None:
        code = self.end()
        self.hand_over()
        assert code == INTERRUPTED, self.said()

    def begin(self) -> Served:
        """Start the server, and do not wait for it."""
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": WARNINGS}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, "serve", *self.arguments],
                cwd=self.site.root, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        return self

    def end(self, number: int = signal.SIGINT) -> int:
        """Send the server a signal, if it still runs; its exit code."""
        if not self.has_ended():
            self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def said(self) -> str:
        """All that stands in its terminal."""
        return self.log.read_text("utf-8", "replace")

    def hand_over(self) -> None:
        """Show what it said since it was handed over last, beside a test that failed. None of it is a traceback."""
        said = self.said()
        news, self._shown = said[self._shown :], len(said)
        print(news)
        assert "Traceback" not in news, news

    def builds(self) -> int:
        """How many builds it has told of."""
        return len(BUILT.findall(self.said()))

    def builder(self) -> int:
        """The process that builds; 0 where there is none at the moment."""
        return next(iter(children(self.process.pid)), 0)

    def put_back(self, sources: Mapping[str, bytes], site: Mapping[str, bytes]) -> None:
        """Give the project these sources again, and wait until they are built as they were."""
        now, builds = self.sources(), self.builds()
        changed = {path: data for path, data in sources.items() if now.get(path) != data}
        for path in sorted(now.keys() - sources.keys()):
            self._remove(self.site.root / path)
        for path, data in changed.items():
            self.site.write(path, data)
        if now != sources:
            self.until(lambda: self.builds() > builds and self.built() == site)

    def _remove(self, file: Path) -> None:
        """Remove a file, and the folders in which there is nothing else."""
        file.unlink()
        for folder in file.parents:
            if any(folder.iterdir()):
                break
            folder.rmdir()

    def sources(self) -> dict[str, bytes]:
        """All that a build reads, by path."""
        root = self.site.root
        return {
            f"{top}/{path}".rstrip("/."): data for top in TOPS for path, data in files(root / top).items()
        }

    def built(self) -> dict[str, bytes]:
        """The files of the preview's own folder that belong to the site, by path."""
        found = files(proof_of(self.site.root)).items()
        return {path: data for path, data in found if not path.startswith(".")}

    # -- what it sends ------------------------------------------------------------------------------

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def host(self) -> str:
        """Where it listens, as a browser names it."""
        return f"127.0.0.1:{self.port}"

    def ask(
        self, path: str, *, method: str = "GET", host: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """What it answers; the path is sent as it stands here."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers={"Host": host or self.host, **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def html(self, path: str) -> str:
        """The page at an address, below the one that the server names; "" where there is none."""
        answer = self.ask(urlsplit(self.address).path + path.removeprefix("/"))
        return answer.body.decode() if answer.status == 200 else ""

    # -- waiting ------------------------------------------------------------------------------------

    def until(self, seen: Callable[[], object], patience: float = PATIENCE) -> float:
        """Seconds until something is so. Fails with what the server said where it never is."""
        return until(seen, patience, self.said)

    def until_sent(self, path: str, word: str) -> float:
        """Seconds until the page at an address has a word in it."""
        return self.until(lambda: word in self.html(path))

    def until_shown(self, page: Page, word: str, selector: str = "main") -> float:
        """Seconds until a browser shows a word."""
        return self.until(lambda: word in text(page, selector))

    def settle(self) -> None:
        """Wait until nothing more is built."""
        said, since = self.said(), time.monotonic()
        while time.monotonic() - since < SETTLED:
            time.sleep(EVERY)
            if self.said() != said:
                said, since = self.said(), time.monotonic()


def files(top: Path) -> dict[str, bytes]:
    """The files below a folder, by path, or the one that there is instead; those that go while we look are none."""
    found = {}
    for file in (
        [top]
        if top.is_file()
        else [Path(folder, name) for folder, _, names in os.walk(top) for name in names]
    ):
        with suppress(OSError):
            found[file.relative_to(top).as_posix()] = file.read_bytes()
    return found


def until(seen: Callable[[], object], patience: float = PATIENCE, said: Callable[[], str] = str) -> float:
    """Seconds until something is so; an address that cannot be read yet is not so."""
    begun = time.monotonic()
    while not _is_so(seen):
        assert time.monotonic() - begun < patience, f"in vain\n{said()}"
        time.sleep(EVERY)
    return time.monotonic() - begun


def _is_so(seen: Callable[[], object]) -> bool:
    try:
        return bool(seen())
    except (OSError, HTTPException):
        return False


def text(page: Page, selector: str) -> str:
    """What a browser shows there at the moment; nothing while one page gives way to the next."""
    try:
        return "\n".join(page.locator(selector).all_inner_texts())
    except Error:
        return ""


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [one for one in running() if parent(one) == pid]


def running() -> list[int]:
    return sorted(int(path.name) for path in PROC.iterdir() if path.name.isdigit())


def parent(pid: int) -> int:
    """The parent of a process; 0 for one that is gone, or that has ended and is yet to be buried."""
    try:
        fields = (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[1])


def is_gone(pid: int) -> bool:
    return parent(pid) == 0


def ran(work: Coroutine[Any, Any, Value]) -> Value:
    """What a coroutine comes to, in a thread of its own: in ours, the browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
