"""Same input, same bytes: on any machine, whatever its zone, locale, umask, hash seed or folder."""

from __future__ import annotations

import io
import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image

from builders import PROJECT, SiteBuilder
from bulletin.write.ledger import LEDGER

Item = TypeVar("Item")

BODY = "## “Año” nuevo\n\nSee [it](story:other), *here*.[^1]\n\n![A](b.jpg)\n\n| A | B |\n| - | -: |\n| 1 | 2 |\n\n[^1]: A note.\n"


def project(root: Path) -> SiteBuilder:
    """A site with something of everything that could depend on where it is built."""
    file = io.BytesIO()
    Image.effect_mandelbrot((40, 30), (-2, -1.5, 1, 1.5), 20).convert("RGB").save(file, "JPEG")
    site = SiteBuilder(root)
    site.story(
        "floods", en={"tags": "[floods, health]", "regions": "[piura]", "pictures": "{b.jpg: {credit: C}}", "publish": "2017-02-08 23:30", "reactions": "{yes: 12345}"},
        es={"title": "Ñandúes y «crecidas»"}, en_body=BODY,
    )  # fmt: skip
    site.story("other", es={"title": "Árboles", "date": "2016-12-31"})
    site.story("coming", en={"title": "Coming", "date": "2018-01-01"})
    site.write("content/stories/2017/floods/b.jpg", file.getvalue())
    shutil.copyfile(PROJECT / "build.py", root / "build.py")
    return site


def built(
    root: Path,
    environment: Mapping[str, str] | None = None,
    *,
    flags: tuple[str, ...] = (),
    umask: int = 0o022,
    again: bool = False,
) -> dict[str, tuple[bytes, int]]:
    """Path -> (bytes, mode) of a site built by a process of its own; `again` upon what stands there."""
    site = SiteBuilder.__new__(SiteBuilder) if again else project(root)
    site.root = root
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "TZ", "PYTHON"))
    }
    done = subprocess.run(
        [sys.executable, *flags, str(root / "build.py"), "--now", "2017-06-01T12:00"],
        env={**plain, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})},
        umask=umask, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return {
        path: (data, stat.S_IMODE((site.out / path).stat().st_mode)) for path, data in published(site).items()
    }


def published(site: SiteBuilder) -> dict[str, bytes]:
    """All published files, the ledger among them."""
    return {**site.files(), LEDGER: (site.out / LEDGER).read_bytes()}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[bytes, int]]:
    return built(tmp_path_factory.mktemp("usual"), {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"})


MACHINES: dict[str, dict[str, str]] = {
    "a zone far to the east": {"TZ": "Pacific/Kiritimati"},
    "a zone far to the west": {"TZ": "Pacific/Honolulu"},
    "no locale": {"LC_ALL": "C"},
    "the C locale in its old encoding": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "a Spanish locale": {"LANG": "es_PE.UTF-8", "LANGUAGE": "es"},
    "another Spanish locale": {"LC_ALL": "es_CO.UTF-8"},
    "a Turkish locale, whose small I has no dot": {"LC_ALL": "tr_TR.UTF-8"},
    "another hash seed": {"PYTHONHASHSEED": "2"},
    "development mode": {"PYTHONDEVMODE": "1"},
}


@pytest.mark.parametrize("environment", MACHINES.values(), ids=MACHINES.keys())
def test_the_machine_changes_no_byte(
    usual: Mapping[str, tuple[bytes, int]], tmp_path: Path, environment: dict[str, str]
) -> None:
    assert built(tmp_path, environment) == usual


def test_a_private_umask_publishes_files_that_a_server_can_read(
    usual: Mapping[str, tuple[bytes, int]], tmp_path: Path
) -> None:
    found = built(tmp_path, umask=0o077)

    assert found == usual
    assert {mode for _, mode in found.values()} == {0o644}
    assert {
        stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "output").rglob("*") if path.is_dir()
    } == {0o755}


def test_python_without_assertions_and_docstrings_changes_no_byte(
    usual: Mapping[str, tuple[bytes, int]], tmp_path: Path
) -> None:
    assert built(tmp_path, flags=("-OO",)) == usual


def test_another_folder_with_a_difficult_name_changes_no_byte(
    usual: Mapping[str, tuple[bytes, int]], tmp_path: Path
) -> None:
    root = tmp_path / "El Niño & otros «datos» 100%"
    root.mkdir()

    assert built(root) == usual


def test_building_anew_gives_the_bytes_of_building_upon_another_state(
    usual: Mapping[str, tuple[bytes, int]], tmp_path: Path
) -> None:
    site = project(tmp_path).story("extra", en={"title": "Extra"}).build()
    site.remove("content/stories/2017/extra").build()

    assert published(site) == {path: data for path, (data, _) in usual.items()}


@pytest.mark.parametrize("workers", [0, 1, 3], ids=["no children", "one child", "three children"])
def test_the_number_of_children_changes_no_byte(
    usual: Mapping[str, tuple[bytes, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr("bulletin.pool._processors", lambda: workers)
    monkeypatch.setattr("bulletin.pipeline.publish.WORTH", 1)
    site = project(tmp_path).build()
    cold = published(site)
    site.build(full=True)

    assert cold == published(site) == {path: data for path, (data, _) in usual.items()}


def test_a_build_with_nothing_to_do_changes_no_byte_in_any_environment(
    usual: Mapping[str, tuple[bytes, int]], tmp_path: Path
) -> None:
    built(tmp_path, {"PYTHONHASHSEED": "3", "LC_ALL": "C"})

    assert built(tmp_path, {"PYTHONHASHSEED": "4", "TZ": "Pacific/Honolulu"}, again=True) == usual


class Listed(list[os.DirEntry[str]]):
    """Entries of a folder, as `os.scandir` gives them."""

    def __enter__(self) -> Iterator[os.DirEntry[str]]:
        return self._rest

    def __exit__(self, *_: object) -> None:
        pass

    def __next__(self) -> os.DirEntry[str]:
        return next(self._rest)

    @cached_property
    def _rest(self) -> Iterator[os.DirEntry[str]]:
        return iter(self)


@pytest.mark.parametrize("order", ["backwards", "shuffled"])
def test_the_order_in_which_a_folder_is_listed_changes_no_byte(
    usual: Mapping[str, tuple[bytes, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    listed, scanned = os.listdir, os.scandir

    monkeypatch.setattr(os, "scandir", lambda path=".": Listed(reordered(list(scanned(path)), order)))
    monkeypatch.setattr(os, "listdir", lambda path=".": reordered(listed(path), order))
    site = project(tmp_path).build()
    monkeypatch.undo()

    assert published(site) == {path: data for path, (data, _) in usual.items()}


def reordered(items: list[Item], order: str) -> list[Item]:
    if order == "backwards":
        return items[::-1]
    return random.Random(7).sample(items, len(items))
