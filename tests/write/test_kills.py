"""Publishing is killed, interrupted or refused by the disk at every step it takes, one after another."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bulletin.write import commit as commit_module
from bulletin.write.commit import Published

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")

Put = Callable[..., Published]
Tree = Callable[[Path], dict[str, str]]

OLD = {"index.html": "old", "a/index.html": "same", "gone/index.html": "gone", "turn": "file"}
NEW = {"index.html": "new", "a/index.html": "same", "b/index.html": "b", "turn/index.html": "folder"}
THIRD = {"index.html": "third", "a/index.html": "same"}
STRANGER = {"stranger": "mine"}

DISK = frozenset(
    {
        "open",
        "os.mkdir",
        "os.rename",
        "os.remove",
        "os.rmdir",
        "os.chmod",
        "os.utime",
        "os.link",
        "os.scandir",
        "os.listdir",
    }
)
BUILT, REFUSED, INTERRUPTED = 0, 3, 4


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt() -> None:
    raise KeyboardInterrupt


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def forbidden() -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def struck(action: Callable[[], object], step: int, strike: Callable[[], None]) -> Callable[[], None]:
    """`action`, with `strike` called before its step number `step` on the disk."""

    def call() -> None:
        steps = count(1)

        def hook(event: str, _: object) -> None:
            if event in DISK and next(steps) == step:
                strike()

        sys.addaudithook(hook)
        action()
        if next(steps) <= step:
            os._exit(99)  # there is no such step any more

    return call


def litter(out: Path) -> list[str]:
    """What a finished build leaves beside the output besides the spare and the folder of derived facts."""
    own = {out.name, f".{out.name}.spare", ".bulletin"}
    return sorted(path.name for path in out.parent.iterdir() if path.name not in own)


def each_step(child: Callable[..., int], action: Callable[[], object], strike: Callable[[], None]):  # type: ignore[no-untyped-def]
    """Run `action` once for each step it takes, with a strike there; yields (step, how it ended)."""
    for step in count(1):
        ended = child(struck(action, step, strike))
        if ended == 99:
            assert step > 20
            return
        yield step, ended


STRIKES = [
    pytest.param(die, {-signal.SIGKILL}, id="killed"),
    pytest.param(interrupt, {INTERRUPTED}, id="interrupted"),
    pytest.param(full, {REFUSED, BUILT}, id="disk full"),
    pytest.param(forbidden, {REFUSED, BUILT}, id="forbidden"),
]


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="folders cannot be exchanged")
@pytest.mark.parametrize("before", [OLD, {}], ids=["second", "first"])
@pytest.mark.parametrize(("strike", "ends"), STRIKES)
def test_struck_at_any_step_the_tree_is_wholly_old_or_wholly_new_and_the_next_build_heals_it(
    tmp_path: Path,
    put: Put,
    tree: Tree,
    child: Callable[..., int],
    before: dict[str, str],
    strike: Callable[[], None],
    ends: set[int],
) -> None:
    out, seen = tmp_path / "output", set()
    if before:
        put(before, out)
    for step, ended in each_step(child, lambda: put(NEW, out), strike):
        now = tree(out)
        assert now in (before, NEW), step
        assert ended in ends, step
        seen.add(now == NEW)
        if strike is not die and ended == REFUSED:
            assert litter(out) == [], step
        assert put(before or NEW, out).notes == (), step
        assert tree(out) == (before or NEW), step
        assert litter(out) == [], step
        if before:
            put(THIRD, out)
            put(before, out)  # every run begins with a spare that is whole
        else:
            shutil.rmtree(out)
            shutil.rmtree(tmp_path / ".output.spare", ignore_errors=True)
    assert seen == {False, True}


@pytest.mark.parametrize(("strike", "ends"), STRIKES)
def test_struck_at_any_step_of_the_fall_back_each_file_is_old_or_new_and_the_next_build_heals_it(
    tmp_path: Path,
    put: Put,
    tree: Tree,
    child: Callable[..., int],
    strike: Callable[[], None],
    ends: set[int],
) -> None:
    out = tmp_path / "output"
    put(OLD, out)
    (out / "stranger").write_text("mine")
    for step, ended in each_step(child, lambda: put(NEW, out), strike):
        now = tree(out)
        assert now.items() <= {*OLD.items(), *NEW.items(), *STRANGER.items()}, step
        assert ended in ends, step
        put(THIRD, out)
        assert tree(out) == {**THIRD, **STRANGER}, step
        assert litter(out) == [], step
        assert not (out / "b").exists() and not (out / "turn").exists(), step
        put(OLD, out)


def test_killed_at_any_step_into_an_empty_folder_without_exchange_the_next_build_needs_no_adoption(
    tmp_path: Path, put: Put, tree: Tree, child: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit_module, "exchange", lambda one, other: False)
    out = tmp_path / "output"
    out.mkdir()
    for step, _ in each_step(child, lambda: put(NEW, out), die):
        put(THIRD, out)
        assert tree(out) == THIRD, step
        assert litter(out) == [], step
        shutil.rmtree(out)
        out.mkdir()


def test_killed_while_it_heals_what_a_killed_build_left_the_third_build_heals_both(
    tmp_path: Path, put: Put, tree: Tree, child: Callable[..., int]
) -> None:
    out = tmp_path / "output"
    put(OLD, out)
    (out / "stranger").write_text("mine")
    half_way = [
        step for step, _ in each_step(child, lambda: put(NEW, out), die) if _is_mixed(tree(out), put, out)
    ]
    assert half_way
    for first in half_way[:: max(1, len(half_way) // 3)]:
        for second in range(1, 60, 4):
            child(struck(lambda: put(NEW, out), first, die))
            child(struck(lambda: put(THIRD, out), second, die))
            put(THIRD, out)
            assert tree(out) == {**THIRD, **STRANGER}, (first, second)
            put(OLD, out)


def _is_mixed(now: dict[str, str], put: Put, out: Path) -> bool:
    put(OLD, out)
    return now not in ({**OLD, **STRANGER}, {**NEW, **STRANGER})


def test_killed_at_random_instants_the_tree_is_old_or_new(tmp_path: Path, put: Put, tree: Tree) -> None:
    out, chance = tmp_path / "output", random.Random(7)
    sites = [{f"{page % 5}/{page}/index.html": f"{turn}-{page}" for page in range(60)} for turn in range(2)]
    put(sites[0], out)
    for _ in range(30):
        number = os.fork()
        if number == 0:
            for turn in count(1):
                put(sites[turn % 2], out)
        time.sleep(chance.uniform(0.001, 0.08))
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        assert tree(out) in sites
    put(sites[0], out)
    assert tree(out) == sites[0]
    assert litter(out) == []
