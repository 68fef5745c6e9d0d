"""The headers that a host is to send: the policy of the pages, and what may be kept for ever."""

from __future__ import annotations

import html
import re

from builders import SETTINGS, SiteBuilder

FOR_EVER = "public, max-age=31536000, immutable"
NAMED = re.compile(r"[.-]([0-9a-f]{12}|\d+\.\d+\.\d+)(-\d+)?\.\w+$")
"""Names that no other bytes will have: with a digest, or with the version of a font."""


def rules(site: SiteBuilder) -> dict[str, dict[str, str]]:
    """{address: {header: value}} of _headers, as Netlify and Cloudflare Pages read it."""
    found: dict[str, dict[str, str]] = {}
    for line in site.files()["_headers"].decode().splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[list(found)[-1]][name] = value
        elif line:
            found[line] = {}
    return found


def policy(page: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_the_policy_of_a_page_is_sent_as_well_and_nobody_may_frame_it(site: SiteBuilder) -> None:
    site.story("floods", en={"aliases": "[/en/old/]"}).build()
    pages = [
        policy(site.html(url))
        for url in ("/", "/en/", "/en/2017/02/relief-arrives/", "/en/old/", "/404.html")
    ]

    assert len(set(pages)) == 1
    assert rules(site)["/*"]["Content-Security-Policy"] == f"{pages[0]}; frame-ancestors 'none'"
    assert rules(site)["/*"]["X-Content-Type-Options"] == "nosniff"
    assert rules(site)["/*"]["Referrer-Policy"] == "same-origin"
    assert "unsafe" not in pages[0] and pages[0].startswith("default-src 'none'")


def test_what_carries_a_digest_or_a_version_in_its_name_is_kept_for_ever_and_nothing_else(
    whole: SiteBuilder,
) -> None:
    lasting = [url for url, headers in rules(whole).items() if headers.get("Cache-Control") == FOR_EVER]
    patterns = {url: re.compile(re.escape(url[1:]).replace(r"\*", ".*")) for url in lasting}
    kept = {url: {path for path in whole.files() if patterns[url].fullmatch(path)} for url in lasting}

    assert set().union(*kept.values()) == {path for path in whole.files() if NAMED.search(path)}
    assert [url for url, paths in kept.items() if not paths] == []
    assert "/pictures/*" in lasting and len(lasting) == 6


def test_a_site_below_a_path_names_its_addresses_in_full(site: SiteBuilder) -> None:
    site.write("bulletin.toml", SETTINGS.replace("https://example.org/", "https://example.org/boletin/"))
    site.story("floods", en={}).build()

    assert all(url.startswith("/boletin/") for url in rules(site))


def test_a_bulletin_with_headers_of_its_own_keeps_them(site: SiteBuilder) -> None:
    site.write("static/_headers", "/*\n  X-Own: yes\n").story("floods", en={}).build()

    assert site.codes() == []
    assert site.files()["_headers"] == b"/*\n  X-Own: yes\n"


def test_a_picture_of_the_editor_s_own_may_change_under_its_name(site: SiteBuilder) -> None:
    site.write("static/pictures/logo.txt", "x").story("floods", en={}).build()

    assert "/pictures/*" not in rules(site)
