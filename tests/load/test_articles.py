"""Headers -> typed facts: what each field may be, and what is said of one that is something else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from builders import ORIGINAL, TRANSLATION, article_text
from bulletin.load.articles import read_article
from bulletin.load.source import Source
from bulletin.model import (
    Article,
    BlockDigests,
    Correction,
    Diagnostic,
    PhotoWords,
    PictureFacts,
    Place,
    Reactions,
    SeriesPart,
    Translation,
)

LIMA = ZoneInfo("America/Lima")
PATH = "content/stories/2017/floods/en.md"


def read(
    fields: Mapping[str, object], *, page: bool = False, lang: str = "en"
) -> tuple[Article, tuple[Diagnostic, ...]]:
    source = Source(path=PATH, text=article_text(fields, "Tents."))
    written, problems = read_article(source, page=page, key="floods", lang=lang, zone=LIMA)
    assert written is not None
    return written.article, problems


def with_field(name: str, value: str) -> tuple[Article, tuple[Diagnostic, ...]]:
    """An original with one field more, in line 6."""
    return read({**ORIGINAL, name: value})


def said(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int, int, int]]:
    return [(one.code, one.place.line, one.place.column, one.place.width) for one in problems]


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("title", '"Floods: relief arrives"', "Floods: relief arrives"),
        ("title", "12:30", "12:30"),
        ("title", "010", "010"),
        ("title", "1.10", "1.10"),
        ("title", "No", None),
        ("title", '"No"', "No"),
        ("title", "'yes'", "yes"),
        ("title", "Yes, we can", "Yes, we can"),
        ("slug", "relief-arrives", "relief-arrives"),
        ("slug", "2017-02-08", "2017-02-08"),
        ("draft", "true", True),
        ("draft", "false", False),
        ("updated", "2017-02-10", date(2017, 2, 10)),
        ("publish", "2017-02-08", datetime(2017, 2, 8, tzinfo=LIMA)),
        ("publish", "2017-02-08 06:30", datetime(2017, 2, 8, 6, 30, tzinfo=LIMA)),
        ("publish", "2017-02-08T06:30:15", datetime(2017, 2, 8, 6, 30, 15, tzinfo=LIMA)),
        ("expires", "2020-02-29", datetime(2020, 2, 29, tzinfo=LIMA)),
        ("regions", "[peru, Junín]", ("peru", "Junín")),
        ("regions", "peru", ("peru",)),
        ("tags", "[]", ()),
        ("series", "{id: relief-on-the-wing, part: 2}", SeriesPart(series="relief-on-the-wing", part=2)),
        ("outlet", "puente", "puente"),
        ("reactions", "{yes: 58, on: 2017-03-01}", Reactions(yes=58, on=date(2017, 3, 1))),
        ("reactions", "{yes: 0}", Reactions(yes=0)),
        (
            "photo",
            "{file: a.jpg, credit: CCFFAA, focus: 50% 30%, alt: A bridge, caption: It holds., kind: map}",
            (
                PictureFacts(file="a.jpg", kind="map", credit="CCFFAA", focus=(50, 30)),
                PhotoWords(alt="A bridge", caption="It holds."),
            ),
        ),
        ("photo", "{alt: A bridge}", (None, PhotoWords(alt="A bridge"))),
        (
            "pictures",
            "{b.jpg: {credit: Ana}, a.jpg: {focus: 0% 100%}}",
            (PictureFacts(file="a.jpg", focus=(0, 100)), PictureFacts(file="b.jpg", credit="Ana")),
        ),
        (
            "corrections",
            "[{date: 2017-02-09, text: One.}, {date: 2017-02-10, text: Two.}]",
            (
                Correction(date=date(2017, 2, 10), text="Two."),
                Correction(date=date(2017, 2, 9), text="One."),
            ),
        ),
        ("aliases", "[/en/2016/05/old-name/, /old.html]", ("/en/2016/05/old-name/", "/old.html")),
        ("silence", "[picture-without-credit]", ("picture-without-credit",)),
    ],
)
def test_a_field_has_the_type_of_the_schema(name: str, written: str, value: object) -> None:
    article, problems = with_field(name, written)
    if value is None:
        assert [one.code for one in problems] == ["text-is-word"]
    else:
        assert problems == ()
        assert value_of(article, name) == value


def value_of(article: Article, name: str) -> object:
    """A field where it is kept: of the article's own, or among the shared facts; the photo is in both."""
    if name == "photo":
        return article.shared.photo, article.photo
    return getattr(article if hasattr(article, name) else article.shared, name)


def test_a_translation_needs_no_shared_field() -> None:
    fields = {**TRANSLATION, "translation": "{of: en, by: [ana, leo], blocks: [a1, b2]}"}
    article, problems = read(fields, lang="es")
    assert problems == ()
    assert article.shared.date is None and article.shared.section == ""
    assert article.translation == Translation(
        of="en", by=("ana", "leo"), blocks=BlockDigests(digests=("a1", "b2"))
    )


def test_a_page_has_a_place_in_the_menu_and_no_date() -> None:
    article, problems = read({"title": "About us", "summary": "Who we are.", "menu": "3"}, page=True)
    assert problems == ()
    assert (article.kind, article.menu, article.shared.date) == ("page", 3, None)


@pytest.mark.parametrize(
    ("name", "written", "expected", "facts"),
    [
        ("publish", "2017-02-30", ("time-invalid", 6, 10, 10), {"timezone": "America/Lima"}),
        ("publish", "2017-02-08 25:00", ("time-invalid", 6, 10, 16), {"value": "2017-02-08 25:00"}),
        ("publish", "2017-02-08T06:30Z", ("time-invalid", 6, 10, 17), {}),
        ("publish", "2017-02-08 06:30 -05:00", ("time-invalid", 6, 10, 23), {}),
        ("updated", "2017-02-30", ("date-invalid", 6, 10, 10), {"value": "2017-02-30"}),
        ("updated", "2017-13-01", ("date-invalid", 6, 10, 10), {}),
        ("updated", "0000-01-01", ("date-invalid", 6, 10, 10), {}),
        ("updated", "08/02/2017", ("date-invalid", 6, 10, 10), {}),
        ("updated", "2017-2-8", ("date-invalid", 6, 10, 8), {}),
        ("updated", "２０１７-02-08", ("date-invalid", 6, 10, 10), {}),
        ("updated", "2017-02-08 10:00", ("date-invalid", 6, 10, 16), {}),
        ("updated", "2017", ("date-invalid", 6, 10, 4), {}),
        ("slug", "Relief", ("slug-invalid", 6, 7, 6), {"slug": "Relief", "limit": 80}),
        ("slug", "../etc", ("slug-invalid", 6, 7, 6), {}),
        ("slug", "a--b", ("slug-invalid", 6, 7, 4), {}),
        ("slug", "a" * 81, ("slug-invalid", 6, 7, 81), {}),
        ("draft", "yes", ("field-value", 6, 8, 3), {"suggestion": "true", "allowed": "true, false"}),
        ("draft", "True", ("field-value", 6, 8, 4), {"suggestion": "true"}),
        ("draft", "no", ("field-value", 6, 8, 2), {"suggestion": "false"}),
        ("draft", "maybe", ("field-value", 6, 8, 5), {"suggestion": "true"}),
        ("draft", "true\u00a0", ("field-value", 6, 8, 5), {}),
        ("draft", "[true]", ("field-kind", 6, 8, 1), {"wanted": "true or false", "found": "a list"}),
        ("tags", "{a: b}", ("field-kind", 6, 7, 1), {"wanted": "a list", "found": "a group of fields"}),
        ("tags", "[a, [b]]", ("field-kind", 6, 11, 1), {"wanted": "a text", "found": "a list"}),
        ("tags", '[a, ""]', ("field-empty", 6, 11, 2), {"field": "tags"}),
        ("section2", "a", ("field-unknown", 6, 1, 8), {"suggestion": "section"}),
        ("Draft", "true", ("field-unknown", 6, 1, 5), {"field": "Draft", "suggestion": "draft"}),
        ("drafts", "true", ("field-unknown", 6, 1, 6), {"suggestion": "draft"}),
        ("<<", "{draft: true}", ("field-unknown", 6, 1, 2), {"suggestion": ""}),
        ("menu", "3", ("field-unknown", 6, 1, 4), {}),
        ("outlet", "", ("field-empty", 6, 1, 6), {"field": "outlet"}),
        ("outlet", '""', ("field-empty", 6, 1, 6), {}),
        ("series", "relief", ("field-kind", 6, 9, 6), {"wanted": "a group of fields", "found": "a text"}),
        ("series", "{id: a}", ("field-missing", 6, 0, 1), {"field": "series.part"}),
        ("series", "{id: a, part: one}", ("number-invalid", 6, 23, 3), {"least": 1, "most": 999}),
        ("series", "{id: a, part: 0}", ("number-invalid", 6, 23, 1), {}),
        ("series", "{id: a, part: 1, prt: 2}", ("field-unknown", 6, 26, 3), {"suggestion": "part"}),
        ("reactions", "{yes: -1}", ("number-invalid", 6, 18, 2), {"least": 0}),
        ("reactions", "{yes: 1e3}", ("number-invalid", 6, 18, 3), {}),
        ("reactions", f"{{yes: {'9' * 5000}}}", ("number-invalid", 6, 18, 5000), {}),
        ("reactions", "{yes: 1, on: yesterday}", ("date-invalid", 6, 25, 9), {}),
        ("photo", "a.jpg", ("field-kind", 6, 8, 5), {"found": "a text"}),
        ("photo", "{file: a.jpg, focus: 50}", ("focus-invalid", 6, 29, 2), {"value": "50"}),
        ("photo", "{file: a.jpg, focus: 50% 101%}", ("focus-invalid", 6, 29, 8), {}),
        ("photo", "{file: a.jpg, kind: maps}", ("field-value", 6, 28, 4), {"suggestion": "map"}),
        ("photo", "{file: a.jpg, creddit: x}", ("field-unknown", 6, 22, 7), {"field": "photo.creddit"}),
        ("pictures", "{a.jpg: {fokus: 1}}", ("field-unknown", 6, 20, 5), {"suggestion": "focus"}),
        ("pictures", "[a.jpg]", ("field-kind", 6, 11, 1), {}),
        ("corrections", "two", ("field-kind", 6, 14, 3), {"wanted": "a list"}),
        ("corrections", "[two]", ("field-kind", 6, 15, 3), {"wanted": "a group of fields"}),
        ("corrections", "[{text: Two.}]", ("field-missing", 6, 0, 1), {"field": "corrections.0.date"}),
        ("aliases", "[old]", ("alias-invalid", 6, 11, 3), {"alias": "old"}),
        ("aliases", "[/a/../b/]", ("alias-invalid", 6, 11, 8), {}),
        ("aliases", "[/]", ("alias-invalid", 6, 11, 1), {}),
        ("aliases", "[/en/x./]", ("alias-invalid", 6, 11, 7), {}),
        ("aliases", f"[/en/{'a' * 81}/]", ("alias-invalid", 6, 11, 86), {}),
        ("aliases", f"[/{'a/' * 13}]", ("alias-invalid", 6, 11, 27), {}),
        ("aliases", "[/es/viejo/]", ("alias-language", 6, 11, 10), {"alias": "/es/viejo/", "lang": "en"}),
        ("aliases", '["//evil.example/"]', ("alias-invalid", 6, 11, 17), {}),
        ("silence", "[link-broken]", ("silence-error", 6, 11, 11), {"rule": "link-broken"}),
        (
            "silence",
            "[picture-without-credits]",
            ("silence-unknown", 6, 11, 23),
            {"suggestion": "picture-without-credit"},
        ),
    ],
)
def test_a_wrong_value_is_pointed_at(
    name: str, written: str, expected: tuple[str, int, int, int], facts: dict[str, str | int]
) -> None:
    _, problems = with_field(name, written)
    assert said(problems) == [expected]
    assert facts.items() <= dict(problems[0].facts).items()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"title": "yes"}, ("text-is-word", 2, 8, 3), id="yes for a title"),
        pytest.param({"title": "NULL"}, ("text-is-word", 2, 8, 4), id="null for a title"),
        pytest.param({"title": "~"}, ("text-is-word", 2, 8, 1), id="tilde for a title"),
        pytest.param({"title": "Base #3 opens"}, ("text-cut", 2, 8, 4), id="cut at a hash"),
        pytest.param({"title": "|\n  One\n  two"}, ("text-lines", 2, 8, 1), id="two lines"),
        pytest.param({"title": "[Relief]"}, ("field-kind", 2, 8, 1), id="list for a title"),
        pytest.param({"title": "{a: b}"}, ("field-kind", 2, 8, 1), id="group for a title"),
        pytest.param({"title": ""}, ("field-empty", 2, 1, 5), id="empty title"),
        pytest.param({"title": '"  "'}, ("field-empty", 2, 8, 4), id="blank title"),
        pytest.param({"title": None}, ("field-missing", 2, 0, 1), id="no title"),
        pytest.param({"summary": None}, ("field-missing", 2, 0, 1), id="no summary"),
        pytest.param({"date": None}, ("field-missing", 2, 0, 1), id="no date in an original"),
        pytest.param({"date": "2017-02-30"}, ("date-invalid", 4, 7, 10), id="no such day"),
        pytest.param({"date": "2017-02-29"}, ("date-invalid", 4, 7, 10), id="no leap year"),
    ],
)
def test_required_fields(changes: dict[str, object], expected: tuple[str, int, int, int]) -> None:
    _, problems = read({**ORIGINAL, **changes})
    assert said(problems) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{by: [ana]}", ("field-missing", 4, 0, 1)),
        ("{of: es}", ("field-value", 4, 19, 2)),
        ("{of: fr}", ("field-value", 4, 19, 2)),
        ("en", ("field-kind", 4, 14, 2)),
    ],
)
def test_a_translation_says_of_what(written: str, expected: tuple[str, int, int, int]) -> None:
    _, problems = read({**TRANSLATION, "translation": written}, lang="es")
    assert said(problems) == [expected]


def test_a_doubtful_draft_is_a_draft() -> None:
    drafts = {written: with_field("draft", written)[0].draft for written in ("true", "yes", "maybe", "False")}
    assert drafts == {"true": True, "yes": True, "maybe": True, "False": True}


def test_all_problems_of_a_header_are_told_in_one_run() -> None:
    _, problems = read({**ORIGINAL, "title": "yes", "date": "2017-02-30", "Draft": "true", "menu": "1"})
    assert sorted(one.code for one in problems) == [
        "date-invalid",
        "field-unknown",
        "field-unknown",
        "text-is-word",
    ]


def test_the_advice_lists_the_fields_there_are() -> None:
    _, problems = with_field("Draft", "true")
    fields = str(dict(problems[0].facts)["fields"]).split(", ")
    assert {"title", "draft", "publish", "translation"} <= set(fields)


def test_an_article_knows_where_each_field_stands() -> None:
    article, _ = with_field("photo", "{file: a.jpg, credit: Ana}")
    assert article.at("title") == Place(path=PATH, line=2, column=8, width=14)
    assert article.at("photo", "credit") == Place(path=PATH, line=6, column=30, width=3)
    assert article.at("photo", "focus") == Place(path=PATH, line=6, column=1, width=5)
    assert article.at("nothing") == Place(path=PATH, line=1)
    assert article.gives("photo") and article.gives("photo.file") and not article.gives("tags")


def test_places_count_the_blank_lines_before_the_header() -> None:
    source = Source(path=PATH, text="\n\n" + article_text({**ORIGINAL, "Draft": "true"}, "Tents."))
    article, problems = read_article(source, page=False, key="floods", lang="en", zone=LIMA)
    assert said(problems) == [("field-unknown", 8, 1, 5)]
    assert article is not None and article.article.body_line == 10


@pytest.mark.parametrize(("lang", "example"), [("en", "title: Relief Arrives in Piura"), ("es", "title: Llega la ayuda a Piura")])  # fmt: skip
def test_a_missing_headline_is_shown_in_the_language_of_the_file(lang: str, example: str) -> None:
    _, problems = read({**ORIGINAL, "title": None}, lang=lang)

    assert [dict(one.facts)["example"] for one in problems] == [example]


@pytest.mark.parametrize(("lang", "other"), [("en", "es"), ("es", "en")])
def test_the_example_of_a_translation_is_one_that_can_be_copied(lang: str, other: str) -> None:
    _, problems = read({**TRANSLATION, "translation": "yes"}, lang=lang)
    example = f"translation: {{of: {other}}}"

    assert [dict(one.facts)["example"] for one in problems] == [example]
    assert read({**TRANSLATION, "translation": example.partition(": ")[2]}, lang=lang)[1] == ()
