"""`list`: what is not published, or not in both languages, and when that changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from bulletin.commands.options import clock, json_option, messages_option, now_option
from bulletin.commands.said import count, held_record, say_problems, turn_lines, turn_record, use_utf8
from bulletin.commands.words import read_words
from bulletin.diagnostics import N_
from bulletin.languages import OWN_NAMES
from bulletin.languages.catalogs import Catalog
from bulletin.languages.dates import moment
from bulletin.load.settings import read_settings
from bulletin.model import Held, Untranslated
from bulletin.pair.translations import untranslated
from bulletin.pipeline import gather

HEADINGS = {
    "drafts": N_("Drafts"),
    "scheduled": N_("Scheduled"),
    "expired": N_("Expired"),
    "untranslated": N_("Not in both languages"),
}
WHY = {"drafts": "draft", "scheduled": "scheduled", "expired": "expired"}


@click.command("list", epilog="Example:  python build.py list scheduled --json")
@click.argument("what", required=False, type=click.Choice(tuple(HEADINGS)))
@messages_option
@json_option
@now_option
@click.pass_obj
def command(
    root: Path, /, what: str | None, messages: str | None, as_json: bool, now: datetime | None
) -> int:
    """List drafts, scheduled and expired articles, and stories that are not in both languages.

    Name one list to see only that one.
    """
    use_utf8()
    words = read_words(root, messages)
    config, problems = read_settings(root)
    if config is None:
        say_problems(root, problems, words)
        return 1
    gathered = gather(root, config, config.in_zone(now or clock()))
    wanted = (what,) if what else tuple(HEADINGS)
    held = {name: _due_first(gathered.site.held, WHY[name]) for name in wanted if name in WHY}
    lacking = untranslated(gathered.stories) if "untranslated" in wanted else ()
    if as_json:
        records: dict[str, object] = {name: [_record(one) for one in found] for name, found in held.items()}
        records |= (
            {"untranslated": [_lack_record(one) for one in lacking]} if "untranslated" in wanted else {}
        )
        records["errors"] = count(gathered.diagnostics)[0]
        records["next_turn"] = turn_record(gathered.site.next_turn)
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return 0
    for name, found in held.items():
        _say(words, name, [_line(one, words) for one in found])
    if "untranslated" in wanted:
        _say(words, "untranslated", [_lack_line(one, words) for one in lacking])
    for line in turn_lines(gathered.site.next_turn, words) if what in (None, "scheduled") else ():
        click.echo(line)
    errors, _ = count(gathered.diagnostics)
    if errors:
        click.echo(
            words.gettext("Some files have errors and may be missing here; run: python build.py check"),
            err=True,
        )
    return 0


def _due_first(held: Iterable[Held], why: str) -> list[Held]:
    found = [one for one in held if one.why == why]
    return sorted(found, key=lambda one: (one.due.timestamp() if one.due else 0.0, one.path))


def _say(words: Catalog, name: str, lines: list[str]) -> None:
    click.echo(f"{words.gettext(HEADINGS[name])}: {len(lines)}")
    for line in lines:
        click.echo(f"  {line}")


def _line(one: Held, words: Catalog) -> str:
    """A path, so that an editor's terminal can open it; the headline; the time where there is one."""
    at = one.due or one.ended
    when = f"  {moment(at, words.lang)}" if at else ""
    return f"{one.path}{when}  {one.title}"


def _lack_line(one: Untranslated, words: Catalog) -> str:
    state = words.gettext("draft exists") if one.draft else words.gettext("not started")
    return f"{one.path}  {OWN_NAMES[one.missing]}: {state}  {one.title}"


def _record(one: Held) -> dict[str, object]:
    record = held_record(one)
    return {name: record[name] for name in ("path", "title", "due", "ended")}


def _lack_record(one: Untranslated) -> dict[str, object]:
    return {"path": one.path, "title": one.title, "missing": one.missing, "draft": one.draft}
