"""The page of a story, the pages that stand by themselves, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from bulletin.model import PictureKind, View
from bulletin.plan.views.frame import Framed, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(View):
    src: str
    width: int
    height: int
    kind: PictureKind = "photo"
    credit: str = ""
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding(View):
    """Where a link of the prose leads: `target` as written; `href` "" leaves the words without a link.

    `lang` is given where the target is in another language.
    """

    target: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPicture(View):
    target: str
    picture: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(View):
    """A text by its digest: the HTML itself is fetched when the page is rendered.

    `base` is the address that links within the text are written with in full, in feeds.
    """

    path: str
    digest: str
    links: tuple[Binding, ...]
    pictures: tuple[BoundPicture, ...]
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(View):
    """Who signs: `href` leads to the page with all that she wrote or translated."""

    name: str
    role: str
    href: str
    organization: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(View):
    date: Date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reactions(View):
    yes: int
    on: Date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline(View):
    """A story in a line. `lang` is given where it is in another language than the page."""

    href: str
    title: str
    date: Date
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(View):
    """A part of a series in a line; `current` on its own page."""

    number: int
    headline: Headline
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBox(View):
    """The series that a story belongs to: part `number` of `total`, with all that are published."""

    name: str
    href: str
    number: int
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView(Framed):
    section: str
    title: str
    deck: str
    authors: tuple[Person, ...]
    outlet: Person | None
    translated_from: str
    translators: tuple[Person, ...]
    date: Date
    updated: Date | None
    photo: Picture | None
    body: Body
    corrections: tuple[Correction, ...]
    reactions: Reactions | None
    mail: str
    series: SeriesBox | None
    regions: tuple[Link, ...]
    tags: tuple[Link, ...]
    related: tuple[Headline, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView(Framed):
    title: str
    deck: str
    updated: Date | None
    body: Body
