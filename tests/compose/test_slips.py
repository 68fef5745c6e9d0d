"""What Markdown would print as it stands: told with its place, and never where it is only shown as code."""

from __future__ import annotations

import time

import pytest

from bulletin.compose.slips import without_code
from compose.conftest import Compose

Found = tuple[str, int, int, int]

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"


def found(compose: Compose, text: str) -> list[Found]:
    _, problems = compose(text)
    return [(one.code, one.place.line, one.place.column, one.place.width) for one in problems]


def facts(compose: Compose, text: str) -> dict[str, str | int]:
    _, (problem,) = compose(text)
    return dict(problem.facts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tents.[^x]", [("footnote-unknown", 1, 7, 4)], id="no note"),
        pytest.param("a[^x]\n\nb[^x]", [("footnote-unknown", 1, 2, 4), ("footnote-unknown", 3, 2, 4)], id="twice"),
        pytest.param("[^x] The note.", [("footnote-unknown", 1, 1, 4)], id="note without its colon"),
        pytest.param("a\n\n[^x]: b", [("footnote-unused", 3, 1, 4)], id="note without a mark"),
        pytest.param("a[^x]\n\n[^y]: b", [("footnote-unknown", 1, 2, 4)], id="one slip in a name is told once"),
        pytest.param("[^x]\n\n[^x]: a\n\n[^x]: b", [("footnote-twice", 3, 1, 4)], id="two notes of one name"),
        pytest.param("## Tents[^x]", [("footnote-unknown", 1, 9, 4)], id="in a heading"),
        pytest.param("> *Tents*[^x]", [("footnote-unknown", 1, 10, 4)], id="in a quote"),
        pytest.param("a[^x]\n\n[^x]: b[^y]", [("footnote-unknown", 3, 8, 4)], id="in a note"),
        pytest.param("`[^x]` and [^x]", [("footnote-unknown", 1, 12, 4)], id="in code, then in prose"),
        pytest.param("    [^x]\n\n[^x]", [("footnote-unknown", 3, 1, 4)], id="in indented code, then in prose"),
        pytest.param("a [^x\ny]", [("footnote-unknown", 1, 3, 4)], id="over a line's end"),
    ],
)  # fmt: skip
def test_a_mark_and_a_note_that_do_not_meet_are_told(
    compose: Compose, text: str, expected: list[Found]
) -> None:
    assert found(compose, text) == expected


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("[^cuont] [^b]\n\n[^count]: a\n[^b]: b\n[^c]: c", "[^count]", id="near"),
        pytest.param("[^1]\n\n[^report]: a", "[^report]", id="the only note that is left"),
        pytest.param("[^1]", "", id="no note at all"),
    ],
)
def test_a_mark_is_told_with_the_note_that_was_meant(compose: Compose, text: str, suggestion: str) -> None:
    _, problems = compose(text)

    assert [dict(one.facts).get("suggestion") for one in problems if one.code == "footnote-unknown"] == [
        suggestion
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("> [!pul]\n> Tents.", ("quote-mark-unknown", 1, 3, 6), id="misspelt"),
        pytest.param("> [!note]\n> Tents.", ("quote-mark-unknown", 1, 3, 7), id="another program's"),
        pytest.param("> [pull]\n> Tents.", ("quote-mark-unknown", 1, 3, 6), id="no exclamation mark"),
        pytest.param("> !pull\n> Tents.", ("quote-mark-unknown", 1, 3, 5), id="no brackets"),
        pytest.param("> [!pull\n> Tents.", ("quote-mark-unknown", 1, 3, 6), id="no closing bracket"),
        pytest.param("Water.\n\n> > [!tip]\n", ("quote-mark-unknown", 3, 5, 6), id="a quote in a quote"),
        pytest.param("[!pull]\n> Tents.", ("quote-mark-unknown", 1, 1, 7), id="above the quote"),
        pytest.param("> Tents.\n> [!pull]", ("quote-mark-unknown", 2, 3, 7), id="below the first line"),
        pytest.param("> [!pull]\n> Tents.\n\nWater.\n\n[!pull]\n> Tents.", ("quote-mark-unknown", 6, 1, 7), id="a good one first"),
        pytest.param("> Tents.\n\n> [!pull]\n> Tents.", ("quote-mark-unknown", 3, 3, 7), id="two quotes in a row are one"),
    ],
)  # fmt: skip
def test_a_mark_of_a_quote_that_is_not_read_is_told(compose: Compose, text: str, expected: Found) -> None:
    assert found(compose, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected", "advice"),
    [
        pytest.param("| a | b |\n| 1 | 2 |", ("table-unread", 1, 1, 9), "put a line of dashes below", id="no rule"),
        pytest.param("a | b\n1 | 2", ("table-unread", 1, 1, 5), "put a line of dashes below", id="no rule, no bars at the ends"),
        pytest.param("|—|—|\n| 1 | 2 |", ("table-unread", 1, 1, 5), "put a line of dashes below", id="long dashes"),
        pytest.param("Tents:\n" + TABLE, ("table-unread", 2, 1, 9), "leave an empty line above", id="text above"),
        pytest.param("| a | b |\n|---|\n| 1 | 2 |", ("table-unread", 1, 1, 9), "as many parts", id="uneven rule"),
        pytest.param("|---|---|\n| a | b |", ("table-unread", 1, 1, 9), "below the first row", id="rule first"),
        pytest.param("- Tents:\n  | a | b |\n  | 1 | 2 |", ("table-unread", 2, 3, 9), "put a line of dashes below", id="in a list"),
        pytest.param("> | a | b |\n> | 1 | 2 |", ("table-unread", 1, 1, 11), "put a line of dashes below", id="in a quote"),
        pytest.param("`x | y`\n\n| a | `|` |\n| 1 | 2 |", ("table-unread", 3, 1, 11), "put a line of dashes below", id="code in a cell"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_read_is_told(compose: Compose, text: str, expected: Found, advice: str) -> None:
    assert found(compose, text) == [expected]
    assert advice in str(facts(compose, text)["advice"])


def test_the_line_of_dashes_proposed_has_a_part_for_each_column(compose: Compose) -> None:
    assert facts(compose, "| a | b | c |\n| 1 | 2 | 3 |")["example"] == "|---|---|---|"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[^a]\n\n[^a]: One.", id="a mark and its note"),
        pytest.param(
            "[^a] [^a] [^b]\n\n[^b]: One.\n[^a]: Two.", id="marks used twice, notes in another order"
        ),
        pytest.param("a[^a]\n\n[^a]: One.[^b]\n\n[^b]: Two.", id="a mark in a note"),
        pytest.param("`[^a]` ``x`[^a]``", id="marks in code"),
        pytest.param("Tents.\n\n    [^a]\n    | a | b |\n    | c | d |", id="indented code"),
        pytest.param("\\[^a]", id="a mark behind a backslash"),
        pytest.param("> [!pull]\n> Tents.", id="a pull quote"),
        pytest.param("> [!PULL] Tents.", id="a pull quote in capitals and on one line"),
        pytest.param("> `[!note]`\n> Tents.", id="a mark of a quote in code"),
        pytest.param("> [!note](https://example.org/)", id="a link"),
        pytest.param("> Pull the rope, he said.", id="a quote that begins with the word"),
        pytest.param("Tents! [Water](https://example.org/)", id="no quote at all"),
        pytest.param(TABLE, id="a table"),
        pytest.param("a | b\n--|--\n1 | 2", id="a table without bars at its ends"),
        pytest.param("Lima | Piura", id="one line with a bar"),
        pytest.param("Lima | Piura\n\nCusco | Junín", id="two paragraphs with a bar"),
        pytest.param("Lima | Piura  \nCusco | Junín  ", id="lines broken by hand"),
        pytest.param("`a | b`\n`c | d`", id="bars in code"),
        pytest.param("```\n| a | b |\n| c | d |\n```", id="bars in code over several lines"),
        pytest.param("<pre>\n| a | b |\n| c | d |\n</pre>", id="bars in HTML"),
    ],
)
def test_what_is_right_or_only_shown_as_code_is_not_taken_for_a_slip(compose: Compose, text: str) -> None:
    assert found(compose, text) == []


def test_one_text_leaves_nothing_for_the_next(compose: Compose) -> None:
    text = "[^x]\n\n> [!tip]\n\n| a | b |\n| c | d |"

    assert found(compose, text) == found(compose, text)
    assert len(found(compose, text)) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", "a     c"),
        ("a `b c", "a `b c"),
        ("``a ` b`` `", "          `"),
        ("`a\nb` c", "  \n   c"),
        ("`a\n\nb`", "`a\n\nb`"),
        ("\\`a `b`", "\\`a    "),
    ],
)
def test_code_is_blanked_and_the_places_of_all_else_are_kept(text: str, expected: str) -> None:
    assert without_code(text) == expected


def test_a_text_of_backticks_costs_no_more_than_its_length() -> None:
    text = " ".join("`" * size for size in range(1, 1_000))
    start = time.process_time()

    assert without_code(text) == text
    assert time.process_time() - start < 1
