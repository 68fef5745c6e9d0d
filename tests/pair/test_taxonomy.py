"""The closed vocabulary: ids, names in either language and aliases lead to one id."""

from __future__ import annotations

import pytest

from builders import SiteBuilder
from bulletin.model import Place, Register, Term, TermWords
from bulletin.pair import Vocabulary, settle_terms

HERE = Place(path="content/stories/2017/floods/en.md", line=6, column=8, width=5)


def term(
    id: str,
    en: str,
    es: str,
    *,
    register: Register = "tags",
    parents: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
) -> Term:
    return Term(
        register=register, id=id, parents=parents, aliases=aliases, place=Place(path="content/x.yaml", line=1),
        words=(TermWords(lang="en", name=en, slug=id), TermWords(lang="es", name=es, slug=id)),
    )  # fmt: skip


VOCABULARY = Vocabulary(
    [
        term("floods", "Floods", "Inundaciones"),
        term("health", "Health", "Salud", aliases=("public health",)),
        term("amazonas-pe", "Amazonas (Peru)", "Amazonas", register="regions"),
        term("amazonas-co", "Amazonas (Colombia)", "Amazonas", register="regions"),
        term("junin", "Junín", "Junín", register="regions"),
    ]
)

KNOWN = [
    ("floods", "floods"), ("Floods", "floods"), ("inundaciones", "floods"), ("INUNDACIONES", "floods"),
    ("public health", "health"), ("Public  Health", "health"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("written", "id"), KNOWN)
def test_a_term_is_known_by_its_id_its_names_and_its_aliases(written: str, id: str) -> None:
    assert VOCABULARY.resolve("tags", written, HERE) == (id, ())


@pytest.mark.parametrize(
    "written", ["Junín", "Juni\u0301n", "JUNÍN"], ids=["composed", "decomposed", "capitals"]
)
def test_a_name_is_known_in_either_unicode_form(written: str) -> None:
    assert VOCABULARY.resolve("regions", written, HERE) == ("junin", ())


UNKNOWN = [
    ("tags", "inundacion", "tag-unknown", "Inundaciones"),
    ("tags", "heath", "tag-unknown", "health"),
    ("tags", "zebra", "tag-unknown", ""),
    ("regions", "Junim", "region-unknown", "junin"),
    ("sections", "floods", "section-unknown", ""),
    ("series", "floods", "series-unknown", ""),
    ("authors", "floods", "author-unknown", ""),
]


@pytest.mark.parametrize(("register", "written", "code", "suggestion"), UNKNOWN)
def test_an_unknown_name_is_an_error_with_a_suggestion(
    register: Register, written: str, code: str, suggestion: str
) -> None:
    id, (problem,) = VOCABULARY.resolve(register, written, HERE)

    assert (id, problem.code, problem.place) == ("", code, HERE)
    assert dict(problem.facts)["suggestion"] == suggestion


def test_a_name_that_several_terms_have_asks_for_an_id() -> None:
    id, (problem,) = VOCABULARY.resolve("regions", "Amazonas", HERE)

    assert (id, problem.code, dict(problem.facts)["ids"]) == (
        "",
        "term-ambiguous",
        "amazonas-co, amazonas-pe",
    )
    assert VOCABULARY.resolve("regions", "amazonas-pe", HERE) == ("amazonas-pe", ())


def test_a_term_written_twice_is_one() -> None:
    written = [("Salud", HERE), ("health", HERE), ("floods", HERE)]

    assert VOCABULARY.resolve_all("tags", written) == (("health", "floods"), ())


CIRCLES = [
    ("itself", {"a": ("a",)}, {"a": "a > a"}),
    ("two", {"a": ("b",), "b": ("a",)}, {"a": "a > b > a", "b": "b > a > b"}),
    ("three", {"a": ("b",), "b": ("c",), "c": ("a",)}, {"a": "a > b > c > a", "b": "b > c > a > b", "c": "c > a > b > c"}),
    ("beside", {"a": ("b",), "b": ("b",)}, {"b": "b > b"}),
    ("none", {"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}, {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("parents", "chains"), [row[1:] for row in CIRCLES], ids=[str(row[0]) for row in CIRCLES]
)
def test_a_circle_of_parents_is_named_whole(
    parents: dict[str, tuple[str, ...]], chains: dict[str, str]
) -> None:
    terms = [term(id, id, id, register="regions", parents=up) for id, up in parents.items()]

    _, problems = settle_terms(terms, Vocabulary(terms))

    assert {str(dict(one.facts)["id"]): dict(one.facts)["chain"] for one in problems} == chains
    assert all(one.code == "term-circle" for one in problems)


def test_a_parent_that_no_term_is_is_an_error() -> None:
    terms = [term("junin", "Junín", "Junín", register="regions", parents=("perú",))]

    assert [one.code for one in settle_terms(terms, Vocabulary(terms))[1]] == ["region-unknown"]


def test_a_parent_may_be_written_by_its_name() -> None:
    terms = [
        term("peru", "Peru", "Perú", register="regions"),
        term("junin", "Junín", "Junín", register="regions", parents=("Perú",)),
    ]

    settled, problems = settle_terms(terms, Vocabulary(terms))

    assert problems == ()
    assert [one.parents for one in settled] == [(), ("peru",)]


def test_what_a_register_with_errors_lacks_is_not_complained_of() -> None:
    assert Vocabulary([], doubtful=["tags"]).resolve("tags", "floods", HERE) == ("", ())


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        pytest.param("Floods, Health", "[Floods, Health]", id="commas"),
        pytest.param("floods;health", "[floods, health]", id="semicolon"),
        pytest.param("Inundaciones y Salud", "[Inundaciones, Salud]", id="and, in Spanish"),
        pytest.param("floods, helth", "[floods, helth]", id="one that is unknown"),
        pytest.param("flods", "floods", id="one name"),
        pytest.param("Search and rescu", "Search and rescue", id="a name with and"),
        pytest.param("water, tents", "", id="none is known"),
    ],
)
def test_several_names_without_brackets_are_told_how_a_list_is_written(written: str, suggestion: str) -> None:
    vocabulary = Vocabulary(
        [term("floods", "Floods", "Inundaciones"), term("health", "Health", "Salud"), term("sar", "Search and rescue", "Rescate")]
    )  # fmt: skip

    ids, (problem,) = vocabulary.resolve_all("tags", [(written, HERE)])

    assert ids == ()
    assert (problem.code, dict(problem.facts)["suggestion"]) == ("tag-unknown", suggestion)


def test_a_name_with_a_comma_is_a_name() -> None:
    vocabulary = Vocabulary([term("bogota", "Bogotá, D.C.", "Bogotá, D.C.")])

    assert vocabulary.resolve_all("tags", [("Bogotá, D.C.", HERE)]) == (("bogota",), ())


@pytest.mark.parametrize(
    ("levels", "codes"), [(20, []), (21, ["term-too-deep"]), (150, ["term-too-deep"] * 130)]
)
def test_regions_lie_in_each_other_only_so_deep(site: SiteBuilder, levels: int, codes: list[str]) -> None:
    rows = [
        f"r{n}: {{en: {{name: R{n}}}, es: {{name: R{n}}}{f', parent: r{n - 1}' if n else ''}}}"
        for n in range(levels)
    ]
    site.write("content/regions.yaml", "\n".join(rows) + "\n").check()

    assert site.codes() == codes
