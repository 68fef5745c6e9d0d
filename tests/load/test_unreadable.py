"""A header that libyaml cannot read: the slip is named where the writer made it, with the advice that fits it."""

from __future__ import annotations

import random

import pytest

from bulletin.diagnostics.printing import words_of
from bulletin.load.header import read_fields

Found = tuple[str, int, int]


def told(header: str) -> tuple[Found, str]:
    """((rule, line, column), message and advice) of the one problem of a header."""
    mapping, (problem,) = read_fields("en.md", header)
    assert mapping is None
    return (problem.code, problem.place.line, problem.place.column), " / ".join(words_of(problem, str))


@pytest.mark.parametrize(
    ("header", "expected", "says"),
    [
        pytest.param('a: "x\nb: y', ("value-unclosed", 1, 4), 'put " at its end', id="quote to the end"),
        pytest.param('a: "x\nb: "y"\nc: z', ("value-unclosed", 1, 4), 'put " at its end', id="quote to the next"),
        pytest.param('a: "x\nb: y"\nc: z', ("value-unclosed", 1, 4), 'put " at its end', id="quote that takes a field in"),
        pytest.param("a: 'x\nb: it's\nc: z", ("value-unclosed", 1, 4), "put ' at its end", id="single quote"),
        pytest.param("a: 'tis\nb: y", ("value-unclosed", 1, 4), "in other quotes", id="apostrophe"),
        pytest.param('"a: x\nb: y', ("value-unclosed", 1, 1), 'put " at its end', id="quote before a name"),
        pytest.param('a:\n  b: "x\n  c: y\nd: z', ("value-unclosed", 2, 6), 'put " at its end', id="quote in a group"),
        pytest.param("a: [x, y\nb: z", ("value-unclosed", 1, 4), "put ] at its end", id="bracket"),
        pytest.param("a: {b: x\nc: z", ("value-unclosed", 1, 4), "put } at its end", id="brace"),
        pytest.param("a: [[x, y]\nb: z", ("value-unclosed", 1, 4), "put ] at its end", id="outer bracket"),
        pytest.param("a: {b: [x}\nc: z", ("value-unclosed", 1, 8), "put ] at its end", id="inner bracket"),
        pytest.param("a: [x, y}\nb: z", ("value-unclosed", 1, 4), "put ] at its end", id="wrong bracket"),
        pytest.param('a: {b: x, c: "y}\nd: z', ("value-unclosed", 1, 14), 'put " at its end', id="quote in braces"),
        pytest.param("a: [#x, y]\nb: z", ("value-unclosed", 1, 4), "put the text with # in quotes", id="comment in brackets"),
        pytest.param("a: [it's, x\nb: z", ("value-unclosed", 1, 4), "put ] at its end", id="apostrophe in brackets"),
        pytest.param('a: "x" y\nb: z', ("value-goes-on", 1, 8), "a: '\"x\" y'", id="text behind quotes"),
        pytest.param("a: 'it's x'\nb: z", ("value-goes-on", 1, 8), 'a: "it\'s x"', id="apostrophe in single quotes"),
        pytest.param("a: [x] y\nb: z", ("value-goes-on", 1, 8), 'a: "[x] y"', id="text behind brackets"),
        pytest.param("a: [x]]\nb: z", ("header-syntax", 1, 7), "this bracket closes nothing", id="bracket too many"),
        pytest.param("a:x\nb: y", ("header-space", 1, 2), "a: x", id="no space, first"),
        pytest.param("a: x\nb:y\nc: z", ("header-space", 2, 2), "b: y", id="no space, between"),
        pytest.param("a: x\nb:[y]", ("header-space", 2, 2), "b: [y]", id="no space, last, list"),
        pytest.param("a:x", ("header-space", 1, 2), "a: x", id="no space, alone"),
        pytest.param("a:x\nb:y", ("header-space", 1, 2), "a: x", id="no space at all"),
        pytest.param("a:\u00a0x\nb: y", ("header-space", 1, 2), "not an ordinary one", id="hard space"),
        pytest.param("a: x\n b: y\nc: z", ("header-indent", 2, 2), "by 1, the fields above it by 0", id="indented"),
        pytest.param(" a: x\nb: y", ("header-indent", 2, 1), "by 0, the fields above it by 1", id="first one indented"),
        pytest.param('a: "x"\n b: y', ("header-indent", 2, 2), "by 1, the", id="indented below quotes"),
        pytest.param("a: [x]\n b: y", ("header-indent", 2, 2), "by 1, the", id="indented below brackets"),
        pytest.param("a:\n  b: x\n   c: y", ("header-indent", 3, 4), "by 3, the fields above it by 2", id="too far in a group"),
        pytest.param("a:\n  b: x\n c: y", ("header-indent", 3, 2), "by 1, the fields above it by 2", id="not far enough in a group"),
        pytest.param("a:\n  - x\n - y", ("header-indent", 3, 2), "by 1, the", id="list"),
        pytest.param("a:\n  - x\n  b: y", ("header-indent", 3, 3), "by 2, the fields above it by 0", id="field below a list"),
        pytest.param("a: “x: y”\nb: z", ("header-curly", 1, 4), 'a: "x: y"', id="curly quotes"),
        pytest.param("a: «x: y»\nb: z", ("header-curly", 1, 4), 'a: "x: y"', id="guillemets"),
        pytest.param("a: x: y\nb: z", ("header-colon", 1, 5), 'a: "x: y"', id="colon"),
        pytest.param('a: x "y": z\nb: z', ("header-colon", 1, 9), "a: 'x \"y\": z'", id="colon and quotes"),
        pytest.param("a: x\n  and y: z", ("header-colon", 2, 8), "put the text in quotes", id="colon in the second line"),
        pytest.param("a = x\nb: y", ("header-syntax", 1, 1), "this line is not a field", id="equals sign"),
        pytest.param("a: x\ny\nb: z", ("header-syntax", 2, 1), "indent a line that goes on", id="text that goes on at the margin"),
        pytest.param('a: "x\\d"', ("header-syntax", 1, 6), "put the text in single quotes", id="backslash"),
        pytest.param("a: - x", ("header-syntax", 1, 4), "a text cannot begin with this sign", id="dash"),
        pytest.param("a: | x", ("header-syntax", 1, 4), "a text cannot begin with this sign", id="bar"),
        pytest.param('a: "x" : y', ("header-colon", 1, 8), "put the text in quotes", id="colon behind quotes"),
        pytest.param("[a]: b: c", ("header-colon", 1, 7), "put the text in quotes", id="list for a name"),
        pytest.param("a: @x", ("header-syntax", 1, 4), "a text cannot begin with this sign", id="at sign"),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_was_made(header: str, expected: Found, says: str) -> None:
    place, words = told(header)

    assert place == expected
    assert says in words


GOOD = [
    pytest.param('a: "x\n  b: y"\nc: z', id="quotes over two lines, one like a field"),
    pytest.param('a: "x\n  y"', id="quotes over two lines"),
    pytest.param("a: 'it''s'", id="apostrophe doubled"),
    pytest.param("a: [x,\n  y]", id="brackets over two lines"),
    pytest.param("a: {\n  b: x,\n  c: y\n}", id="braces over lines"),
    pytest.param("a: |\n  b:c\n  'd\nb: x", id="text with a bar"),
    pytest.param("a: https://example.org/", id="address"),
    pytest.param("a: x\n  http://example.org/", id="address on a line of its own"),
    pytest.param("a:\n- x\n- y\nb: z", id="list at the margin"),
    pytest.param("a:\n  - b: x\n    c: y\n  - b: z", id="groups in a list"),
    pytest.param('"a": x', id="name in quotes"),
    pytest.param("a: x # 'b", id="comment"),
    pytest.param("# a:b\na: x", id="comment first"),
]


@pytest.mark.parametrize("header", GOOD)
def test_what_yaml_allows_is_read(header: str) -> None:
    mapping, problems = read_fields("en.md", header)

    assert mapping is not None and problems == ()


@pytest.mark.parametrize("header", GOOD)
def test_a_slip_below_is_not_blamed_on_what_is_good_above(header: str) -> None:
    place, _ = told(f'{header}\nlast: "x" y')

    assert place == ("value-goes-on", header.count("\n") + 2, 11)


PIECES = ("title", "a", ": ", ":", "\n", "\n  ", " ", '"', "'", "[", "]", "{", "}", ", ", "#", " # ", "- ", "|", "&", "?", "“", "\\", "\t", "\u00a0")  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_header_is_too_odd_to_be_told_what_is_wrong_with_it(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        header = "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 25)))
        lines = header.split("\n")
        _, problems = read_fields("en.md", header)
        for problem in problems:
            words_of(problem, str)
            assert 1 <= problem.place.line <= len(lines), header
            assert problem.place.column <= len(lines[problem.place.line - 1]) + 1, header
