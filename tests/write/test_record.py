"""A publication file by file that was killed is finished by the next command, whichever it is."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import PROJECT, SiteBuilder
from bulletin.cli import main
from bulletin.quick import UNFINISHED as RECORD
from bulletin.write.commit import Published
from bulletin.write.lock import build_lock
from bulletin.write.notes import DROPPED, FINISHED
from bulletin.write.record import finish_recorded, write_record

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")

Put = Callable[..., Published]
Tree = Callable[[Path], dict[str, str]]

OLD = {f"{number}.html": f"old {number}" for number in range(4)} | {"gone/index.html": "gone"}
NEW = {f"{number}.html": f"new {number}" for number in range(5)}
STRANGER = {"stranger": "mine"}


@pytest.fixture
def out(tmp_path: Path, put: Put) -> Path:
    put(OLD, tmp_path / "output")
    (tmp_path / "output" / "stranger").write_text("mine")
    return tmp_path / "output"


def killed_half_way(child: Callable[..., int], action: Callable[[], object], page: str = "2.html") -> None:
    """Run `action` in a child that is killed when it is about to move `page` into the output."""

    def call() -> None:
        def hook(event: str, facts: tuple[object, ...]) -> None:
            if event == "os.rename" and str(facts[1]).endswith(f"/output/{page}"):
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        action()

    assert child(call) == -signal.SIGKILL


def said(out: Path) -> list[str]:
    return [note.message for note in finish_recorded(out.parent / ".bulletin")]


def test_what_was_killed_half_way_is_finished_from_the_record_alone(
    out: Path, put: Put, tree: Tree, child: Callable[..., int]
) -> None:
    killed_half_way(child, lambda: put(NEW, out))
    assert tree(out) not in ({**OLD, **STRANGER}, {**NEW, **STRANGER})
    assert said(out) == [FINISHED]
    assert tree(out) == {**NEW, **STRANGER}
    assert not (out.parent / ".bulletin" / RECORD).exists()
    assert not (out.parent / ".output.stage").exists()
    assert said(out) == []
    assert put(NEW, out, forget=True).written == 0


def test_the_next_build_finishes_it_first_and_says_so(
    out: Path, put: Put, tree: Tree, child: Callable[..., int]
) -> None:
    killed_half_way(child, lambda: put(NEW, out))
    done = put(OLD, out)
    assert done.notes[0].message == FINISHED
    assert tree(out) == {**OLD, **STRANGER}


def test_without_the_record_the_next_build_finds_the_stage_by_its_name(
    out: Path, put: Put, tree: Tree, child: Callable[..., int]
) -> None:
    killed_half_way(child, lambda: put(NEW, out))
    shutil.rmtree(out.parent / ".bulletin")
    assert put(NEW, out, forget=True).notes[0].message == FINISHED
    assert tree(out) == {**NEW, **STRANGER}


def test_killed_while_it_finishes_it_is_finished_by_the_command_after_that(
    out: Path, put: Put, tree: Tree, child: Callable[..., int]
) -> None:
    killed_half_way(child, lambda: put(NEW, out), "1.html")
    killed_half_way(child, lambda: said(out), "3.html")
    assert said(out) == [FINISHED]
    assert tree(out) == {**NEW, **STRANGER}


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda out, stage: shutil.rmtree(stage), id="the stage is gone"),
        pytest.param(lambda out, stage: (stage / "3.html").unlink(), id="a staged file is gone"),
        pytest.param(
            lambda out, stage: (stage / "3.html").write_text("NEW 3"), id="a staged file is damaged"
        ),
        pytest.param(
            lambda out, stage: (stage / ".puente-ledger").write_text("x"), id="its ledger is damaged"
        ),
        pytest.param(
            lambda out, stage: (out / "4.html").write_text("mine"), id="a file of somebody in the way"
        ),
    ],
)
def test_what_cannot_be_finished_is_dropped_with_one_line_and_the_next_build_heals_it(
    out: Path, put: Put, tree: Tree, child: Callable[..., int], harm: Callable[[Path, Path], object]
) -> None:
    killed_half_way(child, lambda: put(NEW, out))
    harm(out, out.with_name(".output.stage"))
    assert said(out) == [DROPPED]
    assert said(out) == []
    shutil.rmtree(out.with_name(".output.stage"), ignore_errors=True)
    if (out / "4.html").exists():
        assert (out / "4.html").read_text() == "mine"
        (out / "4.html").unlink()
    put(NEW, out, adopt=True)
    assert tree(out) == {**NEW, **STRANGER}


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"out": 7}', b"\xff"])
def test_a_record_that_says_nothing_is_dropped(tmp_path: Path, text: bytes) -> None:
    (tmp_path / RECORD).write_bytes(text)
    assert finish_recorded(tmp_path) == ()
    assert not (tmp_path / RECORD).exists()


def test_a_record_of_a_folder_that_is_gone_touches_nothing(tmp_path: Path) -> None:
    write_record(tmp_path / ".bulletin", tmp_path / "absent", adopt=True)
    assert [note.message for note in finish_recorded(tmp_path / ".bulletin")] == [DROPPED]
    assert [path.name for path in tmp_path.iterdir()] == [".bulletin"]


# -- from the command line ----------------------------------------------------------------------------


@pytest.fixture
def half_way(site: SiteBuilder, child: Callable[..., int]) -> SiteBuilder:
    """A project whose publication among other people's files was killed in the middle."""
    site.story("floods", en={}).build()
    (site.out / "stranger").write_text("mine")
    site.story("floods", en={"title": "Edited"})
    killed_half_way(child, lambda: site.build(), "en/index.html")
    assert (site.root / ".bulletin" / RECORD).exists()
    return site


@pytest.mark.parametrize("command", ["list", "check", "urls", "build"])
def test_a_command_of_any_kind_finishes_it_first(
    half_way: SiteBuilder, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([command], root=half_way.root)
    assert "had been interrupted; it is complete now" in capsys.readouterr().err
    assert not (half_way.root / ".bulletin" / RECORD).exists()
    assert not (half_way.root / ".output.stage").exists()
    assert (half_way.out / "stranger").read_text() == "mine"
    assert any("Edited" in page.read_text("utf-8") for page in half_way.out.rglob("index.html"))


def test_while_a_build_holds_the_lock_its_own_record_is_left_to_it(half_way: SiteBuilder) -> None:
    with build_lock(half_way.root / ".bulletin", on_wait=lambda: None):
        main(["list"], root=half_way.root)
        assert (half_way.root / ".bulletin" / RECORD).exists()


def test_without_a_record_nothing_is_imported_for_it() -> None:
    code = "import sys; from bulletin.cli import main; from pathlib import Path; main(['--version'], root=Path('.')); sys.exit('bulletin.write' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0
