"""`why`: why the next build would make a page again, or leave it as it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from bulletin.commands.options import base_url_option, clock, messages_option, now_option, pass_root
from bulletin.commands.said import say_problems, say_trouble, use_utf8
from bulletin.commands.words import read_words
from bulletin.diagnostics import N_
from bulletin.diagnostics.printing import SUGGESTION
from bulletin.languages.catalogs import Catalog
from bulletin.languages.dates import moment
from bulletin.model import BulletinError, Held
from bulletin.pipeline.options import Options
from bulletin.pipeline.why import Reasons, why

STANDINGS = {
    "new": N_("%(path)s is not published yet; the next build will make it."),
    "same": N_("%(path)s is up to date; the next build leaves it as it is."),
    "touched": N_("%(path)s was deleted or changed by hand since; the next build will publish it again."),
    "moved": N_("%(path)s will be made again by the next build."),
    "gone": N_("%(path)s is published, but is no longer part of the site; the next build will remove it."),
    "held": N_("%(path)s is not part of the site for now; the next build leaves it out."),
    "unknown": N_("There is no page %(path)s, neither published nor planned."),
}
HELD = {
    "draft": N_("%(path)s is a draft: draft: true in its header holds it back"),
    "scheduled": N_("%(path)s is scheduled: it comes on %(when)s"),
    "never": N_("%(path)s never comes: it expires before it would appear"),
    "expired": N_("%(path)s has expired: it went on %(when)s"),
}
FIELDS = {
    "authors": N_("authors"),
    "body": N_("text"),
    "cards": N_("list of stories"),
    "corrections": N_("corrections"),
    "count": N_("number of stories"),
    "date": N_("date"),
    "deck": N_("deck"),
    "description": N_("description"),
    "frame": N_("head, menu or footer"),
    "name": N_("name"),
    "newer": N_("newer story"),
    "older": N_("older story"),
    "photo": N_("lead picture"),
    "regions": N_("regions"),
    "related": N_("related stories"),
    "section": N_("section"),
    "series": N_("series"),
    "tags": N_("tags"),
    "title": N_("headline"),
    "translators": N_("translators"),
    "updated": N_("date of the last change"),
}
"""What parts of a page are called, by the names that its template has for them."""


@click.command(name="why", epilog="Example:  python build.py why /en/tags/airlift/")
@click.argument("address", metavar="URL")
@click.option(
    "--out", type=click.Path(path_type=Path), help="The published folder to compare with.  [default: output]"
)
@base_url_option
@messages_option
@now_option
@pass_root
def command(
    root: Path,
    /,
    address: str,
    out: Path | None,
    base_url: str | None,
    messages: str | None,
    now: datetime | None,
) -> int:
    """Say whether the next build would make a page again, and why.

    A page of a draft, or of a scheduled or expired story, is known too, and so is the path of a file in content/.
    The exit code is 1 if there is no such page, or if there are errors.
    """
    use_utf8()
    words = read_words(root, messages)
    options = Options(
        root=root, now=now or clock(), out=out or root / "output", base_url=base_url or "", remembers=False
    )
    try:
        reasons, problems = why(options, address)
    except BulletinError as trouble:
        say_trouble(trouble, words)
        return 2
    errors = [one for one in problems if one.severity == "error"]
    say_problems(root, errors, words)
    if errors or reasons is None:
        click.echo(words.gettext("Because of the errors above, nothing would be published."), err=True)
        return 1
    for line in lines(reasons, words):
        click.echo(line)
    return 1 if reasons.standing == "unknown" else 0


def lines(reasons: Reasons, words: Catalog) -> list[str]:
    """What to say: how the page stands, then a line for each part that has changed."""
    found = [words.gettext(STANDINGS[reasons.standing]) % {"path": reasons.path}]
    if reasons.held:
        found.append(_held(reasons.held, words))
    if reasons.near:
        found.append(words.gettext(SUGGESTION).strip() % {"name": reasons.near})
    if reasons.source and reasons.standing in ("same", "touched", "moved", "new"):
        found.append(words.gettext("its text is in %(path)s") % {"path": reasons.source})
    parts = _parts(reasons, words)
    if parts:
        found.append(words.gettext("Changed since it was published:"))
    return found + [f"  {line}" for line in parts]


def _held(held: Held, words: Catalog) -> str:
    """Why an article is not published, and when it comes or went."""
    when = held.due or held.ended
    key = "never" if held.why == "scheduled" and when is None else held.why
    facts = {"path": held.path, "when": moment(when, words.lang) if when else ""}
    return words.gettext(HELD[key]) % facts


def _named(fields: Iterable[str], words: Catalog) -> str:
    """Parts of a page in words, each with the name that its template has for it."""
    told: dict[str, list[str]] = {}
    for field in fields:
        known = FIELDS.get(field.partition(".")[0])
        told.setdefault(words.gettext(known) if known else "", []).append(field)
    return ", ".join(
        f"{word} ({', '.join(names)})" if word else ", ".join(names) for word, names in told.items()
    )


def _parts(reasons: Reasons, words: Catalog) -> list[str]:
    parts = []
    if reasons.fields:
        parts.append(
            words.gettext("parts of the page (in brackets, their names in its template): %(names)s")
            % {"names": _named(reasons.fields, words)}
        )
    if reasons.templates:
        parts.append(words.gettext("templates: %(names)s") % {"names": ", ".join(reasons.templates)})
    if reasons.lost and reasons.view and not reasons.fields:
        parts.append(words.gettext("parts of the page (it is no longer known which)"))
    if reasons.lost and reasons.template and not reasons.templates:
        parts.append(words.gettext("a template (it is no longer known which)"))
    if reasons.texts:
        parts.append(words.gettext("a text that the page shows"))
    if reasons.catalog:
        parts.append(words.gettext("the words of the interface in its language, in locales/"))
    if reasons.engine:
        parts.append(words.gettext("Puente itself, or a library that it uses"))
    if reasons.asset:
        parts.append(words.gettext("the file that it is made from"))
    return parts
