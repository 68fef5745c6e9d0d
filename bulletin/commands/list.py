"""`list`: what is not published, or not in both languages, and when that changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from msgspec.structs import asdict

from bulletin.commands.options import clock, json_option, messages_option, now_option, pass_root
from bulletin.commands.said import count, held_record, say_problems, turn_lines, turn_record, use_utf8
from bulletin.commands.words import read_words
from bulletin.diagnostics import N_, suggest
from bulletin.languages.catalogs import Catalog
from bulletin.languages.dates import moment
from bulletin.load.settings import read_settings
from bulletin.model import Held, Untranslated
from bulletin.pair.translations import untranslated
from bulletin.pipeline.gather import Gathered, gather
from bulletin.pipeline.options import Options
from bulletin.pipeline.shop import open_shop

HEADINGS = {
    "drafts": N_("Drafts"),
    "scheduled": N_("Scheduled"),
    "expired": N_("Expired"),
    "untranslated": N_("Not in both languages"),
}
LACKING = {
    "en": (N_("there is no English version yet"), N_("the English version is a draft")),
    "es": (N_("there is no Spanish version yet"), N_("the Spanish version is a draft")),
}
"""What is said of a language that a story lacks: nothing of it is there, or a draft."""
WHY = {"drafts": "draft", "scheduled": "scheduled", "expired": "expired"}


class OneOf(click.Choice[str]):
    """One of a few words; of another one, the nearest is proposed."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        near = suggest(value, self.choices)
        if value not in self.choices and near:
            self.fail(f"{value!r} is none of the lists. Did you mean {near!r}?", param, ctx)
        return super().convert(value, param, ctx)


@click.command("list", epilog="Example:  python build.py list scheduled --json")
@click.argument("what", required=False, type=OneOf(tuple(HEADINGS)))
@messages_option
@json_option
@now_option
@pass_root
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
    when = now or clock()
    with open_shop(Options(root=root, now=when, remembers=False)) as shop:
        gathered = gather(shop, config, config.in_zone(when))
    wanted = (what,) if what else tuple(HEADINGS)
    held = {name: _due_first(gathered.site.held, WHY[name]) for name in wanted if name in WHY}
    lacking = {name: untranslated(gathered.stories) for name in wanted if name not in WHY}
    if as_json:
        records: dict[str, object] = {name: [_record(one) for one in found] for name, found in held.items()}
        records |= {name: [asdict(one) for one in found] for name, found in lacking.items()}
        records["errors"] = count(gathered.diagnostics)[0]
        records["next_turn"] = turn_record(gathered.site.next_turn)
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return 0
    for name, found in held.items():
        _say(words, name, [_line(one, words) for one in found])
    for name, lacks in lacking.items():
        _say(words, name, [_lack_line(one, words) for one in lacks])
    _say_rest(gathered, words, with_turn=what in (None, "scheduled"))
    return 0


def _say_rest(gathered: Gathered, words: Catalog, *, with_turn: bool) -> None:
    """When the lists change by themselves, and whether they may lack something."""
    for line in turn_lines(gathered.site.next_turn, words) if with_turn else ():
        click.echo(line)
    if count(gathered.diagnostics)[0]:
        incomplete = words.gettext(
            "Some files have errors and may be missing here; run: python build.py check"
        )
        click.echo(incomplete, err=True)


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
    return f"{one.path}  {one.title}: {words.gettext(LACKING[one.missing][one.draft])}"


def _record(one: Held) -> dict[str, object]:
    record = held_record(one)
    return {name: record[name] for name in ("path", "title", "due", "ended")}
