"""A progress bar for a build that takes longer than a second, on a terminal; nothing in a pipe.

And the seconds of each stage, for those who ask.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bulletin.languages.catalogs import Catalog
from bulletin.pipeline.options import Progress, no_progress

PATIENCE = 1.0
"""Seconds before a bar is shown: most builds are over by then."""


@contextmanager
def progress_bar(words: Catalog, stages: dict[str, str]) -> Iterator[Progress]:
    """A function for the pipeline to call; `stages` are its stages' names as msgids."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console  # takes longer to load than a small site to build
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    bar = Bar(*columns, console=console, transient=True)
    started = time.monotonic()
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, total: int) -> None:
        if not total:
            return
        if stage not in tasks:
            if time.monotonic() - started < PATIENCE:
                return
            bar.start()
            tasks[stage] = bar.add_task(words.gettext(stages[stage]), total=total)
        bar.update(tasks[stage], completed=done)

    try:
        yield show
    finally:
        bar.stop()


class Stopwatch:
    """Passes a build's progress on, and knows how long each stage took."""

    def __init__(self, show: Progress) -> None:
        self.show = show
        self.starts: list[tuple[str, float]] = []

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self.starts or self.starts[-1][0] != stage:
            self.starts.append((stage, time.monotonic()))
        self.show(stage, done, total)

    def laps(self) -> list[tuple[str, float]]:
        """The stages in their order, each with its seconds; the last one ends now."""
        if not self.starts:
            return []
        ends = [start for _, start in self.starts[1:]] + [time.monotonic()]
        return [(stage, end - start) for (stage, start), end in zip(self.starts, ends, strict=True)]
