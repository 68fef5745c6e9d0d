"""What helps to read a long text, found in the text itself: how long it takes, and what stands in it.

Nothing of it is in a view: it changes with the text alone, which counts in its page's fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct

from bulletin.model import Block

PACE = {"en": 228, "es": 218}
"""Words that a reader takes in a minute (Trauzettel-Klosinski and Dietz, IOVS 53:9, 2012, table 4)."""

LONG, PARTED = 600, 3
"""From so many words and headings on, a text has a list of its contents."""

HEADING = re.compile(r'<h2 id="([^"]*)"')
MARK = re.compile(r'<sup[^>]*><a class="footnote-ref".*?</sup>')
"""The number of a note, which is no word of its heading."""


class Content(Struct, frozen=True, kw_only=True):
    """A heading of a text: where it stands, and its words as they are printed."""

    id: str
    text: str


class Reading(Struct, frozen=True, kw_only=True):
    """A text as a story's page shows it."""

    minutes: int
    contents: tuple[Content, ...]
    html: Markup


def words_of(blocks: Iterable[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def minutes(blocks: Iterable[Block], lang: str) -> int:
    """How many minutes it takes to read a text, at least one."""
    return max(1, round(words_of(blocks) / PACE[lang]))


def contents(blocks: Iterable[Block]) -> tuple[Content, ...]:
    """The headings of a text; none where it is too short to get lost in."""
    blocks = tuple(blocks)
    found = tuple(
        Content(id=mark[1], text=Markup(MARK.sub("", block.html)).striptags())
        for block in blocks
        if block.kind == "heading" and (mark := HEADING.match(block.html))
    )
    found = tuple(one for one in found if one.text)  # a heading may be a picture alone
    return found if len(found) >= PARTED and words_of(blocks) >= LONG else ()
