"""The pictures of the documents: which there are, and that they are small."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from builders import PROJECT, SiteBuilder
from tools.host import hosted
from tools.screenshots import COLORS, HEIGHTS, PAGES, TARGET, Shot, shoot, shots, write

SHOWN = re.compile(r"docs/(screenshots/[\w.-]+)|\]\((?:\.\./)*(screenshots/[\w.-]+)")


def test_every_page_is_shown_at_every_width_in_both_themes_and_both_languages() -> None:
    found = list(shots())

    assert {(one.page, one.width, one.theme) for one in found} == {
        (page, width, theme) for page in PAGES for width in HEIGHTS for theme in ("light", "dark")
    }
    assert len({one.name for one in found}) == len(found) == 24
    for page in PAGES:
        assert {one.lang for one in found if one.page == page} == {"en", "es"}
    assert {(one.lang, one.theme) for one in found} == {("en", "light"), ("en", "dark"), ("es", "light"), ("es", "dark")}  # fmt: skip


def test_every_picture_that_a_document_shows_is_there() -> None:
    documents = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
    named = {one[0] or one[1] for path in documents for one in SHOWN.findall(path.read_text("utf-8"))}

    assert named
    assert {name for name in named if not (PROJECT / "docs" / name).is_file()} == set()


def test_every_picture_that_is_kept_is_one_that_is_taken() -> None:
    """None is left of earlier names."""
    assert {path.name for path in TARGET.iterdir()} <= {shot.name for shot in shots()}


def test_the_pictures_are_kept_until_all_have_been_taken_again(browser: Browser, tmp_path: Path) -> None:
    old, site = tmp_path / "pictures" / "old.png", tmp_path / "site"
    old.parent.mkdir()
    old.write_bytes(b"old")
    for url in PAGES["front"].values():
        (site / url[1:]).mkdir(parents=True)
        (site / url[1:] / "index.html").write_text("<!doctype html><title>Front</title>", "utf-8")
    (site / "404.html").write_text("<!doctype html><title>Not there</title>", "utf-8")

    with pytest.raises(LookupError, match="no page for story-"):
        write(browser, site, old.parent)
    assert list(old.parent.iterdir()) == [old]


def test_the_pages_that_are_shown_are_pages_of_the_sample(sample: SiteBuilder) -> None:
    assert all(sample.html(url) for urls in PAGES.values() for url in urls.values())


def test_a_picture_is_as_large_as_its_window_and_has_few_colors(
    browser: Browser, sample: SiteBuilder
) -> None:
    with hosted(sample.out) as address:
        data = shoot(browser, address, Shot("story", "es", 320, "dark"))
    image = Image.open(BytesIO(data))

    assert image.size == (320, HEIGHTS[320])
    assert image.mode == "P" and len(image.getcolors() or ()) <= COLORS
    assert len(data) < 60_000
