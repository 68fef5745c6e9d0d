"""The addresses that a site promises to keep: of articles, terms and their feeds, and the old ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.model import Address, Story, Term, TermWords
from bulletin.plan.index import Index
from bulletin.plan.urls import FEEDS, feed_url, term_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`published` stand now. `resting` belong to articles that a date holds back: they come, or have had
    their time. `owned` are all that belong to anything in the content, drafts and empty terms too.
    """

    published: tuple[Address, ...]
    resting: frozenset[str]
    owned: frozenset[str]


def kept_addresses(index: Index) -> Kept:
    """What stands at each address of a site now, and what belongs to whom."""
    everything = {one.url for story in index.known_stories for one in _of_story(index, story)}
    terms = {one.url for term in index.site.terms for words in term.words for one in _of_term(term, words)}
    return Kept(
        published=published_addresses(index),
        resting=frozenset(url for url, _ in index.coming),
        owned=frozenset(everything | terms),
    )


def published_addresses(index: Index) -> tuple[Address, ...]:
    """What stands at an address now. The site's own pages, which no editor can lose, are not among them."""
    return (
        *(one for story in (*index.site.stories, *index.site.pages) for one in _of_story(index, story)),
        *(
            one
            for term in index.site.terms
            for words in term.words
            if index.entries(words.lang, term.register, term.id)
            for one in _of_term(term, words)
            if not one.url.endswith(".xml") or index.has_own(words.lang, term.register, term.id)
        ),
    )


def held_addresses(index: Index) -> tuple[Address, ...]:
    """Those of the articles that readers may not see now."""
    return tuple(
        one
        for story in index.known_stories
        for one in _of_story(index, story)
        if one.owner not in index.by_path
    )


def to_remember(kept: Kept, remembered: Iterable[Address]) -> tuple[Address, ...]:
    """What stands at an address now, and what a date holds back; the rest of what was remembered is not."""
    before = {one.url: one.owner for one in remembered if one.url in kept.resting}
    now = {one.url: one.owner for one in kept.published}
    return tuple(Address(url=url, owner=owner) for url, owner in sorted((before | now).items()))


def _of_story(index: Index, story: Story) -> Iterator[Address]:
    for article in story.articles:
        yield Address(url=index.url(story, article), owner=article.path)
        yield from (Address(url=alias, owner=article.path) for alias in article.aliases)


def _of_term(term: Term, words: TermWords) -> Iterator[Address]:
    for slug in (words.slug, *words.former):
        owner = f"{term.place.path}#{term.id}"
        yield Address(url=term_url(words.lang, term.register, slug), owner=owner)
        if term.register in FEEDS:
            yield Address(url=feed_url(words.lang, term.register, slug), owner=owner)
