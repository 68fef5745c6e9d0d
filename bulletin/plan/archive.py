"""By time: the archive of each year with its months, and every correction of the site."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from bulletin.languages.dates import month_name
from bulletin.model import LANGUAGES, Article, Page, Story
from bulletin.plan import views
from bulletin.plan.frame import Decor, frame, link_to
from bulletin.plan.front import framed_page
from bulletin.plan.index import Index, Listed
from bulletin.plan.mentions import headline, set_in
from bulletin.plan.urls import archive_url, corrections_url

Years = dict[int, Listed]
"""The stories of each year, newest first."""


def archive_pages(decor: Decor) -> tuple[Page, ...]:
    """In each language the page of all years, and a page a year with its months as headings."""
    years = {lang: _years(decor.index.listed(lang)) for lang in LANGUAGES}
    pages = []
    for lang in LANGUAGES:
        urls = {other: archive_url(other) for other in LANGUAGES}
        name = decor.catalogs[lang].gettext("Archive")
        description = decor.catalogs[lang].gettext("All stories of the bulletin by year and month")
        view = views.ArchiveView(
            frame=frame(decor, lang, urls, name=name, description=description),
            years=tuple(_year(decor, lang, year, listed) for year, listed in years[lang].items()),
        )
        pages.append(framed_page(urls[lang], lang, "archive.html", view))
        pages.extend(_year_page(decor, lang, year, years) for year in years[lang])
    return tuple(pages)


def _years(listed: Listed) -> Years:
    return {year: tuple(found) for year, found in groupby(listed, lambda pair: _day(pair[0]).year)}


def _day(story: Story) -> date:
    assert story.shared.date is not None
    return story.shared.date


def _year(decor: Decor, lang: str, year: int, listed: Listed) -> views.Year:
    href = decor.index.addresses.href(archive_url(lang, year))
    return views.Year(year=year, href=href, count=len(listed), months=_months(decor, lang, year, listed))


def _months(
    decor: Decor, lang: str, year: int, listed: Listed, *, with_headlines: bool = False
) -> tuple[views.Month, ...]:
    """The months of a year that have stories, newest first."""
    index, months = decor.index, []
    for month, group in groupby(listed, lambda pair: _day(pair[0]).month):
        found = tuple(group)
        id = f"month-{month:02d}"
        headlines = tuple(headline(decor.mentions, lang, *pair) for pair in found) if with_headlines else ()
        months.append(
            views.Month(
                id=id,
                name=month_name(date(year, month, 1), index.config.edition(lang).locale),
                href=f"{index.addresses.href(archive_url(lang, year))}#{id}",
                count=len(found),
                headlines=headlines,
            )
        )
    return tuple(months)


def _year_page(decor: Decor, lang: str, year: int, years: dict[str, Years]) -> Page:
    index, catalog = decor.index, decor.catalogs[lang]
    urls = {other: archive_url(other, year) for other in LANGUAGES if year in years[other]}
    name = catalog.gettext("Stories from %(year)d") % {"year": year}
    trail = (link_to(index, archive_url(lang), catalog.gettext("Archive")),)
    view = views.YearView(
        frame=frame(decor, lang, urls, name=name, description=name, trail=trail),
        year=year,
        count=len(years[lang][year]),
        months=_months(decor, lang, year, years[lang][year], with_headlines=True),
        newer=_neighbour(index, lang, min((one for one in years[lang] if one > year), default=0)),
        older=_neighbour(index, lang, max((one for one in years[lang] if one < year), default=0)),
    )
    return framed_page(urls[lang], lang, "year.html", view)


def _neighbour(index: Index, lang: str, year: int) -> views.Link | None:
    if not year:
        return None
    return link_to(index, archive_url(lang, year), f"{year:04d}")


def corrections_pages(decor: Decor) -> tuple[Page, ...]:
    """In each language every dated correction of the stories in its lists, newest first.

    A correction that only the other language needed is shown in that language.
    """
    pages = []
    urls = {lang: corrections_url(lang) for lang in LANGUAGES}
    for lang in LANGUAGES:
        catalog = decor.catalogs[lang]
        around = frame(
            decor,
            lang,
            urls,
            name=catalog.gettext("Corrections"),
            description=catalog.gettext("All corrections to published stories, newest first"),
        )
        view = views.CorrectionsView(frame=around, corrections=_corrections(decor, lang))
        pages.append(framed_page(urls[lang], lang, "corrections.html", view))
    return tuple(pages)


def _corrections(decor: Decor, lang: str) -> tuple[views.Corrected, ...]:
    listed = decor.index.listed(lang)
    found = [one for story, _ in listed for one in _of_story(decor, lang, story)]
    return tuple(sorted(found, key=lambda one: one.date, reverse=True))


def _of_story(decor: Decor, lang: str, story: Story) -> list[views.Corrected]:
    """What was corrected in the article of `lang`, and on other days in that of the other language."""
    own = story.article(lang)
    found = list(_corrected(decor, lang, story, own)) if own else []
    days = {one.date for one in found}
    for article in story.articles:
        if article is not own:
            found += [one for one in _corrected(decor, lang, story, article) if one.date not in days]
    return found


def _corrected(decor: Decor, lang: str, story: Story, article: Article) -> tuple[views.Corrected, ...]:
    if not article.corrections:
        return ()
    line = headline(decor.mentions, lang, story, article)
    edition = decor.index.config.edition(article.lang)
    return tuple(
        views.Corrected(
            date=one.date, text=set_in(edition, one.text), href=line.href, title=line.title, lang=line.lang
        )
        for one in article.corrections
    )
