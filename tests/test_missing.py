"""A Python that cannot run Puente: too old, or without its libraries. It is said in words, in both languages."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders import PROJECT

OLD = """
import runpy, sys
sys.version_info, sys.version = (3, 9, 18, "final", 0), "3.9.18 (main)"
runpy.run_path({program!r}, run_name="__main__")
"""
"""What an older Python does with the program, as far as it gets."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    shutil.copyfile(PROJECT / "build.py", tmp_path / "build.py")
    (tmp_path / "bulletin").symlink_to(PROJECT / "bulletin")
    return tmp_path / "build.py"


def said(*arguments: str, folder: Path) -> tuple[int, str]:
    """The exit code of a Python, and what it says of trouble."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def without_libraries(program: Path, *arguments: str, folder: Path | None = None) -> list[str]:
    """What is said where no library is found."""
    code, text = said("-S", str(program), *arguments, folder=folder or program.parent)
    assert code == 2, text
    assert "Traceback" not in text and "bug" not in text
    return text.splitlines()


@pytest.mark.parametrize("command", ["build", "serve", "check", "list", "--help"])
def test_without_libraries_it_is_said_what_is_missing_and_what_to_do(program: Path, command: str) -> None:
    english, _, begin, *_ = lines = without_libraries(program, command)

    assert english.startswith('This Python does not have the package "')
    assert begin == (
        "    python3 -m venv .venv && . .venv/bin/activate && python -m pip install -r requirements.txt"
    )
    assert lines.count(begin) == 2 and any(line.startswith("A este Python le falta") for line in lines)


def test_the_command_is_the_one_of_the_readme(program: Path) -> None:
    begin = without_libraries(program)[2].strip()

    assert f"\n{begin} && python build.py\n" in (PROJECT / "README.md").read_text("utf-8")


def test_where_there_is_an_environment_it_is_to_be_activated(program: Path, tmp_path: Path) -> None:
    activate = tmp_path / ".venv" / "bin" / "activate"
    activate.parent.mkdir(parents=True)
    activate.touch()

    assert without_libraries(program)[2] == "    . .venv/bin/activate"
    assert without_libraries(program, folder=tmp_path.parent)[2] == f"    . {activate}"


def test_an_older_python_is_told_which_one_is_needed(program: Path) -> None:
    code, text = said("-c", OLD.format(program=str(program)), folder=program.parent)

    assert code == 2
    assert text.splitlines() == [
        "Puente needs Python 3.11 or newer; this is 3.9.18",
        "Puente necesita Python 3.11 o posterior; este es el 3.9.18",
    ]


def test_an_older_python_can_read_the_program_so_far() -> None:
    ast.parse((PROJECT / "build.py").read_text("utf-8"), feature_version=(3, 4))
