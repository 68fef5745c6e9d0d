"""Pages for machines: a feed a language, the sitemap, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from bulletin.model import LANGUAGES, Article, Page, Story
from bulletin.plan import views
from bulletin.plan.articles import body, corrections, last_changed, lead_picture, people, set_in
from bulletin.plan.frame import Decor
from bulletin.plan.urls import feed_url, front_url, path_of


def feed_pages(decor: Decor) -> tuple[Page, ...]:
    """The Atom feed of each language: its own stories, newest first, with their full text."""
    return tuple(_feed(decor, lang) for lang in LANGUAGES)


def _feed(decor: Decor, lang: str) -> Page:
    index, edition = decor.index, decor.index.config.edition(lang)
    url = feed_url(lang)
    own = [(story, article) for story in index.site.stories if (article := story.article(lang))]
    entries = tuple(_entry(decor, *pair) for pair in own[: index.config.feed_stories])
    view = views.FeedView(
        lang=lang,
        locale=edition.locale,
        id=f"tag:{index.addresses.host},2017:{lang}",
        title=edition.title,
        subtitle=edition.tagline,
        href=index.addresses.absolute(url),
        home=index.addresses.absolute(front_url(lang)),
        # A feed must have a time; one without stories has changed never: the first day of Atom.
        updated=max((entry.updated for entry in entries), default="2005-12-01T00:00:00Z"),
        entries=entries,
    )
    return Page(url=url, path=path_of(url), lang=lang, template="feed.xml", view=view)


def _entry(decor: Decor, story: Story, article: Article) -> views.FeedEntry:
    """An entry's id is made of the story's key: it survives a new headline and a new address."""
    index, edition = decor.index, decor.index.config.edition(article.lang)
    day = story.shared.date
    assert day is not None
    published = _instant(story.shared.publish or _midnight(day, index.config.zone))
    latest = _instant(_midnight(last_changed(story, article) or day, index.config.zone))
    words = [term.named(article.lang).name for id in story.shared.tags if (term := index.term("tags", id))]
    photo = lead_picture(decor, story, article)
    return views.FeedEntry(
        id=f"tag:{index.addresses.host},{day.isoformat()}:{article.lang}/{story.key}",
        href=index.addresses.absolute(index.url(story, article)),
        title=set_in(edition, article.title),
        summary=set_in(edition, article.summary),
        published=published,
        updated=max(published, latest),
        authors=people(decor, story.shared.authors, article.lang),
        categories=tuple(words),
        photo=_picture_in_full(decor, photo) if photo else None,
        body=_body_in_full(decor, story, article),
        corrections=corrections(edition, article),
    )


def _body_in_full(decor: Decor, story: Story, article: Article) -> views.Body:
    """The body with full addresses: a feed is read far from the site."""
    found, addresses = body(decor, story, article), decor.index.addresses
    base = addresses.absolute(decor.index.url(story, article))
    return replace(
        found,
        links=tuple(replace(link, href=link.href and urljoin(base, link.href)) for link in found.links),
        pictures=tuple(replace(one, picture=_picture_in_full(decor, one.picture)) for one in found.pictures),
        base=base,
    )


def _picture_in_full(decor: Decor, picture: views.Picture) -> views.Picture:
    return replace(picture, src=urljoin(decor.index.config.base_url, picture.src))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _instant(moment: datetime) -> str:
    """RFC 3339, in UTC, so that instants compare as texts."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # the first or the last day that a calendar can hold
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def sitemap_page(decor: Decor, pages: Iterable[Page]) -> Page:
    """The sitemap: every page that may be indexed, with its real translations."""
    framed = [page.view.frame.head for page in pages if isinstance(page.view, views.Framed)]
    doors = [page.view for page in pages if isinstance(page.view, views.DoorsView) and page.view.indexed]
    entries = [
        views.MapEntry(loc=door.canonical, modified=None, alternates=door.alternates) for door in doors
    ]
    entries += [
        views.MapEntry(loc=head.canonical, modified=head.modified, alternates=head.alternates)
        for head in framed
        if head.indexed
    ]
    view = views.SitemapView(entries=tuple(sorted(entries, key=lambda entry: entry.loc)))
    return Page(url="/sitemap.xml", path="sitemap.xml", lang="", template="sitemap.xml", view=view)


def robots_page(decor: Decor) -> Page:
    view = views.RobotsView(sitemap=decor.index.addresses.absolute("/sitemap.xml"))
    return Page(url="/robots.txt", path="robots.txt", lang="", template="robots.txt", view=view)
