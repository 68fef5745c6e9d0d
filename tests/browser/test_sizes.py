"""How large letters, lines and targets are."""

from __future__ import annotations

from playwright.sync_api import Page

from browser.measuring import Gallery, at_widths, expect_none, lay_upon, measure, visits

WIDTHS = 320, 1440


def test_letters_and_lines_are_large_enough(desk: Page, gallery: Gallery) -> None:
    expect_none({where: [*at_widths(desk, "letters", WIDTHS)] for where in visits(desk, gallery, turns=True)})


def test_targets_are_large_enough(desk: Page, gallery: Gallery) -> None:
    """The window is as high as the page: what is not on the screen cannot be hit."""
    faults = {
        where: [*at_widths(desk, "targets", WIDTHS, whole=True)]
        for where in visits(desk, gallery, turns=True)
    }

    expect_none(faults)


def test_what_is_too_small_is_noticed(desk: Page, gallery: Gallery) -> None:
    next(visits(desk, gallery, "page"))
    lay_upon(
        desk,
        ".deck { font: 15px/1.3 serif !important } .menu a { min-block-size: 0 !important; line-height: 1; padding: 0 }",
    )

    assert {one[:5] for one in measure(desk, "letters") if "p.deck" in one} == {"15 px", "line "}
    assert any("wanted 24 x 44" in one for one in measure(desk, "targets"))
