"""Templates see `page`, gettext and pure filters; what goes wrong in one is told with its line."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from builders import SiteBuilder

EVIL = "<script>alert('x')</script> & \\\"quotes\\\" <img src=x onerror=y>"


def test_a_headline_cannot_bring_markup_into_any_page(site: SiteBuilder) -> None:
    en = {
        "title": f'"{EVIL}"', "summary": f'"{EVIL}"', "slug": "evil",
        "corrections": f'[{{date: 2017-03-01, text: "{EVIL}"}}]', "tags": "[evil]", "regions": "[evil]",
    }  # fmt: skip
    names = f'evil: {{en: {{name: "{EVIL}", slug: evil, description: "{EVIL}", kind: "{EVIL}"}}, es: {{name: "{EVIL}", slug: mal}}}}\n'
    site.write("content/tags.yaml", names).write("content/regions.yaml", names)
    site.story("evil", en=en, es={"title": f'"{EVIL}"', "summary": f'"{EVIL}"', "slug": "mal"}).build()

    assert site.codes() == []
    for path, data in site.files().items():
        if path.endswith((".html", ".xml")):
            ours = re.findall(
                rb'<script (?:type="application/ld\+json"|src="/(?:theme|bulletin)\.\w+\.js")', data
            )
            assert data.count(b"<script") == len(ours), path
            assert b"<script>" not in data and b"<img" not in data, path
    ElementTree.fromstring(site.files()["en/feed.xml"])
    ElementTree.fromstring(site.files()["sitemap.xml"])


def test_quotes_cannot_end_an_attribute(site: SiteBuilder) -> None:
    site.story("floods", en={"summary": "'A \" onload=\"x'"}).build()

    assert 'onload="x' not in site.html("/en/2017/02/relief-arrives/")


FAULTS = [
    ("an unknown name", "<p>{{ nothing }}</p>", "'nothing' is undefined"),
    ("an unknown field of the view", "<p>{{ page.nothing }}</p>", "has no attribute 'nothing'"),
    ("the site", "{{ site.stories }}", "'site' is undefined"),
    ("the configuration", "{{ config }}", "'config' is undefined"),
    ("the clock", "{{ now }}", "'now' is undefined"),
    ("random words", "{{ lipsum() }}", "'lipsum' is undefined"),
    ("a bug", "{{ 1 / 0 }}", "division by zero"),
    ("a bad filter's argument", "{{ page.title|day('en') }}", ""),
]


@pytest.mark.parametrize(("text", "reason"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_names_the_template_the_line_and_the_page(site: SiteBuilder, text: str, reason: str) -> None:
    site.write(
        "templates/story.html",
        f'{{% extends "base.html" %}}\n{{% block main %}}\n\n{text}\n{{% endblock %}}\n',
    )
    site.story("floods", en={}, es={}).build()

    (problem,) = site.problems()
    facts = dict(problem.facts)

    assert (problem.code, problem.place.path, problem.place.line) == (
        "template-error",
        "templates/story.html",
        4,
    )
    assert reason in str(facts["reason"])
    assert (facts["url"], facts["pages"]) == ("/en/2017/02/relief-arrives/", 2)
    assert not site.out.exists()


def test_a_fault_in_a_shared_piece_is_placed_in_that_piece(site: SiteBuilder) -> None:
    site.write("templates/piece.html", "{% macro piece() %}\n{{ nothing }}\n{% endmacro %}\n")
    site.write("templates/front.html", '{% import "piece.html" as pieces %}\n{{ pieces.piece() }}\n').build()

    assert [(one.place.path, one.place.line) for one in site.problems()] == [("templates/piece.html", 2)]


SYNTAX = [
    ("an open tag", b"<p>\n{% if x %}\n", "template-syntax", 3),
    ("an unknown tag", b"<p>\n{% iff x %}\n", "template-syntax", 2),
    ("an unknown filter", b"<p>\n{{ 1|nothing }}\n", "template-syntax", 2),
    ("not UTF-8", b"\xff", "template-syntax", 0),
]


@pytest.mark.parametrize(
    ("data", "code", "line"), [row[1:] for row in SYNTAX], ids=[row[0] for row in SYNTAX]
)
def test_a_template_that_no_page_uses_is_read_too(
    site: SiteBuilder, data: bytes, code: str, line: int
) -> None:
    site.write("templates/unused.html", data).build()

    assert [(one.code, one.place.path) for one in site.problems()] == [(code, "templates/unused.html")]
    assert site.problems()[0].place.line in (line, 2)


@pytest.mark.parametrize("name", ["story.html~", ".story.html.swp", ".#story.html"])
def test_what_an_editor_leaves_beside_a_template_is_no_template(site: SiteBuilder, name: str) -> None:
    site.write(f"templates/{name}", b"\xff{% if").story("floods", en={}).build()

    assert site.codes() == []


def test_a_missing_template_is_named(site: SiteBuilder) -> None:
    site.remove("templates/page.html").page("about", en={"title": "About", "summary": "Who."}).build()

    assert [(one.code, one.place.path) for one in site.problems()] == [
        ("template-missing", "templates/page.html")
    ]


def test_a_template_that_includes_what_is_not_there_is_told_so(site: SiteBuilder) -> None:
    site.write("templates/front.html", '{% include "nowhere.html" %}').build()

    assert [(one.code, one.place.path) for one in site.problems()] == [
        ("template-missing", "templates/nowhere.html")
    ]


WORDS = [
    ("a plain text", '{{ _("A new sentence") }}', "A new sentence"),
    ("a text in context", "{{ pgettext('menu', 'Newest') }}", "Newest"),
    ("a known text in another context", "{{ pgettext('switch', 'Stories') }}", "Stories"),
    ("a plural", "{{ ngettext('%(num)s boat', '%(num)s boats', 2) }}", "%(num)s boat"),
    ("a block", "{% trans %}\n  Over two\n  lines\n{% endtrans %}", "Over two lines"),
]


@pytest.mark.parametrize(("text", "msgid"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_a_word_that_no_catalog_has_is_told_with_its_line(site: SiteBuilder, text: str, msgid: str) -> None:
    template = (site.root / "templates" / "page.html").read_text("utf-8")
    site.write("templates/page.html", f"{template}{{# more #}}\n{text}\n").check()
    found = [one for one in site.report.diagnostics if one.code == "catalog-stale"]

    assert [(one.place.path, one.place.line, dict(one.facts)["msgid"]) for one in found] == [
        ("templates/page.html", template.count("\n") + 2, msgid)
    ]
    assert site.check(strict=True).report.published is False


def test_the_words_of_the_project_are_in_its_catalogs(site: SiteBuilder) -> None:
    site.check()

    assert [one for one in site.report.diagnostics if one.code.startswith("catalog-")] == []
