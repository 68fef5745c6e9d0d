"""Nothing moves while a page loads: cumulative layout shift, with pictures and fonts that come late."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browser.measuring import Gallery, visits
from tools.host import Host, hosted

MOST = 0.01
LATE = (".woff2", ".png", ".jpg", ".webp", ".avif", ".js")
SECONDS = 0.25

WATCH = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput)
    window.shifts.push([one.value, ...one.sources.map(source => source.node?.outerHTML?.slice(0, 80) ?? "")]);
}).observe({ type: "layout-shift", buffered: true });
"""


class Late(Host):
    """A host from which everything but pages and the stylesheet arrives after the first paint."""

    def do_GET(self) -> None:
        if self.path.endswith(LATE):
            time.sleep(SECONDS)
        super().do_GET()


@pytest.fixture(scope="module")
def late(gallery: Gallery) -> Iterator[Gallery]:
    with hosted(gallery.site.out, Late) as address:
        yield gallery._replace(address=address)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["front", "story", "region"])
def test_nothing_moves_while_a_page_loads(browser: Browser, late: Gallery, kind: str, width: int) -> None:
    """Every page is opened anew: what is kept from the last one would not come late. Pictures below are not waited for."""
    for lang in ("en", "es"):
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(late.address + late.kinds[kind, lang])
        page.evaluate("document.fonts.ready.then(() => true)")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))")
        shifts = page.evaluate("window.shifts")
        context.close()

        assert sum(one[0] for one in shifts) <= MOST, (lang, shifts)


def test_what_moves_is_noticed(browser: Browser, late: Gallery) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(WATCH)
    next(visits(page, late, "page"))
    page.wait_for_timeout(600)
    page.evaluate("document.querySelector('main').style.marginBlockStart = '300px'")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")

    assert sum(one[0] for one in page.evaluate("window.shifts")) > MOST
    page.close()
