from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest

from bulletin.model import BulletinError
from bulletin.write.lock import BuildRunning, build_lock, hold

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")


def never() -> None:
    raise AssertionError("nobody was to wait")


def holder(state: Path) -> int:
    """A child that holds the lock until it is killed; returns when it has it."""
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        with build_lock(state, on_wait=never):
            os.write(writing, b"!")
            signal.pause()
        os._exit(0)
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    return number


def kill(number: int) -> None:
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


def test_the_state_folder_is_made_and_kept_out_of_git(tmp_path: Path) -> None:
    with build_lock(tmp_path / ".bulletin", on_wait=never):
        assert (tmp_path / ".bulletin" / ".gitignore").read_text() == "*\n"


def test_the_lock_can_be_taken_again_and_again(tmp_path: Path) -> None:
    for _ in range(3):
        with build_lock(tmp_path / ".bulletin", on_wait=never):
            pass


def test_the_lock_is_given_back_when_the_build_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), build_lock(tmp_path / ".bulletin", on_wait=never):
        raise KeyError
    with build_lock(tmp_path / ".bulletin", wait=False, on_wait=never):
        pass


def test_a_second_build_that_will_not_wait_is_told_so(tmp_path: Path) -> None:
    number = holder(tmp_path / ".bulletin")
    with pytest.raises(BuildRunning), build_lock(tmp_path / ".bulletin", wait=False, on_wait=never):
        pass
    kill(number)


def test_a_second_build_waits_says_so_once_and_goes_on_when_the_first_is_killed(tmp_path: Path) -> None:
    number = holder(tmp_path / ".bulletin")
    waits: list[str] = []

    def on_wait() -> None:
        waits.append("waiting")
        kill(number)

    with build_lock(tmp_path / ".bulletin", on_wait=on_wait):
        assert waits == ["waiting"]


def test_builds_that_wait_for_each_other_never_overlap(tmp_path: Path, child: Callable[..., int]) -> None:
    journal = tmp_path / "journal"

    def build() -> None:
        for _ in range(10):
            with build_lock(tmp_path / ".bulletin", on_wait=lambda: None), journal.open("a") as file:
                file.write("in\n")
                file.flush()
                time.sleep(0.002)
                file.write("out\n")

    def four() -> None:
        numbers = []
        for _ in range(4):
            numbers.append(os.fork())
            if numbers[-1] == 0:
                build()
                os._exit(0)
        for number in numbers:
            os.waitpid(number, 0)

    assert child(four) == 0
    assert journal.read_text().split() == ["in", "out"] * 40


def test_a_lock_file_deleted_by_hand_while_a_build_waits_does_not_let_two_builds_in(tmp_path: Path) -> None:
    state = tmp_path / ".bulletin"
    first = holder(state)
    ended: list[int] = []

    def end(second: int) -> None:
        ended.append(second)
        kill(second)

    def on_wait() -> None:
        (state / "lock").unlink()
        second = holder(state)  # of a new file; the one that we wait for is given up by its holder
        Timer(0.2, end, [second]).start()
        kill(first)

    with build_lock(state, on_wait=on_wait):
        assert ended


def test_a_state_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / ".bulletin").write_text("a file")
    with (
        pytest.raises(BulletinError, match="cannot be written"),
        build_lock(tmp_path / ".bulletin", on_wait=never),
    ):
        pass


def test_a_folder_that_is_held_stays_held_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    with hold(tmp_path / "output"):
        (tmp_path / "output").rename(tmp_path / "spare")
        with pytest.raises(BuildRunning), hold(tmp_path / "spare"):
            pass
    with hold(tmp_path / "spare"):
        pass
