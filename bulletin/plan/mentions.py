"""What pages name again and again: articles, terms, people. Each mention is made once a build."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bulletin.config import Edition
from bulletin.languages.typography import typeset_text
from bulletin.model import LANGUAGES, REGISTERS, Article, Register, Story
from bulletin.plan.index import Index
from bulletin.plan.urls import term_url
from bulletin.plan.views import Headline, Link, Person


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """An article wherever a page names it: its address as a link, its title and deck as printed."""

    href: str
    title: str
    deck: str


class Mentions(Struct, frozen=True, kw_only=True):
    """`articles` and `headlines` are by path; `terms` by language and register, then by id; `people` too.

    The headlines are those in lists of their own language.
    """

    articles: Mapping[str, Mention]
    headlines: Mapping[str, Headline]
    terms: Mapping[tuple[str, Register], Mapping[str, Link]]
    people: Mapping[str, Mapping[str, Person]]


def set_in(edition: Edition, text: str) -> str:
    """A field of the header with the typography of its language."""
    return typeset_text(text, edition.lang, edition.quotes)


def mentions_of(index: Index) -> Mentions:
    """Every mention of what readers may see."""
    shown = [(story, one) for story in (*index.site.stories, *index.site.pages) for one in story.articles]
    articles = {article.path: _mention(index, article) for _, article in shown}
    return Mentions(
        articles=articles,
        headlines={
            article.path: _headline(story, articles[article.path])
            for story, article in shown
            if story.kind == "story"
        },
        terms={(lang, one): _terms(index, lang, one) for lang in LANGUAGES for one in REGISTERS},
        people={lang: _people(index, lang) for lang in LANGUAGES},
    )


def _mention(index: Index, article: Article) -> Mention:
    edition = index.config.edition(article.lang)
    return Mention(
        href=index.addresses.href(index.url(article)),
        title=set_in(edition, article.title),
        deck=set_in(edition, article.summary),
    )


def _headline(story: Story, mention: Mention, lang: str = "") -> Headline:
    assert story.shared.date is not None
    return Headline(href=mention.href, title=mention.title, date=story.shared.date, lang=lang)


def headline(mentions: Mentions, lang: str, story: Story, article: Article) -> Headline:
    """A story in a line of a list of `lang`."""
    if article.lang == lang:
        return mentions.headlines[article.path]
    return _headline(story, mentions.articles[article.path], article.lang)


def _terms(index: Index, lang: str, register: Register) -> dict[str, Link]:
    links = {}
    for term in index.site.register(register):
        words = term.named(lang)
        href = index.addresses.href(term_url(lang, register, words.slug))
        links[term.id] = Link(href=href, text=words.alone)
    return links


def _people(index: Index, lang: str) -> dict[str, Person]:
    """Those who sign, each with the page of what she wrote."""
    people = {}
    for term in index.site.register("authors"):
        words = term.named(lang)
        href = index.addresses.href(term_url(lang, "authors", words.slug))
        people[term.id] = Person(name=words.name, role=words.kind, href=href, organization=term.organization)
    return people
