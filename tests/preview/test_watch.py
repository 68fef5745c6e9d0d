"""What counts as saved: real files below a real folder, and the batches in which their changes are told."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from watchfiles import awatch

from bulletin.preview.watch import Watch, ended
from served import ran

PATIENCE = 10.0
BEGUN = 0.2
"""Seconds in which a watch has surely begun: nothing tells."""
NOTICED = 1.1
"""Seconds in which another folder at the top has surely been noticed: it is looked for twice a second.

And more than one, for where files are looked at, their times are told apart by seconds.
"""
REST = 0.3
"""Seconds after which nothing more is told of what was done."""
STORY, OTHER = "content/stories/floods/en.md", "content/stories/floods/es.md"

Act = Callable[[Path], object]


class Seen(NamedTuple):
    """What was told, and how often it was said that files have to be looked at."""

    batches: list[frozenset[str]]
    lookings: int

    @property
    def paths(self) -> set[str]:
        return set().union(*self.batches)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a file in each of its folders."""
    root = tmp_path / "project"
    for path in (
        STORY,
        "templates/story.html",
        "locales/en.po",
        "static/site.css",
        "bulletin.toml",
        "notes.txt",
    ):
        write(root / path)
    return root


def write(file: Path, text: str = "text") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def seen(
    root: Path, *acts: Act, wanted: Iterable[str] = (), polls: bool = False, pause: float = BEGUN
) -> Seen:
    """What is told of acts, each done `pause` after the one before was told of; of the last, by `wanted`."""
    return ran(_seen(root, acts, frozenset(wanted), polls, pause))


async def _seen(root: Path, acts: tuple[Act, ...], wanted: frozenset[str], polls: bool, pause: float) -> Seen:
    lookings: list[None] = []
    watch = Watch(root, lambda: lookings.append(None), polls=polls)
    batches: list[frozenset[str]] = []

    async def listen() -> None:
        async for batch in watch.batches():
            batches.append(batch)

    listening = asyncio.create_task(listen())
    for number, act in enumerate(acts, 1):
        await asyncio.sleep(pause if polls or number > 1 else BEGUN)
        before = len(batches)
        act(root)
        if number < len(acts):
            await _until(lambda before=before: len(batches) > before)  # type: ignore[misc]
    with suppress(AssertionError):  # what is wanted in vain is shown beside what came
        await _until(lambda: wanted <= set().union(*batches))
    await asyncio.sleep(REST)
    await cancelled(listening)
    return Seen(batches, len(lookings))


async def cancelled(listening: asyncio.Task[None]) -> None:
    """End a watch; what it raised before is raised here."""
    listening.cancel()
    await asyncio.wait([listening], timeout=PATIENCE)
    assert listening.cancelled() or listening.result()


async def _until(so: Callable[[], bool]) -> None:
    last = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < last
        await asyncio.sleep(0.01)


# -- what is told -----------------------------------------------------------------------------------------


def replace(root: Path, path: str) -> None:
    """As an editor saves: into a spare that takes the file's name."""
    spare = root / f"{path}~"
    write(spare, "new")
    spare.replace(root / path)


def move_in(root: Path) -> None:
    write(root.parent / "raft/en.md")
    (root.parent / "raft").rename(root / "content/stories/raft")


ACTS: dict[str, tuple[Act, set[str]]] = {
    "a story": (lambda root: write(root / STORY, "new"), {STORY}),
    "a template": (lambda root: write(root / "templates/story.html", "new"), {"templates/story.html"}),
    "a catalog": (lambda root: write(root / "locales/en.po", "new"), {"locales/en.po"}),
    "a stylesheet": (lambda root: write(root / "static/site.css", "new"), {"static/site.css"}),
    "the settings": (lambda root: write(root / "bulletin.toml", "new"), {"bulletin.toml"}),
    "a story, replaced": (lambda root: replace(root, STORY), {STORY}),
    "the settings, replaced": (lambda root: replace(root, "bulletin.toml"), {"bulletin.toml"}),
    "a file that is new": (lambda root: write(root / "content/tags.yaml"), {"content/tags.yaml"}),
    "a file that is deleted": (lambda root: (root / STORY).unlink(), {STORY}),
    "a file that is renamed": (
        lambda root: (root / STORY).rename(root / OTHER),
        {STORY, OTHER},
    ),
    "a folder that is new": (lambda root: (root / "content/pages").mkdir(), {"content/pages"}),
    "a folder that comes with a file": (move_in, {"content/stories/raft"}),
    "a folder that is renamed": (
        lambda root: (root / "content/stories/floods").rename(root / "content/stories/rains"),
        {"content/stories/floods", "content/stories/rains"},
    ),
    "a folder that is deleted": (lambda root: shutil.rmtree(root / "content/stories/floods"), {STORY}),
    "a name with an accent": (lambda root: write(root / "content/año.md"), {"content/año.md"}),
}


@pytest.mark.parametrize(("act", "wanted"), ACTS.values(), ids=ACTS)
def test_what_is_saved_is_told(root: Path, act: Act, wanted: set[str]) -> None:
    found = seen(root, act, wanted=wanted)

    assert wanted <= found.paths
    assert {path.partition("/")[0] for path in found.paths} == {path.partition("/")[0] for path in wanted}


ELSEWHERE = [
    "notes.txt",
    "output/index.html",
    ".bulletin/memo.sqlite",
    ".git/index",
    "bulletin.toml.orig",
    "contents/en.md",
    f"{STORY}~",
    "content/stories/floods/.en.md.swp",
    "content/stories/floods/.en.md.swx",
    "content/stories/floods/4913",
    "static/site.css.tmp",
]


def test_what_is_no_source_is_not_told(root: Path) -> None:
    def write_all(root: Path) -> None:
        for path in ELSEWHERE:
            write(root / path)

    assert seen(root, write_all).paths <= {"content/stories/floods"}


def test_what_is_saved_at_once_is_told_at_once(root: Path) -> None:
    paths = [f"content/stories/floods/{number}.md" for number in range(50)]

    def write_all(root: Path) -> None:
        for path in paths:
            write(root / path)

    found = seen(root, write_all, wanted=set(paths))
    assert set(paths) <= found.paths
    assert len(found.batches) <= 2


def test_what_is_saved_below_a_folder_that_is_new_is_told(root: Path) -> None:
    path = "content/stories/2019/well/en.md"
    found = seen(
        root,
        lambda root: (root / path).parent.mkdir(parents=True),
        lambda root: write(root / path),
        wanted={path},
    )

    assert path in found.paths


# -- folders that come and go -----------------------------------------------------------------------------


def test_a_folder_at_the_top_may_come_later(root: Path) -> None:
    shutil.rmtree(root / "static")
    path = "static/first.css"
    found = seen(root, lambda root: (root / "static").mkdir(), save(path), wanted=[path], pause=NOTICED)

    assert path in found.paths


def save(path: str) -> Act:
    return lambda root: write(root / path, "much longer than before")


def exchange(root: Path, name: str) -> None:
    shutil.copytree(root / name, root / "other")
    (root / name).rename(root / "former")
    (root / "other").rename(root / name)


def test_a_folder_at_the_top_may_be_exchanged(root: Path) -> None:
    """As git does when another branch is checked out."""
    path = "templates/later.html"
    found = seen(root, lambda root: exchange(root, "templates"), save(path), wanted=[path], pause=NOTICED)

    assert path in found.paths


def test_folders_at_the_top_that_are_gone_do_not_end_the_watch(root: Path) -> None:
    def remove_all(root: Path) -> None:
        for name in ("content", "templates", "locales", "static"):
            shutil.rmtree(root / name)

    found = seen(root, remove_all, save("bulletin.toml"), wanted=["bulletin.toml"], pause=NOTICED)
    assert "bulletin.toml" in found.paths


def test_a_project_that_is_reached_by_a_link_is_watched(root: Path) -> None:
    link = root.with_name("link")
    link.symlink_to(root)

    assert seen(link, lambda root: write(root / STORY, "new"), wanted={STORY}).paths == {STORY}


# -- where the system does not say ------------------------------------------------------------------------


def test_where_the_system_cannot_say_it_the_files_are_looked_at(root: Path) -> None:
    found = seen(root, save(STORY), wanted=[STORY], polls=True, pause=NOTICED)

    assert STORY in found.paths


def test_where_there_are_too_few_watches_the_files_are_looked_at_and_it_is_said_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    async def scarce(*paths: Path, **how: Any) -> AsyncIterator[set[tuple[Any, str]]]:
        if not how["force_polling"]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        async for changes in awatch(*paths, **how):
            yield changes

    monkeypatch.setattr("bulletin.preview.watch.awatch", scarce)
    found = seen(root, save("bulletin.toml"), save(STORY), wanted=[STORY], pause=NOTICED)

    assert STORY in found.paths
    assert found.lookings == 1


# -- the end ----------------------------------------------------------------------------------------------


def test_a_watch_tells_nothing_where_nothing_is_saved(root: Path) -> None:
    assert seen(root) == Seen([], 0)


def test_a_watch_that_is_cancelled_leaves_nothing_running(root: Path) -> None:
    async def cancel() -> None:
        watch = Watch(root, lambda: None)

        async def listen() -> None:
            async for _ in watch.batches():
                pass

        listening = asyncio.create_task(listen())
        await asyncio.sleep(BEGUN)
        await cancelled(listening)
        await _until(lambda: asyncio.all_tasks() == {asyncio.current_task()})

    ran(cancel())


def test_a_watch_that_is_cancelled_while_it_turns_to_other_folders_ends_at_once(root: Path) -> None:
    async def stubborn() -> None:
        try:
            await asyncio.sleep(600)
        finally:
            await asyncio.sleep(0.3)

    async def turn() -> None:
        watching = asyncio.create_task(stubborn())
        await asyncio.sleep(0)
        await ended(watching)
        await asyncio.sleep(600)

    async def cancel() -> bool:
        turning = asyncio.create_task(turn())
        await asyncio.sleep(0.1)  # it waits for the end of what it watched
        turning.cancel()
        done, _ = await asyncio.wait([turning], timeout=PATIENCE)
        return turning in done and turning.cancelled()

    assert ran(cancel())
