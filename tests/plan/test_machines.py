"""Feeds and the sitemap, read as their readers read them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import feedparser
import pytest
from lxml import etree

from builders import PROJECT, SiteBuilder, elements
from bulletin.load.settings import read_settings
from bulletin.model import Page
from bulletin.pictures import RECIPE
from bulletin.plan import decorate
from bulletin.plan.frame import Decor, frame
from bulletin.plan.index import Index
from bulletin.plan.machines import sitemap_pages
from bulletin.plan.views import Framed, SitemapIndexView, SitemapView

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BODY = "See [this](story:other), [a part](#more) and [tags](/en/tags/).[^1]\n\n## More\n\nText.\n\n[^1]: A note.\n"


def feed(site: SiteBuilder, lang: str = "en") -> feedparser.FeedParserDict:
    data = site.files()[f"{lang}/feed.xml"]
    ElementTree.fromstring(data)
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_feed_is_atom_in_its_language(site: SiteBuilder, lang: str) -> None:
    site.story("floods", en={}, es={}).build()
    root = ElementTree.fromstring(site.files()[f"{lang}/feed.xml"])

    assert (root.tag, root.get(XML_LANG)) == (f"{ATOM}feed", lang)
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}")
        assert all(entry.findtext(f"{ATOM}{name}") for entry in root.iter(f"{ATOM}entry"))
    twin = "es" if lang == "en" else "en"
    links = [
        (link.get("rel"), link.get("hreflang"), link.get("href")) for link in root.findall(f"{ATOM}link")
    ]
    assert links == [
        ("self", None, f"https://example.org/{lang}/feed.xml"),
        ("alternate", lang, f"https://example.org/{lang}/"),
        ("alternate", twin, f"https://example.org/{twin}/feed.xml"),
    ]


def test_a_feed_has_the_stories_of_its_own_language_newest_first(site: SiteBuilder) -> None:
    site.story("both", en={"title": "Both"}, es={"title": "Ambas"})
    site.story("english", en={"title": "English", "date": "2017-03-01"})
    site.story("spanish", es={"title": "Español", "date": "2017-04-01"}).build()

    assert [entry.title for entry in feed(site).entries] == ["English", "Both"]
    assert [entry.title for entry in feed(site, "es").entries] == ["Español", "Ambas"]


def test_a_feed_is_as_long_as_the_settings_say(site: SiteBuilder) -> None:
    site.settings(feed_stories=2)
    for day in range(1, 5):
        site.story(f"s{day}", en={"title": f"Story {day}", "date": f"2017-02-0{day}"})
    site.build()

    assert [entry.title for entry in feed(site).entries] == ["Story 4", "Story 3"]


def test_a_feed_without_stories_is_a_feed(site: SiteBuilder) -> None:
    site.story("floods", en={}).build()

    assert feed(site, "es").entries == []


def test_the_id_of_an_entry_survives_a_new_headline_and_a_new_slug(site: SiteBuilder) -> None:
    before = feed(site.story("floods", en={"slug": "one"}).build()).entries[0]
    after = feed(site.story("floods", en={"slug": "two", "title": "Other"}).build()).entries[0]

    assert before.id == after.id == "tag:example.org,2017:en/stories/floods"
    assert before.link != after.link


def test_the_languages_have_ids_of_their_own(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={}).build()

    assert feed(site).entries[0].id != feed(site, "es").entries[0].id
    assert feed(site).feed.id != feed(site, "es").feed.id


UPDATED = [
    ({}, "2017-02-08T05:00:00Z"),
    ({"publish": "2017-02-08 06:30"}, "2017-02-08T11:30:00Z"),
    ({"updated": "2017-02-12"}, "2017-02-12T05:00:00Z"),
    ({"corrections": "[{date: 2017-03-01, text: It was two.}]"}, "2017-03-01T05:00:01Z"),
    ({"updated": "2017-04-01", "corrections": "[{date: 2017-03-01, text: Two.}]"}, "2017-04-01T05:00:01Z"),
    (
        {"publish": "2017-02-08 18:00", "corrections": "[{date: 2017-02-08, text: Two.}]"},
        "2017-02-08T23:00:01Z",
    ),
]


@pytest.mark.parametrize(("fields", "updated"), UPDATED, ids=[row[1] for row in UPDATED])
def test_an_update_and_a_correction_move_an_entry_in_its_own_language_alone(
    site: SiteBuilder, fields: dict[str, str], updated: str
) -> None:
    site.story("floods", en=fields, es={}).build()

    assert feed(site).entries[0].updated == feed(site).feed.updated == updated
    assert feed(site, "es").entries[0].updated == feed(site).entries[0].published


def test_corrections_stand_in_the_feed(site: SiteBuilder) -> None:
    site.story("floods", en={"corrections": "[{date: 2017-03-01, text: It was two.}]"}).build()

    assert "March 1, 2017:</strong> It was two." in feed(site).entries[0].content[0].value


@pytest.mark.parametrize("base_url", ["https://example.org/", "https://example.org/boletin/"])
def test_every_address_in_a_feed_is_a_full_one(site: SiteBuilder, base_url: str) -> None:
    site.story("other", en={"title": "Other"}).story("floods", en={}, en_body=BODY).build(base_url=base_url)
    root = ElementTree.fromstring(site.files()["en/feed.xml"])
    html = "".join(entry.findtext(f"{ATOM}content") or "" for entry in root.iter(f"{ATOM}entry"))
    hrefs = [one.get("href", one.get("src", "")) for one in elements(html) if {"href", "src"} & one.keys()]

    assert hrefs == [
        f"{base_url}en/2017/02/other/",
        f"{base_url}en/2017/02/relief-arrives/#en-more",
        f"{base_url}en/tags/",
        f"{base_url}en/2017/02/relief-arrives/#en-fn-1",
        f"{base_url}en/2017/02/relief-arrives/#en-fnref-1",
    ]


def test_a_feed_survives_signs_that_mean_something_in_xml(site: SiteBuilder) -> None:
    site.story("floods", en={"title": '"A <script> & \\"B\\" ]]> C"', "summary": "1 < 2 & 3"}, en_body="1 < 2 && <b>x</b>").build()  # fmt: skip
    root = ElementTree.fromstring(site.files()["en/feed.xml"])
    entry = next(root.iter(f"{ATOM}entry"))

    assert entry.findtext(f"{ATOM}title") == "A <script> & “B” ]]> C"
    assert entry.findtext(f"{ATOM}summary") == "1 < 2 & 3"
    assert "1 &lt; 2 &amp;&amp; <b>x</b>" in (entry.findtext(f"{ATOM}content") or "")


DAYS = ["0001-01-01", "0017-02-08", "1999-12-31"]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Lima"])
@pytest.mark.parametrize("day", DAYS)
def test_a_slip_in_the_year_is_no_bug(site: SiteBuilder, day: str, zone: str) -> None:
    site.settings(timezone=zone).story("floods", en={"date": day}).build()

    assert set(site.codes()) <= {"date-implausible"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", feed(site).entries[0].updated)


# -- sitemap, robots ------------------------------------------------------------------------------


def sitemap(site: SiteBuilder) -> dict[str, dict[str, str]]:
    """Address -> {hreflang: address}."""
    root = ElementTree.fromstring(site.files()["sitemap.xml"])
    return {
        url.findtext(f"{MAP}loc", ""): {
            link.get("hreflang", ""): link.get("href", "") for link in url.findall(f"{XHTML}link")
        }
        for url in root.findall(f"{MAP}url")
    }


def test_the_sitemap_names_every_page_that_may_be_indexed_once(sample: SiteBuilder) -> None:
    expected = {
        "https://puente.example.org/" + path.removesuffix("index.html")
        for path in sample.files()
        if path.endswith("index.html")
    }

    assert sitemap(sample).keys() == expected
    assert sample.files()["sitemap.xml"].count(b"<loc>") == len(expected)


def test_the_translations_in_the_sitemap_are_mutual(sample: SiteBuilder) -> None:
    found = sitemap(sample)

    for address, alternates in found.items():
        assert address in alternates.values()
        assert all(found[other] == alternates for lang, other in alternates.items() if lang != "x-default" and address != "https://puente.example.org/")  # fmt: skip


def test_robots_txt_names_the_sitemap(site: SiteBuilder) -> None:
    site.build(base_url="https://example.org/boletin/")

    assert site.html("/robots.txt").endswith("\nSitemap: https://example.org/boletin/sitemap.xml\n")


def decor_of(site: SiteBuilder) -> Decor:
    """What the planners share, for the site as it is now."""
    config, _ = read_settings(site.root)
    assert config is not None
    work = site.work()
    index = Index(work.site, config, {}, (), RECIPE, work.site.stories)
    return decorate(index, site.catalogs(), ())


def framed(decor: Decor, number: int) -> Page:
    url = f"/en/{number}/"
    view = Framed(frame=frame(decor, "en", {"en": url}, name=str(number), description=""))
    return Page(url=url, path=f"en/{number}/index.html", lang="en", template="page.html", view=view)


def test_every_sitemap_is_valid(sample: SiteBuilder) -> None:
    schema = etree.RelaxNG(etree.parse(str(PROJECT / "tests" / "schemas" / "sitemap.rng")))

    assert schema.validate(etree.fromstring(sample.files()["sitemap.xml"])), schema.error_log
    broken = sample.files()["sitemap.xml"].replace(b"<loc>https", b"<loc>", 1)
    assert not schema.validate(etree.fromstring(broken))


SPLIT = [(10, 1), (9, 2), (5, 2), (4, 3), (1, 10)]
"""(the most addresses a file may have, files) for ten pages."""


@pytest.mark.parametrize(("most", "files"), SPLIT)
def test_a_sitemap_is_split_above_its_limit_and_loses_no_address(
    site: SiteBuilder, most: int, files: int
) -> None:
    decor = decor_of(site)
    found = sitemap_pages(decor, [framed(decor, number) for number in range(10)], most)
    maps = [page for page in found if isinstance(page.view, SitemapView)]
    locs = [entry.loc for page in maps for entry in page.view.entries]  # type: ignore[attr-defined]

    assert len(maps) == files
    assert locs == [f"https://example.org/en/{number}/" for number in range(10)]
    assert all(len(page.view.entries) <= most for page in maps)  # type: ignore[attr-defined]
    if files > 1:
        index = next(page.view for page in found if isinstance(page.view, SitemapIndexView))
        assert [page.url for page in found if page.url == "/sitemap.xml"] == ["/sitemap.xml"]
        assert index.parts == tuple(f"https://example.org{page.url}" for page in maps)


def test_a_sitemap_of_several_files_is_an_index_that_is_valid(site: SiteBuilder) -> None:
    schema = etree.RelaxNG(etree.parse(str(PROJECT / "tests" / "schemas" / "sitemap.rng")))
    site.story("floods", en={}, es={})
    work = site.work()
    assert work.renderer is not None
    for page in sitemap_pages(decor_of(site), work.plan.pages, 7):
        data, problems = work.renderer.render(page)
        assert problems == () and data is not None
        assert schema.validate(etree.fromstring(data)), schema.error_log
