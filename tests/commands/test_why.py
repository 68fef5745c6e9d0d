"""`why`: which part of what a page is made of has changed, by its name; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import SiteBuilder
from bulletin.cli import main
from bulletin.commands.why import STANDINGS, lines
from bulletin.commands.words import read_words
from bulletin.model import LANGUAGES
from bulletin.pipeline.options import Options
from bulletin.pipeline.why import Reasons, why

NOW = "2017-06-01T12:00"
STORY = "/en/2017/02/relief-arrives/"
TEXT = "content/stories/2017/floods/en.md"


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    return site.story("floods", en={}, es={}).build()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    """A site for all tests that only ask."""
    return SiteBuilder(tmp_path_factory.mktemp("site")).story("floods", en={}, es={}).build()


def reasons(site: SiteBuilder, address: str = STORY, *, base_url: str = "") -> Reasons:
    options = Options(root=site.root, now=site.now, out=site.out, base_url=base_url, remembers=False)
    found, _ = why(options, address)
    assert found is not None
    return found


def run(site: SiteBuilder, *arguments: str) -> int:
    return main(["why", *arguments, "--now", NOW], root=site.root)


def change(site: SiteBuilder, path: str, old: str, new: str) -> None:
    text = (site.root / path).read_text("utf-8")
    assert old in text
    site.write(path, text.replace(old, new))


# -- what has changed -------------------------------------------------------------------------------


def test_a_page_as_it_was_published_stays(published: SiteBuilder) -> None:
    assert reasons(published) == Reasons(path=STORY[1:] + "index.html", standing="same", source=TEXT)


def test_a_changed_field_is_named(floods: SiteBuilder) -> None:
    floods.story("floods", en={"summary": "Three aircraft."}, es={})
    found = reasons(floods)

    assert (found.standing, found.view, found.lost) == ("moved", True, False)
    assert "deck" in found.fields and "title" not in found.fields and "body" not in found.fields
    assert any("." in name for name in found.fields), "a field of a view within the view has its full name"
    assert (found.template, found.templates, found.catalog, found.engine) == (False, (), False, False)


def test_a_changed_text_is_the_text_alone(floods: SiteBuilder) -> None:
    floods.story("floods", en={}, es={}, en_body="Other words.")

    assert (reasons(floods).texts, reasons(floods).view, reasons(floods).template) == (True, False, False)
    assert reasons(floods, "/es/2017/02/llega-la-ayuda/").standing == "same"


def test_a_changed_template_is_named_if_the_page_leans_on_it(floods: SiteBuilder) -> None:
    floods.write("templates/story.html", (floods.root / "templates/story.html").read_bytes() + b"\n")
    floods.write("templates/robots.txt", b"# for robots\n")
    found = reasons(floods)

    assert (found.view, found.template, found.templates) == (False, True, ("story.html",))
    assert (found.catalog, found.engine, found.lost) == (False, False, False)
    assert reasons(floods, "/robots.txt").templates == ("robots.txt",)
    assert reasons(floods, "/en/").standing == "same"


def test_a_changed_piece_is_named_on_every_page_that_leans_on_it(floods: SiteBuilder) -> None:
    floods.write("templates/base.html", (floods.root / "templates/base.html").read_bytes() + b"\n")

    assert reasons(floods).templates == ("base.html",)
    assert reasons(floods, "/en/tags/").templates in (("base.html",), ())


def test_changed_words_are_their_language_s_alone(floods: SiteBuilder) -> None:
    path = "locales/es/LC_MESSAGES/messages.po"
    change(floods, path, 'msgid "Regions"\nmsgstr "', 'msgid "Regions"\nmsgstr "X')
    found = reasons(floods, "/es/2017/02/llega-la-ayuda/")

    assert found.catalog and not (found.template or found.engine)
    assert not reasons(floods).catalog


def test_another_engine_is_told_and_what_it_does_not_know_as_well(
    floods: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.pipeline.shop.engine_digest", lambda: "f" * 32)
    found = reasons(floods)

    assert (found.standing, found.engine, found.view, found.template, found.lost) == (
        "moved", True, False, False, False,
    )  # fmt: skip
    assert list((floods.root / ".bulletin").glob("memo-ffff*")) == []


def test_with_the_memo_the_names_are_lost_and_the_kinds_are_not(floods: SiteBuilder) -> None:
    for file in (floods.root / ".bulletin").glob("memo-*"):
        file.unlink()
    floods.story("floods", en={"summary": "Three aircraft."}, es={})
    floods.write("templates/story.html", (floods.root / "templates/story.html").read_bytes() + b"\n")
    found = reasons(floods)

    assert (found.view, found.fields, found.template, found.templates) == (True, (), True, ())
    assert found.lost


def test_a_page_that_is_not_published_yet_is_new(floods: SiteBuilder) -> None:
    floods.story("bridge", en={"title": "A bridge"})

    assert reasons(floods, "/en/2017/02/a-bridge/") == Reasons(
        path="en/2017/02/a-bridge/index.html", standing="new", source="content/stories/2017/bridge/en.md"
    )


def test_before_the_first_build_every_page_is_new(site: SiteBuilder) -> None:
    assert reasons(site.story("floods", en={}, es={})).standing == "new"
    assert not (site.root / ".bulletin").exists()


def test_a_page_whose_story_is_gone_is_gone(floods: SiteBuilder) -> None:
    floods.remove("content/stories/2017/floods/en.md").story("floods", es={})

    assert reasons(floods).standing == "gone"


@pytest.mark.parametrize(
    "address", ["/en/nothing/", "nonsense", "/../x", "https://example.org/x", "http://["]
)
def test_an_address_of_no_page_is_unknown(published: SiteBuilder, address: str) -> None:
    assert reasons(published, address).standing == "unknown"


def test_a_file_that_is_published_as_it_is_has_no_parts(floods: SiteBuilder) -> None:
    floods.write("static/CNAME", "example.org").build()
    assert reasons(floods, "/CNAME") == Reasons(path="CNAME", standing="same", source="static/CNAME")

    floods.write("static/CNAME", "example.com")
    found = reasons(floods, "/CNAME")
    assert (found.standing, found.asset, found.view) == ("moved", True, False)


def test_what_is_asked_of_a_page_is_what_the_next_build_does(floods: SiteBuilder) -> None:
    floods.story("floods", en={"summary": "Three aircraft."}, es={}).story("bridge", en={"title": "A bridge"})
    work = floods.work()
    standings = {page.path: reasons(floods, f"/{page.path}").standing for page in work.plan.pages}
    before = floods.files()
    floods.build()
    after = floods.files()

    assert {path for path, standing in standings.items() if standing == "new"} == after.keys() - before.keys()
    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]}
    assert changed <= {path for path, standing in standings.items() if standing == "moved"}
    assert {reasons(floods, f"/{page.path}").standing for page in work.plan.pages} == {"same"}


# -- addresses --------------------------------------------------------------------------------------

PATH = "en/2017/02/relief-arrives/index.html"
ADDRESSES = [
    (STORY, PATH),
    (STORY.rstrip("/"), PATH),
    (STORY.lstrip("/"), PATH),
    (f"{STORY}index.html", PATH),
    (f"{STORY}?from=feed#words", PATH),
    (f"https://example.org{STORY}", PATH),
    (f"https://example.org{STORY}".rstrip("/"), PATH),
    (f"http://example.org:80{STORY}#words", PATH),
    (f"http://localhost:8000{STORY}", PATH),
    ("/", "index.html"),
    ("", "index.html"),
    ("https://example.org", "index.html"),
    ("/en", "en/index.html"),
    ("/en/feed.xml", "en/feed.xml"),
    ("https://example.org/sitemap.xml", "sitemap.xml"),
    ("/404.html", "404.html"),
    ("/robots.txt", "robots.txt"),
]


@pytest.mark.parametrize(("address", "path"), ADDRESSES)
def test_an_address_may_be_written_as_people_write_it(
    published: SiteBuilder, address: str, path: str
) -> None:
    found = reasons(published, address)

    assert (found.path, found.standing) == (path, "same")


@pytest.mark.parametrize(
    "address",
    [
        STORY,
        f"/boletin{STORY}",
        f"https://example.org/boletin{STORY}",
        f"https://example.org/boletin{STORY[:-1]}",
    ],
    ids=["of the site", "of the host", "in full", "without the last sign"],
)
def test_the_path_of_the_site_itself_may_be_written_too(published: SiteBuilder, address: str) -> None:
    found = reasons(published, address, base_url="https://example.org/boletin/")

    assert (found.path, found.standing) == (PATH, "moved")


# -- what is said -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "said", "code"),
    [
        (lambda site: None, f"{PATH} is up to date; the next build leaves it as it is.\nits text is in {TEXT}\n", 0),
        (
            lambda site: site.story("floods", en={}, es={}, en_body="Other words."),
            f"{PATH} will be made again by the next build.\nits text is in {TEXT}\n"
            "Changed since it was published:\n  a text that the page shows\n",
            0,
        ),
        (
            lambda site: site.remove(TEXT).story("floods", es={}),
            f"{PATH} is published, but is no longer part of the site; the next build will remove it.\n",
            0,
        ),
        (
            lambda site: site.remove(f"output/{PATH}"),
            f"{PATH} was deleted or changed by hand since; the next build will publish it again.\n"
            f"its text is in {TEXT}\n",
            0,
        ),
    ],
    ids=["same", "moved", "gone", "touched"],
)  # fmt: skip
def test_it_is_said_in_a_line_a_part(
    floods: SiteBuilder,
    capsys: pytest.CaptureFixture[str],
    edit: Callable[[SiteBuilder], object],
    said: str,
    code: int,
) -> None:
    edit(floods)

    assert run(floods, STORY, "--messages", "en") == code
    assert capsys.readouterr().out == said


def test_the_path_of_a_text_is_an_address_too(
    published: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(published, TEXT, "--messages", "en") == 0
    assert capsys.readouterr().out.startswith(f"{PATH} is up to date")


def test_what_is_nearly_an_address_is_told_which(
    published: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(published, STORY.replace("relief", "releif"), "--messages", "en") == 1
    assert f'did you mean "{PATH}"?' in capsys.readouterr().out


def test_an_unknown_address_is_exit_code_1(
    published: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(published, "/zz/qqqqqqqqqqqq/", "--messages", "en") == 1
    assert capsys.readouterr().out == (
        "There is no page zz/qqqqqqqqqqqq/index.html, neither published nor planned.\n"
    )


def test_errors_are_told_and_that_nothing_would_be_published(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    floods.story("floods", en={}, es={}, en_body="[x](story:nowhere)")

    assert run(floods, STORY, "--messages", "en") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{TEXT}:" in said.err
    assert said.err.endswith("Because of the errors above, nothing would be published.\n")


@pytest.mark.parametrize(
    ("path", "text"),
    [("bulletin.toml", "[site]\n"), ("locales/es/LC_MESSAGES/messages.po", "msgid\n")],
    ids=["the settings", "a catalog"],
)
def test_where_the_site_cannot_be_planned_only_the_reason_is_told(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str], path: str, text: str
) -> None:
    floods.write(path, text)

    assert run(floods, STORY, "--messages", "en") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{path}")
    assert said.err.endswith("Because of the errors above, nothing would be published.\n")


def test_a_base_url_that_is_none_is_wrong_usage(
    published: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(published, STORY, "--base-url", "nonsense") == 2
    assert "write a full address such as https://example.org/" in capsys.readouterr().err


EVERYTHING = Reasons(
    path=PATH, standing="moved", source=TEXT, view=True, fields=("body", "frame.head.title"), template=True,
    templates=("base.html", "story.html"), catalog=True, engine=True, asset=True,
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("standing", STANDINGS)
def test_every_standing_is_said_in_every_language(published: SiteBuilder, lang: str, standing: str) -> None:
    found = Reasons(path=PATH, standing=standing, source=TEXT)  # type: ignore[arg-type]
    said = lines(found, read_words(published.root, lang))

    assert PATH in said[0]
    assert [line for line in said if TEXT in line] == said[1:]


HELD = [
    ("a draft", {"draft": "true"}, "draft: true in its header holds it back"),
    ("scheduled", {"publish": "2017-09-01 09:00"}, "it comes on September 1, 2017, 09:00"),
    ("expired", {"expires": "2017-03-01"}, "it went on March 1, 2017, 00:00"),
]


@pytest.mark.parametrize(("fields", "why_not"), [row[1:] for row in HELD], ids=[row[0] for row in HELD])
def test_of_what_is_held_back_it_is_said_why_and_until_when(
    site: SiteBuilder, capsys: pytest.CaptureFixture[str], fields: dict[str, str], why_not: str
) -> None:
    site.story("floods", en=fields)
    for address in (STORY, f"https://example.org{STORY}", TEXT):
        assert run(site, address, "--messages", "en") == 0
        told = capsys.readouterr().out.splitlines()
        assert told[0] == f"{PATH} is not part of the site for now; the next build leaves it out."
        assert told[1].startswith(TEXT) and told[1].endswith(why_not)
        assert len(told) == 2


def test_of_a_published_page_whose_story_became_a_draft_both_are_said(
    floods: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    floods.story("floods", en={"draft": "true"}, es={"draft": "true"})
    run(floods, STORY, "--messages", "en")

    assert capsys.readouterr().out.splitlines() == [
        f"{PATH} is published, but is no longer part of the site; the next build will remove it.",
        f"{TEXT} is a draft: draft: true in its header holds it back",
    ]


def test_a_file_with_a_digest_in_its_name_is_found_by_its_plain_name(published: SiteBuilder) -> None:
    found = reasons(published, "/bulletin.css")

    assert (found.standing, found.source) == ("same", "static/bulletin.css")
    assert found.path.startswith("bulletin.") and found.path != "bulletin.css"


def test_changed_parts_are_named_in_words(floods: SiteBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    floods.story("floods", en={"title": "Relief Arrives", "summary": "Three aircraft.", "slug": "relief-arrives"}, es={})  # fmt: skip
    run(floods, STORY, "--messages", "en")

    assert "deck (deck), head, menu or footer (frame." in capsys.readouterr().out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_is_said_in_every_language(published: SiteBuilder, lang: str) -> None:
    said = lines(EVERYTHING, read_words(published.root, lang))

    assert len(said) == 8
    assert said[3].endswith(" (frame.head.title)") and "(body), " in said[3]
    assert said[4].endswith(": base.html, story.html")


def test_what_is_lost_is_said_to_be_lost(published: SiteBuilder) -> None:
    found = Reasons(path=PATH, standing="moved", view=True, template=True, lost=True)

    assert lines(found, read_words(published.root, "en"))[2:] == [
        "  parts of the page (it is no longer known which)",
        "  a template (it is no longer known which)",
    ]


def test_nothing_is_written(floods: SiteBuilder) -> None:
    def facts() -> dict[Path, tuple[int, int]]:
        found = floods.root.rglob("*")
        return {path: (path.lstat().st_ino, path.lstat().st_ctime_ns) for path in found}

    floods.story("floods", en={"summary": "Three aircraft."}, es={})
    before = facts()
    run(floods, STORY)

    assert facts() == before
