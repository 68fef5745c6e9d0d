"""What the audit keeps of a published file: frozen facts, small enough to hold those of a whole site.

The text itself is not among them. It is searched once, when the file is read, and let go.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bulletin.model import Page, Place

BREAK = "\x1f"
"""Stands between two texts that do not run on into each other: two paragraphs, two attributes."""


class Html(Struct, frozen=True, kw_only=True):
    """A page, or a piece of one in a feed. `text` is all that a reader or a machine can read in it.

    `references` are all addresses in it, each once; `alternates` are (hreflang, href); `data` are its
    blocks of JSON-LD; `closed` says that it does not break off.
    """

    lang: str
    first_headings: int
    ids: tuple[str, ...]
    references: tuple[str, ...]
    without_alt: tuple[str, ...]
    without_size: tuple[str, ...]
    canonicals: tuple[str, ...]
    alternates: tuple[tuple[str, str], ...]
    data: tuple[str, ...]
    noindex: bool
    redirects: bool
    closed: bool
    text: str

    @property
    def indexable(self) -> bool:
        return not self.noindex and not self.redirects


class Entry(Struct, frozen=True, kw_only=True):
    """A page as a sitemap names it."""

    loc: str
    alternates: tuple[tuple[str, str], ...]


class Xml(Struct, frozen=True, kw_only=True):
    """A feed, a sitemap, an index of sitemaps (`maps` are those it names), or another document.

    `own` is the address that a feed gives as its own; `faces` are its stylesheets.
    """

    kind: Literal["feed", "sitemap", "index", "other"]
    references: tuple[str, ...] = ()
    own: str = ""
    faces: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    maps: tuple[str, ...] = ()
    text: str = ""


class Audited(Struct, frozen=True, kw_only=True):
    """A planned page with what was read of it. `place` is where an editor can mend it."""

    page: Page
    place: Place
    html: Html


class Document(Struct, frozen=True, kw_only=True):
    """A planned page for machines with what was read of it."""

    page: Page
    place: Place
    xml: Xml


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong: a msgid, filled with the other fields when it is printed."""

    what: str
    target: str = ""
    part: str = ""
    held: str = ""
