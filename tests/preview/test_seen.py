"""What a writer sees of what is saved, in a real browser."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builders import PROJECT, SiteBuilder
from bulletin.commands.serve import WORDS
from bulletin.load.catalogs import WRITERS, words_in
from served import Served, text

Serve = Callable[..., Served]
Open = Callable[[str], Page]

STORY = "en/2017/02/relief-arrives/"
CLINIC = "en/2017/03/a-clinic-opens/"
FILE = "content/stories/2017/floods/en.md"
PANEL, FOOT, BAR = "#puente-preview .panel", "#puente-preview .foot", "#puente-preview .bar"
MARK = "window.kept = true"
KEPT = "window.kept === true"


def words(name: str, lang: str = "en") -> str:
    """What the browser shows, by the name that the client knows."""
    catalog = words_in(PROJECT, lang, WRITERS)
    assert catalog is not None
    return catalog.gettext(WORDS[name])


def listens(preview: Served, page: Page) -> None:
    """Wait until a page listens to the server: what is saved before may be shown by loading it again."""
    preview.until(lambda: text(page, BAR).startswith((words("ready"), words("ready", "es"))))


def until_mended(preview: Served, page: Page) -> None:
    """Wait until nothing is wrong any more."""
    preview.until(lambda: text(page, BAR) and not text(page, PANEL))


# -- saved and seen -----------------------------------------------------------------------------------


def test_what_is_saved_is_seen(shared: Served, window: Open) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    shared.site.story("floods", en={}, en_body="Forty tents stand by the river.")

    shared.until_shown(page, "Forty tents stand by the river.")
    assert page.url == shared.address + STORY


def test_two_browsers_see_what_is_saved(shared: Served, window: Open) -> None:
    pages = [window(shared.address + STORY), window(shared.address + STORY)]
    for page in pages:
        listens(shared, page)
    shared.site.story("floods", en={}, en_body="Two nurses came along.")

    for page in pages:
        shared.until_shown(page, "Two nurses came along.")


def test_a_page_that_does_not_show_what_was_saved_is_left_alone(shared: Served, window: Open) -> None:
    page = window(shared.address + CLINIC)
    listens(shared, page)
    page.get_by_role("checkbox").uncheck()
    page.evaluate(MARK)
    shared.site.story("floods", en={}, en_body="A word that no other page shows.")

    shared.until_sent(STORY, "A word that no other page shows.")
    shared.settle()
    assert page.evaluate(KEPT)


def test_a_stylesheet_is_changed_without_loading_the_page_again(shared: Served, window: Open) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    page.evaluate(MARK)
    sheet = PROJECT / "static" / "bulletin.css"
    shared.site.write("static/bulletin.css", sheet.read_text("utf-8") + "h1 { letter-spacing: 7px; }\n")

    shared.until(lambda: spacing(page) == "7px")
    assert page.evaluate(KEPT)


def spacing(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing"))


# -- stories come, move and go ------------------------------------------------------------------------


def test_a_story_that_is_new_renamed_or_deleted_is_seen_on_the_front_page(
    shared: Served, window: Open
) -> None:
    site, page = shared.site, window(shared.address + "en/")
    listens(shared, page)
    page.get_by_role("checkbox").uncheck()
    site.story("bridge", en={"title": "A bridge is mended"})
    shared.until_shown(page, "A bridge is mended")

    (site.root / "content/stories/2017/bridge").rename(site.root / "content/stories/2017/footbridge")
    shared.until(lambda: shared.html("en/2017/02/a-bridge-is-mended/"))
    site.story("footbridge", en={"title": "A footbridge is mended"})
    shared.until_shown(page, "A footbridge is mended")
    shared.until(lambda: not shared.html("en/2017/02/a-bridge-is-mended/"))

    site.remove("content/stories/2017/footbridge")
    shared.until(lambda: "bridge is mended" not in text(page, "main"))
    assert "Relief arrives" in text(page, "main")


def test_the_page_of_a_deleted_story_says_that_it_is_not_there(shared: Served, window: Open) -> None:
    shared.site.story("ferry", en={"title": "A ferry sinks"})
    shared.until(lambda: shared.html("en/2017/02/a-ferry-sinks/"))
    page = window(shared.address + "en/2017/02/a-ferry-sinks/")
    listens(shared, page)
    shared.site.remove("content/stories/2017/ferry")

    shared.until(lambda: "A ferry sinks" not in text(page, "h1") and text(page, "h1"))
    assert shared.ask("/en/2017/02/a-ferry-sinks/").status == 404


# -- following ----------------------------------------------------------------------------------------


def test_the_browser_goes_to_the_story_that_was_saved(shared: Served, window: Open) -> None:
    page = window(shared.address + "en/")
    listens(shared, page)
    shared.site.story("clinic", en={"title": "A clinic opens", "date": "2017-03-01"}, en_body="Six beds.")

    page.wait_for_url(shared.address + CLINIC)
    assert "Six beds." in page.inner_text("main")


def test_the_browser_goes_to_a_story_whose_folder_is_new(
    shared: Served, window: Open, tmp_path: Path
) -> None:
    page = window(shared.address + "en/")
    listens(shared, page)
    elsewhere = SiteBuilder(tmp_path).story("raft", en={"title": "A raft is built"})
    (elsewhere.root / "content/stories/2017/raft").rename(shared.site.root / "content/stories/2017/raft")

    page.wait_for_url(shared.address + "en/2017/02/a-raft-is-built/", timeout=5000)
    assert "Tents and water." in page.inner_text("main")


def test_the_browser_goes_to_the_language_that_was_saved(shared: Served, window: Open) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    spanish = shared.site.root / "content/stories/2017/floods/es.md"
    spanish.write_text(spanish.read_text("utf-8") + "\nTambién agua.\n", "utf-8")

    page.wait_for_url(shared.address + "es/2017/02/llega-la-ayuda/")
    assert "También agua." in page.inner_text("main")


def both_saved(preview: Served, *languages: str) -> None:
    """Save a story's files in this order, so close to each other that they are told of together."""
    folder = preview.site.root / "content/stories/2017/floods"
    for number, lang in enumerate(languages):
        file, now = folder / f"{lang}.md", time.time_ns()
        spare = file.with_name(f"{lang}.md~")
        spare.write_text(file.read_text("utf-8") + "\nLa Paz.\n", "utf-8")
        os.utime(spare, ns=(now, now + number))
    for lang in languages:
        (folder / f"{lang}.md~").rename(folder / f"{lang}.md")


@pytest.mark.parametrize("languages", [("en", "es"), ("es", "en")], ids=["Spanish last", "English last"])
def test_of_two_languages_the_browser_goes_to_the_one_saved_last(
    shared: Served, window: Open, languages: tuple[str, str]
) -> None:
    page = window(shared.address + CLINIC)
    listens(shared, page)
    both_saved(shared, *languages)

    page.wait_for_url(shared.address + {"en": STORY, "es": "es/2017/02/llega-la-ayuda/"}[languages[-1]])
    assert "La Paz." in page.inner_text("main")


@pytest.mark.parametrize("url", [STORY, "es/2017/02/llega-la-ayuda/"], ids=["English", "Spanish"])
def test_a_browser_that_shows_one_of_two_languages_that_were_saved_stays_there(
    shared: Served, window: Open, url: str
) -> None:
    page = window(shared.address + url)
    listens(shared, page)
    both_saved(shared, "en", "es")

    shared.until_shown(page, "La Paz.")
    shared.settle()
    assert page.evaluate("location.href") == shared.address + url


def test_a_browser_that_is_told_to_stay_stays_and_remembers_it(shared: Served, window: Open) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    page.get_by_role("checkbox").uncheck()
    page.reload()
    listens(shared, page)
    assert not page.get_by_role("checkbox").is_checked()
    shared.site.story("clinic", en={"title": "A clinic opens", "date": "2017-03-01"}, en_body="Seven beds.")

    shared.until_sent(CLINIC, "Seven beds.")
    shared.settle()
    assert page.evaluate("location.href") == shared.address + STORY


def test_without_follow_nobody_is_taken_anywhere(floods: SiteBuilder, serve: Serve, window: Open) -> None:
    floods.story("clinic", en={"title": "A clinic opens", "date": "2017-03-01"})
    preview = serve(floods, "--no-follow")
    page = window(preview.address + STORY)
    listens(preview, page)
    floods.story("clinic", en={"title": "A clinic opens", "date": "2017-03-01"}, en_body="Six beds.")

    preview.until_sent(CLINIC, "Six beds.")
    preview.settle()
    assert page.evaluate("location.href") == preview.address + STORY


# -- what readers do not see --------------------------------------------------------------------------

HELD = [
    pytest.param({"draft": "true"}, "Draft", id="draft"),
    pytest.param({"publish": "2099-01-01T08:00"}, "Scheduled", id="scheduled"),
    pytest.param({"expires": "2018-01-01T08:00"}, "Expired", id="expired"),
]


@pytest.mark.parametrize(("header", "badge"), HELD)
def test_what_is_held_back_is_shown_with_a_badge(
    shared: Served, window: Open, header: dict[str, object], badge: str
) -> None:
    shared.site.story("held", en={"title": "Held back for now", **header})
    shared.until_sent("en/", "Held back for now")
    shared.settle()  # so that the browser is not taken there by itself
    page = window(shared.address + "en/")
    card = page.locator("article", has_text="Held back for now")
    assert card.locator(".held").inner_text().upper() == badge.upper()

    page.get_by_role("link", name="Held back for now").click()
    page.wait_for_url("**/held-back-for-now/")
    assert page.locator("main .held").inner_text().upper() == badge.upper()


# -- what is wrong ------------------------------------------------------------------------------------

BROKEN = "Fine.\n\n-\tSee [the map](story:nowhere).\n"
SAID = {
    "en": (
        'error link-broken: the link "story:nowhere" leads nowhere',
        "Link to a story with story:its-folder-name.",
    ),
    "es": (
        'error link-broken: el enlace "story:nowhere" no lleva a ninguna parte',
        "Para enlazar un artículo, escriba story:nombre-de-su-carpeta.",
    ),
}


@pytest.mark.parametrize("lang", ["en", "es"], ids=["English", "Spanish"])
def test_a_problem_is_shown_where_it_is_with_advice_until_it_is_mended(
    shared: Served, floods: SiteBuilder, serve: Serve, window: Open, lang: str
) -> None:
    preview = shared if lang == "en" else serve(floods, "--messages", lang)
    page = window(preview.address + STORY)
    listens(preview, page)
    preview.site.story("floods", en={}, en_body=BROKEN)
    preview.until(lambda: text(page, PANEL))
    pieces = {name: text(page, f"{PANEL} {name}") for name in ("h2", ".message", ".hint", ".place", "pre")}

    message, hint = SAID[lang]
    assert pieces == {
        "h2": words("errors", lang),
        ".message": message,
        ".hint": hint,
        ".place": f"{FILE}:{line_of(preview.site, 'nowhere')}:17",
        "pre": "-\tSee [the map](story:nowhere).\n \t" + 14 * " " + "^^^^^^^^^^^^^",
    }
    assert "Tents and water." in text(page, "main")

    preview.site.story("floods", en={}, en_body="See the map.")
    preview.until_shown(page, "See the map.")
    until_mended(preview, page)


def line_of(site: SiteBuilder, word: str) -> int:
    lines = (site.root / FILE).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if word in line)


def test_a_problem_is_shown_within_a_second(shared: Served, window: Open) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    waits = []
    for number in range(3):  # this machine may have something else to do meanwhile, but not every time
        shared.site.story("floods", en={}, en_body=f"[x](story:nowhere-{number})")
        waits.append(shared.until_shown(page, f"nowhere-{number}", PANEL))

    assert min(waits) < 1


def test_a_panel_that_was_closed_is_opened_by_another_problem_alone(shared: Served, window: Open) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    shared.site.story("floods", en={}, en_body="[x](story:nowhere)")
    shared.until_shown(page, "story:nowhere", PANEL)
    page.keyboard.press("Escape")
    assert text(page, PANEL) == ""

    shared.site.story("clinic", en={"title": "A clinic opens", "date": "2017-03-01"}, en_body="Eight beds.")
    shared.settle()
    assert text(page, PANEL) == ""
    assert "link-broken" in page.locator(FOOT).text_content()  # type: ignore[operator]

    shared.site.story("floods", en={}, en_body="[x](story:elsewhere)")
    shared.until_shown(page, "story:elsewhere", PANEL)
    page.locator(PANEL).get_by_role("button", name=words("close")).click()
    assert text(page, PANEL) == ""


def test_a_warning_covers_nothing_and_can_be_read(shared: Served, window: Open) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    shared.site.story("floods", en={}, en_body="# Too large")
    shared.until_shown(page, f"{words('warnings')}: 1", FOOT)

    assert text(page, PANEL) == ""
    page.get_by_text(f"{words('warnings')}: 1").click()
    assert f"{FILE}:8" in text(page, FOOT)
    assert "write ## Too large" in text(page, FOOT)


TEMPLATES = [
    pytest.param("<h1>", "<h1>{{ page.nothing }}", "has no attribute 'nothing'", id="when a page is made"),
    pytest.param("<h1>", "<h1>{% if %}", "the template cannot be read", id="when it is read"),
]


@pytest.mark.parametrize(("old", "new", "message"), TEMPLATES)
def test_an_error_of_a_template_names_it_and_its_line(
    shared: Served, window: Open, old: str, new: str, message: str
) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    good = (PROJECT / "templates" / "story.html").read_text("utf-8")
    line = good[: good.index(old)].count("\n") + 1
    shared.site.write("templates/story.html", good.replace(old, new))
    shared.until_shown(page, message, f"{PANEL} .message")

    assert text(page, f"{PANEL} .place") == f"templates/story.html:{line}"
    assert new in text(page, f"{PANEL} pre")
    shared.site.write("templates/story.html", good)
    until_mended(shared, page)


def test_a_project_that_is_broken_from_the_start_is_seen_as_soon_as_it_is_mended(
    site: SiteBuilder, serve: Serve, window: Open
) -> None:
    preview = serve(site.story("floods", en={}, en_body=BROKEN))
    page = window(preview.address + STORY)
    preview.until_shown(page, f"{FILE}:10:17", PANEL)
    assert (text(page, "body").strip(), preview.ask("/en/").status) == ("", 404)

    site.story("floods", en={}, en_body="All is well now.")
    preview.until_shown(page, "All is well now.")
    until_mended(preview, page)


# -- what nothing takes down --------------------------------------------------------------------------


BREAKS = {
    FILE: "---\ntitel-{}: x\n---\n",
    "content/tags.yaml": "floods: {{{}: 1}}\n",
    "templates/story.html": "{{{{ page.nothing_{} }}}}\n",
    "bulletin.toml": "titel-{} = 1\n",
    "locales/es/LC_MESSAGES/messages.po": 'msgid "{}"\n',
}


def test_twenty_failing_builds_in_a_row_and_then_a_good_one_are_seen(
    floods: SiteBuilder, serve: Serve, window: Open
) -> None:
    preview = serve(floods)
    builder = preview.builder()
    page = window(preview.address + STORY)
    listens(preview, page)
    for number in range(20):
        path = list(BREAKS)[number % len(BREAKS)]
        good = (floods.root / path).read_bytes()
        floods.write(path, BREAKS[path].format(f"x{number}x"))
        preview.until_shown(page, f"x{number}x", PANEL)
        floods.write(path, good)
    floods.story("floods", en={}, en_body="It was worth the wait.")

    preview.until_shown(page, "It was worth the wait.")
    until_mended(preview, page)
    assert preview.builder() == builder


def test_a_save_is_seen_after_the_builder_was_killed(shared: Served, window: Open) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    lost = shared.builder()
    os.kill(lost, signal.SIGKILL)
    shared.site.story("floods", en={}, en_body="Built by another.")

    shared.until_shown(page, "Built by another.")
    assert shared.builder() not in (0, lost)


def test_a_builder_that_is_lost_twice_is_told_of_and_the_next_save_is_seen(
    shared: Served, window: Open
) -> None:
    page = window(shared.address + STORY)
    listens(shared, page)
    first = shared.builder()
    os.kill(first, signal.SIGKILL)
    shared.site.story("floods", en={}, en_body="Built by nobody.")
    shared.until(lambda: shared.builder() not in (0, first))
    os.kill(shared.builder(), signal.SIGKILL)
    shared.until_shown(page, words("lost"), PANEL)
    assert FILE in text(page, PANEL)

    shared.site.story("floods", en={}, en_body="Built by the third.")
    shared.until_shown(page, "Built by the third.")
    until_mended(shared, page)


def test_a_page_outlives_its_server_and_goes_on_with_the_next_one(
    floods: SiteBuilder, serve: Serve, window: Open
) -> None:
    with Served(floods) as first:
        page = window(first.address + STORY)
        listens(first, page)
    first.until_shown(page, words("ended"), BAR)
    assert "Tents and water." in text(page, "main")

    floods.story("floods", en={}, en_body="Written while nobody served.")
    second = serve(floods, "--port", str(first.port))
    assert second.address == first.address
    second.until_shown(page, "Written while nobody served.")
    listens(second, page)


# -- below a path -------------------------------------------------------------------------------------


def test_a_site_with_a_path_is_served_and_followed_below_it(
    floods: SiteBuilder, serve: Serve, window: Open
) -> None:
    preview = serve(floods.settings(base_url="https://example.org/boletin/"))
    assert preview.address == f"http://{preview.host}/boletin/"
    assert preview.ask(f"/{STORY}").headers["Location"] == "/boletin/"
    assert preview.ask("/boletin/.puente-ledger").status == 404
    page = window(f"http://{preview.host}/")
    page.wait_for_url(preview.address)
    page.get_by_role("link", name="Read the bulletin in English").click()
    page.wait_for_url(preview.address + "en/")
    listens(preview, page)
    assert (
        page.evaluate("[...document.styleSheets].filter((one) => one.href.includes('/boletin/')).length") == 1
    )
    floods.story("floods", en={}, en_body="Below a path.")

    page.wait_for_url(preview.address + STORY)
    preview.until_shown(page, "Below a path.")
