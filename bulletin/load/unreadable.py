"""What libyaml stumbled over, in a writer's words and at the spot where the slip is.

libyaml stops where it can go on no longer, which may be lines below the slip: a quotation mark that is
not closed ends at the next one. So the header is read once more here, line by line, up to that spot, as
a writer would read it: fields, their indentation, quotes and brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import yaml

from bulletin.diagnostics import N_, problem
from bulletin.model import Diagnostic, Place

FIELD = re.compile(r"""( *)((?:- +)*)([\w.-]+|"[^"\n]*"|'[^'\n]*'):(?:[ \t]+|$)(.*)""")
TIGHT = re.compile(r"( *(?:- +)*)([A-Za-z_][\w-]*):(?=[^ \t\n:/])(.*)")
"""A field whose value follows its colon directly. An address (https://) is none."""

NEXT_TIGHT = re.compile(r" (?=[A-Za-z_]\w*:)")
LOOSE_FIELD = re.compile(r" *\w[^:\n]*:(?:[ \t]|$)")
DASH = re.compile(r"( *)-(?: +|$)(.*)")
BLOCK_TEXT = re.compile(r"[|>][-+\d]*[ \t]*(?:#.*)?")
DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
SINGLE = re.compile(r"'(?:[^']|'')*+'")
CURLY = "“”„‟‘’‚‛«»"
CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}
FLOW_SIGN = re.compile(r"""[\[\]{}"'#\n]""")
LONGEST_EXAMPLE = 60

NO_SPACE = N_("there is no space after the colon")
HARD_SPACE = N_("the space after the colon is not an ordinary one")
NO_SPACE_BEHIND_DASH = N_("there is no space after the dash")
FIELD_EXPECTED = N_("a field was expected here")
NO_FIELD = N_("this line is not a field")
BAD_BEGINNING = N_("a text cannot begin with this sign")
BRACKET_EXTRA = N_("this bracket closes nothing")
COMMA_EXPECTED = N_("a comma or the closing bracket was expected here")
BACKSLASH = N_("a backslash in double quotes begins a special character")

QUOTE_TEXT = N_("put texts with special characters in quotes")
WRITE_FIELD = N_(
    "write a name, a colon, a space and the value; indent a line that goes on with the one above"
)
REMOVE_SIGN = N_("remove it, or put the whole text in quotes")
INDENT = N_("indent with spaces: two for each level")
OUTDENT = N_("remove the tab: a field starts at the beginning of its line")
SEPARATE = N_("put commas between the entries, and an entry with a comma or a bracket in quotes")
SINGLE_QUOTES = N_("put the text in single quotes")
CLOSE = N_("put %(closing)s at its end")
CLOSE_QUOTE = N_(
    "put %(closing)s at its end; if the character belongs to the text, put the whole text in other quotes"
)
HASH_INSIDE = N_(
    "the # begins a comment, so the %(closing)s after it is not read: put the text with # in quotes"
)

REASONS = {
    "found character that cannot start any token": (BAD_BEGINNING, QUOTE_TEXT),
    "did not find expected alphabetic or numeric character": (BAD_BEGINNING, QUOTE_TEXT),
    "did not find expected node content": (BAD_BEGINNING, QUOTE_TEXT),
    "found unexpected non-alphabetical character": (BAD_BEGINNING, QUOTE_TEXT),
    "block sequence entries are not allowed in this context": (BAD_BEGINNING, QUOTE_TEXT),
    "did not find expected comment or line break": (BAD_BEGINNING, QUOTE_TEXT),
    "did not find expected key": (FIELD_EXPECTED, QUOTE_TEXT),
    "could not find expected ':'": (NO_FIELD, WRITE_FIELD),
    "did not find expected <document start>": (FIELD_EXPECTED, WRITE_FIELD),
    "did not find expected ',' or ']'": (COMMA_EXPECTED, SEPARATE),
    "did not find expected ',' or '}'": (COMMA_EXPECTED, SEPARATE),
    "found unknown escape character": (BACKSLASH, SINGLE_QUOTES),
}


def complaint(path: str, text: str, lead: int, trouble: yaml.YAMLError) -> Diagnostic:
    """What is wrong with a header that libyaml could not read. `lead` lines stand before it in the file."""
    mark = getattr(trouble, "problem_mark", None)
    reason = str(getattr(trouble, "problem", None) or trouble)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    while line and (line >= len(lines) or not lines[line].strip()):  # the end of the text: nothing to show
        line, column = line - 1, len(lines[line - 1].rstrip()) - 1
    slip = _Reader(path, text, lead, line).slip()
    if slip is not None:
        return slip
    place = Place(path=path, line=lead + line + 1, column=column + 1)
    if "\t" in lines[line][: column + 1]:
        return problem("header-tab", place, advice=INDENT if _is_nested(lines, line) else OUTDENT)
    if "mapping values are not allowed" in reason:
        return problem("header-colon", place, example=_example(lines[line]))
    words, advice = REASONS.get(reason, (reason, QUOTE_TEXT))
    return problem("header-syntax", place, reason=words, advice=advice)


def _is_nested(lines: list[str], number: int) -> bool:
    """Whether a line belongs to the field above it, which has no value of its own, or to a list."""
    above = next((one for one in reversed(lines[:number]) if one.strip()), "")
    return lines[number].lstrip().startswith("- ") or above[:1].isspace() or above.rstrip().endswith(":")


def unclosed(place: Place, sign: str, advice: str = CLOSE_QUOTE) -> Diagnostic:
    """The complaint of a quotation mark or bracket at `place` that nothing closes."""
    return problem("value-unclosed", place, sign=sign, closing=CLOSING[sign], advice=advice)


def tight(text: str, start: Place) -> Diagnostic | None:
    """The complaint of a field without a space after its colon; None where `text` is no such field."""
    found = TIGHT.match(text)
    if found is None:
        return None
    reason = HARD_SPACE if found[3][0].isspace() else NO_SPACE
    place = Place(path=start.path, line=start.line, column=start.column + found.start(3) - 1)
    return problem(
        "header-space",
        place,
        reason=reason,
        example=f"{found[2]}: {_cut(NEXT_TIGHT.split(found[3].strip())[0])}",
    )


def _example(line: str) -> str:
    """The field of a line with its whole value in quotes."""
    found = FIELD.match(line)
    return f"{found[3]}: {_quoted(found[4])}" if found else 'title: "Floods: relief arrives"'


def _quoted(value: str) -> str:
    text = value.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    text = _cut(text.strip(CURLY) if text[:1] in CURLY else text)
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else text[:LONGEST_EXAMPLE].rstrip() + "..."


class _Reader:
    """Reads a header that cannot be read, up to the line `stop` where libyaml gave up.

    `groups` are the columns at which the fields (and the dashes) of the open groups begin.
    """

    def __init__(self, path: str, text: str, lead: int, stop: int) -> None:
        self.path, self.text, self.lead, self.stop = path, text, lead, stop
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.groups: list[tuple[int, bool]] = []
        self.has_value = False

    def slip(self) -> Diagnostic | None:
        """The first slip; None where there is none that a writer would call by a name of its own."""
        number = 0
        while number <= self.stop:
            line = self.lines[number]
            if line.lstrip(" ").startswith(("\t", "---", "...", "%", "? ", "&", "*", "!")):
                return None
            slip, number = self._line(number) if line.split("#")[0].strip() else (None, number + 1)
            if slip is not None:
                return slip
        return None

    def _line(self, number: int) -> tuple[Diagnostic | None, int]:
        """(a slip of this line, the number of the line to go on with)."""
        line = self.lines[number]
        indent = len(line) - len(line.lstrip(" "))
        field, dash = FIELD.match(line), DASH.match(line)
        if not field and not dash and line[indent] not in "[{\"'":
            return self._no_field(number, indent), number + 1
        if number == self.stop and (slip := self._misplaced(number, indent, is_dash=bool(dash))):
            return slip, number
        self._enter(indent, is_dash=bool(dash))
        if field:
            if field[2]:
                self._enter(len(field[1] + field[2]), is_dash=False)
            return self._value(number, field.start(4), self.groups[-1][0])
        return self._value(number, dash.start(2) if dash else indent, indent)

    def _no_field(self, number: int, indent: int) -> Diagnostic | None:
        """A line that is no field goes on with the text above, or should be one."""
        if self.groups and self.has_value and indent > self.groups[-1][0]:
            return None
        if LOOSE_FIELD.match(self.lines[number]):
            self.has_value = True
            return None
        slip = tight(self.lines[number], self._place(self.starts[number]))
        if slip is None and (self.groups or number < self.stop):
            place = self._place(self.starts[number] + indent, len(self.lines[number].strip()))
            slip = problem("header-syntax", place, reason=NO_FIELD, advice=WRITE_FIELD)
        return slip

    def _misplaced(self, number: int, indent: int, *, is_dash: bool) -> Diagnostic | None:
        """A line that begins at another column than the fields beside it."""
        inner = [group for group in self.groups if group[0] > indent]
        outer = [group for group in self.groups if group[0] <= indent]
        there = -1
        if not self.groups:
            return None
        if inner and (not outer or outer[-1][0] < indent):
            there = inner[0][0]
        elif outer and outer[-1] == (indent, True) and not is_dash and len(outer) > 1:
            there = outer[-2][0]
        elif outer and outer[-1][0] < indent and self.has_value:
            there = outer[-1][0]
        if there < 0:
            return None
        place = self._place(self.starts[number] + indent, len(self.lines[number].strip()))
        return problem("header-indent", place, here=indent, there=there)

    def _enter(self, column: int, *, is_dash: bool) -> None:
        while self.groups and (self.groups[-1][0] > column or self.groups[-1] == (column, not is_dash)):
            if self.groups[-1] == (column, False):  # a list may stand right below its field
                break
            self.groups.pop()
        if (column, is_dash) not in self.groups[-1:]:
            self.groups.append((column, is_dash))

    def _value(self, number: int, at: int, column: int) -> tuple[Diagnostic | None, int]:
        value = self.lines[number][at:]
        sign = value[:1]
        self.has_value = bool(sign) and sign != "#"
        start = self.starts[number] + at
        if sign and sign in CLOSING:
            return self._closed(number, start, column)
        if BLOCK_TEXT.fullmatch(value):
            return None, self._behind_block(number + 1, column)
        if number == self.stop and sign and sign in "|>":
            return problem(
                "header-syntax", self._place(start), reason=BAD_BEGINNING, advice=QUOTE_TEXT
            ), number
        if number == self.stop and sign and sign in CURLY:
            example = _example(self.lines[number])
            return problem("header-curly", self._place(start, len(value)), sign=sign, example=example), number
        return None, number + 1

    def _behind_block(self, number: int, column: int) -> int:
        """The number of the line behind a text that | or > begins."""
        while number < len(self.lines):
            line = self.lines[number]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
                break
            number += 1
        return number

    def _closed(self, number: int, start: int, column: int) -> tuple[Diagnostic | None, int]:
        """What is wrong with a value in quotes or brackets; the line to go on with."""
        is_quote = self.text[start] in "\"'"
        end = self._quote(start, column) if is_quote else self._flow(start, column)
        if isinstance(end, Diagnostic):
            return end, number
        last = self._number(end)
        rest = self.lines[last][end - self.starts[last] :]
        if last == self.stop and rest.strip() and not rest.lstrip().startswith("#"):
            return self._goes_on(number, end, rest), last + 1
        return None, last + 1

    def _goes_on(self, number: int, end: int, rest: str) -> Diagnostic | None:
        at = end + len(rest) - len(rest.lstrip())
        if self.text[at] in "]}":
            return problem("header-syntax", self._place(at), reason=BRACKET_EXTRA, advice=REMOVE_SIGN)
        if self.text[at] == ":":
            return None
        facts = {"sign": self.text[end - 1], "example": _example(self.lines[number])}
        return problem("value-goes-on", self._place(at, len(rest.strip())), **facts)

    def _quote(self, start: int, column: int) -> int | Diagnostic:
        """The offset behind a text in quotes, or that it is not closed before the next field."""
        found = (DOUBLE if self.text[start] == '"' else SINGLE).match(self.text, start)
        if found is None or any(self._is_field(at, column) for at in _line_starts(found[0], start)):
            return self._unclosed(start, CLOSE_QUOTE)
        return found.end()

    def _flow(self, start: int, column: int) -> int | Diagnostic:
        """The offset behind a value in brackets, or what in it is not closed before the next field."""
        opened: list[int] = []
        at, advice = start, CLOSE
        while found := FLOW_SIGN.search(self.text, at):
            sign, here, at = found[0], found.start(), found.end()
            if sign in "[{":
                opened.append(here)
            elif sign in "]}":
                if CLOSING[self.text[opened[-1]]] != sign:
                    return self._unclosed(opened[-1], CLOSE)
                opened.pop()
                if not opened:
                    return at
            elif sign == "\n" and self._is_field(at, column):
                break
            elif sign == "#" and self.text[here - 1] in " \t\n[{,":
                at = self.starts[self._number(here) + 1] - 1
                advice = HASH_INSIDE if CLOSING[self.text[opened[-1]]] in self.text[here:at] else advice
            elif sign in "\"'" and self._begins(here):
                end = self._quote(here, column)
                if isinstance(end, Diagnostic):
                    return end
                at = end
        return self._unclosed(opened[-1], advice)

    def _begins(self, offset: int) -> bool:
        """Whether an entry begins at an offset inside brackets."""
        while self.text[offset - 1] in " \t\n":
            offset -= 1
        return self.text[offset - 1] in "[{,:"

    def _is_field(self, offset: int, column: int) -> bool:
        """Whether a field begins in the line at an offset that stands beside the one at `column`, or left of it."""
        end = self.text.find("\n", offset)
        found = FIELD.match(self.text[offset : end if end >= 0 else None])
        return found is not None and len(found[1]) <= column

    def _unclosed(self, offset: int, advice: str) -> Diagnostic:
        return unclosed(self._place(offset), self.text[offset], advice)

    def _number(self, offset: int) -> int:
        """The number of the line at an offset, from 0."""
        return bisect_right(self.starts, offset) - 1

    def _place(self, offset: int, width: int = 1) -> Place:
        line = self._number(offset)
        column = offset - self.starts[line] + 1
        return Place(path=self.path, line=self.lead + line + 1, column=column, width=max(width, 1))


def _line_starts(text: str, start: int) -> list[int]:
    """The offsets of the lines that begin inside a text that stands at `start`."""
    return [start + found.end() for found in re.finditer("\n", text)]
