"""The bilingual site: stories with their articles, what was held back, everything at one moment."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from bulletin.model.place import Register
from bulletin.model.written import Article, SharedFacts, Term


class Story(Struct, frozen=True, kw_only=True, gc=False):
    """The language-free thing: the facts that all its articles share, and the articles.

    `kind` "page" is a static page (about, contact). Ids are those of the registers.
    `articles` stand in `LANGUAGES` order.
    """

    kind: Literal["story", "page"]
    key: str
    original: str
    articles: tuple[Article, ...]
    shared: SharedFacts

    def article(self, lang: str) -> Article | None:
        for article in self.articles:
            if article.lang == lang:
                return article
        return None

    @property
    def best(self) -> Article:
        """The original, or the first article there is where the original is held back."""
        return self.article(self.original) or self.articles[0]


class Held(Struct, frozen=True, kw_only=True):
    """An article that is not published now, and why; `due` is when it comes, `ended` when it went."""

    path: str
    title: str
    why: Literal["draft", "scheduled", "expired"]
    due: datetime | None = None
    ended: datetime | None = None


class Untranslated(Struct, frozen=True, kw_only=True):
    """A story that lacks the language `missing`; `draft` where a draft of it has been begun."""

    path: str
    title: str
    missing: str
    draft: bool


class Turn(Struct, frozen=True, kw_only=True):
    """The next moment at which the site changes by itself: a story comes due, or expires."""

    when: datetime
    path: str
    what: Literal["due", "expires"]


class Site(Struct, frozen=True, kw_only=True):
    """Everything that readers may see at one moment: stories newest first, pages, registers.

    `known` are the keys of all stories and pages, held back or not; `held` says what was held back.
    """

    stories: tuple[Story, ...]
    pages: tuple[Story, ...]
    terms: tuple[Term, ...]
    known: frozenset[str] = frozenset()
    held: tuple[Held, ...] = ()
    next_turn: Turn | None = None

    def register(self, name: Register) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.register == name)
