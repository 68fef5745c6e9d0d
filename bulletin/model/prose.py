"""What Markdown becomes: prose in blocks, with the links and pictures that are still to be bound."""

from __future__ import annotations

from msgspec import Struct

from bulletin.model.place import Place


class Block(Struct, frozen=True, kw_only=True, array_like=True):
    """A top-level piece of prose. `html` has unbound links; `line` is 1-based in the article's file.

    `kind` is one of: paragraph heading list quote pull table figure definitions notes code rule html.
    """

    kind: str
    html: str
    text: str
    line: int
    digest: str


class Heading(Struct, frozen=True, kw_only=True, array_like=True):
    level: int
    id: str
    text: str
    line: int


class Reference(Struct, frozen=True, kw_only=True, array_like=True):
    """A link or picture as the writer wrote its target: `story:floods#relief`, `bridge.jpg`."""

    target: str
    text: str
    place: Place


class Outline(Struct, frozen=True, kw_only=True, gc=False):
    """What the planner may see of a text: not its words, and not in which lines they stand.

    `parts` are the ids of its headings; `links` and `pictures` what it leads to and shows, each target once.
    """

    parts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


class Prose(Struct, frozen=True, kw_only=True, array_like=True):
    """What is known of a text but its words. `digest` is that of its HTML."""

    headings: tuple[Heading, ...] = ()
    links: tuple[Reference, ...] = ()
    pictures: tuple[Reference, ...] = ()
    words: int = 0
    digest: str = ""

    @property
    def outline(self) -> Outline:
        """What the planner may see of it."""
        return Outline(
            parts=tuple([heading.id for heading in self.headings]),
            links=tuple(dict.fromkeys([link.target for link in self.links])),
            pictures=tuple(dict.fromkeys([picture.target for picture in self.pictures])),
        )


class Composed(Struct, frozen=True, kw_only=True, array_like=True):
    """A text with its words: they are fetched for the pages that are rendered, and for no other."""

    prose: Prose = Prose()
    blocks: tuple[Block, ...] = ()
