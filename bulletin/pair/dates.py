"""Dates that can be, but hardly are meant: a story of the year 2072, a correction made before the story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.model import Article, Diagnostic, Place, Story

Dated = tuple[str, date, Place]
"""(name of a field, its date, its place)."""


def check_dates(stories: Iterable[Story], now: datetime, zone: ZoneInfo) -> tuple[Diagnostic, ...]:
    """What is unlikely about the dates of all stories and pages at `now`, each told once."""
    day = now.astimezone(zone).date()
    return tuple(problem for story in stories for problem in _of_story(story, day))


def _of_story(story: Story, day: date) -> Iterator[Diagnostic]:
    original = story.best
    unlikely = [one for one in _coming(story) if not _is_likely(one[1], day) and original.gives(one[0])]
    for name, value in unlikely:
        facts: dict[str, str | int] = {"earliest": LIMITS.earliest_year, "days": LIMITS.days_ahead}
        yield problem("date-implausible", original.at(name), value=value.isoformat(), **facts)
    if unlikely:
        return
    first = story.shared.date
    latest = max(day, first or day)
    for article in story.articles:
        for name, value, place in _past(story, article):
            facts = {"field": name, "value": value.isoformat()}
            if first and value < first:
                yield problem("date-order", place, date=first.isoformat(), **facts)
            elif value > latest:
                yield problem("date-future", place, **facts)
            elif value.year < LIMITS.earliest_year:
                facts |= {"earliest": LIMITS.earliest_year, "days": LIMITS.days_ahead}
                yield problem("date-implausible", place, **facts)


def _is_likely(value: date, day: date) -> bool:
    return value.year >= LIMITS.earliest_year and value - day <= timedelta(days=LIMITS.days_ahead)


def _coming(story: Story) -> Iterator[tuple[str, date]]:
    """The dates of a story that may still be to come: (name of a field, its date)."""
    if story.shared.date:
        yield "date", story.shared.date
    if story.shared.publish:
        yield "publish", story.shared.publish.date()


def _past(story: Story, article: Article) -> Iterator[Dated]:
    """The dates of an article that tell of what has happened."""
    if article.updated:
        yield "updated", article.updated, article.at("updated")
    for correction in article.corrections:
        yield "corrections", correction.date, article.at("corrections", correction.date.isoformat())
    reactions = article.shared.reactions
    if reactions and reactions.on and article is story.best:
        yield "reactions", reactions.on, article.at("reactions", "on")
