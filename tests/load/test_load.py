"""The whole stage: everything is read, every problem is kept, and no bytes can make it raise."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import SiteBuilder, loaded
from bulletin.config import read_config
from bulletin.load.articles import read_article
from bulletin.load.header import read_fields
from bulletin.load.registers import read_register
from bulletin.load.source import text_of
from bulletin.model import REGISTERS, Register

LIMA = ZoneInfo("America/Lima")


def test_all_sources_of_a_project_are_read(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={}).page("about", en={"title": "About", "summary": "Who."})
    found = loaded(site)
    assert found.diagnostics == ()
    assert [(article.kind, article.key, article.lang) for article in found.articles] == [
        ("story", "floods", "en"),
        ("story", "floods", "es"),
        ("page", "about", "en"),
    ]
    assert {term.register for term in found.terms} == {"sections", "tags", "regions", "authors"}
    assert "bulletin.css" in {file.name for file in found.statics}
    assert found.broken == ()


def test_the_problems_of_all_files_are_told_at_once(site: SiteBuilder) -> None:
    site.story("good", en={})
    site.story("a", en={"Draft": "true"}).story("b", en={"date": "2017-02-30"})
    site.write("content/stories/c/en.md", "no header").write("content/stories/c/es.md", b"\xff")
    site.write("content/tags.yaml", "- a").write("content/stories/good/x.png", b"no picture")
    found = loaded(site)
    assert sorted((one.code, one.place.path.removeprefix("content/")) for one in found.diagnostics) == [
        ("date-invalid", "stories/2017/b/en.md"),
        ("field-unknown", "stories/2017/a/en.md"),
        ("file-not-utf8", "stories/c/es.md"),
        ("folder-without-article", "stories/good"),
        ("header-missing", "stories/c/en.md"),
        ("header-not-fields", "tags.yaml"),
        ("picture-unreadable", "stories/good/x.png"),
    ]
    assert found.broken == ("content/stories/c/en.md", "content/stories/c/es.md")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("sections", ["register-missing"]),
        ("tags", ["register-missing"]),
        ("regions", ["register-missing"]),
        ("series", []),
        ("authors", []),
    ],
)
def test_three_registers_must_be_there(site: SiteBuilder, name: str, codes: list[str]) -> None:
    (site.root / f"content/{name}.yaml").unlink(missing_ok=True)
    assert [one.code for one in loaded(site).diagnostics] == codes


def test_an_empty_register_is_fine(site: SiteBuilder) -> None:
    site.write("content/tags.yaml", "")
    assert loaded(site).diagnostics == ()


def test_what_a_link_leads_to_is_never_read(site: SiteBuilder, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("secret: {en: {name: A}, es: {name: B}}\n")
    (tmp_path / "content/series.yaml").symlink_to(tmp_path / "secret.yaml")
    (tmp_path / "static/leak.txt").symlink_to(tmp_path / "secret.yaml")
    found = loaded(site)
    assert {(one.code, one.place.path) for one in found.diagnostics} == {
        ("file-not-regular", "content/series.yaml"),
        ("file-not-regular", "static/leak.txt"),
    }
    assert "secret" not in {term.id for term in found.terms}


# -- no bytes make it raise -----------------------------------------------------------------------

PIECES = [
    "---\n", "---", "\n", " ", "\t", ": ", "- ", "[", "]", "{", "}", "? ", "&a ", "*a", "!!str ", "<<: ",
    "#", " #", '"', "'", "|\n", ">\n", "%", "@", "`", ",", "...\n", "\\", "\r", "\ufeff", "\x00", "\u2028",
    "title", "title: ", "summary: S\n", "date: 2017-02-08\n", "date: 0001-01-01\n", "section: relief\n",
    "draft: ", "photo: ", "pictures: ", "translation: {of: ", "series: {id: a, part: 1}\n", "corrections: ",
    "reactions: {yes: 1, on: 2017-02-30}\n", "aliases: [/a/]\n", "silence: [", "publish: 2017-02-08 06:30\n",
    "en: {name: A}", "es: ", "iso: PE", "parent: [", "peru", "ñ", "n\u0303", "👍🏽", "[site]\n", "base_url = ",
    '"https://example.org/"\n', "[en]\n", "title = ", "=", "2017-02-08", "1979-05-27T07:32:00Z", "[[x]]\n",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
BYTES = TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=200)
HEADERS = (TEXT | st.text(max_size=100)).map(lambda inner: f"---\n{inner}\n---\nBody.".encode())


@settings(max_examples=600, deadline=None)
@given(BYTES | HEADERS, st.booleans(), st.sampled_from(["en", "es"]))
def test_any_bytes_are_an_article_or_problems(data: bytes, page: bool, lang: str) -> None:
    source, problems = text_of("en.md", data)
    if source is None:
        assert problems
        return
    article, problems = read_article(source, page=page, key="floods", lang=lang, zone=LIMA)
    assert article is not None or problems
    lines = source.text.count("\n") + 1
    assert all(0 <= one.place.line <= lines + 1 and one.place.column >= 0 for one in problems)


@settings(max_examples=400, deadline=None)
@given(BYTES, st.sampled_from(REGISTERS))
def test_any_bytes_are_a_register_or_problems(data: bytes, register: Register) -> None:
    source, problems = text_of("content/x.yaml", data)
    if source is not None:
        terms, problems = read_register(source, register, LIMA)
        fields, _ = read_fields(source.path, source.text)
        assert terms or problems or fields is None or not fields.entries
    else:
        assert problems


@settings(max_examples=400, deadline=None)
@given(BYTES)
def test_any_bytes_are_settings_or_problems(data: bytes) -> None:
    source, problems = text_of("bulletin.toml", data)
    if source is not None:
        config, problems = read_config(source.text)
        assert (config is None) == bool(problems)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_a_picture_of_any_bytes_is_a_picture_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    from bulletin.load.pictures import read_picture

    root = tmp_path_factory.mktemp("picture")
    (root / "a.png").write_bytes(data)
    picture, problems = read_picture(root, "a.png")
    assert (picture is None) == bool(problems)
