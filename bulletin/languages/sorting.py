"""The order of headlines and names in a list, and the letter that heads them.

The order is CLDR's for lists of names, without a dependency on ICU: accents and case weigh nothing,
ñ is a letter after n in Spanish, ch and ll are not letters (RAE, 2010).
"""

from __future__ import annotations

import unicodedata

from bulletin.languages.folding import fold

AFTER_N = "n\U0010ffff"
"""What ñ is compared as in Spanish: after every word with an n in this place, before any with an o."""


def sort_key(text: str, lang: str) -> tuple[str, str]:
    """What to sort `text` by. Total: two texts have one key exactly when they are equal."""
    return _folded(_from_first_letter(text), lang), text


def initial(text: str, lang: str) -> str:
    """The letter under which the text is listed: A to Z, Ñ in Spanish, "#" for anything else."""
    folded = _folded(_from_first_letter(text), lang)
    if folded.startswith(AFTER_N):
        return "Ñ"
    first = folded[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _from_first_letter(text: str) -> str:
    """Without the opening ¿ ¡ « “ and other signs; a text of signs alone stays whole."""
    start = next((at for at, sign in enumerate(text) if sign.isalnum()), 0)
    return text[start:]


def _folded(text: str, lang: str) -> str:
    if lang != "es" or text.isascii():
        return fold(text)
    # Joined again after folding each part, so that only ñ itself escapes the folding.
    parts = unicodedata.normalize("NFC", text).replace("Ñ", "ñ").split("ñ")
    return AFTER_N.join(fold(part) for part in parts)
