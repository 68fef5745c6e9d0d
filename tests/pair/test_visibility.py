"""Who may be seen when, in the time zone of the site."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from bulletin.model import Article, SharedFacts, Story
from bulletin.pair import visible_site
from bulletin.pair.visibility import due, standing

LIMA, MADRID, KIRITIMATI = ZoneInfo("America/Lima"), ZoneInfo("Europe/Madrid"), ZoneInfo("Pacific/Kiritimati")


def article(key: str = "floods", lang: str = "en", *, draft: bool = False) -> Article:
    path = f"content/stories/2017/{key}/{lang}.md"
    return Article(kind="story", key=key, lang=lang, path=path, title=key, slug=key, draft=draft)


def story(
    key: str = "floods",
    day: date | None = date(2017, 2, 8),
    *,
    publish: datetime | None = None,
    expires: datetime | None = None,
    articles: tuple[Article, ...] = (),
) -> Story:
    found = articles or (article(key),)
    return Story(
        kind="story",
        key=key,
        original=found[0].lang,
        articles=found,
        shared=SharedFacts(date=day, publish=publish, expires=expires),
    )


def at(text: str, zone: ZoneInfo = LIMA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


STANDINGS = [
    ("the first instant of its date in Lima", story(), "2017-02-08 05:00:00", LIMA, "visible"),
    ("a second before it", story(), "2017-02-08 04:59:59", LIMA, "scheduled"),
    ("that instant is past in Madrid", story(), "2017-02-07 23:00:00", MADRID, "visible"),
    ("and a second before it", story(), "2017-02-07 22:59:59", MADRID, "scheduled"),
    ("publish is later than the date", story(publish=at("2017-02-08 06:30")), "2017-02-08 11:29:59", LIMA, "scheduled"),
    ("at the minute of publish", story(publish=at("2017-02-08 06:30")), "2017-02-08 11:30:00", LIMA, "visible"),
    ("publish before the date", story(publish=at("2017-02-01 00:00")), "2017-02-02 00:00:00", LIMA, "visible"),
    ("New Year's Eve is still the old year in Lima", story(day=date(2018, 1, 1)), "2018-01-01 04:59:59", LIMA, "scheduled"),
    ("New Year in Lima", story(day=date(2018, 1, 1)), "2018-01-01 05:00:00", LIMA, "visible"),
    ("New Year in Kiritimati", story(day=date(2018, 1, 1)), "2017-12-31 10:00:00", KIRITIMATI, "visible"),
    ("embargo to midnight of 31 December", story(publish=at("2017-12-31 23:59")), "2018-01-01 04:58:00", LIMA, "scheduled"),
    ("a second before it expires", story(expires=at("2017-03-01 00:00")), "2017-03-01 04:59:59", LIMA, "visible"),
    ("the instant it expires", story(expires=at("2017-03-01 00:00")), "2017-03-01 05:00:00", LIMA, "expired"),
    ("a page without a date", story(day=None), "1970-01-01 00:00:00", LIMA, "visible"),
    ("a draft stays a draft", story(articles=(article(draft=True),)), "2030-01-01 00:00:00", LIMA, "draft"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "now", "zone", "expected"), [row[1:] for row in STANDINGS], ids=[row[0] for row in STANDINGS]
)
def test_an_article_is_visible_from_publish_to_expires_unless_a_draft(
    one: Story, now: str, zone: ZoneInfo, expected: str
) -> None:
    assert standing(one.articles[0], one, utc(now), zone) == expected


def test_the_day_of_a_story_begins_when_it_begins_in_the_zone_of_the_site() -> None:
    assert due(story(), LIMA) == utc("2017-02-08 05:00:00")
    assert due(story(), KIRITIMATI) == utc("2017-02-07 10:00:00")
    assert due(story(day=None), LIMA) is None


def test_a_story_is_seen_where_one_of_its_articles_is() -> None:
    half = story(articles=(article(draft=True), article(lang="es")))
    none = story("gone", articles=(article("gone", draft=True),))

    site = visible_site([half, none], (), utc("2017-06-01"), LIMA, known={"floods", "gone"})

    assert [(one.key, [article.lang for article in one.articles]) for one in site.stories] == [
        ("floods", ["es"])
    ]
    assert site.known == {"floods", "gone"}
    assert [(one.path, one.why) for one in site.held] == [
        ("content/stories/2017/floods/en.md", "draft"),
        ("content/stories/2017/gone/en.md", "draft"),
    ]


def test_what_is_scheduled_says_when_it_is_due() -> None:
    coming = story(
        "coming", date(2018, 1, 1), articles=(article("coming"), article("coming", "es", draft=True))
    )

    site = visible_site([coming], (), utc("2017-06-01"), LIMA, known=())

    assert [(one.why, one.due) for one in site.held] == [
        ("scheduled", utc("2018-01-01 05:00:00")),
        ("draft", None),
    ]


def test_stories_stand_newest_first_by_date_then_by_hour_then_by_key() -> None:
    stories = [
        story("b"), story("a"), story("newest", date(2017, 3, 1)), story("oldest", date(2016, 1, 1)),
        story("late", publish=at("2017-02-08 18:00")), story("early", publish=at("2017-02-08 06:00")),
    ]  # fmt: skip

    site = visible_site(stories, (), utc("2017-06-01"), LIMA, known=())

    assert [one.key for one in site.stories] == ["newest", "late", "early", "a", "b", "oldest"]


def test_pages_stand_in_the_order_of_the_menu() -> None:
    def page(key: str, menu: int) -> Story:
        one = replace(article(key), kind="page", menu=menu)
        return replace(story(key, None, articles=(one,)), kind="page")

    site = visible_site(
        [page("legal", 0), page("contact", 2), page("about", 1)], (), utc("2017-06-01"), LIMA, known=()
    )

    assert [one.key for one in site.pages] == ["about", "contact", "legal"]
