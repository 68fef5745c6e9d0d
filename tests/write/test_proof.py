"""The proof: put in place file by file, taken up again by the next process, and swept of what is no part of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.write.ledger import LEDGER
from bulletin.write.proof import Standing, proof
from bulletin.write.tree import survey

OLD = {"index.html": b"front", "en/a/index.html": b"a", "en/b/index.html": b"b"}


def put(tree: Path, standing: Standing, files: Mapping[str, bytes]) -> tuple[int, int, int]:
    with proof(tree, standing) as new:
        for path, data in files.items():
            new.take(new.put(path, data, "f"))
        done = new.commit()
    return done.written, done.unchanged, done.removed


def below(tree: Path) -> dict[str, bytes]:
    return {
        path: (tree / path).read_bytes()
        for path, kind in survey(tree).items()
        if kind == "file" and path != LEDGER
    }


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return tmp_path / "proof" / "site"


def test_the_first_proof_makes_its_folder(tree: Path) -> None:
    assert put(tree, Standing(), OLD) == (3, 0, 0)
    assert below(tree) == OLD
    assert [path.name for path in tree.parent.iterdir()] == ["site"]


def test_only_what_is_another_is_written_and_what_is_gone_is_removed_with_its_folder(tree: Path) -> None:
    standing = Standing()
    put(tree, standing, OLD)
    inode = (tree / "en/a/index.html").stat().st_ino

    assert put(tree, standing, {"index.html": b"new", "en/a/index.html": b"a"}) == (1, 1, 1)
    assert below(tree) == {"index.html": b"new", "en/a/index.html": b"a"}
    assert standing.written == ("index.html", "en/b/index.html")
    assert (tree / "en/a/index.html").stat().st_ino == inode
    assert not (tree / "en/b").exists()


def test_without_a_commit_the_proof_is_as_it_was(tree: Path) -> None:
    standing = Standing()
    put(tree, standing, OLD)
    with proof(tree, standing) as new:
        new.take(new.put("index.html", b"new"))

    assert below(tree) == OLD
    assert [path.name for path in tree.parent.iterdir()] == ["site"]


def test_another_process_finds_what_stands_and_sweeps_the_rest(tree: Path) -> None:
    put(tree, Standing(), OLD)
    (tree / "en/a/index.html").write_bytes(b"by hand")
    (tree / "en/left.html").write_bytes(b"of a process that was killed")
    (tree / "es").mkdir()

    assert put(tree, Standing(), OLD) == (1, 2, 0)
    assert below(tree) == OLD
    assert not (tree / "es").exists()


def test_a_stage_that_was_left_is_cleared(tree: Path) -> None:
    standing = Standing()
    put(tree, standing, OLD)
    stage = tree.with_name(".site.stage")
    stage.mkdir()

    assert put(tree, standing, OLD) == (0, 3, 0)
    assert not stage.exists()


def test_a_file_gives_way_to_a_folder_and_a_folder_to_a_file(tree: Path) -> None:
    standing = Standing()
    put(tree, standing, {"a": b"file", "b/c": b"below"})
    put(tree, standing, {"a/x": b"below", "b": b"file"})

    assert below(tree) == {"a/x": b"below", "b": b"file"}


def test_two_files_for_one_path_are_refused(tree: Path) -> None:
    with proof(tree, Standing()) as new, pytest.raises(ValueError, match="two files for one path"):
        for _ in range(2):
            new.take(new.put("index.html", b"x"))


def test_where_a_move_fails_nothing_is_taken_for_known(tree: Path) -> None:
    standing = Standing()
    put(tree, standing, OLD)
    (tree / "en/c").mkdir()
    (tree / "en/c/index.html").mkdir()

    with pytest.raises(BulletinError):
        put(tree, standing, {**OLD, "en/c/index.html": b"c"})
    assert not standing.known
    (tree / "en/c/index.html").rmdir()
    assert put(tree, standing, {**OLD, "en/c/index.html": b"c"}) == (1, 3, 0)
