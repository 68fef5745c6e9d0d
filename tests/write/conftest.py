"""What the tests of publishing share: reading trees, children to kill, small disks."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bulletin.digest import digest_bytes
from bulletin.model import BulletinError
from bulletin.write.commit import Published
from bulletin.write.facts import Facts
from bulletin.write.ledger import OWN_NAMES
from bulletin.write.publish import publication

Site = Mapping[str, str]
Publish = Callable[..., Published]
Child = Callable[..., int]

BUILT, REFUSED, INTERRUPTED, BROKEN = 0, 3, 4, 1
NOBODY = 65534


STATE = ".bulletin"


@pytest.fixture
def put() -> Publish:
    """put(site, out): publish a site given as {path: text}, with the facts of the publication before.

    As the pipeline does it: what stands already is taken as it is, the rest is put. `forget` is the loss of
    `.bulletin/`.
    """
    known: dict[Path, Facts] = {}

    def call(
        site: Site, out: Path, *, adopt: bool = False, forget: bool = False, thorough: bool = False
    ) -> Published:
        facts = None if forget else known.get(out)
        with publication(out, state=out.parent / STATE, adopt=adopt, facts=facts, thorough=thorough) as tree:
            for path, text in site.items():
                stands = tree.standing.get(path)
                unchanged = stands is not None and stands.digest == digest_bytes(text.encode())
                tree.take(stands if stands and unchanged else tree.put(path, text.encode()))
            done = tree.commit()
        known[out] = done.facts
        return done

    return call


@pytest.fixture
def tree() -> Callable[[Path], dict[str, str]]:
    """tree(folder): every file below it as {path: text}, without the ledger; {} where there is none."""

    def call(folder: Path) -> dict[str, str]:
        return {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in OWN_NAMES
        }

    return call


@pytest.fixture
def child() -> Child:
    """child(action): run it in a forked process; its exit code, or minus the signal that ended it."""

    def call(action: Callable[[], object], *, uid: int | None = None) -> int:
        number = os.fork()
        if number == 0:
            os._exit(outcome(action, uid))
        return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])

    return call


def outcome(action: Callable[[], object], uid: int | None) -> int:
    try:
        if uid is not None and os.geteuid() == 0:
            os.setgid(uid)
            os.setuid(uid)
        action()
    except BulletinError:
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BaseException:
        traceback.print_exc()
        return BROKEN
    return BUILT


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user can reach: pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    yield from mounted(folder, "-t", "tmpfs", "-o", "size=1m", "tmpfs")


@pytest.fixture
def bound(tmp_path: Path) -> Iterator[Path]:
    """output/, where a folder of the same disk is mounted."""
    source, folder = tmp_path / "elsewhere", tmp_path / "project" / "output"
    source.mkdir()
    folder.mkdir(parents=True)
    yield from mounted(folder, "--bind", str(source))


def mounted(folder: Path, *how: str) -> Iterator[Path]:
    done = subprocess.run(["mount", *how, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"mounting needs root: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
