"""Diagnostics in words: for people with the source line underlined, for programs as records.

The words are looked up in the language asked for when they are printed, never before: a problem is
the same value whoever reads it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from bulletin.diagnostics.rule import N_
from bulletin.diagnostics.table import RULES
from bulletin.model import Diagnostic

Translate = Callable[[str], str]
SourceLine = Callable[[str, int], str]
"""(path, line) -> the text of that line, "" where it cannot be had."""

WORDS_IN_FACTS = frozenset({"wanted", "found", "advice", "what", "reason", "unit"})
"""Facts that are msgids themselves; the others are quoted from what was written."""

FILLED = frozenset({"what", "advice"})
"""Those of them that have places for the other facts."""

SUGGESTION = N_('did you mean "%(name)s"?  ')
SEVERITIES = {"error": N_("error"), "warning": N_("warning")}
LONGEST_LINE = 160
"""Characters of a source line that are shown; a longer line is cut around the column."""


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without repetition, by file, line, column and code."""
    return tuple(
        sorted(
            set(diagnostics),
            key=lambda one: (one.place.path, one.place.line, one.place.column, one.code, repr(one.facts)),
        )
    )


def words_of(diagnostic: Diagnostic, translate: Translate) -> tuple[str, str]:
    """The message and the hint of a problem, filled and translated."""
    rule = RULES[diagnostic.code]
    written = dict(diagnostic.facts)
    facts = {name: _fact(name, value, translate) for name, value in written.items()}
    for name in FILLED & facts.keys():
        facts[name] = str(facts[name]) % written
    return translate(rule.message) % facts, (translate(rule.hint) % facts).strip()


def _fact(name: str, value: str | int, translate: Translate) -> str | int:
    if name == "suggestion":
        return translate(SUGGESTION) % {"name": value} if value else ""
    if name in WORDS_IN_FACTS and isinstance(value, str) and value:
        return translate(value)
    return value


def as_text(diagnostics: Iterable[Diagnostic], source_line: SourceLine, translate: Translate) -> str:
    """All problems for a terminal: place, rule, message, the source line, the advice."""
    parts: list[str] = []
    for diagnostic in in_order(diagnostics):
        message, hint = words_of(diagnostic, translate)
        severity = translate(SEVERITIES[diagnostic.severity])
        parts.append(_visible(f"{_position(diagnostic)}: {severity} {diagnostic.code}: {message}"))
        parts.extend(_underlined(diagnostic, source_line))
        parts.append(_visible(f"  {hint}"))
        parts.append("")
    return "\n".join(parts)


def _position(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    numbers = [str(number) for number in (place.line, place.column) if number]
    return ":".join([place.path, *numbers])


def _underlined(diagnostic: Diagnostic, source_line: SourceLine) -> list[str]:
    place = diagnostic.place
    text = source_line(place.path, place.line) if place.line else ""
    if not text.strip():
        return []
    start = max(0, place.column - 1 - LONGEST_LINE // 2) if len(text) > LONGEST_LINE else 0
    text = text[: start + LONGEST_LINE]
    lines = [f"    {place.line} | {_visible(text[start:])}"]
    if place.column:
        before = _columns(text[start : place.column - 1])
        marked = _columns(text[place.column - 1 : place.column - 1 + place.width])
        gutter = " " * len(str(place.line))
        lines.append(f"    {gutter} | {' ' * before}{'^' * max(1, marked)}")
    return lines


def _visible(text: str) -> str:
    """A text that cannot do anything to a terminal: a name of a file may have a control character."""
    return "".join(_printable(sign) for sign in text)


def _printable(sign: str) -> str:
    """A tab as one space, a control or direction character as a visible stand-in."""
    if sign == "\t":
        return " "
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) in ("Cc", "Cf") else sign


def _columns(text: str) -> int:
    """The columns that a text takes in a terminal: combining marks none, wide signs two."""
    return sum(
        0
        if unicodedata.category(sign) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(sign) in "WF"
        else 1
        for sign in text
    )


def as_records(diagnostics: Iterable[Diagnostic], translate: Translate) -> list[dict[str, str | int]]:
    """All problems for editors and CI: flat objects, ready for JSON."""
    return [_record(one, translate) for one in in_order(diagnostics)]


def _record(diagnostic: Diagnostic, translate: Translate) -> dict[str, str | int]:
    message, hint = words_of(diagnostic, translate)
    place = diagnostic.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "width": place.width,
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": message,
        "hint": hint,
    }
