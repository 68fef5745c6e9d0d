"""Front pages, indexes and the pages of terms: what stands in them, how it is counted and parted."""

from __future__ import annotations

import pytest

from builders import SiteBuilder
from bulletin.model import View
from bulletin.plan.views import Card, Entry, FrontView, IndexView, StoryView, TermView

REGIONS = """\
america: {en: {name: America}, es: {name: América}}
peru: {iso: PE, parent: america}
chile: {iso: CL, parent: america}
junin: {parent: peru, en: {name: Junín}, es: {name: Junín}}
pasco: {parent: peru, en: {name: Pasco}, es: {name: Pasco}}
vraem: {parent: [junin, pasco], en: {name: VRAEM}, es: {name: VRAEM}}
empty: {en: {name: Nowhere}, es: {name: Ninguna parte}}
"""
TAGS = """\
nandu: {en: {name: Rheas}, es: {name: Ñandúes}}
nose: {en: {name: Noses}, es: {name: Narices}}
oil: {en: {name: Oil}, es: {name: Óleo}}
arbol: {en: {name: Trees}, es: {name: Árboles}}
apples: {en: {name: Apples}, es: {name: Manzanas}}
years: {en: {name: 2017}, es: {name: 2017}}
russian: {en: {name: "Зима", slug: winter}, es: {name: "Зима", slug: invierno}}
unused: {en: {name: Unused}, es: {name: Sin uso}}
"""


@pytest.fixture
def stories(site: SiteBuilder) -> SiteBuilder:
    site.write("content/regions.yaml", REGIONS).write("content/tags.yaml", TAGS)
    site.story(
        "both", en={"title": "Both", "regions": "[vraem]", "tags": "[nandu, oil]"}, es={"title": "Ambas"}
    )
    site.story(
        "english",
        en={"title": "English", "date": "2017-02-09", "regions": "[peru]", "tags": "[apples, years]"},
    )
    site.story("spanish", es={"title": "Español", "date": "2017-02-10", "regions": "[chile]", "tags": "[nose, arbol, russian]"})  # fmt: skip
    return site


def view(site: SiteBuilder, url: str) -> View:
    return next(page.view for page in site.work().plan.pages if page.url == url)


def addresses(site: SiteBuilder) -> set[str]:
    return {page.url for page in site.work().plan.pages}


def cards(site: SiteBuilder, url: str) -> tuple[Card, ...]:
    found = view(site, url)
    assert isinstance(found, FrontView | TermView)
    return found.cards


LISTED = [
    ("link", "/en/", [("Español", "es"), ("English", ""), ("Both", "")]),
    ("link", "/es/", [("Español", ""), ("English", "en"), ("Ambas", "")]),
    ("hide", "/en/", [("English", ""), ("Both", "")]),
    ("hide", "/es/", [("Español", ""), ("Ambas", "")]),
    ("link", "/es/regiones/peru/", [("English", "en"), ("Ambas", "")]),
    ("hide", "/es/regiones/peru/", [("Ambas", "")]),
]


@pytest.mark.parametrize(("untranslated", "url", "expected"), LISTED, ids=[f"{row[0]} {row[1]}" for row in LISTED])  # fmt: skip
def test_a_story_of_the_other_language_is_linked_or_hidden(
    stories: SiteBuilder, untranslated: str, url: str, expected: list[tuple[str, str]]
) -> None:
    stories.settings(untranslated=untranslated)

    assert [(card.title, card.lang) for card in cards(stories, url)] == expected


def test_a_card_of_the_other_language_is_marked_and_its_badge_is_not(stories: SiteBuilder) -> None:
    main = stories.build().main("/en/")

    assert 'href="/es/2017/02/espanol/" lang="es" hreflang="es">Español</a>' in main
    assert "Only in Spanish" in main
    assert "Solo en inglés" in stories.main("/es/")


def test_a_term_without_stories_in_a_language_has_no_page_there_and_nothing_leads_to_one(
    stories: SiteBuilder,
) -> None:
    stories.settings(untranslated="hide").build()

    assert "/es/etiquetas/manzanas/" not in addresses(stories)
    assert stories.codes() == []
    assert all(b"/es/etiquetas/manzanas/" not in data for data in stories.files().values())
    assert "Aún no disponible en español" in stories.html("/en/tags/apples/")


def test_a_term_without_any_story_has_no_page(stories: SiteBuilder) -> None:
    found = addresses(stories)

    assert not found & {"/en/tags/unused/", "/es/etiquetas/sin-uso/", "/en/regions/nowhere/"}


COUNTS = [
    ("/en/regions/america/", 3), ("/en/regions/peru/", 2), ("/en/regions/junin/", 1), ("/en/regions/pasco/", 1),
    ("/en/regions/vraem/", 1), ("/en/regions/chile/", 1),
]  # fmt: skip


@pytest.mark.parametrize(("url", "count"), COUNTS, ids=[row[0] for row in COUNTS])
def test_a_region_has_the_stories_of_the_places_in_it_each_once(
    stories: SiteBuilder, url: str, count: int
) -> None:
    found = view(stories, url)

    assert isinstance(found, TermView)
    assert (found.count, len(found.cards)) == (count, count)


def test_a_region_names_what_it_lies_in_and_what_lies_in_it(stories: SiteBuilder) -> None:
    vraem, peru = view(stories, "/es/regiones/vraem/"), view(stories, "/es/regiones/peru/")

    assert isinstance(vraem, TermView) and isinstance(peru, TermView)
    assert [link.text for link in vraem.parents] == ["Junín", "Pasco"]
    assert [link.text for link in vraem.frame.trail] == ["Puente", "Regiones"]
    assert (peru.parents, [link.text for link in peru.frame.trail]) == ((), ["Puente", "Regiones", "América"])
    assert [(entry.name, entry.count) for entry in peru.children] == [("Junín", 1), ("Pasco", 1)]


def names(entries: tuple[Entry, ...]) -> list[object]:
    return [[entry.name, names(entry.children)] if entry.children else entry.name for entry in entries]


def test_the_index_of_regions_is_a_tree(stories: SiteBuilder) -> None:
    found = view(stories, "/es/regiones/")

    assert isinstance(found, IndexView)
    assert [(group.initial, names(group.entries)) for group in found.groups] == [
        ("", [["América", ["Chile", ["Perú", [["Junín", ["VRAEM"]], ["Pasco", ["VRAEM"]]]]]]])
    ]


def test_a_circle_of_regions_is_an_error_and_not_an_endless_loop(site: SiteBuilder) -> None:
    site.write("content/regions.yaml", "a: {parent: b, en: {name: A}, es: {name: A}}\nb: {parent: a, en: {name: B}, es: {name: B}}\n")  # fmt: skip
    site.story("floods", en={"regions": "[a]"}).build()

    assert site.codes() == ["term-circle", "term-circle"]


LETTERS = [
    ("/es/etiquetas/", ["#", "A", "M", "N", "Ñ", "O"], ["2017", "Зима", "Árboles", "Manzanas", "Narices", "Ñandúes", "Óleo"]),
    ("/en/tags/", ["#", "A", "N", "O", "R", "T"], ["2017", "Зима", "Apples", "Noses", "Oil", "Rheas", "Trees"]),
]  # fmt: skip


@pytest.mark.parametrize(("url", "letters", "expected"), LETTERS, ids=["es", "en"])
def test_the_index_of_tags_stands_in_the_alphabet_of_its_language(
    stories: SiteBuilder, url: str, letters: list[str], expected: list[str]
) -> None:
    found = view(stories, url)

    assert isinstance(found, IndexView)
    assert [group.initial for group in found.groups] == letters
    assert [entry.name for group in found.groups for entry in group.entries] == expected


def test_an_index_counts_as_its_terms_pages_do(stories: SiteBuilder) -> None:
    for untranslated in ("link", "hide"):
        stories.settings(untranslated=untranslated)
        pages = {page.url: page.view for page in stories.work().plan.pages}
        index = pages["/es/etiquetas/"]
        assert isinstance(index, IndexView)
        for entry in (entry for group in index.groups for entry in group.entries):
            term = pages[entry.href]
            assert isinstance(term, TermView)
            assert (entry.name, entry.count) == (term.name, term.count)


# -- pagination -----------------------------------------------------------------------------------


@pytest.fixture
def many(site: SiteBuilder) -> SiteBuilder:
    """Five English stories, three of them in Spanish too, two a page."""
    site.settings(untranslated="hide", stories_per_page=2)
    for day in range(1, 6):
        es = {"title": f"Nota {day}"} if day <= 3 else None
        site.story(
            f"s{day}", en={"title": f"Story {day}", "date": f"2017-02-0{day}", "tags": "[floods]"}, es=es
        )
    return site


PAGES = [
    ("/en/", ["Story 5", "Story 4"], "", "/en/page/2/"),
    ("/en/page/2/", ["Story 3", "Story 2"], "/en/", "/en/page/3/"),
    ("/en/page/3/", ["Story 1"], "/en/page/2/", ""),
    ("/es/pagina/2/", ["Nota 1"], "/es/", ""),
    ("/en/tags/floods/page/2/", ["Story 3", "Story 2"], "/en/tags/floods/", "/en/tags/floods/page/3/"),
    ("/es/etiquetas/inundaciones/pagina/2/", ["Nota 1"], "/es/etiquetas/inundaciones/", ""),
]


@pytest.mark.parametrize(("url", "titles", "newer", "older"), PAGES, ids=[row[0] for row in PAGES])
def test_a_list_goes_on_over_pages(
    many: SiteBuilder, url: str, titles: list[str], newer: str, older: str
) -> None:
    found = view(many, url)

    assert isinstance(found, FrontView | TermView)
    assert [card.title for card in found.cards] == titles
    assert (found.pager.newer, found.pager.older) == (newer, older)


TWINS = [
    ("/en/", "/es/", ""), ("/en/page/2/", "/es/pagina/2/", ""),
    ("/en/page/3/", "/es/", "Aún no disponible en español"),
    ("/en/tags/floods/page/2/", "/es/etiquetas/inundaciones/pagina/2/", ""),
    ("/en/tags/floods/page/3/", "/es/", "Aún no disponible en español"),
    ("/es/pagina/2/", "/en/page/2/", ""),
]  # fmt: skip


@pytest.mark.parametrize(("url", "href", "note"), TWINS, ids=[row[0] for row in TWINS])
def test_the_twin_of_a_page_is_that_of_the_same_number_where_there_is_one(
    many: SiteBuilder, url: str, href: str, note: str
) -> None:
    found = view(many, url)

    assert isinstance(found, FrontView | TermView)
    (switch,) = found.frame.switch
    assert (switch.href, switch.note) == (href, note)


def test_a_full_last_page_is_not_followed_by_an_empty_one(many: SiteBuilder) -> None:
    many.settings(untranslated="hide", stories_per_page=5)

    assert "/en/page/2/" not in addresses(many)


def test_an_empty_bulletin_has_front_pages_and_indexes(site: SiteBuilder) -> None:
    site.build()

    assert site.codes() == []
    assert {"/en/", "/es/", "/en/tags/", "/es/regiones/"} <= addresses(site)


# -- neighbours -----------------------------------------------------------------------------------


def test_neighbours_are_the_stories_before_and_after_in_the_same_language(stories: SiteBuilder) -> None:
    both, spanish = view(stories, "/es/2017/02/ambas/"), view(stories, "/es/2017/02/espanol/")

    assert isinstance(both, StoryView) and isinstance(spanish, StoryView)
    assert both.newer is not None and spanish.older is not None
    assert (both.newer.text, both.older) == ("Español", None)
    assert (spanish.newer, spanish.older.text) == (None, "Ambas")
