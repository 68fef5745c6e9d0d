"""`urls accept` remembers addresses; a build that would lose one stops and names the story it was."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, of_content
from bulletin.cli import main

URLS = "content/urls.txt"
WRITTEN = """\
/en/2017/02/relief-arrives/ content/stories/2017/floods/en.md
/en/sections/relief/ content/sections.yaml#relief
/en/sections/relief/feed.xml content/sections.yaml#relief
/es/2017/02/llega-la-ayuda/ content/stories/2017/floods/es.md
/es/autores/ana-rojas/ content/authors.yaml#ana
/es/secciones/ayuda/ content/sections.yaml#relief
/es/secciones/ayuda/feed.xml content/sections.yaml#relief
"""


def accept(site: SiteBuilder, *more: str) -> int:
    return main(["urls", "accept", "--now", "2017-06-01", "--messages", "en", *more], root=site.root)


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    return site.story("floods", en={}, es={})


@pytest.fixture
def remembered(floods: SiteBuilder) -> SiteBuilder:
    assert accept(floods) == 0
    return floods


def test_the_file_names_every_address_and_whose_it_is(floods: SiteBuilder) -> None:
    floods.settings(untranslated="hide")
    assert accept(floods) == 0

    assert (floods.root / URLS).read_text("utf-8") == WRITTEN


def test_without_the_file_nothing_is_remembered(floods: SiteBuilder) -> None:
    floods.build().story("floods", en={"slug": "other"}).build()

    assert floods.codes() == []
    assert floods.report.new_addresses == 0


def test_an_address_that_is_gone_stops_the_build_and_names_the_story(remembered: SiteBuilder) -> None:
    remembered.build().story("floods", en={"slug": "other"})
    before = remembered.files()
    remembered.build()

    assert [(one.code, dict(one.facts)) for one in remembered.problems()] == [
        (
            "url-vanished",
            {"url": "/en/2017/02/relief-arrives/", "owner": "content/stories/2017/floods/en.md"},
        )
    ]
    assert remembered.report.diagnostics[0].place.path == URLS
    assert remembered.files() == before


OURS = "/en/2017/02/relief-arrives/"
ANSWERED = [
    ("an alias", {"slug": "other", "aliases": f"[{OURS}]"}, True, set()),
    ("a draft", {"draft": "true"}, False, {OURS}),
    ("an expiry", {"expires": "2017-03-01"}, False, set()),
    ("a later date of publication", {"publish": "2017-12-01"}, False, set()),
]


@pytest.mark.parametrize(("fields", "stands", "silent"), [row[1:] for row in ANSWERED], ids=[row[0] for row in ANSWERED])  # fmt: skip
def test_an_address_that_still_belongs_to_a_story_stops_no_build(
    remembered: SiteBuilder, fields: dict[str, str], stands: bool, silent: set[str]
) -> None:
    remembered.story("floods", en=fields).build()
    told = {dict(one.facts)["url"] for one in remembered.problems() if one.code == "url-silent"}

    assert "url-vanished" not in remembered.codes() and remembered.report.published
    assert ("en/2017/02/relief-arrives/index.html" in remembered.files()) == stands
    assert {url for url in told if "/2017/" in str(url)} == silent


def test_a_tag_without_a_story_is_silent_until_that_is_accepted(site: SiteBuilder) -> None:
    accept(site.story("floods", en={"tags": "[floods]"}))
    site.story("floods", en={})

    # its pages in both languages, and its feed
    assert site.build().codes() == ["url-without-stories"] * 3
    assert accept(site) == 0
    assert site.build().codes() == ["url-without-stories"] * 3
    assert accept(site, "--forget") == 0
    assert site.build().codes() == []


def test_a_story_under_revision_keeps_its_address_unless_it_is_to_be_forgotten(
    remembered: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (remembered.root / URLS).read_bytes()
    drafts = {"draft": "true"}
    remembered.story("floods", en=drafts, es=drafts)
    capsys.readouterr()

    assert accept(remembered) == 0
    assert (remembered.root / URLS).read_bytes() == before
    said = capsys.readouterr().out
    assert "0 forgotten\n" in said and "kept although nothing is shown there now" in said

    assert accept(remembered, "--forget") == 0
    assert f"- {OURS}\n" in capsys.readouterr().out
    assert OURS not in (remembered.root / URLS).read_text("utf-8")


def test_of_a_tag_the_advice_does_not_speak_of_drafts(
    remembered: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    remembered.story("floods", en={"section": None}, es={})
    capsys.readouterr()
    main(["check", "--now", "2017-06-01", "--messages", "en"], root=remembered.root)
    said = capsys.readouterr().err

    assert "url-without-stories" in said and "draft" not in said


def test_another_story_at_an_old_address_is_pointed_out(remembered: SiteBuilder) -> None:
    remembered.remove("content/stories/2017/floods").story("flood", en={}, es={}).build()
    found = [dict(one.facts) for one in remembered.problems() if one.code == "url-other-owner"]

    assert [(one["url"], one["other"]) for one in found] == [
        (OURS, "content/stories/2017/flood/en.md"),
        ("/es/2017/02/llega-la-ayuda/", "content/stories/2017/flood/es.md"),
    ]


def test_a_story_that_moved_to_another_folder_is_the_same(remembered: SiteBuilder) -> None:
    remembered.remove("content/stories/2017").story("floods", en={}, es={}, year="old").build()

    assert remembered.codes() == []


def test_a_deleted_story_is_lost_in_both_languages_until_that_is_accepted(remembered: SiteBuilder) -> None:
    remembered.remove("content/stories/2017/floods").story("other", en={"title": "Other"}).build()
    gone = [dict(one.facts)["url"] for one in remembered.problems() if one.code == "url-vanished"]

    assert gone == ["/en/2017/02/relief-arrives/", "/es/2017/02/llega-la-ayuda/"]
    assert accept(remembered) == 0
    assert set(remembered.build().codes()) == {"url-without-stories"}  # its translator has no other


def test_a_renamed_tag_is_lost_unless_it_names_its_former_slug(site: SiteBuilder) -> None:
    site.story("floods", en={"tags": "[floods]"})
    accept(site)
    tags = "floods: {{en: {{name: High water{former}}}, es: {{name: Inundaciones}}}}\n"

    assert site.write("content/tags.yaml", tags.format(former="")).build().codes() == ["url-vanished"] * 2
    assert site.write("content/tags.yaml", tags.format(former=", former: [floods]")).build().codes() == []


def test_a_story_that_cannot_be_read_is_not_also_lost(remembered: SiteBuilder) -> None:
    remembered.write("content/stories/2017/floods/en.md", "no header").check()

    assert "url-vanished" not in remembered.codes()


def test_new_addresses_are_counted_until_they_are_accepted(
    remembered: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    remembered.story("other", en={"title": "Other"}).build()
    assert remembered.report.new_addresses == 1

    main(["--now", "2017-06-01", "--messages", "en"], root=remembered.root)
    assert "1 address is not in content/urls.txt yet" in capsys.readouterr().out
    assert accept(remembered) == 0
    assert capsys.readouterr().out.startswith("+ /en/2017/02/other/\ncontent/urls.txt: ")
    assert remembered.build().report.new_addresses == 0


def test_what_a_date_holds_back_stays_remembered(remembered: SiteBuilder) -> None:
    remembered.story("floods", en={"publish": "2017-12-01"})
    assert accept(remembered) == 0

    assert "/en/2017/02/relief-arrives/ " in (remembered.root / URLS).read_text("utf-8")


def test_with_errors_in_the_content_nothing_is_accepted(
    remembered: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (remembered.root / URLS).read_bytes()
    remembered.story("other", en={"title": "Other", "tags": "[nowhere]"})

    assert accept(remembered) == 1
    assert "tag-unknown" in capsys.readouterr().err
    assert (remembered.root / URLS).read_bytes() == before


WRONG = ["<<<<<<< HEAD", "/en/x/", "en/x/ content/x/en.md", "/en/x/ https://example.org"]


@pytest.mark.parametrize("line", WRONG)
def test_a_line_that_says_nothing_is_told_and_mended_by_accepting(remembered: SiteBuilder, line: str) -> None:
    text = (remembered.root / URLS).read_text("utf-8")
    remembered.write(URLS, text + line + "\n").check()

    assert [(one.code, one.place.line) for one in of_content(remembered.report.diagnostics)] == [
        ("urls-syntax", text.count("\n") + 1)
    ]
    assert accept(remembered) == 0
    assert (remembered.root / URLS).read_text("utf-8") == text


def test_accepting_twice_changes_nothing(remembered: SiteBuilder) -> None:
    before = (remembered.root / URLS).stat()
    accept(remembered)
    after = (remembered.root / URLS).stat()

    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_story_with_an_error_does_not_silence_its_terms_as_well(remembered: SiteBuilder) -> None:
    remembered.story("floods", en={"titel": "Relief arrives"}, es={}).build()

    assert remembered.codes() == ["field-unknown"]
