"""What a template leans on: a page is made again when any of it changes, and only then."""

from __future__ import annotations

import pytest

from builders import SiteBuilder
from bulletin.model import BulletinError
from bulletin.render import Renderer
from bulletin.render.templates import Leaning, closure, closures, is_template, plain_name

pytestmark = pytest.mark.usefixtures("nothing_remembered")

LEANINGS = [
    ("nothing", "<p>", Leaning()),
    ("extends", '{% extends "base.html" %}', Leaning(names=("base.html",))),
    ("include", '{% if page %}{% include "card.html" %}{% endif %}', Leaning(names=("card.html",))),
    ("include in a block", '{% block a %}{% for b in c %}{% include "card.html" %}{% endfor %}{% endblock %}', Leaning(names=("card.html",))),
    ("include of what may be missing", '{% include "no.html" ignore missing %}', Leaning(names=("no.html",))),
    ("include of the first that is there", '{% include ["a.html", "b.html"] %}', Leaning(names=("a.html", "b.html"))),
    ("import", '{% import "_parts.html" as parts %}', Leaning(names=("_parts.html",))),
    ("from import", '{% from "_parts.html" import card with context %}', Leaning(names=("_parts.html",))),
    ("several", '{% extends "z.html" %}{% import "a.html" as a %}{% include "a.html" %}', Leaning(names=("a.html", "z.html"))),
    ("a folder", '{% include "parts/card.html" %}', Leaning(names=("parts/card.html",))),
    ("another spelling", '{% include "./parts//card.html" %}', Leaning(names=("parts/card.html",))),
    ("a name at run time", '{% include page.kind %}', Leaning(anything=True)),
    ("a name put together", '{% include "a" ~ page.kind %}', Leaning(anything=True)),
    ("one of two", '{% extends "a.html" if page else "b.html" %}', Leaning(anything=True)),
    ("one known, one not", '{% extends "a.html" %}{% include ["b.html", page.kind] %}', Leaning(names=("a.html", "b.html"), anything=True)),
    ("a comment", '{# {% include "a.html" %} #}{% raw %}{% include "b.html" %}{% endraw %}', Leaning()),
]  # fmt: skip


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    site = SiteBuilder(tmp_path_factory.mktemp("site"))
    return Renderer(site.root, site.catalogs())


@pytest.mark.parametrize(("text", "leaning"), [row[1:] for row in LEANINGS], ids=[row[0] for row in LEANINGS])
def test_what_a_template_leans_on_is_read_from_its_text(
    renderer: Renderer, text: str, leaning: Leaning
) -> None:
    found = renderer.inspect("page.html", text.encode())

    assert (found.value, found.diagnostics) == (leaning, ())


@pytest.mark.parametrize(
    "data", [b"{% include %}", b"\xff", b'{% include "a.html" %}{% endif %}'], ids=["syntax", "bytes", "end"]
)
def test_a_template_that_cannot_be_read_may_lean_on_anything(renderer: Renderer, data: bytes) -> None:
    found = renderer.inspect("page.html", data)

    assert found.value == Leaning(anything=True)
    assert [one.code for one in found.diagnostics] == ["template-syntax"]


def on(*names: str) -> Leaning:
    return Leaning(names=names)


TREE = {
    "page": on("base", "card"), "base": on("head"), "head": on(), "card": on("picture"), "picture": on(),
    "ring": on("round"), "round": on("ring", "ring"), "self": on("self"),
    "lost": on("missing", "head"), "open": Leaning(anything=True), "above": on("open"), "alone": on(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("alone", ("alone",)),
        ("page", ("base", "card", "head", "page", "picture")),
        ("ring", ("ring", "round")),
        ("round", ("ring", "round")),
        ("self", ("self",)),
        ("lost", ("head", "lost", "missing")),
        ("open", tuple(sorted(TREE))),
        ("above", tuple(sorted(TREE))),
        ("unknown", ("unknown",)),
    ],
)
def test_a_closure_is_a_template_and_all_that_it_leans_on(name: str, names: tuple[str, ...]) -> None:
    assert closure(name, TREE) == names


def changed(*names: str) -> set[str]:
    """The templates whose closures have another digest once these files have."""
    digests = dict.fromkeys(TREE, "0")
    before = closures(TREE, digests)
    after = closures(TREE, digests | dict.fromkeys(names, "1"))
    assert before.keys() == after.keys() == TREE.keys()
    return {name for name in TREE if before[name].digest != after[name].digest}


@pytest.mark.parametrize(
    ("name", "templates"),
    [
        ("page", {"page"}),
        ("head", {"page", "base", "head", "lost"}),
        ("picture", {"page", "card", "picture"}),
        ("round", {"ring", "round"}),
        ("missing", {"lost"}),
        ("alone", {"alone"}),
    ],
)
def test_a_change_is_seen_by_all_that_lean_on_it_and_by_those_that_may(
    name: str, templates: set[str]
) -> None:
    everything = {"open", "above"} if name in TREE else set()

    assert changed(name) == templates | everything


def test_two_templates_that_lean_on_each_other_are_not_one() -> None:
    found = closures(TREE, dict.fromkeys(TREE, "0"))

    assert found["ring"].names == found["round"].names
    assert found["ring"].digest != found["round"].digest


@pytest.mark.parametrize(
    ("name", "plain"),
    [("a.html", "a.html"), ("./a.html", "a.html"), ("/b//a.html", "b/a.html"), ("b/./a.html", "b/a.html")],
)
def test_a_name_is_taken_as_jinja_takes_it(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_what_an_editor_leaves_is_no_template() -> None:
    names = ("a.html", "b/feed.xml", "a.html~", ".a.html.swp", "b/.#a.html", "a.bak", "a.orig")

    assert [name for name in names if is_template(name)] == ["a.html", "b/feed.xml"]


# -- through the pipeline ---------------------------------------------------------------------------


def story_with(site: SiteBuilder, line: str) -> SiteBuilder:
    """The project's template of a story, with one line more."""
    file = site.root / "templates" / "story.html"
    text = file.read_text("utf-8")
    assert "{% block main %}" in text
    file.write_text(text.replace("{% block main %}", "{% block main %}" + line), "utf-8")
    return site


@pytest.mark.parametrize("name", ["extra.html", "./extra.html"])
def test_a_piece_that_changes_is_seen_on_every_page_that_includes_it(site: SiteBuilder, name: str) -> None:
    story_with(site, f'{{% include "{name}" %}}').write("templates/extra.html", "<p>one</p>")
    site.story("floods", en={}, es={}).build()
    site.write("templates/extra.html", "<p>two</p>").build()

    assert site.codes() == []
    assert site.report.written == 2
    assert "<p>two</p>" in site.html("/en/2017/02/relief-arrives/")
    assert site.files() == site.build(full=True).files()


def test_a_piece_that_is_no_template_cannot_be_included(site: SiteBuilder) -> None:
    """Its changes would not be seen."""
    story_with(site, '{% include ".hidden.html" %}').write("templates/.hidden.html", "<p>one</p>")
    site.story("floods", en={}, es={}).build()

    assert site.codes() == ["template-missing"] * len(site.codes()) != []


def test_a_piece_that_comes_to_be_is_seen(site: SiteBuilder) -> None:
    story_with(site, '{% include "extra.html" ignore missing %}').story("floods", en={}, es={}).build()
    site.write("templates/extra.html", "<p>one</p>").build()

    assert (site.codes(), site.report.written) == ([], 2)
    assert "<p>one</p>" in site.html("/es/2017/02/llega-la-ayuda/")


def test_a_template_that_changes_while_the_site_is_built_is_not_used(site: SiteBuilder) -> None:
    page = next(
        page for page in site.story("floods", en={}).work().plan.pages if page.template == "story.html"
    )
    steady = Renderer(site.root, site.catalogs(), {"story.html": "0" * 32})

    with pytest.raises(BulletinError, match=r"templates/story\.html was changed while"):
        steady.render(page)
