"""Slugs: the part of an address that is made from a headline, and the words that it may ruin."""

from __future__ import annotations

import re
import unicodedata

from bulletin.languages.folding import fold

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
APOSTROPHES = re.compile(r"['’‘ʼ´`]")
GROUPING_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")
DOTTED = re.compile(r"(?<![a-z0-9])(?:[a-z]\.)+")
"""U.S., p.m.: letters that are one word."""
GAP = re.compile(r"[^a-z0-9]+")
WORD = re.compile(r"\w+")
LIMIT = 80

MISREADINGS = frozenset({"ano", "anos", "anal", "cono", "conos", "cona"})
"""What año, años, añal, coño, coños and coña become without the tilde: other words, and bad ones."""


def slugify(text: str, limit: int = LIMIT) -> str:
    """The text as a slug of at most `limit` characters, cut at a word; "" where nothing is left.

    Accents are folded, ñ is n, apostrophes and the commas of figures vanish: "Peru's" is perus.
    """
    words = APOSTROPHES.sub("", unicodedata.normalize("NFC", text))
    words = GROUPING_COMMA.sub("", fold(words))
    if "." in words:
        words = DOTTED.sub(lambda found: found[0].replace(".", ""), words)
    slug = GAP.sub("-", words).strip("-")
    if len(slug) <= limit:
        return slug
    return slug[: limit + 1].rpartition("-")[0] or slug[:limit]


def is_slug(text: str, limit: int = LIMIT) -> bool:
    """Whether the text is a slug as it stands: a-z, 0-9 and single hyphens between them."""
    return len(text) <= limit and SLUG.fullmatch(text) is not None


def misread(slug: str, text: str) -> tuple[str, str] | None:
    """A word of the slug that reads badly because `text` has an ñ there, and a better slug.

    "mil-anos-de-ayuda" of "Mil años de ayuda": ("anos", "mil-anios-de-ayuda"). None where the slug
    is harmless, or where the text itself has the word without ñ ("Cono Sur").
    """
    words = slug.split("-")
    if MISREADINGS.isdisjoint(words):
        return None
    written = {slugify(word) for word in WORD.findall(_composed(text)) if "ñ" in word} & MISREADINGS
    bad = [word for word in words if word in written]
    if not bad:
        return None
    better = "-".join(word.replace("n", "ni") if word in bad else word for word in words)
    return bad[0], slugify(better)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
