"""One run of the pipeline for a person or a program: lock, progress, report, exit code."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click
import msgspec

from bulletin import quick
from bulletin.commands.options import Project, clock
from bulletin.commands.progress import Stopwatch, progress_bar
from bulletin.commands.said import exit_code, report_as_json, report_said, say_lap, say_trouble, use_utf8
from bulletin.commands.words import read_words
from bulletin.diagnostics import N_
from bulletin.languages.catalogs import Catalog
from bulletin.model import BulletinError
from bulletin.pipeline import Built, build
from bulletin.pipeline.audit import audit
from bulletin.pipeline.options import Options
from bulletin.write.ledger import LEDGER
from bulletin.write.lock import BuildRunning, build_lock
from bulletin.write.target import check_target

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


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How a run is to behave beside what it does."""

    words: Catalog
    wait: bool
    audits: bool
    as_json: bool
    verbose: bool


def run(
    project: Project,
    *,
    out: Path | None,
    adopt: bool,
    wait: bool,
    full: bool,
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
    root = project.root
    words = read_words(root, messages)
    options = Options(
        root=root, now=now or clock(), out=out, base_url=base_url or "", strict=strict, adopt=adopt,
        full=full, remembers=out is not None and not audits, seen=project.seen, engine=project.engine,
    )  # fmt: skip
    manner = Manner(words=words, wait=wait, audits=audits, as_json=as_json, verbose=verbose)
    try:
        return _run(options, manner, project.arguments)
    except BulletinError as trouble:
        say_trouble(trouble, words)
        return BUSY if isinstance(trouble, BuildRunning) else 2


def _run(options: Options, manner: Manner, arguments: Sequence[str]) -> int:
    """Build or check under the lock, and say what came of it."""
    started, words = time.monotonic(), manner.words
    first = options.out is not None and not manner.audits and not (options.out / LEDGER).exists()
    with ExitStack() as stack:
        if options.out is not None:
            if not manner.audits:
                check_target(options.out, options.root, adopt=options.adopt)
            waits: list[str] = []
            stack.enter_context(
                build_lock(options.state, wait=manner.wait, on_wait=lambda: _say_wait(waits, words))
            )
            if waits:  # what was seen before is old
                options = msgspec.structs.replace(options, seen=None)
        watch = Stopwatch(stack.enter_context(progress_bar(words, STAGES)))
        built = audit(options, watch) if manner.audits else build(options, watch)
        laps = watch.laps()
        if not (manner.audits or manner.verbose or options.full or options.out is None):
            _remember(built, options, manner, arguments)
    for stage, seconds in laps if manner.verbose else ():
        say_lap(STAGES[stage], seconds, words)
    said = _said(built, options, manner)
    if first and built.report.published and not manner.as_json:
        said = said._replace(out=f"{_how_to_look(words, options)}\n{said.out}")
    return quick.say(quick.timed(said, time.monotonic() - started))


def _how_to_look(words: Catalog, options: Options) -> str:
    """For one who has never seen the site: opened as a file, a page finds neither its style nor its links."""
    if sys.platform == "win32" or options.out != options.root / "output":
        return words.gettext("To look at the site, run: python -m http.server -d %(folder)s") % {
            "folder": options.out
        }
    return words.gettext("To look at the site, run: python build.py serve --open")


def _say_wait(waits: list[str], words: Catalog) -> None:
    waits.append(words.gettext("Another build is running; waiting for it to end."))
    click.echo(waits[-1], err=True)


def _said(built: Built, options: Options, manner: Manner) -> quick.Said:
    """The report of a run in words."""
    wrote = options.out is not None and not manner.audits
    said = (
        report_as_json(built.report, built.notes, manner.words)
        if manner.as_json
        else report_said(options.root, built.report, built.notes, manner.words, wrote=wrote)
    )
    return said._replace(code=exit_code(built.report, strict=options.strict))


def _remember(built: Built, options: Options, manner: Manner, arguments: Sequence[str]) -> None:
    """Leave for the next time what is to be said if nothing has changed until then."""
    if built.trace is None:
        return
    report = built.report
    again = msgspec.structs.replace(report, written=0, removed=0, unchanged=report.written + report.unchanged)
    said = _said(msgspec.structs.replace(built, report=again, notes=()), options, manner)
    assert options.out is not None
    out = options.out.absolute().as_posix() if report.published else ""
    trace = built.trace
    quick.remember(trace.memo, trace.at, trace.engine, arguments, out, trace.lasting, said)
