"""Pages of no single language, and pages that only machines read."""

from __future__ import annotations

from datetime import date as Date

from bulletin.model import View
from bulletin.plan.views.frame import Alternate, Files, Framed, Image
from bulletin.plan.views.story import Body, Correction, Person, Picture


class Door(View, frozen=True, kw_only=True):
    """A language's front page, described in its own words."""

    lang: str
    name: str
    bulletin: str
    tagline: str
    href: str
    text: str
    label: str


class DoorsView(View, frozen=True, kw_only=True):
    """The chooser and the 404 page of no language: both languages side by side. The chooser alone has an `image`."""

    title: str
    canonical: str
    alternates: tuple[Alternate, ...]
    files: Files
    doors: tuple[Door, ...]
    indexed: bool
    image: Image | None = None


class NotFoundView(Framed, frozen=True, kw_only=True):
    """The 404 page of one language."""


class MovedView(View, frozen=True, kw_only=True):
    """What stands at an old address: the way to the new one, in the words of its language."""

    lang: str
    name: str
    href: str
    canonical: str
    files: Files


class FeedEntry(View, frozen=True, kw_only=True):
    """`day` is the story's date, for people; `id` is a tag: URI that survives a new slug; `published` and `updated` are RFC 3339."""

    id: str
    href: str
    title: str
    summary: str
    day: Date
    published: str
    updated: str
    authors: tuple[Person, ...]
    categories: tuple[str, ...]
    photo: Picture | None
    body: Body
    corrections: tuple[Correction, ...]


class FeedView(View, frozen=True, kw_only=True):
    """`twins` are the feeds of the same list in the other languages; `title` says of what it is."""

    lang: str
    locale: str
    id: str
    title: str
    subtitle: str
    href: str
    home: str
    stylesheet: str
    twins: tuple[Alternate, ...]
    bulletin: str
    updated: str
    entries: tuple[FeedEntry, ...]


class MapEntry(View, frozen=True, kw_only=True):
    loc: str
    modified: Date | None
    alternates: tuple[Alternate, ...]


class SitemapView(View, frozen=True, kw_only=True):
    entries: tuple[MapEntry, ...]


class SitemapIndexView(View, frozen=True, kw_only=True):
    """The sitemap of a site with more addresses than one file may list: where its parts stand."""

    parts: tuple[str, ...]


class RobotsView(View, frozen=True, kw_only=True):
    sitemap: str


class HeadersView(View, frozen=True, kw_only=True):
    """What a host is to send with each address. `lasting` are addresses that always answer with the same bytes."""

    everything: str
    lasting: tuple[str, ...]
