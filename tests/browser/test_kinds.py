"""The table of kinds of pages: all templates are in it, and each kind is found in both languages."""

from __future__ import annotations

from builders import PROJECT, SiteBuilder
from gallery import KINDS, LANGUAGELESS, kinds

PIECES = {"base.html", "doors.html"}
"""Templates that others extend."""


def test_every_template_of_a_page_has_its_kind() -> None:
    templates = {path.name for path in (PROJECT / "templates").glob("[!_]*.html")}

    assert templates - PIECES == {template for template, _ in KINDS.values()}


def test_every_kind_is_found_in_both_languages(whole: SiteBuilder) -> None:
    wanted = {(kind, lang) for kind in KINDS for lang in ([""] if kind in LANGUAGELESS else ["en", "es"])}

    assert wanted - kinds(whole).keys() == set()
    assert whole.codes() == []
