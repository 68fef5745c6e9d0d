"""What a page allows itself: a strict policy, the same everywhere, and nothing in a page that it forbids."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, elements

ALLOWED = {
    "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'"],
    "font-src": ["'self'"], "connect-src": ["'self'"], "base-uri": ["'none'"], "form-action": ["'none'"],
}  # fmt: skip
"""All that a page may be allowed. It may be less."""


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
