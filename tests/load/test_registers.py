"""The registers of content/*.yaml -> terms in both languages."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from builders import PROJECT
from bulletin.load.registers import read_register
from bulletin.load.source import Source
from bulletin.model import Diagnostic, Register, Term, TermWords

LIMA = ZoneInfo("America/Lima")


def read(text: str, register: Register = "regions") -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    return read_register(Source(path=f"content/{register}.yaml", text=text), register, LIMA)


def said(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in problems]


def test_a_country_takes_its_names_from_cldr() -> None:
    terms, problems = read("peru: {iso: PE}\n")
    assert problems == ()
    assert [(words.lang, words.name, words.slug) for words in terms[0].words] == [
        ("en", "Peru", "peru"),
        ("es", "Perú", "peru"),
    ]


def test_names_that_are_given_go_before_those_of_cldr() -> None:
    terms, problems = read("usa: {iso: US, en: {name: The States, slug: states}, es: {slug: eeuu}}\n")
    assert problems == ()
    assert [(words.name, words.slug) for words in terms[0].words] == [
        ("The States", "states"),
        ("Estados Unidos", "eeuu"),
    ]


def test_a_term_has_words_parents_and_aliases() -> None:
    terms, problems = read(
        "vraem:\n  parent: [cusco, junin]\n  aliases: [VRAE, V.R.A.E.M.]\n"
        "  en: {name: VRAEM, description: Three valleys., kind: area}\n  es: {name: El VRAEM}\n"
    )
    assert problems == ()
    assert terms[0].parents == ("cusco", "junin")
    assert terms[0].aliases == ("VRAE", "V.R.A.E.M.")
    assert terms[0].words == (
        TermWords(lang="en", name="VRAEM", slug="vraem", description="Three valleys.", kind="area"),
        TermWords(lang="es", name="El VRAEM", slug="el-vraem"),
    )
    assert (terms[0].place.line, terms[0].place.column) == (1, 1)


def test_terms_stand_in_the_order_of_the_file() -> None:
    terms, _ = read("b: {en: {name: B}, es: {name: B}}\na: {en: {name: A}, es: {name: A}}\n", "tags")
    assert [term.id for term in terms] == ["b", "a"]


@pytest.mark.parametrize("text", ["# none yet\n", "---\n{}\n", "{}\n"])
def test_a_register_may_be_empty(text: str) -> None:
    assert read(text, "tags") == ((), ())


BOTH = "en: {name: A}, es: {name: B}"


@pytest.mark.parametrize(
    ("register", "text", "expected"),
    [
        pytest.param("tags", "- floods\n", [("header-not-fields", 1, 0)], id="list"),
        pytest.param("tags", "floods: Floods\n", [("field-kind", 1, 9)], id="text for a group"),
        pytest.param("tags", "floods: {en: {name: A}}\n", [("field-missing", 1, 0)], id="one language"),
        pytest.param("tags", "floods: {en: {name: A}, es: {}}\n", [("field-missing", 1, 0)], id="no name"),
        pytest.param("tags", f"Floods: {{{BOTH}}}\n", [("slug-invalid", 1, 1)], id="capital in an id"),
        pytest.param("tags", f'"": {{{BOTH}}}\n', [("slug-invalid", 1, 1)], id="empty id"),
        pytest.param("tags", f"a: {{{BOTH}}}\na: {{{BOTH}}}\n", [("key-duplicate", 2, 1)], id="twice"),
        pytest.param("tags", f"a: {{{BOTH}, iso: PE}}\n", [("field-unknown", 1, 35)], id="iso of a tag"),
        pytest.param("tags", f"a: {{{BOTH}, alias: [x]}}\n", [("field-unknown", 1, 35)], id="misspelt"),
        pytest.param("tags", "a: {en: {name: yes}, es: {name: B}}\n", [("text-is-word", 1, 16)], id="yes"),
        pytest.param(
            "tags", "a: {en: {name: A, slug: A b}, es: {name: B}}\n", [("slug-invalid", 1, 25)], id="slug"
        ),
        pytest.param("regions", "x: {iso: XX}\n", [("iso-unknown", 1, 10)], id="no such country"),
        pytest.param("regions", f"x: {{iso: pe, {BOTH}}}\n", [("iso-unknown", 1, 10)], id="small letters"),
        pytest.param("tags", "a: &x {}\nb: *x\n", [("header-anchor", 1, 4)], id="anchor"),
        pytest.param("tags", "a:\n\ten: b\n", [("header-tab", 2, 1)], id="tab"),
        pytest.param("tags", f"{'[' * 30}", [("header-too-deep", 1, 21)], id="brackets"),
    ],
)
def test_a_wrong_entry_is_pointed_at(
    register: Register, text: str, expected: list[tuple[str, int, int]]
) -> None:
    _, problems = read(text, register)
    assert said(problems) == expected


ADDED: list[tuple[Register, str]] = [
    ("authors", "ana-rojas"), ("tags", "landslides"), ("sections", "landslides"), ("series", "landslides"),
    ("regions", "piura"), ("regions", "bolivia"),
]  # fmt: skip


@pytest.mark.parametrize(("register", "id"), ADDED)
def test_an_entry_of_the_guide_can_be_added_to_the_project_s_own_register(
    register: Register, id: str
) -> None:
    guide = (PROJECT / "docs" / "writing.md").read_text("utf-8").partition("### To add an author")[2]
    [entry] = re.findall(rf"^```yaml\n({id}:\n.*?)^```", guide, re.MULTILINE | re.DOTALL)
    terms, problems = read(
        (PROJECT / "content" / f"{register}.yaml").read_text("utf-8") + f"\n{entry}", register
    )

    assert problems == ()
    assert terms[-1].id == id and all(words.name for words in terms[-1].words)
