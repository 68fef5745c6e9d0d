"""A view holds plain frozen values and other views, so that its digest says whether a page has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import fields

from builders import SiteBuilder
from bulletin.digest import digest
from bulletin.model import View
from bulletin.pipeline.prepare import Work
from bulletin.plan.views import Body

PLAIN = (str, int, bool, type(None), date)


@pytest.fixture(scope="module")
def work(sample: SiteBuilder) -> Work:
    return sample.work()


def values(view: View) -> Iterator[object]:
    """Every value in a view, at any depth, tuples and views included."""
    waiting: list[object] = [view]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, View):
            waiting.extend(getattr(value, field.name) for field in fields(value))
        elif isinstance(value, tuple):
            waiting.extend(value)


def test_every_view_has_a_digest(work: Work) -> None:
    assert all(len(digest(page.view)) == 32 for page in work.plan.pages)


def test_views_hold_plain_values_tuples_and_views_alone(work: Work) -> None:
    kinds = {type(value) for page in work.plan.pages for value in values(page.view)}

    assert all(kind in (*PLAIN, tuple) or issubclass(kind, View) for kind in kinds), kinds


def test_no_view_holds_the_text_of_a_story(work: Work) -> None:
    texts = {value for page in work.plan.pages for value in values(page.view) if isinstance(value, str)}

    assert not [text for text in texts if "<p" in text or "</" in text]
    assert any(isinstance(value, Body) for page in work.plan.pages for value in values(page.view))


def test_the_same_site_has_the_same_views(sample: SiteBuilder, work: Work) -> None:
    again = sample.work()

    assert [digest(page.view) for page in again.plan.pages] == [digest(page.view) for page in work.plan.pages]


CHANGES = [
    (
        "a word of the text",
        {"en_body": "Tents, water and rice."},
        {"/en/2017/02/relief-arrives/", "/en/feed.xml", "/en/sections/relief/feed.xml"},
    ),
    (
        "the deck",
        {"en": {"summary": "Three aircraft."}},
        {
            "/en/2017/02/relief-arrives/",
            "/en/feed.xml",
            "/en/",
            "/en/sections/relief/",
            "/en/sections/relief/feed.xml",
        },
    ),
    (
        "the Spanish text",
        {"es_body": "Carpas, agua y arroz."},
        {"/es/2017/02/llega-la-ayuda/", "/es/feed.xml", "/es/secciones/ayuda/feed.xml"},
    ),
]


@pytest.mark.parametrize(("change", "changed"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_an_edit_changes_the_pages_that_show_it_and_no_other(
    site: SiteBuilder, change: dict[str, object], changed: set[str]
) -> None:
    site.story("floods", en={}, es={}).story("other", en={"title": "Other", "date": "2017-01-01"})
    before = seen(site.work())
    site.story("floods", **{"en": {}, "es": {}, **change})  # type: ignore[arg-type]
    after = seen(site.work())

    assert {url for url in after if after[url] != before[url]} == changed


def seen(work: Work) -> dict[str, tuple[str, ...]]:
    """By address, the digests of all that a page shows: its view, and its texts."""
    return {
        page.url: (digest(page.view), *(work.texts[path] for path in page.texts)) for page in work.plan.pages
    }


def test_a_word_of_a_text_is_in_no_view_so_that_the_plan_stands(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={})
    before = site.work().plan.pages
    site.story("floods", en={}, es={}, en_body="Tents, water and rice.\n\nAnd a second paragraph.")

    assert site.work().plan.pages == before


def test_every_page_of_the_sample_names_the_texts_in_its_view(work: Work) -> None:
    for page in work.plan.pages:
        shown = {value.path for value in values(page.view) if isinstance(value, Body)}
        assert shown == set(page.texts), page.url


def test_a_page_names_the_texts_that_it_shows_and_no_other(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={}).page("about", en={"title": "About", "summary": "Us."})
    texts = {page.url: page.texts for page in site.work().plan.pages if page.texts}
    en, es = ("content/stories/2017/floods/en.md",), ("content/stories/2017/floods/es.md",)

    assert texts == {
        "/en/2017/02/relief-arrives/": en,
        "/en/feed.xml": en,
        "/en/sections/relief/feed.xml": en,
        "/es/2017/02/llega-la-ayuda/": es,
        "/es/feed.xml": es,
        "/es/secciones/ayuda/feed.xml": es,
        "/en/about/": ("content/pages/about/en.md",),
    }


def test_the_hour_of_the_build_is_in_no_view(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={}).story("coming", en={"title": "Coming", "date": "2018-01-01"})
    before = [digest(page.view) for page in site.work().plan.pages]
    site.now = site.now.replace(month=12)

    assert [digest(page.view) for page in site.work().plan.pages] == before
