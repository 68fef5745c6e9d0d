"""Calendar dates in words, as an English or a Spanish newspaper prints them.

A date is a date: nothing here shifts one by a time zone.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from bulletin.languages.locales import cldr


@lru_cache(maxsize=4096)
def long_date(day: date, locale: str) -> str:
    """The date in full: "February 8, 2017", "8 February 2017", "8 de febrero de 2017".

    English by the CLDR locale. Spanish has one form in every country (RAE: lower-case month, two
    "de", no leading zero).
    """
    return format_date(day, format="long", locale=_date_locale(locale))


def month_name(day: date, locale: str) -> str:
    """The month alone, as it stands in a running text: "February", "febrero"."""
    return format_date(day, format="LLLL", locale=_date_locale(locale))


def moment(when: datetime, locale: str) -> str:
    """Date and time of day: "8 de febrero de 2017, 06:30".

    For reports to writers: 24 hours in both languages, in the time zone that `when` already has.
    """
    return f"{long_date(when, locale)}, {when:%H:%M}"


def _date_locale(locale: str) -> Locale:
    # CLDR's country locales differ by accident: es-HN writes "08 de febrero", es-PE "Febrero".
    wanted = cldr(locale)
    return cldr("es") if wanted.language == "es" else wanted
