"""The whole sample under a path: every link, feed, sitemap, old address and 404 page keeps to it."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime

import pytest

from builders import PROJECT, SiteBuilder, elements
from bulletin.cli import main
from bulletin.pipeline.audit import audit
from bulletin.pipeline.options import Options

BASE = "https://example.org/boletin/"


@pytest.fixture(scope="module")
def boletin(tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    """The project's own content with an old address and files of a host, built for a path."""
    site = SiteBuilder(tmp_path_factory.mktemp("boletin"), now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    shutil.rmtree(site.root / "content")
    shutil.copytree(PROJECT / "content", site.root / "content")
    shutil.copyfile(PROJECT / "bulletin.toml", site.root / "bulletin.toml")
    site.write("static/CNAME", "example.org\n").write("static/.nojekyll", "")
    site.story("moved", en={"title": "Moved", "section": None, "aliases": "[/en/2016/05/old/]"})
    return site.build(base_url=BASE)


def test_the_published_pages_pass_their_audit(boletin: SiteBuilder) -> None:
    report = audit(Options(root=boletin.root, now=boletin.now, out=boletin.out, base_url=BASE)).report

    assert (report.diagnostics, report.pages > 200) == ((), True)


def test_the_audit_sees_that_another_base_was_meant(boletin: SiteBuilder) -> None:
    code = main(["check", "--built", "--base-url", "https://example.org/otro/", "--now", "2026-11-01"], root=boletin.root)  # fmt: skip

    assert code == 1


def test_every_link_within_the_site_has_the_path(boletin: SiteBuilder) -> None:
    links = 0
    for path, data in boletin.files().items():
        for one in elements(data.decode()) if path.endswith(".html") else []:
            for name in ("href", "src", "content"):
                value = one.get(name, "").removeprefix("0; url=")
                assert not value.startswith("/") or value.startswith("/boletin/"), (path, value)
                links += value.startswith("/boletin/")
    assert links > 3_000


def test_machines_are_told_full_addresses_with_the_path(boletin: SiteBuilder) -> None:
    files = boletin.files()
    locs = re.findall(r"<loc>(.*?)</loc>", files["sitemap.xml"].decode())
    feed = files["es/feed.xml"].decode()

    assert len(locs) > 100 and all(loc.startswith(BASE) for loc in locs)
    assert f"Sitemap: {BASE}sitemap.xml" in files["robots.txt"].decode()
    assert all(href.startswith(BASE) for href in re.findall(r'<link [^>]*href="([^"]*)"', feed))
    assert 'content="0; url=/boletin/en/2017/02/moved/"' in files["en/2016/05/old/index.html"].decode()


def test_static_files_and_404_pages_stand_at_the_root(boletin: SiteBuilder) -> None:
    files = boletin.files()

    assert (files["CNAME"], files[".nojekyll"]) == (b"example.org\n", b"")
    for path in ("404.html", "en/404.html", "es/404.html"):
        hrefs = [
            one["href"] for one in elements(files[path].decode(), "a") if not one["href"].startswith("#")
        ]
        assert hrefs and all(href.startswith("/boletin/") for href in hrefs), path


def test_translations_are_mutual_on_every_page(boletin: SiteBuilder) -> None:
    lists: dict[str, dict[str, str]] = {}
    for path, data in boletin.files().items():
        links = elements(data.decode(), "link") if path.endswith(".html") else []
        found = {
            one["hreflang"]: one["href"]
            for one in links
            if one.get("rel") == "alternate" and "hreflang" in one
        }
        if found:
            lists[BASE + path.removesuffix("index.html")] = found
    assert len(lists) > 150
    for url, found in lists.items():
        own = {lang: href for lang, href in found.items() if lang != "x-default"}
        assert "x-default" in found and (url in own.values() or url == BASE)
        assert all(lists[other] == found for other in own.values() if url != BASE), url
