"""One registry of addresses: no two sources may claim one file, on any file system."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builders import SiteBuilder
from bulletin.model import Asset, Page, View
from bulletin.plan.registry import check_addresses

Owner = tuple[str, str]


def page(path: str, source: str = "") -> Page:
    return Page(url=f"/{path}", path=path, lang="en", template="story.html", view=View(), source=source)


def asset(path: str, source: str) -> Asset:
    return Asset(url=f"/{path}", path=path, source=source, digest="")


A, B = "content/stories/2017/a/en.md", "content/stories/2017/b/en.md"
TAKEN = [
    ("the same", "en/a/index.html", "en/a/index.html"),
    ("another case", "en/a/index.html", "en/A/index.html"),
    ("another Unicode form", "en/jun\u00edn/index.html", "en/juni\u0301n/index.html"),
    ("case and form", "en/JUN\u00cdN/index.html", "en/juni\u0301n/index.html"),
    ("a sharp s", "en/stra\u00dfe/index.html", "en/strasse/index.html"),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in TAKEN], ids=[row[0] for row in TAKEN])
def test_two_pages_for_one_file_are_both_told_of_each_other(one: str, other: str) -> None:
    problems = check_addresses([page(one, A), page(other, B)], [])

    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("url-taken", A),
        ("url-taken", B),
    ]
    assert {dict(problem.facts)["others"] for problem in problems} == {f"{A}, {B}"}


def test_different_addresses_are_fine() -> None:
    assert check_addresses([page("en/a/index.html", A), page("en/ñ/index.html", B)], [asset("CNAME", "static/CNAME")]) == ()  # fmt: skip


@pytest.mark.parametrize("name", ["con", "CON", "nul.html", "aux", "com1", "lpt9.txt", "prn"])
def test_a_name_that_windows_keeps_for_a_device_is_refused(name: str) -> None:
    problems = check_addresses([page(f"en/{name}/index.html", A)], [asset(name, f"static/{name}")])

    assert [problem.code for problem in problems] == ["url-reserved", "url-reserved"]


@pytest.mark.parametrize("name", ["console", "nullable.txt", "com10", "auxiliary"])
def test_a_name_that_only_looks_like_a_device_is_fine(name: str) -> None:
    assert check_addresses([], [asset(name, f"static/{name}")]) == ()


def test_the_names_of_the_ledger_and_the_stage_are_ours() -> None:
    files = [
        asset(".puente-ledger", "static/.puente-ledger"),
        asset(".puente-stage/x", "static/.puente-stage/x"),
    ]

    assert [problem.code for problem in check_addresses([], files)] == ["url-reserved", "url-reserved"]


STATICS = [
    ("en", "static/en", "/en/2017/02/relief-arrives/index.html"),
    ("en/feed.xml", "static/en/feed.xml", "/en/feed.xml"),
    ("robots.txt", "static/robots.txt", "/robots.txt"),
    ("INDEX.HTML", "static/INDEX.HTML", "/"),
]


@pytest.mark.parametrize(("name", "path", "url"), STATICS, ids=[row[0] for row in STATICS])
def test_a_static_file_in_the_way_of_a_page_is_told_once(
    site: SiteBuilder, name: str, path: str, url: str
) -> None:
    site.story("floods", en={}).write(f"static/{name}", "mine").build()

    (problem,) = site.problems()

    assert (problem.code, problem.place.path) == ("static-taken", path)
    assert dict(problem.facts)["url"] == url
    assert not site.out.exists()


def test_two_stories_with_one_headline_on_one_day_are_told_of_each_other(site: SiteBuilder) -> None:
    site.story("a", en={}).story("b", en={}).build()

    assert [(one.code, one.place.path) for one in site.problems()] == [("url-taken", A), ("url-taken", B)]


def test_one_slug_in_two_languages_or_two_months_is_fine(site: SiteBuilder) -> None:
    site.story("a", en={"slug": "floods"}, es={"slug": "floods"})
    site.story("b", en={"slug": "floods", "date": "2017-03-08"}).build()

    assert site.codes() == []


def test_a_page_in_the_way_of_an_index_is_told_so(site: SiteBuilder) -> None:
    site.page("tags", en={"title": "Tags", "summary": "Mine."}).build()

    (problem,) = site.problems()

    assert (problem.code, problem.place.path) == ("url-taken", "content/pages/tags/en.md")
    assert "the site's own /en/tags/" in str(dict(problem.facts)["others"])


def test_two_terms_with_one_slug_are_both_named_with_their_lines(site: SiteBuilder) -> None:
    site.write("content/tags.yaml", "floods: {en: {name: Floods}, es: {name: Crecidas}}\nflood: {en: {name: FLOODS}, es: {name: Riadas}}\n")  # fmt: skip
    site.story("a", en={"tags": "[floods, flood]"}).build()

    assert [(one.code, one.place.line) for one in site.problems()] == [("url-taken", 1), ("url-taken", 2)]
    assert {dict(one.facts)["others"] for one in site.problems()} == {
        "content/tags.yaml:1, content/tags.yaml:2"
    }


def test_a_term_whose_name_gives_no_address_asks_for_a_slug(site: SiteBuilder) -> None:
    site.write("content/tags.yaml", 'floods: {en: {name: "洪水"}, es: {name: Crecidas}}\n')
    site.story("a", en={"tags": "[floods]"}).build()

    assert [(one.code, one.place.path) for one in site.problems()] == [("slug-invalid", "content/tags.yaml")]


def test_an_address_is_taken_by_a_story_that_is_still_to_come(site: SiteBuilder) -> None:
    site.story("floods", en={}).story("later", en={"publish": "2018-01-01"}).build()

    assert site.codes() == ["url-taken", "url-taken"]


CLASHES = [
    (
        "an alias that comes due",
        lambda site: site.story("coming", en={"title": "Coming", "date": "2018-01-01", "aliases": "[/en/2017/02/relief-arrives/]"}),
        {"content/stories/2017/coming/en.md", "content/stories/2017/floods/en.md"},
    ),
    (
        "a former slug that another term has",
        lambda site: site.write("content/tags.yaml", "a: {en: {name: A}, es: {name: A}}\nb: {en: {name: B, former: [a]}, es: {name: B}}\n"),
        {"content/tags.yaml"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "paths"), [row[1:] for row in CLASHES], ids=[row[0] for row in CLASHES])
def test_an_old_address_that_is_not_shown_yet_claims_its_place_today(
    site: SiteBuilder, change: Callable[[SiteBuilder], object], paths: set[str]
) -> None:
    site.story("floods", en={})
    change(site)
    site.check()

    assert {(one.code, one.place.path) for one in site.problems()} == {("url-taken", path) for path in paths}


def test_an_old_address_below_a_file_is_told_as_what_it_is(site: SiteBuilder) -> None:
    site.story("floods", en={"aliases": "[/en/old/, /en/feed.xml/]"}).check()

    assert [(one.code, one.place.path, one.place.line, one.place.column) for one in site.problems()] == [
        ("url-taken", "content/stories/2017/floods/en.md", 6, 21)
    ]


def test_an_address_that_is_taken_is_told_where_it_is_written(site: SiteBuilder) -> None:
    site.story("floods", en={"aliases": "[/en/old/, /en/2017/02/relief-arrives/]"}).check()

    assert {(one.code, one.place.line, one.place.column) for one in site.problems()} == {("url-taken", 6, 21)}
