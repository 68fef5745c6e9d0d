"""Where a broken link is said to stand: its own line and column, found in the source."""

from __future__ import annotations

import pytest

from builders import SiteBuilder

PLACES = [
    ("[a](story:nowhere)", 8, 5),
    ("Words.\n\nMore [a](story:nowhere) words.", 10, 10),
    ("- one\n- [a](story:nowhere)", 9, 7),
    ("| A | B |\n| --- | --- |\n| 1 | [a](story:nowhere) |", 10, 11),
    ("> A quote\n> with [a](story:nowhere).", 9, 12),
    ("A [reference][x].\n\n[x]: story:nowhere\n", 10, 6),
    ("A note.[^1]\n\n[^1]: See [a](story:nowhere).", 10, 15),
    ("## Heading with [a](story:nowhere)\n\nText.", 8, 21),
]


@pytest.mark.parametrize(("body", "line", "column"), PLACES, ids=[repr(row[0][:24]) for row in PLACES])
def test_a_broken_link_is_shown_where_it_was_written(
    site: SiteBuilder, body: str, line: int, column: int
) -> None:
    site.story("floods", en={}, en_body=body).build()

    (problem,) = site.problems()

    assert problem.code == "link-broken"
    assert (problem.place.line, problem.place.column, problem.place.width) == (
        line,
        column,
        len("story:nowhere"),
    )
    assert not site.out.exists()


def test_links_of_a_story_that_is_not_due_yet_are_checked_today(site: SiteBuilder) -> None:
    site.story("coming", en={"date": "2018-01-01"}, en_body="[a](story:nowhere)").build()

    assert site.codes() == ["link-broken"]


def test_links_of_a_draft_are_nobody_s_business_yet(site: SiteBuilder) -> None:
    site.story("coming", en={"draft": "true"}, en_body="[a](story:nowhere)").build()

    assert site.codes() == []
