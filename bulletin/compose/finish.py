"""Clean HTML -> finished blocks: typography, heading ids, and the lists of links and pictures.

Links and pictures stay as they were written; the planner binds them (`story:floods#relief`).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache

from bulletin.compose.engine import RawBlock
from bulletin.compose.sanitise import TAG
from bulletin.config import Edition
from bulletin.digest import digest
from bulletin.languages.slugs import slugify
from bulletin.languages.typography import may_change, typeset
from bulletin.model import Block, Heading, Place, Reference

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


LETTERS = bytes(code if re.match(r"\w", chr(code)) else ord(" ") for code in range(256))
"""Latin-1 with blanks for all that is no part of a word."""


def count_words(text: str) -> int:
    """How many runs of letters, digits and underscores a text has."""
    try:
        return len(text.encode("latin-1").translate(LETTERS).split())
    except UnicodeEncodeError:  # a dash, a printed quotation mark, another script
        return len(re.findall(r"\w+", text))


@dataclass(slots=True)
class Finisher:
    """Finishes the blocks of one article, one after the other."""

    edition: Edition
    path: str
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
        plain, runs = _read(tokens)
        if "<a " in clean or "<img " in clean:
            self._collect(tokens, line)
        if len(runs) == 1 or '="' in clean or may_change(clean):  # attributes may look like words
            for run in runs:
                self._typeset(tokens, run)
        if ' id="' in clean:
            tokens = self._with_own_ids(tokens)
        finished = "".join(tokens)
        if raw.kind == "heading":
            finished = self._heading(finished, plain, line)
        targets = tuple(TARGET.findall(clean))
        mark = digest((raw.kind, plain, targets))[:DIGEST_LENGTH]
        self.blocks.append(Block(kind=raw.kind, html=finished, text=plain, line=line, digest=mark))

    def _demoted(self, clean: str) -> str:
        """The headline is the page's only heading of level 1."""
        return clean.replace("<h1", "<h2").replace("</h1>", "</h2>") if "<h1" in clean else clean

    def _collect(self, tokens: list[str], line: int) -> None:
        place = Place(path=self.path, line=line)
        for number in range(1, len(tokens), 2):
            token = tokens[number]
            if token.startswith("<a ") and (target := TARGET.search(token)):
                if not target[1].startswith((f"#{self.edition.lang}-fn-", f"#{self.edition.lang}-fnref")):
                    self.links.append(
                        Reference(target=html.unescape(target[1]), text=_linked(tokens, number), place=place)
                    )
            elif token.startswith("<img ") and (target := TARGET.search(token)):
                alt = ALT.search(token)
                text = html.unescape(alt[1]).strip() if alt else ""
                self.pictures.append(Reference(target=html.unescape(target[1]), text=text, place=place))

    def _typeset(self, tokens: list[str], run: list[int]) -> None:
        """Set the tokens at the places of a run: quotes, dashes and ellipses in its text."""
        nodes = typeset([tokens[at] for at in run], self.edition.lang, self.edition.quotes)
        for at, node in zip(run, nodes, strict=True):
            tokens[at] = node

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


def _linked(tokens: list[str], start: int) -> str:
    """The words of the link that begins with the tag at `start`."""
    words = []
    for at in range(start + 1, len(tokens), 2):
        words.append(tokens[at])
        if tokens[at + 1 : at + 2] == ["</a>"]:
            break
    return html.unescape("".join(words))


def _read(tokens: list[str]) -> tuple[str, list[list[int]]]:
    """The words of a block and where its runs of text to be typeset stand: text, tag, text, tag, text.

    The words are what translators compare: white space is folded, marks of notes are no words. A run
    ends where its paragraph does.
    """
    words = [tokens[0]]
    runs, run, verbatim = [], [0] if tokens[0] else [], 0
    for at in range(1, len(tokens), 2):
        ends_run, level, is_note_mark = _role(tokens[at])
        if level:
            verbatim = max(0, verbatim + level)
        if ends_run:
            words.append(" ")
            if run:
                runs.append(run)
                run = []
        if text := tokens[at + 1]:
            if not is_note_mark:
                words.append(text)
            if not verbatim:
                run.append(at + 1)
    return " ".join(html.unescape("".join(words)).split()), [*runs, run] if run else runs


@lru_cache(maxsize=1_000)
def _role(tag: str) -> tuple[bool, int, bool]:
    """Whether a tag ends a run, by how many levels of verbatim text it leads in, whether it marks a note."""
    found = NAME.match(tag)
    name = found[1] if found else ""
    level = 0 if name not in VERBATIM else -1 if tag[1] == "/" else 1
    return name in RUNS, level, tag.startswith(NOTE_MARK)
