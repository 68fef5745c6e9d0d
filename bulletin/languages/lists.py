"""Items joined by "and" or "or": "Perú, Chile e Italia", "siete u ocho", "Peru, Chile and Brazil".

The patterns are CLDR's; the Spanish conjunction is put right here, for CLDR has only "y" and "o".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from babel.lists import format_list

from bulletin.languages.locales import cldr

LEADING = re.compile(r"[\W_]+")
I_SOUND = re.compile(r"h?í|h?i(?![aeouáéóú])|y(?=[^\W\d_aeiouáéíóúy])", re.IGNORECASE)
"""The sound /i/: hijo, Iguazú, Ypacaraí; not the diphthongs of hierba, hiato, iones (RAE, DPD: y)."""
O_SOUND = re.compile(r"h?[oó]|8|11(?!\d|\.?[ºª])|11(?=(?:\d{3})+(?!\d))", re.IGNORECASE)
"""The sound /o/: otro, Honduras, 8, 80, 800 (ocho...), 11 and 11 000 (once), not 110 (ciento diez)."""


def join_and(items: Sequence[str], lang: str) -> str:
    """The items with "and" before the last; in Spanish "y", or "e" before the sound /i/ (RAE)."""
    joined = _joined(items, lang, "standard")
    return _corrected(joined, items[-1], " y ", " e ", I_SOUND) if lang == "es" and len(items) > 1 else joined


def join_or(items: Sequence[str], lang: str) -> str:
    """The items with "or" before the last; in Spanish "o", or "u" before the sound /o/ (RAE)."""
    joined = _joined(items, lang, "or")
    return _corrected(joined, items[-1], " o ", " u ", O_SOUND) if lang == "es" and len(items) > 1 else joined


def _joined(items: Sequence[str], lang: str, style: Literal["standard", "or"]) -> str:
    return format_list(items, style=style, locale=cldr(_pattern(items, lang)))


def _pattern(items: Sequence[str], lang: str) -> str:
    """The locale whose pattern fits.

    The house follows AP: no comma before "and", as in CLDR's en-GB, unless an item has an "and" or
    "or" of its own ("Guyana, Suriname, and Trinidad and Tobago"), as in CLDR's en.
    """
    plain = not any(f" {word} " in item for item in items for word in ("and", "or"))
    return "en-GB" if lang == "en" and plain else lang


def _corrected(joined: str, last: str, usual: str, other: str, sound: re.Pattern[str]) -> str:
    head = joined[: len(joined) - len(last)]
    opening = LEADING.match(last)
    if head.endswith(usual) and sound.match(last, opening.end() if opening else 0):
        return head[: -len(usual)] + other + last
    return joined
