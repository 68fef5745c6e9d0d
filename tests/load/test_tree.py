"""What stands in the folders of a project, found without following or opening anything unsafe."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.load.sources import sources_of
from bulletin.load.tree import Folder, find_folders, find_static, find_strays
from ordinary_user import as_nobody

TOP = "content/stories"


def lay(root: Path, *paths: str) -> Path:
    """Files (names with a dot) and folders below content/stories."""
    (root / TOP).mkdir(parents=True, exist_ok=True)
    for path in paths:
        file = root / TOP / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if "." in file.name:
            file.touch()
        else:
            file.mkdir(exist_ok=True)
    return root


def found(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """(keys, problems as (code, path below content/stories))."""
    folders, problems = find_folders(sources_of(root), TOP)
    return (
        [folder.key for folder in folders],
        [(one.code, one.place.path.removeprefix(f"{TOP}/")) for one in problems],
    )


def test_a_folder_is_a_story_with_articles_and_pictures(tmp_path: Path) -> None:
    lay(tmp_path, "2017/floods/es.md", "2017/floods/en.md", "2017/floods/lead.jpg", "2017/floods/b.PNG")
    folders, problems = find_folders(sources_of(tmp_path), TOP)
    path = f"{TOP}/2017/floods"
    assert problems == ()
    assert folders == (
        Folder(
            key="floods",
            path=path,
            articles=(("en", f"{path}/en.md"), ("es", f"{path}/es.md")),
            pictures=("b.PNG", "lead.jpg"),
        ),
    )


def test_folders_of_folders_only_keep_order(tmp_path: Path) -> None:
    lay(tmp_path, "a/en.md", "2017/02/b/en.md", "2016/c/es.md", "2017/02/11/d/en.md")
    assert found(tmp_path) == (["c", "d", "b", "a"], [])


def test_no_folder_of_stories_is_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("paths", "keys", "problems"),
    [
        pytest.param(["floods/a.jpg"], ["floods"], [("folder-without-article", "floods")], id="picture only"),
        pytest.param(["floods"], [], [("folder-without-article", "floods")], id="empty folder"),
        pytest.param(
            ["floods/fr.md"],
            ["floods"],
            [("file-unexpected", "floods/fr.md")],
            id="another language",
        ),
        pytest.param(
            ["floods/EN.md"],
            ["floods"],
            [("file-unexpected", "floods/EN.md")],
            id="language in capitals",
        ),
        pytest.param(["floods/en.md", "floods/notes.txt"], ["floods"], [("file-unexpected", "floods/notes.txt")], id="notes"),
        pytest.param(["floods/en.md", "floods/map.svg"], ["floods"], [("file-unexpected", "floods/map.svg")], id="SVG"),
        pytest.param(["floods/en.md", "floods/img/a.jpg"], ["floods", "img"], [("folder-nested", "floods")], id="folder in a story"),
        pytest.param(["floods/en.md", "floods/img/old"], ["floods"], [("folder-nested", "floods")], id="empty folder in a story"),
        pytest.param(["2017/notes.txt", "2017/floods/en.md"], ["floods"], [("file-unexpected", "2017/notes.txt")], id="file in a year"),
        pytest.param(["2017/a.jpg", "2017/floods/en.md"], ["floods"], [("file-unexpected", "2017/a.jpg")], id="picture in a year"),
        pytest.param(["en.md"], [], [("file-unexpected", "en.md")], id="file beside the stories"),
        pytest.param(["Floods/en.md"], ["Floods"], [("name-invalid", "Floods")], id="capital letter"),
        pytest.param(["fl oods/en.md"], ["fl oods"], [("name-invalid", "fl oods")], id="space"),
        pytest.param(["junín/en.md"], ["junín"], [("name-invalid", "junín")], id="accent"),
        pytest.param(["floods/en.md", "floods/José.jpg"], ["floods"], [("name-invalid", "floods/José.jpg")], id="accent in a picture"),
        pytest.param(["floods/en.md", "floods/IMG_1.2.JPG"], ["floods"], [], id="a camera's name"),
        pytest.param(
            ["floods/en.md", "floods/.DS_Store", "floods/en.md~", "floods/.en.md.swp", ".git/x.y", "a.tmp"],
            ["floods"],
            [],
            id="what editors leave",
        ),
    ],
)  # fmt: skip
def test_stray_files_and_names(
    tmp_path: Path, paths: list[str], keys: list[str], problems: list[tuple[str, str]]
) -> None:
    assert found(lay(tmp_path, *paths)) == (keys, problems)


@pytest.mark.parametrize(
    ("name", "beside", "suggestion"),
    [
        pytest.param("EN.md", "es.md", "en.md", id="capitals"),
        pytest.param("en.md.txt", "es.md", "en.md", id="two endings"),
        pytest.param("es.txt", "en.md", "es.md", id="another ending"),
        pytest.param("english.md", "es.md", "en.md", id="English"),
        pytest.param("Espa\u00f1ol.md", "en.md", "es.md", id="Spanish"),
        pytest.param("Espan\u0303ol.md", "en.md", "es.md", id="Spanish, decomposed"),
        pytest.param("es-MX.md", "en.md", "es.md", id="a locale"),
        pytest.param("en (1).md", "es.md", "en.md", id="downloaded twice"),
        pytest.param("en copy.md", "en.md", "", id="a copy of what is there"),
        pytest.param("en.docx", "es.md", "", id="a document of Word"),
        pytest.param("notes.md", "en.md", "", id="notes"),
        pytest.param("energy.txt", "es.md", "", id="a word that begins with en"),
        pytest.param("2017.md", "es.md", "", id="no word"),
    ],
)
def test_a_text_by_another_name_is_told_what_it_should_be_called(
    tmp_path: Path, name: str, beside: str, suggestion: str
) -> None:
    _, (problem,) = find_folders(sources_of(lay(tmp_path, f"floods/{name}", f"floods/{beside}")), TOP)

    assert (problem.code, dict(problem.facts)["suggestion"]) == ("file-unexpected", suggestion)


@pytest.mark.parametrize(
    ("paths", "example"),
    [
        pytest.param(["Relief Arrives/en.md"], "relief-arrives", id="folder"),
        pytest.param(["\u00bf/en.md"], "relief-arrives", id="folder without a letter"),
        pytest.param(["floods/en.md", "floods/Mi Inundaci\u00f3n.JPG"], "mi-inundacion.jpg", id="picture"),
        pytest.param(["floods/en.md", "floods/\u00bf.png"], "bridge.png", id="picture without a letter"),
    ],
)
def test_a_name_that_cannot_be_is_told_with_one_that_can(
    tmp_path: Path, paths: list[str], example: str
) -> None:
    _, (problem,) = find_folders(sources_of(lay(tmp_path, *paths)), TOP)

    assert (problem.code, dict(problem.facts)["example"]) == ("name-invalid", example)


def test_names_are_compared_in_one_unicode_form(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "junín")
    assert found(lay(tmp_path, f"{decomposed}/en.md")) == (["junín"], [("name-invalid", decomposed)])


def test_a_name_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    lay(tmp_path, "floods/en.md")
    (Path(os.fsdecode(os.fsencode(tmp_path) + f"/{TOP}/floods/".encode() + b"\xff.jpg"))).touch()
    assert found(tmp_path) == (["floods"], [("name-invalid", "floods/\udcff.jpg")])


def _socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the address of a socket has room for a short path only
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(os.mkfifo, id="pipe"),
        pytest.param(_socket, id="socket"),
        pytest.param(lambda path: path.symlink_to("../../../secret.md"), id="link to a file outside"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), id="link to a device"),
        pytest.param(lambda path: path.symlink_to(".."), id="link to a folder above"),
        pytest.param(lambda path: path.symlink_to("es.md"), id="link to itself"),
        pytest.param(lambda path: path.symlink_to("gone.md"), id="link to nothing"),
    ],
)
def test_what_is_no_file_of_its_own_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "secret.md").write_text("secret")
    make(lay(tmp_path, "floods/en.md") / TOP / "floods/es.md")
    assert found(tmp_path) == (["floods"], [("file-not-regular", "floods/es.md")])


@pytest.mark.parametrize("target", [".", "../..", "/"])
def test_a_link_for_a_folder_is_not_entered(tmp_path: Path, target: str) -> None:
    (lay(tmp_path, "floods/en.md") / TOP / "2017").symlink_to(target)
    assert found(tmp_path) == (["floods"], [("file-not-regular", "2017")])


def test_the_folder_of_all_stories_is_no_link_either(tmp_path: Path) -> None:
    lay(tmp_path / "elsewhere", "floods/en.md")
    (tmp_path / "content").mkdir()
    (tmp_path / TOP).symlink_to(tmp_path / "elsewhere" / TOP)
    assert found(tmp_path) == ([], [("file-not-regular", TOP)])


def test_a_folder_that_cannot_be_read_is_a_problem() -> None:
    root = Path(tempfile.mkdtemp())
    try:
        folder = lay(root, "floods/en.md") / TOP / "floods"
        folder.chmod(0)
        root.chmod(0o755)

        def look() -> int:
            print(found(root)[1][0])
            return 0

        _, said = as_nobody(look, root)
        assert said == "('file-unreadable', 'floods')\n"
    finally:
        shutil.rmtree(root)


def test_static_files_are_found_in_all_folders_with_dots_but_without_links(tmp_path: Path) -> None:
    static = tmp_path / "static"
    (static / ".well-known").mkdir(parents=True)
    for name in ("CNAME", ".nojekyll", ".well-known/security.txt", "x.css~"):
        (static / name).touch()
    (static / "leak").symlink_to("/etc")
    paths, problems = find_static(sources_of(tmp_path))
    assert paths == ("static/.nojekyll", "static/.well-known/security.txt", "static/CNAME")
    assert [(one.code, one.place.path) for one in problems] == [("file-not-regular", "static/leak")]


def test_a_folder_with_a_mistyped_name_is_an_error(tmp_path: Path) -> None:
    lay(tmp_path, "floods/en.md")
    (tmp_path / TOP).rename(tmp_path / "content/storys")
    (problem,) = find_strays(sources_of(tmp_path))
    assert (problem.code, dict(problem.facts)["suggestion"]) == ("folder-unknown", "stories")


@pytest.mark.parametrize("name", [".puente-notes", "a\\b.txt", "a\tb.txt", "C:x", "caf\udce9"])
def test_a_static_file_that_cannot_be_published_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / name).touch()
    paths, (problem,) = find_static(sources_of(tmp_path))
    assert (paths, problem.code) == ((), "name-invalid")
