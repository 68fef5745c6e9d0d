"""Old addresses -> Pages that lead to the new ones: aliases of articles, former slugs of terms."""

from __future__ import annotations

from bulletin.model import Page
from bulletin.plan import views
from bulletin.plan.frame import Decor
from bulletin.plan.urls import path_of, term_url


def moved_pages(decor: Decor) -> tuple[Page, ...]:
    """A page at every old address of what readers may see now."""
    return (*_of_articles(decor), *_of_terms(decor))


def _of_articles(decor: Decor) -> list[Page]:
    index = decor.index
    return [
        _moved(
            decor,
            alias,
            index.url(article),
            lang=article.lang,
            name=decor.mentions.articles[article.path].title,
            source=article.path,
        )
        for story in (*index.site.stories, *index.site.pages)
        for article in story.articles
        for alias in article.aliases
    ]


def _of_terms(decor: Decor) -> list[Page]:
    """Where a term has a page in a language, its former addresses lead to it."""
    return [
        _moved(
            decor,
            term_url(words.lang, term.register, former),
            term_url(words.lang, term.register, words.slug),
            lang=words.lang,
            name=words.alone,
            source="",  # its own register is told by `check_terms`
        )
        for term in decor.index.site.terms
        for words in term.words
        if words.former and decor.index.entries(words.lang, term.register, term.id)
        for former in words.former
    ]


def _moved(decor: Decor, old: str, new: str, *, lang: str, name: str, source: str) -> Page:
    addresses = decor.index.addresses
    view = views.MovedView(
        lang=lang,
        name=name,
        href=addresses.href(new),
        canonical=addresses.absolute(new),
        files=decor.files,
    )
    return Page(url=old, path=path_of(old), lang=lang, template="moved.html", view=view, source=source)
