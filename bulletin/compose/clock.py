"""A limit on the CPU time of one piece of work, really enforced: the work is interrupted.

Python-Markdown has inputs of a few kilobytes that take for ever. The interrupt comes as a signal of
the profiling timer, which counts CPU time; regular expressions look for signals while they match.
Where there is no such timer (Windows) or the work is not in the main thread, there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0
"""Seconds of CPU time between interrupts: one that falls into a library's call back to us is lost."""


class TooSlow(BaseException):
    """The time is up. Not an Exception, so that no library can swallow it."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the body of the `with` after `seconds` of CPU time."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    interrupts: list[int] = []

    def interrupt(signum: int, frame: FrameType | None) -> None:
        interrupts.append(signum)
        raise TooSlow

    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if interrupts:
        raise TooSlow
