"""A made-up bulletin of any size: the same seed gives the same stories, on any machine.

What a story is, and how many there are of which kind; its text is put together in prose.py, its picture
in pictures.py. Knows nothing of any generator: each gets the same corpus in its own notation.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks import words
from benchmarks.prose import headline, paragraphs, sentence

LANGUAGES = ("en", "es")
FIRST_DAY = date(2017, 1, 1)
LAST_DAY = date(2024, 12, 31)
"""Eight years, all of them past: nothing is held back."""

PICTURED = 4
"""One story in so many has a lead picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One language's text. The blocks are Markdown; `story:key` links to a story, `[!pull]` marks a pull quote."""

    title: str
    deck: str
    slug: str
    blocks: tuple[str, ...]
    caption: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is told in two languages. `picture` is a file name, or empty."""

    number: int
    key: str
    day: date
    section: str
    regions: tuple[str, ...]
    tags: tuple[str, ...]
    author: str
    picture: str
    en: Article
    es: Article

    def article(self, lang: str) -> Article:
        return self.en if lang == "en" else self.es


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A section, region, tag or author: an id and its names."""

    id: str
    names: words.Pair

    def name(self, lang: str) -> str:
        return self.names[LANGUAGES.index(lang)]

    def slug(self, lang: str) -> str:
        return slugified(self.name(lang))


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Stories oldest first, and the registers by name."""

    stories: tuple[Story, ...]
    sections: tuple[Term, ...]
    regions: tuple[Term, ...]
    tags: tuple[Term, ...]
    authors: tuple[Term, ...]

    def term(self, id: str) -> Term:
        terms = (*self.sections, *self.regions, *self.tags, *self.authors)
        return next(term for term in terms if term.id == id)

    def named(self, key: str) -> Story:
        """The story with a key; keys end with the story's number."""
        return self.stories[int(key.rpartition("-")[2])]


def make_corpus(stories: int, *, seed: int = 1) -> Corpus:
    """A corpus of so many stories, evenly spread over the years."""
    registers = Corpus(
        stories=(),
        sections=terms("section", words.SECTIONS),
        regions=terms("region", words.REGIONS),
        tags=terms("tag", tag_names()),
        authors=terms("author", tuple((name, name) for name in author_names())),
    )
    days = (LAST_DAY - FIRST_DAY).days
    made = tuple(
        make_story(number, FIRST_DAY + timedelta(days=number * days // stories), registers, seed)
        for number in range(stories)
    )
    return Corpus(
        stories=made,
        sections=registers.sections,
        regions=registers.regions,
        tags=registers.tags,
        authors=registers.authors,
    )


def make_story(number: int, day: date, registers: Corpus, seed: int) -> Story:
    """Story `number`: the same words whatever the size of the corpus, so that growth compares like with like."""
    chance = random.Random(f"{seed}/{number}")
    title = headline(chance)
    slugs = [f"{slugified(text)[:60].strip('-')}-{number}" for text in title]
    deck, caption = sentence(chance), sentence(chance)
    blocks = tuple(paragraphs(chance, number, story_key))
    articles = [
        Article(
            title=title[side],
            deck=deck[side],
            slug=slugs[side],
            blocks=tuple(block[side] for block in blocks),
            caption=caption[side],
            alt=("A field of colored squares.", "Un campo de cuadrados de colores.")[side],
        )
        for side in (0, 1)
    ]
    picture = ("lead.jpg", "lead.png")[number // PICTURED % 2] if number % PICTURED == 0 else ""
    return Story(
        number=number,
        key=story_key(number),
        day=day,
        section=chance.choice(registers.sections).id,
        regions=some(chance, registers.regions, chance.choice((1, 1, 2))),
        tags=some(chance, registers.tags, chance.choice((2, 3, 3, 4))),
        author=chance.choice(registers.authors).id,
        picture=picture,
        en=articles[0],
        es=articles[1],
    )


def story_key(number: int) -> str:
    return f"story-{number}"


def some(chance: random.Random, among: tuple[Term, ...], wanted: int) -> tuple[str, ...]:
    """Different terms, the first of the register far more often than the last, as in any newsroom."""
    found: list[str] = []
    while len(found) < wanted:
        id = among[int(len(among) * chance.random() ** 2)].id
        if id not in found:
            found.append(id)
    return tuple(found)


def terms(kind: str, names: tuple[words.Pair, ...]) -> tuple[Term, ...]:
    return tuple(Term(id=f"{kind}-{slugified(pair[0])}", names=pair) for pair in names)


def tag_names() -> tuple[words.Pair, ...]:
    return tuple(
        (subject[0] + aspect[0], subject[1] + aspect[1])
        for aspect in words.TAG_ASPECTS
        for subject in words.TAG_SUBJECTS
    )


def author_names() -> Iterator[str]:
    for last in words.LAST_NAMES:
        for first in words.FIRST_NAMES:
            yield f"{first} {last}"


def slugified(text: str) -> str:
    """Lowercase letters and digits without accents, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
