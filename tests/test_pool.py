"""The pool: whatever a child does, the others' results come back, and no process stays behind."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import PROJECT
from bulletin.model import BulletinError
from bulletin.pool import Pool, WorkFailed
from bulletin.write.lock import build_lock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")

LONG = 600.0
"""Seconds that no test waits."""


def upper(item: str) -> bytes:
    return item.upper().encode()


def results(pool: Pool, work: Callable[[str], bytes], items: list[str]) -> list[bytes | None]:
    """What came of each item, in their order; every item exactly once."""
    made = list(pool.map(work, items))
    assert sorted(number for number, _ in made) == list(range(len(items)))
    return [value for _, value in sorted(made, key=lambda one: one[0])]


@pytest.fixture(autouse=True)
def nobody_stays_behind() -> Iterator[None]:
    """After every test this process has the children that it had, and none that waits to be buried.

    The driver of the browser, which other tests have started, is one of them.
    """
    before = children()
    yield
    assert children() == before


def children() -> set[str]:
    """The children of this process, those among them that have ended and were not buried."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def ended(number: int) -> bool:
    """Whether a process has ended; one that nobody has buried yet has."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(3000):
        if true():
            return
        time.sleep(0.01)
    pytest.fail("it never came about")


# -- work that goes well ----------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [0, 1, 2, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 101])
def test_every_item_has_its_result_however_many_share_the_work(workers: int, count: int) -> None:
    items = [f"item {number}" for number in range(count)]

    assert results(Pool(workers, batch=10), upper, items) == [upper(item) for item in items]


def test_thousands_of_small_items_come_back() -> None:
    items = [str(number) for number in range(20_000)]

    assert results(Pool(2), upper, items) == [item.encode() for item in items]


def test_results_of_many_megabytes_come_back_whole() -> None:
    def repeated(item: str) -> bytes:
        return item.encode() * 5_000_000

    assert results(Pool(2, batch=2), repeated, list("abcde")) == [repeated(item) for item in "abcde"]


def where(item: str) -> bytes:
    return str(os.getpid()).encode()


def test_without_workers_the_work_is_done_in_this_process() -> None:
    assert results(Pool(0), where, ["a", "b"]) == [str(os.getpid()).encode()] * 2


def test_items_that_are_not_worth_a_child_are_done_in_this_process() -> None:
    here = str(os.getpid()).encode()

    assert {value for _, value in Pool(2).map(where, ["a"] * 4, worth=5)} == {here}
    assert here not in {value for _, value in Pool(2).map(where, ["a"] * 5, worth=5)}


def test_what_takes_long_is_given_out_one_at_a_time() -> None:
    """Two items are shared by two children, which a batch of the usual size would leave to one."""

    def slow(item: str) -> bytes:
        time.sleep(0.3)
        return str(os.getpid()).encode()

    assert len({value for _, value in Pool(2).map(slow, ["a", "b"], worth=2, batch=1)}) == 2
    assert len({value for _, value in Pool(2).map(slow, ["a", "b"], worth=2)}) == 1


def test_what_takes_long_may_take_longer() -> None:
    def slow(item: str) -> bytes:
        time.sleep(1.5)
        return item.encode()

    impatient = Pool(2, patience=0.4)
    assert [value for _, value in impatient.map(slow, ["a", "b"], batch=1, patience=LONG)] == [b"a", b"b"]


def test_children_see_what_was_there_before_them_and_change_nothing_of_it() -> None:
    seen = ["before"]

    def add(item: str) -> bytes:
        seen.append(item)
        return seen[0].encode()

    assert results(Pool(2), add, ["a", "b"]) == [b"before"] * 2
    assert seen == ["before"]


# -- children that fall -----------------------------------------------------------------------------


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    ctypes.string_at(0)


def stand_still() -> None:
    time.sleep(LONG)


def be_terminated() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


FALLS: dict[str, Callable[[], object]] = {
    "is killed": kill_itself,
    "is terminated": be_terminated,
    "crashes": crash,
    "leaves with exit code 0": lambda: os._exit(0),
    "leaves with exit code 3": lambda: os._exit(3),
    "stands still": stand_still,
}


def falling(fall: Callable[[], object], *guilty: str) -> Callable[[str], bytes]:
    def work(item: str) -> bytes:
        if item in guilty:
            fall()
        return upper(item)

    return work


@pytest.mark.parametrize("fall", FALLS.values(), ids=FALLS)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_child_that_falls_loses_only_its_item(fall: Callable[[], object], workers: int) -> None:
    items = [f"item {number}" for number in range(30)]
    pool = Pool(workers, patience=1.5 if fall is stand_still else LONG, batch=10)

    found = results(pool, falling(fall, "item 13"), items)

    assert found == [None if item == "item 13" else upper(item) for item in items]


@pytest.mark.parametrize(
    "guilty",
    [("0",), ("9",), ("0", "1", "2"), ("3", "9", "10", "29"), tuple(str(number) for number in range(30))],
    ids=["the first", "the last of a batch", "neighbours", "in several batches", "all"],
)
def test_every_guilty_item_is_named_and_no_other(guilty: tuple[str, ...]) -> None:
    items = [str(number) for number in range(30)]

    found = results(Pool(2, patience=LONG, batch=10), falling(kill_itself, *guilty), items)

    assert [item for item, value in zip(items, found, strict=True) if value is None] == list(guilty)


def test_an_item_that_falls_only_in_company_is_not_lost(tmp_path: Path) -> None:
    def work(item: str) -> bytes:
        with (tmp_path / item).open("x"):
            pass
        if item == "b" and not (tmp_path / "again").exists():
            (tmp_path / "again").touch()
            (tmp_path / "a").unlink()
            (tmp_path / "b").unlink()
            kill_itself()
        return upper(item)

    assert results(Pool(1, batch=2), work, ["a", "b", "c"]) == [b"A", b"B", b"C"]


def test_many_short_items_may_take_longer_together_than_one_may() -> None:
    def work(item: str) -> bytes:
        time.sleep(0.05)
        return upper(item)

    items = [str(number) for number in range(30)]

    assert results(Pool(1, patience=1.0, batch=30), work, items) == [upper(item) for item in items]


def test_a_child_that_dies_between_two_batches_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_and_die(number: int, data: bytes) -> None:
        os.write(number, data)
        kill_itself()

    monkeypatch.setattr("bulletin.pool._write", write_and_die)
    items = [str(number) for number in range(100)]

    # Some die before their next batch is written to them, some after.
    assert results(Pool(2, batch=1), upper, items) == [upper(item) for item in items]


def test_an_idle_child_that_dies_while_another_works_loses_nothing(tmp_path: Path) -> None:
    def work(item: str) -> bytes:
        (tmp_path / item).write_text(str(os.getpid()))
        if item == "slow":
            wait_until((tmp_path / "quick").exists)
            time.sleep(0.1)
            os.kill(int((tmp_path / "quick").read_text()), signal.SIGKILL)
            time.sleep(0.1)
        return upper(item)

    assert results(Pool(2, batch=1), work, ["quick", "slow"]) == [b"QUICK", b"SLOW"]


def test_a_child_that_is_lost_while_it_answers_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(number: int, data: bytes) -> None:
        if not (tmp_path / "half").exists():
            (tmp_path / "half").touch()
            os.write(number, data[: len(data) // 2])
            kill_itself()
        os.write(number, data)

    monkeypatch.setattr("bulletin.pool._write", half)

    assert results(Pool(1, batch=3), upper, list("abcdef")) == [upper(item) for item in "abcdef"]


def test_children_that_the_system_buries_by_itself_are_no_trouble() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        found = results(Pool(2, patience=LONG, batch=2), falling(kill_itself, "c"), list("abcdef"))
    finally:
        signal.signal(signal.SIGCHLD, before)

    assert found == [b"A", b"B", None, b"D", b"E", b"F"]


# -- what the work raises ---------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [0, 2], ids=["in this process", "in a child"])
def test_trouble_with_the_environment_is_raised_as_it_is(workers: int) -> None:
    def work(item: str) -> bytes:
        raise BulletinError("%(path)s is full of %(count)d", "empty %(path)s", path="ñ.md", count=3)

    with pytest.raises(BulletinError) as caught:
        list(Pool(workers).map(work, ["a", "b"]))

    assert str(caught.value) == "ñ.md is full of 3"
    assert (caught.value.message, caught.value.hint) == ("%(path)s is full of %(count)d", "empty %(path)s")
    assert caught.value.facts == {"path": "ñ.md", "count": 3}


@pytest.mark.parametrize("workers", [0, 2], ids=["in this process", "in a child"])
@pytest.mark.parametrize(
    "bug",
    [KeyError("año"), RecursionError("too deep"), ValueError("\udcff"), UnicodeError()],
    ids=["a plain one", "depth", "a text that cannot be encoded", "one without words"],
)
def test_a_bug_is_raised_with_the_traceback_of_where_it_was(workers: int, bug: Exception) -> None:
    def work_with_a_bug(item: str) -> bytes:
        raise bug

    with pytest.raises(WorkFailed) as caught:
        list(Pool(workers).map(work_with_a_bug, ["a", "b"]))

    assert "in work_with_a_bug\n" in str(caught.value)
    assert type(bug).__name__ in str(caught.value)


def test_what_asks_a_child_to_leave_is_a_bug_too() -> None:
    def work(item: str) -> bytes:
        raise SystemExit(0)

    with pytest.raises(WorkFailed, match="SystemExit"):
        list(Pool(2).map(work, ["a", "b"]))


def test_other_children_end_when_one_has_failed(tmp_path: Path) -> None:
    def work(item: str) -> bytes:
        if item == "bug":
            wait_until((tmp_path / "slow").exists)
            raise KeyError(item)
        (tmp_path / item).write_text(str(os.getpid()))
        time.sleep(LONG)
        return b""

    with pytest.raises(WorkFailed):
        list(Pool(2, patience=LONG, batch=1).map(work, ["slow", "bug"]))

    assert ended(int((tmp_path / "slow").read_text()))


def test_who_stops_asking_leaves_no_child_behind() -> None:
    def first() -> bytes | None:
        for _, value in Pool(2, batch=1).map(where, [str(number) for number in range(100)]):
            return value
        return None

    number = first()

    assert number is not None and ended(int(number))


# -- what a child has of its parent -----------------------------------------------------------------


def test_a_child_keeps_no_file_of_its_parent_open(tmp_path: Path) -> None:
    def open_files(item: str) -> bytes:
        return "\n".join(os.readlink(f"/proc/self/fd/{number}") for number in held()).encode()

    def held() -> list[str]:
        return [
            number for number in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{number}")
        ]

    with build_lock(tmp_path, on_wait=lambda: None), (tmp_path / "mine").open("w"):
        found = results(Pool(2), open_files, ["a", "b"])

    assert [one for one in found if one is None or os.fsencode(tmp_path) in one] == []


SCRIPT = """
import os, sys, time
from pathlib import Path
from bulletin.cli.line import _terminate
from bulletin.pool import Pool
from bulletin.write.lock import build_lock
import signal

folder = Path(sys.argv[1])
signal.signal(signal.SIGTERM, _terminate)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what runs in the background

def work(item):
    (folder / item).write_text(str(os.getpid()))
    if sys.argv[2] == "busy":
        while True:
            pass
    time.sleep(600)
    return b""

with build_lock(folder, on_wait=lambda: None):
    list(Pool(2, patience=600, batch=1).map(work, ["a", "b", "c"]))
"""


def stopped(folder: Path, how: str, by: signal.Signals) -> tuple[int, list[int]]:
    """Start children, then stop their parent: its exit code and their numbers."""
    parent = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), how], cwd=PROJECT, stderr=subprocess.DEVNULL
    )
    names = (folder / "a", folder / "b")
    wait_until(lambda: all(name.exists() and name.read_text() for name in names))
    parent.send_signal(by)
    return parent.wait(), [int(name.read_text()) for name in names]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
@pytest.mark.parametrize("how", ["busy", "asleep"])
def test_a_build_that_is_stopped_ends_its_children_first(
    tmp_path: Path, how: str, by: signal.Signals
) -> None:
    _, numbers = stopped(tmp_path, how, by)

    assert [number for number in numbers if Path(f"/proc/{number}").exists()] == []


@pytest.mark.parametrize("how", ["busy", "asleep"])
def test_the_children_of_a_build_that_was_killed_end_and_hold_no_lock(tmp_path: Path, how: str) -> None:
    code, numbers = stopped(tmp_path, how, signal.SIGKILL)

    assert code == -signal.SIGKILL
    with (tmp_path / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    wait_until(lambda: all(ended(number) for number in numbers))


def test_a_build_that_was_held_and_goes_on_blames_nobody() -> None:
    """Ctrl-Z stops parent and children alike; when they go on, more time has passed than an item may take."""

    def work(item: str) -> bytes:
        time.sleep(0.3)
        return f"{item} {os.getpid()}".encode()

    found = []
    for _, value in Pool(1, patience=1.5, batch=1).map(work, ["a", "b"]):
        item, _, child = (value or b"lost").partition(b" ")
        found.append(item)
        if len(found) == 1:
            time.sleep(0.1)  # it is at the next item by now
            os.kill(int(child), signal.SIGSTOP)
            time.sleep(2)
            os.kill(int(child), signal.SIGCONT)

    assert found == [b"a", b"b"]


def test_signals_that_stop_a_build_get_through_again_after_a_child_was_started() -> None:
    results(Pool(1), upper, ["a"])

    assert not {signal.SIGINT, signal.SIGTERM} & signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_only_as_many_children_work_as_there_are_workers(tmp_path: Path) -> None:
    found = results(Pool(2, batch=1), where, [str(number) for number in range(50)])

    assert 1 <= len(set(found)) <= 2
