"""Pictures and tables of a text where they do not stand alone."""

from __future__ import annotations

import io

from PIL import Image

from builders import SiteBuilder


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, "PNG")
    return file.getvalue()


def test_a_picture_within_a_paragraph_keeps_its_credit(site: SiteBuilder) -> None:
    site.write("content/stories/2017/floods/a.png", png())
    site.story(
        "floods",
        en={"pictures": "{a.png: {credit: CCFFAA}}"},
        en_body="Look: ![a bridge](a.png) and read.\n\n- ![the same](a.png) again",
    ).build()

    main = site.main("/en/2017/02/relief-arrives/")

    assert site.codes() == []
    assert main.count('<p class="credit">Photo: CCFFAA</p>') == 2


def test_two_pictures_in_one_figure_are_both_credited(site: SiteBuilder) -> None:
    for name in ("a.png", "b.png"):
        site.write(f"content/stories/2017/floods/{name}", png())
    body = (
        '<figure><img src="a.png" alt="one"><img src="b.png" alt="two"><figcaption>Both</figcaption></figure>'
    )
    site.story(
        "floods", en={"pictures": "{a.png: {credit: Ana}, b.png: {credit: Leo}}"}, en_body=body
    ).build()

    main = site.main("/en/2017/02/relief-arrives/")

    assert '<span class="credit">Photo: Ana. Photo: Leo</span></figcaption>' in main


def test_a_table_with_a_language_of_its_own_is_closed_once(site: SiteBuilder) -> None:
    body = '<table lang="es"><tr><td>agua</td></tr></table>'
    site.story("floods", en={}, en_body=body).build()

    main = site.main("/en/2017/02/relief-arrives/")

    assert main.count("<div") == main.count("</div>")
