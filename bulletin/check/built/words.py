"""Whether any words of an article that is held back stand in a published file.

Six words in a row that stand in a text held back, and nowhere in what may be seen, are taken for a
leak; so is a whole headline, deck, caption or correction that is shorter, but has eight letters. Words are compared without regard to case and
punctuation, so quotation marks, dashes and spaces may be typeset as they like; accents count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from msgspec import Struct

from bulletin.check.built.facts import BREAK
from bulletin.model import Article, Manuscript, Term

RUN = 6
"""Words in a row: fewer would find phrases that everybody uses, more would miss a short summary."""

SHORTEST = 8
"""Letters of a whole headline, deck, caption or correction that is looked for though it has few words."""

WORD = re.compile(rf"[^\W_]+|{BREAK}")
TARGET = re.compile(r"\]\(\s*<?[^\s)>]*>?|\]\[[^\[\]]*\]|\[\^[^\[\]]+\]|\{[:#.][^{}]*\}|<[^<>]*>")
"""What Markdown writes beside the words: targets of links, marks of footnotes, attributes, tags."""

Run = tuple[str, ...]


class Secrets(Struct, frozen=True, kw_only=True):
    """Runs of words that must not be seen, by their length, each with the source it stands in."""

    runs: Mapping[int, Mapping[Run, str]]

    def __bool__(self) -> bool:
        return any(self.runs.values())

    def found_in(self, text: str) -> dict[str, str]:
        """Source -> the first of its words that stand in `text`."""
        words = words_of(text)
        found: dict[str, str] = {}
        for length, runs in self.runs.items():
            if not runs.keys().isdisjoint(_in_a_row(words, length)):
                for run in _in_a_row(words, length):
                    if run in runs:
                        found.setdefault(runs[run], " ".join(run))
        return found


def secrets(held: Iterable[Manuscript], shown: Iterable[Manuscript], house: Iterable[str]) -> Secrets:
    """What must not be seen: the words of `held`, less all that readers may see anyway.

    `house` are the texts of the registers, catalogs and templates.
    """
    runs: dict[int, dict[Run, str]] = {}
    for one in held:
        article = one.article
        for text in _fields(article):
            words = words_of(text)
            if len(words) < RUN and sum(map(len, words)) >= SHORTEST:
                runs.setdefault(len(words), {}).setdefault(tuple(words), article.path)
        for run in _in_a_row(words_of(BREAK.join(_texts(one))), RUN):
            if BREAK not in run:
                runs.setdefault(RUN, {}).setdefault(run, article.path)
    if runs:
        _subtract(runs, (BREAK.join((*_texts(one), one.body)) for one in shown))
        _subtract(runs, house)
    return Secrets(runs={length: found for length, found in runs.items() if found})


def names_of(terms: Iterable[Term]) -> Iterator[str]:
    """What the registers call things, the names that come from CLDR among them."""
    for term in terms:
        yield from (text for words in term.words for text in (words.name, words.description, words.kind))


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared, and the breaks between its pieces."""
    plain = unicodedata.normalize("NFKC", unescape(text).replace("\xad", ""))
    return WORD.findall(plain.casefold())


def _subtract(runs: dict[int, dict[Run, str]], texts: Iterable[str]) -> None:
    for text in texts:
        words = words_of(text)
        for length, found in runs.items():
            if not found.keys().isdisjoint(_in_a_row(words, length)):
                for run in _in_a_row(words, length):
                    found.pop(run, None)


def _in_a_row(words: list[str], length: int) -> Iterator[Run]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def _texts(one: Manuscript) -> Iterator[str]:
    """All that an article says: the texts of its header, and its body as it reads."""
    article = one.article
    yield from _fields(article)
    yield from (picture.credit for picture in article.shared.pictures)
    yield article.shared.photo.credit if article.shared.photo else ""
    yield TARGET.sub(_without_target, one.body)


def _fields(article: Article) -> Iterator[str]:
    photo = article.photo
    yield from (article.title, article.summary)
    yield from (photo.alt, photo.caption) if photo else ()
    yield from (correction.text for correction in article.corrections)


def _without_target(found: re.Match[str]) -> str:
    return "" if found[0].startswith("[^") else " "
