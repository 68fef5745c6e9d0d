"""The engine's digest changes with all that has a part in the bytes of a site, and with nothing else."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from pathlib import Path

import pytest

from bulletin import engine
from bulletin.engine import LIBRARIES, engine_digest, versions


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our own sources."""
    copy = tmp_path / "bulletin"
    shutil.copytree(engine.HOME, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(engine, "HOME", copy)
    return copy


def test_the_versions_are_those_that_are_installed() -> None:
    found = versions()

    assert found[0] == "cpython-" + ".".join(map(str, sys.version_info[:3]))
    for library, known in zip(LIBRARIES, found[1:], strict=True):
        assert known.replace("_", "-") == f"{library}-{installed(library)}"


def installed(library: str) -> str:
    """The version of a library; only time zones may come with the system instead."""
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        assert library == "tzdata"
        return "?"


def test_a_library_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["/nowhere", __file__])

    assert versions()[1:] == tuple(f"{library}-?" for library in LIBRARIES)


def test_the_first_of_two_versions_counts_as_it_does_for_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Jinja2-0.1.dist-info").mkdir()
    (tmp_path / "jinja2_fragments-9.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    assert "jinja2-0.1" in versions()


def test_the_same_sources_have_the_same_digest_anywhere(home: Path) -> None:
    assert engine_digest() == engine_digest()
    before = engine_digest()
    (home / "render" / "notes.txt").write_text("no source")

    assert engine_digest() == before


def edit(home: Path) -> None:
    with (home / "render" / "prose.py").open("a") as file:
        file.write("\n")


def rename(home: Path) -> None:
    (home / "render" / "prose.py").rename(home / "render" / "prosa.py")


def add(home: Path) -> None:
    (home / "render" / "new.py").touch()


def remove(home: Path) -> None:
    (home / "render" / "prose.py").unlink()


@pytest.mark.parametrize("change", [edit, rename, add, remove])
def test_any_change_of_a_source_is_another_engine(home: Path, change: object) -> None:
    before = engine_digest()
    assert callable(change)
    change(home)

    assert engine_digest() != before


def test_another_version_of_a_library_or_of_python_is_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    before = engine_digest()
    monkeypatch.setattr(engine, "versions", lambda: ("cpython-3.99.0", *versions()[1:]))

    assert engine_digest() != before
