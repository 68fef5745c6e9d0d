"""The addresses that a site promises to keep: of articles, terms and their feeds, and the old ones."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from bulletin.model import Address
from bulletin.plan.index import Index, addresses_of_term


class Kept(Struct, frozen=True, kw_only=True):
    """`published` stand now. `resting` belong to articles that a date holds back: they come, or have had
    their time. `owned` are all that belong to anything in the content, drafts and empty terms too.
    """

    published: tuple[Address, ...]
    resting: frozenset[str]
    owned: frozenset[str]


def kept_addresses(index: Index) -> Kept:
    """What stands at each address of a site now, and what belongs to whom."""
    everything = {one.url for claims in index.claims.values() for one in claims}
    terms = {
        one.url for term in index.site.terms for words in term.words for one in addresses_of_term(term, words)
    }
    return Kept(
        published=published_addresses(index),
        resting=frozenset(one.url for one in index.coming),
        owned=frozenset(everything | terms),
    )


def published_addresses(index: Index) -> tuple[Address, ...]:
    """What stands at an address now. The site's own pages, which no editor can lose, are not among them."""
    return (
        *(
            one
            for story in (*index.site.stories, *index.site.pages)
            for article in story.articles
            for one in index.claims[article.path]
        ),
        *(
            one
            for term in index.site.terms
            for words in term.words
            if index.entries(words.lang, term.register, term.id)
            for one in addresses_of_term(term, words)
            if not one.url.endswith(".xml") or index.has_own(words.lang, term.register, term.id)
        ),
    )


def to_remember(kept: Kept, remembered: Iterable[Address]) -> tuple[Address, ...]:
    """What stands at an address now, and what was remembered and still belongs to something, shown or not."""
    known = kept.resting | kept.owned
    before = {one.url: one.owner for one in remembered if one.url in known}
    now = {one.url: one.owner for one in kept.published}
    return tuple(Address(url=url, owner=owner) for url, owner in sorted((before | now).items()))
