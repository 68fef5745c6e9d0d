"""The links by which a story is passed on: they name its title and its address, whatever signs are in it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from builders import SiteBuilder, elements

TITLE = """'A & B #1? 50% "ñ" + c'"""
SHOWN = {"en": "A & B #1? 50% “ñ” + c", "es": "A & B #1? 50\u00a0% «ñ» + c"}
ADDRESS = {"en": "https://example.org/en/2017/02/signs/", "es": "https://example.org/es/2017/02/signos/"}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_link_says_exactly_the_title_and_the_address(site: SiteBuilder, lang: str) -> None:
    site.story("signs", en={"title": TITLE, "slug": "signs"}, es={"title": TITLE, "slug": "signos"}).build()
    title, address = SHOWN[lang], ADDRESS[lang]
    shared = site.main(urlsplit(address).path).partition('class="share"')[2].partition("</section>")[0]
    links = [urlsplit(one["href"]) for one in elements(shared, "a")]

    assert [(f"{one.scheme}:{one.netloc}{one.path}", parse_qs(one.query, strict_parsing=True)) for one in links] == [
        ("https:wa.me/", {"text": [f"{title} {address}"]}),
        ("https:www.facebook.com/sharer/sharer.php", {"u": [address]}),
        ("https:x.com/intent/post", {"url": [address], "text": [title]}),
        ("mailto:", {"subject": [title], "body": [address]}),
    ]  # fmt: skip
    assert [one.fragment for one in links] == [""] * 4
