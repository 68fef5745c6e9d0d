from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.write.ledger import LEDGER, Entry, Ledger, check_path, ledger_bytes, ledger_of, read_ledger

TWO = (
    Entry(path="es/ñandú/index.html", digest="b" * 32, size=7),
    Entry(path="en/index.html", digest="a" * 32, size=12, fingerprint="f1"),
)


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_bytes(ledger_bytes(ledger_of(TWO)))
    assert read_ledger(tmp_path) == ledger_of(TWO)


def test_an_empty_ledger_is_a_ledger(tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_bytes(ledger_bytes(Ledger()))
    assert read_ledger(tmp_path) == Ledger()


def test_the_order_of_the_entries_changes_no_byte() -> None:
    assert ledger_bytes(ledger_of(TWO)) == ledger_bytes(ledger_of(reversed(TWO)))


def test_a_tree_without_a_ledger_has_none(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) is None
    assert read_ledger(tmp_path / "absent") is None


def test_a_ledger_with_any_byte_changed_is_no_ledger(tmp_path: Path) -> None:
    whole = ledger_bytes(ledger_of(TWO))
    for at in range(len(whole)):
        (tmp_path / LEDGER).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_ledger(tmp_path) is None, at


def test_a_ledger_cut_short_anywhere_is_no_ledger(tmp_path: Path) -> None:
    whole = ledger_bytes(ledger_of(TWO))
    for at in range(len(whole)):
        (tmp_path / LEDGER).write_bytes(whole[:at])
        assert read_ledger(tmp_path) is None, at


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("../outside.html", id="a step up"),
        pytest.param("/etc/passwd", id="a root"),
        pytest.param("C:/boot.ini", id="a drive"),
        pytest.param("a/../../b", id="a step up in the middle"),
    ],
)
def test_a_ledger_that_names_a_file_outside_is_no_ledger_though_its_checksum_is_right(
    tmp_path: Path, path: str
) -> None:
    (tmp_path / LEDGER).write_bytes(ledger_bytes(ledger_of([Entry(path=path, digest="a" * 32, size=1)])))
    assert read_ledger(tmp_path) is None


def test_a_ledger_that_names_a_file_twice_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_bytes(ledger_bytes(ledger_of([TWO[0], TWO[0]])))
    assert read_ledger(tmp_path) is None


@pytest.mark.parametrize(
    "path",
    ["index.html", "en/2017/02/a-b/index.html", ".nojekyll", "..a/b..", "es/buscar/ñ.json", ".well-known/x"],
)
def test_an_ordinary_path_is_allowed(path: str) -> None:
    check_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        "..",
        "a/..",
        "../a",
        ".",
        "./a",
        "a/./b",
        "a\\b",
        "C:a",
        "a\nb",
        "a\tb",
        "a\0",
        "\ud800",
        ".puente-ledger",
        ".puente-stage/a",
        ".Puente-Ledger",
    ],
)
def test_a_path_that_could_leave_the_output_is_refused(path: str) -> None:
    with pytest.raises(ValueError):
        check_path(path)
