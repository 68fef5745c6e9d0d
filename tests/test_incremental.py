"""After any row of edits and accidents, the next build is what a build from nothing would be.

Six stories, a page and all templates; at each step something is edited, lost or damaged, and what is then
published and said is held against a build without memo, ledger or output in another folder: every byte,
every problem. Before each build the quick answer is asked as well: if it is given, it has to be right.

The same sequences run every time. More of them, and others:  PUENTE_SEQUENCES=5000 pytest tests/test_incremental.py
"""

from __future__ import annotations

import io
import os
import re
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from PIL import Image

from builders import SiteBuilder
from bulletin import quick
from bulletin.model import BulletinError, Report
from bulletin.pipeline import Built, build
from bulletin.pipeline.options import Options
from bulletin.pipeline.recall import Recall
from bulletin.write.ledger import LEDGER, read_ledger
from bulletin.write.spare import spare_of
from clock import Clock

SEQUENCES = int(os.environ.get("PUENTE_SEQUENCES", "200"))
STEPS = 8

Files = dict[str, bytes]


# -- the project ------------------------------------------------------------------------------------

TOPS = ("content", "templates", "locales", "static", "bulletin.toml")
SERIES = "wings: {en: {name: Wings}, es: {name: Alas}}\n"
PICTURE = "![A bridge](b.jpg)"
STRANGERS = ("mine.txt", "en/mine.txt")
"""Files of somebody else in the output: they stay."""


def jpeg(color: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(file, "JPEG")
    return file.getvalue()


def new_project(root: Path) -> SiteBuilder:
    """Six stories of all kinds: translated or not, with a picture, coming, going, a draft, parts of a series."""
    site = SiteBuilder(root).write("content/series.yaml", SERIES).settings(stories_per_page=2)
    pictured = {"title": "Aid", "tags": "[floods, health]", "regions": "[piura]", "pictures": "{b.jpg: {credit: C}}", "authors": "[ana]"}  # fmt: skip
    site.story("aid", en=pictured, es={"title": "Ayuda"}, en_body=f"Tents and water.\n\n{PICTURE}")
    site.write("content/stories/2017/aid/b.jpg", jpeg("navy"))
    site.story("bridge", en={"title": "Bridge", "date": "2017-01-05", "tags": "[floods]", "series": "{id: wings, part: 1}"}, en_body="See [aid](story:aid).")  # fmt: skip
    site.story(
        "clinic", es={"title": "Clínica", "date": "2016-12-30", "tags": "[health]", "regions": "[peru]"}
    )
    site.story(
        "dam", en={"title": "Dam", "date": "2017-02-08", "publish": "2017-06-02 09:00"}, es={"title": "Presa"}
    )
    site.story("east", en={"title": "East", "date": "2017-03-01", "expires": "2017-06-03", "regions": "[piura]", "series": "{id: wings, part: 2}"}, es={"title": "Este"})  # fmt: skip
    site.story("fair", en={"title": "Fair", "date": "2017-03-02", "draft": "true", "tags": "[floods]"})
    return site.page("about", en={"title": "About", "summary": "Who."}, es={"title": "Nosotros", "summary": "Quiénes.", "translation": "{of: en, by: [ana]}"})  # fmt: skip


MOMENTS = [datetime(2017, 6, day, 15, tzinfo=UTC) for day in (1, 2, 3)] + [datetime(2018, 6, 1, tzinfo=UTC)]
"""Before the story that comes, between, after the story that goes, and a year later."""

BODIES = ("Tents and water.", "Tarps and water.", "## Roads\n\nSee [it](story:bridge) and [*this*](story:aid#roads).", "", PICTURE, "A “note”.[^1]\n\n[^1]: Here.", "<b onclick='x'>Bold</b>", "[x](story:nowhere)")  # fmt: skip
FIELDS = (
    ("title", "Another title"), ("title", "Aid"), ("summary", "Other words."), ("date", "2016-12-31"), ("date", "2017-01-06"),
    ("tags", "[health]"), ("tags", "[health, floods]"), ("tags", None), ("tags", "[nothing]"), ("regions", "[peru]"), ("regions", None),
    ("slug", "moved"), ("slug", None), ("draft", "true"), ("draft", None), ("publish", "2017-06-02 09:00"), ("publish", None),
    ("expires", "2017-06-03"), ("expires", None), ("authors", "[ana]"), ("updated", "2017-05-01"), ("aliases", "[/en/old/]"),
    ("corrections", "[{date: 2017-03-01, text: It was two.}]"), ("series", "{id: wings, part: 3}"), ("title", '"broken'),
)  # fmt: skip

Switch = tuple[str, str, str]
"""A path and two texts in it, each of which is put in the place of the other; of one length, they can pass unseen."""

SETTINGS: tuple[Switch, ...] = (
    ("bulletin.toml", "stories_per_page = 2", "stories_per_page = 3"),
    ("bulletin.toml", 'email = "editors', 'untranslated = "hide"\nemail = "editors'),
    ("bulletin.toml", 'title = "Bridge"', 'title = "Bridge"\nquotes = "‘’“”"'),
    ("bulletin.toml", 'title = "Puente"', 'title = "Fuente"'),
    ("bulletin.toml", "America/Lima", "Asia/Karachi"),
    ("bulletin.toml", "[site]\n", "[site]\nfeed_stories = 1\n"),
    ("bulletin.toml", "[site]\n", "[site]\nnonsense = 1\n"),
)
REGISTERS: tuple[Switch, ...] = (
    ("content/tags.yaml", "Floods", "Floats"),
    ("content/tags.yaml", "health: {", "well-being: {"),
    ("content/tags.yaml", "{name: Salud}", "{name: Salud, slug: sana}"),
    ("content/sections.yaml", "{name: Relief}", "{name: Relief, description: In short}"),
    ("content/regions.yaml", "parent: peru", "parent: chil"),
    ("content/regions.yaml", "peru: {iso: PE}\n", "peru: {iso: PE}\nchil: {iso: CL}\n"),
    ("content/regions.yaml", "kind: department", "kind: region"),
    ("content/authors.yaml", "Reporter}", "Reporter, slug: anna}"),
    ("content/series.yaml", "Wings", "Winds"),
)
TEMPLATES: tuple[Switch, ...] = (
    ("templates/base.html", "</body>", "<!-- 1 --></body>"),
    ("templates/base.html", "</html>", "</HTML>"),
    ("templates/_parts.html", "{% macro day(", "{# x #}{% macro day("),
    ("templates/_parts.html", "<p class=\"deck\"", "<p class=\"deco\""),
    ("templates/story.html", "{% extends", "{# x #}{% extends"),
    ("templates/series.html", "<ol", "<ul"),
    ("templates/corrections.html", "<h1>", "<h1 >"),
    ("templates/feed.xml", "<title>", "<title >"),
    ("templates/robots.txt", "User-agent", "User-Agent"),
    ("templates/moved.html", "<body", "<body data-x"),
    ("templates/series.html", "{{ page.name }}", "{{ page.game }}"),
    ("templates/term.html", "{% block main %}", "{% block main }"),
    ("templates/base.html", "{% block main %}", "{% include 'aside.html' ignore missing %}{% block main %}"),
    ("templates/year.html", "{% block main %}", "{% block main %}{% include 'aside.html' ignore missing %}"),
)  # fmt: skip
CATALOGS: tuple[Switch, ...] = (
    ("locales/es/LC_MESSAGES/messages.po", "Solo en inglés", "Solo en INGLÉS"),
    ("locales/es/LC_MESSAGES/messages.po", '"Artículos relacionados"', '""'),
    ("locales/es/LC_MESSAGES/messages.po", '"Correcciones"', '"Correctiones"'),
    ("locales/en/LC_MESSAGES/messages.po", 'msgid "Related stories"\nmsgstr ""', 'msgid "Related stories"\nmsgstr "More"'),
    ("locales/en/LC_MESSAGES/messages.po", 'msgid "Only in Spanish"\nmsgstr ""', 'msgid "Only in Spanish"\nmsgstr "'),
    ("locales/es/LC_MESSAGES/diagnostics.po", "Last-Translator: FULL", "Last-Translator: Full"),
    ("locales/messages.pot", 'msgid "Only in English"', 'msgid "Only in Portuguese"'),
)  # fmt: skip
STATICS: tuple[Switch, ...] = (
    ("static/bulletin.css", "#fdfcf9", "#fdfcf8"),
    ("static/bulletin.css", ":root", "/* */ :root"),
    ("static/feed.css", "{", "{ "),
)

FRESH: tuple[tuple[str, bytes], ...] = (
    ("templates/aside.html", b"<p>Aside</p>"),
    ("templates/unused.html", b"{% if %}"),
    ("templates/story.html~", b"{% if %}"),
    ("static/new.txt", b"new"),
    ("static/fonts/new.txt", b"new"),
    ("static/.hidden", b"new"),
    ("content/stories/2017/aid/c.jpg", jpeg("teal")),
    ("content/stories/2017/dam/b.jpg", jpeg("navy")),
    ("content/stories/stray.md", b"stray"),
    ("content/urls.txt", b"/en/2017/02/aid/ content/stories/2017/aid/en.md\n"),
)
"""Files that may come and go."""


# -- one step ---------------------------------------------------------------------------------------


class Manner(NamedTuple):
    """How a step is taken.

    `settled`: the build takes place ten seconds after the edit, so that times are trusted; at once, no time tells
    it from the edit before, and the file has to be read. `backdated`: what was written bears an old time of
    modification. `checked`: `check` is run before. `mended`: if the site had errors, they are undone first.
    """

    settled: bool
    backdated: bool
    checked: bool
    mended: bool


MANNERS = st.builds(Manner, st.booleans(), st.booleans(), st.booleans(), st.booleans())
NUMBERS = st.integers(0, 11)


class Apart:
    """The system's clock, so far ahead that published files are beyond doubt, or so far behind that none is."""

    ahead = 10

    def time_ns(self) -> int:
        return time.time_ns() + self.ahead * 10**9


def files_below(folder: Path) -> Files:
    """All files by their path, but those of strangers."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return {path: data for path, data in found.items() if path not in STRANGERS}


def told(report: Report) -> Report:
    """What is said of a site, whatever had to be done for it."""
    return msgspec.structs.replace(report, written=0, unchanged=0, removed=0)


def step(**draws: Any) -> Callable[[Callable[..., None]], Any]:
    """A rule: mend, do what it says, and compare what is built then."""

    def decorate(edit: Callable[..., None]) -> Any:
        def whole(self: Edited, manner: Manner, **drawn: Any) -> None:
            self.begin(manner)
            edit(self, **drawn)
            self.compare(manner)

        whole.__name__ = edit.__name__
        as_rule: Any = rule(manner=MANNERS, **draws)
        return as_rule(whole)

    return decorate


class Edited(RuleBasedStateMachine):
    """A project that is edited, and its builds."""

    pattern: ClassVar[Path]
    """A project that was built, to begin from."""
    clock: ClassVar[Clock]
    of_output: ClassVar[Apart]

    def __init__(self) -> None:
        super().__init__()
        self.root = self.pattern.with_name("site")
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.pattern, self.root)
        self.site = SiteBuilder.__new__(SiteBuilder)
        self.site.root, self.site.now, self.site.report = self.root, MOMENTS[0], Report()
        self.out, self.state = self.root / "output", self.root / ".bulletin"
        self.base_url = ""
        self.sound = True
        self.written: list[Path] = []
        self.last = self.sources(), MOMENTS[0], ""
        self.clock.passes()
        self.of_output.ahead = 10
        self.built()

    # -- edits

    def sources(self) -> Files:
        return {path: data for path, data in files_below(self.root).items() if path.startswith(TOPS)}

    def paths(self, pattern: str) -> list[str]:
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))

    def one_of(self, pattern: str, number: int) -> str:
        """The path of an existing file; "" where there is none."""
        found = self.paths(pattern)
        return found[number % len(found)] if found else ""

    def write(self, path: str, data: bytes) -> None:
        self.site.write(path, data)
        self.written.append(self.root / path)

    def switch(self, switch: Switch) -> None:
        path, one, other = switch
        if (self.root / path).is_file():
            text = (self.root / path).read_text("utf-8")
            self.write(
                path, (text.replace(other, one, 1) if other in text else text.replace(one, other, 1)).encode()
            )

    @step(number=NUMBERS, body=st.sampled_from(BODIES))
    def a_text_is_changed(self, number: int, body: str) -> None:
        if path := self.one_of("content/*/**/*.md", number):
            head, mark, _ = (self.root / path).read_text("utf-8").partition("\n---\n")
            self.write(path, f"{head}{mark}\n{body}\n".encode())

    @step(number=NUMBERS, field=st.sampled_from(FIELDS))
    def a_header_is_changed(self, number: int, field: tuple[str, str | None]) -> None:
        if path := self.one_of("content/stories/*/*/*.md", number):
            name, value = field
            text = re.sub(rf"^{name}: .*\n", "", (self.root / path).read_text("utf-8"), count=1, flags=re.M)
            line = f"{name}: {value}\n" if value is not None else ""
            self.write(path, text.replace("---\n", f"---\n{line}", 1).encode())

    @step(number=NUMBERS)
    def a_language_of_a_story_is_deleted(self, number: int) -> None:
        if path := self.one_of("content/stories/*/*/*.md", number):
            (self.root / path).unlink()

    @step(number=NUMBERS)
    def a_story_is_deleted(self, number: int) -> None:
        if path := self.one_of("content/stories/*/*/", number):
            shutil.rmtree(self.root / path)

    @step(number=st.integers(0, 2), translated=st.booleans())
    def a_story_is_added(self, number: int, translated: bool) -> None:
        words = {"title": f"New {number}", "date": f"2017-0{number + 3}-09", "tags": "[floods]"}
        self.site.story(f"new-{number}", en=words, es={"title": f"Nuevo {number}"} if translated else None)

    @step(number=NUMBERS, name=st.sampled_from(["aid", "zoo"]))
    def a_folder_is_renamed(self, number: int, name: str) -> None:
        path = self.one_of("content/stories/*/*/", number)
        if path and not (target := (self.root / path).with_name(name)).exists():
            (self.root / path).rename(target)

    @step(number=NUMBERS, color=st.sampled_from(["navy", "teal", "gold", "", "broken"]))
    def a_picture_is_changed_or_deleted(self, number: int, color: str) -> None:
        if path := self.one_of("content/stories/*/*/*.jpg", number):
            if color:
                self.write(path, b"no picture" if color == "broken" else jpeg(color))
            else:
                (self.root / path).unlink()

    @step(switch=st.sampled_from(TEMPLATES))
    def a_template_is_changed(self, switch: Switch) -> None:
        self.switch(switch)

    @step(switch=st.sampled_from(CATALOGS))
    def a_catalog_is_changed(self, switch: Switch) -> None:
        self.switch(switch)

    @step(switch=st.sampled_from(REGISTERS))
    def a_register_is_changed(self, switch: Switch) -> None:
        self.switch(switch)

    @step(switch=st.sampled_from(SETTINGS))
    def a_setting_is_changed(self, switch: Switch) -> None:
        self.switch(switch)

    @step(switch=st.sampled_from(STATICS))
    def a_static_file_is_changed(self, switch: Switch) -> None:
        self.switch(switch)

    @step(fresh=st.sampled_from(FRESH))
    def a_file_comes_or_goes(self, fresh: tuple[str, bytes]) -> None:
        path, data = fresh
        if (self.root / path).exists():
            (self.root / path).unlink()
        elif (self.root / path).parent.is_dir() or path.startswith("static"):
            self.write(path, data)

    @step(switch=st.sampled_from([one for one in (*SETTINGS, *REGISTERS, *TEMPLATES, *CATALOGS, *STATICS) if len(one[1].encode()) == len(one[2].encode())] + [("content/stories/2017/aid/en.md", BODIES[0], BODIES[1]), ("content/pages/about/en.md", "Some", "Same")]), replaced=st.booleans(), at_once=st.booleans())  # fmt: skip
    def a_file_is_changed_and_looks_as_before(self, switch: Switch, replaced: bool, at_once: bool) -> None:
        """Size and time of modification are what they were; the inode too, unless it is `replaced`.

        `at_once`: it was written and built just before, so that all its times are what they were.
        """
        file = self.root / switch[0]
        if file.is_file():
            if at_once:
                file.write_bytes(file.read_bytes())
                self.built()
            seen = file.stat()
            if replaced:
                shutil.copy2(file, file.with_name("~"))
                file.with_name("~").rename(file)
            self.switch(switch)
            self.written.clear()
            os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
            assert file.stat().st_size == seen.st_size

    @step(moment=st.sampled_from(MOMENTS))
    def time_passes_or_goes_back(self, moment: datetime) -> None:
        self.site.now = moment

    @step(base_url=st.sampled_from(["", "https://example.com/boletin/"]))
    def another_address_is_asked_for(self, base_url: str) -> None:
        self.base_url = base_url

    @step()
    def nothing_happens(self) -> None:
        pass

    # -- accidents

    @step(
        number=st.integers(0, 60), how=st.sampled_from(["lost", "longer", "same size", "folder", "replaced"])
    )
    def a_published_file_is_harmed(self, number: int, how: str) -> None:
        if (
            self.sound
            and (path := self.one_of("output/**/*.*", number))
            and not path.endswith((LEDGER, ".txt"))
        ):
            file = self.root / path
            seen, data = file.stat(), file.read_bytes()
            if how == "lost":
                file.unlink()
            elif how == "folder":
                shutil.rmtree(file.parent) if file.parent != self.out else file.unlink()
            elif how == "replaced":
                file.unlink()
                file.write_bytes(data[::-1])
            else:
                file.write_bytes(data + b"x" if how == "longer" else b"X" + data[1:])
            if file.exists():
                os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    @step(name=st.sampled_from(STRANGERS))
    def somebody_puts_a_file_into_the_output_or_takes_it_away(self, name: str) -> None:
        file = self.out / name
        if file.exists():
            file.unlink()
        elif file.parent.is_dir():
            file.write_bytes(b"mine")

    @step(what=st.sampled_from(["output", "ledger cut short", "spare", "ledger of the spare", "file of the spare"]), number=st.integers(0, 60))  # fmt: skip
    def a_tree_is_lost_or_damaged(self, what: str, number: int) -> None:
        spare = spare_of(self.out)
        if what == "output" and self.sound:
            shutil.rmtree(self.out)
        elif what == "ledger cut short" and self.sound:
            cut_short(self.out / LEDGER)
        elif what == "spare":
            shutil.rmtree(spare, ignore_errors=True)
        elif what == "ledger of the spare" and spare.exists():
            cut_short(spare / LEDGER)
        elif (
            what == "file of the spare"
            and self.sound
            and (path := self.one_of(".output.spare/**/*.html", number))
        ):
            (self.root / path).write_bytes(b"x" * (self.root / path).stat().st_size)

    @step(what=st.sampled_from(["all", "memo", "memo cut short", "memo overwritten", "memo of yesterday", "derivatives", "a derivative"]))  # fmt: skip
    def derived_facts_are_lost_or_damaged(self, what: str) -> None:
        memos = sorted(self.state.glob("memo-*.sqlite"))
        if what == "all":
            shutil.rmtree(self.state)
        elif what == "derivatives":
            shutil.rmtree(self.state / "derivatives", ignore_errors=True)
        elif what == "a derivative":
            for file in sorted((self.state / "derivatives").glob("*"))[:1]:
                cut_short(file)
        for memo in memos if what.startswith("memo") else ():
            if what == "memo":
                memo.unlink()
            elif what == "memo of yesterday":
                shutil.copy(next((self.pattern / ".bulletin").glob("memo-*.sqlite")), memo)
            elif what == "memo cut short":
                cut_short(memo)
            else:
                memo.write_bytes(b"x" * memo.stat().st_size)

    # -- building and comparing

    def begin(self, manner: Manner) -> None:
        """Undo what was wrong, if it is to be mended."""
        if not self.sound and manner.mended:
            sources, self.site.now, self.base_url = self.last
            now = self.sources()
            for path in now.keys() - sources.keys():
                (self.root / path).unlink()
            for path, data in sources.items():
                if now.get(path) != data:
                    self.write(path, data)
            self.sound = True

    def options(self, out: Path | None, *, full: bool = False) -> Options:
        return Options(
            root=self.root,
            now=self.site.now,
            out=out,
            base_url=self.base_url,
            full=full,
            remembers=out is not None,
        )

    def compare(self, manner: Manner) -> None:
        """Build, and hold it against a build from nothing."""
        for file in self.written:
            if manner.backdated and file.exists():
                os.utime(file, (1_400_000_000, 1_400_000_000))
        self.written.clear()
        self.of_output.ahead = 10 if manner.settled else -10
        if manner.settled:
            self.clock.passes()
        answer = quick.answer(self.root, self.question(), self.site.now.timestamp()).said
        before = files_below(self.out)
        checked = build(self.options(None)).report if manner.checked else None
        built = self.built()
        wanted, files = self.from_nothing(full=True)

        assert told(built.report) == told(wanted.report)
        if built.report.published:
            assert files_below(self.out) == files
        else:
            assert files_below(self.out) == before
        if checked is not None:
            assert checked.diagnostics == wanted.report.diagnostics
        if answer is not None:
            assert answer.out == repr(told(wanted.report))
            assert before == files or not wanted.report.published
        self.sound = built.report.published
        if self.sound:
            self.last = self.sources(), self.site.now, self.base_url

    def published(self, *, full: bool = False) -> Built:
        """Build into the output; what is asked for is done: a spare without a ledger is moved away.

        There alone a file that was changed by hand cannot be told to be ours, and stops the build.
        """
        try:
            return build(self.options(self.out, full=full))
        except BulletinError:
            assert read_ledger(spare_of(self.out)) is None
            shutil.rmtree(spare_of(self.out))
            return build(self.options(self.out, full=full))

    def built(self) -> Built:
        """Build as a command does, and leave an answer for the next time."""
        built = self.published()
        if built.trace is not None:
            out = self.out.as_posix() if built.report.published else ""
            said = quick.Said(repr(told(built.report)), "", 0)
            trace = built.trace
            quick.remember(trace.memo, trace.at, trace.engine, self.question(), out, trace.lasting, said)
        return built

    def question(self) -> Sequence[str]:
        return ["--base-url", self.base_url, "--now", "-"]

    def from_nothing(self, *, full: bool) -> tuple[Built, Files]:
        """What a build says and publishes that has no memo, no ledger and no output to go by."""
        aside, out = self.root / "aside", self.root / "clean"
        if self.state.exists():
            self.state.rename(aside)
        try:
            return build(self.options(out, full=full)), files_below(out)
        finally:
            for folder in (self.state, out, spare_of(out)):
                shutil.rmtree(folder, ignore_errors=True)
            if aside.exists():
                aside.rename(self.state)

    def teardown(self) -> None:
        """In the end: a clean build without --full, and --full upon all that stands, find nothing else."""
        wanted, files = self.from_nothing(full=False)
        full = self.published(full=True).report

        assert told(full) == told(wanted.report)
        if full.published:
            assert files_below(self.out) == files
            assert (full.written, full.removed) == (0, 0) or not self.sound


class Remembered(Edited):
    """The same project, built again and again by one process that remembers what it did, as the preview's does.

    Its folder is its own: nobody harms what is in it while the process lives.
    """

    a_published_file_is_harmed = None
    somebody_puts_a_file_into_the_output_or_takes_it_away = None
    a_tree_is_lost_or_damaged = None
    derived_facts_are_lost_or_damaged = None

    def __init__(self) -> None:
        self.recall = Recall()
        super().__init__()

    def options(self, out: Path | None, *, full: bool = False) -> Options:
        remembered = out == self.out
        return msgspec.structs.replace(
            super().options(self.root / ".bulletin" / "proof" / "site" if remembered else out, full=full),
            proof=out is not None,
            drafts=True,
            recall=self.recall if remembered else None,
        )

    def compare(self, manner: Manner) -> None:
        """What the process makes is what another would make that begins from nothing."""
        self.written.clear()
        self.clock.passes()
        out = self.root / ".bulletin" / "proof" / "site"
        before = files_below(out)
        built = build(self.options(self.out)).report
        wanted, files = self.from_nothing(full=False)

        assert told(built) == told(wanted.report)
        assert pages_of(files_below(out)) == pages_of(files if built.published else before)
        if built.published:
            assert set(self.recall.standing.written) == different(before, files)
        self.sound = built.published
        if self.sound:
            self.last = self.sources(), self.site.now, self.base_url

    def built(self) -> Built:
        return build(self.options(self.out))

    def teardown(self) -> None:
        """There is nothing left to hold against each other."""


def pages_of(files: Files) -> Files:
    """Files of a site: a proof writes its ledger now and then alone."""
    return {path: data for path, data in files.items() if path != LEDGER}


def different(before: Files, after: Files) -> set[str]:
    """The paths that were written or removed."""
    one, other = pages_of(before), pages_of(after)
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def cut_short(file: Path) -> None:
    if file.is_file():
        os.truncate(file, file.stat().st_size // 2)


@pytest.fixture
def sequences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type[Edited]:
    """The machine, with its project. No child is forked, and no disk waited for: there is no lost power here."""
    Edited.clock = Clock(tmp_path)
    Edited.clock.rule(monkeypatch)
    Edited.of_output = Apart()
    monkeypatch.setattr("bulletin.write.facts.time", Edited.of_output)
    monkeypatch.setattr("bulletin.pool._processors", lambda: 0)
    monkeypatch.setattr("bulletin.write.commit.sync_changed", lambda *_: None)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    Edited.pattern = tmp_path / "pattern"
    new_project(Edited.pattern)
    Edited.clock.passes()
    report = build(Options(root=Edited.pattern, now=MOMENTS[0], out=Edited.pattern / "output")).report
    assert report.published
    return Edited


PARTS = 5
"""The sequences are run in so many parts, which can be run at the same time. Each part has sequences of its own."""


def run_sequences(kind: type[Edited], number: int, part: int) -> None:
    """One part of so many sequences: Hypothesis begins from the name of the class, so each needs its own."""
    run_state_machine_as_test(
        type(f"{kind.__name__}{part}", (kind,), {}),
        settings=settings(
            max_examples=-(-number // PARTS),
            stateful_step_count=STEPS,
            derandomize="PUENTE_SEQUENCES" not in os.environ,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_after_any_row_of_edits_a_process_that_remembers_makes_what_another_would(
    sequences: type[Edited], part: int
) -> None:
    run_sequences(Remembered, SEQUENCES // 4, part)


@pytest.mark.parametrize("part", range(PARTS))
def test_after_any_row_of_edits_a_build_is_what_a_build_from_nothing_would_be(
    sequences: type[Edited], part: int
) -> None:
    run_sequences(sequences, SEQUENCES, part)
