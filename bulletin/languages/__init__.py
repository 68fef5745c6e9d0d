"""All that differs between English and Spanish: catalogs, dates, numbers, lists, quotes, sorting, slugs.

Every function here is pure and takes the language, or the CLDR locale, as an argument. None asks the
operating system for a locale or a clock for the time.
"""

from __future__ import annotations

OWN_NAMES = {"en": "English", "es": "Español"}
"""A language's name in itself: what a switcher shows."""
