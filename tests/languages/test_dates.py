"""Dates in words."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bulletin.languages.dates import long_date, moment, month_name

FEBRUARY_8 = date(2017, 2, 8)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en-US", "February 8, 2017"),
        ("en", "February 8, 2017"),
        ("en-GB", "8 February 2017"),
        ("es", "8 de febrero de 2017"),
        ("es-419", "8 de febrero de 2017"),
        ("es-PE", "8 de febrero de 2017"),
        ("es-US", "8 de febrero de 2017"),
        ("es-HN", "8 de febrero de 2017"),
    ],
)
def test_a_date_in_full(locale: str, expected: str) -> None:
    assert long_date(FEBRUARY_8, locale) == expected


def test_the_first_of_a_month_is_a_plain_number() -> None:
    assert long_date(date(2017, 1, 1), "es-HN") == "1 de enero de 2017"


@pytest.mark.parametrize(
    ("locale", "expected"), [("en-US", "February"), ("es", "febrero"), ("es-PE", "febrero")]
)
def test_a_month_alone(locale: str, expected: str) -> None:
    assert month_name(FEBRUARY_8, locale) == expected


def test_the_last_day_of_a_year_stays_in_its_year() -> None:
    assert long_date(date(2018, 12, 31), "es") == "31 de diciembre de 2018"


def test_a_moment_is_printed_in_its_own_time_zone() -> None:
    in_lima = datetime(2017, 2, 8, 6, 30, tzinfo=ZoneInfo("America/Lima"))
    assert moment(in_lima, "es-419") == "8 de febrero de 2017, 06:30"
    assert moment(in_lima, "en-US") == "February 8, 2017, 06:30"
