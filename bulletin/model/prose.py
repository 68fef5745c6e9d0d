"""What Markdown becomes: prose in blocks, with the links and pictures that are still to be bound."""

from __future__ import annotations

from dataclasses import dataclass


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
