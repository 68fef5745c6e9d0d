"""One run of the pipeline for a person or a program: lock, progress, report, exit code."""

from __future__ import annotations

import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click
from msgspec.structs import replace

from bulletin.commands.options import clock
from bulletin.commands.progress import Stopwatch, progress_bar
from bulletin.commands.said import exit_code, say_json, say_lap, say_report, say_trouble, use_utf8
from bulletin.commands.words import read_words
from bulletin.config import is_base_url
from bulletin.diagnostics import N_
from bulletin.languages.catalogs import Catalog
from bulletin.model import BulletinError, Report
from bulletin.pipeline import Options, audit, build
from bulletin.write.lock import BuildRunning, build_lock
from bulletin.write.publish import Note
from bulletin.write.target import check_target

STATE = ".bulletin"
STAGES = {
    "load": N_("Reading the files"),
    "pair": N_("Pairing the languages"),
    "compose": N_("Reading the stories"),
    "plan": N_("Planning the pages"),
    "check": N_("Checking links and pictures"),
    "render": N_("Making the pages"),
    "write": N_("Publishing"),
    "audit": N_("Reading the published files"),
}
BUSY = 75
"""sysexits.h: a temporary failure; trying again later will do."""


def run(
    root: Path,
    *,
    out: Path | None,
    adopt: bool,
    wait: bool,
    base_url: str | None,
    now: datetime | None,
    strict: bool,
    as_json: bool,
    messages: str | None,
    verbose: bool,
    audits: bool = False,
) -> int:
    """Build or check, print what came of it, and return the exit code.

    `audits` reads what is published in `out` and writes nothing there.
    """
    use_utf8()
    words = read_words(root, messages)
    if base_url is not None and not is_base_url(base_url):
        raise click.BadParameter("write a full address such as https://example.org/", param_hint="--base-url")
    options = Options(
        root=root, now=now or clock(), out=out, base_url=base_url or "", strict=strict, adopt=adopt
    )
    try:
        report, notes, laps = _timed(options, words, wait=wait, audits=audits)
    except BulletinError as trouble:
        say_trouble(trouble, words)
        return BUSY if isinstance(trouble, BuildRunning) else 2
    for stage, seconds in laps if verbose else ():
        say_lap(STAGES[stage], seconds, words)
    if as_json:
        say_json(report, notes, words)
    else:
        say_report(root, report, notes, words, wrote=out is not None and not audits)
    return exit_code(report, strict=strict)


def _timed(
    options: Options, words: Catalog, *, wait: bool, audits: bool
) -> tuple[Report, tuple[Note, ...], list[tuple[str, float]]]:
    """The report, the notes of the publication and the seconds of each stage."""
    started = time.monotonic()
    with ExitStack() as stack:
        if options.out is not None:
            if not audits:
                check_target(options.out, options.root, adopt=options.adopt)
            waiting = words.gettext("Another build is running; waiting for it to end.")
            stack.enter_context(
                build_lock(options.root / STATE, wait=wait, on_wait=lambda: click.echo(waiting, err=True))
            )
        watch = Stopwatch(stack.enter_context(progress_bar(words, STAGES)))
        report, notes = audit(options, watch) if audits else build(options, watch)
        laps = watch.laps()
    return replace(report, seconds=time.monotonic() - started), notes, laps
