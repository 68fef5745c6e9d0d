"""Pictures that are missing, that not everybody can see, or that nobody is credited for."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from builders import SiteBuilder

FOLDER = "content/stories/2017/floods"


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def album(site: SiteBuilder) -> SiteBuilder:
    """A folder with lead.png and bridge.png."""
    return site.write(f"{FOLDER}/lead.png", picture()).write(f"{FOLDER}/bridge.png", picture())


LEADS = [
    ("{file: lead.png, credit: CCFFAA, alt: A lead}", "{alt: Una foto}", []),
    ("{file: lead.png, credit: CCFFAA, alt: A lead}", None, [("es.md", "picture-without-alt")]),
    ("{file: lead.png, credit: CCFFAA, alt: A lead}", "{caption: Una foto.}", [("es.md", "picture-without-alt")]),
    ("{file: lead.png, credit: CCFFAA}", "{alt: Una foto}", [("en.md", "picture-without-alt")]),
    ("{file: lead.png, alt: A lead}", "{alt: Una foto}", [("en.md", "picture-without-credit")]),
    ("{credit: CCFFAA, alt: A lead}", "{alt: Una foto}", [("en.md", "field-missing")]),
    ("{file: laed.png, credit: CCFFAA, alt: A}", "{alt: Una}", [("en.md", "picture-missing")]),
]  # fmt: skip


@pytest.mark.parametrize(("en", "es", "expected"), LEADS, ids=[str(row[2]) for row in LEADS])
def test_a_lead_picture_needs_a_file_a_credit_and_an_alternative_text_in_each_language(
    album: SiteBuilder, en: str, es: str | None, expected: list[tuple[str, str]]
) -> None:
    album.story("floods", en={"photo": en}, es={"photo": es}).check()

    assert [(one.place.path[-5:], one.code) for one in album.problems()] == expected


BODIES = [
    ("![A bridge](bridge.png)", "{bridge.png: {credit: CCFFAA}}", []),
    ('![A bridge](bridge.png "The bridge.")', "{bridge.png: {credit: CCFFAA}}", []),
    ("![A bridge](bridge.png)", None, ["picture-without-credit"]),
    ("![](bridge.png)", "{bridge.png: {credit: CCFFAA}}", ["picture-without-alt"]),
    ("![A bridge](brige.png)", "{brige.png: {credit: CCFFAA}}", ["picture-missing"]),
    ("![A bridge](../other/bridge.png)", None, ["picture-elsewhere"]),
    ("![A bridge](https://example.com/bridge.png)", None, ["picture-elsewhere"]),
    ("No picture.", "{bridge.png: {credit: CCFFAA}}", ["picture-unused"]),
    ("![A](bridge.png) and ![B](bridge.png)", None, ["picture-without-credit"]),
]


@pytest.mark.parametrize(("body", "pictures", "expected"), BODIES, ids=[f"{row[0]} {row[2]}" for row in BODIES])  # fmt: skip
def test_a_picture_in_the_text_needs_them_too(
    album: SiteBuilder, body: str, pictures: str | None, expected: list[str]
) -> None:
    album.story("floods", en={"pictures": pictures}, en_body=body).check()

    assert album.codes() == expected


def test_a_picture_of_the_text_is_named_with_its_line_and_column(album: SiteBuilder) -> None:
    album.story("floods", en={}, en_body="One.\n\nTwo ![A bridge](brige.png) there.").check()

    place = next(one.place for one in album.problems() if one.code == "picture-missing")

    assert (place.line, place.column, place.width) == (10, 17, len("brige.png"))
    assert dict(album.problems()[0].facts)["suggestion"] == "bridge.png"


def test_a_picture_that_only_the_translation_shows_can_be_credited(album: SiteBuilder) -> None:
    pictures = "{bridge.png: {credit: CCFFAA}}"
    album.story("floods", en={"pictures": pictures}, es={}, es_body="![Un puente](bridge.png)").build()

    assert album.codes() == []
    assert "CCFFAA" in album.main("/es/2017/02/llega-la-ayuda/")


def test_a_draft_translation_may_show_what_the_original_credits(album: SiteBuilder) -> None:
    pictures = "{bridge.png: {credit: CCFFAA}}"
    album.story("floods", en={"pictures": pictures}, es={"draft": "true"}, es_body="![Un puente](bridge.png)").check()  # fmt: skip

    assert album.codes() == []


def test_a_picture_of_one_language_stands_in_for_the_other(album: SiteBuilder) -> None:
    album.write(f"{FOLDER}/lead.es.png", picture())
    photo = "{file: lead.png, credit: CCFFAA, alt: A lead}"
    album.story("floods", en={"photo": photo}, es={"photo": "{alt: Una foto}"}).build()

    assert album.codes() == []
    assert "lead" in album.main("/en/2017/02/relief-arrives/") and "lead" in album.main(
        "/es/2017/02/llega-la-ayuda/"
    )


def test_a_picture_that_cannot_be_read_is_not_called_missing_too(album: SiteBuilder) -> None:
    album.write(f"{FOLDER}/lead.png", b"not a picture")
    album.story("floods", en={"photo": "{file: lead.png, credit: CCFFAA, alt: A lead}"}).check()

    assert album.codes() == ["picture-unreadable"]


def test_a_lead_picture_that_is_missing_is_told_where_it_is_read_first(album: SiteBuilder) -> None:
    photo = {"photo": "{file: laed.png, credit: CCFFAA, alt: A lead}", "draft": "true"}
    album.story("floods", en=photo, es={"photo": "{alt: Una foto}"}).check()

    assert album.codes() == ["picture-missing"]


def test_a_lead_picture_that_only_the_translation_lacks_is_told_there(album: SiteBuilder) -> None:
    album.write(f"{FOLDER}/other.en.png", picture())
    photo = "{file: other.png, credit: CCFFAA, alt: A lead}"
    album.story("floods", en={"photo": photo}, es={"photo": "{alt: Una foto}"}).check()

    assert [(one.code, one.place.path[-5:]) for one in album.problems()] == [("picture-missing", "es.md")]
