"""The quick answer: what the last build said is said again where nothing has changed, and only there."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from builders import PROJECT, SiteBuilder
from bulletin import quick
from bulletin.cli import main
from bulletin.write.ledger import LEDGER
from clock import Clock

NOW = datetime(2017, 6, 1, 12, tzinfo=UTC)
"""07:00 in Lima."""

STORY = "content/stories/2017/floods/en.md"
CATALOG = "locales/es/LC_MESSAGES/messages.po"
PAGE = "output/en/2017/02/relief-arrives/index.html"


@pytest.fixture
def clock(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(tmp_path_factory.mktemp("clock"))
    clock.rule(monkeypatch)
    return clock


@pytest.fixture
def site(site: SiteBuilder, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> SiteBuilder:
    """A site with a warning and a picture, that was built by the command at NOW, ten seconds after it was written."""
    monkeypatch.setattr("bulletin.commands.run.clock", lambda: NOW)
    monkeypatch.chdir(site.root)
    site.story("floods", en={"tags": "[floods]"}, es={}, en_body="# Too large\n\nTents and water.")
    shutil.copyfile(next(PROJECT.glob("content/stories/*/*/lead.png")), site.root / "content/stories/2017/floods/b.png")  # fmt: skip
    clock.passes()
    assert main([], root=site.root) == 0
    return site


def answer(site: SiteBuilder, *arguments: str, now: datetime = NOW) -> quick.Said | None:
    return quick.answer(site.root, arguments, now.timestamp()).said


def test_it_is_given_where_nothing_has_changed(site: SiteBuilder) -> None:
    assert answer(site) is not None


def test_it_is_given_again_and_again(site: SiteBuilder) -> None:
    assert answer(site) == answer(site)


# -- what is said -----------------------------------------------------------------------------------


def forget_the_answer(site: SiteBuilder) -> None:
    for memo in site.root.glob(".bulletin/memo-*.sqlite"):
        with sqlite3.connect(memo) as base:
            base.execute("DELETE FROM state WHERE key = ?", (quick.ANSWER,))
        base.close()


ASKED = {
    "nothing": [],
    "as JSON": ["--json"],
    "in Spanish": ["--messages", "es"],
    "as JSON in Spanish": ["build", "--json", "--messages", "es"],
    "strictly, so that the warning is an error": ["--strict"],
    "with another address": ["--base-url", "https://example.com/boletin/"],
    "into another folder": ["--out", "public"],
}


@pytest.mark.parametrize("broken", [False, True], ids=["a sound site", "a site with an error"])
@pytest.mark.parametrize("arguments", ASKED.values(), ids=ASKED.keys())
def test_it_says_what_a_build_with_nothing_to_do_says(
    site: SiteBuilder, arguments: list[str], broken: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if broken:
        site.story("broken", en={"title": "Broken", "tags": "[nothing]"})
    main(arguments, root=site.root)
    forget_the_answer(site)
    capsys.readouterr()
    code = main(arguments, root=site.root)
    built = capsys.readouterr()

    said = answer(site, *arguments)
    assert said is not None
    assert said.code == code == int(broken or "--strict" in arguments)
    assert without_seconds(said.out) == without_seconds(built.out)
    assert said.err == built.err
    assert "heading" in said.err + said.out or "título" in said.err + said.out or "--json" in arguments


def without_seconds(text: str) -> str:
    return re.sub(r'\d+\.\d( s|(?=\n}))', "0.0", text)  # fmt: skip


# -- it is not given --------------------------------------------------------------------------------

Edit = Callable[[Path], object]


def swap(path: str, one: str, other: str) -> Edit:
    """Put one text in the place of another; the time of modification is that of before, as the size may be."""

    def edit(root: Path) -> None:
        file = root / path
        seen, text = file.stat(), file.read_text("utf-8")
        assert one in text
        file.write_text(text.replace(one, other, 1), "utf-8")
        os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    return edit


def add(path: str, data: bytes = b"x") -> Edit:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    return edit


def lose(path: str) -> Edit:
    def edit(root: Path) -> None:
        shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()

    return edit


def put_in_its_place(path: str) -> Edit:
    """Other bytes of one length in a file of its own, under the name and with the times of the old one."""

    def edit(root: Path) -> None:
        file, new = root / path, root / "new"
        shutil.copy2(file, new)
        swap("new", "water", "waver")(root)
        new.rename(file)

    return edit


def cut_short(root: Path) -> None:
    memo = next(root.glob(".bulletin/memo-*.sqlite"))
    os.truncate(memo, memo.stat().st_size // 2)


def overwrite_state(key: str) -> Edit:
    def edit(root: Path) -> None:
        with sqlite3.connect(next(root.glob(".bulletin/memo-*.sqlite"))) as base:
            base.execute("UPDATE state SET value = substr(value, 1, length(value) - 9) WHERE key = ?", (key,))
        base.close()

    return edit


CHANGES: dict[str, Edit] = {
    "a text": swap(STORY, "Tents", "Many tents"),
    "a text, of the same size": swap(STORY, "Tents", "Tarps"),
    "a file put in the place of a text": put_in_its_place(STORY),
    "a header": swap(STORY, "Relief arrives", "Help arrives"),
    "a new story": add("content/stories/2017/new/en.md"),
    "a new page": add("content/pages/about/en.md"),
    "a deleted language": lose("content/stories/2017/floods/es.md"),
    "a deleted story": lose("content/stories/2017/floods"),
    "an empty folder": lambda root: (root / "content/stories/2017/empty").mkdir(),
    "a renamed folder": lambda root: (root / "content/stories/2017/floods").rename(root / "content/stories/2017/flood"),
    "a picture": add("content/stories/2017/floods/b.png"),
    "a deleted picture": lose("content/stories/2017/floods/b.png"),
    "a register": swap("content/tags.yaml", "Floods", "Floats"),
    "a deleted register": lose("content/authors.yaml"),
    "remembered addresses": add("content/urls.txt"),
    "a template": swap("templates/story.html", "extends", "include"),
    "a template that nothing uses": add("templates/unused.html"),
    "a deleted template": lose("templates/moved.html"),
    "a catalog for readers": swap(CATALOG, "Solo en inglés", "Solo en INGLÉS"),
    "a catalog for writers": swap("locales/en/LC_MESSAGES/diagnostics.po", "Puente", "Fuente"),
    "what catalogs should have": swap("locales/messages.pot", "Only in English", "Only in Spanish"),
    "a deleted catalog": lose(CATALOG),
    "a setting": swap("bulletin.toml", '"Bridge"', '"Fridge"'),
    "deleted settings": lose("bulletin.toml"),
    "a static file": swap("static/bulletin.css", "#fdfcf9", "#fdfcf8"),
    "a new static file": add("static/fonts/new.woff2"),
    "a deleted static file": lose("static/feed.css"),
    "a published page": swap(PAGE, "Tents", "Many tents"),
    "a published page, of the same size": swap(PAGE, "Tents", "Tarps"),
    "a file put in the place of a published page": put_in_its_place(PAGE),
    "a lost page": lose(PAGE),
    "a lost folder of pages": lose("output/en/2017"),
    "a file among the pages": add("output/en/mine.txt"),
    "a folder among the pages": lambda root: (root / "output/en/mine").mkdir(),
    "a lost ledger": lose(f"output/{LEDGER}"),
    "a changed ledger": add(f"output/{LEDGER}"),
    "a lost output": lose("output"),
    "lost facts": lose(".bulletin"),
    "a memo cut short": cut_short,
    "a memo of another version beside it": add(".bulletin/memo-0123456789abcdef.sqlite"),
    "a damaged answer": overwrite_state(quick.ANSWER),
    "a damaged view of the sources": overwrite_state(quick.SOURCES),
    "damaged facts of what was published": overwrite_state(quick.PUBLISHED),
    "a publication that was cut short": add(".bulletin/commit"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_it_is_not_given_after_a_change(site: SiteBuilder, clock: Clock, change: Edit) -> None:
    clock.passes()
    change(site.root)

    assert answer(site) is None


OF_SOURCES = {name: edit for name, edit in CHANGES.items() if name not in ("a setting", "deleted settings")}
"""The settings are not known by a digest: while their time tells nothing, there is no quick answer at all."""


@pytest.mark.parametrize("change", OF_SOURCES.values(), ids=OF_SOURCES.keys())
def test_it_is_not_given_after_a_change_that_no_time_tells(
    site: SiteBuilder, clock: Clock, change: Edit
) -> None:
    """Written, built and changed within one tick of the clock of the file system."""
    clock.passes()
    for name in ("content", "templates", "locales", "static"):
        for file in (site.root / name).rglob("*.*"):
            file.write_bytes(file.read_bytes())
    main([], root=site.root)
    assert answer(site) is not None
    change(site.root)

    assert answer(site) is None


ANOTHER_QUESTION = {
    "the same command by its name": ["build"],
    "strictly": ["--strict"],
    "as JSON": ["--json"],
    "in Spanish": ["--messages", "es"],
    "with another address": ["--base-url", "https://example.com/"],
    "into another folder": ["--out", "public"],
    "in full": ["--full"],
    "with words on each stage": ["--verbose"],
    "at another moment": ["--now", "2018-01-01"],
    "another command": ["check"],
    "a wrong option": ["--strickt"],
    "for help": ["--help"],
}


@pytest.mark.parametrize("arguments", ANOTHER_QUESTION.values(), ids=ANOTHER_QUESTION.keys())
def test_it_is_not_given_to_another_question(site: SiteBuilder, arguments: list[str]) -> None:
    assert answer(site, *arguments) is None


NEVER = {
    "in full": ["--full"],
    "with words on each stage": ["--verbose"],
    "for a check": ["check"],
    "for an audit": ["check", "--built"],
    "for a list": ["list", "stories"],
    "for help": ["--help"],
}


@pytest.mark.parametrize("arguments", NEVER.values(), ids=NEVER.keys())
def test_what_has_to_be_done_each_time_has_none(site: SiteBuilder, arguments: list[str]) -> None:
    main(arguments, root=site.root)

    assert answer(site, *arguments) is None


@pytest.mark.parametrize("name", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_it_is_not_given_in_a_terminal_of_another_language(
    site: SiteBuilder, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "es_PE.UTF-8")

    assert answer(site) is None


def test_it_is_not_given_in_another_folder_where_paths_mean_something_else(
    site: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root / "content")

    assert answer(site) is None


def test_it_is_not_given_where_the_output_is_a_link_that_leads_elsewhere_now(site: SiteBuilder) -> None:
    for name in ("one", "two"):
        (site.root / name).mkdir()
    (site.root / "public").symlink_to("one")
    main(["--out", "public"], root=site.root)
    assert answer(site, "--out", "public") is not None
    (site.root / "public").unlink()
    (site.root / "public").symlink_to("two")

    assert answer(site, "--out", "public") is None


def test_a_published_file_does_not_matter_where_nothing_could_be_published(site: SiteBuilder) -> None:
    swap(STORY, "[floods]", "[nothing]")(site.root)
    main([], root=site.root)
    lose(PAGE)(site.root)

    said = answer(site)
    assert said is not None
    assert said.code == 1


def test_it_is_not_given_where_it_is_not_known_how_the_published_files_were_left(
    site: SiteBuilder, clock: Clock
) -> None:
    """An output that was copied a moment ago bears times that may be shared by a later change."""
    (site.root / "output").rename(site.root / "before")
    shutil.copytree(site.root / "before", site.root / "output")
    main([], root=site.root)
    lose(PAGE)(site.root)

    assert answer(site) is None


ENGINES: dict[str, Edit] = {
    "another module": swap("bulletin/render/prose.py", "import", "export"),
    "a new module": add("bulletin/render/new.py"),
    "a deleted module": lose("bulletin/render/prose.py"),
    "another program": add("build.py"),
}


@pytest.mark.parametrize("change", ENGINES.values(), ids=ENGINES.keys())
def test_it_is_not_given_by_another_engine(
    site: SiteBuilder, clock: Clock, change: Edit, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(PROJECT / "bulletin", home / "bulletin")
    shutil.copyfile(PROJECT / "build.py", home / "build.py")
    monkeypatch.setattr("bulletin.quick.HOME", home / "bulletin")
    clock.passes()
    main([], root=site.root)
    assert answer(site) is not None
    change(home)

    assert answer(site) is None


# -- for how long -----------------------------------------------------------------------------------

LIMA = timedelta(hours=5)
NOON = datetime(2017, 6, 1, 17, tzinfo=UTC)
EVENING = datetime(2017, 6, 2, 2, tzinfo=UTC)
"""Of the first of June in Lima, and of the second in Greenwich."""

TIMES: dict[str, tuple[dict[str, object], datetime, datetime, bool]] = {
    "a moment before the build": ({}, NOON, NOON - timedelta(seconds=1), False),
    "the last second of the day": ({}, NOON, datetime(2017, 6, 1, 23, 59, 59, tzinfo=UTC) + LIMA, True),
    "midnight in the zone of the site": ({}, NOON, datetime(2017, 6, 2, tzinfo=UTC) + LIMA, False),
    "the last second, built in the evening": ({}, EVENING, datetime(2017, 6, 1, 23, 59, 59, tzinfo=UTC) + LIMA, True),
    "midnight, built in the evening": ({}, EVENING, datetime(2017, 6, 2, tzinfo=UTC) + LIMA, False),
    "a second before a story comes due": ({"publish": "2017-06-01 14:30"}, NOON, datetime(2017, 6, 1, 14, 29, 59, tzinfo=UTC) + LIMA, True),
    "when a story comes due": ({"publish": "2017-06-01 14:30"}, NOON, datetime(2017, 6, 1, 14, 30, tzinfo=UTC) + LIMA, False),
    "a second before a story expires": ({"expires": "2017-06-01 14:30"}, NOON, datetime(2017, 6, 1, 14, 29, 59, tzinfo=UTC) + LIMA, True),
    "when a story expires": ({"expires": "2017-06-01 14:30"}, NOON, datetime(2017, 6, 1, 14, 30, tzinfo=UTC) + LIMA, False),
    "a day later": ({}, NOON, NOON + timedelta(days=1), False),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "built", "now", "given"), TIMES.values(), ids=TIMES.keys())
def test_it_stands_until_a_story_comes_or_goes_or_the_day_ends(
    site: SiteBuilder,
    fields: Mapping[str, object],
    built: datetime,
    now: datetime,
    given: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bulletin.commands.run.clock", lambda: built)
    site.story("timed", en={"title": "Timed", **fields})
    main([], root=site.root)

    assert (answer(site, now=now) is not None) == given


# -- a process --------------------------------------------------------------------------------------

HEAVY = {"click", "jinja2", "markdown", "msgspec", "babel", "yaml", "frontmatter", "PIL", "nh3", "rich"}


class Run(NamedTuple):
    out: str
    err: str
    code: int
    heavy: set[str]


class Installed(NamedTuple):
    """A project with an engine of its own."""

    root: Path

    def run(self, *arguments: str, **environment: str) -> Run:
        """Run the program as a person does; what it loaded is told by Python itself."""
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "build.py", *arguments],
            cwd=self.root,
            env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        lines = done.stderr.splitlines(keepends=True)
        loaded = {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
        said = "".join(line for line in lines if not line.startswith("import time:"))
        return Run(done.stdout, said, done.returncode, loaded & HEAVY)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """It is noon in the zone of the site, so that no midnight comes while the tests run."""
    east = 12 - datetime.now(UTC).hour
    root = tmp_path_factory.mktemp("installed")
    site = SiteBuilder(root).settings(timezone=f"Etc/GMT{-east:+d}" if east else "UTC")
    site.story("floods", en={}, es={}, en_body="# Too large\n")
    shutil.copytree(PROJECT / "bulletin", root / "bulletin", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(PROJECT / "build.py", root / "build.py")
    time.sleep(2.1)  # until the times of the settings are past doubt: processes go by the clock of the system
    return Installed(root)


@pytest.fixture
def installed(pattern: Installed) -> Installed:
    """Built, and beyond doubt: what was written a moment ago is looked at again. What a test does to it stays."""
    for _ in range(8):
        ran = pattern.run()
        assert ran.code == 0
        if not ran.heavy:
            return pattern
        time.sleep(1)
    pytest.fail("there is never a quick answer")


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--messages", "es"], ["--strict"]], ids=lambda words: " ".join(words) or "-")  # fmt: skip
def test_it_is_given_without_loading_a_library(installed: Installed, arguments: list[str]) -> None:
    for name in (".bulletin", "output"):
        lose(name)(installed.root)
    first, second = installed.run(*arguments), installed.run(*arguments)

    assert first.heavy >= {"click", "jinja2", "msgspec"}
    assert second.heavy == set()
    assert second.code == first.code == int("--strict" in arguments)
    assert second.err == first.err
    assert ("--json" in arguments) == (not second.err)


def test_it_is_not_given_with_another_version_of_a_library(installed: Installed, tmp_path: Path) -> None:
    assert installed.run(PYTHONPATH=str(tmp_path)).heavy == set()
    (tmp_path / "markdown-99.dist-info").mkdir()

    assert installed.run(PYTHONPATH=str(tmp_path)).heavy


def test_it_is_not_given_in_another_language(installed: Installed) -> None:
    assert installed.run(LC_ALL="es_PE.UTF-8").heavy
    assert installed.run(LC_ALL="es_PE.UTF-8").heavy == set()
    assert installed.run(LC_ALL="C.UTF-8").heavy


def test_it_is_not_given_after_an_edit_of_the_same_size_whose_time_was_set_back(installed: Installed) -> None:
    assert installed.run().heavy == set()
    swap(STORY, "# Too large", "# Too great")(installed.root)

    assert installed.run().heavy
