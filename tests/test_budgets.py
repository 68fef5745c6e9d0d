"""How many bytes a reader's first visit costs, compressed as a host does it while it sends."""

from __future__ import annotations

import re
from collections.abc import Mapping

import brotli
import pytest

from builders import SiteBuilder, elements

QUALITY = 5
"""What hosts spend on a page that they compress for one reader; files that are kept are compressed harder."""

FIRST_FLIGHT = 14_000
"""What arrives before the first answer of the reader's device: ten packets of TCP (RFC 6928)."""

FILE, THEME, PAGE = 10_000, 500, 60_000
"""The stylesheet, or a script; the script that nothing is painted before (as it is); a page but for its pictures."""


def sent(path: str, data: bytes) -> int:
    """The bytes of a file on the wire; fonts are compressed already."""
    return len(data) if path.endswith(".woff2") else len(brotli.compress(data, quality=QUALITY))


def pages(site: SiteBuilder) -> dict[str, bytes]:
    return {path: data for path, data in site.files().items() if path.endswith(".html")}


def parts(html: str, files: Mapping[str, bytes]) -> set[str]:
    """The files that a page loads, pictures left out: those it names, and the fonts that its stylesheets name."""
    named = [
        one["href"] for one in elements(html, "link") if one.get("rel") in ("stylesheet", "icon", "preload")
    ]
    named += [one["src"] for one in elements(html, "script") if "src" in one]
    found = {one.removeprefix("/") for one in named}
    for path in [one for one in found if one.endswith(".css")]:
        fonts = re.findall(r"url\([\"']?/?([^\"')]+\.woff2)", files[path].decode())
        found |= set(fonts)
    return found


@pytest.fixture(params=["sample", "whole"])
def published(request: pytest.FixtureRequest) -> SiteBuilder:
    site = request.getfixturevalue(request.param)
    assert isinstance(site, SiteBuilder)
    return site


def test_every_page_arrives_in_the_first_flight(published: SiteBuilder) -> None:
    large = {
        path: size for path, data in pages(published).items() if (size := sent(path, data)) > FIRST_FLIGHT
    }

    assert large == {}


def test_the_stylesheets_and_scripts_are_small(published: SiteBuilder) -> None:
    sizes = {
        path: sent(path, data) for path, data in published.files().items() if path.endswith((".css", ".js"))
    }

    assert sizes
    assert {path: size for path, size in sizes.items() if size > FILE} == {}


def test_what_is_read_before_anything_is_painted_is_tiny(published: SiteBuilder) -> None:
    """A script in the head without `defer` holds everything up."""
    files = published.files()
    waited = {
        one["src"]
        for data in pages(published).values()
        for one in elements(data.decode(), "script")
        if "src" in one and "defer" not in one and one.get("type") != "module"
    }

    assert {
        one: len(files[one.removeprefix("/")]) for one in waited if len(files[one.removeprefix("/")]) > THEME
    } == {}


def test_a_page_without_its_pictures_is_light(published: SiteBuilder) -> None:
    files = published.files()
    weights = {
        path: sent(path, data) + sum(sent(part, files[part]) for part in parts(data.decode(), files))
        for path, data in pages(published).items()
    }

    assert {path: weight for path, weight in weights.items() if weight > PAGE} == {}


def test_every_part_of_a_page_is_counted(sample: SiteBuilder) -> None:
    html, files = sample.html("/en/"), sample.files()

    assert {one.rpartition(".")[2] for one in parts(html, files)} >= {"css", "js", "svg"}
    fonts = {path for path in files if path.endswith(".woff2")}
    assert fonts <= parts(html, files)
