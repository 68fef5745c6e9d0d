"""The addresses that a site promises to keep: those of articles and terms, and the old ones they answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from bulletin.model import Address, Story, Term, TermWords
from bulletin.plan.index import Index
from bulletin.plan.urls import term_url


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
        ),
    )


def owned_addresses(index: Index) -> frozenset[str]:
    """All addresses that have an owner, also of what is not shown now: drafts, expired stories, empty terms."""
    everything = {one.url for story in index.known_stories for one in _of_story(index, story)}
    terms = {one.url for term in index.site.terms for words in term.words for one in _of_term(term, words)}
    return frozenset(everything | terms)


def held_addresses(index: Index) -> tuple[Address, ...]:
    """Those of the articles that readers may not see now."""
    return tuple(
        one
        for story in index.known_stories
        for one in _of_story(index, story)
        if one.owner not in index.by_path
    )


def to_remember(
    published: Iterable[Address], remembered: Iterable[Address], owned: Collection[str]
) -> tuple[Address, ...]:
    """What stands at an address now, and what stood there and will again: only what is gone is forgotten."""
    now = {one.url: one.owner for one in published}
    before = {one.url: one.owner for one in remembered if one.url in owned}
    return tuple(Address(url=url, owner=owner) for url, owner in sorted((before | now).items()))


def _of_story(index: Index, story: Story) -> Iterator[Address]:
    for article in story.articles:
        yield Address(url=index.url(story, article), owner=article.path)
        yield from (Address(url=alias, owner=article.path) for alias in article.aliases)


def _of_term(term: Term, words: TermWords) -> Iterator[Address]:
    for slug in (words.slug, *words.former):
        yield Address(url=term_url(words.lang, term.register, slug), owner=f"{term.place.path}#{term.id}")
