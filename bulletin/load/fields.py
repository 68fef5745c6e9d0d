"""A tree of fields -> typed values, by a schema that says what each field is.

A reader of fields asks for them by name; what is wrong is kept in `Findings` with the place, so
that one run names everything. Scalars are texts until the schema types them: `no` is a text, 12:30
is a text, and a date is a date because the schema says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence as List
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bulletin.diagnostics import N_, problem, suggest
from bulletin.load.header import Mapping, Node, Scalar, Sequence
from bulletin.load.unreadable import NO_SPACE_BEHIND_DASH, tight
from bulletin.model import Diagnostic, Place

# What YAML 1.1 takes for a yes, a no or nothing: a headline of just that word is a slip.
WORDS_OF_YAML = frozenset(["yes", "no", "on", "off", "true", "false", "null", "~", "y", "n"])
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
GROUP = N_("a group of fields")
TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?", re.ASCII)
LARGEST = 10**9
Made = TypeVar("Made")


@dataclass(slots=True)
class Findings:
    """What was found while one file was read: problems, and the place of each field.

    `inside` has the names of the fields of each group that was read: {"caption": "photo"}.
    """

    problems: list[Diagnostic] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)

    def complain(self, code: str, place: Place, **facts: str | int) -> None:
        self.problems.append(problem(code, place, **facts))


class Fields:
    """The fields of one mapping, asked for by name; `close` complains of those never asked for."""

    def __init__(self, mapping: Mapping, findings: Findings, zone: ZoneInfo, prefix: str = "") -> None:
        self.mapping, self.findings, self.zone, self.prefix = mapping, findings, zone, prefix
        self.nodes = {key.text: value for key, value in mapping.entries}
        self.known: list[str] = []
        self.needed: list[tuple[str, str]] = []
        for key, value in mapping.entries:
            place = value.place if isinstance(value, Scalar) and value.text else key.place
            findings.places[prefix + key.text] = place

    def _take(self, name: str) -> Node | None:
        self.known.append(name)
        node = self.nodes.get(name)
        if not isinstance(node, Scalar) or node.text.strip():
            return node
        if node.comment:
            facts = {"field": self.prefix + name, "example": f'{name}: "{node.comment}"'}
            self.findings.complain("field-comment", node.place, **facts)
        else:
            place = self.findings.places[self.prefix + name]
            self.findings.complain("field-empty", place, field=self.prefix + name)
        return None

    def _wrong(self, name: str, node: Node, wanted: str, example: str) -> None:
        slip = tight(node.text, node.place) if isinstance(node, Scalar) and node.plain else None
        if slip is not None and wanted == GROUP:
            self.findings.problems.append(slip)
            return
        found = KINDS[type(node)]
        facts = {"field": self.prefix + name, "wanted": wanted, "found": found, "example": example}
        self.findings.complain("field-kind", node.place, **facts)

    def _scalar(self, name: str, example: str, wanted: str = N_("a text")) -> Scalar | None:
        node = self._take(name)
        if node is None or isinstance(node, Scalar):
            return node
        self._wrong(name, node, wanted, f"{name}: {example}")
        return None

    def text(self, name: str, example: str = "Relief arrives") -> str:
        """A text on one line, for people; "" where it is not given."""
        node = self._scalar(name, example)
        return "" if node is None else self._text(self.prefix + name, node)

    def _text(self, name: str, node: Scalar) -> str:
        value = node.text.strip()
        if node.plain and value.lower() in WORDS_OF_YAML:
            self.findings.complain("text-is-word", node.place, field=name, value=value)
        if node.comment:
            self.findings.complain("text-cut", node.place, field=name)
        if "\n" in value:
            self.findings.complain("text-lines", node.place, field=name)
        return " ".join(value.split())

    def word(self, name: str, example: str = "peru") -> str:
        """An id, a name or a slug: a text that is not read by people as it stands."""
        node = self._scalar(name, example)
        return "" if node is None else " ".join(node.text.split())

    def flag(self, name: str) -> bool:
        """true or false, nothing else: a draft that is "maybe" a draft must not be published."""
        node = self._scalar(name, "true", N_("true or false"))
        if node is None:
            return False
        if node.text not in ("true", "false"):
            near = "false" if node.text.lower() in ("no", "false", "off", "n", "falso") else "true"
            facts = {
                "field": self.prefix + name,
                "value": node.text,
                "suggestion": near,
                "allowed": "true, false",
            }
            self.findings.complain("field-value", node.place, **facts)
        return node.text != "false"

    def choice(self, name: str, allowed: List[str], default: str) -> str:
        """One of the allowed words."""
        node = self._scalar(name, default)
        if node is None or node.text in allowed:
            return default if node is None else node.text
        near = suggest(node.text, allowed)
        facts = {
            "field": self.prefix + name,
            "value": node.text,
            "suggestion": near,
            "allowed": ", ".join(allowed),
        }
        self.findings.complain("field-value", node.place, **facts)
        return default

    def number(self, name: str, least: int = 0, most: int = LARGEST) -> int | None:
        """A whole number in plain digits."""
        node = self._scalar(name, "58", N_("a number"))
        if node is None:
            return None
        if re.fullmatch(r"\d{1,10}", node.text, re.ASCII) and least <= int(node.text) <= most:
            return int(node.text)
        facts: dict[str, str | int] = {"value": node.text, "least": least, "most": most}
        self.findings.complain("number-invalid", node.place, **facts)
        return None

    def day(self, name: str) -> date | None:
        """A calendar date, year-month-day. It belongs to no time zone."""
        node = self._scalar(name, "2017-02-08", N_("a date"))
        if node is None:
            return None
        day = _day(node.text)
        if day is None:
            self.findings.complain("date-invalid", node.place, value=node.text)
        return day

    def moment(self, name: str) -> datetime | None:
        """A date, or a date and time, in the time zone of the site; a date is its first instant."""
        node = self._scalar(name, "2017-02-08 06:30", N_("a date or a time"))
        if node is None:
            return None
        moment = _moment(node.text, self.zone)
        if moment is None:
            self.findings.complain("time-invalid", node.place, value=node.text, timezone=self.zone.key)
        return moment

    def words(self, name: str, example: str = "[peru, chile]") -> tuple[str, ...]:
        """A list of ids or names; a single text is a list of one."""
        node = self._take(name)
        if isinstance(node, Scalar) and node.plain and node.text.startswith("-") and node.text != "-":
            facts = {"reason": NO_SPACE_BEHIND_DASH, "example": f"- {node.text[1:].split(' -')[0]}"}
            self.findings.complain("header-space", node.place, **facts)
            return ()
        if isinstance(node, Scalar):
            node = Sequence(items=(node,), place=node.place)
        items = self._items(name, node, example)
        for number, item in enumerate(items):
            self.findings.places[f"{self.prefix}{name}.{number}"] = item.place
        return tuple(" ".join(item.text.split()) for item in items)

    def _items(self, name: str, node: Node | None, example: str) -> list[Scalar]:
        if node is None:
            return []
        if not isinstance(node, Sequence):
            self._wrong(name, node, N_("a list"), f"{name}: {example}")
            return []
        for item in node.items:
            if not isinstance(item, Scalar):
                self._wrong(name, item, N_("a text"), f"{name}: {example}")
            elif not item.text.strip():
                self.findings.complain("field-empty", item.place, field=self.prefix + name)
        return [item for item in node.items if isinstance(item, Scalar) and item.text.strip()]

    def inner(self, name: str, example: str) -> Fields | None:
        """The fields inside a field."""
        node = self._take(name)
        if node is None:
            return None
        if isinstance(node, Mapping):
            return Fields(node, self.findings, self.zone, f"{self.prefix}{name}.")
        self._wrong(name, node, GROUP, example)
        return None

    def each(self, name: str, example: str) -> list[Fields]:
        """The groups of fields in a list."""
        node = self._take(name)
        if node is None:
            return []
        if not isinstance(node, Sequence):
            self._wrong(name, node, N_("a list"), example)
            return []
        groups = []
        for number, item in enumerate(node.items):
            if isinstance(item, Mapping):
                groups.append(Fields(item, self.findings, self.zone, f"{self.prefix}{name}.{number}."))
            else:
                self._wrong(name, item, GROUP, example)
        return groups

    def names(self) -> list[str]:
        """The names of all fields, for a mapping whose names are the writer's own."""
        return [key.text for key, _ in self.mapping.entries]

    def need(self, name: str, example: str) -> None:
        """Ask for a field that is required; `close` complains where it is not given."""
        self.needed.append((name, example))

    def close(self) -> None:
        """Complain of every field that the schema does not know, and of those that are missing.

        A field that only has a wrong name is not also missing.
        """
        known = sorted(set(self.known))
        for name in known if self.prefix else ():
            self.findings.inside.setdefault(name, self.prefix.rstrip("."))
        meant = {
            self._unknown(at, known)
            for at, (key, _) in enumerate(self.mapping.entries)
            if key.text not in known
        }
        for name, example in self.needed:
            if name not in self.nodes and name not in meant:
                place = Place(path=self.mapping.place.path, line=self.mapping.place.line)
                self.findings.complain("field-missing", place, field=self.prefix + name, example=example)

    def _unknown(self, at: int, known: list[str]) -> str:
        """Complain of a name that is no field; the field that was meant."""
        key = self.mapping.entries[at][0]
        slip = tight(key.text, key.place) if key.plain else None
        if slip is not None and (meant := key.text.partition(":")[0]) in known:
            self.findings.problems.append(slip)
            return meant
        if self._is_rest(at):
            if not self._is_rest(at - 1):
                self._torn(at)
            return ""
        if not self.prefix and key.text in self.findings.inside:
            group = self.findings.inside[key.text]
            self.findings.complain("field-outside", key.place, field=key.text, group=group)
            return ""
        near = suggest(key.text, known)
        facts = {"field": self.prefix + key.text, "suggestion": near, "fields": ", ".join(known)}
        self.findings.complain("field-unknown", key.place, **facts)
        return near

    def _is_rest(self, at: int) -> bool:
        """Whether an entry in braces is no field, but what stands behind a comma in the text before it."""
        key, value = self.mapping.entries[at]
        bare = isinstance(value, Scalar) and value.plain and not value.text and not value.comment
        before = self.mapping.entries[at - 1][1] if at else None
        return self.mapping.flow and bare and key.plain and isinstance(before, Scalar) and before.plain

    def _torn(self, at: int) -> None:
        end = next((n for n in range(at, len(self.mapping.entries)) if not self._is_rest(n)), None)
        rest = [key.text for key, _ in self.mapping.entries[at:end]]
        name, text = self.mapping.entries[at - 1]
        assert isinstance(text, Scalar)
        facts = {
            "field": self.prefix + name.text,
            "example": f'{name.text}: "{", ".join([text.text, *rest])}"',
        }
        self.findings.complain("text-comma", self.mapping.entries[at][0].place, **facts)


KINDS: dict[type[Node], str] = {
    Scalar: N_("a text"),
    Sequence: N_("a list"),
    Mapping: GROUP,
}


def _day(text: str) -> date | None:
    found = DATE.fullmatch(text)
    return _made(lambda: date(int(found[1]), int(found[2]), int(found[3]))) if found else None


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    day = _day(text)
    if day is not None:
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    found = TIME.fullmatch(text)
    if found is None or (day := _day(found[1])) is None:
        return None
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    return _made(lambda: datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone))


def _made(make: Callable[[], Made]) -> Made | None:
    try:
        return make()
    except ValueError:
        return None
