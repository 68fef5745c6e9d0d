"""The order of headlines and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.languages.sorting import initial, sort_key

LANGS = st.sampled_from(["en", "es"])


def in_order(texts: list[str], lang: str) -> list[str]:
    return sorted(texts, key=lambda text: sort_key(text, lang))


def test_in_spanish_n_with_tilde_is_a_letter_after_n() -> None:
    assert in_order(["oso", "ñu", "nzama", "nube", "Ñandú"], "es") == ["nube", "nzama", "Ñandú", "ñu", "oso"]


def test_within_a_word_too() -> None:
    assert in_order(["caoba", "caña", "canzo", "cana"], "es") == ["cana", "canzo", "caña", "caoba"]


def test_in_english_n_with_tilde_is_an_n() -> None:
    assert in_order(["oso", "ñu", "nube"], "en") == ["ñu", "nube", "oso"]


def test_ch_and_ll_are_not_letters_of_their_own() -> None:
    assert in_order(["cubo", "chile", "cero", "luz", "llama", "lima"], "es") == [
        "cero",
        "chile",
        "cubo",
        "lima",
        "llama",
        "luz",
    ]


def test_accents_case_and_opening_signs_weigh_nothing() -> None:
    texts = ["«Zorro»", "¿Dónde?", "“Ébano”", "eco", "Ayuda", "¡Basta!"]
    assert in_order(texts, "es") == ["Ayuda", "¡Basta!", "¿Dónde?", "“Ébano”", "eco", "«Zorro»"]


def test_one_text_typed_in_two_ways_sorts_to_one_place() -> None:
    composed, decomposed = "Junín", "Juni\u0301n"
    assert sort_key(composed, "es")[0] == sort_key(decomposed, "es")[0]
    assert sort_key("ma\u00f1ana", "es")[0] == sort_key("man\u0303ana", "es")[0]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Ayuda", "es", "A"),
        ("Ébano", "es", "E"),
        ("¿Cómo?", "es", "C"),
        ("«Ñandú»", "es", "Ñ"),
        ("N\u0303andu", "es", "Ñ"),
        ("Ñandú", "en", "N"),
        ("Østergaard", "en", "O"),
        ("2017", "en", "#"),
        ("…", "es", "#"),
        ("", "es", "#"),
        ("Ярославль", "en", "#"),
    ],
)
def test_the_letter_that_heads_a_text(text: str, lang: str, expected: str) -> None:
    assert initial(text, lang) == expected


@given(st.text(), LANGS)
def test_any_text_has_a_letter(text: str, lang: str) -> None:
    letter = initial(text, lang)
    assert letter in {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ#"} | ({"Ñ"} if lang == "es" else set())


@given(st.text(), st.text(), LANGS)
def test_two_texts_have_one_key_only_when_they_are_equal(one: str, other: str, lang: str) -> None:
    assert (sort_key(one, lang) == sort_key(other, lang)) == (one == other)
