"""The archive by year and month, and the page of all corrections."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, elements
from bulletin.plan.views import ArchiveView, CorrectionsView, YearView


@pytest.fixture
def stories(site: SiteBuilder) -> SiteBuilder:
    site.story("new", en={"title": "New", "date": "2017-05-02"}, es={"title": "Nuevo"})
    site.story("may", es={"title": "Mayo", "date": "2017-05-01"})
    site.story("winter", en={"title": "Winter", "date": "2017-01-31"})
    site.story("old", en={"title": "Old", "date": "2015-12-31"})
    return site.story("coming", en={"title": "Coming", "date": "2018-01-01"})


def archive(site: SiteBuilder, url: str) -> ArchiveView:
    found = next(page.view for page in site.work().plan.pages if page.url == url)
    assert isinstance(found, ArchiveView)
    return found


def year(site: SiteBuilder, url: str) -> YearView:
    found = next(page.view for page in site.work().plan.pages if page.url == url)
    assert isinstance(found, YearView)
    return found


COUNTS = [
    ("link", "/es/archivo/", [(2017, 3, [("mayo", 2), ("enero", 1)]), (2015, 1, [("diciembre", 1)])]),
    ("hide", "/es/archivo/", [(2017, 2, [("mayo", 2)])]),
    ("hide", "/en/archive/", [(2017, 2, [("May", 1), ("January", 1)]), (2015, 1, [("December", 1)])]),
]


@pytest.mark.parametrize(("untranslated", "url", "expected"), COUNTS, ids=[f"{row[0]} {row[1]}" for row in COUNTS])  # fmt: skip
def test_the_archive_counts_the_stories_of_each_year_and_month(
    stories: SiteBuilder, untranslated: str, url: str, expected: list[object]
) -> None:
    found = archive(stories.settings(untranslated=untranslated), url)

    assert [
        (one.year, one.count, [(month.name, month.count) for month in one.months]) for one in found.years
    ] == expected


def test_the_page_of_a_year_has_its_months_as_headings(stories: SiteBuilder) -> None:
    found = year(stories, "/en/archive/2017/")

    assert [(month.name, [(one.title, one.lang) for one in month.headlines]) for month in found.months] == [
        ("May", [("New", ""), ("Mayo", "es")]),
        ("January", [("Winter", "")]),
    ]
    assert found.newer is None and found.older is not None and found.older.href == "/en/archive/2015/"
    main = stories.build().main("/en/archive/2017/")
    assert [one["id"] for one in elements(main, "h2")] == ["month-05", "month-01"]


def test_the_archive_leads_to_each_month(stories: SiteBuilder) -> None:
    ways = [one["href"] for one in elements(stories.build().main("/en/archive/"), "a") if "#" in one["href"]]

    assert ways == ["/en/archive/2017/#month-05", "/en/archive/2017/#month-01", "/en/archive/2015/#month-12"]
    for way in ways:
        page, _, id = way.partition("#")
        assert f'id="{id}"' in stories.main(page)


def test_a_year_without_stories_in_a_language_has_no_page_there(stories: SiteBuilder) -> None:
    stories.settings(untranslated="hide").build()

    assert "en/archive/2015/index.html" in stories.files()
    assert "es/archivo/2015/index.html" not in stories.files()
    assert "Aún no disponible en español" in stories.html("/en/archive/2015/")


# -- corrections ----------------------------------------------------------------------------------


@pytest.fixture
def corrected(site: SiteBuilder) -> SiteBuilder:
    en = {"title": "One", "corrections": '[{date: 2017-02-10, text: "It was \\"two\\"."}, {date: 2017-03-01, text: Later.}]'}  # fmt: skip
    site.story("one", en=en, es={"title": "Uno"})
    return site.story("two", es={"title": "Dos", "corrections": "[{date: 2017-02-20, text: Eran tres.}]"})


LISTED = [
    (
        "link",
        "/en/corrections/",
        [("2017-03-01", "Later.", "One", ""), ("2017-02-20", "Eran tres.", "Dos", "es"), ("2017-02-10", "It was “two”.", "One", "")],
    ),
    ("hide", "/es/correcciones/", [("2017-03-01", "Later.", "One", "en"), ("2017-02-20", "Eran tres.", "Dos", ""), ("2017-02-10", "It was “two”.", "One", "en")]),
]  # fmt: skip


@pytest.mark.parametrize(("untranslated", "url", "expected"), LISTED, ids=[f"{row[0]} {row[1]}" for row in LISTED])  # fmt: skip
def test_every_correction_stands_on_one_page_newest_first(
    corrected: SiteBuilder, untranslated: str, url: str, expected: list[tuple[str, str, str, str]]
) -> None:
    work = corrected.settings(untranslated=untranslated).work()
    found = next(page.view for page in work.plan.pages if page.url == url)

    assert isinstance(found, CorrectionsView)
    assert [(str(one.date), one.text, one.title, one.lang) for one in found.corrections] == expected


def test_a_correction_that_one_language_needed_stands_on_both_pages_once(site: SiteBuilder) -> None:
    en = {"title": "One", "corrections": "[{date: 2017-02-10, text: Two.}, {date: 2017-03-01, text: Slip.}]"}
    site.settings(untranslated="hide")
    site.story("one", en=en, es={"title": "Uno", "corrections": "[{date: 2017-02-10, text: Dos.}]"}).build()
    view = next(page.view for page in site.work().plan.pages if page.url == "/es/correcciones/")

    assert isinstance(view, CorrectionsView)
    assert [(one.text, one.title, one.lang) for one in view.corrections] == [
        ("Slip.", "One", "en"), ("Dos.", "Uno", ""),
    ]  # fmt: skip


def test_without_a_correction_the_page_says_so(site: SiteBuilder) -> None:
    site.story("floods", en={}).build()

    assert "No story has been corrected so far." in site.main("/en/corrections/")
