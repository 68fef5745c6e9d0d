"""Runs a command and tells what it cost: wall seconds, CPU seconds, and memory over all its processes.

Memory is the sum of the proportional set sizes (PSS, /proc/PID/smaps_rollup) of the command and all that
it started, so a page that two processes share is counted once. The sum is looked at about every 20 ms,
and more seldom where a look is dear, so that looking takes no more than a few percent of one core: a
process of a gigabyte takes milliseconds to add up. A peak between two looks is missed. CPU seconds are
the kernel's own account of the command and of every process it waited for.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks at the memory, at the least."""

SHARE = 0.04
"""How much of the time may go into looking."""

PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds and bytes; `memory` is 0 where it could not be seen."""

    wall: float
    cpu: float
    memory: int

    def __add__(self, other: Cost) -> Cost:
        """What two commands cost one after the other."""
        return Cost(
            wall=self.wall + other.wall, cpu=self.cpu + other.cpu, memory=max(self.memory, other.memory)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a user would type, and where."""

    arguments: tuple[str, ...]
    folder: Path
    environment: tuple[tuple[str, str], ...] = ()


class CommandFailed(Exception):
    """A measured command did not end well; its last lines are in the message."""


def measure(command: Command, *, memory: bool = True) -> Cost:
    """Run a command to its end. Raises CommandFailed with what it said, unless it exits with 0."""
    environment = plain_environment() | dict(command.environment)
    others = running()
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        watch = Watch(process.pid, others)
        if memory and sys.platform == "linux":
            watch.start()
        status, used = end_of(process.pid)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watch.end()
        if process.returncode != 0:
            said.seek(0)
            raise CommandFailed(failure(command, process.returncode, said.read()))
    return Cost(wall=wall, cpu=used.ru_utime + used.ru_stime, memory=peak)


def end_of(pid: int) -> tuple[int, resource.struct_rusage]:
    """Wait for a process; (its status, what it and its children used). If we are stopped, so is it."""
    try:
        _, status, used = os.wait4(pid, 0)
    except BaseException:
        os.killpg(pid, signal.SIGTERM)  # in a session of its own it did not hear the Ctrl-C
        os.waitpid(pid, 0)
        raise
    return status, used


def measure_all(commands: Sequence[Command]) -> Cost:
    """The cost of commands that a user runs one after the other."""
    costs = [measure(command) for command in commands]
    return sum(costs[1:], costs[0])


def failure(command: Command, code: int, said: bytes) -> str:
    lines = said.decode("utf-8", "replace").splitlines()[-25:]
    return "\n".join([f"{' '.join(command.arguments)} ended with {code}", *lines])


def plain_environment() -> dict[str, str]:
    """Ours, less what would make Python slower or different from what a user has."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


class Watch(threading.Thread):
    """Looks at the memory of a process and of all its descendants until told to end.

    `others` are the processes that ran before it.
    """

    def __init__(self, pid: int, others: set[int]) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak = pid, 0
        self.ended = threading.Event()
        self.others = others

    def run(self) -> None:
        pause = EVERY
        while not self.ended.wait(pause):
            before = time.perf_counter()
            self.peak = max(self.peak, sum(proportional_size(pid) for pid in self.family()))
            pause = max(EVERY, (time.perf_counter() - before) / SHARE)

    def end(self) -> int:
        """The peak in bytes."""
        self.ended.set()
        if self.is_alive():
            self.join()
        return self.peak

    def family(self) -> set[int]:
        """Our process, and every process begun since then whose line of parents leads to it.

        The session is ours alone, so it tells those whose parent has ended; a process that opens a session
        of its own is found by its parents.
        """
        found = {self.pid}
        for pid in sorted(running() - self.others):
            parent, session = parent_and_session(pid)
            if session == self.pid or parent in found:
                found.add(pid)
        return found


def running() -> set[int]:
    """The numbers of all processes; empty where there is no /proc."""
    return {int(name) for name in os.listdir(PROC) if name.isdigit()} if PROC.is_dir() else set()


def parent_and_session(pid: int) -> tuple[int, int]:
    """(parent, session), or zeros for a process that is gone."""
    try:
        text = (PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return 0, 0
    # The name in brackets may hold anything, so we count from its last bracket.
    fields = text.rpartition(")")[2].split()
    return int(fields[1]), int(fields[3])


def proportional_size(pid: int) -> int:
    """The PSS of a process in bytes; 0 once it is gone or where it may not be read."""
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    lines = (line.split() for line in text.splitlines())
    return next((int(line[1]) * 1024 for line in lines if line[0] == "Pss:"), 0)
