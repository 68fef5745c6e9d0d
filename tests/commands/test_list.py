"""`list`: drafts, scheduled, expired, untranslated, for people and for programs."""

from __future__ import annotations

import json

import pytest

from builders import SiteBuilder
from bulletin.cli import main


@pytest.fixture
def stories(site: SiteBuilder) -> SiteBuilder:
    site.story("both", en={"title": "Both"}, es={"title": "Ambas"})
    site.story("draft", en={"title": "Draft", "draft": "true"})
    site.story("half", en={"title": "Half"}, es={"title": "Mitad", "draft": "true"})
    site.story("later", en={"title": "Later", "date": "2017-09-01"}, es={"title": "Luego"})
    site.story("soon", es={"title": "Pronto", "publish": "2017-07-01 06:30"})
    site.story("gone", en={"title": "Gone", "expires": "2017-03-01"}, es={"title": "Fue"})
    return site.story("ends", en={"title": "Ends", "expires": "2017-08-01"}, es={"title": "Acaba"})


def listed(site: SiteBuilder, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["list", "--now", "2017-06-01", "--messages", "en", *words], root=site.root) == 0
    return capsys.readouterr().out


def records(site: SiteBuilder, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, list[dict[str, object]]]:  # fmt: skip
    found: dict[str, list[dict[str, object]]] = json.loads(listed(site, capsys, "--json", *words))
    return found


TITLES = [
    ("drafts", ["Draft", "Mitad"]),
    ("scheduled", ["Pronto", "Later", "Luego"]),
    ("expired", ["Gone", "Fue"]),
    ("untranslated", ["Half", "Pronto"]),
]


@pytest.mark.parametrize(("what", "titles"), TITLES, ids=[row[0] for row in TITLES])
def test_each_list_has_its_articles(
    stories: SiteBuilder, capsys: pytest.CaptureFixture[str], what: str, titles: list[str]
) -> None:
    found = records(stories, capsys, what)

    assert [one["title"] for one in found[what]] == titles
    assert found.keys() == {what, "errors", "next_turn"}


def test_a_scheduled_story_has_its_time_with_the_zone(
    stories: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    first = records(stories, capsys, "scheduled")["scheduled"][0]

    assert (first["path"], first["due"]) == ("content/stories/2017/soon/es.md", "2017-07-01T06:30:00-05:00")


def test_an_expired_story_has_the_time_at_which_it_went(
    stories: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    first = records(stories, capsys, "expired")["expired"][0]

    assert (first["due"], first["ended"]) == (None, "2017-03-01T00:00:00-05:00")
    assert "en.md  March 1, 2017, 00:00  Gone\n" in listed(stories, capsys, "expired")


def test_an_untranslated_story_says_whether_a_draft_is_there(
    stories: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    found = records(stories, capsys, "untranslated")["untranslated"]

    assert [(one["path"], one["missing"], one["draft"]) for one in found] == [
        ("content/stories/2017/half/en.md", "es", True), ("content/stories/2017/soon/es.md", "en", False),
    ]  # fmt: skip


def test_without_a_word_all_lists_are_printed_and_what_comes_next(
    stories: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    text = listed(stories, capsys)

    assert "Drafts: 2\n  content/stories/2017/draft/en.md  Draft\n" in text
    assert "  content/stories/2017/soon/es.md  July 1, 2017, 06:30  Pronto\n" in text
    assert "  content/stories/2017/half/en.md  Half: the Spanish version is a draft\n" in text
    assert text.endswith("Next story due: July 1, 2017, 06:30 (content/stories/2017/soon/es.md)\n")


TURNS = [
    ("2017-06-01", {"when": "2017-07-01T06:30:00-05:00", "path": "content/stories/2017/soon/es.md", "what": "due"}),
    ("2017-07-02", {"when": "2017-08-01T00:00:00-05:00", "path": "content/stories/2017/ends/en.md", "what": "expires"}),
    ("2017-09-02", None),
]  # fmt: skip


@pytest.mark.parametrize(("now", "turn"), TURNS, ids=[row[0] for row in TURNS])
def test_a_timer_learns_when_the_site_changes_by_itself(
    stories: SiteBuilder, capsys: pytest.CaptureFixture[str], now: str, turn: dict[str, str] | None
) -> None:
    main(["check", "--json", "--now", now], root=stories.root)

    assert json.loads(capsys.readouterr().out)["next_turn"] == turn


def test_a_list_in_spanish(stories: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", "untranslated", "--now", "2017-07-02", "--messages", "es"], root=stories.root)
    text = capsys.readouterr().out

    assert text.startswith("No están en los dos idiomas: 2\n")
    assert "  Pronto: todavía no hay versión en inglés\n" in text
    main(["list", "--now", "2017-07-02", "--messages", "es"], root=stories.root)
    assert "Próximo artículo que caduca: 1 de agosto de 2017, 00:00" in capsys.readouterr().out


def test_a_file_with_an_error_does_not_hide_the_others(
    stories: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    stories.write("content/stories/2017/broken/en.md", "no header")

    assert main(["list", "drafts", "--now", "2017-06-01", "--messages", "en"], root=stories.root) == 0
    said = capsys.readouterr()
    assert "Drafts: 2" in said.out and "python build.py check" in said.err


def test_a_list_that_is_nearly_named_is_proposed(
    stories: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "draft"], root=stories.root) == 2
    assert "Did you mean 'drafts'?" in capsys.readouterr().err
    assert main(["list", "qqq"], root=stories.root) == 2
    assert "'untranslated'" in capsys.readouterr().err
