"""Lighthouse on the sample, and the host that it measures."""

from __future__ import annotations

import gzip
from http.client import HTTPConnection
from urllib.parse import urlsplit

import brotli
import pytest

from builders import SiteBuilder
from tools.host import hosted, rules_of
from tools.lighthouse import CATEGORIES, PAGES, SHIFT, Trouble, medians, table

HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Content-Security-Policy: default-src 'none'; img-src 'self'

/*.css
  Cache-Control: public, max-age=31536000, immutable
"""


def asked(address: str, path: str, encoding: str = "") -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": encoding} if encoding else {})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def test_the_host_compresses_texts_as_the_browser_asks(site: SiteBuilder) -> None:
    site.story("floods", en={}).build()
    page = site.html("/en/").encode()
    with hosted(site.out) as address:
        plain, packed = asked(address, "/en/"), asked(address, "/en/", "gzip")
        small = asked(address, "/en/", "gzip, deflate, br")

    assert plain[0] == 200 and plain[2] == page and "Content-Encoding" not in plain[1]
    assert packed[1]["Content-Encoding"] == "gzip" and gzip.decompress(packed[2]) == page
    assert small[1]["Content-Encoding"] == "br" and brotli.decompress(small[2]) == page


def test_the_host_obeys_the_file_of_headers_and_keeps_it_to_itself(site: SiteBuilder) -> None:
    site.story("floods", en={}).build()
    (site.out / "_headers").unlink(missing_ok=True)
    (site.out / "_headers").write_text(HEADERS)
    style = next(path for path in site.files() if path.endswith(".css"))
    with hosted(site.out) as address:
        page, sheet = asked(address, "/en/")[1], asked(address, f"/{style}")[1]
        away = [asked(address, path)[0] for path in ("/_headers", "/.puente-ledger", "/../bulletin.toml")]

    assert page["X-Content-Type-Options"] == "nosniff" and "max-age=0" in page["Cache-Control"]
    assert "immutable" in sheet["Cache-Control"]
    assert away == [404, 404, 404]


def test_rules_with_colons_in_their_values_are_read_whole() -> None:
    ((pattern, headers),) = rules_of("# a word first\n/en/*\n  Link: <https://example.org/>; rel=x\n")

    assert pattern.fullmatch("/en/about/") and not pattern.fullmatch("/es/")
    assert headers == (("Link", "<https://example.org/>; rel=x"),)


@pytest.mark.tools
@pytest.mark.audit
def test_lighthouse_gives_the_front_page_and_a_story_all_points(sample: SiteBuilder) -> None:
    """The median of three runs; performance depends on the machine, and may be five points short."""
    try:
        found = medians(sample.out)
    except Trouble as trouble:
        pytest.fail(str(trouble), pytrace=False)
    print(table(found))

    assert set(found) == set(PAGES)
    for figures, lost in found.values():
        assert [figures[name] for name in CATEGORIES[1:]] == [100, 100, 100], lost
        assert figures["performance"] >= 95, lost
        assert figures[SHIFT] <= 0.01
