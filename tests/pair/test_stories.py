"""Pairing by folder: what a translation inherits, and what it may not say otherwise."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, of_content
from bulletin.model import Diagnostic, Story

PHOTO = "{file: lead.jpg, credit: CCFFAA, kind: map, focus: 50% 30%, alt: A bridge, caption: The bridge.}"
FULL = {
    "publish": "2017-02-08 06:30",
    "expires": "2017-12-31",
    "regions": "[piura]",
    "tags": "[floods, health]",
    "authors": "[ana]",
    "outlet": "ana",
    "photo": PHOTO,
    "reactions": "{yes: 58, on: 2017-03-01}",
    "series": "{id: wings, part: 1}",
}


def differing(site: SiteBuilder) -> list[dict[str, str | int]]:
    return [dict(one.facts) for one in found(site) if one.code == "pair-field-differs"]


def found(site: SiteBuilder) -> list[Diagnostic]:
    return of_content(site.work().diagnostics)


def codes(site: SiteBuilder) -> list[str]:
    return sorted(one.code for one in found(site) if not one.code.startswith("picture-"))


def story_of(site: SiteBuilder, key: str = "floods") -> Story:
    return next(story for story in site.work().site.stories if story.key == key)


@pytest.fixture
def wings(site: SiteBuilder) -> SiteBuilder:
    """A project with a series."""
    site.write(
        "content/series.yaml", "wings: {en: {name: Relief on the wing}, es: {name: Ayuda que vuela}}\n"
    )
    return site


def test_a_translation_has_all_shared_facts_of_its_original(wings: SiteBuilder) -> None:
    wings.story("floods", en=FULL, es={"photo": "{alt: Un puente, caption: El puente.}"})

    story = story_of(wings)

    assert codes(wings) == []
    assert [article.lang for article in story.articles] == ["en", "es"]
    assert (str(story.shared.date), story.shared.section, story.shared.regions, story.shared.tags) == (
        "2017-02-08", "relief", ("piura",), ("floods", "health"),
    )  # fmt: skip
    assert story.shared.photo is not None and (story.shared.photo.credit, story.shared.photo.focus) == (
        "CCFFAA",
        (50, 30),
    )
    assert story.shared.reactions is not None and story.shared.reactions.yes == 58
    assert story.shared.series is not None and (story.shared.series.series, story.shared.series.part) == (
        "wings",
        1,
    )


def test_the_original_may_be_in_spanish(site: SiteBuilder) -> None:
    site.story("floods", es={"date": "2017-03-01"})
    site.write(
        "content/stories/2017/floods/en.md",
        "---\ntitle: Relief arrives\nsummary: Tents.\ntranslation: {of: es, by: [ana]}\n---\nTents.\n",
    )

    story = story_of(site)

    assert (story.original, str(story.shared.date), len(story.articles)) == ("es", "2017-03-01", 2)
    assert codes(site) == []


def test_the_facts_of_a_draft_original_are_inherited_and_its_words_are_not_shown(site: SiteBuilder) -> None:
    site.story("floods", en={"draft": "true", "tags": "[floods]", "reactions": "{yes: 58}"}, es={})

    story = story_of(site)

    assert [article.lang for article in story.articles] == ["es"]
    assert (story.shared.tags, story.shared.section) == (("floods",), "relief")
    assert story.best.lang == "es"


CONTRADICTIONS = [
    ("date", "2017-02-08", "2017-02-09", "2017-02-09", "2017-02-08"),
    ("publish", "2017-02-08 06:30", "2017-02-08 07:30", "2017-02-08 07:30:00-05:00", "2017-02-08 06:30:00-05:00"),
    ("expires", "2017-12-31", "2018-01-01", "2018-01-01 00:00:00-05:00", "2017-12-31 00:00:00-05:00"),
    ("section", "relief", "rescue", "rescue", "relief"),
    ("regions", "[piura]", "[peru]", "[peru]", "[piura]"),
    ("regions", "[peru, piura]", "[peru]", "[peru]", "[peru, piura]"),
    ("tags", "[floods]", "[]", "[]", "[floods]"),
    ("series", "{id: wings, part: 1}", "{id: wings, part: 2}", "wings 2", "wings 1"),
    ("authors", "[ana]", "[luis]", "[luis]", "[ana]"),
    ("outlet", "ana", "luis", "luis", "ana"),
    ("photo.file", "{file: a.png}", "{file: b.png}", "b.png", "a.png"),
    ("photo.kind", "{file: a.png, kind: map}", "{kind: photo}", "photo", "map"),
    ("photo.credit", "{file: a.png, credit: CCFFAA}", "{credit: Marina}", "Marina", "CCFFAA"),
    ("photo.focus", "{file: a.png, focus: 50% 30%}", "{focus: 10% 30%}", "10% 30%", "50% 30%"),
    ("pictures", "{a.png: {credit: CCFFAA}}", "{a.png: {credit: Marina}}", "[a.png: photo Marina]", "[a.png: photo CCFFAA]"),
    ("reactions", "{yes: 58, on: 2017-03-01}", "{yes: 85, on: 2017-03-01}", "85 (2017-03-01)", "58 (2017-03-01)"),
    ("reactions", None, "{yes: 58}", "58 (-)", "-"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "original", "translation", "here", "there"),
    CONTRADICTIONS,
    ids=[f"{row[0]} {row[3]}" for row in CONTRADICTIONS],
)
def test_a_translation_may_not_contradict_a_shared_field(
    wings: SiteBuilder, field: str, original: str | None, translation: str, here: str, there: str
) -> None:
    wings.write("content/sections.yaml", "relief: {en: {name: Relief}, es: {name: Ayuda}}\nrescue: {en: {name: R}, es: {name: R}}\n")  # fmt: skip
    wings.write("content/authors.yaml", "ana: {en: {name: Ana}, es: {name: Ana}}\nluis: {en: {name: Luis}, es: {name: Luis}}\n")  # fmt: skip
    top = field.partition(".")[0]
    wings.story("floods", en={top: original}, es={top: translation})

    facts = differing(wings)

    assert [(one["field"], one["here"], one["there"]) for one in facts] == [(field, here, there)]
    assert str(facts[0]["where"]).startswith("content/stories/2017/floods/en.md")


def test_a_contradiction_names_the_lines_of_both_files(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={"date": "2017-02-09"})

    (one,) = found(site)

    assert (one.place.path, one.place.line, one.place.column, one.place.width) == (
        "content/stories/2017/floods/es.md", 5, 7, 10,
    )  # fmt: skip
    assert dict(one.facts)["where"] == "content/stories/2017/floods/en.md:4"


SAME = [
    ("section", "relief", "Ayuda"),
    ("tags", "[floods, health]", "[Salud, INUNDACIONES]"),
    ("regions", "[peru]", "[Perú]"),
    ("regions", "peru", "[peru, Peru]"),
    ("authors", "[ana]", "[Ana Rojas]"),
    ("date", "2017-02-08", '"2017-02-08"'),
    ("publish", "2017-02-08", "2017-02-08 00:00"),
]


@pytest.mark.parametrize(("field", "original", "translation"), SAME, ids=[row[2] for row in SAME])
def test_the_same_fact_in_other_words_is_no_contradiction(
    site: SiteBuilder, field: str, original: str, translation: str
) -> None:
    site.story("floods", en={field: original}, es={field: translation})

    assert codes(site) == []


DOUBTFUL = [
    ("tags", "[floods]", "[flods]", ["tag-unknown"]),
    ("tags", "[flods]", "[floods]", ["tag-unknown"]),
    ("section", "relief", "releif", ["section-unknown"]),
    ("date", "2017-02-08", "2017-02-30", ["date-invalid"]),
    ("date", "2017-02-30", "2017-02-08", ["date-invalid"]),
    ("reactions", "{yes: 58}", "{yes: many}", ["number-invalid"]),
]


@pytest.mark.parametrize(("field", "original", "translation", "expected"), DOUBTFUL)
def test_a_value_with_a_problem_of_its_own_is_not_called_a_contradiction_too(
    site: SiteBuilder, field: str, original: str, translation: str, expected: list[str]
) -> None:
    site.story("floods", en={field: original}, es={field: translation})

    assert codes(site) == expected


def test_two_originals_are_told_what_to_add(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={"translation": None, "date": "2017-02-08", "section": "relief"})

    problems = [one for one in found(site) if one.code == "original-twice"]

    assert [(one.place.path[-5:], dict(one.facts)["other"]) for one in problems] == [
        ("en.md", "es"),
        ("es.md", "en"),
    ]
    assert codes(site) == ["original-twice", "original-twice"]


def test_a_folder_of_translations_alone_is_told_so_once(site: SiteBuilder) -> None:
    site.story("floods", en={"translation": "{of: es, by: [ana]}"}, es={})

    assert codes(site) == ["original-missing"]


def test_a_translation_of_a_file_that_is_not_there_is_an_error(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={}).remove("content/stories/2017/floods/en.md")

    (one,) = found(site)

    assert (one.code, one.place.line, dict(one.facts)["of"]) == ("translation-of-absent", 4, "en")


@pytest.mark.parametrize("text", ["", "---\ntitle: x\n", "---\ntitle: [\n---\n", b"\xff"], ids=["empty", "open", "yaml", "not UTF-8"])  # fmt: skip
def test_a_broken_twin_is_the_only_problem_that_is_told(site: SiteBuilder, text: str | bytes) -> None:
    site.story("floods", en={}, es={}).write("content/stories/2017/floods/en.md", text)
    site.story("other", en={}, en_body="See [the floods](story:floods) and [them](../floods/en.md).")

    problems = found(site)

    assert [one.place.path for one in problems if one.severity == "error"] == [
        "content/stories/2017/floods/en.md"
    ]
    assert {one.code for one in problems if one.severity == "warning"} <= {"link-held-back"}


def test_one_key_in_two_folders_is_an_error_in_both(site: SiteBuilder) -> None:
    site.story("floods", en={"slug": "one"}).story("floods", en={"slug": "two"}, year="2018")

    problems = found(site)

    assert [(one.code, one.place.path) for one in problems] == [
        ("key-taken", "content/stories/2017/floods"),
        ("key-taken", "content/stories/2018/floods"),
    ]
    assert dict(problems[0].facts)["others"] == "content/stories/2017/floods, content/stories/2018/floods"


def test_a_page_and_a_story_cannot_share_a_key(site: SiteBuilder) -> None:
    site.story("about", en={}).page("about", en={"title": "About", "summary": "Who we are."})

    assert codes(site) == ["key-taken", "key-taken"]


def test_a_story_cannot_expire_before_it_is_published(site: SiteBuilder) -> None:
    site.story("floods", en={"publish": "2017-03-01", "expires": "2017-02-01"})

    assert codes(site) == ["dates-crossed"]


SLUGS = [
    ("Relief arrives in Piura", None, "relief-arrives-in-piura", []),
    ("Peru's 1,500 tents", None, "perus-1500-tents", []),
    ("Junín y Ñaña", None, "junin-y-nana", []),
    ("Mil años de ayuda", None, "mil-anos-de-ayuda", ["slug-misread"]),
    ("Mil años de ayuda", "mil-anios-de-ayuda", "mil-anios-de-ayuda", []),
]


@pytest.mark.parametrize(("title", "given", "slug", "expected"), SLUGS)
def test_a_slug_is_made_of_the_headline_unless_it_is_given(
    site: SiteBuilder, title: str, given: str | None, slug: str, expected: list[str]
) -> None:
    site.story("floods", es={"title": title, "slug": given})

    assert (story_of(site).articles[0].slug, codes(site)) == (slug, expected)


def test_a_headline_without_a_letter_for_an_address_asks_for_a_slug(site: SiteBuilder) -> None:
    site.story("floods", en={"title": '"洪水"'})

    assert codes(site) == ["slug-invalid"]
    assert site.work().site.stories == ()
