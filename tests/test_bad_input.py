"""What a writer, an editor or a translator may get wrong: each with its rule, its place and advice.

Beside what is broken stands a good story, and a site that was published before. Whatever happens, only
the broken file is named, and not a byte of the published site changes.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from builders import ORIGINAL, PROJECT, SETTINGS, TRANSLATION, SiteBuilder, article_text, of_content
from bulletin.cli import main
from bulletin.commands.said import SourceLines
from bulletin.diagnostics import RULES
from bulletin.diagnostics.printing import as_text
from ordinary_user import as_nobody

BAD = "content/stories/2017/bad"
EN, ES = f"{BAD}/en.md", f"{BAD}/es.md"
OTHER = "content/stories/2016/bad/en.md"
PO = "locales/es/LC_MESSAGES/messages.po"
PAGE = "templates/story.html"

Problem = tuple[str, str, int, int]
"""(rule, path, line, column); 0 where there is none, -1 for a line of a file that others change."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A project broken by writing `files`; `expected` are all the problems, `says` a part of the words."""

    id: str
    files: Mapping[str, str | bytes | Callable[[str], str]] = field(default_factory=dict)
    expected: list[Problem]
    says: str = ""


def original(body: str = "Tents.", **changes: object) -> str:
    """An original of its own title, with fields changed, added or (None) left out."""
    return article_text({**ORIGINAL, "title": "Bad news", **changes}, body)


def translation(body: str = "Carpas.", **changes: object) -> str:
    return article_text({**TRANSLATION, "title": "Malas noticias", **changes}, body)


def broken_header(id: str, text: str | bytes, *expected: tuple[str, int, int], says: str = "") -> Row:
    """A row whose only language file is `text`."""
    return Row(id=id, files={EN: text}, expected=[(code, EN, *place) for code, *place in expected], says=says)  # type: ignore[misc]


def broken_text(id: str, body: str, *expected: tuple[str, int, int], says: str = "") -> Row:
    """A row whose header is good: its body begins in line 8."""
    return broken_header(id, original(body), *expected, says=says)


def png(data: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(buffer, "PNG")
    return buffer.getvalue() + data


def replaced(old: str, new: str) -> Callable[[str], str]:
    """A change to a file of the project's own."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


FRAME = [
    broken_header("no closing dashes", original().replace("---\n\n", "\n"), ("header-unclosed", 1, 0)),
    broken_header("text before the header", "Draft 2\n" + original(), ("header-text-before", 1, 1)),
    broken_header("no header", "Tents and water.\n", ("header-missing", 1, 0)),
    broken_header("empty file", "", ("file-empty", 0, 0)),
    broken_header("blank file", "\n \n", ("file-empty", 0, 0)),
    broken_header(
        "not UTF-8",
        original(title="Inundación").encode("latin-1"),
        ("file-not-utf8", 2, 16),
        says="byte 19 (0xf3) is not UTF-8",
    ),
    broken_header("NUL", original("a\x00b"), ("character-forbidden", 8, 2), says="U+0000"),
    broken_header("control character", original("ab\x07"), ("character-forbidden", 8, 3), says="U+0007"),
    broken_header("direction override", original(title="a\u202eb"), ("character-forbidden", 2, 9)),
    broken_header("tab in the header", original(photo="\n\tfile: a.jpg"), ("header-tab", 7, 1)),
    broken_header("colon without quotes", original(title="Floods: relief"), ("header-colon", 2, 14), says='title: "Floods: relief"'),
    broken_header(
        "field given twice",
        original(Title="x").replace("Title", "title"),
        ("key-duplicate", 6, 1),
        says="it is already on line 2",
    ),
    broken_header("anchor", original(slug="&a bad"), ("header-anchor", 6, 7)),
    broken_header("alias", original(slug="*a"), ("header-anchor", 6, 7)),
    broken_header("tag of YAML", original(slug="!!str bad"), ("header-anchor", 6, 7)),
    broken_header("list of fields", "---\n- title: a\n---\n", ("header-not-fields", 2, 0)),
    broken_header("25 KB of [", f"---\n{'[' * 25_000}\n---\n", ("header-too-long", 1, 0)),
    broken_header("8 KB of [", f"---\n{'[' * 8_000}\n---\n", ("header-too-deep", 2, 21)),
    broken_header("quotation mark not closed", original(title='"Bad news'), ("value-unclosed", 2, 8)),
    broken_header("quotation mark closed by the next", original(title='"Bad', summary='"news"'), ("value-unclosed", 2, 8)),
    broken_header("quotation mark that takes a field in", original(title='"Bad', summary='news"'), ("value-unclosed", 2, 8)),
    broken_header("bracket not closed", original(tags="[floods", regions="[peru]"), ("value-unclosed", 6, 7), says="put ] at its end"),
    broken_header("quotation mark in the text", original(title='"Bad" news'), ("value-goes-on", 2, 14), says="""title: '"Bad" news'"""),
    broken_header("no space after the colon", original().replace("title: ", "title:"), ("header-space", 2, 6), says="title: Bad news"),
    broken_header("no space inside braces", original(photo="{file:a.jpg}"), ("header-space", 6, 13), says="file: a.jpg"),
    broken_header("no space after a dash", original(tags="\n  -floods\n  -health"), ("header-space", 7, 3), says="- floods"),
    broken_header("field that is indented", original().replace("summary", " summary"), ("header-indent", 3, 2)),
    broken_header("curly quotes around a text", original(title="“Floods: relief”"), ("header-curly", 2, 8), says='title: "Floods: relief"'),
    broken_header("line that is no field", original().replace("title: ", "title = "), ("header-syntax", 2, 1), says="this line is not a field"),
]  # fmt: skip
VALUES = [
    broken_header("list where a text is expected", original(title="[a, b]"), ("field-kind", 2, 8)),
    broken_header("text where a list is expected", original(corrections="two"), ("field-kind", 6, 14)),
    broken_header("yes as a title", original(title="yes"), ("text-is-word", 2, 8), says='"yes"'),
    broken_header("no such day", original(date="2017-02-30"), ("date-invalid", 4, 7)),
    broken_header("no such time", original(publish="2017-02-08 25:00"), ("time-invalid", 6, 10)),
    broken_header("unknown field", original(Draft="true"), ("field-unknown", 6, 1), says='did you mean "draft"?'),
    broken_header("field of the lead picture at the margin", original(photo="\n  kind: map\n  credit: Ana\n  alt: Tents\n  file: a.png\ncaption: Two"), ("picture-missing", 10, 9), ("field-outside", 11, 1), says='put it below photo:'),
    broken_header("doubtful draft", original(draft="yes"), ("field-value", 6, 8), says='did you mean "true"?'),
    broken_header("text that is a comment", original(title="#1 boat"), ("field-comment", 2, 8), says='title: "#1 boat"'),
    broken_header("comma in braces", original(photo="{file: a.jpg, credit: Ana, alt: Tents, food, water}"), ("picture-missing", 6, 15), ("text-comma", 6, 47), says='alt: "Tents, food, water"'),
    broken_header("no title", original(title=None), ("field-missing", 2, 0)),
    broken_header("no date", original(date=None), ("field-missing", 2, 0)),
    broken_header("bad slug", original(slug="Bad News"), ("slug-invalid", 6, 7)),
    broken_header("unknown tag", original(tags="[health, flood]"), ("tag-unknown", 6, 16), says='did you mean "floods"?'),
    broken_header("unknown tag in Spanish", original(tags="[inundacion]"), ("tag-unknown", 6, 8), says='did you mean "Inundaciones"?'),
    broken_header("unknown region", original(regions="[piuru]"), ("region-unknown", 6, 11), says='did you mean "piura"?'),
    broken_header("regions without brackets", original(regions="Peru, Piura"), ("region-unknown", 6, 10), says='did you mean "[Peru, Piura]"?'),
    broken_header("tags without brackets, one of them unknown", original(tags="floods; helth"), ("tag-unknown", 6, 7), says='did you mean "[floods, helth]"?'),
    broken_header("summary misspelt", original(summary=None, sumary="Tents."), ("field-unknown", 5, 1), says='did you mean "summary"?'),
    broken_header("file of the lead picture misspelt", original(photo="{fille: a.jpg, credit: Ana}"), ("field-unknown", 6, 9), says='did you mean "file"?'),
    broken_header("unknown section", original(section="releif"), ("section-unknown", 5, 10), says='did you mean "relief"?'),
    broken_header("unknown author", original(authors="[anna]"), ("author-unknown", 6, 11), says='did you mean "ana"?'),
    broken_header("unknown outlet", original(outlet="times"), ("author-unknown", 6, 9)),
    broken_header("unknown series", original(series="{id: x, part: 1}"), ("series-unknown", 6, 14)),
    broken_header("unknown rule to silence", original(silence="[link-brken]"), ("silence-unknown", 6, 11)),
    broken_header("an error to silence", original(silence="[link-broken]"), ("silence-error", 6, 11)),
    broken_header("expires before it is published", original(expires="2017-02-01", publish="2017-02-08"), ("dates-crossed", 6, 10)),
]  # fmt: skip
PAIRS = [
    Row(
        id="two originals",
        files={EN: original(), ES: original(title="Malas noticias")},
        expected=[("original-twice", EN, 1, 0), ("original-twice", ES, 1, 0)],
        says="add to the translation: translation: {of: en}",
    ),
    Row(
        id="translation that does not say so",
        files={EN: original(), ES: translation(translation=None)},
        expected=[("original-twice", ES, 1, 0)],
        says="add to the translation: translation: {of: en}",
    ),
    Row(
        id="no original",
        files={
            EN: article_text({**TRANSLATION, "title": "Bad", "translation": "{of: es}"}),
            ES: translation(),
        },
        expected=[("original-missing", EN, 4, 1)],
    ),
    Row(
        id="translation of a language that is not there",
        files={ES: translation()},
        expected=[("translation-of-absent", ES, 4, 19)],
    ),
    Row(
        id="translation contradicting a date",
        files={EN: original(), ES: translation(date="2017-02-09")},
        expected=[("pair-field-differs", ES, 5, 7)],
        says=f"2017-02-09 here and 2017-02-08 in the original ({EN}:4)",
    ),
    Row(
        id="translation contradicting tags",
        files={EN: original(tags="[floods]"), ES: translation(tags="[floods, health]")},
        expected=[("pair-field-differs", ES, 5, 1)],
    ),
    Row(
        id="folder without a language file",
        files={f"{BAD}/lead.png": png()},
        expected=[("folder-without-article", BAD, 0, 0)],
        says="add en.md / es.md",
    ),
    Row(
        id="language in capitals",
        files={f"{BAD}/EN.md": original()},
        expected=[("file-unexpected", f"{BAD}/EN.md", 0, 0)],
        says='did you mean "en.md"?',
    ),
    Row(
        id="two stories with one key",
        files={EN: original(), OTHER: original(title="Other news")},
        expected=[("key-taken", "content/stories/2016/bad", 0, 0), ("key-taken", BAD, 0, 0)],
        says="content/stories/2016/bad, content/stories/2017/bad",
    ),
    Row(
        id="two stories with one key but for a capital",
        files={EN: original(), OTHER.replace("/bad", "/Bad"): original(title="Other news")},
        expected=[
            ("key-taken", "content/stories/2016/Bad", 0, 0),
            ("name-invalid", "content/stories/2016/Bad", 0, 0),
            ("key-taken", BAD, 0, 0),
        ],
        says="content/stories/2016/Bad, content/stories/2017/bad",
    ),
    Row(
        id="two stories with one key but for the Unicode form",
        files={
            f"{BAD}-jun\u00edn/en.md": original(),
            f"{BAD}-juni\u0301n/en.md": original(title="Other news"),
        },
        expected=[
            ("key-taken", f"{BAD}-juni\u0301n", 0, 0),
            ("name-invalid", f"{BAD}-juni\u0301n", 0, 0),
            ("key-taken", f"{BAD}-jun\u00edn", 0, 0),
            ("name-invalid", f"{BAD}-jun\u00edn", 0, 0),
        ],
    ),
    Row(
        id="two stories with one address",
        files={EN: original(), f"{BAD}-2/en.md": original(slug="bad-news", title="Worse news")},
        expected=[("url-taken", f"{BAD}-2/en.md", 6, 7), ("url-taken", EN, 2, 8)],
        says=f"{BAD}-2/en.md, {EN}",
    ),
    Row(
        id="page and index with one address",
        files={"content/pages/bad/en.md": article_text({"title": "Tags", "summary": "All tags."}, "Words.")},
        expected=[("url-taken", "content/pages/bad/en.md", 2, 8)],
        says="the site's own /en/tags/",
    ),
    Row(
        id="address of a device",
        files={EN: original(slug="con")},
        expected=[("url-reserved", EN, 0, 0)],
    ),
]
TEXTS = [
    broken_text("3 KB of [", "Tents.\n\n" + "[" * 3_000, ("text-too-deep", 10, 0)),
    broken_text("1.5 KB of 1.", "1. " * 500, ("text-too-deep", 8, 0)),
    broken_text("HTML without end", "<div>" * 300, ("text-too-deep", 8, 0)),
    broken_text("link to no story", "Tents and\n[water](story:goood).", ("link-broken", 9, 9), says='did you mean "story:good"?'),
    broken_text("link to no part", "[water](story:good#reliev)", ("link-part-broken", 8, 9), says='did you mean "relief"?'),
    broken_text("link to no part of its own", "[water](#relief)", ("link-part-broken", 8, 9)),
    broken_text("link to no file", "[water](../god/en.md)", ("link-broken", 8, 9)),
    broken_text("link to no page", "[water](/en/nowhere/)", ("link-broken", 8, 9)),
    broken_text("address without its scheme", "[water](www.example.org/a)", ("link-scheme", 8, 9), says="https://www.example.org/a"),
    broken_text("address in angle brackets without its scheme", "Tents: <www.example.org>", ("link-scheme", 8, 8), says="<https://www.example.org>"),
    broken_text("mailbox without its scheme", "[write](ana@example.org)", ("link-scheme", 8, 9), says="mailto:ana@example.org"),
    broken_text("link out of the content", "[water](../../../../bulletin.toml)", ("link-outside", 8, 9)),
    broken_text("unsafe link", "[water](javascript:alert(1))", ("link-unsafe", 8, 9)),
    broken_text("link to another host without a scheme", "[water](//evil.example/)", ("link-unsafe", 8, 9)),
    broken_text("picture that is not there", "Tents.\n\n![Tents](tent.jpg)", ("picture-missing", 10, 10)),
    broken_text("picture of another folder", "![Tents](../good/lead.png)", ("picture-elsewhere", 8, 10)),
    Row(
        id="lead picture that is not there",
        files={EN: original(photo="{file: lead.jpg, credit: Ana, alt: Tents}"), f"{BAD}/leads.jpg": png()},
        expected=[("picture-missing", EN, 6, 15)],
        says='did you mean "leads.jpg"?',
    ),
    Row(
        id="lead picture that is not there, in two languages",
        files={
            EN: original(photo="{file: lead.jpg, credit: Ana, alt: Tents}"),
            ES: translation(photo="{alt: Carpas}"),
        },
        expected=[("picture-missing", EN, 6, 15)],
    ),
    Row(
        id="picture that is no picture",
        files={
            EN: original(photo="{file: lead.jpg, credit: Ana, alt: Tents}"),
            f"{BAD}/lead.jpg": "<svg onload='alert(1)'/>",
        },
        expected=[("picture-unreadable", f"{BAD}/lead.jpg", 0, 0)],
    ),
    Row(
        id="picture cut short",
        files={
            EN: original(photo="{file: lead.png, credit: Ana, alt: Tents}"),
            f"{BAD}/lead.png": png()[:-30],
        },
        expected=[("picture-unreadable", f"{BAD}/lead.png", 0, 0)],
    ),
    Row(
        id="picture nobody shows",
        files={EN: original(pictures="{tent.png: {credit: Ana}}"), f"{BAD}/tent.png": png()},
        expected=[("picture-unused", EN, 6, 12)],
    ),
    Row(
        id="notes in a story's folder",
        files={EN: original(), f"{BAD}/notes.txt": "to do"},
        expected=[("file-unexpected", f"{BAD}/notes.txt", 0, 0)],
    ),
]  # fmt: skip
HOUSE = [
    Row(
        id="template that cannot be read",
        files={PAGE: "{% extends 'base.html' %}\n{% block main %}\n{% if page.title %}\n"},
        expected=[("template-syntax", PAGE, 3, 0)],
    ),
    Row(
        id="template that asks for what is not there",
        files={PAGE: "<main>\n{{ page.titel }}\n</main>"},
        expected=[("template-error", PAGE, 2, 0)],
        says="/en/2017/02/relief-arrives/",
    ),
    Row(
        id="catalog with a text that is not closed",
        files={PO: replaced('msgid "Tags"\n', 'msgid "Tags\n')},
        expected=[("catalog-syntax", PO, -1, 7)],
    ),
    Row(
        id="catalog with conflict marks",
        files={PO: lambda text: text + "\n<<<<<<< ours\n"},
        expected=[("catalog-conflict", PO, -1, 1)],
    ),
    Row(
        id="catalog with a wrong place to fill",
        files={PO: lambda text: re.sub(r'(msgid "[^"\n]*%\((\w+)\)s[^"\n]*"\nmsgstr "[^"\n]*)%\(\2\)s', r"\1%(otro)s", text, count=1)},
        expected=[("catalog-placeholders", PO, -1, 1)],
        says="%(otro)s in the translation",
    ),
    Row(
        id="register with a syntax error",
        files={"content/series.yaml": "relief: {en: {name: A}\n"},
        expected=[("value-unclosed", "content/series.yaml", 1, 9)],
    ),
    Row(
        id="settings with an unknown name",
        files={"bulletin.toml": SETTINGS.replace("timezone", "timezon")},
        expected=[("settings-unknown", "bulletin.toml", 3, 1)],
        says='did you mean "site.timezone"?',
    ),
    Row(
        id="settings with a bad time zone",
        files={"bulletin.toml": SETTINGS.replace("America/Lima", "America/Limma")},
        expected=[("settings-value", "bulletin.toml", 3, 1)],
        says='"America/Limma" is not a value for "site.timezone"',
    ),
    Row(
        id="settings without quotes",
        files={"bulletin.toml": SETTINGS.replace('"America/Lima"', "America/Lima")},
        expected=[("settings-syntax", "bulletin.toml", 3, 12)],
    ),
]  # fmt: skip
WARNINGS = [
    Row(
        id="picture without alt",
        files={EN: original("![](tent.png)", pictures="{tent.png: {credit: Ana}}"), f"{BAD}/tent.png": png()},
        expected=[("picture-without-alt", EN, 9, 5)],
    ),
    Row(
        id="lead picture without alt",
        files={EN: original(photo="{file: tent.png, credit: Ana}"), f"{BAD}/tent.png": png()},
        expected=[("picture-without-alt", EN, 6, 1)],
    ),
    broken_text("heading of level one", "# Tents", ("heading-level", 8, 0), says="write ## Tents"),
    broken_text("HTML that is left out", "Tents <iframe></iframe>", ("html-removed", 8, 7), says="<iframe>"),
    broken_text("mark without a note", "Tents.[^raport]\n\n[^report]: Of 2016.", ("footnote-unknown", 8, 7), says='did you mean "[^report]"?'),
    broken_text("note without a mark", "Tents.\n\n[^report]: Of 2016.", ("footnote-unused", 10, 1)),
    broken_text("two notes of one name", "Tents.[^1]\n\n[^1]: Of 2016.\n\n[^1]: Of 2017.", ("footnote-twice", 10, 1)),
    broken_text("mark of a quote that does not exist", "> [!pul]\n> Tents.", ("quote-mark-unknown", 8, 3), says='did you mean "[!pull]"?'),
    broken_text("table without its line of dashes", "| Tents | Water |\n| 2 | 3 |", ("table-unread", 8, 1), says="|---|---|"),
    broken_header("year with its digits crossed", original(date="2071-02-08"), ("date-implausible", 4, 7), says="2071-02-08"),
    broken_header("updated before its date", original(updated="2016-02-10"), ("date-order", 6, 10), says="2017-02-08"),
    broken_header("corrected on a day to come", original(corrections="[{date: 2017-03-01, text: Two.}, {date: 2027-03-01, text: Two.}]"), ("date-future", 6, 54)),
    broken_header("text cut at a hash", original(title="Base #3"), ("text-cut", 2, 8)),
    broken_header("address that reads badly", original(title="Diez años"), ("slug-misread", 2, 8)),
]  # fmt: skip


@pytest.fixture
def published(site: SiteBuilder) -> SiteBuilder:
    """A project with a good story, published."""
    site.story("good", en={}, es={}, en_body="## Relief\n\nTents.", es_body="## Ayuda\n\nCarpas.").build()
    assert site.report.published and site.codes() == []
    return site


def tree(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every byte of the published site, its ledger too, and when each file was written."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def spoil(site: SiteBuilder, row: Row) -> None:
    for path, text in row.files.items():
        site.write(path, text((PROJECT / path).read_text("utf-8")) if callable(text) else text)


def found(site: SiteBuilder) -> list[Problem]:
    own = [one for one in site.report.diagnostics if one.severity == "error" or one in of_content([one])]
    return [(one.code, one.place.path, one.place.line, one.place.column) for one in own]


def told(site: SiteBuilder) -> str:
    return as_text(site.report.diagnostics, SourceLines(site.root), lambda words: words)


def rows(*tables: list[Row]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for table in tables for row in table])


@rows(FRAME, VALUES, PAIRS, TEXTS, HOUSE)
def test_an_error_is_told_with_its_place_and_nothing_is_lost(published: SiteBuilder, row: Row) -> None:
    before = tree(published.out)
    spoil(published, row)

    published.build()

    assert found(published) == [placed(one, published) for one in row.expected]
    assert all(one.severity == "error" for one in published.problems())
    assert_told(published, row)
    assert not published.report.published
    assert tree(published.out) == before


@rows(WARNINGS)
def test_a_warning_is_told_with_its_place_and_the_story_is_published(
    published: SiteBuilder, row: Row
) -> None:
    spoil(published, row)

    published.build()

    assert found(published) == row.expected
    assert_told(published, row)
    assert published.report.published
    before = tree(published.out)
    assert not published.build(strict=True).report.published
    assert tree(published.out) == before


def placed(one: Problem, site: SiteBuilder) -> Problem:
    """The problem with the line of the one found by its rule, where the row leaves it open."""
    code, path, line, column = one
    lines = [there.place.line for there in site.report.diagnostics if there.code == code and there.place.line]
    return code, path, lines[0] if line < 0 and lines else line, column


def assert_told(site: SiteBuilder, row: Row) -> None:
    """Place, rule, the source line with a mark below it, and advice; not a word of what is good."""
    text, shown = told(site) + "\n", SourceLines(site.root)
    assert row.says in text
    assert "content/stories/2017/good/" not in text.replace(row.says, "")
    for code, path, line, column in found(site):
        place = ":".join([path, *(str(number) for number in (line, column) if number)])
        _, told_here, rest = text.partition(f"{place}: {RULES[code].severity} {code}: ")
        assert told_here, f"{place}: {code}"
        block = rest.partition("\n\n")[0].rstrip("\n").split("\n")
        assert re.fullmatch(r"  \S.*", block[-1]), "no advice"
        if line:
            assert shown(path, line).strip()
            assert block[1].startswith(f"    {line} | ")
            assert len(block) == 4 if column else len(block) == 3
            assert not column or re.fullmatch(r" +\| +\^+", block[2].replace("|^", "| ^"))


def test_one_run_tells_everything(published: SiteBuilder) -> None:
    broken = [row for row in (*FRAME, *VALUES) if set(row.files) == {EN}]
    for number, row in enumerate(broken):
        spoil(published, Row(id="", expected=[], files={f"{BAD}-{number:02}/en.md": row.files[EN]}))

    published.build()

    told_of = {(code, path) for code, path, _, _ in found(published)}
    for number, row in enumerate(broken):
        assert {(code, f"{BAD}-{number:02}/en.md") for code, *_ in row.expected} <= told_of
    assert not [path for _, path in told_of if "/good/" in path]


# -- through the command line ---------------------------------------------------------------------


def command(site: SiteBuilder, *arguments: str) -> int:
    return main([*arguments, "--now", "2017-06-01T12:00"], root=site.root)


@rows([FRAME[0], VALUES[5], PAIRS[0], TEXTS[0], *HOUSE])
def test_the_command_leaves_with_1_and_no_traceback(
    published: SiteBuilder, row: Row, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(published.out)
    spoil(published, row)

    assert command(published) == 1

    told_of = capsys.readouterr()
    assert "Traceback" not in told_of.err + told_of.out
    assert all(f"error {code}: " in told_of.err for code, *_ in row.expected)
    assert "Nothing was published." in told_of.out
    assert tree(published.out) == before


def test_the_words_are_spanish_for_those_who_ask(
    published: SiteBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(published, FRAME[0])
    assert command(published, "--messages", "es") == 1
    told_of = capsys.readouterr()
    assert f"{EN}:1: error header-unclosed: " in told_of.err
    assert "the header is not closed" not in told_of.err


def foreign(site: SiteBuilder) -> None:
    site.write("elsewhere/thesis.doc", "four years of work")


def a_file(site: SiteBuilder) -> None:
    site.write("elsewhere", "a text")


def nothing(site: SiteBuilder) -> None:
    """The project as it is."""


@pytest.mark.parametrize(
    ("out", "prepare", "says"),
    [
        pytest.param("..", nothing, "the project itself or holds it", id="the folder above"),
        pytest.param(".", nothing, "the project itself or holds it", id="the project"),
        pytest.param("content", nothing, "the project's folder content", id="the content"),
        pytest.param("content/stories", nothing, "the project's folder content", id="in the content"),
        pytest.param("templates/x", nothing, "the project's folder templates", id="in the templates"),
        pytest.param("/", nothing, "the root of the file system", id="everything"),
        pytest.param("elsewhere", foreign, "is not empty", id="a foreign folder"),
        pytest.param("elsewhere", a_file, "is a file, not a folder", id="a file"),
        pytest.param("no/such/folder", nothing, "there is no folder", id="below nothing"),
        pytest.param("bulletin.toml/x", nothing, "", id="below a file"),
    ],
)
def test_a_folder_that_must_not_be_published_into_is_refused(
    published: SiteBuilder,
    out: str,
    prepare: Callable[[SiteBuilder], None],
    says: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(published.root)
    prepare(published)
    before = tree(published.root)

    assert command(published, "--out", out) == 2

    told_of = capsys.readouterr()
    assert "Traceback" not in told_of.err + told_of.out
    assert told_of.err.startswith("error: ") and says in told_of.err
    assert re.search(r"^  \S", told_of.err, re.MULTILINE), "no advice"
    assert tree(published.root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_folder_that_cannot_be_written_is_refused() -> None:
    """As an ordinary user, who may read the project but not write beside its output."""
    root = Path(tempfile.mkdtemp())
    try:
        site = SiteBuilder(root / "project").story("good", en={}).build()
        before = tree(site.out)
        for folder in (root, site.root, site.out):
            folder.chmod(0o555)
        code, said = as_nobody(lambda: command(site), root)
        assert code == 2
        assert "Traceback" not in said
        assert "no permission to read or write" in said and "--out" in said
        assert tree(site.out) == before
    finally:
        for folder in (root, site.root, site.out):
            folder.chmod(0o755)
        shutil.rmtree(root)


@pytest.mark.parametrize(
    "path",
    [
        b"content/stories/2017/floods/caf\xe9.png",
        b"content/stories/2017/floods/\xe9.md",
        b"content/stories/2017/caf\xe9/en.md",
        b"content/caf\xe9.yaml",
        b"static/caf\xe9.png",
    ],
    ids=["a picture", "a text", "a folder", "a register", "a static file"],
)
def test_a_name_that_is_no_text_is_told_and_is_no_bug(site: SiteBuilder, path: bytes) -> None:
    site.story("floods", en={})
    file = os.path.join(os.fsencode(site.root), path)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "wb") as opened:
        opened.write(b"x")

    assert set(site.build().codes()) & {"name-invalid", "file-unexpected", "register-unknown"}


def test_a_template_whose_name_is_no_text_is_nobody_s(site: SiteBuilder) -> None:
    site.story("floods", en={})
    with open(os.fsencode(site.root) + b"/templates/caf\xe9.html", "wb") as opened:
        opened.write(b"{{ nonsense")

    assert site.build().report.published
