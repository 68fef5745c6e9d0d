"""Catalogs as text: the entries of a PO file with their lines, read strictly.

Babel's reader is lenient: an unterminated string loses its message without a word, a second msgid
is dropped, conflict marks only warn. This one names every line that is not in order, and goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from bulletin.diagnostics import N_, problem
from bulletin.model import Diagnostic, Place

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CONFLICT = re.compile(r"(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)( |$)")
KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(0|[1-9][0-9]{0,3})\])?[ \t]*(?=\"|$|\s)")
STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"')
ESCAPE = re.compile(r"\\(.)")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Control and direction signs: they have no place in a catalog, and may hide what stands there."""

NOT_UTF8 = N_("it is not UTF-8")
CONTROL_SIGN = N_("a control character")
UNTERMINATED = N_("a text without its closing quotation mark")
UNKNOWN_ESCAPE = N_("an unknown sign after a backslash")
GARBAGE = N_("this is neither a text nor a comment")
OUT_OF_PLACE = N_("this line is out of place")
WITHOUT_MSGSTR = N_("this entry has no msgstr")


class Entry(Struct, frozen=True, kw_only=True):
    """A message of a catalog. `strings` are (form, text, line): form 0 alone where it has no plural.

    `line` is that of the first keyword, `end` that of the last text. `plural` is None without one.
    """

    line: int
    end: int
    context: str | None
    msgid: str
    plural: str | None
    strings: tuple[tuple[int, str, int], ...]
    flags: frozenset[str]

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.msgid


@dataclass(slots=True)
class _Draft:
    """An entry while its lines are read: texts by keyword, and the lines where they begin.

    A broken one is left out; a disputed one has lines in a conflict, and nothing more is said of it.
    """

    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    last: str = ""
    end: int = 0
    broken: bool = False
    disputed: bool = False

    @property
    def complete(self) -> bool:
        return self.last.startswith("msgstr")


def read_entries(data: bytes, path: str) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """The entries of a catalog in their order, the header (msgid "") among them, and every fault.

    An entry with a faulty line is left out. Obsolete entries (#~) are comments.
    """
    faults: list[Diagnostic] = []
    if data.startswith(BYTE_ORDER_MARK):
        faults.append(problem("catalog-bom", Place(path=path, line=1, column=1)))
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as trouble:
        before = data[: trouble.start]
        line, column = before.count(b"\n") + 1, trouble.start - before.rfind(b"\n")
        return (), (
            *faults,
            problem("catalog-syntax", Place(path=path, line=line, column=column), reason=NOT_UTF8),
        )
    reader = _Reader(path, faults)
    entries = tuple(reader.entries(text))
    return entries, tuple(faults)


class _Reader:
    def __init__(self, path: str, faults: list[Diagnostic]) -> None:
        self.path = path
        self.faults = faults
        self.draft = _Draft()
        self.flags: set[str] = set()
        self.in_conflict = False

    def entries(self, text: str) -> Iterator[Entry]:
        for number, raw in enumerate(text.split("\n"), 1):
            line = raw.removesuffix("\r")
            if self._refused(line, number):
                continue
            if not line.strip() or line.startswith("#"):
                yield from self._finished()
                self._comment(line)
            elif line.lstrip().startswith('"'):
                self._text(line, len(line) - len(line.lstrip()), number, self.draft.last)
            else:
                yield from self._keyword(line, number)
        yield from self._finished()

    def _fault(self, reason: str, line: int, column: int, width: int = 1) -> None:
        if not self.draft.disputed:
            place = Place(path=self.path, line=line, column=column, width=width)
            self.faults.append(problem("catalog-syntax", place, reason=reason))
        self.draft.broken = bool(self.draft.last)

    def _refused(self, line: str, number: int) -> bool:
        """Whether the line is not to be read: one of a conflict, or one with a control sign."""
        mark = CONFLICT.match(line)
        if mark and not self.in_conflict:
            place = Place(path=self.path, line=number, column=1, width=7)
            self.faults.append(problem("catalog-conflict", place))
            self.draft.broken = self.draft.disputed = True
        if mark or self.in_conflict:
            self.in_conflict = mark is None or mark[1] != ">>>>>>>"
            return True
        control = FORBIDDEN.search(line)
        if control:
            self._fault(CONTROL_SIGN, number, control.start() + 1)
        return control is not None

    def _comment(self, line: str) -> None:
        if line.startswith("#,"):
            self.flags.update(flag.strip() for flag in line[2:].split(","))

    def _keyword(self, line: str, number: int) -> Iterator[Entry]:
        indent = len(line) - len(line.lstrip())
        found = KEYWORD.match(line, indent)
        if found is None:
            self._fault(GARBAGE, number, indent + 1, max(1, len(line.strip())))
            return
        name = found[1] if found[2] is None else f"{found[1]}[{found[2]}]"
        if found[1] in ("msgctxt", "msgid") and self.draft.complete:
            yield from self._finished()
        fits = self._fits(found[1], found[2], name)
        self.draft.last = name
        if not fits:
            self._fault(OUT_OF_PLACE, number, indent + 1, len(found[0].rstrip()))
        self.draft.lines.setdefault(name, number)
        self._text(line, found.end(), number, name)

    def _fits(self, word: str, form: str | None, name: str) -> bool:
        """Whether a keyword may stand after what the entry has: ctxt, id, plural, str in this order."""
        has = self.draft.texts
        if name in has or (form is not None and word != "msgstr"):
            return False
        if word == "msgctxt":
            return not has
        if word == "msgid":
            return not has.keys() - {"msgctxt"}
        if word == "msgid_plural":
            return self.draft.last == "msgid"
        return "msgid" in has and (form is None) == ("msgid_plural" not in has)

    def _text(self, line: str, at: int, number: int, name: str) -> None:
        """The string that begins at a place of the line, added to the text of a keyword."""
        found = STRING.match(line, at)
        self.draft.end = number
        if found is None or not name or line[found.end() :].strip():
            reason = UNTERMINATED if found is None else GARBAGE if name else OUT_OF_PLACE
            self._fault(reason, number, at + 1, max(1, len(line) - at))
        if name:
            text = self._unescaped(found, number) if found else ""
            self.draft.texts[name] = self.draft.texts.get(name, "") + text

    def _unescaped(self, found: re.Match[str], number: int) -> str:
        for escape in ESCAPE.finditer(found[1]):
            if escape[1] not in ESCAPES:
                self._fault(UNKNOWN_ESCAPE, number, found.start(1) + escape.start() + 1, 2)
        return ESCAPE.sub(lambda escape: ESCAPES.get(escape[1], escape[1]), found[1])

    def _finished(self) -> Iterator[Entry]:
        """The entry read so far, where it is whole; the next one begins."""
        draft = self.draft
        if draft.last and not draft.complete and not draft.broken:
            self._fault(WITHOUT_MSGSTR, draft.lines.get("msgid", draft.end), 1)
        if draft.last and not draft.broken:
            yield self._entry(draft)
        if draft.last or draft.disputed:
            self.draft, self.flags = _Draft(), set()

    def _entry(self, draft: _Draft) -> Entry:
        forms = sorted(
            (int(name[7:-1] or 0), text, draft.lines[name])
            for name, text in draft.texts.items()
            if name.startswith("msgstr")
        )
        return Entry(
            line=min(draft.lines.values()),
            end=draft.end,
            context=draft.texts.get("msgctxt"),
            msgid=draft.texts["msgid"],
            plural=draft.texts.get("msgid_plural"),
            strings=tuple(forms),
            flags=frozenset(self.flags),
        )
