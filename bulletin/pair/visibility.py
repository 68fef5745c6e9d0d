"""Who may be seen when: the one place that decides whether an article is published.

Pages, lists, counts, feeds, the sitemap, pictures, neighbours and the twin's links all stand on what
`visible_site` lets through; nothing else looks at `draft`, `publish` or `expires`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bulletin.model import Article, Held, Site, Story, Term, Turn

Standing = Literal["visible", "draft", "scheduled", "expired"]


def due(story: Story, zone: ZoneInfo) -> datetime | None:
    """When a story may first be seen: `publish`, or the first instant of its date; None: always."""
    if story.shared.publish or story.shared.date is None:
        return story.shared.publish
    return datetime(story.shared.date.year, story.shared.date.month, story.shared.date.day, tzinfo=zone)


def standing(article: Article, story: Story, now: datetime, zone: ZoneInfo) -> Standing:
    """Whether an article is visible at `now`, and if not, why."""
    return "draft" if article.draft else by_dates(story, now, zone)


def by_dates(story: Story, now: datetime, zone: ZoneInfo) -> Literal["visible", "scheduled", "expired"]:
    """Whether the dates of a story let its finished articles be seen at `now`."""
    start = due(story, zone)
    if start is not None and now < start:
        return "scheduled"
    if story.shared.expires is not None and story.shared.expires <= now:
        return "expired"
    return "visible"


def with_addresses(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The stories with those of their articles that have an address; the others have errors of their own."""
    found = []
    for story in stories:
        dated = story.kind == "page" or story.shared.date is not None
        articles = tuple(one for one in story.articles if dated and one.title and one.slug)
        found.extend([_less(story, articles)] if articles else [])
    return tuple(found)


def _less(story: Story, articles: tuple[Article, ...]) -> Story:
    """The story with these of its articles; itself where these are all."""
    return story if len(articles) == len(story.articles) else replace(story, articles=articles)


def visible_site(
    stories: Iterable[Story],
    terms: tuple[Term, ...],
    now: datetime,
    zone: ZoneInfo,
    *,
    known: Iterable[str],
    drafts: bool = False,
) -> Site:
    """The site as readers may see it at `now`: a story is in it where one of its articles is visible.

    With `drafts`, for the newsroom's own eyes, what is held back is in it as well, and still in `held`.
    `known` are the keys of all folders, so that a broken story is not also a broken link.
    """
    shown: list[Story] = []
    held: list[Held] = []
    for story in stories:
        open_now = by_dates(story, now, zone) == "visible"
        seen = tuple(article for article in story.articles if open_now and not article.draft)
        if seen or drafts:
            shown.append(story if drafts else _less(story, seen))
        if len(seen) < len(story.articles):
            held.extend(_held(article, story, now, zone) for article in story.articles if article not in seen)
    return Site(
        stories=tuple(sorted((story for story in shown if story.kind == "story"), key=newest_first)),
        pages=tuple(sorted((story for story in shown if story.kind == "page"), key=in_menu_order)),
        terms=terms,
        known=frozenset(known),
        held=tuple(sorted(held, key=lambda one: one.path)),
        next_turn=_next_turn(shown, held, now),
    )


def _next_turn(shown: Iterable[Story], held: Iterable[Held], now: datetime) -> Turn | None:
    """When a site must be built again, so that a timer knows: the first story due, or to expire."""
    turns = [Turn(when=one.due, path=one.path, what="due") for one in held if one.due is not None]
    for story in shown:
        ends = story.shared.expires
        if ends is not None and now < ends:
            turns.append(Turn(when=ends, path=story.best.path, what="expires"))
    return min(turns, key=lambda turn: (turn.when, turn.path), default=None)


def _held(article: Article, story: Story, now: datetime, zone: ZoneInfo) -> Held:
    why = standing(article, story, now, zone)
    assert why != "visible"
    start, ends = due(story, zone), story.shared.expires
    comes = why == "scheduled" and start is not None and not (ends and ends <= start)
    when = start if comes else None
    ended = ends if why == "expired" else None
    return Held(path=article.path, title=article.title, why=why, due=when, ended=ended)


def newest_first(story: Story) -> tuple[int, float, str]:
    """The order of every list of stories: by date, then by time of publication, then by key."""
    return (
        -(story.shared.date or date.min).toordinal(),
        -(story.shared.publish.timestamp() if story.shared.publish else 0.0),
        story.key,
    )


def in_menu_order(page: Story) -> tuple[int, str]:
    """Pages by the lowest number their articles give for the menu; those without one come last."""
    return min((article.menu for article in page.articles if article.menu), default=100), page.key
