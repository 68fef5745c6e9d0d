"""What writers write: articles with their fields as typed, registers, files. Nothing is inherited yet."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Literal

from msgspec import Struct

from bulletin.model.place import LANGUAGES, PictureKind, Place, Register


class Correction(Struct, frozen=True, kw_only=True, array_like=True):
    date: Date
    text: str


class SeriesPart(Struct, frozen=True, kw_only=True, array_like=True):
    series: str
    part: int


class PictureFacts(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """What the header says of a picture. `focus` is (x, y) in percent from the top left."""

    file: str
    kind: PictureKind = "photo"
    credit: str = ""
    focus: tuple[int, int] | None = None


class PhotoWords(Struct, frozen=True, kw_only=True, array_like=True):
    """What one language says of the lead picture."""

    alt: str = ""
    caption: str = ""


class BlockDigests(Struct, frozen=True, kw_only=True, array_like=True):
    """The digests of the source's blocks when a translation was made, in the source's order."""

    digests: tuple[str, ...] = ()


class Translation(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """`of`: the language translated from; `by`: the translators' ids."""

    of: str
    by: tuple[str, ...] = ()
    blocks: BlockDigests = BlockDigests()


class Reactions(Struct, frozen=True, kw_only=True, array_like=True):
    """An archived count of readers who liked the story, and the day it was taken."""

    yes: int
    on: Date | None = None


class SharedFacts(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """What both languages of a story have in common: the original gives it, a translation inherits it."""

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


class Article(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One language's version of a story or a page, from one file, as written and typed, without its text.

    `shared` has the facts that this file gives; `pair` brings them together. `places` says where each field stands: ("tags.1", Place).
    """

    kind: Literal["story", "page"]
    key: str
    lang: str
    path: str
    body_line: int = 1
    title: str = ""
    summary: str = ""
    slug: str = ""
    draft: bool = False
    shared: SharedFacts = SharedFacts()
    updated: Date | None = None
    corrections: tuple[Correction, ...] = ()
    photo: PhotoWords | None = None
    translation: Translation | None = None
    aliases: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    menu: int = 0
    places: tuple[tuple[str, Place], ...] = ()

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def gives(self, name: str) -> bool:
        """Whether the header of this file has the field `name`."""
        return name in dict(self.places)

    def at(self, *names: str | int) -> Place:
        """The place of a field, or of the nearest field around it: at("photo", "credit")."""
        places = dict(self.places)
        for end in range(len(names), 0, -1):
            place = places.get(".".join(str(name) for name in names[:end]))
            if place is not None:
                return place
        return Place(path=self.path, line=1)


class Filed(Struct, frozen=True, kw_only=True):
    """What came from a language file: the article, and the digest of the text below its header."""

    article: Article
    body: str


class Manuscript(Struct, frozen=True, kw_only=True):
    """An article with its text in Markdown, as it comes from its file."""

    article: Article
    body: str = ""


class TermWords(Struct, frozen=True, kw_only=True, array_like=True):
    """What a term is called in one language. `kind`: "department", "country", a role for a person.

    `full` is the name told apart where it recurs, "Amazonas (Peru)"; `former` are slugs it once had.
    """

    lang: str
    name: str
    full: str = ""
    slug: str = ""
    former: tuple[str, ...] = ()
    description: str = ""
    kind: str = ""

    @property
    def alone(self) -> str:
        """The name where nothing around it says which of several places is meant."""
        return self.full or self.name


class Term(Struct, frozen=True, kw_only=True, array_like=True):
    """An entry of a register: a section, tag, region, series or author.

    `iso` is an ISO 3166-1 alpha-2 code; `organization` is for authors that are no person, `sort` for those
    who are listed by another name than the first. `words` has one entry a language, in `LANGUAGES` order.
    """

    register: Register
    id: str
    words: tuple[TermWords, ...]
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    iso: str = ""
    organization: bool = False
    sort: str = ""
    place: Place

    def listed_as(self, lang: str) -> str:
        """What the term is sorted by."""
        return self.sort or self.named(lang).alone

    def named(self, lang: str) -> TermWords:
        return self.words[LANGUAGES.index(lang)]


class PictureFile(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A picture on disk: its content's digest and what its header says. No pixel is kept.

    `width` and `height` are those seen after the orientation of the EXIF header is applied. `drawing` is said of
    one with a palette or with transparency: a JPEG could not hold it, or would smear its edges.
    """

    path: str
    digest: str
    format: str
    width: int
    height: int
    drawing: bool = False


class StaticFile(Struct, frozen=True, kw_only=True):
    """A file of `static/`, published as it is. `name` is its path below that folder."""

    path: str
    name: str
    digest: str
