"""`urls`: the addresses that the site promises to keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from bulletin.commands.options import clock, messages_option, now_option, pass_root
from bulletin.commands.said import say_problems, say_trouble, use_utf8
from bulletin.commands.words import read_words
from bulletin.languages.catalogs import Catalog
from bulletin.load.settings import read_settings
from bulletin.load.urls import urls_text
from bulletin.model import URLS_FILE, BulletinError, Diagnostic
from bulletin.pipeline.options import Options
from bulletin.pipeline.prepare import Work, prepare
from bulletin.pipeline.shop import open_shop
from bulletin.write.tree import replace_file
from bulletin.write.trouble import told

NOT_IN_THE_WAY = ("url-vanished", "urls-syntax")
SILENT = ("url-silent", "url-without-stories")
"""What is said of addresses of something that is not shown."""


@click.group("urls", epilog="Example:  python build.py urls accept")
def command() -> None:
    """The addresses that were published, in content/urls.txt."""


@command.command("accept")
@click.option("--forget", is_flag=True, help="Also forget the addresses of drafts and of unused tags.")
@messages_option
@now_option
@pass_root
def accept(root: Path, /, forget: bool, messages: str | None, now: datetime | None) -> int:
    """Remember the addresses of the site as it is now, and forget those that no longer belong to anything.

    Each address that is forgotten is printed. Those of drafts, and of tags and the like without a published
    story, are kept, unless you add --forget.

    \b
    Example: python build.py urls accept
    """
    use_utf8()
    words = read_words(root, messages)
    config, problems = read_settings(root)
    if config is None:
        return _refused(root, problems, words)
    when = now or clock()
    options = Options(root=root, now=when, remembers=False)
    with open_shop(options) as shop:
        work = prepare(shop, options, config, config.in_zone(when))
    faults = [one for one in work.diagnostics if one.severity == "error" and one.code not in NOT_IN_THE_WAY]
    if faults:
        return _refused(root, faults, words)
    return _write(root, work, words, forget=forget)


def _write(root: Path, work: Work, words: Catalog, *, forget: bool) -> int:
    """Write the file, and say what came and what went."""
    silent = {str(dict(one.facts)["url"]) for one in work.diagnostics if one.code in SILENT}
    kept = [one for one in work.to_remember if not (forget and one.url in silent)]
    before = {one.url for one in work.remembered or ()}
    after = {one.url for one in kept}
    try:
        with told(root / URLS_FILE):
            replace_file(root / URLS_FILE, urls_text(kept).encode())
    except BulletinError as trouble:
        say_trouble(trouble, words)
        return 2
    for lost in (one for one in work.diagnostics if one.code == "urls-syntax"):
        click.echo(f"- {dict(lost.facts)['value']}")
    for sign, urls in (("-", before - after), ("+", after - before)):
        for url in sorted(urls):
            click.echo(f"{sign} {url}")
    facts = {"path": URLS_FILE, "kept": len(after), "new": len(after - before), "gone": len(before - after)}
    click.echo(words.gettext("%(path)s: %(kept)d addresses, %(new)d new, %(gone)d forgotten") % facts)
    if silent & after:
        number = len(silent & after)
        text = words.ngettext(
            "%(num)d address is kept although nothing is shown there now.",
            "%(num)d addresses are kept although nothing is shown there now.",
            number,
        )
        click.echo(text % {"num": number})
    return 0


def _refused(root: Path, faults: Iterable[Diagnostic], words: Catalog) -> int:
    """With errors in the content an address may only seem to be gone."""
    say_problems(root, faults, words)
    click.echo(
        words.gettext("Fix these errors first: They can make an address look gone when it is not."), err=True
    )
    return 1
