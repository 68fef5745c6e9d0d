"""Dates that are unlikely, at one moment, in the time zone of the site."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders import SiteBuilder

CORRECTED = (
    "[{date: 2017-04-01, text: Two.}, {date: 2017-02-01, text: Three.}, {date: 2017-03-01, text: Four.}]"
)


def found(site: SiteBuilder) -> list[tuple[str, str, int, int]]:
    site.check()
    return [(one.code, one.place.path[-5:], one.place.line, one.place.column) for one in site.problems()]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"date": "1990-01-01"}, [], id="the first likely day"),
        pytest.param({"date": "1989-12-31"}, [("date-implausible", "en.md", 4, 7)], id="the last day before it"),
        pytest.param({"date": "2019-06-01"}, [], id="two years ahead"),
        pytest.param({"date": "2019-06-02"}, [("date-implausible", "en.md", 4, 7)], id="a day more"),
        pytest.param({"date": "0001-01-01"}, [("date-implausible", "en.md", 4, 7)], id="the year 1"),
        pytest.param({"date": "9999-12-31"}, [("date-implausible", "en.md", 4, 7)], id="the year 9999"),
        pytest.param({"publish": "2072-02-08 06:30"}, [("date-implausible", "en.md", 6, 10)], id="publish"),
        pytest.param({"expires": "2072-02-08"}, [], id="a story may stay for long"),
        pytest.param({"date": "2072-02-08", "updated": "2017-02-10"}, [("date-implausible", "en.md", 4, 7)], id="one slip is told once"),
        pytest.param({"updated": "2017-02-08"}, [], id="updated on its day"),
        pytest.param({"updated": "2017-02-07"}, [("date-order", "en.md", 6, 10)], id="updated before it"),
        pytest.param({"updated": "2017-06-01"}, [], id="updated today"),
        pytest.param({"updated": "2017-06-02"}, [("date-future", "en.md", 6, 10)], id="updated tomorrow"),
        pytest.param({"date": "2017-07-01", "updated": "2017-07-01"}, [], id="updated on its day to come"),
        pytest.param({"corrections": CORRECTED}, [("date-order", "en.md", 6, 54)], id="the second correction"),
        pytest.param({"reactions": "{yes: 5, on: 2018-01-01}"}, [("date-future", "en.md", 6, 25)], id="reactions"),
        pytest.param({"updated": "2016-02-10", "silence": "[date-order]"}, [], id="silenced"),
    ],
)  # fmt: skip
def test_an_unlikely_date_is_told_where_it_stands(
    site: SiteBuilder, fields: dict[str, str], expected: list[tuple[str, str, int, int]]
) -> None:
    site.story("floods", en=fields)

    assert found(site) == expected


def test_a_date_that_two_languages_share_is_told_once(site: SiteBuilder) -> None:
    site.story("floods", en={"date": "2071-02-08"}, es={"date": "2071-02-08"})

    assert found(site) == [("date-implausible", "en.md", 4, 7)]


def test_a_translation_has_dates_of_its_own(site: SiteBuilder) -> None:
    site.story("floods", en={"updated": "2017-02-10"}, es={"updated": "2017-01-10"})

    assert found(site) == [("date-order", "es.md", 5, 10)]


def test_a_page_has_no_date_but_can_be_updated(site: SiteBuilder) -> None:
    words = {"title": "About", "summary": "About us."}
    site.page(
        "about",
        en={**words, "updated": "2018-01-01"},
        es={**words, "updated": "1889-01-01", "translation": "{of: en}"},
    )

    assert found(site) == [("date-future", "en.md", 4, 10), ("date-implausible", "es.md", 4, 10)]


def test_today_is_the_day_in_the_time_zone_of_the_site(site: SiteBuilder) -> None:
    site.now = datetime(2017, 6, 1, 3, tzinfo=UTC)  # in Lima it is still May
    site.story("floods", en={"updated": "2017-06-01"})

    assert found(site) == [("date-future", "en.md", 6, 10)]
