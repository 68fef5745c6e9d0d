"""Atom feeds (RFC 4287): one a language, one for each section, tag and region, with the full texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from bulletin.model import LANGUAGES, Article, Page, Story, Term
from bulletin.plan import views
from bulletin.plan.articles import body, corrections, last_changed, lead_picture, people
from bulletin.plan.frame import Decor
from bulletin.plan.index import Listed
from bulletin.plan.mentions import set_in
from bulletin.plan.urls import FEEDS, feed_url, front_url, path_of, term_url

NEVER = "2005-12-01T00:00:00Z"
"""The first day of Atom: a feed must have a time, and one without stories has changed never."""


def feed_pages(decor: Decor) -> tuple[Page, ...]:
    """The feeds of all lists: of each language its own stories, newest first."""
    desk = _Desk(decor)
    index = decor.index
    most = index.config.feed_stories
    pages = [desk.feed(_site_list(decor, lang, index.own(lang)[:most]), LANGUAGES) for lang in LANGUAGES]
    for term in (term for register in FEEDS for term in index.site.register(register)):
        own = {
            lang: tuple(islice(index.own_entries(lang, term.register, term.id), most)) for lang in LANGUAGES
        }
        langs = tuple(lang for lang in LANGUAGES if own[lang])
        for lang in langs:
            page = desk.feed(_term_list(decor, term, lang, own[lang]), langs)
            pages.extend((page, *_at_former_addresses(page, term, lang)))
    return tuple(pages)


def _at_former_addresses(page: Page, term: Term, lang: str) -> list[Page]:
    """A feed cannot lead on to another: who has subscribed to the old address gets the feed there."""
    urls = (feed_url(lang, term.register, former) for former in term.named(lang).former)
    return [replace(page, url=url, path=path_of(url)) for url in urls]


class _List(Struct, frozen=True, kw_only=True):
    """What a feed is of. `urls` are the feed's addresses by language, `home` the list's page.

    `own` are the stories that it tells of: the newest of its language.
    """

    lang: str
    id: str
    title: str
    subtitle: str
    home: str
    urls: Mapping[str, str]
    own: Listed


def _site_list(decor: Decor, lang: str, own: Listed) -> _List:
    edition = decor.index.config.edition(lang)
    return _List(
        lang=lang,
        id=f"{decor.index.config.ids}{lang}",
        title=edition.title,
        subtitle=edition.tagline,
        home=front_url(lang),
        urls={other: feed_url(other) for other in LANGUAGES},
        own=own,
    )


def _term_list(decor: Decor, term: Term, lang: str, own: Listed) -> _List:
    """The id is made of the term's id: it survives a new name and a new address."""
    edition, words = decor.index.config.edition(lang), term.named(lang)
    return _List(
        lang=lang,
        id=f"{decor.index.config.ids}{lang}/{term.register}/{term.id}",
        title=f"{words.alone} · {edition.title}",
        subtitle=set_in(edition, words.description) or edition.tagline,
        home=term_url(lang, term.register, words.slug),
        urls={other: feed_url(other, term.register, term.named(other).slug) for other in LANGUAGES},
        own=own,
    )


class _Desk(Struct, frozen=True):
    """Makes feeds; an entry that several of them have is made once."""

    decor: Decor
    entries: dict[str, views.FeedEntry] = {}

    def feed(self, of: _List, langs: tuple[str, ...]) -> Page:
        """The feed of a list; its twins are those of the languages `langs`."""
        index, edition = self.decor.index, self.decor.index.config.edition(of.lang)
        absolute, url = index.addresses.absolute, of.urls[of.lang]
        entries = tuple(self._entry(*pair) for pair in of.own)
        view = views.FeedView(
            lang=of.lang,
            locale=edition.locale,
            id=of.id,
            title=of.title,
            subtitle=of.subtitle,
            href=absolute(url),
            home=absolute(of.home),
            stylesheet=self.decor.feed_face,
            twins=tuple(
                views.Alternate(hreflang=lang, href=absolute(of.urls[lang]))
                for lang in langs
                if lang != of.lang
            ),
            bulletin=edition.title,
            updated=max((entry.updated for entry in entries), default=NEVER),
            entries=entries,
        )
        texts = tuple(article.path for _, article in of.own)
        return Page(url=url, path=path_of(url), lang=of.lang, template="feed.xml", view=view, texts=texts)

    def _entry(self, story: Story, article: Article) -> views.FeedEntry:
        if article.path not in self.entries:
            self.entries[article.path] = _entry(self.decor, story, article)
        return self.entries[article.path]


def _entry(decor: Decor, story: Story, article: Article) -> views.FeedEntry:
    """An entry's id is made of the story's key: it survives a new headline and a new address."""
    index, edition = decor.index, decor.index.config.edition(article.lang)
    mention, day = decor.mentions.articles[article.path], story.shared.date
    assert day is not None
    published = _instant(story.shared.publish or _midnight(day, index.config.zone))
    latest = _instant(_midnight(last_changed(story, article) or day, index.config.zone))
    updated = _later(max(published, latest), len(article.corrections))
    words = [term.named(article.lang).name for id in story.shared.tags if (term := index.term("tags", id))]
    photo = lead_picture(decor, story, article)
    return views.FeedEntry(
        id=f"{index.config.ids}{article.lang}/stories/{story.key}",
        href=index.addresses.absolute(index.url(article)),
        title=mention.title,
        summary=mention.deck,
        day=day,
        published=published,
        updated=updated,
        authors=people(decor, story.shared.authors or (story.shared.outlet,), article.lang),
        categories=tuple(words),
        photo=_picture_in_full(decor, photo) if photo else None,
        body=_body_in_full(decor, story, article),
        corrections=corrections(edition, article),
    )


def _body_in_full(decor: Decor, story: Story, article: Article) -> views.Body:
    """The body with full addresses: a feed is read far from the site."""
    found, addresses = body(decor, story, article), decor.index.addresses
    base = addresses.absolute(decor.index.url(article))
    return replace(
        found,
        links=tuple(replace(link, href=link.href and urljoin(base, link.href)) for link in found.links),
        pictures=tuple(replace(one, picture=_picture_in_full(decor, one.picture)) for one in found.pictures),
        base=base,
    )


def _picture_in_full(decor: Decor, picture: views.Picture) -> views.Picture:
    """A picture with its one address in full: feed readers choose among no sources."""
    return replace(picture, src=decor.index.addresses.in_full(picture.src), srcset="", sources=())


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _later(instant: str, corrections: int) -> str:
    """A second for each correction: one made on the day of publication must move the entry too."""
    return _instant(datetime.fromisoformat(instant) + timedelta(seconds=corrections))


def _instant(moment: datetime) -> str:
    """RFC 3339, in UTC, so that instants compare as texts."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # the first or the last day that a calendar can hold
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
