"""The page of a story, the pages that stand by themselves, and what they are made of."""

from __future__ import annotations

from datetime import date as Date

from bulletin.model import PictureKind, View
from bulletin.plan.views.frame import Framed, Link


class Source(View, frozen=True, kw_only=True):
    """A picture in one format, for browsers that know it: `srcset` is the attribute's text."""

    type: str
    srcset: str


class Picture(View, frozen=True, kw_only=True):
    """A picture in one shape. `sources` stand best format first; `src` and `srcset` are for every browser.

    How wide it will be shown is not in here: the template knows, and says so in `sizes`. `width` and `height`
    are those of `src`. In a feed there is `src` alone.
    """

    src: str
    width: int
    height: int
    srcset: str = ""
    sources: tuple[Source, ...] = ()
    kind: PictureKind = "photo"
    credit: str = ""
    alt: str = ""
    caption: str = ""


class Binding(View, frozen=True, kw_only=True):
    """Where a link of the prose leads: `target` as written; `href` "" leaves the words without a link.

    `lang` is given where the target is in another language.
    """

    target: str
    href: str
    lang: str = ""


class BoundPicture(View, frozen=True, kw_only=True):
    target: str
    picture: Picture


class Body(View, frozen=True, kw_only=True):
    """A text by its article: its HTML is fetched when the page is rendered, and counts in the page's fingerprint.

    `base` is the address that links within the text are written with in full, in feeds.
    """

    path: str
    links: tuple[Binding, ...]
    pictures: tuple[BoundPicture, ...]
    base: str = ""


class Person(View, frozen=True, kw_only=True):
    """Who signs: `href` leads to the page with all that she wrote or translated."""

    name: str
    role: str
    href: str
    organization: bool = False


class Correction(View, frozen=True, kw_only=True):
    date: Date
    text: str


class Reactions(View, frozen=True, kw_only=True):
    yes: int
    on: Date | None


class Headline(View, frozen=True, kw_only=True):
    """A story in a line. `lang` is given where it is in another language than the page."""

    href: str
    title: str
    date: Date
    lang: str = ""


class Part(View, frozen=True, kw_only=True):
    """A part of a series in a line; `current` on its own page."""

    number: int
    headline: Headline
    current: bool


class SeriesBox(View, frozen=True, kw_only=True):
    """The series that a story belongs to: part `number` of `total`, with all that are published."""

    name: str
    href: str
    number: int
    total: int
    parts: tuple[Part, ...]


class StoryView(Framed, frozen=True, kw_only=True):
    """`held` says in a proof why readers do not see it: "draft", "scheduled", "expired"; "" where they do."""

    held: str
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


class PageView(Framed, frozen=True, kw_only=True):
    """`held` is that of StoryView."""

    held: str
    title: str
    deck: str
    updated: Date | None
    body: Body
