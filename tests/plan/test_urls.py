"""Addresses in each language's own words, and the base that goes in front of them."""

from __future__ import annotations

from datetime import date

import pytest

from bulletin.plan import urls

DAY = date(2017, 2, 8)
WORDS = [
    (urls.front_url("en"), "/en/"),
    (urls.front_url("es"), "/es/"),
    (urls.front_url("en", 2), "/en/page/2/"),
    (urls.front_url("es", 2), "/es/pagina/2/"),
    (urls.story_url("en", DAY, "relief"), "/en/2017/02/relief/"),
    (urls.story_url("es", date(17, 12, 1), "ayuda"), "/es/0017/12/ayuda/"),
    (urls.page_url("es", "que-es"), "/es/que-es/"),
    (urls.index_url("en", "tags"), "/en/tags/"),
    (urls.index_url("es", "tags"), "/es/etiquetas/"),
    (urls.index_url("es", "regions"), "/es/regiones/"),
    (urls.index_url("es", "sections"), "/es/secciones/"),
    (urls.index_url("es", "authors"), "/es/autores/"),
    (urls.index_url("es", "series"), "/es/series/"),
    (urls.term_url("en", "regions", "peru"), "/en/regions/peru/"),
    (urls.term_url("es", "tags", "salud", 3), "/es/etiquetas/salud/pagina/3/"),
    (urls.feed_url("es"), "/es/feed.xml"),
    (urls.not_found_url(""), "/404.html"),
    (urls.not_found_url("es"), "/es/404.html"),
]


@pytest.mark.parametrize(("url", "expected"), WORDS, ids=[row[1] for row in WORDS])
def test_an_address_is_in_the_words_of_its_language(url: str, expected: str) -> None:
    assert url == expected


def test_both_languages_have_a_word_for_everything() -> None:
    assert urls.SEGMENTS["en"].keys() == urls.SEGMENTS["es"].keys()


BASES = [
    ("https://example.org/", "/en/", "https://example.org/en/"),
    ("https://example.org/boletin/", "/boletin/en/", "https://example.org/boletin/en/"),
    ("https://example.org/a/b/", "/a/b/en/", "https://example.org/a/b/en/"),
    ("http://127.0.0.1:8000/", "/en/", "http://127.0.0.1:8000/en/"),
]


@pytest.mark.parametrize(("base", "href", "absolute"), BASES, ids=[row[0] for row in BASES])
def test_the_base_stands_in_front_of_every_address(base: str, href: str, absolute: str) -> None:
    addresses = urls.Addresses(base_url=base)

    assert (addresses.href("/en/"), addresses.absolute("/en/")) == (href, absolute)


@pytest.mark.parametrize(
    ("url", "path"),
    [("/", "index.html"), ("/en/", "en/index.html"), ("/en/feed.xml", "en/feed.xml"), ("/CNAME", "CNAME")],
)
def test_an_address_is_answered_by_one_file(url: str, path: str) -> None:
    assert urls.path_of(url) == path
