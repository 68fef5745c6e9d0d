"""Lists in words, with the Spanish e and u."""

from __future__ import annotations

import pytest

from bulletin.languages.lists import join_and, join_or


@pytest.mark.parametrize(
    ("items", "lang", "expected"),
    [
        ([], "en", ""),
        ([], "es", ""),
        (["Perú"], "es", "Perú"),
        (["Peru", "Chile"], "en", "Peru and Chile"),
        (["Peru", "Chile", "Brazil"], "en", "Peru, Chile and Brazil"),
        (["Guyana", "Suriname", "Trinidad and Tobago"], "en", "Guyana, Suriname, and Trinidad and Tobago"),
        (["Perú", "Chile", "Brasil"], "es", "Perú, Chile y Brasil"),
        (["Panamá", "Honduras", "Iguazú"], "es", "Panamá, Honduras e Iguazú"),
        (["padres", "hijos"], "es", "padres e hijos"),
        (["padres", "«hijos»"], "es", "padres e «hijos»"),
        (["Paraguay", "Ypacaraí"], "es", "Paraguay e Ypacaraí"),
        (["Perú", "ítalos"], "es", "Perú e ítalos"),
        (["agua", "hielo"], "es", "agua y hielo"),
        (["cobre", "hierro"], "es", "cobre y hierro"),
        (["diptongo", "hiato"], "es", "diptongo y hiato"),
        (["canoa", "yate"], "es", "canoa y yate"),
        (["a y b", "Italia"], "es", "a y b e Italia"),
        (["{0}", "{1}"], "es", "{0} y {1}"),
    ],
)
def test_items_joined_by_and(items: list[str], lang: str, expected: str) -> None:
    assert join_and(items, lang) == expected


@pytest.mark.parametrize(
    ("last", "conjunction"),
    [
        ("Honduras", "u"),
        ("otros", "u"),
        ("Óscar", "u"),
        ("¿Oruro?", "u"),
        ("hoy", "u"),
        ("8", "u"),
        ("80", "u"),
        ("8 000", "u"),
        ("11", "u"),
        ("11 000", "u"),
        ("11000", "u"),
        ("11.500", "u"),
        ("110", "o"),
        ("1100", "o"),
        ("18", "o"),
        ("11.º", "o"),
        ("Uruguay", "o"),
        ("Chile", "o"),
    ],
)
def test_the_spanish_or_before_the_sound_o(last: str, conjunction: str) -> None:
    assert join_or(["Perú", last], "es") == f"Perú {conjunction} {last}"


def test_english_keeps_one_or() -> None:
    assert join_or(["Peru", "Chile", "Honduras"], "en") == "Peru, Chile or Honduras"
