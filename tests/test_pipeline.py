"""The whole way once: what a writer commits is what a reader gets."""

from __future__ import annotations

from builders import SiteBuilder


def test_a_story_in_two_languages_is_published_in_both(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={}).build()

    assert site.codes() == []
    assert "Relief arrives" in site.main("/en/2017/02/relief-arrives/")
    assert "Llega la ayuda" in site.main("/es/2017/02/llega-la-ayuda/")
