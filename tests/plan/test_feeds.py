"""The feeds of sections, tags and regions; every feed against its schema and through a feed reader."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from builders import PROJECT, SiteBuilder, elements

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMAS = PROJECT / "tests" / "schemas"


def grammar(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(SCHEMAS / name)))


def feeds(site: SiteBuilder) -> dict[str, bytes]:
    return {path: data for path, data in site.files().items() if path.endswith("feed.xml")}


def test_every_feed_of_the_sample_is_valid_and_a_reader_reads_it(sample: SiteBuilder) -> None:
    atom, found = grammar("atom.rng"), feeds(sample)

    assert len(found) > 50
    for path, data in found.items():
        assert atom.validate(etree.fromstring(data)), (path, atom.error_log)
        read = feedparser.parse(data)
        assert not read.bozo, path
        assert read.feed.language == path[:2]
        links = [link.href for link in read.feed.links if link.rel == "self"]
        assert links == [f"https://puente.example.org/{path}"]
        assert len({entry.id for entry in read.entries}) == len(read.entries) > 0
        assert [entry.updated for entry in read.entries if entry.updated > read.feed.updated] == []
        for entry in read.entries:
            assert entry.link.startswith(f"https://puente.example.org/{path[:2]}/") and entry.author
            assert entry.content[0].value.count("<p>") >= 3, "the full text"
            assert not [
                one for one in elements(entry.content[0].value) if one.get("href", "").startswith("/")
            ]


WRONG = [
    ("an entry without an id", "<id>tag:puente.example.org,2017:en/stories/", "<ids>", "no id"),
    ("a date without a zone", "T05:00:00Z</published>", "T05:00:00</published>", "date"),
    ("a link without an address", ' href="https://puente.example.org/en/"', "", "href"),
]


@pytest.mark.parametrize(("old", "new"), [row[1:3] for row in WRONG], ids=[row[0] for row in WRONG])
def test_the_schema_refuses_what_is_no_atom(sample: SiteBuilder, old: str, new: str) -> None:
    text = feeds(sample)["en/feed.xml"].decode()
    assert old in text
    broken = text.replace(old, new, 1)
    if new == "<ids>":
        start = text.index(old)
        end = text.index("</id>", start) + len("</id>")
        broken = text[:start] + text[end:]

    assert not grammar("atom.rng").validate(etree.fromstring(broken.encode()))


def test_the_ids_of_all_feeds_differ(sample: SiteBuilder) -> None:
    ids = [etree.fromstring(data).findtext(f"{ATOM}id") for data in feeds(sample).values()]

    assert len(set(ids)) == len(ids)


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    site.story("floods", en={"tags": "[floods]", "regions": "[piura]"}, es={})
    return site.story("health", en={"title": "Health", "tags": "[health]"})


def test_a_term_has_a_feed_in_the_languages_that_have_stories_of_it(floods: SiteBuilder) -> None:
    floods.build()

    assert sorted(feeds(floods)) == [
        "en/feed.xml", "en/regions/peru/feed.xml", "en/regions/piura/feed.xml", "en/sections/relief/feed.xml",
        "en/tags/floods/feed.xml", "en/tags/health/feed.xml", "es/etiquetas/inundaciones/feed.xml", "es/feed.xml",
        "es/regiones/peru/feed.xml", "es/regiones/piura/feed.xml", "es/secciones/ayuda/feed.xml",
    ]  # fmt: skip


def test_the_feed_of_a_term_has_its_stories_and_names_its_twin(floods: SiteBuilder) -> None:
    read = feedparser.parse(floods.build().files()["en/tags/floods/feed.xml"])

    assert (read.feed.title, read.feed.link) == ("Floods · Bridge", "https://example.org/en/tags/floods/")
    assert [entry.title for entry in read.entries] == ["Relief arrives"]
    assert [link.href for link in read.feed.links if link.get("hreflang") == "es"] == [
        "https://example.org/es/etiquetas/inundaciones/feed.xml"
    ]


def test_the_id_of_a_feed_survives_a_new_name_and_a_new_slug(floods: SiteBuilder) -> None:
    before = feedparser.parse(floods.build().files()["en/tags/floods/feed.xml"]).feed.id
    floods.write(
        "content/tags.yaml",
        "floods: {en: {name: High water, slug: water}, es: {name: Crecidas}}\n"
        "health: {en: {name: Health}, es: {name: Salud}}\n",
    )
    after = feedparser.parse(floods.build().files()["en/tags/water/feed.xml"]).feed.id

    assert before == after == "tag:example.org,2017:en/tags/floods"


def test_a_page_with_a_feed_leads_to_it_and_to_that_of_its_language(floods: SiteBuilder) -> None:
    html = floods.build().html("/es/regiones/piura/")
    links = [one["href"] for one in elements(html, "link") if one.get("type") == "application/atom+xml"]

    assert links == ["/es/feed.xml", "/es/regiones/piura/feed.xml"]
    assert "/es/regiones/piura/feed.xml" in {
        one["href"] for one in elements(floods.main("/es/regiones/piura/"), "a")
    }


def test_a_feed_names_its_stylesheet_and_has_no_other_instruction(floods: SiteBuilder) -> None:
    floods.build(base_url="https://example.org/boletin/")
    root = etree.fromstring(floods.files()["es/feed.xml"])
    instructions = [
        one for one in root.itersiblings(preceding=True) if isinstance(one, etree._ProcessingInstruction)
    ]

    assert [one.target for one in instructions] == ["xml-stylesheet"]
    href = instructions[0].attrib["href"]
    assert href.startswith("/boletin/feed.") and Path(urlsplit(href).path).name in floods.files()


def test_who_subscribed_before_a_tag_was_renamed_still_gets_the_feed(floods: SiteBuilder) -> None:
    floods.write(
        "content/tags.yaml",
        "floods: {en: {name: High water, former: [floods]}, es: {name: Crecidas}}\n"
        "health: {en: {name: Health}, es: {name: Salud}}\n",
    ).build()
    files = floods.files()

    assert files["en/tags/floods/feed.xml"] == files["en/tags/high-water/feed.xml"]
    assert b'rel="self" type="application/atom+xml" href="https://example.org/en/tags/high-water/feed.xml"' in files["en/tags/floods/feed.xml"]  # fmt: skip


IDS = [
    ("https://example.org/", "", "tag:example.org,2017:en/stories/floods"),
    ("https://example.org/boletin/", "", "tag:example.org,2017:boletin/en/stories/floods"),
    ("https://other.org/", "tag:example.org,2020-05:", "tag:example.org,2020-05:en/stories/floods"),
]


@pytest.mark.parametrize(("base_url", "feed_ids", "id"), IDS, ids=[row[2] for row in IDS])
def test_ids_survive_a_new_date_and_where_it_is_set_a_new_host(
    floods: SiteBuilder, base_url: str, feed_ids: str, id: str
) -> None:
    floods.settings(feed_ids=feed_ids).story("floods", en={"date": "2017-02-11"}).build(base_url=base_url)
    read = feedparser.parse(floods.files()["en/feed.xml"])

    assert id in [entry.id for entry in read.entries]
