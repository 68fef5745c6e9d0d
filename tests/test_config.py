"""bulletin.toml -> settings: read strictly, with the line of everything that is wrong."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from builders import SETTINGS
from bulletin.config import Edition, read_config
from bulletin.model import Diagnostic

LEAST = """\
[site]
base_url = "https://example.org/boletin"
email = "editors@example.org"
[en]
title = "Bridge"
tagline = "News"
[es]
title = "Puente"
tagline = "Noticias"
"""


def said(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in problems]


def test_what_is_not_given_has_a_default() -> None:
    config, problems = read_config(LEAST)
    assert problems == ()
    assert config is not None
    assert config.base_url == "https://example.org/boletin/"
    assert config.zone == ZoneInfo("UTC")
    assert (config.untranslated, config.stories_per_page, config.feed_stories) == ("link", 20, 20)
    assert config.editions == (
        Edition(lang="en", title="Bridge", tagline="News", locale="en-US", quotes="“”‘’"),
        Edition(lang="es", title="Puente", tagline="Noticias", locale="es-419", quotes="«»“”"),
    )


def with_line(line: str) -> tuple[Diagnostic, ...]:
    """The settings of the tests with a line of [site] more, or instead of theirs: it stands in line 2."""
    name = line.partition("=")[0].strip()
    kept = [one for one in SETTINGS.splitlines()[1:] if not one.startswith(f"{name} ")]
    config, problems = read_config("\n".join(["[site]", line, *kept]))
    assert (config is None) == bool(problems)
    return problems


@pytest.mark.parametrize(
    "line",
    [
        'base_url = "http://localhost:8000"',
        'base_url = "https://example.org/a/b/"',
        'timezone = "Europe/Madrid"',
        'untranslated = "hide"',
        "stories_per_page = 1",
        "feed_stories = 200",
        'email = "la.redaccion+web@prensa.example.pe"',
        "# a note",
    ],
)
def test_settings_that_are_right(line: str) -> None:
    assert with_line(line) == ()


@pytest.mark.parametrize(
    "line",
    [
        'base_url = "example.org"',
        'base_url = "ftp://example.org/"',
        'base_url = "https://"',
        'base_url = "https://example.org/?a=1"',
        'base_url = "https://example.org/#a"',
        'base_url = "https://example.org/ a"',
        'base_url = "http://[x"',
        'base_url = "https://example.org//x/"',
        'base_url = "https://example.org/a/../b/"',
        'base_url = "https://example.org/%2e%2e/"',
        'base_url = "https://example.org/a//"',
        'base_url = "https://ana:secret@example.org/"',
        'base_url = "https://example.org:99999/"',
        'base_url = "https://example..org/"',
        'base_url = "javascript:alert(1)"',
        "base_url = 1",
        'timezone = "Lima"',
        'timezone = "../../etc/passwd"',
        'timezone = ""',
        'email = "editors"',
        'email = "a@b"',
        'email = "a@b.org?subject=x"',
        'untranslated = "copy"',
        "untranslated = true",
        "stories_per_page = 0",
        "stories_per_page = 201",
        "stories_per_page = true",
        "stories_per_page = 2.5",
        'stories_per_page = "20"',
        f"feed_stories = 0x{'f' * 5000}",
    ],
)
def test_a_wrong_value_is_pointed_at(line: str) -> None:
    assert said(with_line(line)) == [("settings-value", 2, 1)]


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ('base-url = "https://example.org/"', "site.base_url"),
        ('timezon = "UTC"', "site.timezone"),
        ("storys_per_page = 3", "site.stories_per_page"),
        ("x = 1", ""),
    ],
)
def test_an_unknown_name_is_an_error_with_a_suggestion(line: str, suggestion: str) -> None:
    problems = with_line(line)
    assert said(problems) == [("settings-unknown", 2, 1)]
    assert dict(problems[0].facts)["suggestion"] == suggestion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(LEAST + "[fr]\ntitle = 'Pont'\n", [("settings-unknown", 11, 1)], id="unknown language"),
        pytest.param("site = 3\n" + LEAST.partition("[en]")[2].join(["[en]", ""]), [
            ("settings-unknown", 1, 1), ("settings-incomplete", 0, 0), ("settings-incomplete", 0, 0)], id="no table"),
        pytest.param(LEAST.replace("title = \"Puente\"", 'title = " "'), [("settings-value", 8, 1)], id="blank title"),
        pytest.param(LEAST.replace("Puente", "Pu\\u202eente"), [("settings-value", 8, 1)], id="direction sign"),
        pytest.param(LEAST + "locale = 'en-US'\n", [("settings-value", 10, 1)], id="locale of another language"),
        pytest.param(LEAST + "locale = 'es-XX-??'\n", [("settings-value", 10, 1)], id="no locale"),
        pytest.param(LEAST + "quotes = '\"\"'\n", [("settings-value", 10, 1)], id="straight quotes"),
        pytest.param("", [("settings-incomplete", 0, 0)] * 6, id="empty"),
        pytest.param("[site\n", [("settings-syntax", 1, 6)], id="bracket not closed"),
        pytest.param("[site]\nbase_url = https://example.org/\n", [("settings-syntax", 2, 12)], id="no quotes"),
        pytest.param("[site]\nemail = \"a\nx = 1\n", [("settings-syntax", 2, 11)], id="quote not closed"),
        pytest.param("[site]\nx = '''\n\n", [("settings-syntax", 2, 0)], id="long text not closed"),
        pytest.param("[site]\nx = 1\nx = 2\n", [("settings-syntax", 3, 6)], id="given twice"),
        pytest.param("x = " + "[" * 50_000, [("settings-syntax", 0, 0)], id="nested without end"),
        pytest.param("x = " + "9" * 5_000, [("settings-syntax", 0, 0)], id="number without end"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_as_a_whole(text: str, expected: list[tuple[str, int, int]]) -> None:
    config, problems = read_config(text)
    assert config is None
    assert said(problems) == expected


def test_all_problems_are_told_at_once() -> None:
    text = LEAST.replace('"Puente"', "3").replace("email", "mail").replace("https", "gopher")
    _, problems = read_config(text)
    assert sorted(said(problems)) == [
        ("settings-incomplete", 0, 0),
        ("settings-unknown", 3, 1),
        ("settings-value", 2, 1),
        ("settings-value", 8, 1),
    ]


def test_what_is_missing_comes_with_an_example() -> None:
    _, problems = read_config(LEAST.replace("email", "# email"))
    assert [dict(one.facts) for one in problems] == [
        {"name": "site.email", "example": '[site] email = "..."'}
    ]
