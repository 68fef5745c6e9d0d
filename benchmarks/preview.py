"""How long a writer waits for the preview: python benchmarks/preview.py --stories 5000 --runs 10

    --sample                      the sample site too, with Puente alone
    --write docs/performance.md   put the results between the marks of their kind in that file

`build.py serve` and `hugo server` show the same made-up bulletin side by side, and a real browser has a story of
each open. A story is saved, and the clock runs until its new text can be read. Then: what a preview costs while
nobody writes, and whether Puente's outlives errors in a row and the loss of its builder.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # run as a file, it would not find `benchmarks` and `bulletin`

from playwright.sync_api import Browser, sync_playwright  # noqa: E402, RUF100
from playwright.sync_api import Error as Interrupted  # noqa: E402, RUF100

from benchmarks import table  # noqa: E402, RUF100
from benchmarks.actions import Unseen, chosen, made_word  # noqa: E402, RUF100
from benchmarks.compare import SETTLED  # noqa: E402, RUF100
from benchmarks.corpus import Corpus, make_corpus  # noqa: E402, RUF100
from benchmarks.install import home_of  # noqa: E402, RUF100
from benchmarks.machine import described  # noqa: E402, RUF100
from benchmarks.measure import PROC, Command, CommandFailed, Watch, failure, plain_environment  # noqa: E402, RUF100
from benchmarks.peers.hugo import Hugo  # noqa: E402, RUF100
from benchmarks.peers.puente import Puente, folder  # noqa: E402, RUF100
from benchmarks.peers.tool import story_url  # noqa: E402, RUF100
from benchmarks.run import WORK  # noqa: E402, RUF100
from benchmarks.sample import copy_project  # noqa: E402, RUF100
from benchmarks.telling import content  # noqa: E402, RUF100

EVERY = 0.002
"""Seconds between two looks for the new text."""
PATIENCE, PATIENCE_AT_FIRST = 120.0, 3600.0
"""Seconds after which an edit, or a preview that does not begin, is given up."""
FAILURES = 20
MISSPELT = (("title", "titel"), ("summary", "sumary"))
SAMPLE = "puente, sample site"
PAGE, BYTES = "save to reloaded page", "save to new bytes served"
ERRORS, KILLED = f"{FAILURES} errors, then a good save", "builder killed, then a save"
ASKED = {(PAGE, "puente"): ("500 ms", "250 ms"), (PAGE, SAMPLE): ("250 ms", "150 ms")}
"""What a wait must and should be, with 5,000 made-up stories and with the sample site."""
HEAD = ("what", "preview", "median", "lowest to highest", "times Hugo", "must", "aim", "runs")
ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):(\d+)(/\S*)?")
MODE = re.compile(r"Serving pages from \w+|Running in Fast Render Mode")
SERVE = (sys.executable, "build.py", "serve", "--port", "0")
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
READ = "word => (document.body?.textContent ?? '').includes(word)"
PANEL = "document.querySelector('#puente-preview')?.shadowRoot?.querySelector('.panel')"
READ_PROBLEMS = f"word => ({PANEL}?.textContent ?? '').includes(word)"
POLICY = "default-src 'none'; "
WIDER = f"{POLICY}script-src 'self'; connect-src 'self'; "
MEASURING = "all previews run at once and take turns, at rest before each edit; each run edits another story"
Texts = tuple[tuple[Path, str], ...]
"""English stories: the file of each, and the path of its page."""


class Preview:
    """A site, served within a block as its writer would have it. What the server says goes into a file."""

    def __init__(self, name: str, command: Command, texts: Texts) -> None:
        self.name, self.command, self.texts = name, command, texts
        self.log = command.folder.with_suffix(".log")

    def __enter__(self) -> Preview:
        environment = plain_environment() | dict(self.command.environment)
        with self.log.open("wb") as said:
            self.process = subprocess.Popen(
                self.command.arguments, cwd=self.command.folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def listening(self) -> Preview:
        """Wait for the address, which it names as soon as it serves. Raises CommandFailed where none comes."""
        last = time.monotonic() + PATIENCE_AT_FIRST
        while not (found := ADDRESS.search(self.said())):
            code = self.process.poll()
            if code is not None or time.monotonic() > last:
                raise CommandFailed(failure(self.command, code or 0, self.said().encode()))
            time.sleep(0.1)
        self.port, self.base = int(found[1]), (found[2] or "").rstrip("/")
        return self

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def family(self) -> set[int]:
        """The server, and all that it started."""
        return Watch(self.process.pid, set()).family()

    def builder(self) -> int:
        """The process that builds for Puente's preview."""
        for pid in sorted(self.family()):
            if b"--child" in (PROC / str(pid) / "cmdline").read_bytes().split(b"\0"):
                return pid
        raise Unseen("the preview has no builder")


class Desk:
    """A writer's desk: a preview, and a page of the browser with a story in it."""

    words = count()

    def __init__(self, preview: Preview, browser: Browser) -> None:
        self.preview = preview
        self.file, self.path = preview.texts[0]
        self.page = browser.new_context().new_page()
        self.http = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
        self.seconds: dict[str, list[float]] = {PAGE: [], BYTES: []}

    def open(self, number: int) -> None:
        """Show a story, another for each number, and let everything come to rest."""
        self.file, self.path = self.preview.texts[number % len(self.preview.texts)]
        self.page.bring_to_front()
        self.page.goto(f"http://127.0.0.1:{self.preview.port}{self.preview.base}{self.path}")
        time.sleep(SETTLED)
        os.sync()

    def edit(self, kind: str = PAGE, good: str = "") -> float:
        """Save the open story, or its text `good`, with a word more; seconds until that is seen."""
        word = made_word(next(self.words))
        data = with_word(good or self.file.read_text("utf-8"), word).encode()
        started = time.perf_counter()
        self.file.write_bytes(data)
        self.until(self.shows if kind == PAGE else self.serves, word)
        taken = time.perf_counter() - started
        self.until(self.shows, word)
        return taken

    def until(self, seen: Callable[[str], bool], word: str) -> None:
        """Look again and again. Raises Unseen, with what the server said, where it is in vain."""
        last = time.monotonic() + PATIENCE
        while not seen(word):
            if time.monotonic() > last:
                raise Unseen(
                    f"{self.preview.name}: no {word!r} in {self.path}\n{self.preview.said()[-2000:]}"
                )
            time.sleep(EVERY)

    def shows(self, word: str, script: str = READ) -> bool:
        """Whether the browser has a word; while a page gives way to the next, it has nothing."""
        try:
            return bool(self.page.evaluate(script, word))
        except Interrupted:
            return False

    def serves(self, word: str) -> bool:
        """Whether the server has it, asked over one connection that stays open."""
        try:
            self.http.request("GET", f"{self.preview.base}{self.path}")
            return word.encode() in self.http.getresponse().read()
        except (OSError, HTTPException):
            self.http.close()
            return False


def with_word(text: str, word: str) -> str:
    """A story's file with one word more, at the beginning of its text."""
    header, end, body = text.partition("\n---\n")
    return f"{header}{end}{word} {body.lstrip()}"


def misspelt(text: str, turn: int) -> tuple[str, str]:
    """(a story's file with a wrong name in its header, that name), another from one turn to the next."""
    right, wrong = MISSPELT[turn % len(MISSPELT)]
    return re.sub(rf"^{right}:", f"{wrong}:", text, count=1, flags=re.MULTILINE), wrong


def puente(corpus: Corpus, work: Path) -> Preview:
    tool = Puente(work / "puente", work)
    tool.lay_out(corpus)
    command = Command(arguments=SERVE, folder=tool.site)
    return Preview("puente", command, corpus_texts(corpus, tool.site, "en.md"))


def hugo(corpus: Corpus, work: Path) -> Preview:
    tool = Hugo(work / "hugo", home_of("hugo", WORK))
    tool.lay_out(corpus)
    tool.template.write_text(tool.template.read_text("utf-8").replace(POLICY, WIDER), "utf-8")
    (build,) = tool.commands()
    with socket.create_server(("127.0.0.1", 0)) as free:  # it does not tell a port that it chose by itself
        port = str(free.getsockname()[1])
    typed = (*build.arguments, "server", "--bind", "127.0.0.1", "--port", port)
    return Preview("hugo", replace(build, arguments=typed), corpus_texts(corpus, tool.site, "index.en.md"))


def corpus_texts(corpus: Corpus, site: Path, name: str) -> Texts:
    """Stories old and new, in the same order for both tools, whose folders of stories have the same names."""
    stories = (chosen(corpus, number) for number in range(min(100, len(corpus.stories))))
    return tuple((site / folder(one) / name, story_url(one, "en")) for one in stories)


def sample(work: Path) -> Preview:
    """The project's own; its stories and their addresses stand in the list of those that it promises to keep."""
    site = work / "sample"
    copy_project(site)
    urls = (site / "content" / "urls.txt").read_text("utf-8")
    found = re.findall(r"^(/\S+) (content/stories/\S+/en\.md)$", urls, re.MULTILINE)
    texts = tuple((site / file, path) for path, file in found)
    return Preview(SAMPLE, Command(arguments=SERVE, folder=site), texts)


def cpu_seconds(pids: Iterable[int]) -> float:
    """What processes have used, and those children of theirs that have ended."""
    texts = ((PROC / str(pid) / "stat").read_text("utf-8", "replace") for pid in pids)
    ticks = sum(int(field) for text in texts for field in text.rpartition(")")[2].split()[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def idle(previews: Sequence[Preview], seconds: float) -> list[float]:
    """What each costs while nothing changes, in percent of one core."""
    time.sleep(SETTLED)
    before = [cpu_seconds(preview.family()) for preview in previews]
    time.sleep(seconds)
    after = [cpu_seconds(preview.family()) for preview in previews]
    return [100 * (then - now) / seconds for now, then in zip(before, after, strict=True)]


def outlive_errors(desk: Desk) -> float:
    """Save errors, each of which the browser must show; seconds until a good save is seen after them."""
    desk.open(0)
    good = desk.file.read_text("utf-8")
    for turn in range(FAILURES):
        bad, name = misspelt(good, turn)
        desk.file.write_text(bad, "utf-8")
        desk.until(lambda word: desk.shows(word, READ_PROBLEMS), name)
    return desk.edit(good=good)


def outlive_builder(desk: Desk) -> float:
    """Kill the builder; seconds until a save is seen, the start of another builder included."""
    desk.open(0)
    lost = desk.preview.builder()
    os.kill(lost, signal.SIGKILL)
    taken = desk.edit()
    if desk.preview.builder() == lost:
        raise Unseen("the builder was to be killed, and is still there")
    return taken


def measured(desks: Sequence[Desk], options: argparse.Namespace) -> str:
    """Everything, as a table. The first desk is Puente's, the second Hugo's."""
    for number in range(options.runs):
        for kind in (PAGE, BYTES):
            for desk in desks:
                desk.open(number)
                desk.seconds[kind].append(desk.edit(kind))
    rows = [waits(kind, desk, desks[1]) for kind in (PAGE, BYTES) for desk in desks]
    costs = idle([desk.preview for desk in desks], options.idle)
    for desk, cost, must in zip(desks, costs, ("1 %", "", ""), strict=False):
        rows.append(("idle, of one core", desk.preview.name, f"{cost:.2f} %", "", "", must, "", "1"))
    outlived = {ERRORS: outlive_errors(desks[0]), KILLED: outlive_builder(desks[0])}
    for what, taken in outlived.items():
        rows.append((what, "puente", ms(taken), "survived", "", "survive", "", "1"))
    return table.markdown(HEAD, rows, words=2)


def waits(kind: str, desk: Desk, hugo: Desk) -> tuple[str, ...]:
    """The row of one kind of wait at one desk; there is no sample site for Hugo."""
    name, taken = desk.preview.name, sorted(desk.seconds[kind])
    spread = f"{ms(taken[0])} to {ms(taken[-1])}"
    times = "" if name == SAMPLE else table.ratio(median(taken), median(hugo.seconds[kind]))
    return kind, name, ms(median(taken)), spread, times, *ASKED.get((kind, name), ("", "")), str(len(taken))


def ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"


def told(stories: int, modes: Sequence[str]) -> str:
    """What was compared, in words; how Hugo renders is told in its own."""
    own, other = Puente(WORK, WORK).version(), Hugo(WORK, home_of("hugo", WORK)).version()
    said = "".join(f"“{mode}”, " for mode in modes)
    points = (
        content(stories), f"The measuring: {MEASURING}.",
        f"{own}, run as `python build.py serve`: every build checks every link and anchor; drafts are shown.",
        f"{other}, run as `hugo server`: {said}in its own words; its pages allow the script of its live reload.",
    )  # fmt: skip
    return "\n".join(f"- {point}" for point in points)


def compared(options: argparse.Namespace) -> str:
    """The sites laid out and served, and what was measured."""
    corpus, work = make_corpus(options.stories), WORK / "sites-preview"
    with ExitStack() as opened:
        made = [puente(corpus, work), hugo(corpus, work), *([sample(work)] if options.sample else [])]
        previews = [opened.enter_context(preview).listening() for preview in made]
        playwright = opened.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        opened.callback(browser.close)
        found = measured([Desk(preview, browser) for preview in previews], options)
        return f"{found}\n\n{told(options.stories, MODE.findall(previews[1].said()))}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stories", type=int, default=5000, help="how many, each in two languages")
    parser.add_argument("--runs", type=int, default=10, help="of each edit")
    parser.add_argument("--idle", type=float, default=60, help="seconds without a change")
    parser.add_argument("--sample", action="store_true", help="the sample site too")
    parser.add_argument("--write", type=Path, help="a document with the marks to write between")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the previews are ended too
    WORK.mkdir(exist_ok=True)
    with (WORK / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            text = f"{described()}.\n\n{compared(options)}"
        except BlockingIOError:
            print("another benchmark is running: each would spoil the other's figures", file=sys.stderr)
            return 2
        except (CommandFailed, Unseen) as trouble:
            print(trouble, file=sys.stderr)
            return 1
    print(text)
    if options.write:
        table.put(options.write, "preview", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
