"""What stands around a page of one language: its head for machines, menu, footer, the other language."""

from __future__ import annotations

from datetime import date as Date

from bulletin.model import View


class Link(View, frozen=True, kw_only=True):
    href: str
    text: str


class Alternate(View, frozen=True, kw_only=True):
    """A real translation of a page; `href` is absolute, `hreflang` may be x-default."""

    hreflang: str
    href: str


class Switch(View, frozen=True, kw_only=True):
    """The way to the other language, in that language's words.

    With a twin: `href` and `label`. Without: `note` ("Aún no disponible en español") and the way to
    that language's front page.
    """

    lang: str
    href: str
    label: str
    note: str = ""


class Image(View, frozen=True, kw_only=True):
    """The picture that stands for a page where it is shared; `src` is absolute.

    A page without a picture of its own has a drawn card, and the words on it are its `alt`.
    """

    src: str
    width: int
    height: int
    alt: str


class Head(View, frozen=True, kw_only=True):
    """What machines want to know of a page.

    `href` is the page's own address as a link, `name` what it is called in a trail. `locale` and
    `other_locales` are Open Graph's (en_US). `feed` is the page's own feed, beside the language's.
    """

    title: str
    name: str
    description: str
    href: str
    canonical: str
    alternates: tuple[Alternate, ...]
    locale: str
    other_locales: tuple[str, ...]
    image: Image
    kind: str = "website"
    feed: Link | None = None
    modified: Date | None = None
    indexed: bool = True


class Files(View, frozen=True, kw_only=True):
    """The files of static/ that a page asks for. `theme` sets the remembered theme before anything is painted.

    `icon` is "" where the bulletin has none.
    """

    stylesheet: str
    theme: str
    script: str
    icon: str


class Chrome(View, frozen=True, kw_only=True):
    """What stands around every page of a language."""

    lang: str
    bulletin: str
    tagline: str
    locale: str
    home: str
    menu: tuple[Link, ...]
    pages: tuple[Link, ...]
    feed: str
    files: Files


class Frame(View, frozen=True, kw_only=True):
    """`trail` leads from the front page to what is right above the page."""

    head: Head
    chrome: Chrome
    switch: tuple[Switch, ...]
    trail: tuple[Link, ...]


class Framed(View, frozen=True, kw_only=True):
    """A page of one language."""

    frame: Frame
