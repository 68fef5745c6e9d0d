"""A clock that stands still until it is told that time passes, and the times of files by that clock.

What is written before time passes bears one time, however many times it is written: so a file that is edited
at once after a build looks as it did, and only reading it tells. No test has to wait, or to be quick.
"""

from __future__ import annotations

import os
import time
from bisect import bisect_right
from pathlib import Path
from types import SimpleNamespace

import pytest

SECOND = 1_000_000_000


class Clock:
    """The clock that `bulletin.snapshot` goes by. `folder` is where files can be written to see their times."""

    def __init__(self, folder: Path) -> None:
        self.probe, self.looks = folder / "probe", 0
        self.turns: list[tuple[int, int]] = []
        """From which time of the system on it is which time; what is older bears its own."""
        self.turns.append((self._beginning(), time.time_ns() + 100 * SECOND))

    def time_ns(self) -> int:
        """What time it is: no two looks have the same."""
        self.looks += 1
        return self.turns[-1][1] + self.looks

    def passes(self, seconds: int = 10) -> None:
        self.turns.append((self._beginning(), self.time_ns() + seconds * SECOND))

    def lstat(self, path: str) -> SimpleNamespace:
        seen = os.lstat(path)
        return SimpleNamespace(
            st_mode=seen.st_mode,
            st_size=seen.st_size,
            st_ino=seen.st_ino,
            st_mtime_ns=self._told(seen.st_mtime_ns),
            st_ctime_ns=self._told(seen.st_ctime_ns),
        )

    def rule(self, patch: pytest.MonkeyPatch) -> None:
        """From now on sources are seen by this clock. Published files bear the times of the system."""
        patch.setattr("bulletin.snapshot.time", self)
        patch.setattr(
            "bulletin.snapshot.os", SimpleNamespace(lstat=self.lstat, scandir=os.scandir, path=os.path)
        )

    def _told(self, real: int) -> int:
        number = bisect_right(self.turns, (real, self.turns[-1][1]))
        return self.turns[number - 1][1] if number else real

    def _beginning(self) -> int:
        """A time of the system that is later than that of every file so far."""
        before = self._touched()
        while (now := self._touched()) == before:
            pass
        return now

    def _touched(self) -> int:
        self.probe.write_bytes(b"")
        return self.probe.stat().st_ctime_ns
