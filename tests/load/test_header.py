"""The strict header: nothing of it ever becomes body, and every value keeps its text and its place."""

from __future__ import annotations

import pytest

from builders import SiteBuilder
from bulletin.load.header import Mapping, Node, Scalar, Sequence, read_fields, read_header
from bulletin.load.source import text_of
from bulletin.model import Diagnostic, Place

FIELDS = "title: Relief\ndate: 2017-02-08\n"
WHOLE = f"---\n{FIELDS}---\n\nTents.\n"


def read(text: str) -> tuple[Mapping | None, str, int, tuple[Diagnostic, ...]]:
    source, problems = text_of("en.md", text.encode())
    assert source is not None, problems
    return read_header(source.path, source.text)


def texts(mapping: Mapping | None) -> dict[str, str]:
    assert mapping is not None
    return {key.text: value.text for key, value in mapping.entries if isinstance(value, Scalar)}


def placed(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in problems]


@pytest.mark.parametrize(
    ("text", "body", "body_line"),
    [
        pytest.param(WHOLE, "\nTents.\n", 5, id="plain"),
        pytest.param("\ufeff" + WHOLE, "\nTents.\n", 5, id="byte order mark"),
        pytest.param(WHOLE.replace("\n", "\r\n"), "\nTents.\n", 5, id="CRLF"),
        pytest.param(WHOLE.replace("\n", "\r"), "\nTents.\n", 5, id="CR"),
        pytest.param("\n \n\n" + WHOLE, "\nTents.\n", 8, id="blank lines before"),
        pytest.param(WHOLE.replace("---", "-----"), "\nTents.\n", 5, id="more dashes"),
        pytest.param(f"---  \n{FIELDS}---\t\nTents.", "Tents.", 5, id="white space after the dashes"),
        pytest.param(f"---\n{FIELDS}---", "", 4, id="no body, no line end"),
        pytest.param(
            f"---\n{FIELDS}---\n\n    code\n\ntext\n", "\n    code\n\ntext\n", 5, id="code block first"
        ),
        pytest.param(f"---\n{FIELDS}---\na\n\n---\n\nb\n", "a\n\n---\n\nb\n", 5, id="rule in the body"),
        pytest.param(
            f"---\n{FIELDS}---\n---\nb: c\n---\n", "---\nb: c\n---\n", 5, id="a second header is body"
        ),
        pytest.param(f"---\n{FIELDS}# a note\n\n---\nx", "x", 7, id="comment and blank line in the header"),
        pytest.param(f"---\nnote: |\n  a\n  ---\n  b\n{FIELDS}---\nx", "x", 9, id="dashes inside a value"),
    ],
)
def test_header_and_body_are_told_apart(text: str, body: str, body_line: int) -> None:
    mapping, found, line, problems = read(text)
    assert problems == ()
    assert {"title": "Relief", "date": "2017-02-08"}.items() <= texts(mapping).items()
    assert (found, line) == (body, body_line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tents.\n", ("header-missing", 1, 0), id="no header"),
        pytest.param('{"title": "Relief"}\n', ("header-missing", 1, 0), id="JSON"),
        pytest.param('+++\ntitle = "Relief"\n+++\n', ("header-missing", 1, 0), id="TOML"),
        pytest.param(f"--\n{FIELDS}--\n", ("header-missing", 1, 0), id="two dashes"),
        pytest.param(f" ---\n{FIELDS} ---\n", ("header-missing", 1, 0), id="dashes not at the margin"),
        pytest.param(f"---\n{FIELDS}\nTents.\n", ("header-unclosed", 1, 0), id="unclosed"),
        pytest.param(f"\n\n---\n{FIELDS}", ("header-unclosed", 3, 0), id="unclosed below blank lines"),
        pytest.param(f"---\n{FIELDS}...\nTents.\n", ("header-unclosed", 1, 0), id="closed with dots"),
        pytest.param(f"---\n{FIELDS}--- # end\n", ("header-unclosed", 1, 0), id="comment after the dashes"),
        pytest.param(f"Draft\n{WHOLE}", ("header-text-before", 1, 1), id="a word before"),
        pytest.param(f"\n\nDraft\n{WHOLE}", ("header-text-before", 3, 1), id="a word before, further down"),
        pytest.param("---\n- a\n- b\n---\n", ("header-not-fields", 2, 0), id="list"),
        pytest.param("---\nTents and water\n---\n", ("header-not-fields", 2, 0), id="text"),
        pytest.param("---\n[a, b]\n---\n", ("header-not-fields", 2, 0), id="list in brackets"),
        pytest.param("---\n[a]: b\n---\n", ("header-not-fields", 2, 1), id="list for a name"),
        pytest.param(f"---\n{FIELDS}title: Again\n---\n", ("key-duplicate", 4, 1), id="duplicate"),
        pytest.param('---\na: 1\n"a": 2\n---\n', ("key-duplicate", 3, 1), id="duplicate in quotes"),
        pytest.param(
            "---\na:\n  b: 1\n  c: 2\n  b: 3\n---\n", ("key-duplicate", 5, 3), id="duplicate inside"
        ),
        pytest.param("---\na: {b: 1, b: 2}\n---\n", ("key-duplicate", 2, 11), id="duplicate in braces"),
        pytest.param("---\na: &x b\n---\n", ("header-anchor", 2, 4), id="anchor"),
        pytest.param("---\na: &x [*x]\n---\n", ("header-anchor", 2, 4), id="circle"),
        pytest.param("---\na: *x\n---\n", ("header-anchor", 2, 4), id="alias"),
        pytest.param("---\ntitle: **Bold**\n---\n", ("header-syntax", 2, 9), id="stars"),
        pytest.param("---\na: !!str b\n---\n", ("header-anchor", 2, 4), id="tag"),
        pytest.param("---\na: !!python/name:os.system\n---\n", ("header-anchor", 2, 4), id="Python tag"),
        pytest.param("---\n<<: *x\n---\n", ("header-anchor", 2, 5), id="merge"),
        pytest.param("---\na:\n\tb: c\n---\n", ("header-tab", 3, 1), id="tab"),
        pytest.param("---\n\ta: b\n---\n", ("header-tab", 2, 1), id="tab first"),
        pytest.param("---\ntitle: Floods: relief\n---\n", ("header-colon", 2, 14), id="colon"),
        pytest.param("\n\n---\ntitle: Floods: relief\n---\n", ("header-colon", 4, 14), id="colon below"),
        pytest.param("---\ntitle: @home\n---\n", ("header-syntax", 2, 8), id="at sign"),
        pytest.param('---\ntitle: "open\n---\n', ("value-unclosed", 2, 8), id="quotation mark not closed"),
        pytest.param('---\ntitle: "a" b\n---\n', ("value-goes-on", 2, 12), id="text after quotes"),
        pytest.param("---\ntags: [a, b\n---\n", ("value-unclosed", 2, 7), id="bracket not closed"),
        pytest.param("---\na: b\n--- x\n---\n", ("header-syntax", 3, 5), id="two documents"),
        pytest.param(
            f"---\na: {'[' * 20}{']' * 20}\n---\n", ("header-too-deep", 2, 23), id="21 levels in all"
        ),
        pytest.param(f"---\na: {'x' * 8_192}\n---\n", ("header-too-long", 1, 0), id="over 8 KB"),
        pytest.param(f"---\n{'[' * 25_000}\n---\n", ("header-too-long", 1, 0), id="25 KB of ["),
        pytest.param(f"---\n{'- ' * 12_500}\n---\n", ("header-too-long", 1, 0), id="25 KB of - "),
        pytest.param(f"---\n{'{a: ' * 6_250}\n---\n", ("header-too-long", 1, 0), id="25 KB of {a: "),
        pytest.param(f"---\n{'[' * 8_000}\n---\n", ("header-too-deep", 2, 21), id="8 KB of ["),
        pytest.param(f"---\n{'- ' * 4_000}\n---\n", ("header-too-deep", 2, 41), id="8 KB of - "),
        pytest.param(f"---\n{'? ' * 4_000}\n---\n", ("header-too-deep", 2, 41), id="8 KB of ? "),
        pytest.param(f"---\n{'{a: ' * 2_000}\n---\n", ("header-too-deep", 2, 81), id="8 KB of {a: "),
    ],
)
def test_a_header_that_is_not_one_is_an_error_and_never_body(
    text: str, expected: tuple[str, int, int]
) -> None:
    mapping, _, _, problems = read(text)
    assert mapping is None
    assert placed(problems) == [expected]


def test_twenty_levels_and_eight_kilobytes_are_allowed() -> None:
    deep = f"a: {'[' * 19}{']' * 19}\n"
    header = deep + f"b: {'x' * (8_192 - len(deep) - 4)}\n"
    assert len(header) == 8_192
    mapping, _, _, problems = read(f"---\n{header}---\n")
    assert mapping is not None and problems == ()


def test_the_size_of_a_header_is_counted_in_bytes() -> None:
    _, _, _, problems = read(f"---\na: {'ñ' * 4_096}\n---\n")
    assert [(one.code, dict(one.facts)) for one in problems] == [
        ("header-too-long", {"size": 8_196, "limit": 8_192})
    ]


def test_a_register_of_a_megabyte_of_brackets_stops_at_the_limit() -> None:
    mapping, problems = read_fields("content/tags.yaml", "[" * 1_000_000)
    assert mapping is None
    assert placed(problems) == [("header-too-deep", 1, 21)]


def test_every_duplicate_is_named_with_the_line_of_the_first() -> None:
    mapping, _, _, problems = read("---\na: 1\nb: 2\na: 3\nb: 4\na: 5\n---\n")
    assert mapping is None
    assert [(one.place.line, dict(one.facts)) for one in problems] == [
        (4, {"field": "a", "first": 2}),
        (5, {"field": "b", "first": 3}),
        (6, {"field": "a", "first": 2}),
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("~", "~"),
        ("null", "null"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1f", "0x1f"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("2017-02-08", "2017-02-08"),
        ("2017-02-08 06:30", "2017-02-08 06:30"),
        ("9" * 5000, "9" * 5000),
        ('"no"', "no"),
        ("'it''s'", "it's"),
        ('"a\\tb \\u00f1"', "a\tb ñ"),
        ("a#b", "a#b"),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_scalars_stay_the_text_that_was_written(written: str, text: str) -> None:
    mapping, _, _, problems = read(f"---\na: {written}\n---\n")
    assert problems == ()
    assert texts(mapping) == {"a": text}


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("Base #3", True),
        ("Base\t#3", True),
        ("Base#3", False),
        ('"Base #3"', False),
        ('"Base" #3', False),
        ("'Base #3'", False),
        ("Base", False),
    ],
)
def test_a_text_that_a_comment_cuts_is_marked(written: str, cut: bool) -> None:
    mapping, _, _, _ = read(f"---\na: {written}\n---\n")
    assert mapping is not None
    value = mapping.entries[0][1]
    assert isinstance(value, Scalar) and bool(value.comment) is cut


def walked(node: Node, name: str = "") -> dict[str, tuple[int, int, int]]:
    """The place of every value below a node: line, column, width."""
    if isinstance(node, Mapping):
        inner = ((f"{name}.{key.text}".lstrip("."), value) for key, value in node.entries)
    elif isinstance(node, Sequence):
        inner = ((f"{name}.{number}", value) for number, value in enumerate(node.items))
    else:
        return {name: (node.place.line, node.place.column, node.place.width)}
    return {found: place for below, value in inner for found, place in walked(value, below).items()}


NESTED = """\
---
title:   Relief
"date": '2017-02-08'
tags: [floods, "salud pública", ñandú]
regions:
  - peru
  -   piura
photo:
  file: a.jpg
  focus: {x: 50%}
corrections:
  - {date: 2017-02-10, text: "two"}
  - date: 2017-02-11
---
"""


@pytest.mark.parametrize("before", ["", "\n\n\n", "\ufeff"])
def test_every_value_has_its_line_its_column_and_its_width(before: str) -> None:
    mapping, _, _, problems = read(before + NESTED)
    assert mapping is not None and problems == ()
    lead = before.count("\n")
    assert walked(mapping) == {
        "title": (lead + 2, 10, 6),
        "date": (lead + 3, 9, 12),
        "tags.0": (lead + 4, 8, 6),
        "tags.1": (lead + 4, 16, 15),
        "tags.2": (lead + 4, 33, 5),
        "regions.0": (lead + 6, 5, 4),
        "regions.1": (lead + 7, 7, 5),
        "photo.file": (lead + 9, 9, 5),
        "photo.focus.x": (lead + 10, 14, 3),
        "corrections.0.date": (lead + 12, 12, 10),
        "corrections.0.text": (lead + 12, 30, 5),
        "corrections.1.date": (lead + 13, 11, 10),
    }


def test_the_names_of_fields_have_places_too() -> None:
    mapping, _, _, _ = read(NESTED)
    assert mapping is not None
    assert [key.place for key, _ in mapping.entries][:2] == [
        Place(path="en.md", line=2, column=1, width=5),
        Place(path="en.md", line=3, column=1, width=6),
    ]


HIDDEN = ["\\u202e", "\\u0001", "\\0", "\\u200b", "\\e", "\\N", "\\L"]


@pytest.mark.parametrize("escape", HIDDEN)
def test_a_character_that_nobody_can_see_does_not_get_in_as_an_escape(site: SiteBuilder, escape: str) -> None:
    site.story("floods", en={"title": f'"Relief{escape}arrives"'}).check()

    assert [(one.code, one.place.line, one.place.column) for one in site.problems()] == [
        ("character-forbidden", 2, 8)
    ]


@pytest.mark.parametrize(
    ("header", "advice"),
    [
        ("photo:\n\tfile: a.jpg", "indent with spaces"),
        ("photo:\n  file: a.jpg\n\tcredit: B", "indent with spaces"),
        ("tags:\n- floods\n\t- health", "indent with spaces"),
        ("\ttitle: A", "remove the tab"),
        ("title: A\n\tsummary: B", "remove the tab"),
    ],
    ids=["in a group", "in a group that has begun", "in a list", "the first field", "a field of its own"],
)
def test_the_advice_on_a_tab_leads_to_no_other_error(header: str, advice: str) -> None:
    [found] = read(f"---\n{header}\n---\n")[3]
    mended = header.replace("\t- ", "- ").replace("\t", "  " if "indent" in advice else "")

    assert str(dict(found.facts)["advice"]).startswith(advice)
    assert read(f"---\n{mended}\n---\n")[3] == ()
