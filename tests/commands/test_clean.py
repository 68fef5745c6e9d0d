"""`clean`: what was derived goes, what is published stays, and the next build publishes the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import SiteBuilder
from bulletin.cli import main
from bulletin.write.lock import build_lock

NOW = "2017-06-01T12:00"


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    """A site that was built twice: its spare stands beside the output."""
    site.story("floods", en={}, es={}).build()
    return site.story("floods", en={}, es={}, en_body="Other words.").build()


def clean(site: SiteBuilder, *arguments: str) -> int:
    return main(["clean", *arguments, "--messages", "en"], root=site.root)


def state(site: SiteBuilder) -> list[str]:
    return sorted(path.name for path in (site.root / ".bulletin").iterdir())


def mtimes(site: SiteBuilder) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in site.out.rglob("*")}


def with_picture(site: SiteBuilder) -> SiteBuilder:
    """Something to keep beside the memo."""
    site.write(".bulletin/derivatives/bridge-0123.jpg", b"a picture")
    return site


def test_memo_derivatives_and_spare_go_and_the_rest_stays(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    with_picture(floods).write(".bulletin/lock", "")
    (memo,) = (path.name for path in (floods.root / ".bulletin").glob("memo-*"))
    before, times = floods.files(), mtimes(floods)

    assert clean(floods) == 0
    assert capsys.readouterr().out == (
        f"Removed: .bulletin/derivatives\nRemoved: .bulletin/{memo}\nRemoved: .output.spare\n"
    )
    assert state(floods) == [".gitignore", "lock"]
    assert not (floods.root / ".output.spare").exists()
    assert (floods.files(), mtimes(floods)) == (before, times)


def test_a_build_after_it_publishes_the_same_bytes_and_writes_none(floods: SiteBuilder) -> None:
    before, times = floods.files(), mtimes(floods)
    clean(floods)
    floods.build()

    assert floods.files() == before
    assert (floods.report.written, floods.report.removed) == (0, 0)
    assert mtimes(floods) == times
    floods.story("floods", en={}, es={}, en_body="More words.").build()
    assert floods.codes() == []
    assert "More words." in floods.html("/en/2017/02/relief-arrives/")


def test_where_there_is_nothing_to_remove_that_is_said(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    clean(floods)
    capsys.readouterr()

    assert clean(floods) == 0
    assert capsys.readouterr().out == "There was nothing to remove.\n"


def test_a_project_that_was_never_built_has_nothing_to_remove(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clean(site) == 0
    assert capsys.readouterr().out == "There was nothing to remove.\n"
    assert not site.out.exists()


def test_files_in_the_spare_that_are_not_ours_stay_and_are_named(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    floods.write(".output.spare/mine.txt", "mine").write(".output.spare/en/mine.txt", "mine")

    assert clean(floods) == 0
    left = sorted(
        path.relative_to(floods.root).as_posix() for path in floods.root.glob(".output.spare/**/*.*")
    )
    assert [path for path in left if path.endswith(("txt", "html"))] == [
        ".output.spare/en/mine.txt", ".output.spare/mine.txt",
    ]  # fmt: skip
    said = capsys.readouterr()
    assert said.err == "files that are not ours were left in .output.spare: en/mine.txt, mine.txt\n"
    assert "spare" not in said.out


def test_a_folder_that_only_has_the_spare_s_name_stays(site: SiteBuilder) -> None:
    site.write(".output.spare/mine.txt", "mine")

    assert clean(site) == 0
    assert (site.root / ".output.spare/mine.txt").read_text() == "mine"


def test_while_a_build_is_running_nothing_is_removed(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(floods)
    with build_lock(floods.root / ".bulletin", on_wait=lambda: None):
        assert clean(floods) == 75

    assert "another build is running" in capsys.readouterr().err
    assert (floods.root / ".output.spare").is_dir()
    assert sorted({*before, "lock"}) == state(floods)


def test_another_published_folder_has_a_spare_of_its_own(floods: SiteBuilder) -> None:
    assert clean(floods, "--out", str(floods.root / "elsewhere")) == 0

    assert (floods.root / ".output.spare").is_dir()
    assert list((floods.root / ".bulletin").glob("memo-*")) == []


ODD: dict[str, Callable[[Path], object]] = {
    "a folder for the memo": lambda folder: (folder / "memo-0.sqlite").mkdir(),
    "a journal": lambda folder: (folder / "memo-0.sqlite-journal").touch(),
    "a file for the derivatives": lambda folder: (folder / "derivatives").touch(),
    "a link for the derivatives": lambda folder: (folder / "derivatives").symlink_to("../content"),
}


@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_whatever_stands_in_the_place_of_something_derived_goes(
    site: SiteBuilder, make: Callable[[Path], object]
) -> None:
    site.write(".bulletin/.gitignore", "*\n")
    make(site.root / ".bulletin")

    assert clean(site) == 0
    assert state(site) == [".gitignore", "lock"]
    assert (site.root / "content/tags.yaml").is_file()


def test_the_record_of_a_publication_that_was_cut_short_stays(site: SiteBuilder) -> None:
    """What it says is finished first, whatever command is asked for; what cannot be read is not derived."""
    site.write(".bulletin/other", "kept")
    clean(site)

    assert "other" in state(site)


def test_links_that_lead_round_in_a_circle_are_exit_code_2(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.root / "round").symlink_to("round")

    assert clean(site, "--out", str(site.root / "round")) == 2
    assert "leads nowhere" in capsys.readouterr().err


def proof(site: SiteBuilder) -> Path:
    """What a preview has left."""
    folder = site.root / ".bulletin" / "proof"
    site.write(".bulletin/proof/site/index.html", "a proof").write(".bulletin/proof/lock", "")
    return folder


def test_what_a_preview_left_goes(floods: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    folder = proof(floods)

    assert clean(floods) == 0
    assert "Removed: .bulletin/proof\n" in capsys.readouterr().out
    assert not folder.exists()


def test_what_a_running_preview_stands_on_stays(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = proof(floods)
    with build_lock(folder, wait=False, on_wait=lambda: None):
        assert clean(floods) == 0

    assert capsys.readouterr().err == "A preview is running; its folder stays as it is.\n"
    assert (folder / "site" / "index.html").read_text() == "a proof"
