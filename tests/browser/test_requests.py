"""What a page asks for, and what it leaves behind: nothing of strangers, nothing without a click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from browser.measuring import Gallery, expect_none, visits
from builders import SiteBuilder, elements

KEPT = """async () => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(one => one.name), ...(window.caches ? await caches.keys() : []),
    ...(navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : []).map(String)].filter(Boolean)"""
REFUSED = "window.refused = []; document.addEventListener('securitypolicyviolation', one => window.refused.push(one.violatedDirective + ' ' + one.blockedURI))"
ALLOWED = {
    "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'"],
    "font-src": ["'self'"], "connect-src": ["'self'"], "base-uri": ["'none'"], "form-action": ["'none'"],
}  # fmt: skip
"""All that a page may be allowed. It may be less."""


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
    assert {one for one in asked if not one[1].endswith("/favicon.ico") and (one[0] >= 400 or not one[1].startswith(gallery.address + "/"))} == set()  # fmt: skip
    assert [text for text in told if "favicon" not in text] == []
    context.close()


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";")]
    return {part[0]: part[1:] for part in parts if part}


def policies(site: SiteBuilder) -> dict[str, list[str]]:
    """path -> the policies in the head of a page."""
    return {
        path: [one["content"] for one in elements(data.decode(), "meta") if one.get("http-equiv", "").lower() == "content-security-policy"]
        for path, data in site.files().items()
        if path.endswith(".html")
    }  # fmt: skip


def test_every_page_has_one_and_the_same_strict_policy(whole: SiteBuilder) -> None:
    found = policies(whole)
    first = next(iter(found.values()))

    assert {path: policy for path, policy in found.items() if policy != first or len(policy) != 1} == {}
    given = directives(first[0])
    assert given["default-src"] == ["'none'"]
    assert {name: sources for name, sources in given.items() if ALLOWED.get(name) != sources} == {}


def test_the_policy_of_headers_is_that_of_the_pages_and_says_who_may_frame_them(whole: SiteBuilder) -> None:
    """A policy in a head cannot say that: frame-ancestors is for a header alone."""
    text = whole.files()["_headers"].decode()
    rules = re.split(r"^(?=/)", text, flags=re.MULTILINE)
    all_pages = next(rule for rule in rules if rule.startswith("/*"))
    headers = dict(line.strip().split(": ", 1) for line in all_pages.splitlines()[1:] if ": " in line)
    sent = directives(headers["Content-Security-Policy"])

    assert sent.pop("frame-ancestors") == ["'none'"]
    assert sent == directives(next(iter(policies(whole).values()))[0])
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers


def test_what_has_a_digest_in_its_name_is_kept_for_a_year_and_nothing_else(whole: SiteBuilder) -> None:
    files = whole.files()
    lasting = re.findall(r"^(/\S+)\n(?:  .*\n)*?  Cache-Control: public, max-age=31536000, immutable", files["_headers"].decode(), re.MULTILINE)  # fmt: skip
    patterns = [re.compile(re.escape(one).replace(r"\*", ".*")) for one in lasting]
    kept = {path for path in files if any(one.fullmatch(f"/{path}") for one in patterns)}
    named = {path for path in files if re.search(r"[.-][0-9a-f]{12}(-\d+)?\.\w+$", path)}

    assert named and named <= kept
    assert {path for path in kept - named if not path.endswith(".woff2")} == set()


@pytest.mark.parametrize("word", ["onclick", "onload", "javascript:", "<style", " style="])
def test_no_page_has_anything_written_into_it_that_a_strict_policy_forbids(
    whole: SiteBuilder, word: str
) -> None:
    assert [
        path for path, data in whole.files().items() if path.endswith(".html") and word.encode() in data
    ] == []
    scripts = {one.get("src") or one.get("type") for path, data in whole.files().items() if path.endswith(".html") for one in elements(data.decode(), "script")}  # fmt: skip
    assert {one for one in scripts if one and not one.startswith("/")} == {"application/ld+json"}
    assert None not in scripts
