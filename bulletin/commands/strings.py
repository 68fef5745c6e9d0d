"""`strings`: the program's own words on their way to translators and back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from babel.messages import Catalog as Messages
from jinja2 import TemplateSyntaxError

from bulletin.commands.options import pass_root
from bulletin.diagnostics import problem
from bulletin.diagnostics.printing import as_text
from bulletin.languages.catalogs import read_catalog
from bulletin.languages.extraction import DOMAINS, collected, merge, po_head, pot_bytes
from bulletin.languages.po_text import read_entries
from bulletin.model import LANGUAGES, Diagnostic, Place
from bulletin.write.tree import replace_file


@click.group("strings", epilog="Example:  python build.py strings status")
def command() -> None:
    """The program's own words, for translators."""


@command.command("extract")
@pass_root
def extract_command(root: Path, /) -> None:
    """Collect the texts of templates and code into locales/*.pot.

    \b
    Example: python build.py strings extract
    """
    _check_root(root)
    for domain, template in _all_words(root).items():
        _put(root, _pot_path(domain), pot_bytes(template))


@command.command("update")
@pass_root
def update_command(root: Path, /) -> None:
    """Bring every catalog up to date with the program's texts.

    Translations are kept; those of a changed text are marked fuzzy: check them and remove the mark.

    \b
    Example: python build.py strings update
    """
    _check_root(root)
    templates = _all_words(root)
    olds = {(lang, domain): _old(root, lang, domain) for lang in LANGUAGES for domain in DOMAINS}
    faults = [fault for (lang, domain), old in olds.items() for fault in _faults(old, lang, domain)]
    if faults:
        _print(root, faults)
        raise click.exceptions.Exit(1)
    for domain, template in templates.items():
        _put(root, _pot_path(domain), pot_bytes(template))
        for lang in LANGUAGES:
            _put(root, _po_path(lang, domain), merge(olds[lang, domain], template, lang))


@command.command("status")
@pass_root
def status_command(root: Path, /) -> None:
    """Count what is translated, fuzzy and missing; the exit code is 1 if anything is fuzzy or missing.

    \b
    Example: python build.py strings status
    """
    _check_root(root)
    done = True
    for domain, template in _all_words(root).items():
        for lang in LANGUAGES:
            done = _status(root, lang, domain, template) and done
    if not done:
        raise click.exceptions.Exit(1)


def _status(root: Path, lang: str, domain: str, template: Messages) -> bool:
    """Whether a catalog is complete; says so in a line, with its errors below."""
    path = _po_path(lang, domain)
    _, problems = read_catalog(_old(root, lang, domain), path=path, lang=lang, template=pot_bytes(template))
    codes = [one.code for one in problems]
    fuzzy = codes.count("catalog-fuzzy")
    missing = codes.count("catalog-untranslated") + codes.count("catalog-stale")
    errors = [one for one in problems if one.severity == "error"]
    translated = max(0, len(template) - fuzzy - missing)
    trouble = f", {len(errors)} errors" if errors else ""
    click.echo(f"{lang} {domain}: {translated} translated, {fuzzy} fuzzy, {missing} missing{trouble}")
    if errors:
        _print(root, errors)
    return not (fuzzy or missing or errors)


def _all_words(root: Path) -> dict[str, Messages]:
    try:
        return collected(root)
    except TemplateSyntaxError as trouble:
        place = Place(path=trouble.name or "", line=trouble.lineno)
        _print(root, [problem("template-syntax", place, reason=trouble.message or "")])
        raise click.exceptions.Exit(1) from trouble


def _check_root(root: Path) -> None:
    if not (root / "templates").is_dir():
        raise click.UsageError("there is no templates/ here: run the command in the project's folder")


def _pot_path(domain: str) -> str:
    return f"locales/{domain}.pot"


def _po_path(lang: str, domain: str) -> str:
    return f"locales/{lang}/LC_MESSAGES/{domain}.po"


def _old(root: Path, lang: str, domain: str) -> bytes:
    """The catalog as it stands, or an empty one."""
    path = root / _po_path(lang, domain)
    return path.read_bytes() if path.is_file() else po_head(lang, ())


def _faults(data: bytes, lang: str, domain: str) -> tuple[Diagnostic, ...]:
    """What stands in the way of an update; a byte order mark does not."""
    _, faults = read_entries(data, _po_path(lang, domain))
    return tuple(fault for fault in faults if fault.code != "catalog-bom")


def _put(root: Path, path: str, data: bytes) -> None:
    if replace_file(root / path, data):
        click.echo(path)


def _print(root: Path, problems: Iterable[Diagnostic]) -> None:
    click.echo(as_text(problems, lambda path, line: _line(root / path, line), lambda words: words))


def _line(path: Path, line: int) -> str:
    lines = path.read_text("utf-8", errors="replace").split("\n")
    return lines[line - 1] if line <= len(lines) else ""
