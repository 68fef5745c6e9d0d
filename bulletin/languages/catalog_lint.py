"""What may be wrong with a translation: its places to fill, its plural forms, its mark-up.

A translation is input like any other: a wrong %(name)s breaks a page, a tag reaches the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bulletin.diagnostics import N_, problem
from bulletin.languages.plurals import FORM_COUNTS, PLURAL_FORMS, SOURCE_LANGUAGE
from bulletin.languages.po_text import Entry
from bulletin.model import Diagnostic, Place

PLACE = re.compile(r"%%|%\((\w+)\)[#0 +-]*[0-9.]*[a-zA-Z]|%|\{[A-Za-z0-9_.]*\}")
"""%(name)s and {name}; a per cent sign alone, for every translation is filled and would break."""
TAG = re.compile(r"</?[A-Za-z!][^<>]*>?")
CHARSET = re.compile(r"charset\s*=\s*utf-?8\s*$", re.IGNORECASE)
NUMBER_NAMES = frozenset({"n", "num", "count", "number"})
LONGEST = 70
"""Characters of a msgid that a message quotes."""

CHARSET_NOT_UTF8 = N_("its Content-Type does not say charset=UTF-8")


def lint_entries(entries: tuple[Entry, ...], *, lang: str, path: str, whole: bool) -> Iterator[Diagnostic]:
    """Every problem of the entries of a catalog, header first.

    Where the catalog is not `whole`, for lines of it could not be read, a missing header is no news.
    """
    header = next((entry for entry in entries if entry.key == (None, "")), None)
    if header or whole:
        yield from _header(header, lang, path)
    first: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if entry.key in first:
            facts: dict[str, str | int] = {"msgid": quoted(entry.msgid), "first": first[entry.key]}
            yield problem("catalog-duplicate", _at(path, entry.line), **facts)
        first.setdefault(entry.key, entry.line)
        if entry.key != (None, ""):
            yield from _message(entry, lang, path)


def lint_missing(entries: tuple[Entry, ...], template: Iterable[Entry], path: str) -> Iterator[Diagnostic]:
    """The messages of the template that the catalog does not have, or has with another plural."""
    known = {(entry.key, entry.plural) for entry in entries}
    for wanted in template:
        if (wanted.key, wanted.plural) not in known and wanted.msgid:
            yield problem("catalog-stale", Place(path=path), msgid=quoted(wanted.msgid))


def usable(entry: Entry) -> bool:
    """Whether a message may be printed: translated in all its forms, and not only guessed."""
    return "fuzzy" not in entry.flags and all(text for _, text, _ in entry.strings)


def quoted(msgid: str) -> str:
    """A msgid as a message quotes it: on one line, and not too long."""
    line = " ".join(msgid.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _at(path: str, line: int) -> Place:
    return Place(path=path, line=line, column=1)


def _header(header: Entry | None, lang: str, path: str) -> Iterator[Diagnostic]:
    fields = header_fields(header.strings[0][1]) if header else {}
    if _bare(fields.get("plural-forms", "")) != _bare(PLURAL_FORMS[lang]):
        wanted = f"Plural-Forms: {PLURAL_FORMS[lang]}"
        yield problem("catalog-header", _at(path, header.line if header else 1), lang=lang, wanted=wanted)
    if not CHARSET.search(fields.get("content-type", "charset=utf-8")):
        yield problem("catalog-syntax", _at(path, header.line if header else 1), reason=CHARSET_NOT_UTF8)


def header_fields(header: str) -> dict[str, str]:
    """The fields of a catalog's header by their names in lower case."""
    lines = (line.partition(":") for line in header.split("\n"))
    return {name.strip().lower(): value.strip() for name, colon, value in lines if colon}


def _bare(plural_forms: str) -> str:
    """A Plural-Forms value without spaces and brackets: how it is set differs between programs."""
    return re.sub(r"[\s()]", "", plural_forms).rstrip(";")


def _message(entry: Entry, lang: str, path: str) -> Iterator[Diagnostic]:
    yield from _forms(entry, lang, path)
    if "fuzzy" in entry.flags:
        # What is wrong inside a guess need not be said: it is not printed.
        if lang != SOURCE_LANGUAGE or any(text for _, text, _ in entry.strings):
            yield problem("catalog-fuzzy", _at(path, entry.line), msgid=quoted(entry.msgid))
        return
    if lang != SOURCE_LANGUAGE and not usable(entry):
        yield problem("catalog-untranslated", _at(path, entry.line), msgid=quoted(entry.msgid))
    for form, text, line in entry.strings:
        if text:
            yield from _places(entry, form, text, _at(path, line))
            yield from _markup(entry, text, _at(path, line))


def _forms(entry: Entry, lang: str, path: str) -> Iterator[Diagnostic]:
    wanted = FORM_COUNTS[lang]
    if entry.plural is not None and [form for form, _, _ in entry.strings] != list(range(wanted)):
        counts = {"found": len(entry.strings), "wanted": wanted}
        yield problem(
            "catalog-plurals", _at(path, entry.line), msgid=quoted(entry.msgid), lang=lang, **counts
        )


def _places(entry: Entry, form: int, text: str, place: Place) -> Iterator[Diagnostic]:
    """A translation keeps the places of its msgid. That of exactly one may leave out the number."""
    singular = _places_of(entry.msgid)
    every = singular | _places_of(entry.plural or "")
    required = every if entry.plural is None or form else singular - _numbers(entry)
    if "%" in every:
        return  # The msgid has a bare per cent sign itself: it is a text that is never filled.
    here = _places_of(text)
    if not required <= here <= every:
        there = _listed(every if form or entry.plural is None else singular)
        yield problem(
            "catalog-placeholders", place, msgid=quoted(entry.msgid), here=_listed(here), there=there
        )


def _places_of(text: str) -> frozenset[str]:
    return frozenset(found[0] for found in PLACE.finditer(text)) - {"%%"}


def _numbers(entry: Entry) -> frozenset[str]:
    """The places of the number in the singular msgid: "%(num)s reader"."""
    names = {found[0]: found[1] for found in PLACE.finditer(entry.msgid)}
    return frozenset(place for place, name in names.items() if name in NUMBER_NAMES)


def _listed(places: frozenset[str]) -> str:
    return " ".join(sorted(places)) or "-"


def _markup(entry: Entry, text: str, place: Place) -> Iterator[Diagnostic]:
    known = set(TAG.findall(entry.msgid + " " + (entry.plural or "")))
    if not known.issuperset(TAG.findall(text)):
        yield problem("catalog-markup", place, msgid=quoted(entry.msgid))
