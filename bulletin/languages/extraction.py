"""The program's own words out of its templates and code, and into the catalogs that translators fill.

Two domains: `messages` is what readers see (templates, plan, render), `diagnostics` what writers
are told. The bytes are the same for the same sources: no dates and no line numbers in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages import Catalog as Messages
from babel.messages.extract import extract as extract_with
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

from bulletin.languages.catalog_lint import header_fields
from bulletin.languages.plurals import FORM_COUNTS, PLURAL_FORMS, SOURCE_LANGUAGE
from bulletin.languages.po_text import BYTE_ORDER_MARK, Entry, read_entries

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


def extract(root: Path) -> dict[str, bytes]:
    """The POT file of each domain, from the sources below `root`. Reads files, writes none.

    Raises jinja2.TemplateSyntaxError, with the path as its `name`, for a template that cannot be read.
    """
    return {domain: pot_bytes(template) for domain, template in collected(root).items()}


def collected(root: Path) -> dict[str, Messages]:
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


def pot_bytes(template: Messages) -> bytes:
    return po_head("", ()) + _body(template)


def po_head(lang: str, kept: Iterable[tuple[str, str]]) -> bytes:
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
    return _comment(text, header) + po_head(lang, _kept(header)) + _body(messages)


def _read(body: str, lang: str) -> Messages:
    source = StringIO(po_head(lang, ()).decode() + body)
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
