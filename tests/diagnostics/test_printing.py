"""Problems in words: for people with the line underlined, for programs as records."""

from __future__ import annotations

import json

import pytest

from bulletin.diagnostics import RULES, problem, suggest
from bulletin.diagnostics.printing import as_records, as_text, in_order, words_of
from bulletin.languages.catalogs import read_catalog
from bulletin.languages.plurals import PLURAL_FORMS
from bulletin.model import Diagnostic, Place


def same(words: str) -> str:
    return words


def at(line: int = 0, column: int = 0, width: int = 1, path: str = "es.md") -> Place:
    return Place(path=path, line=line, column=column, width=width)


def tag(place: Place, value: str = "inundacion", suggestion: str = "") -> Diagnostic:
    return problem("tag-unknown", place, value=value, suggestion=suggestion)


def printed(place: Place, source: str) -> list[str]:
    return as_text([tag(place)], lambda path, line: source, same).split("\n")


def test_a_problem_has_its_place_its_line_and_its_advice() -> None:
    assert as_text(
        [tag(at(4, 8, 10), suggestion="inundaciones")],
        lambda path, line: "tags: [inundacion, salud]" if (path, line) == ("es.md", 4) else "",
        same,
    ) == (
        'es.md:4:8: error tag-unknown: no tag "inundacion"\n'
        "    4 | tags: [inundacion, salud]\n"
        "      |        ^^^^^^^^^^\n"
        '  did you mean "inundaciones"?  Tags are listed in content/tags.yaml.\n'
    )


@pytest.mark.parametrize(
    ("place", "source", "mark"),
    [
        pytest.param(at(4, 1, 2), "ab cd", "^^", id="first column"),
        pytest.param(at(4, 4, 2), "ab cd", "   ^^", id="later column"),
        pytest.param(at(4, 6, 1), "ab cd", "     ^", id="behind the end"),
        pytest.param(at(4, 4, 99), "ab cd", "   ^^", id="wider than the line"),
        pytest.param(at(4, 4, 2), "a\tbcd", "   ^^", id="a tab is one column"),
        pytest.param(at(4, 4, 2), "a\u0301bcd", "  ^^", id="combining accent before"),
        pytest.param(at(4, 1, 2), "a\u0301bcd", "^", id="combining accent below the mark"),
        pytest.param(at(4, 2, 1), "日本", "  ^^", id="wide signs"),
        pytest.param(at(4, 3, 1), "👍b c", "   ^", id="emoji"),
        pytest.param(at(4, 2, 1), "ñandú", " ^", id="letters with accents"),
        pytest.param(at(4, 3, 1), "a\u200bb", "  ^", id="a sign that cannot be seen is shown"),
    ],
)
def test_the_mark_stands_below_the_value(place: Place, source: str, mark: str) -> None:
    assert printed(place, source)[2] == f"      | {mark}"


def test_the_gutter_is_as_wide_as_the_number() -> None:
    assert printed(at(1234, 1), "ab")[1:3] == ["    1234 | ab", "         | ^"]


@pytest.mark.parametrize(
    ("place", "source", "lines"),
    [
        pytest.param(at(), "ab", 3, id="the file as a whole has no line"),
        pytest.param(at(4), "ab", 4, id="a line without a column has no mark"),
        pytest.param(at(4, 1), "", 3, id="a line that cannot be had"),
        pytest.param(at(4, 1), "  ", 3, id="a blank line"),
        pytest.param(at(4, 1), "ab", 5, id="line and column"),
    ],
)
def test_what_is_shown_of_a_source(place: Place, source: str, lines: int) -> None:
    assert len(printed(place, source)) == lines


@pytest.mark.parametrize(
    ("place", "expected"),
    [(at(), "es.md: error"), (at(4), "es.md:4: error"), (at(4, 8), "es.md:4:8: error")],
)
def test_a_place_is_written_as_editors_read_it(place: Place, expected: str) -> None:
    assert printed(place, "ab")[0].startswith(expected)


@pytest.mark.parametrize(("column", "width"), [(1, 5), (500, 5), (996, 5), (950, 400), (1, 1_000)])
def test_a_long_line_is_cut_around_the_value(column: int, width: int) -> None:
    source = "".join(chr(ord("a") + number % 26) for number in range(1_000))
    _, shown, mark, *_ = printed(at(4, column, width), source)
    shown, mark = shown.removeprefix("    4 | "), mark.removeprefix("      | ")
    assert len(shown) <= 160 and len(mark) <= len(shown)
    start = len(mark) - len(mark.lstrip())
    assert source[column - 1 :].startswith(shown[start : len(mark)])


def test_nothing_printed_can_command_a_terminal() -> None:
    evil = "a\x1b[2Jb\u202ec\nd"
    text = as_text(
        [problem("file-unexpected", at(1, 1, path=evil), name=evil, formats="", suggestion=evil)],
        lambda *_: evil,
        same,
    )
    assert "\x1b" not in text and "\u202e" not in text
    assert [line[:5] for line in text.split("\n")][:2] == ["a�[2J", "    1"]


def test_problems_are_in_the_order_of_files_and_lines_and_each_is_told_once() -> None:
    wanted = [
        tag(at(1, 1, path="a.md")),
        tag(at(2, 1, path="a.md")),
        tag(at(2, 9, path="a.md"), "x"),
        tag(at(2, 9, path="a.md"), "y"),
        tag(at(10, 1, path="a.md")),
        tag(at(path="b.md")),
    ]
    mixed = [wanted[3], wanted[5], wanted[0], wanted[4], wanted[2], wanted[1], *wanted]
    assert in_order(mixed) == tuple(wanted)
    assert as_text(mixed, lambda *_: "", same).count("tag-unknown") == len(wanted)


def test_no_problems_are_no_text() -> None:
    assert as_text([], lambda *_: "", same) == ""
    assert as_records([], same) == []


def test_records_are_flat_and_ready_for_json() -> None:
    records = as_records([tag(at(4, 8, 10), suggestion="inundaciones"), tag(at(2))], same)
    assert [record["line"] for record in records] == [2, 4]
    assert json.loads(json.dumps(records))[1] == {
        "path": "es.md",
        "line": 4,
        "column": 8,
        "width": 10,
        "severity": "error",
        "code": "tag-unknown",
        "message": 'no tag "inundacion"',
        "hint": 'did you mean "inundaciones"?  Tags are listed in content/tags.yaml.',
    }


CATALOG = f"""\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {PLURAL_FORMS["es"]}\\n"

msgid "error"
msgstr "error"

msgid "no tag \\"%(value)s\\""
msgstr "no existe la etiqueta «%(value)s»"

msgid "%(suggestion)sTags are listed in content/tags.yaml."
msgstr "%(suggestion)sLas etiquetas están en content/tags.yaml."

msgid "did you mean \\"%(name)s\\"?  "
msgstr "¿quiso decir «%(name)s»?  "

msgid "\\"%(field)s\\" must be %(wanted)s, not %(found)s"
msgstr "«%(field)s» tiene que ser %(wanted)s y no %(found)s"

msgid "a text"
msgstr "un texto"

msgid "a list"
msgstr "una lista"

msgid "%(what)s is not allowed in a story and was left out"
msgstr "se omitió %(what)s, que no se admite"

msgid "the HTML <%(name)s>"
msgstr "el HTML <%(name)s>"
"""


def test_the_words_are_in_the_language_asked_for() -> None:
    catalog, problems = read_catalog(CATALOG.encode(), path="es.po", lang="es")
    assert catalog is not None, problems
    kind = problem(
        "field-kind", at(2), field="title", wanted="a text", found="a list", example="title: Llega la ayuda"
    )
    html = problem("html-removed", at(3), what="the HTML <%(name)s>", name="iframe")
    text = as_text([tag(at(1), suggestion="inundaciones"), kind, html], lambda *_: "", catalog.gettext)
    assert text.split("\n")[:-1] == [
        "es.md:1: error tag-unknown: no existe la etiqueta «inundacion»",
        "  ¿quiso decir «inundaciones»?  Las etiquetas están en content/tags.yaml.",
        "",
        "es.md:2: error field-kind: «title» tiene que ser un texto y no una lista",
        "  for example: title: Llega la ayuda",
        "",
        "es.md:3: warning html-removed: se omitió el HTML <iframe>, que no se admite",
        "  only the HTML listed in docs/writing.md is kept",
    ]


@pytest.mark.parametrize("value", ["100%", "%(name)s", "%d %s", "{x}", "\\1"])
def test_what_was_written_is_never_a_format(value: str) -> None:
    message, hint = words_of(tag(at(), value, suggestion=value), same)
    assert message == f'no tag "{value}"'
    assert hint.startswith(f'did you mean "{value}"?')


@pytest.mark.parametrize(
    ("written", "known", "found"),
    [
        ("inundacion", ["inundaciones", "salud"], "inundaciones"),
        ("Draft", ["draft", "date"], "draft"),
        ("Junin", ["Junín", "Cusco"], "Junín"),
        ("JUNÍN", ["junin"], "junin"),
        ("xyz", ["inundaciones", "salud"], ""),
        ("piura", ["apurimac", "peru"], ""),
        ("", ["a"], ""),
        ("a", [], ""),
        ("sald", ["salt", "salud"], "salud"),
        ("ab" * 5_000, ["ab" * 50], "ab" * 50),
    ],
)
def test_suggestions(written: str, known: list[str], found: str) -> None:
    assert suggest(written, known) == found


def test_a_suggestion_does_not_depend_on_the_order() -> None:
    known = ["tag-a", "tag-b", "tag-c"]
    assert suggest("tag-", known) == suggest("tag-", reversed(known)) == suggest("tag-", set(known))


def test_a_problem_has_the_severity_of_its_rule_and_no_rule_no_problem() -> None:
    assert {problem("heading-level", at(), text="a").severity, tag(at()).severity} == {"warning", "error"}
    with pytest.raises(KeyError):
        problem("no-such-rule", at())
    assert RULES["tag-unknown"].code == "tag-unknown"
