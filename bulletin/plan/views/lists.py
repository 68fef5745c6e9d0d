"""Lists of stories and of terms: front pages, indexes, terms, series, archive, corrections."""

from __future__ import annotations

from datetime import date as Date

from bulletin.model import Register, View
from bulletin.plan.views.frame import Framed, Link
from bulletin.plan.views.story import Headline, Picture


class Card(View, frozen=True, kw_only=True):
    """A story in a list. `lang` is given where the story is only in another language; `picture` is cropped to 16:9.

    `held` says in a proof why readers do not see it: "draft", "scheduled", "expired"; "" where they do.
    """

    href: str
    lang: str
    section: str
    title: str
    deck: str
    date: Date
    picture: Picture | None
    held: str


class Pager(View, frozen=True, kw_only=True):
    """`newer` and `older` are hrefs, "" at the ends."""

    number: int
    total: int
    newer: str
    older: str


class FrontView(Framed, frozen=True, kw_only=True):
    """`lead` is the first card's picture as large as a front page shows it: on its first page alone."""

    lead: Picture | None
    cards: tuple[Card, ...]
    pager: Pager


class Entry(View, frozen=True, kw_only=True):
    """A term in an index: how many stories it has, its children below it."""

    href: str
    name: str
    kind: str
    description: str
    count: int
    children: tuple[Entry, ...] = ()


class Group(View, frozen=True, kw_only=True):
    """The entries under one initial letter; "" where an index has no letters."""

    initial: str
    entries: tuple[Entry, ...]


class IndexView(Framed, frozen=True, kw_only=True):
    """All terms of a register. `name` is what the register is called."""

    register: Register
    name: str
    groups: tuple[Group, ...]


class TermView(Framed, frozen=True, kw_only=True):
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


class NumberedCard(View, frozen=True, kw_only=True):
    number: int
    card: Card


class SeriesView(Framed, frozen=True, kw_only=True):
    """A series from its first part on; `total` is the highest number of a published part."""

    name: str
    description: str
    total: int
    parts: tuple[NumberedCard, ...]


class Month(View, frozen=True, kw_only=True):
    """A month of the archive: `id` on the page of its year, and its headlines where they are shown."""

    id: str
    name: str
    href: str
    count: int
    headlines: tuple[Headline, ...] = ()


class Year(View, frozen=True, kw_only=True):
    year: int
    href: str
    count: int
    months: tuple[Month, ...]


class ArchiveView(Framed, frozen=True, kw_only=True):
    years: tuple[Year, ...]


class YearView(Framed, frozen=True, kw_only=True):
    year: int
    count: int
    months: tuple[Month, ...]
    newer: Link | None
    older: Link | None


class Corrected(View, frozen=True, kw_only=True):
    """A correction on the page of all of them; `lang` where it is in another language than the page."""

    date: Date
    text: str
    href: str
    title: str
    lang: str = ""


class CorrectionsView(Framed, frozen=True, kw_only=True):
    corrections: tuple[Corrected, ...]
