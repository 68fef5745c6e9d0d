from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.write.target import check_target

REFUSED, ALLOWED = 3, 0


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home" / "ana"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home" / "ana"))
    root = tmp_path / "home" / "ana" / "bulletin-site"
    for name in (".git", "bulletin", "content/stories", "locales", "static", "templates"):
        (root / name).mkdir(parents=True)
    (root / "README.md").write_text("read me")
    return root


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        pytest.param(".", "the project itself or holds it", id="the project"),
        pytest.param("output/..", "the project itself or holds it", id="the project, spelled round about"),
        pytest.param("..", "the project itself or holds it", id="the home folder, above the project"),
        pytest.param("../..", "the project itself or holds it", id="above the home folder"),
        pytest.param("/", "root of the file system", id="the root"),
        pytest.param("content", "project's folder content", id="content"),
        pytest.param("content/stories/new", "project's folder content", id="inside content"),
        pytest.param("templates", "project's folder templates", id="templates"),
        pytest.param("locales/es", "project's folder locales", id="inside locales"),
        pytest.param("static/site", "project's folder static", id="inside static"),
        pytest.param("bulletin", "project's folder bulletin", id="the engine"),
        pytest.param(".git/site", "project's folder .git", id="inside git"),
        pytest.param(".bulletin/site", "project's folder .bulletin", id="inside the derived facts"),
        pytest.param("../elsewhere/.git/site", "inside a .git folder", id="inside another repository's git"),
        pytest.param("README.md", "is a file", id="a file"),
        pytest.param("absent/output", "there is no folder", id="nowhere"),
        pytest.param("README.md/output", "there is no folder", id="inside a file"),
    ],
)
@pytest.mark.parametrize("adopt", [False, True], ids=["", "adopt"])
def test_a_folder_that_a_build_could_harm_is_refused(
    project: Path, out: str, reason: str, adopt: bool
) -> None:
    with pytest.raises(BulletinError, match=reason):
        check_target(project / out, project, adopt=adopt)


def test_the_home_folder_of_a_project_elsewhere_is_refused(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "srv" / "project"
    elsewhere.mkdir(parents=True)
    for out in (project.parent, project.parent.parent):
        with pytest.raises(BulletinError, match="home folder"):
            check_target(out, elsewhere, adopt=True)


@pytest.mark.parametrize("out", ["output", "_site", "../site", "contents", "static-site"])
def test_a_new_or_empty_folder_is_allowed(project: Path, out: str) -> None:
    check_target(project / out, project, adopt=False)
    (project / out).mkdir()
    check_target(project / out, project, adopt=False)


def test_a_folder_that_we_published_is_allowed(project: Path, put: Callable[..., object]) -> None:
    put({"index.html": "one"}, project / "output")
    check_target(project / "output", project, adopt=False)


def test_a_folder_with_files_of_unknown_origin_is_refused_unless_adopted(project: Path) -> None:
    (project / "output").mkdir()
    (project / "output" / "thesis.odt").write_text("years of work")
    with pytest.raises(BulletinError, match=r"not empty.*thesis\.odt") as caught:
        check_target(project / "output", project, adopt=False)
    assert "--adopt" in caught.value.hint
    check_target(project / "output", project, adopt=True)


def test_a_folder_with_a_damaged_ledger_is_still_ours(project: Path, put: Callable[..., object]) -> None:
    put({"index.html": "one"}, project / "output")
    (project / "output" / ".puente-ledger").write_text("rubbish")
    check_target(project / "output", project, adopt=False)


def test_a_link_is_judged_by_where_it_leads(project: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (project / "output").symlink_to(tmp_path / "www")
    check_target(project / "output", project, adopt=False)
    (project / "_site").symlink_to(project / "content")
    with pytest.raises(BulletinError, match="project's folder content"):
        check_target(project / "_site", project, adopt=True)


def test_a_source_folder_that_is_a_link_is_guarded_where_it_leads(project: Path, tmp_path: Path) -> None:
    (project / "static").rmdir()
    (tmp_path / "shared-static").mkdir()
    (project / "static").symlink_to(tmp_path / "shared-static")
    with pytest.raises(BulletinError, match="project's folder static"):
        check_target(tmp_path / "shared-static" / "site", project, adopt=False)


def test_links_that_lead_in_a_circle_are_refused(project: Path) -> None:
    (project / "output").symlink_to(project / "other")
    (project / "other").symlink_to(project / "output")
    with pytest.raises(BulletinError, match="circle"):
        check_target(project / "output", project, adopt=False)


@pytest.mark.parametrize(
    ("out", "modes", "expected"),
    [
        pytest.param("output", {".": 0o555}, REFUSED, id="nowhere to make it"),
        pytest.param("output", {".": 0o777, "output": 0o555}, REFUSED, id="there, but closed"),
        pytest.param("output", {".": 0o777, "output": 0o333}, REFUSED, id="there, but not to be read"),
        pytest.param("output", {".": 0o777, "output": 0o666}, REFUSED, id="there, but not to be entered"),
        pytest.param("output/site", {".": 0o777, "output": 0o000}, REFUSED, id="below a closed folder"),
        pytest.param(
            "output", {".": 0o555, "output": 0o777}, ALLOWED, id="there and open; the folder above is closed"
        ),
    ],
)
def test_a_folder_that_cannot_be_written_is_refused(
    open_folder: Path, child: Callable[..., int], out: str, modes: dict[str, int], expected: int
) -> None:
    project, site = open_folder / "project", open_folder / "site"
    project.mkdir()
    site.mkdir()
    for name in modes:
        (site / name).mkdir(exist_ok=True)
    for name, mode in modes.items():
        (site / name).chmod(mode)
    assert child(lambda: check_target(site / out, project, adopt=False), uid=65534) == expected
    site.chmod(0o755)
