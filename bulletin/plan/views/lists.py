"""Lists of stories and of terms: front pages, indexes, terms, series, archive, corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from bulletin.model import Register, View
from bulletin.plan.views.frame import Framed, Link
from bulletin.plan.views.story import Headline, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(View):
    """A story in a list. `lang` is given where the story is only in another language."""

    href: str
    lang: str
    section: str
    title: str
    deck: str
    date: Date
    picture: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager(View):
    """`newer` and `older` are hrefs, "" at the ends."""

    number: int
    total: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontView(Framed):
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(View):
    """A term in an index: how many stories it has, its children below it."""

    href: str
    name: str
    kind: str
    description: str
    count: int
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(View):
    """The entries under one initial letter; "" where an index has no letters."""

    initial: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView(Framed):
    """All terms of a register. `name` is what the register is called."""

    register: Register
    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView(Framed):
    """A section, a tag, a region or an author. `parents` are those that the trail cannot show."""

    register: Register
    name: str
    kind: str
    description: str
    count: int
    parents: tuple[Link, ...]
    children: tuple[Entry, ...]
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedCard(View):
    number: int
    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView(Framed):
    """A series from its first part on; `total` is the highest number of a published part."""

    name: str
    description: str
    total: int
    parts: tuple[NumberedCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(View):
    """A month of the archive: `id` on the page of its year, and its headlines where they are shown."""

    id: str
    name: str
    href: str
    count: int
    headlines: tuple[Headline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(View):
    year: int
    href: str
    count: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView(Framed):
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView(Framed):
    year: int
    count: int
    months: tuple[Month, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(View):
    """A correction on the page of all of them; `lang` where it is in another language than the page."""

    date: Date
    text: str
    href: str
    title: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView(Framed):
    corrections: tuple[Corrected, ...]
