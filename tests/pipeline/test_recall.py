"""A process that builds again and again makes the same as one that begins from nothing, and asks no stage twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from builders import NOW, SiteBuilder, of_content
from bulletin.pipeline import Built, build
from bulletin.pipeline.options import Options
from bulletin.pipeline.recall import Recall
from bulletin.pool import Pool
from bulletin.quick import Lasting


class Process:
    """The preview's builder on a project, without the process."""

    def __init__(self, site: SiteBuilder, *, drafts: bool = True) -> None:
        self.site, self.drafts, self.recall = site, drafts, Recall()
        self.asked: list[str] = []
        again = self.recall.again

        def noted(stage: str, function: Callable[..., object], *questions: object, **named: object) -> object:
            def answered(*asked: object, **by_name: object) -> object:
                self.asked.append(stage)
                return function(*asked, **by_name)

            return again(stage, answered, *questions, **named)

        self.recall.again = noted  # type: ignore[method-assign, assignment]

    @property
    def out(self) -> Path:
        return self.site.root / ".bulletin" / "proof" / "site"

    def build(self, *, now: datetime = NOW) -> Built:
        self.asked.clear()
        options = Options(
            root=self.site.root, now=now, out=self.out, proof=True, drafts=self.drafts, recall=self.recall
        )
        return build(options)

    def html(self, url: str) -> str:
        return (self.out / url.strip("/") / "index.html").read_text("utf-8")


@pytest.fixture
def process(site: SiteBuilder) -> Process:
    found = Process(site.story("floods", en={}, es={}))
    found.build()
    return found


def test_with_nothing_changed_no_stage_is_asked_again(process: Process) -> None:
    built = process.build()

    assert process.asked == []
    assert (built.report.written, built.report.unchanged > 20, built.report.published) == (0, True, True)


def test_a_word_in_a_text_asks_no_stage_again_and_writes_its_pages(process: Process) -> None:
    process.site.story("floods", en={}, es={}, en_body="Tents, water and rice.")
    process.build()

    assert process.asked == []
    assert "rice" in process.html("/en/2017/02/relief-arrives/")
    assert set(process.recall.standing.written) == {
        "en/2017/02/relief-arrives/index.html",
        "en/feed.xml",
        "en/sections/relief/feed.xml",
    }


def test_a_link_that_moved_down_a_line_is_checked_again_and_not_planned(process: Process) -> None:
    process.site.story("floods", en={}, es={}, en_body="[All](story:floods).")
    process.build()
    process.site.story("floods", en={}, es={}, en_body="Tents.\n\n[All](story:floods).")
    process.build()

    assert process.asked == ["check"]


@pytest.mark.parametrize(
    ("edit", "asked"),
    [
        ({"en": {"title": "Help arrives"}}, ["pair", "plan", "check", "views"]),
        ({"en": {"draft": "true"}}, ["pair", "plan", "check", "views"]),
        ({"en_body": "## Help\n\nTents."}, ["plan", "check"]),
        ({"en_body": "[All](story:floods)."}, ["plan", "check", "views"]),
    ],
    ids=["a title", "a draft", "a heading", "a link"],
)
def test_what_a_stage_may_see_asks_it_again(
    process: Process, edit: dict[str, dict[str, object]], asked: list[str]
) -> None:
    process.site.story("floods", **{"en": {}, "es": {}, **edit})  # type: ignore[arg-type]
    process.build()

    assert process.asked == asked


def test_a_template_and_a_catalog_are_no_part_of_the_plan_but_of_the_rendering(process: Process) -> None:
    page = process.site.root / "templates" / "story.html"
    page.write_text(page.read_text("utf-8").replace('<p class="deck">', '<p class="deck big">'), "utf-8")
    process.build()

    assert process.asked == ["renderer"]
    assert 'class="deck big"' in process.html("/en/2017/02/relief-arrives/")


def test_a_build_with_an_error_leaves_the_proof_and_what_is_remembered_of_it(process: Process) -> None:
    before = process.html("/en/2017/02/relief-arrives/")
    process.site.story("floods", en={"titel": "x"}, es={})

    assert [one.code for one in process.build().report.diagnostics if one.severity == "error"] == [
        "field-unknown"
    ]
    assert process.html("/en/2017/02/relief-arrives/") == before
    process.site.story("floods", en={}, es={})
    assert process.build().report.written == 0


def test_drafts_and_what_is_still_to_come_are_shown_with_the_reason(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={"draft": "true"})
    site.story("coming", en={"title": "To come", "date": "2018-01-01"}).page(
        "about", en={"title": "About", "summary": "Us.", "draft": "true"}
    )
    process = Process(site)
    process.build()

    assert 'class="held">Borrador</p>' in process.html("/es/2017/02/llega-la-ayuda/")
    assert 'class="held">Scheduled</p>' in process.html("/en/2018/01/to-come/")
    assert 'class="held">Draft</p>' in process.html("/en/about/")
    assert 'class="held"' not in process.html("/en/2017/02/relief-arrives/")
    assert process.html("/en/").count('class="held">Scheduled</p>') == 1
    assert process.html("/es/").count('class="held">Borrador</p>') == 1


def test_without_drafts_the_proof_is_what_readers_see(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={"draft": "true"})
    process = Process(site, drafts=False)
    process.build()

    assert not (process.out / "es/2017/02").exists()
    assert "held" not in process.html("/en/")


def test_in_a_proof_a_stylesheet_keeps_its_name_so_that_a_change_touches_no_page(process: Process) -> None:
    assert 'href="/bulletin.css"' in process.html("/en/")
    process.site.write("static/bulletin.css", "body { color: red }")
    process.build()

    assert process.recall.standing.written == ("bulletin.css",)


def test_the_first_preview_begins_with_what_a_build_knows(
    site: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.story("floods", en={}, es={}).build()
    monkeypatch.setattr("bulletin.compose.Composer.compose", lambda *_: pytest.fail("composed again"))
    process = Process(site)
    process.build()

    assert "Tents and water." in process.html("/en/2017/02/relief-arrives/")


@pytest.mark.parametrize("data", [b"", b"no database" * 500], ids=["empty", "garbage"])
def test_a_memo_of_no_use_to_begin_with_is_none(site: SiteBuilder, data: bytes) -> None:
    site.story("floods", en={}, es={}).build()
    (memo,) = (site.root / ".bulletin").glob("memo-*")
    memo.write_bytes(data)
    process = Process(site)

    assert process.build().report.published
    assert process.build().notes == ()


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ({"static/report.txt": b"x"}, {"static/report.txt": None}, ["link-broken"]),
        ({}, {"static/bulletin.css": None}, ["static-missing"]),
        ({}, {"static/robots.txt": b"x"}, ["static-taken"]),
        ({}, {"static/en": b"x"}, ["static-taken"]),
    ],
    ids=["a linked file goes", "the stylesheet goes", "a name is taken", "a folder's name is taken"],
)
def test_what_a_static_file_breaks_is_told_by_a_process_that_remembers(
    site: SiteBuilder, before: dict[str, bytes], after: dict[str, bytes | None], codes: list[str]
) -> None:
    for path, data in before.items():
        site.write(path, data)
    link = "[Report](/report.txt)." if before else "Tents."
    process = Process(site.story("floods", en={}, es={}, en_body=link))
    assert process.build().report.published
    for path, changed in after.items():
        site.remove(path) if changed is None else site.write(path, changed)

    assert of_content(process.build().report.diagnostics)[0].code == codes[0]
    for path in after:
        site.remove(path) if (site.root / path).exists() else None
        if path in before:
            site.write(path, before[path])
        elif path == "static/bulletin.css":
            site.write(path, "body { color: red }")
    assert process.build().report.published


def test_what_a_draft_has_wrong_in_its_text_is_told_and_stops_nothing(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={})
    site.story("half", en={"title": "Half", "draft": "true"}, en_body="[Nowhere](story:nope) ![x](none.jpg)")
    built = Process(site).build()

    told = [(one.code, one.severity) for one in of_content(built.report.diagnostics)]
    assert ("link-broken", "warning") in told and ("picture-missing", "warning") in told
    assert built.report.published


def test_a_proof_that_is_removed_meanwhile_is_made_again(process: Process) -> None:
    shutil.rmtree(process.site.root / ".bulletin")
    process.build()

    assert "Tents and water." in process.html("/en/2017/02/relief-arrives/")


def test_a_proof_whose_folder_is_emptied_and_made_again_is_made_again(process: Process) -> None:
    shutil.rmtree(process.out)
    process.out.mkdir()
    process.build()

    assert "Tents and water." in process.html("/en/2017/02/relief-arrives/")
    assert (process.out / "bulletin.css").exists()


def test_a_file_that_was_stuck_once_is_tried_again(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    process.site.story("floods", en={}, es={}, en_body="Other words.")
    with monkeypatch.context() as moment:
        moment.setattr(Pool, "map", lambda self, work, items, **_: ((n, None) for n, _ in enumerate(items)))
        assert "file-stuck" in [one.code for one in process.build().report.diagnostics]

    assert process.build().report.published


# -- time -------------------------------------------------------------------------------------------

DAY = datetime(2017, 6, 1, tzinfo=UTC)


def test_the_moment_of_the_last_build_stands_until_something_comes_due() -> None:
    recall = Recall()
    assert recall.moment(DAY) == DAY
    recall.built(DAY, Lasting(DAY.timestamp(), (DAY + timedelta(hours=3)).timestamp()))

    assert recall.moment(DAY + timedelta(hours=2)) == DAY
    assert recall.moment(DAY + timedelta(hours=3)) == DAY + timedelta(hours=3)
    assert recall.moment(DAY - timedelta(seconds=1)) == DAY - timedelta(seconds=1)


def test_a_story_that_was_saved_when_it_was_due_already_is_shown(process: Process) -> None:
    process.site.story("late", en={"title": "Late", "publish": "2017-06-01T08:00"})
    process.build(now=NOW + timedelta(hours=2))

    assert 'class="held"' not in process.html("/en/2017/02/late/")


def test_a_story_that_comes_due_loses_its_label(site: SiteBuilder) -> None:
    site.story("coming", en={"title": "To come", "date": "2017-06-02"})
    process = Process(site)
    process.build()
    assert 'class="held"' in process.html("/en/2017/06/to-come/")

    process.build(now=NOW + timedelta(days=1))
    assert 'class="held"' not in process.html("/en/2017/06/to-come/")
