"""What helps to read a long text: how long it takes, and what stands in it."""

from __future__ import annotations

import pytest

from bulletin.model import Block
from bulletin.render.reading import LONG, PACE, contents, minutes


def paragraph(words: int) -> Block:
    return Block(kind="paragraph", html="<p>…</p>", text="word " * words, line=1, digest="")


def heading(id: str, html: str, level: int = 2) -> Block:
    return Block(kind="heading", html=f'<h{level} id="{id}">{html}</h{level}>', text="", line=1, digest="")


HEADINGS = [heading("en-a", "One"), heading("en-b", "Two"), heading("en-c", "Three")]


@pytest.mark.parametrize(
    ("words", "lang", "expected"),
    [(0, "en", 1), (100, "en", 1), (PACE["en"] * 4, "en", 4), (PACE["es"] * 4, "es", 4), (330, "es", 2)],
)
def test_a_text_takes_whole_minutes_and_at_least_one(words: int, lang: str, expected: int) -> None:
    assert minutes([paragraph(words // 2), paragraph(words - words // 2)], lang) == expected


def test_the_contents_are_the_headings_as_they_are_printed() -> None:
    blocks = [paragraph(LONG), *HEADINGS[:2], heading("en-d", "The “A &amp; B” of <em>it</em>"), paragraph(1)]

    assert [(one.id, one.text) for one in contents(blocks)] == [
        ("en-a", "One"), ("en-b", "Two"), ("en-d", "The “A & B” of it"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            'Two bridges<sup id="en-fnref-one"><a class="footnote-ref" href="#en-fn-one">1</a></sup>',
            "Two bridges",
        ),
        (
            'Two<sup id="en-fnref-one"><a class="footnote-ref" href="#en-fn-one">12</a></sup> bridges',
            "Two bridges",
        ),
        ("The 1<sup>st</sup> bridge", "The 1st bridge"),
    ],
    ids=["at its end", "within it", "what is no mark stays"],
)
def test_a_heading_with_a_note_is_listed_without_the_number_of_the_note(html: str, text: str) -> None:
    assert contents([paragraph(LONG), *HEADINGS[:2], heading("en-d", html)])[-1].text == text


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [paragraph(LONG - 1), *HEADINGS],
        [paragraph(LONG), *HEADINGS[:2]],
        [paragraph(LONG), *HEADINGS[:2], heading("en-c", "Below another", level=3)],
    ],
    ids=["nothing", "too short", "two headings", "two headings and one below"],
)
def test_what_nobody_gets_lost_in_has_no_contents(blocks: list[Block]) -> None:
    assert contents(blocks) == ()


def test_a_heading_that_is_a_picture_alone_is_no_link_without_a_name() -> None:
    blocks = [paragraph(LONG), *HEADINGS, heading("en-part", '<img src="a.png" alt="A map">')]

    assert [one.id for one in contents(blocks)] == ["en-a", "en-b", "en-c"]
