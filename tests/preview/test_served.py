"""The command `serve` from its start to its end: what counts as saved, what it leaves alone, and how it stops."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from builders import PROJECT, REGISTERS, SETTINGS, SiteBuilder
from bulletin.commands.serve import RUNNING_AT
from served import COMMAND, Served, children, is_gone, until

Serve = Callable[..., Served]

STORY = "en/2017/02/relief-arrives/"
PICTURE = next(PROJECT.glob("content/stories/*/*/lead.png"))


# -- what counts as saved -------------------------------------------------------------------------------

CATALOG = "locales/es/LC_MESSAGES/messages.po"
SOURCES = [
    pytest.param(CATALOG, "Saltar al contenido", "Ir al texto", "es/2017/02/llega-la-ayuda/", id="catalog"),
    pytest.param("templates/story.html", "<h1>", '<h1 id="top">', STORY, id="template"),
    pytest.param("templates/_parts.html", "<article class", "<article data-x class", "en/", id="part of one"),
    pytest.param("content/sections.yaml", "Relief", "Succor", STORY, id="register"),
    pytest.param("bulletin.toml", "News of cooperation", "News of rivers", STORY, id="settings"),
    pytest.param("content/stories/2017/floods/en.md", "Tents", "Blankets", STORY, id="story"),
]


@pytest.mark.parametrize(("path", "old", "new", "url"), SOURCES)
def test_a_source_that_is_saved_counts(shared: Served, path: str, old: str, new: str, url: str) -> None:
    before = (shared.site.root / path).read_text("utf-8")
    assert old in before
    shared.site.write(path, before.replace(old, new))

    shared.until_sent(url, new)


def test_a_static_file_that_is_saved_counts(shared: Served) -> None:
    shared.site.write("static/robot.css", "a { color: red }")
    shared.until_sent("robot.css", "red")
    shared.site.write("static/robot.css", "a { color: blue }")
    shared.until_sent("robot.css", "blue")
    shared.site.remove("static/robot.css")
    shared.until(lambda: shared.ask("/robot.css").status == 404)


def test_a_picture_that_is_saved_counts(shared: Served) -> None:
    photo = '{file: a.png, kind: map, alt: "Boats", credit: "Ana Rojas"}'
    site = shared.site.story("harbor", en={"title": "A harbor", "photo": photo})
    shared.until(lambda: "a.png" in shared.said())
    shutil.copyfile(PICTURE, site.root / "content/stories/2017/harbor/a.png")

    shared.until_sent("en/2017/02/a-harbor/", 'alt="Boats"')


@pytest.mark.parametrize(
    "path", ["content/stories/2017/floods/en.md", "bulletin.toml"], ids=["story", "settings"]
)
def test_a_file_that_is_replaced_as_editors_do_counts(shared: Served, path: str) -> None:
    for word in ("planks", "nails"):
        file = shared.site.root / path
        spare = file.with_name(f".{file.name}.tmp")
        spare.write_text(
            re.sub(r"(?:News of|Tents and) \w+", rf"\g<0> and {word}", file.read_text("utf-8")), "utf-8"
        )
        spare.replace(file)
        shared.until_sent(STORY, f"and {word}")


def test_a_new_folder_and_a_renamed_one_count(shared: Served) -> None:
    site, stories = shared.site, shared.site.root / "content/stories"
    site.story("well", en={"title": "A well is dug", "date": "2019-05-01"}, year="2019")
    site.story("floods", en={}, en_body="See [the well](story:well).")
    shared.until_sent(STORY, 'href="/en/2019/05/a-well-is-dug/"')

    (stories / "2019/well").rename(stories / "2019/spring")
    shared.until(lambda: '"story:well" leads nowhere' in shared.said())
    site.story("floods", en={}, en_body="See [the spring](story:spring).")
    shared.until_sent(STORY, "the spring")
    (stories / "2019").rename(stories / "2018")
    site.story("spring", en={"title": "A spring is found", "date": "2019-05-01"}, year="2018")
    shared.until(lambda: shared.html("en/2019/05/a-spring-is-found/"))


def test_a_folder_that_comes_with_all_that_is_in_it_counts(shared: Served, tmp_path: Path) -> None:
    elsewhere = SiteBuilder(tmp_path).story("raft", en={"title": "A raft is built"}, year="2016")
    (elsewhere.root / "content/stories/2016").rename(shared.site.root / "content/stories/2016")
    shared.until(lambda: shared.html("en/2017/02/a-raft-is-built/"))

    shared.site.story("raft", en={"title": "A raft is built"}, en_body="Of reed.", year="2016")
    shared.until_sent("en/2017/02/a-raft-is-built/", "Of reed.")


def test_a_folder_of_sources_may_be_exchanged(floods: SiteBuilder, serve: Serve) -> None:
    preview = serve(floods)
    shutil.copytree(floods.root / "content", floods.root / "other")
    (floods.root / "content").rename(floods.root / "former")
    (floods.root / "other").rename(floods.root / "content")
    preview.settle()

    for number in range(2):
        floods.story("floods", en={}, en_body=f"Saved by number {number}.")
        preview.until_sent(STORY, f"Saved by number {number}.")
        floods.write("static/robot.css", f"a {{ order: {number} }}")
        preview.until_sent("robot.css", f"order: {number}")


def test_ten_files_that_are_saved_at_once_are_built_at_once(shared: Served) -> None:
    keys = [f"camp-{number}" for number in range(10)]
    for body in ("Founded.", "Saved at once."):
        shared.settle()
        before = shared.builds()
        for key in keys:
            shared.site.story(key, en={"title": f"{key} opens"}, en_body=body)
        for key in keys:
            shared.until_sent(f"en/2017/02/{key}-opens/", body)
    shared.settle()

    assert shared.builds() - before in (1, 2)


def test_what_is_no_source_is_not_built(shared: Served) -> None:
    shared.settle()
    before = shared.builds()
    paths = ("notes.txt", "output/mine.txt", ".git/index", "content/stories/2017/floods/.en.md.swp")
    for path in paths:
        shared.site.write(path, "not ours")
    for path in paths:
        shared.site.remove(path)
    shared.settle()

    assert shared.builds() == before


# -- what it leaves alone -------------------------------------------------------------------------------


def test_the_published_site_is_never_touched(floods: SiteBuilder, serve: Serve) -> None:
    before = floods.build().files()
    preview = serve(floods)
    floods.story("floods", en={}, en_body="Not for readers yet.")
    preview.until_sent(STORY, "Not for readers yet.")
    assert floods.files() == before

    shutil.rmtree(floods.out)
    floods.story("floods", en={}, en_body="Not for readers either.")
    preview.until_sent(STORY, "Not for readers either.")
    assert not floods.out.exists()


def test_the_site_can_be_built_while_it_is_served(shared: Served) -> None:
    built = subprocess.run(
        [sys.executable, "-c", COMMAND, "build", "--messages", "en"],
        cwd=shared.site.root, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert built.returncode == 0, built.stderr
    assert "Relief arrives" in shared.site.html(f"/{STORY}")
    assert "_preview" not in shared.site.html(f"/{STORY}")
    shutil.rmtree(shared.site.out)


# -- what is held back ----------------------------------------------------------------------------------


HELD = {
    "draft": {"draft": "true"},
    "later": {"publish": "2099-01-01T08:00"},
    "former": {"expires": "2018-01-01"},
}


def test_drafts_scheduled_and_expired_stories_are_shown(shared: Served) -> None:
    for key, header in HELD.items():
        shared.site.story(key, en={"title": f"A {key} story", **header})

    for key in HELD:
        shared.until_sent("en/", f"A {key} story")
        assert shared.html(f"en/2017/02/a-{key}-story/").count('class="held"') == 1
    assert shared.html("en/").count('class="held"') == 3


def test_drafts_scheduled_and_expired_stories_are_not_shown_where_they_are_not_wanted(
    floods: SiteBuilder, serve: Serve
) -> None:
    for key, header in HELD.items():
        floods.story(key, en={"title": f"A {key} story", **header})
    preview = serve(floods, "--no-drafts")

    assert "Relief arrives" in preview.html("en/")
    for key in HELD:
        assert f"A {key} story" not in preview.html("en/")
        assert preview.ask(f"/en/2017/02/a-{key}-story/").status == 404
    assert 'class="held"' not in preview.html("en/")


def test_a_story_that_comes_due_appears_without_a_save(floods: SiteBuilder, serve: Serve) -> None:
    preview = serve(floods, "--no-drafts")
    due = (datetime.now(ZoneInfo("America/Lima")) + timedelta(seconds=3)).strftime("%Y-%m-%d %H:%M:%S")
    floods.story("later", en={"title": "Its time has come", "publish": due})
    preview.until(lambda: preview.builds() > 1)
    assert "Its time has come" not in preview.html("en/")

    preview.until_sent("en/", "Its time has come")


# -- where it listens -----------------------------------------------------------------------------------


def test_where_its_port_is_taken_it_says_so_and_takes_the_next_free_one(
    floods: SiteBuilder, serve: Serve
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        preview = serve(floods, "--port", str(taken))

        assert taken < preview.port <= taken + 50
        assert f"Port {taken} is in use" in preview.said()
        assert preview.html(STORY)


def test_on_an_address_that_is_not_ours_it_cannot_listen_and_says_what_to_do(floods: SiteBuilder) -> None:
    refused = Served(floods, "--host", "192.0.2.1").begin()

    assert refused.process.wait(20) == 2
    assert "cannot start at 192.0.2.1" in refused.said() and "--port 8080" in refused.said()
    assert "Traceback" not in refused.said()


def test_on_every_address_it_warns_and_answers_to_numbers_alone(floods: SiteBuilder, serve: Serve) -> None:
    preview = serve(floods, "--host", "0.0.0.0")

    assert "can read your drafts" in preview.said()
    assert preview.ask("/en/", host=f"192.0.2.1:{preview.port}").status == 200
    assert preview.ask("/en/", host=f"evil.example:{preview.port}").status == 421


def test_a_second_preview_of_the_same_project_is_refused(shared: Served) -> None:
    second = Served(shared.site)
    second.log = shared.log.with_suffix(".second")
    second.begin()

    assert second.process.wait(20) == 75
    assert RUNNING_AT % {"address": shared.address} in second.said()
    assert shared.html(STORY)


# -- what its terminal says -------------------------------------------------------------------------------


def test_a_save_is_told_with_its_time_its_file_and_its_address(shared: Served) -> None:
    before = len(shared.said())
    shared.site.story("floods", en={}, en_body="More tents.")
    shared.until(lambda: STORY in shared.said()[before:])

    told = shared.said()[before:].splitlines()
    assert re.fullmatch(r"\d\d:\d\d:\d\d  content/stories/2017/floods/en\.md", told[0])
    assert told[1].startswith("2 stories, ") and told[2:] == [shared.address + STORY]


def test_a_save_with_an_error_is_told_not_to_have_updated_the_preview(shared: Served) -> None:
    before = len(shared.said())
    shared.site.story("floods", en={}, en_body="[x](story:nowhere)")
    shared.until(lambda: "not updated" in shared.said()[before:])

    told = shared.said()[before:].splitlines()
    assert (
        told[0].endswith("  content/stories/2017/floods/en.md") and told[-1] == "The preview was not updated."
    )


def test_a_story_that_is_begun_is_no_error_and_is_told_of_once(shared: Served) -> None:
    before, folder = len(shared.said()), shared.site.root / "content/stories/2017/raft"
    folder.mkdir()
    shared.until(lambda: "still-empty" in shared.said()[before:])
    shared.settle()
    assert shared.said()[before:].count("still-empty") == 1

    (folder / "en.md").touch()
    shared.until(lambda: "raft/en.md: warning still-empty" in shared.said()[before:])
    shared.site.story("raft", en={"title": "A raft is built"})
    shared.until(lambda: shared.html("en/2017/02/a-raft-is-built/"))
    assert "1 error" not in shared.said()[before:]


def test_where_a_preview_was_is_forgotten_with_it(floods: SiteBuilder) -> None:
    with Served(floods) as preview:
        assert (floods.root / ".bulletin/proof/address").read_text("utf-8") == preview.address

    assert not (floods.root / ".bulletin/proof/address").exists()


# -- a broken start -------------------------------------------------------------------------------------


def test_a_project_without_settings_is_served_as_soon_as_it_has_them(
    floods: SiteBuilder, serve: Serve
) -> None:
    preview = serve(floods.remove("bulletin.toml").remove("content/tags.yaml"))
    assert preview.html("en/") == ""
    floods.write("bulletin.toml", SETTINGS).write("content/tags.yaml", REGISTERS["tags"])

    preview.until_sent(STORY, "Tents and water.")


# -- how it ends ----------------------------------------------------------------------------------------

SIGNALS = [
    pytest.param(signal.SIGINT, 130, id="interrupted"),
    pytest.param(signal.SIGTERM, 143, id="terminated"),
]


@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_it_ends_in_under_a_second_and_leaves_no_process(
    floods: SiteBuilder, number: signal.Signals, code: int
) -> None:
    preview = Served(floods).begin()
    preview.until(lambda: "Preview: " in preview.said())
    builder = preview.builder()
    begun = time.monotonic()

    assert (builder > 0, preview.end(number)) == (True, code)
    assert time.monotonic() - begun < 1
    assert is_gone(builder)
    assert "Traceback" not in preview.said()


def test_it_ends_while_it_builds_for_the_first_time(floods: SiteBuilder) -> None:
    preview = Served(floods).begin()
    preview.until(preview.builder)
    builder = preview.builder()

    assert preview.end() == 130
    assert is_gone(builder)
    assert "Traceback" not in preview.said()


def test_its_pages_are_told_from_those_of_the_server_before(floods: SiteBuilder) -> None:
    """A browser that outlived a server asks the next one whether it shows what there is now."""
    revisions = []
    for body in ("Before.", "After."):
        with Served(floods.story("floods", en={}, en_body=body)) as preview:
            revisions += re.findall(r'data-revision="(\d+)"', preview.html(STORY))

    assert len(set(revisions)) == 2


def test_a_server_that_is_killed_leaves_no_process(floods: SiteBuilder) -> None:
    preview = Served(floods).begin()
    preview.until(lambda: "Preview: " in preview.said())
    family = children(preview.process.pid)
    assert len(family) == 1
    preview.process.kill()
    preview.process.wait()

    until(lambda: all(is_gone(pid) for pid in family))


def test_its_builder_is_out_of_the_reach_of_ctrl_c(shared: Served) -> None:
    assert os.getsid(shared.builder()) != os.getsid(shared.process.pid)


def test_what_the_preview_before_it_showed_is_not_sent(floods: SiteBuilder) -> None:
    """Nothing is sent before the first build: it may be a draft, and this preview one without drafts."""
    floods.story("held", en={"title": "Held back", "draft": "true"})
    address = "/en/2017/02/held-back/"
    with Served(floods) as preview:
        preview.until_sent(address, "Held back")
    floods.write("bulletin.toml", "[[[")
    with Served(floods, "--no-drafts") as preview:
        answer = preview.ask(address)

    assert answer.status == 404
    assert b"Held back" not in answer.body


def test_a_site_below_a_path_with_an_escape_is_served(floods: SiteBuilder) -> None:
    floods.settings(base_url="https://example.org/a%20b/")
    with Served(floods) as preview:
        assert "Two aircraft" in preview.html("/en/2017/02/relief-arrives/")


@pytest.mark.parametrize("path", ["/_preview/%00", "/%00", "/en/%00/"])
def test_a_null_in_an_address_is_no_address_and_no_news(shared: Served, path: str) -> None:
    before = shared.said()

    assert shared.ask(path).status == 404
    assert shared.said() == before
