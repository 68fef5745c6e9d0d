"""Markdown -> Prose: an article's body as safe, typeset blocks with unbound links.

A Composer keeps one Markdown instance a language and throws it away after any exception.
"""

from __future__ import annotations

import html
import re

from bulletin.compose.clock import TooSlow, cpu_limit
from bulletin.compose.engine import Engine
from bulletin.compose.finish import Finisher, count_words
from bulletin.compose.sanitise import WHAT, Sanitiser, TooDeep, left_out
from bulletin.config import LIMITS, Config
from bulletin.diagnostics import problem
from bulletin.digest import digest
from bulletin.languages.characters import FORBIDDEN, name_of
from bulletin.model import Article, Composed, Diagnostic, Manuscript, Place, Prose, Reference

__all__ = ["Composer"]


EMPTY = re.compile(r"(?:</?(?:p|h[1-6])>|\s)*+")
"""What is left of a block of which everything was removed."""


BARE_ADDRESS = re.compile(r"<(www\.[^\s<>]+)>", re.IGNORECASE)
"""An address in angle brackets without its scheme, which Markdown takes for HTML."""


class Composer:
    """Turns articles into prose. One a process; never shared between threads."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.engines: dict[str, Engine] = {}
        self.line = 0
        self.sanitisers = {edition.lang: Sanitiser(edition.lang) for edition in config.editions}

    def compose(self, text: Manuscript) -> tuple[Composed | None, tuple[Diagnostic, ...]]:
        """The prose of an article's body and what is wrong with it; None where it has none to show."""
        article = text.article
        steep = _steep_line(text.body)
        if steep:
            return None, (problem("text-too-deep", _place(article, steep)),)
        self.line = 0
        try:
            with cpu_limit(LIMITS.compose_seconds):
                return self._composed(text)
        except TooSlow:
            trouble = problem("text-too-slow", self._reached(text), limit=LIMITS.compose_seconds)
        except (RecursionError, TooDeep):
            trouble = problem("text-too-deep", self._reached(text))
        except Exception as error:  # whatever a bug in Markdown raises, the story is named
            reason = f"{type(error).__name__}: {error}"[:200]
            trouble = problem("text-faulty", self._reached(text), reason=reason)
        self.engines.pop(article.lang, None)
        return None, (trouble,)

    def _reached(self, text: Manuscript) -> Place:
        """The block that was being worked on; the text's first line where it was not in blocks yet."""
        lines = enumerate(text.body.split("\n"), 1)
        return _place(text.article, self.line or next((number for number, line in lines if line.strip()), 1))

    def _composed(self, text: Manuscript) -> tuple[Composed, tuple[Diagnostic, ...]]:
        article, body = text.article, text.body
        if article.lang not in self.engines:
            self.engines[article.lang] = Engine()
        engine = self.engines[article.lang]
        sanitiser = self.sanitisers[article.lang]
        finisher = Finisher(
            edition=self.config.edition(article.lang), path=article.path, first_line=article.body_line
        )
        problems: list[Diagnostic] = []
        for raw in engine.blocks(body):
            self.line = raw.line
            clean = sanitiser.clean(raw.html)
            if clean != raw.html or "<h1" in clean:
                problems.extend(_complaints(text, raw.html, clean, raw.line))
            hidden = FORBIDDEN.search(clean)  # &#x202e; is a character now
            if hidden:
                place = _place(article, raw.line)
                problems.append(problem("character-forbidden", place, character=name_of(hidden[0])))
            elif not EMPTY.fullmatch(clean):
                finisher.add(raw, clean)
        problems.extend(engine.slips(body, lambda line, column, width: _place(article, line, column, width)))
        blocks = tuple(finisher.blocks)
        lines = body.split("\n")
        prose = Prose(
            headings=tuple(finisher.headings),
            links=tuple(_spotted(one, lines, article.body_line) for one in finisher.links),
            pictures=tuple(_spotted(one, lines, article.body_line) for one in finisher.pictures),
            words=count_words("\n".join(block.text for block in blocks)),
            digest=digest(tuple((block.kind, block.html) for block in blocks)),
        )
        return Composed(prose=prose, blocks=blocks), tuple(problems)


def _place(article: Article, line: int, column: int = 0, width: int = 1) -> Place:
    return Place(path=article.path, line=article.body_line + line - 1, column=column, width=width)


def _spotted(reference: Reference, lines: list[str], first: int) -> Reference:
    """The reference with the place of its target: Python-Markdown gives the line of its block at most."""
    for number in range(max(0, reference.place.line - first), len(lines)):
        column = lines[number].find(reference.target)
        if reference.target and column >= 0:
            width, line = len(reference.target), first + number
            place = Place(path=reference.place.path, line=line, column=column + 1, width=width)
            return Reference(target=reference.target, text=reference.text, place=place)
    return reference


def _steep_line(body: str) -> int:
    """The first line of a paragraph with more open brackets than any text needs; 0 for none.

    Python-Markdown tries each [ against all that follows: 3,000 of them cost seconds (its issue 798).
    """
    if body.count("[") <= LIMITS.bracket_levels:
        return 0
    level = 0
    for number, line in enumerate(body.split("\n"), 1):
        if not line.strip():
            level = 0
            continue
        level = max(0, level + line.count("[") - line.count("]"))
        if level > LIMITS.bracket_levels:
            return number
    return 0


def _complaints(text: Manuscript, raw: str, clean: str, line: int) -> list[Diagnostic]:
    """What the sanitiser removed from a block and a writer should know."""
    article, problems = text.article, []
    title = re.search(r"<h1[^>]*>(.*?)</h1>", clean, re.DOTALL)
    if title:
        words = html.unescape(re.sub(r"<[^>]*>", "", title[1])).strip()
        problems.append(problem("heading-level", _place(article, line), text=words))
    for kind, name in left_out(raw, clean):
        at, column, width = _found(text.body, line, name, kind)
        address = BARE_ADDRESS.match(text.body.split("\n")[at - 1], column - 1) if column else None
        if address:
            place = _place(article, at, column, len(address[0]))
            problems.append(
                problem("link-scheme", place, target=address[1], example=f"<https://{address[1]}>")
            )
        elif kind == "link":
            problems.append(problem("link-unsafe", _place(article, at, column, width), target=name))
        else:
            problems.append(
                problem("html-removed", _place(article, at, column, width), what=WHAT[kind], name=name)
            )
    return problems


def _found(body: str, line: int, name: str, kind: str) -> tuple[int, int, int]:
    """(line, column, width) of the removed thing in the source, from the block's line on."""
    wanted = re.compile(rf"<{re.escape(name)}\b" if kind == "tag" else re.escape(name), re.IGNORECASE)
    for number, text in enumerate(body.split("\n")[line - 1 :], line):
        found = wanted.search(text) if name else None
        if found:
            return number, found.start() + 1, len(found[0])
    return line, 0, 1
