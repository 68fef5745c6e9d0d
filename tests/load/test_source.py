"""Bytes -> text that may be trusted, or what is wrong with the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.load.source import read_bytes, read_source, text_of
from bulletin.model import Diagnostic


def placed(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in problems]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a\nb\n", "a\nb\n", id="as it stands"),
        pytest.param(b"\xef\xbb\xbfa\n", "a\n", id="byte order mark"),
        pytest.param(b"a\r\nb\r\n", "a\nb\n", id="CRLF"),
        pytest.param(b"a\rb\r", "a\nb\n", id="CR"),
        pytest.param(b"a\r\nb\rc\n", "a\nb\nc\n", id="all line ends"),
        pytest.param("Jun\u0069\u0301n".encode(), "Jun\u00edn", id="decomposed"),
        pytest.param("«¿Qué?» ½\u00a0% 👍🏽".encode(), "«¿Qué?» ½\u00a0% 👍🏽", id="Spanish and emoji"),
        pytest.param(b"a\tb", "a\tb", id="tab"),
    ],
)
def test_text_is_made_one_form(data: bytes, text: str) -> None:
    source, problems = text_of("a.md", data)
    assert problems == ()
    assert source is not None and source.text == text


@pytest.mark.parametrize(
    ("data", "expected", "facts"),
    [
        pytest.param(b"", ("file-empty", 0, 0), {}, id="nothing"),
        pytest.param(b" \n\r\n\t", ("file-empty", 0, 0), {}, id="blank lines"),
        pytest.param(b"\xef\xbb\xbf", ("file-empty", 0, 0), {}, id="byte order mark alone"),
        pytest.param(b"Per\xfa", ("file-not-utf8", 1, 4), {"offset": 3, "byte": "fa"}, id="Latin-1"),
        pytest.param(b"a\nbc \xe9\n", ("file-not-utf8", 2, 4), {"offset": 5, "byte": "e9"}, id="in line 2"),
        pytest.param(
            "ñandú ".encode() + b"\xff",
            ("file-not-utf8", 1, 7),
            {"offset": 8, "byte": "ff"},
            id="columns are characters",
        ),
        pytest.param(
            b"\xef\xbb\xbfa\xff", ("file-not-utf8", 1, 2), {"offset": 4, "byte": "ff"}, id="after the mark"
        ),
        pytest.param(
            b"a\r\nb\rc\xff", ("file-not-utf8", 3, 2), {"offset": 6, "byte": "ff"}, id="other line ends"
        ),
        pytest.param("añ".encode("utf-16"), ("file-not-utf8", 1, 1), {"byte": "ff"}, id="UTF-16"),
        pytest.param(b"\xed\xa0\x80", ("file-not-utf8", 1, 1), {"byte": "ed"}, id="half a surrogate"),
    ],
)
def test_bytes_that_are_no_text_are_named(
    data: bytes, expected: tuple[str, int, int], facts: dict[str, str | int]
) -> None:
    source, problems = text_of("a.md", data)
    assert source is None
    assert placed(problems) == [expected]
    assert facts.items() <= dict(problems[0].facts).items()


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        pytest.param("\x00", "U+0000 (control character)", id="NUL"),
        pytest.param("\x02", "U+0002 (control character)", id="STX, which Markdown uses itself"),
        pytest.param("\x1b", "U+001B (control character)", id="escape"),
        pytest.param("\x0b", "U+000B (control character)", id="vertical tab"),
        pytest.param("\x0c", "U+000C (control character)", id="form feed"),
        pytest.param("\x7f", "U+007F (control character)", id="delete"),
        pytest.param("\x85", "U+0085 (control character)", id="next line"),
        pytest.param("\u2028", "U+2028 (line separator)", id="line separator"),
        pytest.param("\u202e", "U+202E (right-to-left override)", id="direction override"),
        pytest.param("\u2066", "U+2066 (left-to-right isolate)", id="direction isolate"),
        pytest.param("\u200b", "U+200B (zero width space)", id="zero width space"),
        pytest.param("\ufeff", "U+FEFF (zero width no-break space)", id="a mark in the middle"),
        pytest.param("\U000e0041", "U+E0041 (tag latin capital letter a)", id="tag"),
    ],
)
def test_signs_that_cannot_be_seen_are_refused(sign: str, name: str) -> None:
    source, problems = text_of("a.md", f"good\nab{sign}c{sign}\n{sign}".encode())
    assert source is None
    assert placed(problems) == [("character-forbidden", 2, 3), ("character-forbidden", 3, 1)]
    assert dict(problems[0].facts) == {"character": name}


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 11)
    source, problems = read_source(tmp_path, "a.md", 10)
    assert source is None
    assert [(one.code, dict(one.facts)) for one in problems] == [("file-too-long", {"size": 11, "limit": 10})]
    assert read_bytes(tmp_path, "a.md", 11) == (b"x" * 11, ())


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    data, problems = read_bytes(tmp_path, "a.md", 10)
    assert data is None
    assert placed(problems) == [("file-not-regular", 0, 0)]


@pytest.mark.parametrize("target", ["/dev/zero", "real.md", "missing.md", "a.md", "."])
def test_a_link_is_never_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "real.md").write_text("secret")
    (tmp_path / "a.md").symlink_to(target)
    data, problems = read_bytes(tmp_path, "a.md", 10)
    assert data is None
    assert placed(problems) == [("file-not-regular", 0, 0)]


def test_a_file_that_is_gone_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    data, problems = read_bytes(tmp_path, "a.md", 10)
    assert data is None
    assert [(one.code, dict(one.facts)) for one in problems] == [
        ("file-unreadable", {"reason": "No such file or directory"})
    ]


class Writer:
    """Another program: adds a line to a file whenever a reader asks for its facts."""

    def __init__(self, path: Path, times: int) -> None:
        self.path, self.left, self.fstat = path, times, os.fstat

    def __call__(self, number: int) -> os.stat_result:
        facts = self.fstat(number)
        if self.left:
            self.left -= 1
            with self.path.open("ab") as file:
                file.write(b"more\n")
        return facts


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"first\n")
    monkeypatch.setattr(os, "fstat", Writer(path, 2))
    assert read_bytes(tmp_path, "a.md", 1000) == (b"first\nmore\nmore\n", ())


def test_a_file_that_never_rests_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"first\n")
    monkeypatch.setattr(os, "fstat", Writer(path, 100))
    data, problems = read_bytes(tmp_path, "a.md", 1000)
    assert data is None
    assert placed(problems) == [("file-changed", 0, 0)]
