"""What a page asks for, and what it leaves behind: nothing of strangers, nothing without a click."""

from __future__ import annotations

from playwright.sync_api import Browser

from browser.measuring import Gallery, expect_none, visits

KEPT = """async () => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(one => one.name), ...(window.caches ? await caches.keys() : []),
    ...(navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : []).map(String)].filter(Boolean)"""
REFUSED = "window.refused = []; document.addEventListener('securitypolicyviolation', one => window.refused.push(one.violatedDirective + ' ' + one.blockedURI))"


def test_no_page_asks_strangers_keeps_anything_or_breaks_its_own_policy(
    browser: Browser, gallery: Gallery
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(REFUSED)
    asked: set[tuple[int, str]] = set()
    told: list[str] = []
    page.on("response", lambda response: asked.add((response.status, response.url)))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    faults = {}
    for where in visits(page, gallery):
        faults[where] = [*page.evaluate(KEPT), *page.evaluate("window.refused"), *context.cookies()]

    expect_none(faults)
    assert {one for one in asked if one[0] >= 400 or not one[1].startswith(gallery.address + "/")} == set()  # fmt: skip
    assert told == []
    context.close()
