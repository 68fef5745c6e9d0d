"""CLDR locales by the tags that the settings use: es-419, en-US.

Babel's own default locale comes from the environment; nothing of ours may depend on that.
"""

from __future__ import annotations

from functools import cache

from babel import Locale


@cache
def cldr(tag: str) -> Locale:
    """The CLDR locale of a BCP 47 tag. Raises `babel.UnknownLocaleError` or ValueError for others."""
    return Locale.parse(tag.replace("_", "-"), sep="-")


def open_graph_locale(tag: str) -> str:
    """A locale as Open Graph wants it, language_TERRITORY: "en_US", "es_PE", "es_LA" for es-419.

    Its readers know no numbers of regions; es_LA is their name for the Spanish of Latin America.
    """
    locale = cldr(tag)
    usual = {"es": "LA", "en": "US"}.get(locale.language, locale.language.upper())
    country = locale.territory if locale.territory and locale.territory.isalpha() else usual
    return f"{locale.language}_{country}"
