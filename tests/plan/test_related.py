"""Related stories: what is rare counts for more, the newest first among equals, and never what is hidden."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import SiteBuilder
from bulletin.digest import digest
from bulletin.load.settings import read_settings
from bulletin.plan.index import Index
from bulletin.plan.related import MOST, Shelf, _add, _best, related_on, shelf_of, weight
from bulletin.plan.views import StoryView

TAGS = "".join(f"t{number}: {{en: {{name: T{number}}}, es: {{name: E{number}}}}}\n" for number in range(6))


def related(site: SiteBuilder, key: str, lang: str = "en") -> list[str]:
    titles = [
        page.view
        for page in site.work().plan.pages
        if isinstance(page.view, StoryView) and page.source.endswith(f"/{key}/{lang}.md")
    ]
    return [one.title for one in titles[0].related]


@pytest.fixture
def tagged(site: SiteBuilder) -> SiteBuilder:
    """Nine stories of one section, the later the newer; t0 is common, t1 rarer, t2 rarest."""
    site.write("content/tags.yaml", TAGS)
    tags = ["t0 t2", "t0 t1", "t0", "t0 t2", "t0", "t1", "t1", "t3", "t4"]
    for number, names in enumerate(tags):
        ids = ", ".join(names.split())
        site.story(
            f"s{number}", en={"title": f"S{number}", "date": f"2017-02-0{number + 1}", "tags": f"[{ids}]"}
        )
    return site


RANKED = [
    ("s0", ["S3", "S4", "S2", "S1"]),
    ("s1", ["S6", "S5", "S4", "S3"]),
    ("s5", ["S6", "S1", "S8", "S7"]),
    ("s7", ["S8", "S6", "S5", "S4"]),
]


@pytest.mark.parametrize(("key", "titles"), RANKED, ids=[row[0] for row in RANKED])
def test_a_rare_tag_comes_before_a_common_one_and_the_newest_first(
    tagged: SiteBuilder, key: str, titles: list[str]
) -> None:
    assert related(tagged, key) == titles


def test_what_all_stories_share_relates_them_too(site: SiteBuilder) -> None:
    site.story("one", en={"title": "One"}).story("two", en={"title": "Two"})

    assert related(site, "one") == ["Two"]


def test_stories_that_share_nothing_are_not_related(site: SiteBuilder) -> None:
    site.story("one", en={"title": "One"}).story("two", en={"title": "Two", "section": None})

    assert related(site, "one") == []


def test_a_valley_in_several_departments_weighs_as_one_place(site: SiteBuilder) -> None:
    site.write("content/tags.yaml", TAGS).write(
        "content/regions.yaml",
        "peru: {iso: PE}\n"
        + "".join(f"d{n}: {{parent: peru, en: {{name: D{n}}}, es: {{name: D{n}}}}}\n" for n in range(5))
        + "valley: {parent: [d0, d1, d2, d3, d4], en: {name: Valley}, es: {name: Valle}}\n",
    )
    three = "[t1, t2, t3]"
    site.story("one", en={"title": "One", "regions": "[valley]", "tags": three, "section": None})
    site.story("place", en={"title": "Place", "regions": "[valley]", "section": None, "date": "2017-03-01"})
    site.story("tags", en={"title": "Tags", "tags": three, "section": None, "date": "2016-03-01"})

    assert related(site, "one") == ["Tags", "Place"]


def test_the_other_language_and_what_is_held_back_are_not_related(tagged: SiteBuilder) -> None:
    tagged.story("spanish", es={"title": "Español", "tags": "[t3]"})
    tagged.story("draft", en={"title": "Draft", "tags": "[t3]", "draft": "true"})
    tagged.story("coming", en={"title": "Coming", "tags": "[t3]", "date": "2018-01-01"})

    assert not set(related(tagged, "s7")) & {"Español", "Draft", "Coming"}
    tagged.story("open", en={"title": "Open", "tags": "[t3]", "date": "2016-01-01"})
    assert related(tagged, "s7")[0] == "Open"


def test_the_parts_of_a_series_are_not_told_twice(tagged: SiteBuilder) -> None:
    tagged.write("content/series.yaml", "wings: {en: {name: Wings}, es: {name: Alas}}\n")
    for part, key in ((1, "a"), (2, "b")):
        tagged.story(key, en={"title": key, "tags": "[t4]", "series": f"{{id: wings, part: {part}}}"})

    assert related(tagged, "a")[0] == "S8" and "b" not in related(tagged, "a")


# -- the shelf ------------------------------------------------------------------------------------


def shelf(site: SiteBuilder) -> Shelf:
    work = site.work()
    config, _ = read_settings(site.root)
    assert config is not None
    return shelf_of(Index(work.site, config, {}, (), "", work.site.stories), "en")


WORDS = {"title": "Another headline", "summary": "Another deck.", "updated": "2017-03-01", "slug": "another"}


def test_new_words_leave_what_is_related_as_it_was(tagged: SiteBuilder) -> None:
    before = digest(shelf(tagged))

    assert digest(shelf(tagged.story("s2", en={"date": "2017-02-03", "tags": "[t0]", **WORDS}))) == before


@pytest.mark.parametrize("fields", [{"tags": "[t1]"}, {"date": "2017-01-01"}, {"section": None}], ids=str)
def test_a_story_with_other_terms_or_in_another_place_is_another_shelf(
    tagged: SiteBuilder, fields: dict[str, object]
) -> None:
    before = digest(shelf(tagged))

    assert digest(shelf(tagged.story("s2", en={"date": "2017-02-03", "tags": "[t0]", **fields}))) != before


def test_an_empty_shelf_relates_nothing() -> None:
    assert related_on(Shelf(stories=(), above=())) == ()


# -- the arithmetic -------------------------------------------------------------------------------


@given(st.integers(1, 20_000), st.data())
def test_a_weight_is_twice_the_logarithm_rounded_down_and_one(stories: int, data: st.DataObject) -> None:
    holders = data.draw(st.integers(1, stories))
    found = weight(stories, holders) - 1

    assert 2**found <= (stories / holders) ** 2 * (1 + 1e-9)
    assert found == math.floor(2 * math.log2(stories / holders) + 1e-9)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sets(st.integers(0, 30)), st.integers(0, 29)), max_size=8), st.integers(0, 30))
def test_all_stories_at_once_are_ranked_as_one_by_one(terms: list[tuple[set[int], int]], own: int) -> None:
    digits: list[int] = []
    scores: Counter[int] = Counter()
    for holders, points in terms:
        _add(digits, sum(1 << number for number in holders), points)
        scores.update(dict.fromkeys(holders, points))
    scores.pop(own, None)
    expected = sorted((number for number in scores if scores[number]), key=lambda one: (-scores[one], one))

    assert _best(digits, 1 << own) == expected[:MOST]
