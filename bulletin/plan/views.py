"""The frozen views: all that each template may see, and nothing else.

A view holds plain values and other views. What a template cannot see it cannot depend on, so the
digest of a view says whether its page has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from bulletin.model import PictureKind, Register, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(View):
    """`lang` is given where the target is in another language than the page."""

    href: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate(View):
    """A real translation of a page; `href` is absolute, `hreflang` may be x-default."""

    hreflang: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(View):
    """The way to the other language, in that language's words.

    With a twin: `href` and `label`. Without: `note` ("Aún no disponible en español") and the way to
    that language's front page.
    """

    lang: str
    href: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(View):
    """What machines want to know of a page. `href` is the page's own address as a link."""

    title: str
    description: str
    href: str
    canonical: str
    alternates: tuple[Alternate, ...]
    kind: str = "website"
    image: str = ""
    modified: Date | None = None
    indexed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome(View):
    """What stands around every page of a language."""

    lang: str
    bulletin: str
    tagline: str
    locale: str
    home: str
    menu: tuple[Link, ...]
    pages: tuple[Link, ...]
    feed: str
    stylesheet: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(View):
    head: Head
    chrome: Chrome
    switch: tuple[Switch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed(View):
    """A page of one language."""

    frame: Frame


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
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(View):
    date: Date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reactions(View):
    yes: int
    on: Date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView(Framed):
    section: str
    title: str
    deck: str
    authors: tuple[Person, ...]
    outlet: str
    translated_from: str
    translators: tuple[Person, ...]
    date: Date
    updated: Date | None
    photo: Picture | None
    body: Body
    corrections: tuple[Correction, ...]
    reactions: Reactions | None
    mail: str
    regions: tuple[Link, ...]
    tags: tuple[Link, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView(Framed):
    title: str
    deck: str
    updated: Date | None
    body: Body


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
    register: Register
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView(Framed):
    register: Register
    name: str
    kind: str
    description: str
    count: int
    index: str
    parents: tuple[Link, ...]
    children: tuple[Entry, ...]
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class Door(View):
    """A language's front page, described in its own words."""

    lang: str
    name: str
    bulletin: str
    tagline: str
    href: str
    text: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorsView(View):
    """The chooser and the 404 page of no language: both languages side by side."""

    title: str
    canonical: str
    alternates: tuple[Alternate, ...]
    stylesheet: str
    doors: tuple[Door, ...]
    indexed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView(Framed):
    """The 404 page of one language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry(View):
    """`id` is a tag: URI that survives a new slug; `published` and `updated` are RFC 3339."""

    id: str
    href: str
    title: str
    summary: str
    published: str
    updated: str
    authors: tuple[Person, ...]
    categories: tuple[str, ...]
    photo: Picture | None
    body: Body
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView(View):
    lang: str
    locale: str
    id: str
    title: str
    subtitle: str
    href: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEntry(View):
    loc: str
    modified: Date | None
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView(View):
    entries: tuple[MapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsView(View):
    sitemap: str
