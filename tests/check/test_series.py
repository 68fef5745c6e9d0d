"""The numbers of the parts of a series."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, of_content

SERIES = "wings: {en: {name: Wings}, es: {name: Alas}}\nfar: {en: {name: Far}, es: {name: Lejos}}\n"


def numbered(site: SiteBuilder, *parts: tuple[str, int, dict[str, str]]) -> SiteBuilder:
    site.write("content/series.yaml", SERIES)
    for key, number, fields in parts:
        site.story(key, en={"title": key, "series": f"{{id: wings, part: {number}}}", **fields})
    return site.check()


def test_two_stories_cannot_be_the_same_part(site: SiteBuilder) -> None:
    numbered(site, ("one", 1, {}), ("two", 1, {"draft": "true"}))
    found = of_content(site.report.diagnostics)

    assert [(one.code, one.place.path, one.place.line, dict(one.facts)) for one in found] == [
        ("series-part-taken", "content/stories/2017/one/en.md", 6, {"number": 1, "others": "two"}),
        ("series-part-taken", "content/stories/2017/two/en.md", 6, {"number": 1, "others": "one"}),
    ]


GAPS: list[tuple[list[tuple[str, int, dict[str, str]]], list[str]]] = [
    ([("one", 1, {}), ("two", 2, {})], []),
    ([("one", 1, {}), ("four", 4, {})], ["2–3"]),
    ([("two", 2, {})], ["1"]),
    ([("one", 1, {}), ("two", 2, {"draft": "true"}), ("three", 3, {})], []),
    ([("one", 1, {}), ("two", 2, {"date": "2018-01-01"}), ("three", 3, {})], []),
]


@pytest.mark.parametrize(
    ("parts", "missing"), GAPS, ids=["whole", "a gap", "no first", "a draft", "scheduled"]
)
def test_a_gap_is_pointed_out_where_no_story_fills_it(
    site: SiteBuilder, parts: list[tuple[str, int, dict[str, str]]], missing: list[str]
) -> None:
    numbered(site, *parts)
    found = of_content(site.report.diagnostics)

    assert [dict(one.facts)["numbers"] for one in found] == missing
    assert {one.code for one in found} <= {"series-part-missing"}
    assert [one.place.path.split("/")[-2] for one in found] == [parts[-1][0] for _ in missing]
    assert all(one.place.line == 6 for one in found)
