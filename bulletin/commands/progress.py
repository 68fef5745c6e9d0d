"""A progress bar for a build that takes longer than a second, on a terminal; nothing in a pipe."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from bulletin import pipeline
from bulletin.languages.catalogs import Catalog

PATIENCE = 1.0
"""Seconds before a bar is shown: most builds are over by then."""


@contextmanager
def progress_bar(words: Catalog, stages: dict[str, str]) -> Iterator[pipeline.Progress]:
    """A function for the pipeline to call; `stages` are its stages' names as msgids."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield pipeline.no_progress
        return
    started = time.monotonic()
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
    )
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, total: int) -> None:
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
