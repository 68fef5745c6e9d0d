"""What a page tells machines, against what it shows to people and against the files that are there.

Canonical addresses, hreflang, feeds and sitemaps are held against each other by `check --built`, which is
run here on a bulletin with a page of every kind; tests/render/test_linked_data.py reads the breadcrumbs.
"""

from __future__ import annotations

import json
import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from builders import SiteBuilder, elements
from bulletin.pipeline.audit import audit
from bulletin.pipeline.options import Options
from gallery import Kinds, kinds

BASE = "https://puente.example.org"
LEAST = 1200, 630
"""What those who show shared pages ask for."""

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def shown(whole: SiteBuilder) -> Kinds:
    """The pages that may be indexed, one of each kind."""
    return {
        one: url
        for one, url in kinds(whole).items()
        if "noindex" not in whole.html(url) and one[0] != "moved"
    }


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert found
    return words(found[1])


def metas(html: str) -> dict[str, str]:
    """Name or property -> content; each stands once on a page, tags and locales apart."""
    found = [
        (one.get("property") or one.get("name", ""), one.get("content", "")) for one in elements(html, "meta")
    ]
    names = [
        name
        for name, _ in found
        if name and name not in ("article:tag", "article:author", "og:locale:alternate", "theme-color")
    ]
    assert len(names) == len(set(names))
    return dict(found)


def article(html: str) -> dict[str, Any]:
    found = [json.loads(one) for one in DATA.findall(html)]
    return next((one for one in found if one["@type"] == "NewsArticle"), {})


def picture(site: SiteBuilder, address: str) -> Image.Image:
    """The picture at a full address of the site."""
    assert address.startswith(BASE + "/")
    return Image.open(BytesIO(site.files()[address.removeprefix(BASE + "/")]))


def test_links_canonicals_languages_feeds_and_sitemap_have_no_fault_on_a_page_of_any_kind(
    whole: SiteBuilder,
) -> None:
    report = audit(Options(root=whole.root, now=whole.now, out=whole.out)).report

    assert [(one.code, one.place.path, one.facts) for one in report.diagnostics] == []


def test_every_page_says_in_its_head_what_it_says_to_people(whole: SiteBuilder, shown: Kinds) -> None:
    for (kind, lang), url in shown.items():
        html = whole.html(url)
        said = metas(html)
        assert said.get("og:url") == BASE + url, kind
        assert said.get("og:description") == said["description"] != "", kind
        assert kind.startswith("front") or kind == "chooser" or said["og:title"] == heading(html), (
            kind,
            lang,
        )
        title = re.search(r"<title>(.*?)</title>", html)
        assert title and words(title[1]).startswith(said["og:title"]), kind
        assert said["og:type"] == ("article" if kind.startswith("story") else "website"), kind
        assert kind == "chooser" or said["og:locale"].startswith(lang), kind


def test_the_deck_of_a_story_is_its_description(whole: SiteBuilder, shown: Kinds) -> None:
    for (kind, _), url in shown.items():
        if kind.startswith("story") or kind == "page":
            html = whole.html(url)
            deck = re.search(r'<p class="deck">(.*?)</p>', html, re.DOTALL)
            assert deck and words(deck[1]) == metas(html)["description"], url


def test_every_page_that_can_be_shared_has_a_picture_of_the_size_it_says(
    whole: SiteBuilder, shown: Kinds
) -> None:
    without = []
    for (kind, lang), url in shown.items():
        said = metas(whole.html(url))
        if "og:image" not in said:
            without.append(f"{kind} {lang}".strip())
            continue
        image = picture(whole, said["og:image"])
        assert (str(image.width), str(image.height)) == (said["og:image:width"], said["og:image:height"]), url
        assert image.format in ("PNG", "JPEG"), "what every service can show"
        enough = image.width >= LEAST[0] and image.height >= LEAST[1]
        assert enough or kind == "story-upright", "what is small is not enlarged: its source has 300 pixels"
        assert said.get("og:image:alt"), url
        assert said.get("twitter:card") == "summary_large_image", url
    assert without == []


def test_the_article_of_a_story_is_what_the_page_shows(whole: SiteBuilder, shown: Kinds) -> None:
    for (kind, lang), url in shown.items():
        html = whole.html(url)
        said = article(html)
        assert bool(said) == kind.startswith("story"), kind
        if said:
            text, times = (
                words(whole.main(url)),
                [one["datetime"] for one in elements(whole.main(url), "time")],
            )
            meta = metas(html)
            assert said["headline"] == heading(html)
            assert said["inLanguage"].partition("-")[0] == lang
            assert said["datePublished"][:10] == meta["article:published_time"][:10] == times[0]
            assert all(one["name"] in text for one in said.get("author", []))
            assert said.get("dateModified", "")[:10] in ("", meta.get("article:modified_time", "")[:10])
            assert said["mainEntityOfPage"] in (BASE + url, {"@type": "WebPage", "@id": BASE + url})


def test_the_pictures_of_an_article_are_there(whole: SiteBuilder, shown: Kinds) -> None:
    found = 0
    for (kind, _), url in shown.items():
        given = article(whole.html(url)).get("image", [])
        for one in given if isinstance(given, list) else [given]:
            image = picture(whole, one if isinstance(one, str) else one["url"])
            found += 1
            if isinstance(one, dict) and "width" in one:
                assert (image.width, image.height) == (one["width"], one["height"]), kind
    assert found >= 4
