"""The front pages: all stories of a language, newest first."""

from __future__ import annotations

from bulletin.model import LANGUAGES, Article, Page
from bulletin.plan import views
from bulletin.plan.cards import lead_of, paginated
from bulletin.plan.frame import Decor, frame
from bulletin.plan.urls import front_url, path_of


def front_pages(decor: Decor) -> tuple[Page, ...]:
    """The front page of each language and the pages that follow it."""
    index = decor.index
    lists = {lang: index.listed(lang) for lang in LANGUAGES}
    pages = []
    for lang in LANGUAGES:
        edition = index.config.edition(lang)
        for sheet in paginated(decor, lang, lists, front_url):
            around = frame(
                decor,
                lang,
                sheet.urls,
                name=edition.title,
                number=sheet.number,
                description=edition.tagline,
                trail=None if sheet.number == 1 else (),
                default="/" if sheet.number == 1 else "",
            )
            lead = lead_of(decor, lists[lang]) if sheet.number == 1 else None
            view = views.FrontView(frame=around, lead=lead, cards=sheet.cards, pager=sheet.pager)
            pages.append(framed_page(sheet.urls[lang], lang, "front.html", view))
    return tuple(pages)


def framed_page(
    url: str, lang: str, template: str, view: views.Framed, article: Article | None = None
) -> Page:
    """`article` is the one whose text the page shows."""
    source = article.path if article else ""
    texts = (source,) if article else ()
    return Page(
        url=url, path=path_of(url), lang=lang, template=template, view=view, source=source, texts=texts
    )
