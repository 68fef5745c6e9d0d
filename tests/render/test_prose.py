"""The HTML of a body: its blocks with links and pictures bound, in the words of the page's language."""

from __future__ import annotations

import pytest

from builders import PROJECT, elements
from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.model import Block
from bulletin.plan.views import Binding, Body, BoundPicture, Picture, Source
from bulletin.render.prose import bound_html

SIZES = "(min-width: 40rem) 36rem, 92vw"
PICTURE = Picture(
    src="/pictures/bridge-1-8.png", width=8, height=6, credit="A & B", kind="map",
    srcset="/pictures/bridge-1-4.png 4w, /pictures/bridge-1-8.png 8w",
    sources=(
        Source(type="image/avif", srcset="/pictures/bridge-1-4.avif 4w, /pictures/bridge-1-8.avif 8w"),
        Source(type="image/webp", srcset="/pictures/bridge-1-4.webp 4w, /pictures/bridge-1-8.webp 8w"),
    ),
)  # fmt: skip


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
    return str(bound_html(body, blocks, catalog(lang), "" if base else SIZES))


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

    (image,) = elements(found, "img")
    assert (image["width"], image["height"]) == ("8", "6")
    assert found.endswith(f"{expected}</figure>")


def test_a_browser_chooses_among_formats_and_widths_and_waits_until_a_picture_is_near() -> None:
    found = html('<p><img src="bridge.png" alt="A bridge"></p>')

    tags = elements(found)
    assert [one["tag"] for one in tags[:4]] == ["p", "picture", "source", "source"]
    assert [one["type"] for one in tags[2:4]] == ["image/avif", "image/webp"]
    assert [(one["srcset"], one["sizes"]) for one in tags[2:4]] == [
        (one.srcset, SIZES) for one in PICTURE.sources
    ]
    assert tags[4] == {
        "tag": "img", "alt": "A bridge", "src": PICTURE.src, "srcset": PICTURE.srcset, "sizes": SIZES,
        "width": "8", "height": "6", "loading": "lazy", "decoding": "async",
    }  # fmt: skip


def test_a_feed_reader_gets_one_picture() -> None:
    found = html('<p><img src="bridge.png" alt="A bridge"></p>', base="https://example.org/en/a/")

    assert [one["tag"] for one in elements(found)][:2] == ["p", "img"]
    assert elements(found, "img") == [
        {"tag": "img", "alt": "A bridge", "src": PICTURE.src, "width": "8", "height": "6"}
    ]


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
