"""A feed opened in a browser is a page that people can read: headlines that lead to stories."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from builders import SiteBuilder

SEEN = """() => [...document.documentElement.querySelectorAll('*')]
  .filter(one => one.getClientRects().length && [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(one => one.textContent.trim())"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_headlines_and_decks_are_seen_and_the_markup_is_not(
    browser: Browser, address: str, sample: SiteBuilder, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}/es/feed.xml")
    seen = page.evaluate(SEEN)

    assert seen[0] == "Puente"
    assert "Perú y Estados Unidos se entrenan codo a codo en 2017" in seen
    assert not [text for text in seen if "<p>" in text or text.startswith(("tag:", "20"))]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    colours = page.evaluate(
        "(() => {const s = getComputedStyle(document.documentElement); return [s.color, s.backgroundColor]})()"
    )
    assert colours == (
        ["rgb(31, 42, 48)", "rgb(253, 252, 249)"]
        if scheme == "light"
        else ["rgb(233, 230, 223)", "rgb(21, 28, 32)"]
    )
    page.close()


def test_a_headline_in_a_feed_leads_to_its_story(browser: Browser, address: str, sample: SiteBuilder) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/regions/vraem/feed.xml")
    way = page.evaluate("document.querySelector('entry a').getAttribute('href')")

    assert way.startswith("https://puente.example.org/en/2017/02/peru")
    assert page.evaluate("document.querySelector('entry a').textContent").startswith(
        "Peru and the United States"
    )
    page.close()
