"""The nearest known name to one that is unknown, for "did you mean"."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

NEAR = 0.7
"""How alike two names have to be, from 0 to 1: "piura" and "apurimac", at 0.62, are two places."""


def suggest(written: str, known: Iterable[str]) -> str:
    """The known name nearest to `written`, accents and case aside; "" where none is near.

    Of an id and a name that differ by case alone, the id is proposed.
    """
    names = {_folded(name): name for name in sorted(known)}
    near = difflib.get_close_matches(_folded(written), sorted(names), n=1, cutoff=NEAR)
    return names[near[0]] if near else ""


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))[:100]
