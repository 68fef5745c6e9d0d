"""Whole sites in folders: tests/cases/<name>/content is built and compared with expected/.

A case has `content/`, which stands beside the registers and settings of `builders.py` unless it has its
own; `expected/`, with a file for each page to compare, of which only <main> counts; and `expected.txt`,
the problems as a writer sees them. Adding a case is adding a folder. Write what is expected with

    python -m pytest tests/test_cases.py --rewrite-cases

and read the difference before you commit it. A case without an expected/ gets one with its stories.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from builders import SiteBuilder, of_content
from bulletin.commands.said import SourceLines
from bulletin.diagnostics.printing import as_text

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
DIGEST = re.compile(r"-[0-9a-f]{12}(?=-\d+\.(?:png|jpg|webp|avif)\b)")
"""The digest in a picture's address: it changes with the version of the library that encodes it."""

every_case = pytest.mark.parametrize("case", CASES, ids=[path.name for path in CASES])


@pytest.fixture
def built(case: Path, site: SiteBuilder) -> SiteBuilder:
    shutil.copytree(case / "content", site.root / "content", dirs_exist_ok=True)
    if (case / "bulletin.toml").exists():
        shutil.copyfile(case / "bulletin.toml", site.root / "bulletin.toml")
    return site.build()


def shown(text: str) -> str:
    """What stands in <main>, or all of a text that has none; without what a library's version changes."""
    found = re.search(r"<main\b[^>]*>(.*)</main>", text, re.DOTALL)
    lines = (line.rstrip() for line in DIGEST.sub("-DIGEST", found[1] if found else text).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def told(site: SiteBuilder) -> str:
    return as_text(of_content(site.report.diagnostics), SourceLines(site.root), lambda words: words)


def rewrite(case: Path, site: SiteBuilder) -> None:
    folder = case / "expected"
    wanted = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    stories = [path for path in site.files() if re.fullmatch(r"\w\w/\d{4}/.*\.html", path)]
    for path in wanted or stories:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(shown(site.html("/" + path)), "utf-8")
    (case / "expected.txt").write_text(told(site), "utf-8")


@every_case
def test_a_case_is_published_as_expected(case: Path, built: SiteBuilder, pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--rewrite-cases"):
        rewrite(case, built)
    expected = {
        path.relative_to(case / "expected").as_posix(): path.read_text("utf-8")
        for path in sorted((case / "expected").rglob("*"))
        if path.is_file()
    }

    assert told(built) == (case / "expected.txt").read_text("utf-8")
    assert {path: shown(built.html("/" + path)) for path in expected} == expected


@every_case
def test_building_a_case_twice_gives_the_same_bytes_and_the_same_problems(
    case: Path, built: SiteBuilder
) -> None:
    files, problems = built.files(), told(built)
    built.build()

    assert (built.files(), told(built), built.report.written) == (files, problems, 0)


@every_case
def test_a_case_that_has_errors_publishes_nothing(case: Path, built: SiteBuilder) -> None:
    errors = [one for one in built.report.diagnostics if one.severity == "error"]

    assert built.report.published == (not errors) == built.out.exists()
