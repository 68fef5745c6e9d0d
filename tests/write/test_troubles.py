"""What the environment can refuse, one row each: what is said, what stays, and that the next build is well again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import PROJECT, SiteBuilder
from bulletin.cli import main
from bulletin.model import BulletinError
from bulletin.write.commit import Published
from bulletin.write.lock import build_lock, let_go

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")

Put = Callable[..., Published]
Tree = Callable[[Path], dict[str, str]]

OLD = {f"{number}/index.html": f"old {number}" for number in range(3)}
NEW = {f"{number}/index.html": f"new {number}" for number in range(4)}


def too_many_open_files(root: Path) -> None:
    resource = pytest.importorskip("resource")
    lowest = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def a_closed_folder_above(root: Path) -> None:
    root.chmod(0o555)


def a_closed_spare(root: Path) -> None:
    (root / ".output.spare").chmod(0o555)


def a_closed_page_folder(root: Path) -> None:
    (root / ".output.spare" / "1").chmod(0o555)


def a_spare_that_is_a_file(root: Path) -> None:
    shutil.rmtree(root / ".output.spare")
    (root / ".output.spare").write_text("mine")


REFUSALS = [
    pytest.param(too_many_open_files, "cannot be written: Too many open files", id="too many open files"),
    pytest.param(a_closed_spare, "no permission to read or write .*spare", id="the spare is closed"),
    pytest.param(
        a_closed_page_folder, "no permission to read or write .*spare/1", id="a folder of it is closed"
    ),
    pytest.param(a_spare_that_is_a_file, "needed for the new pages", id="a file of the spare's name"),
]


@pytest.mark.parametrize(("trouble", "message"), REFUSALS)
def test_what_is_refused_is_said_in_words_and_the_old_site_stays(
    open_folder: Path,
    put: Put,
    tree: Tree,
    child: Callable[..., int],
    trouble: Callable[[Path], None],
    message: str,
) -> None:
    root = open_folder / "project"
    root.mkdir()
    os.chown(root, 65534, 65534)

    def refused() -> None:
        put(OLD, root / "output")
        trouble(root)
        with pytest.raises(BulletinError) as said:
            put(NEW, root / "output")
        assert re.search(message, str(said.value)), str(said.value)

    assert child(refused, uid=65534) == 0
    assert tree(root / "output") == OLD
    assert sorted(
        path.name for path in root.iterdir() if path.name not in (".bulletin", ".output.spare")
    ) == ["output"]


def test_where_the_record_cannot_be_written_no_file_is_moved(
    open_folder: Path, put: Put, tree: Tree, child: Callable[..., int]
) -> None:
    out = open_folder / "output"
    open_folder.chmod(0o777)

    def refused() -> None:
        put(OLD, out)
        (out / "stranger").write_text("mine")
        (open_folder / ".bulletin").mkdir()
        (open_folder / ".bulletin").chmod(0o555)
        with pytest.raises(BulletinError, match="no permission to read or write"):
            put(NEW, out)

    assert child(refused, uid=65534) == 0
    assert tree(out) == {**OLD, "stranger": "mine"}
    assert not (open_folder / ".output.stage").exists()


def test_a_worker_that_let_go_keeps_no_lock_after_its_parent_was_killed(tmp_path: Path) -> None:
    state = tmp_path / ".bulletin"
    ready, say_ready = os.pipe()
    held, let_end = os.pipe()
    parent = os.fork()
    if parent == 0:
        with build_lock(state, on_wait=lambda: None):
            worker = os.fork()
            if worker == 0:
                os.close(let_end)
                let_go(keep=[say_ready, held])
                os.write(say_ready, b"!")
                os.read(held, 1)  # until the test closes its end
                os._exit(0)
            os.waitpid(worker, 0)
        os._exit(0)
    os.close(say_ready)
    os.close(held)
    assert os.read(ready, 1) == b"!"
    os.kill(parent, 9)
    os.waitpid(parent, 0)
    with build_lock(state, wait=False, on_wait=lambda: None):
        pass
    os.close(let_end)
    assert os.read(ready, 1) == b"", "the worker is gone"
    os.close(ready)


# -- every call of a real build -----------------------------------------------------------------------

CALLS = ("mkdir", "link", "linkat", "rename", "renameat2", "unlink", "rmdir", "fsync", "syncfs")


@pytest.mark.tools
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("stranger", [False, True], ids=["swap", "fall-back"])
def test_killed_at_every_call_of_a_real_build_the_next_one_is_well_again(
    site: SiteBuilder, tmp_path: Path, call: str, stranger: bool
) -> None:
    shutil.copy(PROJECT / "build.py", site.root / "build.py")
    (site.root / "bulletin").symlink_to(PROJECT / "bulletin")
    versions = []
    for title in ("Second", "First"):
        site.story("floods", en={"title": title})
        built(site)
        versions.append(pages(site))
    if stranger:
        (site.out / "stranger").write_text("mine")
    number = 0
    while True:
        number += 1
        site.story("floods", en={"title": ("Second", "First")[number % 2 == 0]})
        inject = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}"]
        inject += ["-e", f"inject={call}:signal=KILL:when={number}"]
        code = built(site, inject)
        now = pages(site)
        assert stranger or now in versions, number
        assert code in (0, -9, 137), number
        if code == 0:
            break
        assert main(["--now", "2017-06-01"], root=site.root) == 0
        assert pages(site) == versions[number % 2 == 0], number
        assert not (site.root / ".output.stage").exists()
    assert not stranger or (site.out / "stranger").read_text() == "mine"


def built(site: SiteBuilder, before: list[str] | None = None) -> int:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(PROJECT)}
    command = [*(before or ()), sys.executable, str(site.root / "build.py"), "--now", "2017-06-01"]
    done = subprocess.run(command, cwd=site.root, env=environment, capture_output=True, check=False)
    assert done.returncode in (0, -9, 137), done.stderr.decode()
    return done.returncode


def pages(site: SiteBuilder) -> dict[str, bytes]:
    return {
        path.relative_to(site.out).as_posix(): path.read_bytes()
        for path in sorted(site.out.rglob("*"))
        if path.is_file() and not path.name.startswith(".puente") and path.name != "stranger"
    }
