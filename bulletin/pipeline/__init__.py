"""The order of the stages, and nothing but the order: load, compose, pair, plan, check, render, write.

The one path for every command: `build` publishes what this yields, `check` only looks at it. It alone
knows the memo, the children and the clock; `publish` is the one filter that makes a build incremental.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from bulletin.check import without_silenced
from bulletin.diagnostics.printing import in_order
from bulletin.load.settings import read_settings
from bulletin.model import Asset, Diagnostic, Page, Report
from bulletin.pipeline.details import Details, key_of
from bulletin.pipeline.gather import PASSING
from bulletin.pipeline.options import Options, Progress, no_progress
from bulletin.pipeline.prepare import Work, prepare
from bulletin.pipeline.publish import TEMPLATES_THEN, Wanted, put, tried, wanted_files
from bulletin.pipeline.shop import Shop, open_shop
from bulletin.quick import PUBLISHED, Lasting
from bulletin.snapshot import Snapshot
from bulletin.write.commit import Published
from bulletin.write.facts import Facts
from bulletin.write.ledger import read_ledger
from bulletin.write.notes import Note
from bulletin.write.proof import Proof, Standing, proof
from bulletin.write.publish import Publication, publication
from bulletin.write.target import resolved

IDLE = "derivatives"
"""The state in which it keeps for how many builds each derivative was not used."""


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """What the quick answer has to know of a build: its memo, when it looked, and how long that stands."""

    memo: Path
    at: int
    engine: Snapshot
    lasting: Lasting


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a run: the report, and what is to be said besides; a trace where it read everything.

    `pages` are those that were planned, for a site at `base_url`.
    """

    report: Report
    pages: tuple[Page, ...] = ()
    base_url: str = ""
    notes: tuple[Note, ...] = ()
    trace: Trace | None = None


def build(options: Options, progress: Progress = no_progress) -> Built:
    """Build the site, and publish it where `options.out` is given and nothing is wrong with it."""
    with open_shop(options) as shop:
        config, problems = read_settings(options.root, options.base_url)
        if config is None:
            return Built(report=Report(diagnostics=problems))
        asked = config.in_zone(options.now)
        now = options.recall.moment(asked) if options.recall else asked
        work = prepare(shop, options, config, now, progress)
        trace = _trace(shop, work, now, config.zone)
        if now != asked and not _stands(trace, asked):  # a story was saved that has come due since
            now = asked
            work = prepare(shop, options, config, now, progress)
            trace = _trace(shop, work, now, config.zone)
        if options.recall:
            options.recall.built(now, trace.lasting)
        files = tuple(wanted_files(shop, work))
        if options.out is not None and not stops(work.diagnostics, work, options):
            built = _published(shop, work, files, options, progress, trace)
            return msgspec.structs.replace(built, base_url=config.base_url)
        faults = tried(shop, work, _untried(files, options), progress)
        return _unpublished(shop, work, (*work.diagnostics, *faults), trace)


def _stands(trace: Trace, now: datetime) -> bool:
    """Whether what was found for an earlier moment would be found now."""
    return trace.lasting.until is None or now.timestamp() < trace.lasting.until


def _unpublished(shop: Shop, work: Work, found: tuple[Diagnostic, ...], trace: Trace) -> Built:
    """What came of a run that published nothing. Trouble that may pass leaves no trace: it is tried again."""
    steady = all(one.code not in PASSING for one in found)
    return Built(report=report_of(work, found), notes=tuple(shop.memo.notes), trace=trace if steady else None)


def _trace(shop: Shop, work: Work, now: datetime, zone: ZoneInfo) -> Trace:
    """What was found stands until a story comes due or expires; what is said of dates, until midnight."""
    today = now.astimezone(zone)
    try:
        midnight = (today + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    except OverflowError:  # the last day that a calendar can hold
        midnight = today
    turn = work.site.next_turn
    until = min(midnight, turn.when) if turn else midnight
    return Trace(
        memo=shop.memo.path,
        at=shop.sources.snapshot.at,
        engine=shop.code,
        lasting=Lasting(now.timestamp(), until.timestamp()),
    )


def _untried(files: tuple[Wanted, ...], options: Options) -> list[Wanted]:
    """The files that the ledger does not know: the others were made without a fault once."""
    ledger = None if options.full else read_ledger(resolved(options.out or options.root / "output"))
    known = {entry.fingerprint for entry in ledger.entries} if ledger else set()
    return [one for one in files if one.fingerprint not in known]


def _published(
    shop: Shop,
    work: Work,
    files: tuple[Wanted, ...],
    options: Options,
    progress: Progress,
    trace: Trace,
) -> Built:
    """Publish the site, unless making its files brings errors to light.

    There is no trace of files of which it is not known how they were left: they may be changed unseen.
    """
    assert options.out is not None
    with _tree(shop, options) as tree:
        changed = _changed(files, tree, options)
        made = put(shop, work, changed, tree, progress)
        found = (*work.diagnostics, *made.diagnostics)
        if stops(found, work, options):
            return _unpublished(shop, work, found, trace)
        progress("write", 0, 0)
        gone = tree.standing.keys() - {one.item.path for one in files}
        published = tree.commit()
    if not options.proof:
        _remember(shop, files, gone, made.details, published)
    report = msgspec.structs.replace(
        report_of(work, found),
        published=True,
        written=published.written,
        unchanged=published.unchanged,
        removed=published.removed,
    )
    known = all(one.item.path in published.facts.published for one in files)
    return Built(
        report=report,
        pages=work.plan.pages,
        notes=(*shop.memo.notes, *published.notes),
        trace=trace if known or options.proof else None,
    )


def _tree(shop: Shop, options: Options) -> AbstractContextManager[Publication | Proof]:
    """Where the site is published; a proof is put in place file by file, for nobody but the newsroom reads it."""
    assert options.out is not None
    if options.proof:
        return proof(options.out, shop.recall.standing if shop.recall else Standing())
    return publication(
        options.out, state=options.state, adopt=options.adopt, facts=_facts(shop), thorough=options.full
    )


def _changed(files: tuple[Wanted, ...], tree: Publication | Proof, options: Options) -> list[Wanted]:
    """The files that have to be made; those that stand as they should are taken over."""
    changed = []
    for one in files:
        entry = tree.standing.get(one.item.path)
        if options.full or entry is None or entry.fingerprint != one.fingerprint:
            changed.append(one)
        else:
            tree.take(entry)
    return changed


def _facts(shop: Shop) -> Facts | None:
    """What the published files looked like when they were left; None where that is lost."""
    stored = shop.memo.state(PUBLISHED)
    with suppress(msgspec.MsgspecError):
        return msgspec.json.decode(stored, type=Facts) if stored else None
    return None


def _remember(
    shop: Shop,
    files: tuple[Wanted, ...],
    gone: Iterable[str],
    details: Mapping[str, Details],
    published: Published,
) -> None:
    """Keep what the next build, and `why`, have to know of this one."""
    shop.memo.forget(key_of(path) for path in gone)
    for path, one in details.items():
        shop.memo.keep(key_of(path), msgspec.msgpack.encode(one))
    shop.memo.keep(TEMPLATES_THEN, json.dumps(shop.templates).encode())
    shop.memo.keep(PUBLISHED, msgspec.json.encode(published.facts))
    stored = shop.memo.state(IDLE)
    pictures = [one.item.path for one in files if isinstance(one.item, Asset) and one.item.kind != "copied"]
    idle = shop.derivatives.sweep(pictures, json.loads(stored) if stored else {})
    shop.memo.keep(IDLE, json.dumps(idle).encode())
    shop.memo.commit()  # what goes wrong with it is still to be said


def stops(found: Iterable[Diagnostic], work: Work, options: Options) -> bool:
    """Errors stop a publication; with --strict, warnings do."""
    return any(one.severity == "error" or options.strict for one in without_silenced(found, work.articles))


def report_of(work: Work, found: Iterable[Diagnostic]) -> Report:
    found = tuple(found)
    return Report(
        diagnostics=in_order(without_silenced(found, work.articles)),
        stories=len(work.site.stories),
        pages=len(work.plan.pages),
        held=work.site.held,
        next_turn=work.site.next_turn,
        new_addresses=_new_addresses(work, found),
    )


def _new_addresses(work: Work, found: Iterable[Diagnostic]) -> int:
    """How many addresses are not remembered; none where nothing is remembered yet.

    None either while one has vanished: `urls accept`, which would remember the new ones, would forget that.
    """
    if work.remembered is None or any(one.code == "url-vanished" for one in found):
        return 0
    return len({one.url for one in work.to_remember} - {one.url for one in work.remembered})
