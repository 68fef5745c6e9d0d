"""A reader's way through the bulletin, over HTTP, by real links, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

WAYS = [
    {
        "home": "/en/", "headline": "Peru and the United States Train Side by Side in 2017", "other": "Español",
        "other_headline": "Perú y Estados Unidos se entrenan codo a codo en 2017", "other_lang": "es",
        "region": "Junín", "tag": "Interoperabilidad", "back": "English", "lang": "en", "tag_back": "Interoperability",
    },
    {
        "home": "/es/", "headline": "Chile y Argentina velan juntos por las aguas antárticas", "other": "English",
        "other_headline": "Chile and Argentina Stand Watch Together in Antarctic Waters", "other_lang": "en",
        "region": "Chile", "tag": "Environment", "back": "Español", "lang": "es", "tag_back": "Medioambiente",
    },
]  # fmt: skip
"""Begun in English and begun in Spanish."""


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def lang(page: Page) -> str:
    return page.locator("html").get_attribute("lang") or ""


@pytest.mark.parametrize("way", WAYS, ids=["from English", "from Spanish"])
def test_front_page_story_other_language_region_tag_and_back(
    phone: Page, address: str, way: dict[str, str]
) -> None:
    phone.goto(address + way["home"])
    phone.get_by_role("link", name=way["headline"], exact=True).first.click()
    assert (heading(phone), lang(phone)) == (way["headline"], way["lang"])

    phone.get_by_role("banner").get_by_role("link", name=way["other"], exact=True).click()
    assert (heading(phone), lang(phone)) == (way["other_headline"], way["other_lang"])

    phone.get_by_role("main").get_by_role("link", name=way["region"], exact=True).first.click()
    assert (heading(phone), lang(phone)) == (way["region"], way["other_lang"])

    phone.get_by_role("link", name=way["other_headline"], exact=True).first.click()
    phone.get_by_role("main").get_by_role("link", name=way["tag"], exact=True).first.click()
    assert (heading(phone), lang(phone)) == (way["tag"], way["other_lang"])

    phone.get_by_role("banner").get_by_role("link", name=way["back"], exact=True).click()
    assert (heading(phone), lang(phone)) == (way["tag_back"], way["lang"])

    phone.get_by_role("link", name=way["headline"], exact=True).first.click()
    assert heading(phone) == way["headline"]
    phone.go_back()
    phone.get_by_role("banner").get_by_role("link", name="Puente", exact=True).first.click()
    assert phone.url == address + way["home"]


def test_the_first_page_offers_both_languages(phone: Page, address: str) -> None:
    for link, home in (("Read the bulletin in English", "/en/"), ("Español", "/es/")):
        phone.goto(address + "/")
        assert phone.url == address + "/"
        section = phone.locator(f'section[lang="{home[1:3]}"]')
        assert link in section.inner_text()
        section.get_by_role("link").first.click()
        assert phone.url == address + home


def test_a_story_without_a_translation_says_so_and_leads_to_the_other_front_page(
    phone: Page, address: str
) -> None:
    phone.goto(address + "/en/")
    phone.get_by_role("link", name="Tras los huracanes Eta e Iota, 364 misiones de ayuda", exact=True).click()
    banner = phone.get_by_role("banner")

    assert lang(phone) == "es"
    assert "Not yet available in English" in banner.inner_text()
    banner.locator('a[hreflang="en"]').click()
    assert phone.url == address + "/en/"
