"""The published files themselves: a sound build has no fault, and each kind of damage is found and traced.

Most tests build one real site, keep its files as values, damage one of them and hold the tree against
the plan again. Those at the end do it through the command line.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from builders import NOW, ORIGINAL, PROJECT, SiteBuilder, article_text, elements
from bulletin.check.built import Expected, check_built
from bulletin.check.built.words import secrets
from bulletin.cli import main
from bulletin.diagnostics.printing import in_order, words_of
from bulletin.load.settings import read_settings
from bulletin.model import Article, Diagnostic, Manuscript, Page, PhotoWords, PublishedTree, View
from bulletin.pipeline.audit import audit, expectation
from bulletin.pipeline.options import Options

DRAFT = "The minister signed the secret agreement in a hangar near the coast last night."
COMING = "Farmers of the valley will open the first harvest fair since the floods."
EXPIRED = "The ferry timetable was valid until the new bridge had been tested by engineers."
EN, ES = "en/2017/02/relief-arrives/index.html", "es/2017/02/llega-la-ayuda/index.html"
EN_URL, ES_URL = (
    "https://example.org/en/2017/02/relief-arrives/",
    "https://example.org/es/2017/02/llega-la-ayuda/",
)
IN_ENGLISH, IN_SPANISH = "content/stories/2017/floods/en.md", "content/stories/2017/floods/es.md"


def png() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def filled(root: Path) -> SiteBuilder:
    """A project with all that a page can have, and one article of each kind that is held back."""
    site = SiteBuilder(root)
    photo = "{file: lead.png, credit: Bulletin, alt: Tents on a field}"
    body = "Tents and water.\n\n## Camps\n\nSee [the bridge](story:bridge#road) and [here](#camps)."
    spanish = {"photo": "{alt: Carpas en un campo}"}
    site.story(
        "floods", en={"tags": "[floods]", "regions": "[piura]", "photo": photo}, es=spanish, en_body=body
    )
    site.write("content/stories/2017/floods/lead.png", png())
    site.story("bridge", en={"title": "The bridge is back"}, en_body="## Road\n\nIt is open again.")
    site.story("hidden", en={"title": "Hangar papers", "draft": "true"}, en_body=DRAFT)
    site.story("fair", en={"title": "Fair to come", "date": "2018-01-01"}, en_body=COMING)
    site.story("ferry", en={"title": "Old ferry times", "expires": "2017-03-01"}, en_body=EXPIRED)
    return site.write("static/CNAME", "example.org\n")


class Built(Struct, frozen=True, kw_only=True):
    """A published site as values: what is expected of it, its files, and how they are held together."""

    expected: Expected
    files: dict[str, bytes]

    def faults(self, changes: dict[str, bytes | None], *, ours: bool = True) -> tuple[Diagnostic, ...]:
        """What is found when `changes` are made to the tree; None removes a file."""
        files = {path: data for path, data in (self.files | changes).items() if data is not None}
        known = frozenset(self.files if not ours else files)
        tree = PublishedTree(files=frozenset(files), ours=known)
        return in_order(check_built(self.expected, tree, sorted(files.items())))


def built(site: SiteBuilder) -> Built:
    assert site.build().codes() == []
    config, _ = read_settings(site.root)
    assert config is not None
    options = Options(root=site.root, now=NOW, out=site.out)
    return Built(expected=expectation(site.work(), config, options), files=site.files())


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(filled(tmp_path_factory.mktemp("sound")))


def told(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(one.place.path, one.code) for one in found]


def said(found: tuple[Diagnostic, ...]) -> str:
    return "\n".join(" ".join(words_of(one, str)) for one in found)


# -- a sound tree -----------------------------------------------------------------------------------


@pytest.mark.parametrize("base_url", ["", "https://example.org/boletin/"], ids=["root", "path"])
def test_a_sound_build_has_no_fault(tmp_path: Path, base_url: str) -> None:
    site = filled(tmp_path).build(base_url=base_url)

    report = audit(Options(root=site.root, now=NOW, out=site.out, base_url=base_url)).report

    assert report.diagnostics == ()


def test_the_sample_site_has_no_fault(sample: SiteBuilder) -> None:
    report = audit(Options(root=sample.root, now=sample.now, out=sample.out)).report

    assert said(report.diagnostics) == ""


def test_the_sample_site_gave_nothing_away_before_its_later_stories_were_due(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path, now=datetime(2017, 3, 1, 12, tzinfo=UTC))
    shutil.rmtree(tmp_path / "content")
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    shutil.copyfile(PROJECT / "bulletin.toml", tmp_path / "bulletin.toml")
    site.build()

    report = audit(Options(root=site.root, now=site.now, out=site.out)).report

    assert site.report.published and report.held
    assert [one for one in report.diagnostics if one.code.startswith("built-")] == []


def test_a_tree_built_for_another_address_does_not_pass(tmp_path: Path) -> None:
    site = filled(tmp_path).build()

    for other in ("https://example.org/boletin/", "https://example.com/"):
        report = audit(Options(root=site.root, now=NOW, out=site.out, base_url=other)).report
        assert [(one.code, dict(one.facts)) for one in report.diagnostics] == [
            ("built-base", {"found": "https://example.org/", "base": other})
        ]
    site.build(base_url="https://example.org/boletin/")
    report = audit(Options(root=site.root, now=NOW, out=site.out)).report
    assert [dict(one.facts)["found"] for one in report.diagnostics] == ["https://example.org/boletin/"]


# -- damage, file by file ---------------------------------------------------------------------------

Change = Callable[[bytes], bytes | None]
"""The bytes of a file, damaged; None removes it."""


def swap(old: str, new: str) -> Change:
    """Replace the first `old`, which has to be there."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def cut(at: str) -> Change:
    def change(data: bytes) -> bytes:
        assert at.encode() in data
        return data[: data.index(at.encode())]

    return change


def add(markup: str) -> Change:
    return swap("</main>", f"{markup}</main>")


def gone(data: bytes) -> None:
    return None


def alone(data: bytes) -> bytes:
    """A page that knows of no translation."""
    head = re.sub(rb'<link rel="alternate" hreflang="(?!es")[^>]*>', b"", data)
    return swap("<title>", f'<link rel="alternate" hreflang="x-default" href="{ES_URL}"><title>')(head) or b""


def without_entry(url: str) -> Change:
    def change(data: bytes) -> bytes:
        entry = re.compile(rf"<url>\s*<loc>{re.escape(url)}</loc>.*?</url>".encode(), re.DOTALL)
        assert entry.search(data)
        return entry.sub(b"", data)

    return change


X_DEFAULT = f'<link rel="alternate" hreflang="x-default" href="{EN_URL}">'
TWIN = f'<link rel="alternate" hreflang="es" href="{ES_URL}">'
SELF = f'<link rel="alternate" hreflang="en" href="{EN_URL}">'
CANONICAL = f'<link rel="canonical" href="{EN_URL}">'
FEED, MAP, FRONT = "en/feed.xml", "sitemap.xml", "en/index.html"
HOME = "output/en/index.html"

DAMAGES: list[tuple[str, str, Change, list[tuple[str, str]], str]] = [
    # links, pictures, parts
    ("a dead link", EN, add('<a href="/en/nothing/">x</a>'), [(IN_ENGLISH, "built-link")], "/en/nothing/ leads to nothing"),
    ("a dead relative link", EN, add('<a href="../nothing/">x</a>'), [(IN_ENGLISH, "built-link")], "../nothing/"),
    ("a dead link in full", EN, add('<a href="https://example.org/nothing/">x</a>'), [(IN_ENGLISH, "built-link")], "https://example.org/nothing/"),
    ("a dead picture", EN, swap('src="/pictures/', 'src="/pictures/no'), [(IN_ENGLISH, "built-link")], "/pictures/nolead-"),
    ("a dead picture of a source", EN, swap('type="image/avif" srcset="/pictures/', 'type="image/avif" srcset="/pictures/no'), [(IN_ENGLISH, "built-link")], "/pictures/nolead-"),
    ("a picture without its size", EN, add('<img alt="" src="/en/" width="auto" height="4">'), [(IN_ENGLISH, "built-markup")], "/en/ has no width or no height"),
    ("a dead picture of a set", EN, add('<img alt="" width="1" height="1" srcset="/en/ 1x, /nothing.jpg 2x">'), [(IN_ENGLISH, "built-link")], "/nothing.jpg"),
    ("a dead stylesheet", FRONT, swap('href="/bulletin.', 'href="/no.'), [(HOME, "built-link")], "/no."),
    ("a dead part of the page itself", EN, swap('href="#en-camps"', 'href="#camps"'), [(IN_ENGLISH, "built-link")], 'no id "camps"'),
    ("a dead part of another page", EN, swap("#en-road", "#road"), [(IN_ENGLISH, "built-link")], 'no id "road"'),
    ("an empty address", EN, add('<a href="">x</a>'), [(IN_ENGLISH, "built-link")], "an empty address"),
    ("an address that is none", EN, add('<a href="https://[x/">x</a>'), [(IN_ENGLISH, "built-link")], '"https://[x/" is not an address'),
    ("a redirect to nothing", EN, swap("<title>", '<meta http-equiv="refresh" content="0; url=/nothing/"><title>'), [(IN_ENGLISH, "built-link"), ("output/sitemap.xml", "built-sitemap")], "/nothing/"),
    ("a dead picture for social media", EN, swap('og:image" content="https://example.org/pictures/', 'og:image" content="https://example.org/no/'), [(IN_ENGLISH, "built-link")], "https://example.org/no/"),
    ("a dead address for social media", EN, swap(f'og:url" content="{EN_URL}', 'og:url" content="https://example.org/x/'), [(IN_ENGLISH, "built-link")], "https://example.org/x/"),
    # languages
    ("another canonical", EN, swap(CANONICAL, CANONICAL.replace(EN_URL, ES_URL)), [(IN_ENGLISH, "built-canonical")], ES_URL),
    ("no canonical", EN, swap(CANONICAL, ""), [(IN_ENGLISH, "built-canonical")], "names -"),
    ("a twin that does not list back", ES, swap(f'hreflang="en" href="{EN_URL}"', f'hreflang="x-default" href="{ES_URL}"'), [(IN_SPANISH, "built-hreflang")], 'several pages as "x-default"'),
    ("a twin that lists itself alone", ES, alone, [(IN_ENGLISH, "built-hreflang"), ("output/sitemap.xml", "built-sitemap")], f"{ES_URL}, which it lists, does not list it back"),
    ("a twin with one more translation", ES, swap("<link rel=\"alternate\"", f'<link rel="alternate" hreflang="en-US" href="{EN_URL}"><link rel="alternate"'), [(IN_ENGLISH, "built-hreflang"), (IN_SPANISH, "built-hreflang"), ("output/sitemap.xml", "built-sitemap")], "has another list of translations"),
    ("a page that does not list itself", EN, swap(SELF, ""), [(IN_ENGLISH, "built-hreflang")], "it does not list itself"),
    ("no x-default", EN, swap(X_DEFAULT, ""), [(IN_ENGLISH, "built-hreflang")], "it has no x-default"),
    ("a twin that does not exist", EN, swap(TWIN, TWIN.replace(ES_URL, f"{ES_URL}x/")), [(IN_ENGLISH, "built-link"), (IN_SPANISH, "built-hreflang"), ("output/sitemap.xml", "built-sitemap")], f"{ES_URL}x/ leads to nothing"),
    ("a twin that is not named in full", EN, swap(TWIN, TWIN.replace("https://example.org", "")), [(IN_ENGLISH, "built-hreflang")], "is not the full address of one of our pages"),
    ("a language that the twin is not in", EN, swap('hreflang="es" href="https', 'hreflang="fr" href="https'), [(IN_ENGLISH, "built-hreflang")], 'as "fr", but that page is in another language'),
    ("two twins of one language", EN, swap(TWIN, TWIN + TWIN.replace(ES_URL, "https://example.org/es/")), [(IN_ENGLISH, "built-hreflang")] * 2, 'several pages as "es"'),
    # the sitemap
    ("a page that is not in the sitemap", MAP, without_entry(EN_URL), [(IN_ENGLISH, "built-sitemap")], "it may be indexed, but is in no sitemap"),
    ("a dead address in the sitemap", MAP, swap(f"<loc>{EN_URL}</loc>", f"<loc>{EN_URL}x/</loc>"), [(IN_ENGLISH, "built-sitemap"), ("output/sitemap.xml", "built-sitemap")], f"{EN_URL}x/ leads to nothing"),
    ("a dead twin in the sitemap", MAP, swap(f'hreflang="es" href="{ES_URL}"', f'hreflang="es" href="{ES_URL}x/"'), [("output/sitemap.xml", "built-sitemap")], f"{ES_URL}x/ leads to nothing"),
    ("a sitemap without a twin", MAP, swap(f'<xhtml:link rel="alternate" hreflang="es" href="{ES_URL}"/>', ""), [("output/sitemap.xml", "built-sitemap")], "are not those that the page itself lists"),
    ("a noindex page in the sitemap", EN, swap("<title>", '<meta name="robots" content="noindex, follow"><title>'), [("output/sitemap.xml", "built-sitemap")], "which may not be indexed"),
    ("a page that may suddenly be indexed", "en/404.html", swap('content="noindex"', 'content="all"'), [("output/en/404.html", "built-hreflang")] * 2 + [("output/en/404.html", "built-sitemap")], "is in no sitemap"),
    ("a sitemap cut short", MAP, cut("</urlset>"), [("output/sitemap.xml", "built-markup")], "not well-formed XML"),
    ("a sitemap that robots.txt does not find", "robots.txt", swap("sitemap.xml", "map.xml"), [("output/robots.txt", "built-sitemap")], "map.xml"),
    # feeds
    ("a dead link in a feed", FEED, swap(f'href="{EN_URL}"', f'href="{EN_URL}x/"'), [("output/en/feed.xml", "built-feed")], f"{EN_URL}x/"),
    ("a dead link in the text of a feed", FEED, swap("the-bridge-is-back/#en-road", "nothing/"), [("output/en/feed.xml", "built-feed")], "https://example.org/en/2017/02/nothing/"),
    ("a dead picture in the text of a feed", FEED, swap("src=&#34;https://example.org/pictures/", "src=&#34;https://example.org/no/"), [("output/en/feed.xml", "built-feed")], "https://example.org/no/"),
    ("a short address in a feed", FEED, swap("&lt;a href=&#34;https://example.org", "&lt;a href=&#34;"), [("output/en/feed.xml", "built-feed")], "is not written in full"),
    ("a feed of another address", FEED, swap('rel="self" type="application/atom+xml" href="https://example.org/en', 'rel="self" type="application/atom+xml" href="https://example.org/es'), [("output/en/feed.xml", "built-feed")], "as its own address"),
    ("a feed with entities", FEED, swap("<feed", '<!DOCTYPE feed [<!ENTITY x "y">]><feed'), [("output/en/feed.xml", "built-markup")], "a document type or entities"),
    # mark-up
    ("no first heading", EN, swap("<h1>Relief arrives</h1>", "<h2>Relief arrives</h2>"), [(IN_ENGLISH, "built-markup")], "0 h1 headings"),
    ("two first headings", EN, add("<h1>Again</h1>"), [(IN_ENGLISH, "built-markup")], "2 h1 headings"),
    ("an id given twice", EN, add('<p id="content">x</p>'), [(IN_ENGLISH, "built-markup")], 'the id "content"'),
    ("no language", EN, swap('<html lang="en">', "<html>"), [(IN_ENGLISH, "built-markup")], "html lang"),
    ("a picture without alt", EN, swap('alt="Tents on a field"', ""), [(IN_ENGLISH, "built-markup")], "has no alt"),
    ("JSON-LD that is not JSON", EN, swap("</head>", '<script type="application/ld+json">{"a": </script></head>'), [(IN_ENGLISH, "built-markup")], "is not JSON"),
    ("JSON-LD that only Python reads", EN, swap("</head>", '<script type="application/ld+json">[NaN]</script></head>'), [(IN_ENGLISH, "built-markup")], "is not JSON"),
    ("a page cut short", EN, cut("<footer>"), [(IN_ENGLISH, "built-markup")], "there is no </html>"),
    ("a page that is not UTF-8", ES, lambda data: data.replace("ó".encode(), b"\xf3"), [(IN_SPANISH, "built-markup")], "it is not UTF-8: byte"),
    ("an empty page", EN, lambda data: b"", [(IN_ENGLISH, "built-markup")], "there is no </html>"),
    ("a page of noughts", EN, lambda data: bytes(200), [(IN_ENGLISH, "built-markup")], "there is no </html>"),
    ("a page of broken declarations", EN, lambda data: b"<![x[" * 9, [(IN_ENGLISH, "built-markup")], "there is no </html>"),
    # the folder
    ("a page that is missing", EN, gone, [(IN_ENGLISH, "built-missing")], f"{EN} is planned"),
    ("a static file that is missing", "CNAME", gone, [("static/CNAME", "built-missing")], "CNAME is planned"),
    ("a sitemap that is missing", MAP, gone, [("output/sitemap.xml", "built-missing")], "sitemap.xml is planned"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "change", "expected", "words"), [row[1:] for row in DAMAGES], ids=[row[0] for row in DAMAGES]
)
def test_damage_is_found_and_traced(
    sound: Built, path: str, change: Change, expected: list[tuple[str, str]], words: str
) -> None:
    found = sound.faults({path: change(sound.files[path])})

    assert told(found) == expected
    assert words in said(found)


def test_a_part_that_a_page_lost_is_told_where_the_links_to_it_are(sound: Built) -> None:
    bridge = "en/2017/02/the-bridge-is-back/index.html"

    found = sound.faults({bridge: swap('id="en-road"', "")(sound.files[bridge])})

    assert {(IN_ENGLISH, "built-link"), ("output/en/feed.xml", "built-feed")} <= set(told(found))
    assert all('no id "en-road"' in said((one,)) for one in found)


def test_one_dead_link_is_told_once_a_page_and_all_faults_come_in_one_run(sound: Built) -> None:
    dead = b'<a href="/en/nothing/">x</a><a href="/en/nothing/">y</a></main>'
    changes: dict[str, bytes | None] = {
        path: sound.files[path].replace(b"</main>", dead) for path in (EN, ES, FRONT)
    }

    found = sound.faults(changes | {"CNAME": None})

    assert told(found) == [
        (IN_ENGLISH, "built-link"),
        (IN_SPANISH, "built-link"),
        (HOME, "built-link"),
        ("static/CNAME", "built-missing"),
    ]


def test_a_page_that_is_missing_is_not_told_by_those_that_lead_to_it(sound: Built) -> None:
    assert told(sound.faults({EN: None, ES: None})) == [
        (IN_ENGLISH, "built-missing"),
        (IN_SPANISH, "built-missing"),
    ]


def test_a_page_of_ours_that_is_no_longer_planned_is_stale(sound: Built) -> None:
    found = sound.faults({"en/2016/old/index.html": sound.files[EN]})

    assert told(found) == [("output/en/2016/old/index.html", "built-stale")]


def test_files_that_are_not_ours_may_be_linked_to_and_are_not_audited(sound: Built) -> None:
    link = swap("</main>", '<a href="/mine/#part">x</a><a href="/mine/paper.pdf">y</a></main>')(
        sound.files[EN]
    )

    assert sound.faults({"mine/index.html": b"<p>", "mine/paper.pdf": b"", EN: link}, ours=False) == ()


def test_what_is_behind_a_link_of_the_file_system_is_not_known(sound: Built) -> None:
    page = swap("</main>", '<a href="/shared/paper.pdf">x</a></main>')(sound.files[EN])
    files = sound.files | {EN: page or b""}
    tree = PublishedTree(files=frozenset(files), closed=frozenset({"shared"}))

    assert check_built(sound.expected, tree, sorted(files.items())) == ()
    assert told(sound.faults({EN: page})) == [(IN_ENGLISH, "built-link")]


# -- pages that other planners make -----------------------------------------------------------------

MOVED = f"""<!doctype html><html lang="en"><head><title>Moved</title>
<meta http-equiv="refresh" content="0; url=/en/2017/02/relief-arrives/"><link rel="canonical" href="{EN_URL}">
</head><body><main><h1>Moved</h1></main></body></html>"""


def planned(sound: Built, path: str, url: str) -> Built:
    page = Page(url=url, path=path, lang="", template="x", view=View())
    plan = replace(sound.expected.plan, pages=(*sound.expected.plan.pages, page))
    return replace(sound, expected=replace(sound.expected, plan=plan))


def test_a_redirect_needs_no_place_in_the_sitemap_and_all_that_every_page_needs(sound: Built) -> None:
    site = planned(sound, "old/index.html", "/old/")
    listed = swap(f"<loc>{EN_URL}<", "<loc>https://example.org/old/<")(sound.files[MAP])

    assert site.faults({"old/index.html": MOVED.encode()}) == ()
    assert told(site.faults({"old/index.html": MOVED.replace("h1", "h2").encode()})) == [
        ("output/old/index.html", "built-markup")
    ]
    assert "https://example.org/old/, which may not be indexed" in said(
        site.faults({"old/index.html": MOVED.encode(), MAP: listed})
    )


def index_of(*parts: str) -> bytes:
    maps = "".join(f"<sitemap><loc>https://example.org/{part}</loc></sitemap>" for part in parts)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'.encode()


def test_an_index_of_sitemaps_is_followed(sound: Built) -> None:
    site = planned(sound, "sitemap-1.xml", "/sitemap-1.xml")
    part = {"sitemap-1.xml": sound.files[MAP]}
    shorter = {"sitemap-1.xml": without_entry(EN_URL)(sound.files[MAP])}

    assert site.faults({MAP: index_of("sitemap-1.xml"), **part}) == ()
    assert told(site.faults({MAP: index_of("sitemap-1.xml"), **shorter})) == [(IN_ENGLISH, "built-sitemap")]
    assert "no sitemap index or robots.txt names it" in said(site.faults({MAP: index_of(), **part}))
    assert "sitemap-2.xml leads to nothing" in said(
        site.faults({MAP: index_of("sitemap-1.xml", "sitemap-2.xml"), **part})
    )


# -- nothing of what is held back -------------------------------------------------------------------

LEAKS: list[tuple[str, str, Change, str]] = [
    ("a sentence", EN, add(f"<p>{DRAFT}</p>"), "hidden"),
    ("six words of it", EN, add("<p>They say the Secret Agreement — in a «hangar»!</p>"), "hidden"),
    ("words with tags in them", EN, add("<p>the sec<em>ret</em> agreement <a>in a</a>&nbsp;hangar</p>"), "hidden"),
    ("an attribute", EN, swap('alt="Tents on a field"', f'alt="{DRAFT}"'), "hidden"),
    ("a comment", EN, add(f"<!-- {DRAFT} -->"), "hidden"),
    ("JSON-LD", EN, swap("</head>", f'<script type="application/ld+json">{json.dumps([DRAFT])}</script></head>'), "hidden"),
    ("the text of a feed", FEED, swap("&lt;p&gt;Tents", f"&lt;p&gt;{DRAFT} Tents"), "hidden"),
    ("a summary in a feed", FEED, swap("<summary>", f"<summary>{DRAFT} "), "hidden"),
    ("a text file", "robots.txt", lambda data: data + DRAFT.encode(), "hidden"),
    ("a broken page", EN, lambda data: b"\xff<p>" + DRAFT.encode(), "hidden"),
    ("a broken feed", FEED, lambda data: f"<feed>&lt;p&gt;{DRAFT}".encode(), "hidden"),
    ("a static file", "CNAME", lambda data: DRAFT.encode(), "hidden"),
    ("a whole title", EN, add("<p>HANGAR papers</p>"), "hidden"),
    ("a title in the address of a mail", EN, add('<a href="mailto:x@example.org?subject=Hangar%20papers">x</a>'), "hidden"),
    ("a story of a later day", EN, add(f"<p>{COMING}</p>"), "fair"),
    ("an expired story", EN, add(f"<p>{EXPIRED}</p>"), "ferry"),
    ("the address of a story of a later day", EN, add('<a href="/en/2018/01/fair-to-come/">x</a>'), "fair"),
    ("the address of a draft", EN, add('<a href="/en/2017/02/hangar-papers">x</a>'), "hidden"),
    ("an address in the sitemap", MAP, swap(f"<loc>{EN_URL}<", "<loc>https://example.org/en/2018/01/fair-to-come/<"), "fair"),
    ("an address in a feed", FEED, swap(f'href="{EN_URL}"', 'href="https://example.org/en/2018/01/fair-to-come/"'), "fair"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "change", "key"), [row[1:] for row in LEAKS], ids=[row[0] for row in LEAKS])
def test_nothing_of_what_is_held_back_can_be_seen(sound: Built, path: str, change: Change, key: str) -> None:
    found = [one for one in sound.faults({path: change(sound.files[path])}) if one.code == "built-held"]

    assert len(found) == 1
    assert f"content/stories/2017/{key}/en.md" in said(tuple(found))


def test_the_page_of_a_story_that_became_a_draft_is_found(tmp_path: Path) -> None:
    site = filled(tmp_path).build()
    site.story(
        "bridge",
        en={"title": "The bridge is back", "draft": "true"},
        en_body="## Road\n\nIt is open again to all.",
    )
    site.write("content/stories/2017/floods/en.md", article_text({**ORIGINAL, "tags": "[floods]"}))

    report = audit(Options(root=site.root, now=NOW, out=site.out)).report

    stale = "output/en/2017/02/the-bridge-is-back/index.html"
    assert {("built-stale", stale), ("built-held", stale), ("built-held", "output/en/feed.xml")} <= {
        (one.code, one.place.path) for one in report.diagnostics
    }


def test_words_that_may_be_seen_elsewhere_give_nothing_away(sound: Built) -> None:
    page = swap("</main>", "<p>the secret agreement in a</p><p>hangar near the coast</p></main>")(
        sound.files[EN]
    )

    assert sound.faults({EN: page}) == ()


def text_by(key: str, body: str) -> Manuscript:
    return Manuscript(article=Article(kind="story", key=key, lang="en", path=key), body=body)


SHOWN = [
    (
        "another article",
        text_by("b", "One two three *four* five six."),
        "",
    ),
    ("a register, catalog or template", None, "one two three four five six"),
]


@pytest.mark.parametrize(("article", "house"), [row[1:] for row in SHOWN], ids=[row[0] for row in SHOWN])
def test_a_run_of_words_that_stands_elsewhere_is_no_secret(article: Manuscript | None, house: str) -> None:
    held = text_by("a", "One two three four five six.")

    assert secrets([held], [], [])
    assert not secrets([held], [article] if article else [], [house])


@pytest.mark.parametrize("title", ["Nothing", "One two three four five six seven"])
def test_one_word_is_no_secret_and_a_long_title_is_found_by_its_runs(title: str) -> None:
    held = Article(kind="story", key="a", lang="en", path="a", title=title)

    assert secrets([Manuscript(article=held)], [], []).found_in(f"x {title.upper()} x") == (
        {"a": "one two three four five six"} if " " in title else {}
    )


def test_all_words_of_an_article_are_secrets_and_accents_count() -> None:
    photo = PhotoWords(
        alt="Seis palabras sobre la inundación aquí", caption="Otras seis palabras sobre el puente"
    )
    held = Article(
        kind="story", key="a", lang="es", path="a", summary="Un resumen de seis palabras más", photo=photo
    )
    wanted = secrets([Manuscript(article=held)], [], [])

    for text in (photo.alt, photo.caption, held.summary):
        assert list(wanted.found_in(text.upper())) == ["a"]
    assert wanted.found_in("Seis palabras sobre la inundacion aquí") == {}


def test_the_target_of_a_link_does_not_part_the_words_around_it() -> None:
    body = "The [general](https://example.org/a/b) met the [mayor][1] of Piura[^1]."
    held = text_by("a", body)

    assert secrets([held], [], []).found_in("the general met the mayor of Piura")


# -- what a build promises, looked at without the audit ---------------------------------------------


def test_every_translation_lists_back_in_html_and_in_the_sitemap(sound: Built) -> None:
    lists = {
        f"https://example.org/{path.removesuffix('index.html')}": {
            (one["hreflang"], one["href"])
            for one in elements(data.decode(), "link")
            if one.get("rel") == "alternate" and "hreflang" in one
        }
        for path, data in sound.files.items()
        if path.endswith("index.html")
    }
    entries = re.findall(r"<loc>(.*?)</loc>(.*?)</url>", sound.files[MAP].decode(), re.DOTALL)
    mapped = {loc: set(re.findall(r'hreflang="(.*?)" href="(.*?)"', rest)) for loc, rest in entries}

    assert len(lists) > 10
    assert mapped == lists
    for url, listed in lists.items():
        assert url in {href for _, href in listed}
        assert "x-default" in {lang for lang, _ in listed}
        assert all(lists[href] == listed for _, href in listed)


def test_no_word_of_a_draft_stands_anywhere_in_the_output(sound: Built) -> None:
    everything = b"\n".join(sound.files.values()).decode("utf-8", "replace").casefold()

    for word in ("hangar", "minister", "fair", "harvest", "ferry", "timetable"):
        assert word not in everything
    assert "tents" in everything


# -- hostile files ----------------------------------------------------------------------------------

PIECES = [b"<", b">", b'"', b"<![", b"<!--", b"</script>", b"<script>", b"&#0;", b"\xff", b"\0", b'<a href="http://[">', b"]]>", b"<h1 id=x", b"%E9", b"\xed\xa0\x80", b"<html>", b"</html>"]  # fmt: skip


@given(
    path=st.sampled_from([EN, FEED, MAP, "robots.txt", "404.html", "CNAME"]),
    pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=9)), max_size=9),
    start=st.integers(0, 4000),
    length=st.integers(0, 4000),
)
@settings(max_examples=60, deadline=None)
def test_no_bytes_whatever_are_more_than_a_problem(
    sound: Built, path: str, pieces: list[bytes], start: int, length: int
) -> None:
    data = sound.files[path]

    said(sound.faults({path: data[:start] + b"".join(pieces) + data[start + length :]}))


def test_a_file_that_cannot_be_read_is_a_problem(sound: Built) -> None:
    tree = PublishedTree(files=frozenset(sound.files))
    files = [(path, None if path == EN else data) for path, data in sound.files.items()]

    found = check_built(sound.expected, tree, files)

    assert told(found) == [(IN_ENGLISH, "built-markup")]
    assert "cannot be read" in said(found)


# -- the command ------------------------------------------------------------------------------------


def run(site: SiteBuilder, *arguments: str) -> int:
    return main(
        ["check", "--built", "--now", "2017-06-01T12:00", "--messages", "en", *arguments], root=site.root
    )


def test_the_command_finds_nothing_in_a_sound_folder_and_changes_nothing(tmp_path: Path) -> None:
    site = filled(tmp_path).build()
    before = site.files()

    assert run(site) == 0
    assert site.files() == before


def test_the_command_tells_what_it_finds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = filled(tmp_path).build()
    (site.out / ES).write_text("cut", "utf-8")

    assert run(site) == 1
    assert f"{IN_SPANISH}: error built-markup: /es/2017/02/llega-la-ayuda/" in capsys.readouterr().err
    assert run(site, "--json") == 1
    records = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [(one["path"], one["code"], one["severity"]) for one in records] == [
        (IN_SPANISH, "built-markup", "error"),
        (f"output/{ES}", "built-changed", "error"),
    ]


CHANGED: list[tuple[str, Callable[[SiteBuilder], object], list[tuple[str, str]]]] = [
    ("a word edited by hand", lambda site: reworded(site, EN, "Tents", "Boats"), [(f"output/{EN}", "built-changed")]),
    ("an empty stylesheet", lambda site: shortened(site, "bulletin.*.css"), [("output/{bulletin.*.css}", "built-changed")]),
    ("half a picture", lambda site: shortened(site, "pictures/lead-*.jpg"), [("output/{pictures/lead-*.jpg}", "built-changed")]),
    ("a story edited since", lambda site: site.story("bridge", en={"title": "The bridge is back"}, en_body="## Road\n\nNew."), [("output", "built-outdated")]),
]  # fmt: skip


def reworded(site: SiteBuilder, path: str, old: str, new: str) -> None:
    text = (site.out / path).read_text("utf-8")
    assert old in text
    (site.out / path).write_text(text.replace(old, new), "utf-8")


def shortened(site: SiteBuilder, pattern: str) -> None:
    file = next(site.out.glob(pattern))
    file.write_bytes(file.read_bytes()[:20])


@pytest.mark.parametrize(
    ("change", "expected"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED]
)
def test_what_is_not_what_was_published_or_would_be_is_told(
    tmp_path: Path, change: Callable[[SiteBuilder], object], expected: list[tuple[str, str]]
) -> None:
    site = filled(tmp_path).build()
    change(site)
    report = audit(Options(root=site.root, now=NOW, out=site.out)).report
    places = [one.place.path for one in report.diagnostics]

    assert [one.code for one in report.diagnostics] == [code for _, code in expected]
    for found, (wanted, _) in zip(places, expected, strict=True):
        names = {f"output/{file.relative_to(site.out).as_posix()}" for file in site.out.glob(wanted[8:-1])} if "{" in wanted else {wanted}  # fmt: skip
        assert found in names


def test_the_page_of_a_draft_that_was_left_in_the_folder_is_told(tmp_path: Path) -> None:
    site = filled(tmp_path).build()
    page = site.out / "en/2017/02/hangar-papers/index.html"
    page.parent.mkdir()
    page.write_text(f"<html lang=en><body><h1>Hangar papers</h1><p>{DRAFT}</p></body></html>", "utf-8")
    report = audit(Options(root=site.root, now=NOW, out=site.out)).report

    assert {one.code for one in report.diagnostics} == {"built-held"}
    assert {dict(one.facts)["held"] for one in report.diagnostics} == {"content/stories/2017/hidden/en.md"}
    assert len(report.diagnostics) == 2  # its address, its words


def test_the_command_looks_at_the_folder_and_the_address_it_is_given(tmp_path: Path) -> None:
    site = filled(tmp_path)
    base = ("--base-url", "https://example.org/boletin/")
    folder = ("--out", str(tmp_path / "public"))
    main(["build", "--now", "2017-06-01T12:00", *base, *folder], root=site.root)

    assert run(site, *base, *folder) == 0
    assert run(site, *folder) == 1


NOWHERE = [("no folder", None), ("an empty folder", "folder"), ("a file", "file")]


@pytest.mark.parametrize("kind", [row[1] for row in NOWHERE], ids=[row[0] for row in NOWHERE])
def test_without_a_published_folder_the_command_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str | None
) -> None:
    site = filled(tmp_path)
    if kind == "folder":
        site.out.mkdir()
    elif kind == "file":
        site.out.write_text("x")

    assert run(site) == 2
    assert "publish the site first: python build.py" in capsys.readouterr().err


def test_an_error_in_the_content_is_told_and_the_folder_is_not_judged_by_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = filled(tmp_path).build()
    site.story("floods", en={"tags": "[unknown]"})

    assert run(site) == 1
    err = capsys.readouterr().err
    assert "tag-unknown" in err and "built-" not in err


def test_a_folder_that_is_a_link_and_one_without_its_ledger_are_audited(tmp_path: Path) -> None:
    site = filled(tmp_path).build()
    (site.out / ".puente-ledger").unlink()
    (tmp_path / "www").symlink_to(site.out)

    assert run(site, "--out", str(tmp_path / "www")) == 0
    (site.out / EN).unlink()
    assert run(site, "--out", str(tmp_path / "www")) == 1


def test_a_ledger_that_is_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    site = filled(tmp_path).build()
    (site.out / ".puente-ledger").unlink()
    os.mkfifo(site.out / ".puente-ledger")

    assert run(site) == 0


def test_a_long_robots_txt_and_a_static_text_full_of_tags_are_read(tmp_path: Path) -> None:
    site = filled(tmp_path).write("static/signs.txt", "1 < 2 and <a \n" * 8000).build()
    (site.out / "robots.txt").write_text("\n" * 100_000, "utf-8")
    report = audit(Options(root=site.root, now=NOW, out=site.out)).report

    assert "built-changed" in {one.code for one in report.diagnostics}
