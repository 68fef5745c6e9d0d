"""Text without case and accents: what sorting, slugs and search compare by."""

from __future__ import annotations

import unicodedata

WHOLE_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "ng"}
)
"""Letters that Unicode does not take apart into a base letter and a mark."""


def fold(text: str) -> str:
    """The text in lower case, without accents, ligatures and width variants; ñ becomes n, ß ss.

    Letters of other scripts stay what they are.
    """
    if text.isascii():
        return text.lower()
    # Marks go before the case is folded too: a capital I with a dot would keep a loose dot.
    return bare(bare(text).casefold()).translate(WHOLE_LETTERS)


def bare(text: str) -> str:
    """The text without combining marks, in compatibility form."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
