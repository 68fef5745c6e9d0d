"""Places whose names recur are told apart by their country, by what they lie in, or by their kind."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from builders import SiteBuilder
from bulletin.model import Place, Term, TermWords
from bulletin.pair.names import told_apart

Rows = Mapping[str, tuple[str, str, str, tuple[str, ...]]]
"""id: (name, ISO code, kind, parents)."""


def full_names(rows: Rows) -> dict[str, str]:
    terms = [
        Term(
            register="regions", id=id, iso=iso, parents=parents, place=Place(path="content/regions.yaml"),
            words=tuple(TermWords(lang=lang, name=name, kind=kind) for lang in ("en", "es")),
        )
        for id, (name, iso, kind, parents) in rows.items()
    ]  # fmt: skip
    named, _ = told_apart(terms)
    return {term.id: term.named("es").full for term in named if term.named("es").full}


CASES: list[tuple[str, Rows, dict[str, str]]] = [
    ("a name of one's own", {"peru": ("Perú", "PE", "", ()), "junin": ("Junín", "", "", ("peru",))}, {}),
    (
        "two countries",
        {
            "peru": ("Perú", "PE", "", ()), "co": ("Colombia", "CO", "", ()),
            "a": ("Amazonas", "", "", ("peru",)), "b": ("Amazonas", "", "", ("co",)),
        },
        {"a": "Amazonas (Perú)", "b": "Amazonas (Colombia)"},
    ),
    (
        "a country and its province",
        {"pa": ("Panamá", "PA", "país", ()), "prov": ("Panamá", "", "provincia", ("pa",))},
        {"prov": "Panamá (provincia)"},
    ),
    (
        "twice in one country",
        {
            "cr": ("Costa Rica", "CR", "", ()), "n": ("Norte", "", "", ("cr",)), "s": ("Sur", "", "", ("cr",)),
            "a": ("San José", "", "", ("n",)), "b": ("San José", "", "", ("s",)),
        },
        {"a": "San José (Norte)", "b": "San José (Sur)"},
    ),
    (
        "across a border",
        {
            "ec": ("Ecuador", "EC", "", ()), "pe": ("Perú", "PE", "", ()), "gt": ("Guatemala", "GT", "", ()),
            "a": ("El Cóndor", "", "", ("ec", "pe")), "b": ("el cóndor", "", "", ("gt",)),
        },
        {"a": "El Cóndor (Ecuador y Perú)", "b": "el cóndor (Guatemala)"},
    ),
    ("nothing to tell them apart", {"a": ("Sur", "", "", ()), "b": ("Sur", "", "", ())}, {}),
    (
        "a circle of parents",
        {"a": ("Sur", "", "zona", ("b",)), "b": ("Sur", "", "valle", ("a",))},
        {"a": "Sur (zona)", "b": "Sur (valle)"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_a_name_that_recurs_is_told_apart(rows: Rows, expected: dict[str, str]) -> None:
    assert full_names(rows) == expected


def test_what_nothing_tells_apart_is_pointed_out(site: SiteBuilder) -> None:
    site.write(
        "content/regions.yaml",
        "a: {en: {name: South}, es: {name: Sur}}\nb: {en: {name: South, slug: south-b}, es: {name: Meridional}}\n",
    )
    site.check()

    assert [(one.code, one.place.line, dict(one.facts)) for one in site.problems()] == [
        ("term-name-twice", 1, {"name": "South", "ids": "a, b"}),
        ("term-name-twice", 2, {"name": "South", "ids": "a, b"}),
    ]
