"""Slugs, and the words that they ruin."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.languages.slugs import is_slug, misread, slugify


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru Trains With U.S. Soldiers", "peru-trains-with-us-soldiers"),
        ("Mil años de ayuda", "mil-anos-de-ayuda"),
        ("Operación en Junín", "operacion-en-junin"),
        ("Operacio\u0301n en Juni\u0301n", "operacion-en-junin"),
        ("Peru's", "perus"),
        ("Peru’s", "perus"),
        ("1.234,5", "1-2345"),
        ("1,500 soldiers", "1500-soldiers"),
        ("12 345", "12-345"),
        ("EE. UU. y Perú", "ee-uu-y-peru"),
        ("Straße, Ærø, Łódź, œuvre", "strasse-aero-lodz-oeuvre"),
        ("¿Qué? ¡Ya!", "que-ya"),
        ("half—done – “x”", "half-done-x"),
        ("İstanbul", "istanbul"),
        ("Ярославль", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_a_headline_becomes_a_slug(text: str, expected: str) -> None:
    assert slugify(text) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(80, "one-two-three"), (13, "one-two-three"), (12, "one-two"), (7, "one-two"), (6, "one"), (2, "on")],
)
def test_a_long_slug_is_cut_at_a_word(limit: int, expected: str) -> None:
    assert slugify("One two three", limit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mil años de ayuda", ("anos", "mil-anios-de-ayuda")),
        ("Mil an\u0303os de ayuda", ("anos", "mil-anios-de-ayuda")),
        ("El AÑO y los años", ("ano", "el-anio-y-los-anios")),
        ("Cono Sur", None),
        ("Los niños", None),
        ("Mañana", None),
        ("ñ", None),
        ("", None),
    ],
)
def test_a_slug_that_reads_badly_is_told_with_a_better_one(
    text: str, expected: tuple[str, str] | None
) -> None:
    assert misread(slugify(text), text) == expected


def test_a_slug_chosen_by_the_writer_is_not_blamed_on_the_headline() -> None:
    assert misread("mil-ayudas", "Mil años de ayuda") is None


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "á", "a_b", "a b", "a\n", "a" * 81])
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)


def test_what_is_a_slug() -> None:
    assert is_slug("a" * 80) and is_slug("peru-2017")


@given(st.text(), st.integers(min_value=1, max_value=90))
def test_any_text_gives_a_slug_or_nothing(text: str, limit: int) -> None:
    slug = slugify(text, limit)
    assert slug == "" or is_slug(slug, limit)
    assert slugify(slug, limit) == slug
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(unicodedata.normalize("NFC", text))
    better = misread(slug, text)
    assert better is None or is_slug(better[1])
