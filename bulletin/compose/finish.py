"""Clean HTML -> finished blocks: typography, heading ids, and the lists of links and pictures.

Links and pictures stay as they were written; the planner binds them (`story:floods#relief`).
"""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass, field

from bulletin.compose.engine import RawBlock
from bulletin.compose.sanitise import TAG
from bulletin.config import Edition
from bulletin.digest import digest
from bulletin.languages.slugs import slugify
from bulletin.languages.typography import typeset
from bulletin.model import Block, Heading, Reference

TOKEN = re.compile(rf"({TAG.pattern})")
NAME = re.compile(r"</?([a-z][a-z0-9]*)")
TARGET = re.compile(r' (?:href|src)="([^"]*)"')
NOTE_MARK = '<a class="footnote-'
ALT = re.compile(r' alt="([^"]*)"')
ID = re.compile(r' id="([^"]*)"')

# A quotation ends with the paragraph, the cell or the item that it stands in.
RUNS = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "dt",
        "dd",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "figcaption",
        "blockquote",
        "caption",
        "div",
        "pre",
        "br",
        "ul",
        "ol",
        "dl",
        "table",
    ]
)
VERBATIM = frozenset({"code", "pre", "kbd", "samp", "var"})
DIGEST_LENGTH = 12
"""Characters of a block's digest: they stand in front matter, and are compared within one story."""


@dataclass(slots=True)
class Finisher:
    """Finishes the blocks of one article, one after the other."""

    edition: Edition
    first_line: int
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Reference] = field(default_factory=list)
    pictures: list[Reference] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def add(self, raw: RawBlock, clean: str) -> None:
        """Finish one block: `clean` is what the sanitiser left of `raw`."""
        line = self.first_line + raw.line - 1
        tokens = TOKEN.split(self._demoted(clean))
        plain = _plain(tokens)
        self._collect(tokens, line)
        tokens = self._with_own_ids(typeset_tokens(tokens, self.edition))
        finished = "".join(tokens)
        if raw.kind == "heading":
            finished = self._heading(finished, plain, line)
        targets = tuple(found[1] for found in TARGET.finditer(clean))
        mark = digest((raw.kind, plain, targets))[:DIGEST_LENGTH]
        self.blocks.append(Block(kind=raw.kind, html=finished, text=plain, line=line, digest=mark))

    def _demoted(self, clean: str) -> str:
        """The headline is the page's only heading of level 1."""
        return clean.replace("<h1", "<h2").replace("</h1>", "</h2>") if "<h1" in clean else clean

    def _collect(self, tokens: list[str], line: int) -> None:
        for number, token in enumerate(tokens):
            if token.startswith("<a ") and (target := TARGET.search(token)):
                if not target[1].startswith((f"#{self.edition.lang}-fn-", f"#{self.edition.lang}-fnref")):
                    self.links.append(
                        Reference(target=html.unescape(target[1]), text=_linked(tokens[number:]), line=line)
                    )
            elif token.startswith("<img ") and (target := TARGET.search(token)):
                alt = ALT.search(token)
                text = html.unescape(alt[1]).strip() if alt else ""
                self.pictures.append(Reference(target=html.unescape(target[1]), text=text, line=line))

    def _with_own_ids(self, tokens: list[str]) -> list[str]:
        """An id stands once in a text: a second one, forged or slipped in, is dropped."""
        kept = []
        for token in tokens:
            found = ID.search(token) if token.startswith(("<li ", "<sup ")) else None
            if found and found[1] in self.ids:
                token = ID.sub("", token, count=1)
            elif found:
                self.ids.add(found[1])
            kept.append(token)
        return kept

    def _heading(self, finished: str, plain: str, line: int) -> str:
        part = self._unique(slugify(plain) or "part")
        level = int(finished[2])
        self.headings.append(Heading(level=level, id=part, text=plain, line=line))
        return f'{finished[:3]} id="{self.edition.lang}-{part}"{finished[3:]}'

    def _unique(self, part: str) -> str:
        number, free = 1, part
        while f"{self.edition.lang}-{free}" in self.ids:
            number += 1
            free = f"{part}-{number}"
        self.ids.add(f"{self.edition.lang}-{free}")
        return free


def _linked(tokens: list[str]) -> str:
    """The words of the link that begins with the first token."""
    inside = itertools.takewhile(lambda token: token != "</a>", tokens)
    return html.unescape("".join(token for number, token in enumerate(inside) if number % 2))


def typeset_tokens(tokens: list[str], edition: Edition) -> list[str]:
    """Quotes, dashes and ellipses in the text between tags; a run ends where its paragraph does."""
    finished = list(tokens)
    run: list[int] = []
    verbatim = 0
    for number, token in enumerate(tokens):
        if number % 2:
            found = NAME.match(token)
            name = found[1] if found else ""
            if name in VERBATIM:
                verbatim = max(0, verbatim + (-1 if token[1] == "/" else 1))
            if name in RUNS:
                _typeset_run(finished, run, edition)
                run = []
        elif token and not verbatim:
            run.append(number)
    _typeset_run(finished, run, edition)
    return finished


def _typeset_run(tokens: list[str], run: list[int], edition: Edition) -> None:
    if run:
        for number, text in zip(
            run, typeset([tokens[at] for at in run], edition.lang, edition.quotes), strict=True
        ):
            tokens[number] = text


def _plain(tokens: list[str]) -> str:
    """The words of a block, white space folded: what translators compare. Marks of notes are no words."""
    parts = []
    for number, token in enumerate(tokens):
        if not number % 2:
            parts.append("" if number and tokens[number - 1].startswith(NOTE_MARK) else token)
        else:
            found = NAME.match(token)
            parts.append(" " if found and found[1] in RUNS else "")
    return " ".join(html.unescape("".join(parts)).split())
