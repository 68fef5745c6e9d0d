"""Where a broken link is said to stand: its own line and column, found in the source."""

from __future__ import annotations

import pytest

from builders import SiteBuilder
from bulletin.check.links import _with_scheme

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


def test_a_link_by_address_to_what_has_expired_stops_nothing(site: SiteBuilder) -> None:
    site.story("old", en={"title": "Old news", "expires": "2017-03-01", "tags": "[health]"})
    body = "See [it](/en/2017/02/old-news/) and [its tag](/en/tags/health/)."
    site.story("floods", en={}, en_body=body).build()

    assert site.codes() == ["link-held-back", "link-held-back"]
    assert site.report.published
    assert "See it and its tag." in site.main("/en/2017/02/relief-arrives/")


def test_a_scheduled_story_may_link_to_itself_and_to_its_companion(site: SiteBuilder) -> None:
    for key, other in (("one", "two"), ("two", "one")):
        fields = {"title": key, "date": "2018-01-01"}
        site.story(key, en=fields, en_body=f"## Part\n\n[Here](story:{key}#part), [there](story:{other}).")

    assert site.check(strict=True).codes() == []


def test_a_text_that_cannot_be_composed_breaks_no_link_to_its_parts(site: SiteBuilder) -> None:
    site.story("deep", en={"title": "Deep"}, en_body="## Part\n\n" + "1. " * 500)
    site.story("floods", en={}, en_body="[there](story:deep#part)").build()

    assert site.codes() == ["text-too-deep"]


def test_a_part_of_a_twin_that_becomes_a_draft_leads_to_the_whole_story(site: SiteBuilder) -> None:
    site.story(
        "twin", en={"title": "Twin", "draft": "true"}, es={"title": "Gemela"}, es_body="## Ayuda\n\nSí."
    )
    site.story("floods", en={}, en_body="[there](story:twin#relief)").build()

    assert site.codes() == []
    assert 'href="/es/2017/02/gemela/" hreflang="es"' in site.main("/en/2017/02/relief-arrives/")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("www.example.org", "https://www.example.org"),
        ("www.example.museum/a", "https://www.example.museum/a"),
        ("example.com", "https://example.com"),
        ("example.gob.pe/a?b#c", "https://example.gob.pe/a?b#c"),
        ("ana.rojas@example.org", "mailto:ana.rojas@example.org"),
        ("en.md", ""),
        ("../floods/es.md", ""),
        ("about.html", ""),
        ("report.pdf", ""),
        ("www", ""),
        ("compact.organ", ""),
        ("", ""),
    ],
)
def test_a_host_and_a_mailbox_are_known_without_their_scheme(target: str, expected: str) -> None:
    assert _with_scheme(target) == expected
