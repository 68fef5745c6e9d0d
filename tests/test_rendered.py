"""What is made again: the pages that could differ, and no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from builders import REGISTERS, SiteBuilder
from bulletin.model import Diagnostic, Page
from bulletin.render import Renderer

SECTIONS = "training: {en: {name: Training}, es: {name: Entrenamiento}}\n"


@pytest.fixture
def site(site: SiteBuilder, made: list[str]) -> SiteBuilder:
    """`three` stands between `two` and `four`, and has its section and its tag in common with `five`."""
    site.write("content/sections.yaml", REGISTERS["sections"] + SECTIONS)
    for number, key in enumerate(("one", "two", "three", "four"), 1):
        section = "relief" if key == "three" else "training"
        site.story(key, en=words(key, number, section))
    site.story("five", en=words("five", 1, "relief", year=2016), es={"title": "Cinco"})
    site.build()
    made.clear()
    return site


def words(key: str, month: int, section: str, *, year: int = 2017) -> dict[str, object]:
    tags = "[floods]" if section == "relief" else None
    return {
        "title": key.title(),
        "slug": key,
        "date": f"{year}-{month:02}-05",
        "section": section,
        "tags": tags,
    }


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that were rendered. No child is forked, so that all are counted here."""
    found: list[str] = []
    render = Renderer.render

    def counted(self: Renderer, page: Page) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
        found.append(page.path)
        return render(self, page)

    monkeypatch.setattr(Renderer, "render", counted)
    monkeypatch.setattr("bulletin.pool._processors", lambda: 0)
    return found


Edit = Callable[[SiteBuilder], object]


def change(path: str, one: str, other: str) -> Edit:
    """An edit that puts `other` in the place of `one`."""

    def edit(site: SiteBuilder) -> None:
        text = (site.root / path).read_text("utf-8")
        assert one in text
        site.write(path, text.replace(one, other))

    return edit


THREE = "content/stories/2017/three/en.md"
FEEDS_OF_THREE = "en/feed.xml en/sections/relief/feed.xml en/tags/floods/feed.xml"
LISTS_OF_THREE = """
    en/index.html en/archive/2017/index.html en/sections/relief/index.html en/tags/floods/index.html
    es/index.html es/archivo/2017/index.html es/secciones/ayuda/index.html es/etiquetas/inundaciones/index.html
"""
"""Untranslated, it is a link in the lists of the other language."""

LISTS_OF_TRAINING = """
    en/index.html en/archive/2017/index.html en/archive/index.html en/sections/training/index.html en/sections/index.html
    es/index.html es/archivo/2017/index.html es/archivo/index.html es/secciones/entrenamiento/index.html es/secciones/index.html
"""
"""With the pages that say how many stories there are."""

STORIES = """
    en/2016/01/five/index.html es/2016/01/cinco/index.html
    en/2017/01/one/index.html en/2017/02/two/index.html en/2017/03/three/index.html en/2017/04/four/index.html
"""

EDITS: dict[str, tuple[Edit, str]] = {
    "nothing": (lambda site: None, ""),
    "a text: its page and the feeds that carry it": (
        change(THREE, "Tents", "Tarps"),
        f"en/2017/03/three/index.html {FEEDS_OF_THREE}",
    ),
    "a title: its page, its neighbours, the story that it is related to, its lists and feeds": (
        change(THREE, "title: Three", "title: Drei"),
        f"""en/2017/03/three/index.html en/2017/02/two/index.html en/2017/04/four/index.html
        en/2016/01/five/index.html {LISTS_OF_THREE} {FEEDS_OF_THREE}""",
    ),
    "the summary of a translation: its page, its lists and feeds in its language alone": (
        change("content/stories/2017/five/es.md", "carpas", "mantas"),
        """es/2016/01/cinco/index.html es/index.html es/secciones/ayuda/index.html es/secciones/ayuda/feed.xml
        es/etiquetas/inundaciones/index.html es/etiquetas/inundaciones/feed.xml es/feed.xml
        es/autores/ana-rojas/index.html""",
    ),
    "a header that says the same in other words: nothing": (
        change(THREE, "title: Three", 'title: "Three"'),
        "",
    ),
    "a new story: its page, the one before it, those that it is related to, lists, counts, feeds, the sitemap": (
        lambda site: site.story("six", en=words("six", 5, "training")),
        f"""en/2017/05/six/index.html en/2017/01/one/index.html en/2017/02/two/index.html en/2017/04/four/index.html
        {LISTS_OF_TRAINING} en/feed.xml en/sections/training/feed.xml sitemap.xml""",
    ),
    "a deleted story: both that it stood between, those that it was related to, lists, counts, feeds, the sitemap": (
        lambda site: site.remove("content/stories/2017/one"),
        f"""en/2016/01/five/index.html en/2017/02/two/index.html en/2017/04/four/index.html
        {LISTS_OF_TRAINING} en/feed.xml en/sections/training/feed.xml sitemap.xml""",
    ),
    "a draft: nothing": (
        lambda site: site.story("six", en={**words("six", 5, "training"), "draft": "true"}),
        "",
    ),
    "the template of stories: all stories": (change("templates/story.html", "<article", "<article data-x"), STORIES),
    "a template that one page uses: that page": (
        change("templates/robots.txt", "User-agent", "User-Agent"),
        "robots.txt",
    ),
    "a term that no story has: nothing": (
        change("content/tags.yaml", "health:", "peace: {en: {name: Peace}, es: {name: Paz}}\nhealth:"),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS.keys())
def test_an_edit_makes_these_pages_again_and_no_other(
    site: SiteBuilder, made: list[str], edit: Edit, expected: str
) -> None:
    edit(site)
    site.build()

    assert site.codes() == []
    assert sorted(made) == sorted(expected.split())
    assert site.report.written == len(made)


def test_a_template_that_all_lean_on_makes_all_pages_of_a_language_again(
    site: SiteBuilder, made: list[str]
) -> None:
    change("templates/base.html", "</body>", "<!-- --></body>")(site)
    site.build()

    pages = {path for path in site.files() if path.endswith(".html") and path.count("/") > 0}
    assert set(made) == pages
    assert len(made) == site.report.written == len(pages)


def test_a_catalog_makes_all_pages_of_its_language_again_and_publishes_those_that_are_other(
    site: SiteBuilder, made: list[str]
) -> None:
    change("locales/es/LC_MESSAGES/messages.po", '"Artículos relacionados"', '"Relacionados"')(site)
    site.build()

    assert set(made) == {path for path in site.files() if path.startswith("es/")}
    assert site.report.written == 0  # the one story in Spanish has no related ones


def test_a_stylesheet_is_another_file_and_all_pages_that_name_it_are_made_again(
    site: SiteBuilder, made: list[str]
) -> None:
    before = site.files()
    change("static/bulletin.css", ":root", "/* */ :root")(site)
    site.build()

    assert set(made) == {path for path, data in before.items() if b"/bulletin." in data}
    assert site.report.written == len(made) + 1
    assert site.report.removed == 1


def test_everything_is_made_again_with_full_and_nothing_is_written(
    site: SiteBuilder, made: list[str]
) -> None:
    site.build(full=True)

    assert len(made) == site.report.pages
    assert site.report.written == 0


def test_where_the_memo_is_lost_the_published_pages_are_still_known(
    site: SiteBuilder, made: list[str]
) -> None:
    shutil.rmtree(site.root / ".bulletin")
    site.build()

    assert (made, site.report.written) == ([], 0)


def test_a_published_page_that_was_changed_is_made_again_alone(site: SiteBuilder, made: list[str]) -> None:
    (site.out / "en/index.html").write_text("tampered")
    site.build()

    assert made == ["en/index.html"]
    assert site.report.written == 1
