"""The sources: names, kinds and digests, each file opened at most once and only when it may have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.digest import digest_bytes
from bulletin.load.sources import SourceFile, Sources, sources_of
from bulletin.snapshot import MOMENT

LIMIT = 100
TEXT = b"words"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in (
        "content/stories/a/en.md",
        "content/stories/a.txt",
        "content/tags.yaml",
        "contents/x",
        "bulletin.toml",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(TEXT)
    (tmp_path / "content/link").symlink_to("stories")
    return tmp_path


def test_folders_are_listed_and_kinds_are_known(root: Path) -> None:
    sources = sources_of(root)

    assert list(sources.listed("content")) == ["link", "stories", "tags.yaml"]
    assert sources.listed("content/nothing") == {}
    paths = ("bulletin.toml", "content/stories", "content/link", "content/tags.yaml", "content/no", "no/no")
    assert [sources.kind(path) for path in paths] == ["file", "folder", "other", "file", "", ""]


def test_what_is_below_a_folder_is_found_in_all_its_folders_and_nowhere_else(root: Path) -> None:
    sources = sources_of(root)

    assert sources.below("content") == ("link", "stories/a.txt", "stories/a/en.md", "tags.yaml")
    assert sources.below("content/stories/a") == ("en.md",)
    assert (sources.below("contents"), sources.below("content/st")) == ((), ())


def test_a_file_has_the_digest_of_its_bytes(root: Path) -> None:
    found = sources_of(root).file("content/tags.yaml", LIMIT)

    assert found == SourceFile(path="content/tags.yaml", digest=digest_bytes(TEXT))


@pytest.mark.parametrize("path", ["content/link", "content/stories", "content/no"])
def test_what_is_no_file_has_no_digest(root: Path, path: str) -> None:
    assert sources_of(root).file(path, LIMIT).digest == ""


def test_a_file_that_is_longer_than_may_be_has_no_digest(root: Path) -> None:
    sources = sources_of(root)

    assert sources.file("content/tags.yaml", len(TEXT) - 1).digest == ""
    assert sources.file("content/tags.yaml", len(TEXT)).digest == digest_bytes(TEXT)


def test_a_file_that_has_gone_since_has_no_digest(root: Path) -> None:
    sources = sources_of(root)
    (root / "content/tags.yaml").unlink()

    assert sources.file("content/tags.yaml", LIMIT).digest == ""


def test_a_file_is_opened_once_and_not_at_all_where_it_was_known_before(root: Path) -> None:
    before = sources_of(root)
    known = before.file("content/tags.yaml", LIMIT)
    before.snapshot.at += 2 * MOMENT
    (root / "content/tags.yaml").chmod(0o600)  # so it looks different
    again = sources_of(root, before.snapshot)
    unchanged = Sources(root, before.snapshot)
    (root / "content/tags.yaml").unlink()

    assert unchanged.file("content/tags.yaml", LIMIT) == known
    assert again.file("content/tags.yaml", LIMIT).digest == ""
