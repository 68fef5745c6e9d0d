"""The HTML of a body: its blocks with links and pictures bound, in the words of the page's language."""

from __future__ import annotations

import pytest

from builders import PROJECT
from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.model import Block
from bulletin.plan.views import Binding, Body, BoundPicture, Picture
from bulletin.render.prose import bound_html

PICTURE = Picture(src="/pictures/bridge-1.png", width=8, height=6, credit="A & B", kind="map")


def catalog(lang: str) -> Catalog:
    path = f"locales/{lang}/LC_MESSAGES/messages.po"
    found, _ = read_catalog((PROJECT / path).read_bytes(), path=path, lang=lang)
    assert found is not None
    return found


def html(text: str, *, lang: str = "en", kind: str = "paragraph", base: str = "", **links: Binding) -> str:
    body = Body(
        path="x", links=tuple(links.values()), base=base,
        pictures=(BoundPicture(target="bridge.png", picture=PICTURE),),
    )  # fmt: skip
    blocks = (Block(kind=kind, html=text, text="", line=1, digest=""),)
    return str(bound_html(body, blocks, catalog(lang)))


LINKS = [
    ("bound", Binding(target="story:a", href="/en/a/?b&c"), '<p><a href="/en/a/?b&amp;c">x</a></p>'),
    ("held", Binding(target="story:a", href=""), "<p>x</p>"),
    (
        "foreign",
        Binding(target="story:a", href="/es/a/", lang="es"),
        '<p><a href="/es/a/" hreflang="es">x</a> <span class="foreign">(in Spanish)</span></p>',
    ),
]


@pytest.mark.parametrize(("binding", "expected"), [row[1:] for row in LINKS], ids=[row[0] for row in LINKS])
def test_a_link_is_written_as_it_is_bound(binding: Binding, expected: str) -> None:
    assert html('<p><a href="story:a">x</a></p>', one=binding) == expected


def test_the_mark_of_a_foreign_link_is_in_the_words_of_the_page() -> None:
    binding = Binding(target="story:a", href="/en/a/", lang="en")

    assert "(en inglés)" in html('<p><a href="story:a">x</a></p>', lang="es", one=binding)


FIGURES = [
    ("with a caption", "<figcaption>The bridge.</figcaption>", '<figcaption>The bridge. <span class="credit">Map: A &amp; B</span></figcaption>'),
    ("without one", "", '<figcaption><span class="credit">Map: A &amp; B</span></figcaption>'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("caption", "expected"), [row[1:] for row in FIGURES], ids=[row[0] for row in FIGURES]
)
def test_a_figure_has_its_size_and_its_credit(caption: str, expected: str) -> None:
    found = html(f'<figure><img src="bridge.png" alt="A bridge">{caption}</figure>')

    assert 'src="/pictures/bridge-1.png" width="8" height="6"' in found
    assert found.endswith(f"{expected}</figure>")


def test_a_picture_that_is_not_there_leaves_nothing() -> None:
    assert html('<p>a <img src="nowhere.png" alt="x"> b</p>') == "<p>a  b</p>"


NOTES = '<div class="footnote"><hr><ol><li id="en-fn-1"><p>A <a href="#en-fnref-1" class="footnote-backref">↩</a></p></li></ol></div>'


def test_notes_are_a_section_that_says_what_it_is() -> None:
    found = html(NOTES, kind="notes")

    assert found.startswith('<section class="notes" aria-label="Notes"><ol>')
    assert 'aria-label="Back to the text"' in found


def test_in_a_feed_the_links_of_notes_are_written_in_full() -> None:
    assert 'href="https://example.org/a/#en-fnref-1"' in html(
        NOTES, kind="notes", base="https://example.org/a/"
    )
