"""Slips of the pen that Markdown takes for plain words and prints as they stand.

Markdown itself says what it did not read, so nothing inside code is taken for a slip. Where it stands is
looked for in the source afterwards, and only then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.treeprocessors import Treeprocessor

from bulletin.diagnostics import N_, problem, suggest
from bulletin.model import Diagnostic, Place

PULL = re.compile(r"\[!pull\]", re.IGNORECASE)
MEANT = re.compile(r"\[![^\]\n]{0,40}\](?![(\[:])|(?:\[!?|!)[ \t]*pull[ \t]*\]?[ \t]*(?=\n|$)", re.IGNORECASE)
"""How the first line of a quote looks where a mark was meant: [!note], [pull], !pull."""

BAR_ROW = re.compile(r"\s*\|.*\|")
ROW = re.compile(r"\S\s+\|\s+\S")
RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
NOTE = re.compile(r" {0,3}\[\^([^\]]*)\]:")
NOTE_MARK = re.compile(r"(?<!\\)\[\^([^\]]*)")
BACKTICKS = re.compile(r"(?<!\\)`+")
GAP = re.compile(r"(\n[ \t]*\n)")
PROSE = frozenset({"p", "li", "dd", "dt"})
"""The elements whose text is prose that no other part of Markdown has taken."""

NO_RULE = N_("put a line of dashes below its first row: %(example)s")
RULE_FIRST = N_("the line of dashes belongs below the first row: %(example)s")
RULE_UNEVEN = N_("the line of dashes needs as many parts as the first row: %(example)s")
GAP_ABOVE = N_("leave an empty line above the table")


At = Callable[[int, int, int], Place]
"""(line, column, width) in the text -> the place in the file."""


class Notes(FootnoteExtension):
    """Python-Markdown's footnotes; they remember which notes were asked for and which came twice."""

    def __init__(self, **settings: object) -> None:
        self.asked: set[str] = set()
        self.twice: set[str] = set()
        super().__init__(**settings)

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        super().extendMarkdown(md)
        pattern = md.inlinePatterns["footnote"].pattern
        md.inlinePatterns.register(_NoteMark(pattern, self), "footnote", 175)

    def reset(self) -> None:
        super().reset()
        self.asked.clear()
        self.twice.clear()

    def setFootnote(self, id: str, text: str) -> None:
        if id in self.footnotes:
            self.twice.add(id)
        super().setFootnote(id, text)


class _NoteMark(FootnoteInlineProcessor):
    """Takes the marks of notes. Those in code and those after a backslash do not come here."""

    def __init__(self, pattern: str, notes: Notes) -> None:
        super().__init__(pattern, notes)
        self.asked = notes.asked

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        self.asked.add(m[1])
        return super().handleMatch(m, data)


class Unread(Treeprocessor):
    """Keeps the marks of quotes, and the tables that stayed text. Runs before those marks are read."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.quotes: list[tuple[str, bool]] = []
        self.tables: list[tuple[str, str, str]] = []

    def reset(self) -> None:
        self.quotes.clear()
        self.tables.clear()

    def run(self, root: Element) -> None:
        heads = {id(quote.find("p")) for quote in root.iter("blockquote")}
        for element in root.iter():
            text = element.text if element.tag in PROSE else None
            if not text:
                continue
            if "|" in text:
                self.tables.extend(_tables(text))
            if "!" in text or "[" in text:
                self.quotes.extend(_quotes(text, is_head=id(element) in heads))


def _quotes(text: str, *, is_head: bool) -> Iterator[tuple[str, bool]]:
    """(mark, whether it is read) for the marks of quotes in a paragraph. `is_head`: it begins a quote."""
    first, *others = text.split("\n")
    found = MEANT.match(first) if is_head else None
    if found:
        is_read = bool(PULL.match(first))
        yield (found[0][: len("[!pull]")] if is_read else found[0].rstrip()), is_read
    for line in others if is_head else (first, *others):
        if PULL.fullmatch(line.strip()):
            yield line.strip(), False


def _tables(text: str) -> Iterator[tuple[str, str, str]]:
    """(first line, advice, example) of what looks like a table in a paragraph."""
    lines = text.split("\n")
    shown = without_code(text).split("\n")
    rows = {number: RULE.fullmatch(line) for number, line in enumerate(shown) if _is_row(line)}
    start = next((at for at in rows if at + 1 in rows), None)
    if start is None:
        return
    rule = next((at for at, is_rule in rows.items() if at >= start and is_rule), None)
    columns = max(shown[start].strip().strip("|").count("|") + 1, 1)
    example = "|" + "---|" * min(columns, 10)
    if rule is None:
        advice = NO_RULE
    elif rule == start:
        advice = RULE_FIRST
    else:
        advice = GAP_ABOVE if start else RULE_UNEVEN
    yield lines[start], advice, example


def _is_row(line: str) -> bool:
    """Whether a line looks like a row; one that ends in a forced break was laid out by hand."""
    return bool(BAR_ROW.match(line)) or bool(ROW.search(line) and not line.endswith("  "))


def without_code(text: str) -> str:
    """A text of the same length with blanks for the code in it. Time grows with its length alone."""
    return "".join(_veiled(part) for part in GAP.split(text)) if "`" in text else text


def _veiled(paragraph: str) -> str:
    runs = list(BACKTICKS.finditer(paragraph))
    last = {len(run[0]): number for number, run in enumerate(runs)}
    pieces, at, number = [], 0, 0
    while number < len(runs):
        size, opening = len(runs[number][0]), number
        number += 1
        if last[size] == opening:  # nothing closes it
            continue
        while len(runs[number][0]) != size:
            number += 1
        pieces.append(paragraph[at : runs[opening].start()])
        at = runs[number].end()
        pieces.append(re.sub(r"[^\n]", " ", paragraph[runs[opening].start() : at]))
        number += 1
    return "".join([*pieces, paragraph[at:]])


def slips(text: str, notes: Notes, unread: Unread, at: At) -> list[Diagnostic]:
    """What was noted while `text` was parsed, each with its place."""
    known = set(notes.footnotes)
    wrong = not all(is_read for _, is_read in unread.quotes)
    if not (notes.asked ^ known or notes.twice or wrong or unread.tables):
        return []
    source = _Source(text)
    return [
        *_note_slips(source, notes.asked, known, at),
        *_twice(source, notes.twice, at),
        *_quote_slips(source, unread.quotes, at),
        *_table_slips(source, unread.tables, at),
    ]


class _Source:
    """The lines of a text, without their code, to look in."""

    def __init__(self, text: str) -> None:
        self.lines = without_code(text).split("\n")
        self.marks: dict[str, list[tuple[int, int]]] = {}
        self.notes: dict[str, list[tuple[int, int]]] = {}
        for number, line in enumerate(self.lines, 1):
            written = NOTE.match(line)
            if written:
                self.notes.setdefault(written[1], []).append((number, line.index("[") + 1))
            for found in NOTE_MARK.finditer(line, written.end() if written else 0):
                self.marks.setdefault(found[1], []).append((number, found.start() + 1))

    def marked(self, label: str) -> list[tuple[int, int]]:
        """Where the marks of a note stand, as (line, column)."""
        return self._in_prose(self.marks.get(label.partition("\n")[0], []))

    def every(self, wanted: str) -> list[tuple[int, int]]:
        """Where a mark of a quote stands, as (line, column)."""
        found = [
            (number, line.find(wanted) + 1) for number, line in enumerate(self.lines, 1) if wanted in line
        ]
        return self._in_prose(found)

    def _in_prose(self, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Without those in lines that may be indented code, unless there are no others."""
        plain = [place for place in places if not self.lines[place[0] - 1].startswith(("    ", "\t"))]
        return plain or places or [(1, 1)]


def _note_slips(source: _Source, asked: set[str], known: set[str], at: At) -> Iterator[Diagnostic]:
    unknown, unused = asked - known, known - asked
    meant = set()
    for label in sorted(unknown):
        alone = len(unknown) == len(unused) == 1
        near = next(iter(unused)) if alone else suggest(label, unused) or suggest(label, known)
        meant.add(near)
        facts = {"mark": _mark(label), "suggestion": _mark(near) if near else ""}
        for line, column in source.marked(label):
            yield problem("footnote-unknown", at(line, column, _width(label)), **facts)
    for label in sorted(unused - meant):
        for line, column in source.notes.get(label, [])[:1]:
            yield problem("footnote-unused", at(line, column, _width(label)), mark=_mark(label))


def _twice(source: _Source, labels: set[str], at: At) -> Iterator[Diagnostic]:
    for label in sorted(labels):
        for line, column in source.notes.get(label, [])[:-1]:
            yield problem("footnote-twice", at(line, column, _width(label)), mark=_mark(label))


def _mark(label: str) -> str:
    return f"[^{' '.join(label.split())}]"


def _width(label: str) -> int:
    """The columns of a mark, as far as it stands on its first line."""
    return len(label.partition("\n")[0]) + 3


def _quote_slips(source: _Source, marks: list[tuple[str, bool]], at: At) -> Iterator[Diagnostic]:
    for mark in sorted({mark for mark, _ in marks}):
        read = [is_read for other, is_read in marks if other == mark]
        near = "" if PULL.fullmatch(mark) else suggest(mark, ["[!pull]"])
        for (line, column), is_read in zip(source.every(mark), read, strict=False):
            if not is_read:
                yield problem("quote-mark-unknown", at(line, column, len(mark)), mark=mark, suggestion=near)


def _table_slips(source: _Source, tables: list[tuple[str, str, str]], at: At) -> Iterator[Diagnostic]:
    words = [" ".join(line.split()) for line in source.lines]
    last = -1
    for row, advice, example in tables:
        wanted = " ".join(without_code(row).split())
        last = next(
            (number for number in range(last + 1, len(words)) if words[number].endswith(wanted)), max(last, 0)
        )
        line = source.lines[last]
        place = at(last + 1, len(line) - len(line.lstrip()) + 1, len(line.strip()) or 1)
        yield problem("table-unread", place, advice=advice, example=example)
