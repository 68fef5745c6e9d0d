"""A snapshot: what looks the same is the same, and what may not be is read again."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bulletin import snapshot
from bulletin.snapshot import FOLDER, MOMENT, Snapshot, look, read_snapshot
from ordinary_user import as_nobody

TOPS = ("content", "static", "settings.toml")
DIGEST = "d" * 32


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in (
        "content/b/en.md",
        "content/a/es.md",
        "content/a/en.md",
        "static/style.css",
        "settings.toml",
    ):
        write(tmp_path / path)
    write(tmp_path / "other/file")
    return tmp_path


def write(path: Path, text: str = "words") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def seen(root: Path, before: Snapshot | None = None) -> Snapshot:
    return look(str(root), TOPS, before)


def settled(root: Path) -> Snapshot:
    """A snapshot that was taken long enough after the last change, every file of it with a digest."""
    found = seen(root)
    found.at += 2 * MOMENT
    for _, file in found.files():
        file[5] = DIGEST
    return found


def known(now: Snapshot) -> set[str]:
    """The files that need not be read again."""
    return {path for path, file in now.files() if file[5] == DIGEST}


def listed(monkeypatch: pytest.MonkeyPatch, root: Path) -> list[str]:
    """From here on, the folders that are listed."""
    names: list[str] = []

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        names.append(os.path.relpath(path, root))
        return os.scandir(path)

    monkeypatch.setattr(snapshot, "os", SimpleNamespace(**{**vars(os), "scandir": scandir}))
    return names


# -- what is seen -----------------------------------------------------------------------------------


def test_folders_and_files_are_seen_as_they_are(root: Path) -> None:
    found = seen(root)

    assert found.names.keys() == {"", "content", "content/a", "content/b", "static"}
    assert list(found.names["content"].items()) == [("a", FOLDER), ("b", FOLDER)]
    assert list(found.names["content/a"]) == ["en.md", "es.md"]
    facts = (root / "content/a/en.md").stat()
    assert found.file("content/a/en.md") == [
        "file", 5, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino, "",
    ]  # fmt: skip
    assert found.file("settings.toml") == found.names[""]["settings.toml"]
    assert sorted(path for path, _ in found.files()) == [
        "content/a/en.md", "content/a/es.md", "content/b/en.md", "settings.toml", "static/style.css",
    ]  # fmt: skip
    assert found.trouble == {}


@pytest.mark.parametrize(
    "path", ["content", "content/a", "content/nothing", "nothing/at/all", "other/file", ""]
)
def test_what_is_no_file_that_was_seen_has_no_facts(root: Path, path: str) -> None:
    assert seen(root).file(path) is None


def test_what_is_not_there_is_not_seen(tmp_path: Path) -> None:
    found = seen(tmp_path)

    assert (found.names, found.facts, found.trouble) == ({}, {}, {})


def test_a_folder_that_python_makes_is_passed_by(root: Path) -> None:
    write(root / "content/__pycache__/x.pyc")

    assert "__pycache__" not in seen(root).names["content"]


OTHERS: dict[str, Callable[[Path], object]] = {
    "a link to a file": lambda path: path.symlink_to("en.md"),
    "a link to a folder": lambda path: path.symlink_to("../b"),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a pipe": lambda path: os.mkfifo(path),
}


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_what_is_neither_file_nor_folder_is_named_and_not_followed(
    root: Path, make: Callable[[Path], object]
) -> None:
    make(root / "content/a/odd")
    found = seen(root)

    assert found.names["content/a"]["odd"][0] == "other"
    assert found.file("content/a/odd") is None
    assert "content/a/odd" not in found.names


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_a_top_that_is_neither_file_nor_folder_is_seen_as_such(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "content")

    assert seen(tmp_path).names[""]["content"][0] == "other"


def test_a_name_that_is_not_utf8_is_seen_and_survives_json(root: Path) -> None:
    os.close(os.open(os.fsencode(root) + b"/content/a/\xff.md", os.O_CREAT))
    found = seen(root)

    assert list(found.names["content/a"]) == ["en.md", "es.md", "\udcff.md"]
    assert read_snapshot(json.loads(json.dumps(found.plain()))).names == found.names


@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "names alone"])
def test_a_folder_that_cannot_be_read_is_trouble(mode: int) -> None:
    root = Path(tempfile.mkdtemp())  # pytest's own are closed to others
    root.chmod(0o755)
    write(root / "content/a/en.md")
    write(root / "content/b/en.md")
    (root / "content/a").chmod(mode)

    def action() -> int:
        found = seen(root)
        print(found.trouble, sorted(found.names))
        return 0

    try:
        code, said = as_nobody(action, root / "content")
    finally:
        shutil.rmtree(root)

    assert (code, said) == (0, "{'content/a': 'Permission denied'} ['content', 'content/b']\n")


# -- JSON -------------------------------------------------------------------------------------------


def test_a_snapshot_is_the_same_after_json(root: Path) -> None:
    (root / "content/link").symlink_to("a")
    found = seen(root)
    found.trouble["content/c"] = "Permission denied"
    again = read_snapshot(json.loads(json.dumps(found.plain())))

    assert again.plain() == found.plain()
    assert again.names["content"]["a"] is FOLDER
    assert list(again.files()) == list(found.files())


@pytest.mark.parametrize(
    "plain",
    [{}, {"at": "x"}, {"at": 1}, {"at": 1, "facts": {}, "names": [], "trouble": {}}, [], 3, None,
     {"at": 1, "facts": {}, "names": {"a": {"b": []}}, "trouble": {}}],
)  # fmt: skip
def test_what_is_no_snapshot_is_not_read(plain: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError, IndexError)):
        read_snapshot(plain)  # type: ignore[arg-type]


# -- what was seen before ---------------------------------------------------------------------------


def test_a_folder_that_did_not_change_is_not_listed_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settled(root)
    names = listed(monkeypatch, root)
    now = seen(root, before)

    assert names == []
    assert now.names == before.names
    assert known(now) == {path for path, _ in before.files()}


def test_an_empty_folder_stays_an_empty_folder(root: Path) -> None:
    (root / "content/c").mkdir()

    assert seen(root, settled(root)).names["content/c"] == {}


def test_the_files_of_a_folder_that_did_not_change_are_looked_at_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settled(root)
    names = listed(monkeypatch, root)
    with (root / "content/a/en.md").open("a") as file:
        file.write(" more")
    now = seen(root, before)

    assert names == []
    assert now.file("content/a/en.md") != before.file("content/a/en.md")
    assert known(now) == {path for path, _ in before.files()} - {"content/a/en.md"}


def test_a_folder_seen_shortly_after_its_last_change_is_listed_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settled(root)
    before.at -= 2 * MOMENT
    names = listed(monkeypatch, root)

    assert seen(root, before).names.keys() == before.names.keys()
    assert sorted(names) == ["content", "content/a", "content/b", "static"]


def add(root: Path) -> None:
    write(root / "content/a/notes.md")


def remove(root: Path) -> None:
    (root / "content/a/en.md").unlink()


def rename(root: Path) -> None:
    (root / "content/a/en.md").rename(root / "content/a/notes.md")


def change_names(root: Path) -> None:
    (root / "content/a/en.md").rename(root / "content/a/x")
    (root / "content/a/es.md").rename(root / "content/a/en.md")
    (root / "content/a/x").rename(root / "content/a/es.md")


def replace(root: Path) -> None:
    write(root / "other/new", "Words")
    (root / "other/new").replace(root / "content/a/en.md")


def edit_and_set_the_time_back(root: Path) -> None:
    file = root / "content/a/en.md"
    facts = file.stat()
    file.write_text("WORDS")
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def make_a_link(root: Path) -> None:
    (root / "content/a/en.md").unlink()
    (root / "content/a/en.md").symlink_to("es.md")


def make_a_folder(root: Path) -> None:
    (root / "content/a/en.md").unlink()
    write(root / "content/a/en.md/inside")


def change_a_folder_for_a_file(root: Path) -> None:
    shutil.rmtree(root / "content/a")
    write(root / "content/a")


def swap_folders(root: Path) -> None:
    (root / "content/a").rename(root / "content/x")
    (root / "content/b").rename(root / "content/a")
    (root / "content/x").rename(root / "content/b")


def move_a_folder(root: Path) -> None:
    (root / "content/a").rename(root / "content/b/a")


def edit_the_settings(root: Path) -> None:
    write(root / "settings.toml", "WORDS")


CHANGES = [
    add, remove, rename, change_names, replace, edit_and_set_the_time_back, make_a_link, make_a_folder,
    change_a_folder_for_a_file, swap_folders, move_a_folder, edit_the_settings,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_a_second_look_sees_what_a_first_one_would(
    root: Path, change: Callable[[Path], object]
) -> None:
    before = settled(root)
    texts = {path: (root / path).read_text() for path, _ in before.files()}
    change(root)
    now, anew = seen(root, before), seen(root)

    def without_digests(one: Snapshot) -> dict[str, dict[str, list[object]]]:
        return {
            folder: {name: file[:5] for name, file in names.items()} for folder, names in one.names.items()
        }

    assert without_digests(now) == without_digests(anew)
    assert now.names != before.names
    assert {path: (root / path).read_text() for path in known(now)}.items() <= texts.items()


# -- doubt ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "doubtful"),
    [(-MOMENT, True), (0, True), (MOMENT - 1, True), (MOMENT, False), (100 * MOMENT, False)],
    ids=["in the future", "now", "just within", "just not", "long ago"],
)
def test_a_file_touched_shortly_before_it_was_seen_is_doubtful(age: int, doubtful: bool) -> None:
    at = 1_500_000_000_000_000_000

    assert Snapshot(at).is_doubtful(["file", 5, 0, at - age, 7, DIGEST]) is doubtful


def test_the_digest_of_a_doubtful_file_is_not_carried_over(root: Path) -> None:
    before = settled(root)
    before.at -= 2 * MOMENT

    assert known(seen(root, before)) == set()


def test_an_old_time_of_modification_does_not_settle_a_file(root: Path) -> None:
    os.utime(root / "content/a/en.md", (0, 0))
    found = seen(root)
    file = found.file("content/a/en.md")

    assert file is not None and found.is_doubtful(file)
