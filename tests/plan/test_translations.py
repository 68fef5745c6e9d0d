"""Every page knows its real translations: canonical, hreflang and the switcher say one and the same."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, elements

BASE = "https://puente.example.org"


def heads(site: SiteBuilder) -> dict[str, list[dict[str, str]]]:
    """The <link> elements of every page, by the page's address."""
    return {
        "/" + path.removesuffix("index.html"): elements(data.decode(), "link")
        for path, data in site.files().items()
        if path.endswith(".html")
    }


def alternates(links: list[dict[str, str]]) -> dict[str, str]:
    return {
        one["hreflang"]: one["href"] for one in links if "hreflang" in one and one.get("rel") == "alternate"
    }


def canonical(links: list[dict[str, str]]) -> list[str]:
    return [one["href"] for one in links if one.get("rel") == "canonical"]


def test_every_page_is_its_own_canonical(sample: SiteBuilder) -> None:
    for url, links in heads(sample).items():
        if url != "/404.html":
            assert canonical(links) == [BASE + url]


def test_hreflang_names_the_page_itself_its_twin_and_a_default(sample: SiteBuilder) -> None:
    for url, links in heads(sample).items():
        found = alternates(links)
        if url.endswith("404.html"):
            assert found == {}
        elif url == "/":
            assert found == {"en": f"{BASE}/en/", "es": f"{BASE}/es/", "x-default": f"{BASE}/"}
        else:
            assert found[url[1:3]] == BASE + url
            assert found["x-default"] in {*found.values(), f"{BASE}/"}
            assert found.keys() <= {"en", "es", "x-default"}


def test_hreflang_is_mutual_and_leads_to_pages_that_exist(sample: SiteBuilder) -> None:
    pages = heads(sample)
    for url, links in pages.items():
        found = alternates(links)
        for lang, address in found.items():
            if lang != "x-default" and url != "/":
                assert alternates(pages[address.removeprefix(BASE)]) == found


def test_the_switcher_leads_where_hreflang_says(sample: SiteBuilder) -> None:
    for url, links in heads(sample).items():
        if url in ("/", "/404.html", "/en/404.html", "/es/404.html"):
            continue
        other = "es" if url.startswith("/en/") else "en"
        ways = [one for one in elements(sample.html(url), "a") if one.get("hreflang") == other and one.get("lang") == other]  # fmt: skip
        assert ways[0]["href"] == alternates(links).get(other, f"{BASE}/{other}/").removeprefix(BASE)


def test_x_default_of_a_story_is_its_original(site: SiteBuilder) -> None:
    site.story("floods", es={"slug": "crecidas"})
    site.write("content/stories/2017/floods/en.md", "---\ntitle: Relief\nsummary: Tents.\ntranslation: {of: es}\n---\nTents.\n")  # fmt: skip
    site.build()

    for url in ("/en/2017/02/relief/", "/es/2017/02/crecidas/"):
        assert (
            alternates(elements(site.html(url), "link"))["x-default"]
            == "https://example.org/es/2017/02/crecidas/"
        )


@pytest.mark.parametrize("hidden", [{"draft": "true"}, None], ids=["draft", "absent"])
def test_a_twin_that_readers_may_not_see_is_no_translation(
    site: SiteBuilder, hidden: dict[str, object] | None
) -> None:
    site.story("floods", en={}, es=hidden).build()
    html = site.html("/en/2017/02/relief-arrives/")

    assert alternates(elements(html, "link")).keys() == {"en", "x-default"}
    assert '<span lang="es">Aún no disponible en español</span>' in html
    assert [one["href"] for one in elements(html, "a") if one.get("lang") == "es"] == ["/es/"]


SWITCHES = [
    ("/en/2017/02/relief-arrives/", "/es/2017/02/llega-la-ayuda/", "es", "Español"),
    ("/es/2017/02/llega-la-ayuda/", "/en/2017/02/relief-arrives/", "en", "English"),
    ("/en/", "/es/", "es", "Español"),
    ("/es/etiquetas/", "/en/tags/", "en", "English"),
    ("/es/404.html", "/en/404.html", "en", "English"),
]


@pytest.mark.parametrize(("url", "href", "lang", "label"), SWITCHES, ids=[row[0] for row in SWITCHES])
def test_the_switcher_speaks_the_other_language(
    site: SiteBuilder, url: str, href: str, lang: str, label: str
) -> None:
    html = site.story("floods", en={}, es={}).build().html(url)

    assert f'<a href="{href}" lang="{lang}" hreflang="{lang}">{label}</a>' in html
    assert f'<html lang="{"es" if lang == "en" else "en"}">' in html


def test_what_is_missing_in_english_is_said_in_english_on_a_spanish_page(site: SiteBuilder) -> None:
    html = site.story("floods", es={}).build().html("/es/2017/02/llega-la-ayuda/")

    assert '<span lang="en">Not yet available in English</span>' in html


# -- the pages of no language -----------------------------------------------------------------------


def test_the_chooser_says_each_language_in_its_own_words_and_redirects_nobody(site: SiteBuilder) -> None:
    html = site.build().html("/")

    assert [one["lang"] for one in elements(html, "section")] == ["en", "es"]
    assert [one["href"] for one in elements(html, "a")] == ["/en/", "/es/"]
    for words in ("English", "Español", "Read the bulletin in English", "Noticias de cooperación"):
        assert words in html
    assert "refresh" not in html and html.count("<script") == html.count('<script src="/theme.') == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/404.html", ["This page does not exist", "Esta página no existe"]),
        ("/en/404.html", ["This page does not exist"]),
        ("/es/404.html", ["Esta página no existe"]),
    ],
)
def test_a_page_that_is_not_there_is_told_so_in_the_reader_s_words(
    site: SiteBuilder, url: str, words: list[str]
) -> None:
    html = site.build().html(url)

    assert all(one in html for one in words)
    assert '<meta name="robots" content="noindex">' in html
    assert url not in site.html("/sitemap.xml")
