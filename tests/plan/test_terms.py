"""Sections, authors, series and regions: what their pages say, and what leads to them."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, elements
from bulletin.model import View
from bulletin.plan.views import IndexView, SeriesView, StoryView, TermView

AUTHORS = """\
ana: {en: {name: Ana Rojas, kind: Reporter, description: Writes on rivers.}, es: {name: Ana Rojas, kind: Reportera}}
luis: {en: {name: Luis Paz, kind: Translator}, es: {name: Luis Paz, kind: Traductor}}
desk: {organization: true, en: {name: The desk}, es: {name: La redacción}}
idle: {en: {name: Idle}, es: {name: Ociosa}}
"""
SERIES = "wings: {en: {name: Relief on the wing, description: By air.}, es: {name: Ayuda que vuela}}\n"


@pytest.fixture
def stories(site: SiteBuilder) -> SiteBuilder:
    site.write("content/authors.yaml", AUTHORS).write("content/series.yaml", SERIES)
    signed = {"authors": "[ana]", "outlet": "desk"}
    site.story("one", en={**signed, "title": "One", "date": "2017-03-01", "series": "{id: wings, part: 1}"}, es={"title": "Uno", "translation": "{of: en, by: [luis]}"})  # fmt: skip
    site.story("two", es={"title": "Dos", "date": "2017-01-01", "series": "{id: wings, part: 2}"})
    site.story("three", en={"title": "Three", "date": "2017-02-01", "series": "{id: wings, part: 4}"})
    site.story("coming", en={"title": "Coming", "date": "2018-01-01", "series": "{id: wings, part: 5}"})
    return site


def view(site: SiteBuilder, url: str) -> View:
    return next(page.view for page in site.work().plan.pages if page.url == url)


def addresses(site: SiteBuilder) -> set[str]:
    return {page.url for page in site.work().plan.pages}


# -- series ---------------------------------------------------------------------------------------

PARTS = [
    ("/en/series/relief-on-the-wing/", [(1, "One", ""), (2, "Dos", "es"), (4, "Three", "")]),
    ("/es/series/ayuda-que-vuela/", [(1, "Uno", ""), (2, "Dos", ""), (4, "Three", "en")]),
]


@pytest.mark.parametrize(("url", "parts"), PARTS, ids=["en", "es"])
def test_a_series_has_all_published_parts_from_the_first_on(
    stories: SiteBuilder, url: str, parts: list[tuple[int, str, str]]
) -> None:
    found = view(stories, url)

    assert isinstance(found, SeriesView)
    assert [(part.number, part.card.title, part.card.lang) for part in found.parts] == parts
    assert found.total == 4


def test_a_story_says_which_part_it_is_and_names_the_others(stories: SiteBuilder) -> None:
    found = view(stories, "/es/2017/01/dos/")

    assert isinstance(found, StoryView) and found.series is not None
    assert (found.series.number, found.series.total) == (2, 4)
    assert [(part.headline.title, part.current) for part in found.series.parts] == [
        ("Uno", False), ("Dos", True), ("Three", False),
    ]  # fmt: skip
    main = stories.build().main("/es/2017/01/dos/")
    assert "Parte 2 de 4" in main and '<span aria-current="page">Dos</span>' in main


def test_a_series_of_one_part_so_far_counts_nothing(site: SiteBuilder) -> None:
    site.write("content/series.yaml", SERIES).story("one", en={"series": "{id: wings, part: 1}"}).build()
    main = site.main("/en/2017/02/relief-arrives/")

    assert "Part 1\n" in main.replace("</p>", "\n") and "Part 1 of" not in main


@pytest.mark.parametrize("untranslated", ["link", "hide"])
def test_a_series_without_a_part_in_a_language_has_no_page_there(
    site: SiteBuilder, untranslated: str
) -> None:
    site.settings(untranslated=untranslated).write("content/series.yaml", SERIES)
    site.story("two", es={"series": "{id: wings, part: 1}"})
    there = untranslated == "link"

    assert ("/en/series/relief-on-the-wing/" in addresses(site)) == there
    assert ("/en/series/" in addresses(site)) == there
    assert {"/es/series/", "/es/series/ayuda-que-vuela/"} <= addresses(site)


# -- authors --------------------------------------------------------------------------------------


def test_an_author_has_a_role_a_short_text_and_the_stories(stories: SiteBuilder) -> None:
    found = view(stories, "/en/authors/ana-rojas/")

    assert isinstance(found, TermView)
    assert (found.name, found.kind, found.description) == ("Ana Rojas", "Reporter", "Writes on rivers.")
    assert [card.title for card in found.cards] == ["One"]


SIGNED = [("/es/autores/luis-paz/", ["Uno"]), ("/es/autores/la-redaccion/", ["Uno"])]  # fmt: skip


@pytest.mark.parametrize(("url", "titles"), SIGNED, ids=[row[0] for row in SIGNED])
def test_a_translator_and_an_outlet_have_their_stories_too(
    stories: SiteBuilder, url: str, titles: list[str]
) -> None:
    found = view(stories, url)

    assert isinstance(found, TermView)
    assert [card.title for card in found.cards] == titles


def test_a_translator_does_not_sign_the_original(stories: SiteBuilder) -> None:
    assert "/en/authors/luis-paz/" not in addresses(stories)


def test_who_has_published_nothing_has_no_page(stories: SiteBuilder) -> None:
    assert not addresses(stories) & {"/en/authors/idle/", "/es/autores/ociosa/"}


def test_every_name_in_a_byline_leads_to_its_page(stories: SiteBuilder) -> None:
    stories.build()
    people = [one["href"] for one in elements(stories.main("/es/2017/03/uno/"), "a") if one.get("class") == "person"]  # fmt: skip

    assert people == ["/es/autores/ana-rojas/", "/es/autores/la-redaccion/", "/es/autores/luis-paz/"]
    assert all("Uno" in stories.main(way) for way in people)


# -- sections and the way to a page ---------------------------------------------------------------


def test_a_section_lists_its_stories_and_stands_in_the_trail_of_each(stories: SiteBuilder) -> None:
    section, story = view(stories, "/es/secciones/ayuda/"), view(stories, "/es/2017/03/uno/")

    assert isinstance(section, TermView) and isinstance(story, StoryView)
    assert [card.title for card in section.cards] == ["Uno", "Three", "Dos"]
    assert [(link.text, link.href) for link in story.frame.trail] == [
        ("Puente", "/es/"), ("Ayuda", "/es/secciones/ayuda/"),
    ]  # fmt: skip


INDEXES = [
    ("/en/sections/", "Sections", ["Relief"]),
    ("/es/secciones/", "Secciones", ["Ayuda"]),
    ("/en/authors/", "Authors", ["Ana Rojas", "The desk"]),
    ("/es/series/", "Series", ["Ayuda que vuela"]),
]


@pytest.mark.parametrize(("url", "name", "entries"), INDEXES, ids=[row[0] for row in INDEXES])
def test_each_register_has_an_index_of_what_has_stories(
    stories: SiteBuilder, url: str, name: str, entries: list[str]
) -> None:
    found = view(stories, url)

    assert isinstance(found, IndexView)
    assert found.name == name
    assert [entry.name for group in found.groups for entry in group.entries] == entries


def test_people_are_listed_by_the_name_to_sort_by(stories: SiteBuilder) -> None:
    stories.write("content/authors.yaml", AUTHORS.replace("ana: {en", "ana: {sort: Zorrilla, en"))
    found = view(stories, "/en/authors/")

    assert isinstance(found, IndexView)
    assert [(group.initial, [entry.name for entry in group.entries]) for group in found.groups] == [
        ("T", ["The desk"]), ("Z", ["Ana Rojas"]),
    ]  # fmt: skip


def test_the_foot_of_a_page_leads_to_series_and_authors_where_there_are_any(site: SiteBuilder) -> None:
    site.story("floods", en={}).build()
    foot = {one["href"] for one in elements(site.html("/en/").partition("<footer")[2], "a")}

    assert foot == {"/en/archive/", "/en/corrections/", "/en/feed.xml"}
    site.story("floods", en={"authors": "[ana]"}).build()
    foot = {one["href"] for one in elements(site.html("/en/").partition("<footer")[2], "a")}
    assert foot == {"/en/archive/", "/en/authors/", "/en/corrections/", "/en/feed.xml"}


# -- regions whose names recur --------------------------------------------------------------------

REGIONS = """\
south: {en: {name: South America}, es: {name: América del Sur}}
peru: {iso: PE, parent: south}
brazil: {iso: BR, parent: south}
colombia: {iso: CO, parent: south}
amazonas-br: {parent: brazil, en: {name: Amazonas, slug: amazonas-brazil, kind: state}, es: {name: Amazonas, slug: amazonas-brasil, kind: estado}}
amazonas-co: {parent: colombia, en: {name: Amazonas, slug: amazonas-colombia}, es: {name: Amazonas, slug: amazonas-colombia}}
loreto: {parent: peru, en: {name: Loreto}, es: {name: Loreto}}
tri: {parent: [amazonas-br, amazonas-co, loreto], en: {name: Tri-border}, es: {name: Triple frontera}}
"""


@pytest.fixture
def amazonas(site: SiteBuilder) -> SiteBuilder:
    return site.write("content/regions.yaml", REGIONS).story(
        "log", en={"regions": "[tri, amazonas-br]"}, es={}
    )


def test_a_region_is_told_apart_where_its_name_stands_alone(amazonas: SiteBuilder) -> None:
    story, page = (
        view(amazonas, "/es/2017/02/llega-la-ayuda/"),
        view(amazonas, "/en/regions/amazonas-brazil/"),
    )
    tri = view(amazonas, "/es/regiones/triple-frontera/")

    assert isinstance(story, StoryView) and isinstance(page, TermView) and isinstance(tri, TermView)
    assert [link.text for link in story.regions] == ["Triple frontera", "Amazonas (Brasil)"]
    assert (page.name, page.frame.head.title) == ("Amazonas (Brazil)", "Amazonas (Brazil) · Bridge")
    assert [link.text for link in tri.parents] == ["Amazonas (Brasil)", "Amazonas (Colombia)", "Loreto"]
    assert [link.text for link in page.frame.trail] == ["Bridge", "Regions", "South America", "Brazil"]


def test_below_its_country_a_region_needs_no_more_than_its_name(amazonas: SiteBuilder) -> None:
    brazil = view(amazonas, "/en/regions/brazil/")

    assert isinstance(brazil, TermView)
    assert [(entry.name, entry.kind) for entry in brazil.children] == [("Amazonas", "state")]


def test_regions_of_one_name_below_one_zone_are_told_apart_there(site: SiteBuilder) -> None:
    regions = REGIONS.replace("parent: brazil", "parent: [brazil, basin]").replace("parent: colombia", "parent: [colombia, basin]")  # fmt: skip
    site.write("content/regions.yaml", regions + "basin: {en: {name: Basin}, es: {name: Cuenca}}\n")
    site.story("log", en={"regions": "[amazonas-br, amazonas-co]"})
    basin, index = view(site, "/en/regions/basin/"), view(site, "/en/regions/")

    assert isinstance(basin, TermView) and isinstance(index, IndexView)
    assert [entry.name for entry in basin.children] == ["Amazonas (Brazil)", "Amazonas (Colombia)"]
    assert [child.name for entry in index.groups[0].entries if entry.name == "Basin" for child in entry.children] == [
        "Amazonas (Brazil)", "Amazonas (Colombia)",
    ]  # fmt: skip


def test_the_number_of_parts_is_the_same_in_both_languages(stories: SiteBuilder) -> None:
    stories.settings(untranslated="hide").story("five", es={"title": "Cinco", "date": "2017-03-03", "series": "{id: wings, part: 5}"})  # fmt: skip
    english, spanish = view(stories, "/en/2017/03/one/"), view(stories, "/es/2017/03/uno/")

    assert isinstance(english, StoryView) and isinstance(spanish, StoryView)
    assert english.series is not None and spanish.series is not None
    assert (english.series.total, spanish.series.total) == (5, 5)


def test_a_writer_may_use_the_full_name_and_must_not_use_the_short_one(amazonas: SiteBuilder) -> None:
    amazonas.story("log", en={"regions": '["Amazonas (Colombia)"]'})
    assert amazonas.check().codes() == []

    amazonas.story("log", en={"regions": "[Amazonas]"})
    assert amazonas.check().codes() == ["term-ambiguous"]
