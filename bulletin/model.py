"""The frozen nouns that every room speaks: places, articles, prose, stories, registers, pages.

Nothing here reads a file, knows a template or imports another module of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from typing import Literal

LANGUAGES = ("en", "es")
"""The languages of a bulletin, in the order in which pages name them. Neither is the default."""

Severity = Literal["error", "warning"]
Register = Literal["sections", "tags", "regions", "series", "authors"]
REGISTERS: tuple[Register, ...] = ("sections", "tags", "regions", "series", "authors")
PictureKind = Literal["photo", "map", "drawing"]


class BulletinError(Exception):
    """Trouble with the environment, not the content: an output folder that cannot be written, say.

    `message` and `hint` are msgids of the catalog domain `diagnostics`, filled with `facts`.
    """

    def __init__(self, message: str, hint: str = "", **facts: str | int) -> None:
        super().__init__(message % facts)
        self.message, self.hint, self.facts = message, hint, facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was written: a path relative to the project, 1-based line and column.

    Line 0 means the file as a whole; `width` is the number of characters to underline.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A problem that an editor can mend. The words are the rule's; `facts` fill them."""

    code: str
    severity: Severity
    place: Place
    facts: tuple[tuple[str, str | int], ...] = ()


# -- what writers write ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    date: Date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPart:
    series: str
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What the header says of a picture. `focus` is (x, y) in percent from the top left."""

    file: str
    kind: PictureKind = "photo"
    credit: str = ""
    focus: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """The lead picture: its shared facts, and what one language says of it."""

    facts: PictureFacts | None = None
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDigests:
    """The digests of the source's blocks when a translation was made, in the source's order."""

    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """`of`: the language translated from; `by`: the translators' ids."""

    of: str
    by: tuple[str, ...] = ()
    blocks: BlockDigests = BlockDigests()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reactions:
    """An archived count of readers who liked the story, and the day it was taken."""

    yes: int
    on: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One language's text of a story or a page, from one file, as written and typed.

    Shared facts (date, section, regions, ...) are empty where this file does not give them;
    `pair` brings them together. `places` says where each field stands: ("tags.1", Place).
    """

    kind: Literal["story", "page"]
    key: str
    lang: str
    path: str
    body: str = ""
    body_line: int = 1
    title: str = ""
    summary: str = ""
    slug: str = ""
    draft: bool = False
    date: Date | None = None
    publish: datetime | None = None
    expires: datetime | None = None
    updated: Date | None = None
    corrections: tuple[Correction, ...] = ()
    section: str = ""
    regions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: SeriesPart | None = None
    authors: tuple[str, ...] = ()
    outlet: str = ""
    photo: Photo | None = None
    pictures: tuple[PictureFacts, ...] = ()
    translation: Translation | None = None
    reactions: Reactions | None = None
    aliases: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    menu: int = 0
    places: tuple[tuple[str, Place], ...] = field(default=(), repr=False)

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def gives(self, name: str) -> bool:
        """Whether the header of this file has the field `name`."""
        return any(given == name for given, _ in self.places)

    def at(self, *names: str | int) -> Place:
        """The place of a field, or of the nearest field around it: at("photo", "credit")."""
        places = dict(self.places)
        for end in range(len(names), 0, -1):
            place = places.get(".".join(str(name) for name in names[:end]))
            if place is not None:
                return place
        return Place(path=self.path, line=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWords:
    """What a term is called in one language. `kind`: "department", "country", a role for a person."""

    lang: str
    name: str
    slug: str = ""
    description: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An entry of a register: a section, tag, region, series or author.

    `iso` is an ISO 3166-1 alpha-2 code. `words` has one entry a language, in `LANGUAGES` order.
    """

    register: Register
    id: str
    words: tuple[TermWords, ...]
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    iso: str = ""
    place: Place

    def named(self, lang: str) -> TermWords:
        return next(words for words in self.words if words.lang == lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture on disk: its content's digest and what its header says. No pixel is kept.

    `width` and `height` are those seen after the orientation of the EXIF header is applied.
    """

    path: str
    digest: str
    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file of `static/`, published as it is. `name` is its path below that folder."""

    path: str
    name: str
    digest: str


# -- what Markdown becomes ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A top-level piece of prose. `html` has unbound links; `line` is 1-based in the article's file.

    `kind` is one of: paragraph heading list quote pull table figure definitions notes code rule html.
    """

    kind: str
    html: str
    text: str
    line: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    level: int
    id: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link or picture as the writer wrote its target: `story:floods#relief`, `bridge.jpg`."""

    target: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Reference, ...] = ()
    pictures: tuple[Reference, ...] = ()
    words: int = 0
    digest: str = ""


# -- the bilingual site ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The language-free thing: the facts that all its articles share, and the articles.

    `kind` "page" is a static page (about, contact). Ids are those of the registers.
    `articles` stand in `LANGUAGES` order.
    """

    kind: Literal["story", "page"]
    key: str
    original: str
    articles: tuple[Article, ...]
    date: Date | None = None
    publish: datetime | None = None
    expires: datetime | None = None
    section: str = ""
    regions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: SeriesPart | None = None
    authors: tuple[str, ...] = ()
    outlet: str = ""
    photo: PictureFacts | None = None
    pictures: tuple[PictureFacts, ...] = ()
    reactions: Reactions | None = None

    def article(self, lang: str) -> Article | None:
        return next((article for article in self.articles if article.lang == lang), None)

    @property
    def best(self) -> Article:
        """The original, or the first article there is where the original is held back."""
        return self.article(self.original) or self.articles[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An article that is not published now, and why: draft, scheduled or expired."""

    path: str
    title: str
    why: Literal["draft", "scheduled", "expired"]
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that readers may see at one moment: stories newest first, pages, registers.

    `known` are the keys of all stories and pages, held back or not; `held` says what was held back.
    """

    stories: tuple[Story, ...]
    pages: tuple[Story, ...]
    terms: tuple[Term, ...]
    known: frozenset[str] = frozenset()
    held: tuple[Held, ...] = ()

    def register(self, name: Register) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.register == name)


# -- what is published ----------------------------------------------------------------------------


class View:
    """Base of the frozen views: all that a template may see, plain values and other views only."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file to render. `url` starts with / and knows no base path; `path` is below `output/`.

    `lang` is empty for what belongs to no one language: the chooser, the sitemap.
    """

    url: str
    path: str
    lang: str
    template: str
    view: View
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file to make from a source. `settings` () means copied as it is."""

    url: str
    path: str
    source: str
    settings: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did. `seconds` is for people: no byte of the output depends on it."""

    diagnostics: tuple[Diagnostic, ...] = ()
    stories: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    held: tuple[Held, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    published: bool = False
