"""The project's own content: it builds without a complaint, and its first story shows all it should."""

from __future__ import annotations

import itertools
import re
from html import unescape

import pytest

from builders import PROJECT, SiteBuilder, elements
from bulletin.plan.views import TermView

EN = "/en/2017/02/peru-and-the-united-states-train-side-by-side-in-2017/"
ES = "/es/2017/02/peru-y-estados-unidos-se-entrenan-codo-a-codo-en-2017/"


def words(html: str) -> str:
    """The text of a piece of HTML, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_project_s_own_content_has_no_problem(sample: SiteBuilder) -> None:
    assert [(one.place.path, one.place.line, one.code) for one in sample.report.diagnostics] == []
    assert sample.report.published


def test_it_has_what_the_bulletin_promises(sample: SiteBuilder) -> None:
    site = sample.work().site
    pairs = [story for story in site.stories if len(story.articles) == 2]

    assert len(site.stories) >= 7 and len(pairs) >= 4
    assert any(story.original == "es" for story in pairs), "one was written in Spanish first"
    alone = {story.original for story in site.stories if len(story.articles) == 1}
    assert alone == {"en", "es"}, "each language has a story that the other lacks"
    parts = [story.shared.series.part for story in site.stories if story.shared.series]
    assert sorted(parts) == [1, 2], "two stories are parts of one series"
    corrected = [story for story in pairs if all(article.corrections for article in story.articles)]
    assert corrected, "one was wrong in both languages, and says so in both"
    assert {page.key for page in site.pages} >= {"about", "contact"}


SHOWN = [
    (EN, [
        "Capacity building", "Peru and the United States Train Side by Side in 2017",
        "Peruvian and U.S. forces will practice special operations in Junín, Pasco and Cusco",
        "By Lucía Andrade", "Puente", "February 8, 2017", "Map: Puente / Natural Earth",
        "In red, the departments of Pasco, Junín and Cusco", "Yes 58", "archived count, March 1, 2017",
        "Write to the editors about this story", "Junín", "Pasco", "Cusco", "VRAEM", "Interoperability",
        "Special operations", "Counternarcotics", "Training",
    ]),
    (ES, [
        "Desarrollo de capacidades", "Perú y Estados Unidos se entrenan codo a codo en 2017",
        "Fuerzas peruanas y estadounidenses practicarán operaciones especiales en Junín, Pasco y Cusco",
        "Lucía Andrade", "Irene Salcedo", "8 de febrero de 2017", "Mapa: Puente / Natural Earth",
        "En rojo, los departamentos de Pasco, Junín y Cusco", "58", "1 de marzo de 2017",
        "Junín", "Pasco", "Cusco", "VRAEM", "Interoperabilidad", "Operaciones especiales",
        "Lucha contra el narcotráfico", "Instrucción y entrenamiento",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("url", "expected"), SHOWN, ids=["en", "es"])
def test_the_story_from_peru_shows_its_facts(sample: SiteBuilder, url: str, expected: list[str]) -> None:
    text = words(sample.main(url))

    assert [one for one in expected if one not in text] == []


@pytest.mark.parametrize("url", [EN, ES], ids=["en", "es"])
def test_the_story_from_peru_is_built_for_every_reader(sample: SiteBuilder, url: str) -> None:
    html = sample.html(url)
    headings = [one["tag"] for one in elements(html) if re.fullmatch("h[1-6]", one["tag"])]
    lead = elements(sample.main(url), "img")[0]
    mail = next(one["href"] for one in elements(html, "a") if "mailto:editors@" in one.get("href", ""))

    assert headings.count("h1") == 1 and headings[0] == "h1"
    assert all(int(after[1]) <= int(before[1]) + 1 for before, after in itertools.pairwise(headings))
    assert [one["tag"] for one in elements(html) if one["tag"] in ("header", "main", "footer")]
    assert len(lead["alt"]) > 40 and lead["src"].removeprefix("/") in sample.files()
    assert mail.startswith("mailto:editors@puente.example.org?subject=") and "2017" in mail
    scripts = [one.get("type", one.get("src", "").partition(".")[0]) for one in elements(html, "script")]
    assert (
        scripts == ["/theme", "/bulletin", *["application/ld+json"] * 2]
        and " style=" not in html
        and " onclick" not in html
    )
    assert len(html) < 40_000


def test_the_terms_of_a_story_lead_to_pages_that_list_it(sample: SiteBuilder) -> None:
    for url, home in ((EN, "/en/"), (ES, "/es/")):
        ways = {one["href"] for one in elements(sample.main(url), "a") if re.match(rf"{home}(regi|tags|etiq)", one["href"])}  # fmt: skip
        assert len(ways) == 8
        assert all(f'href="{url}"' in sample.main(way) for way in ways)


def test_both_languages_show_the_same_figures(sample: SiteBuilder) -> None:
    for story in sample.work().site.stories:
        if len(story.articles) == 2:
            one, other = (figures((PROJECT / article.path).read_text("utf-8")) for article in story.articles)
            assert one == other, story.key


def figures(text: str) -> list[str]:
    """The numbers of a story's text in order of size: signs of thousands and ordinals dropped."""
    body = text.split("---\n", 2)[2]
    plain = re.sub(r"(?<=\d)[ ,.\u00a0](?=\d{3}\b)", "", re.sub(r"\]\([^)]*\)", "]", body))
    return sorted(set(re.findall(r"\d+(?:[.,]\d+)?", plain)))


def test_every_link_and_every_source_in_the_site_is_answered(sample: SiteBuilder) -> None:
    files = sample.files()
    for path, data in files.items():
        for one in elements(data.decode()) if path.endswith(".html") else ():
            target = one.get("href") or one.get("src") or "#"
            if target.startswith("/"):
                wanted = target.partition("#")[0].removeprefix("/")
                assert (wanted + "index.html" if not wanted or wanted.endswith("/") else wanted) in files, (
                    path,
                    target,
                )
                part = target.partition("#")[2]
                assert not part or f'id="{part}"'.encode() in files[wanted + "index.html"], (path, target)
            elif target.startswith("#") and len(target) > 1:
                assert f'id="{target[1:]}"'.encode() in data, (path, target)


def test_no_id_stands_twice_on_a_page(sample: SiteBuilder) -> None:
    for path, data in sample.files().items():
        if path.endswith(".html"):
            ids = [one["id"] for one in elements(data.decode()) if "id" in one]
            assert len(ids) == len(set(ids)), path


PLACES = [
    ("/es/regiones/triple-frontera-amazonica/", ["Amazonas (Brasil)", "Amazonas (Colombia)", "Loreto"]),
    ("/en/regions/vraem/", ["Apurímac", "Ayacucho", "Cusco", "Huancavelica", "Junín"]),
]


@pytest.mark.parametrize(("url", "within"), PLACES, ids=[row[0] for row in PLACES])
def test_a_place_without_an_iso_code_names_the_regions_that_it_extends_into(
    sample: SiteBuilder, url: str, within: list[str]
) -> None:
    work = sample.work()
    view = next(page.view for page in work.plan.pages if page.url == url)

    assert isinstance(view, TermView)
    assert [link.text for link in view.parents] == within


def test_the_four_regions_called_amazonas_are_told_apart(sample: SiteBuilder) -> None:
    names = {
        term.id: term.named("es").alone
        for term in sample.work().site.terms
        if term.id.startswith("amazonas-")
    }

    assert names == {
        "amazonas-br": "Amazonas (Brasil)", "amazonas-co": "Amazonas (Colombia)", "amazonas-pe": "Amazonas (Perú)",
        "amazonas-ve": "Amazonas (Venezuela)",
    }  # fmt: skip


def test_the_addresses_of_the_sample_are_remembered(sample: SiteBuilder) -> None:
    assert sample.report.new_addresses == 0
    assert (PROJECT / "content" / "urls.txt").read_text("utf-8").count("\n") > 200
