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
