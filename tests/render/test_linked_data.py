"""JSON-LD says what the page says: compared with the words that readers see."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest

from builders import SiteBuilder, elements

Data = dict[str, Any]


def blocks(html: str) -> list[Data]:
    """The JSON-LD of a page, in its order."""
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    ]


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def meta(html: str, name: str) -> list[str]:
    return [one["content"] for one in elements(html, "meta") if one.get("property") == name]


def stories(site: SiteBuilder) -> list[str]:
    return sorted(
        f"/{path.removesuffix('index.html')}"
        for path in site.files()
        if re.match(r"(en|es)/\d{4}/", path) and path.endswith("index.html")
    )


def test_every_page_of_the_sample_with_a_trail_has_its_breadcrumbs(sample: SiteBuilder) -> None:
    for path, data in sample.files().items():
        found = [one for one in blocks(data.decode()) if one["@type"] == "BreadcrumbList"] if path.endswith(".html") else []  # fmt: skip
        for crumbs in found:
            steps = crumbs["itemListElement"]
            trail = [one["href"] for one in elements(data.decode().partition('<nav class="trail"')[2].partition("</nav>")[0], "a")]  # fmt: skip
            assert [one["position"] for one in steps] == list(range(1, len(steps) + 1))
            assert steps[-1]["item"] == f"https://puente.example.org/{path.removesuffix('index.html')}"
            assert steps[-1]["name"] in words(data.decode().partition("<h1")[2].partition("</h1>")[0])
            assert [one["item"] for one in steps[:-1]] == [f"https://puente.example.org{way}" for way in trail or [steps[0]["item"][26:]]]  # fmt: skip
        assert len(found) == (0 if re.fullmatch(r"(\w\w/)?(index|404)\.html", path) or not path.endswith(".html") else 1), path  # fmt: skip


def test_the_article_of_every_sample_story_agrees_with_its_page(sample: SiteBuilder) -> None:
    urls = stories(sample)
    assert len(urls) >= 11
    for url in urls:
        html, main = sample.html(url), sample.main(url)
        article = blocks(html)[0]
        heading = words(main.partition("<h1")[2].partition("</h1>")[0].partition(">")[2])
        times = [one["datetime"] for one in elements(main, "time")]

        assert article["@type"] == "NewsArticle" and article["headline"] == heading
        assert article["description"] == next(one["content"] for one in elements(html, "meta") if one.get("name") == "description")  # fmt: skip
        assert article["inLanguage"] == elements(html, "html")[0]["lang"] == url[1:3]
        assert (
            article["datePublished"] == times[0]
            and article["dateModified"] == meta(html, "article:modified_time")[0]
        )
        assert article["dateModified"] in times
        assert article["@id"] == f"https://puente.example.org{url}"
        for person in article["author"]:
            assert (
                f'href="{person["url"].removeprefix("https://puente.example.org")}">{person["name"]}</a>'
                in main
            )
        assert [article["image"]["url"]] == meta(html, "og:image")
        assert [str(article["image"][side]) for side in ("width", "height")] == ["1200", "630"]
        assert [str(article["image"]["width"])] == meta(html, "og:image:width")
        assert article["image"]["caption"] in words(main)
        assert all(f">{name}</a>" in main for name in article["keywords"])
        assert all(f">{place['name']}</a>" in main for place in article["contentLocation"])
        assert f">{article['articleSection']}</a>" in main
        for correction in article.get("correction", ()):
            assert correction["text"] in words(main) and correction["datePublished"] in times


def test_the_languages_of_a_story_name_each_other_and_who_was_translated(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={}).build()
    original, translation = (
        blocks(site.html(url))[0] for url in ("/en/2017/02/relief-arrives/", "/es/2017/02/llega-la-ayuda/")
    )

    assert [one["@id"] for one in original["workTranslation"]] == [translation["@id"]]
    assert [one["@id"] for one in translation["translationOfWork"]] == [original["@id"]]
    assert [one["name"] for one in translation["translator"]] == ["Ana Rojas"]


def test_what_a_story_does_not_have_is_left_out(site: SiteBuilder) -> None:
    site.story("floods", en={"section": None}).build()
    article = blocks(site.html("/en/2017/02/relief-arrives/"))[0]

    assert sorted(article) == [
        "@context", "@id", "@type", "dateModified", "datePublished", "description", "headline", "image",
        "inLanguage", "mainEntityOfPage", "publisher",
    ]  # fmt: skip
    assert sorted(article["image"]) == ["@type", "height", "url", "width"]  # a card has no words of its own


def test_reactions_and_a_newsroom_are_what_they_are(site: SiteBuilder) -> None:
    site.write("content/authors.yaml", "desk: {organization: true, en: {name: Desk}, es: {name: Mesa}}\n")
    site.story("floods", en={"authors": "[desk]", "reactions": "{yes: 58}"}).build()
    article = blocks(site.html("/en/2017/02/relief-arrives/"))[0]

    assert article["author"][0]["@type"] == "Organization"
    assert article["interactionStatistic"]["userInteractionCount"] == 58


HOSTILE = ["</script><script>alert(1)</script>", "<!--<script>", '\\", \\"x\\": \\"y', "a & 'c' \\\\ <"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_end_its_script(site: SiteBuilder, text: str) -> None:
    site.story("floods", en={"title": f'"{text}"', "slug": "x", "summary": f'"{text}"'}).build()
    html = site.html("/en/2017/02/x/")

    assert len(blocks(html)) == 2
    assert html.count("<script") == html.count("</script>") == 2 + html.count("<script src=") == 4
    assert "<!--" not in html


LOCALES = [
    ("/en/2017/02/relief-arrives/", "en_US", ["es_LA"]),
    ("/es/2017/02/llega-la-ayuda/", "es_LA", ["en_US"]),
    ("/en/2017/02/other/", "en_US", []),
]


@pytest.mark.parametrize(("url", "own", "others"), LOCALES, ids=[row[0] for row in LOCALES])
def test_open_graph_names_the_locale_and_those_of_real_translations(
    site: SiteBuilder, url: str, own: str, others: list[str]
) -> None:
    site.story("floods", en={}, es={}).story("other", en={"title": "Other"}).build()

    assert (meta(site.html(url), "og:locale"), meta(site.html(url), "og:locale:alternate")) == ([own], others)
