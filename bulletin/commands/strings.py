"""The program's own words on their way to translators and back: extract, update, status.

Two domains: `messages` is what readers see (templates, plan, render), `diagnostics` what writers
are told. The files are the same bytes for the same sources: no dates and no line numbers in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import click
from babel.messages import Catalog as Messages
from babel.messages.extract import extract as extract_with
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

from bulletin.diagnostics import problem
from bulletin.diagnostics.printing import as_text
from bulletin.languages.catalog_lint import header_fields
from bulletin.languages.catalogs import PLURAL_FORMS, read_catalog
from bulletin.languages.plurals import FORM_COUNTS, SOURCE_LANGUAGE
from bulletin.languages.po_text import BYTE_ORDER_MARK, Entry, read_entries
from bulletin.model import LANGUAGES, Diagnostic, Place

DOMAINS = ("messages", "diagnostics")
READER_ROOMS = ("bulletin/plan", "bulletin/render")
WRITER_ROOM = "bulletin/commands"
GETTEXT: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
MARKED: dict[str, tuple[int | tuple[int, str], ...] | None] = {"N_": None}
TEMPLATES = "jinja2.ext:babel_extract"
PYTHON = "python"
TEMPLATE_OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false", "encoding": "utf-8"}
COMMENT_TAGS = ("NOTE:",)
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
KEPT_FIELDS = ("Last-Translator", "Language-Team")


# -- extraction -----------------------------------------------------------------------------------


def extract(root: Path) -> dict[str, bytes]:
    """The POT file of each domain, from the sources below `root`. Reads files, writes none.

    Raises jinja2.TemplateSyntaxError, with the path as its `name`, for a template that cannot be read.
    """
    return {domain: _pot(template) for domain, template in _templates(root).items()}


def _templates(root: Path) -> dict[str, Messages]:
    templates = {domain: _messages("") for domain in DOMAINS}
    for file in _files(root, "templates", ""):
        _add(templates["messages"], root, file, TEMPLATES, GETTEXT)
    for room in READER_ROOMS:
        for file in _files(root, room, ".py"):
            _add(templates["messages"], root, file, PYTHON, GETTEXT)
    for file in _files(root, "bulletin", ".py"):
        said = file.is_relative_to(root / WRITER_ROOM)
        _add(templates["diagnostics"], root, file, PYTHON, MARKED | (GETTEXT if said else {}))
    return templates


def _files(root: Path, folder: str, suffix: str) -> list[Path]:
    """The files of a folder at any depth, sorted by their path; hidden ones aside."""
    found = (path for path in (root / folder).rglob("*") if path.is_file() and path.suffix.endswith(suffix))
    shown = (path for path in found if not any(part.startswith(".") for part in path.relative_to(root).parts))
    return sorted((path for path in shown if "__pycache__" not in path.parts), key=Path.as_posix)


def _add(
    template: Messages,
    root: Path,
    file: Path,
    method: str,
    keywords: dict[str, tuple[int | tuple[int, str], ...] | None],
) -> None:
    name = file.relative_to(root).as_posix()
    options = TEMPLATE_OPTIONS if method == TEMPLATES else {}
    with file.open("rb") as source:
        try:
            for _, message, comments, context in extract_with(
                method, source, keywords, COMMENT_TAGS, options
            ):
                template.add(message, None, [(name, 0)], auto_comments=comments, context=context)
        except TemplateSyntaxError as trouble:
            trouble.name = name
            raise


def _messages(lang: str) -> Messages:
    """An empty catalog of Babel's; "" is the language of a template."""
    messages = Messages(
        locale=lang or None, charset="utf-8", fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE
    )
    if lang:
        messages.mime_headers = [("Plural-Forms", PLURAL_FORMS[lang])]
    return messages


def _pot(template: Messages) -> bytes:
    return _head("", ()) + _body(template)


def _head(lang: str, kept: Iterable[tuple[str, str]]) -> bytes:
    """The header entry. Babel's own has dates, which would make every run a change."""
    fields = [("Project-Id-Version", "Puente"), *kept, ("Language", lang), ("MIME-Version", "1.0")]
    fields += [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]
    if lang:
        fields.append(("Plural-Forms", PLURAL_FORMS[lang]))
    lines = (f'"{name}: {value}\\n"' for name, value in fields if value)
    return "\n".join(['msgid ""', 'msgstr ""', *lines, "", ""]).encode()


def _body(messages: Messages) -> bytes:
    file = BytesIO()
    write_po(file, messages, omit_header=True, sort_output=True, include_lineno=False, include_previous=True)
    return file.getvalue().rstrip(b"\n") + b"\n"


# -- update ---------------------------------------------------------------------------------------


def merge(old: bytes, template: Messages, lang: str) -> bytes:
    """The PO file of a language brought up to the template; translations are kept.

    New messages that are near an old one take its translation, marked fuzzy. `old` must be free of
    syntax errors; its header is replaced, its plural forms are never evaluated.
    """
    entries, _ = read_entries(old, "")
    text = old.removeprefix(BYTE_ORDER_MARK).decode("utf-8").replace("\r\n", "\n")
    header = next((entry for entry in entries if entry.key == (None, "")), None)
    messages = _read(_without(text, header), lang)
    _spread_forms(messages, lang, _form_count(entries))
    messages.update(template, no_fuzzy_matching=lang == SOURCE_LANGUAGE, update_creation_date=False)
    return _comment(text, header) + _head(lang, _kept(header)) + _body(messages)


def _read(body: str, lang: str) -> Messages:
    source = StringIO(_head(lang, ()).decode() + body)
    return read_po(source, locale=lang, charset="utf-8", abort_invalid=True)


def _without(text: str, header: Entry | None) -> str:
    """The catalog below its header."""
    return "\n".join(text.split("\n")[header.end :]) if header else text


def _comment(text: str, header: Entry | None) -> bytes:
    """The translators' comment above the header, as it stands; flags are not a comment."""
    above = text.split("\n")[: header.line - 1] if header else []
    kept = [line for line in above if line.startswith("#") and not line.startswith("#,")]
    return "".join(f"{line}\n" for line in kept).encode()


def _kept(header: Entry | None) -> list[tuple[str, str]]:
    fields = header_fields(header.strings[0][1]) if header else {}
    escaped = {name: re.sub(r'(["\\])', r"\\\1", value) for name, value in fields.items()}
    return [(name, escaped[name.lower()]) for name in KEPT_FIELDS if name.lower() in escaped]


def _form_count(entries: Iterable[Entry]) -> int:
    return max((len(entry.strings) for entry in entries if entry.plural is not None), default=0)


def _spread_forms(messages: Messages, lang: str, count: int) -> None:
    """Two plural forms become one, many, other: the second was that of all other numbers."""
    wanted = FORM_COUNTS[lang]
    if count != 2 or wanted != 3:
        return
    for message in messages:
        if message.id and isinstance(message.id, tuple) and isinstance(message.string, tuple):
            message.string = (message.string[0], "", message.string[1])


def _write(path: Path, data: bytes) -> bool:
    """Whether the file had to be written. It is replaced whole: a translator's work is in it."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
    return True


# -- the commands ---------------------------------------------------------------------------------


@click.group("strings", epilog="Example:  python build.py strings status")
def command() -> None:
    """The program's own words, for translators."""


@command.command("extract")
@click.pass_obj
def extract_command(given: Path | None, /) -> None:
    """Collect the texts of templates and code into locales/*.pot.

    \b
    Example: python build.py strings extract
    """
    root = _root(given)
    for domain, template in _collected(root).items():
        _put(root, _pot_path(domain), _pot(template))


@command.command("update")
@click.pass_obj
def update_command(given: Path | None, /) -> None:
    """Bring the catalogs of every language up to the texts of the program.

    Translations are kept; those of a changed text are marked fuzzy: check them and remove the mark.

    \b
    Example: python build.py strings update
    """
    root = _root(given)
    templates = _collected(root)
    olds = {(lang, domain): _old(root, lang, domain) for lang in LANGUAGES for domain in DOMAINS}
    faults = [fault for (lang, domain), old in olds.items() for fault in _faults(old, lang, domain)]
    if faults:
        _print(root, faults)
        raise click.exceptions.Exit(1)
    for domain, template in templates.items():
        _put(root, _pot_path(domain), _pot(template))
        for lang in LANGUAGES:
            _put(root, _po_path(lang, domain), merge(olds[lang, domain], template, lang))


@command.command("status")
@click.pass_obj
def status_command(given: Path | None, /) -> None:
    """Count what is translated, fuzzy and missing; the exit code is 1 where anything is.

    \b
    Example: python build.py strings status
    """
    root = _root(given)
    done = True
    for domain, template in _collected(root).items():
        for lang in LANGUAGES:
            done = _status(root, lang, domain, template) and done
    if not done:
        raise click.exceptions.Exit(1)


def _status(root: Path, lang: str, domain: str, template: Messages) -> bool:
    """Whether a catalog is complete; says so in a line, with its errors below."""
    path = _po_path(lang, domain)
    _, problems = read_catalog(_old(root, lang, domain), path=path, lang=lang, template=_pot(template))
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


def _collected(root: Path) -> dict[str, Messages]:
    try:
        return _templates(root)
    except TemplateSyntaxError as trouble:
        place = Place(path=trouble.name or "", line=trouble.lineno)
        _print(root, [problem("template-syntax", place, reason=trouble.message or "")])
        raise click.exceptions.Exit(1) from trouble


def _root(given: Path | None) -> Path:
    """The project: the one that the command line was given, or the folder it runs in."""
    root = given or Path.cwd()
    if not (root / "templates").is_dir():
        raise click.UsageError("there is no templates/ here: run the command in the project's folder")
    return root


def _pot_path(domain: str) -> str:
    return f"locales/{domain}.pot"


def _po_path(lang: str, domain: str) -> str:
    return f"locales/{lang}/LC_MESSAGES/{domain}.po"


def _old(root: Path, lang: str, domain: str) -> bytes:
    """The catalog as it stands, or an empty one."""
    path = root / _po_path(lang, domain)
    return path.read_bytes() if path.is_file() else _head(lang, ())


def _faults(data: bytes, lang: str, domain: str) -> tuple[Diagnostic, ...]:
    """What stands in the way of an update; a byte order mark does not."""
    _, faults = read_entries(data, _po_path(lang, domain))
    return tuple(fault for fault in faults if fault.code != "catalog-bom")


def _put(root: Path, path: str, data: bytes) -> None:
    if _write(root / path, data):
        click.echo(path)


def _print(root: Path, problems: Iterable[Diagnostic]) -> None:
    click.echo(as_text(problems, lambda path, line: _line(root / path, line), lambda words: words))


def _line(path: Path, line: int) -> str:
    lines = path.read_text("utf-8", errors="replace").split("\n")
    return lines[line - 1] if line <= len(lines) else ""
