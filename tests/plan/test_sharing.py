"""What stands for a page where it is shared: its lead picture, or a card that is drawn once a section and language."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from builders import SiteBuilder, elements

EN, ES = "/en/2017/02/relief-arrives/", "/es/2017/02/llega-la-ayuda/"


def photograph(width: int = 1_800, height: int = 1_200) -> bytes:
    buffer = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((width, height)).save(buffer, "JPEG")
    return buffer.getvalue()


def image(site: SiteBuilder, url: str) -> dict[str, str]:
    """What Open Graph says of the picture of a page; the address without the site's."""
    found = {one.get("property", ""): one.get("content", "") for one in elements(site.html(url), "meta")}
    named = {name: found.get(f"og:image{name}", "") for name in ("", ":width", ":height", ":alt")}
    return {
        name.strip(":") or "src": value.removeprefix("https://example.org") for name, value in named.items()
    }


def file(site: SiteBuilder, url: str) -> Image.Image:
    """The picture that Open Graph names, which has the size that it says."""
    said = image(site, url)
    shown = Image.open(io.BytesIO(site.files()[said["src"][1:]]))
    assert [str(side) for side in shown.size] == [said["width"], said["height"]]
    return shown


def test_a_story_with_a_lead_picture_shares_it(site: SiteBuilder) -> None:
    photo = "{file: lead.jpg, credit: Ana, alt: A flood, focus: 50% 0%}"
    site.story("floods", en={"photo": photo}, es={"photo": "{alt: Una crecida}"})
    site.write("content/stories/2017/floods/lead.jpg", photograph()).build()

    assert file(site, EN).size == (1200, 630) and file(site, EN).format == "JPEG"
    assert (image(site, EN)["alt"], image(site, ES)["alt"]) == ("A flood", "Una crecida")
    assert image(site, EN)["src"] == image(site, ES)["src"]


def test_a_small_picture_is_shared_as_it_is_in_the_right_proportions(site: SiteBuilder) -> None:
    site.story("floods", en={"photo": "{file: lead.jpg, credit: Ana, alt: A flood}"})
    site.write("content/stories/2017/floods/lead.jpg", photograph(480, 270)).build()

    assert file(site, EN).size == (480, 252)


def test_stories_without_a_picture_share_one_card_of_their_section(site: SiteBuilder) -> None:
    for number in range(3):
        site.story(f"floods-{number}", en={"title": f"Flood {number}"}, es={"title": f"Crecida {number}"})
    site.build()

    urls = [f"/en/2017/02/flood-{number}/" for number in range(3)]
    assert len({image(site, url)["src"] for url in (*urls, "/en/sections/relief/")}) == 1
    assert image(site, urls[0])["alt"] == "Relief · Bridge"
    assert image(site, "/es/2017/02/crecida-0/")["alt"] == "Ayuda · Puente"
    assert file(site, urls[0]).size == (1200, 630) and file(site, urls[0]).format == "PNG"
    assert (
        len([path for path in site.files() if path.startswith("pictures/")]) == 4
    )  # 2 sections, 2 bulletins


@pytest.mark.parametrize(
    ("url", "alt"),
    [
        ("/", "Bridge · News of cooperation"),
        ("/en/", "Bridge · News of cooperation"),
        ("/es/", "Puente · Noticias de cooperación"),
        ("/es/etiquetas/", "Puente · Noticias de cooperación"),
        ("/en/archive/2017/", "Bridge · News of cooperation"),
        ("/en/corrections/", "Bridge · News of cooperation"),
        ("/en/about/", "Bridge · News of cooperation"),
        ("/en/sections/", "Bridge · News of cooperation"),
        (EN, "Bridge · News of cooperation"),
    ],
)
def test_every_other_page_shares_the_card_of_the_bulletin(site: SiteBuilder, url: str, alt: str) -> None:
    site.story("floods", en={"section": None}).page("about", en={"title": "About", "summary": "Us."}).build()

    assert image(site, url)["alt"] == alt and file(site, url).size == (1200, 630)


def test_a_story_whose_picture_is_missing_shares_its_card(site: SiteBuilder) -> None:
    site.story("floods", en={"photo": "{file: lead.jpg, credit: Ana, alt: A flood}"})
    pages = {page.url: page for page in site.work().plan.pages}

    assert "Relief" in str(pages[EN].view)


def test_the_card_of_a_section_whose_stories_are_all_held_back_is_not_drawn(site: SiteBuilder) -> None:
    site.story("floods", en={"draft": "true"}).build()

    assert not [path for path in site.files() if path.startswith("pictures/relief")]


def test_languages_with_the_same_words_share_a_card(site: SiteBuilder) -> None:
    text = (site.root / "bulletin.toml").read_text("utf-8")
    text = text.replace('"Puente"', '"Bridge"').replace('"Noticias de cooperación"', '"News of cooperation"')
    site.write("bulletin.toml", text).story("floods", en={}, es={}).build()

    assert site.codes() == [] and image(site, "/en/") == image(site, "/es/")
