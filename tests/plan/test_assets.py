"""Which pictures are published: those that a page shows which readers may see, in the shapes that it shows."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from builders import SiteBuilder, elements

PHOTOGRAPHS = Path(__file__).parents[1] / "pictures" / "photographs"
FOLDER = "content/stories/2017/floods"
EN, ES = "/en/2017/02/relief-arrives/", "/es/2017/02/llega-la-ayuda/"
PHOTO = "{file: lead.jpg, credit: Ana, alt: A rocket}"


@pytest.fixture
def pictured(site: SiteBuilder) -> SiteBuilder:
    """A story with a photograph as its lead picture and another in its text."""
    body = "Tents.\n\n![Coffee](coffee.jpg)"
    site.story("floods", en={"photo": PHOTO, "pictures": "{coffee.jpg: {credit: Ana}}"}, en_body=body)
    for name, photograph in (("lead", "rocket"), ("coffee", "coffee")):
        site.write(f"{FOLDER}/{name}.jpg", (PHOTOGRAPHS / f"{photograph}.jpg").read_bytes())
    return site


def pictures(site: SiteBuilder, stem: str = "") -> list[str]:
    """The published pictures with a name, without their marks: lead-400.avif."""
    found = [path.removeprefix("pictures/") for path in site.files() if path.startswith(f"pictures/{stem}")]
    return sorted(re.sub(r"-[0-9a-f]{12}-", "-", name) for name in found)


def candidates(html: str) -> set[str]:
    """All files that a page offers to browsers."""
    found = {one["src"] for one in elements(html, "img")}
    for tag in ("img", "source"):
        for one in elements(html, tag):
            found |= {candidate.split()[0] for candidate in one["srcset"].split(", ")}
    return found


def test_every_address_that_a_page_offers_is_published_and_of_its_width(pictured: SiteBuilder) -> None:
    pictured.build()
    files = pictured.files()

    assert pictured.codes() == []
    for url in (EN, "/en/", "/es/", "/en/sections/relief/"):
        offered = candidates(pictured.html(url))
        assert offered
        for address in offered:
            with Image.open(io.BytesIO(files[address[1:]])) as image:
                assert image.width == int(address.rpartition("-")[2].partition(".")[0])


def test_only_the_shapes_that_a_page_shows_are_published(pictured: SiteBuilder) -> None:
    pictured.build()

    assert {name.rpartition(".")[2] for name in pictures(pictured, "coffee")} == {"avif", "webp", "jpg"}
    assert len(pictures(pictured, "coffee")) == 6  # 600 pixels wide: two widths, no crop
    shared = [name for name in pictures(pictured, "lead") if name.endswith("jpg")]
    assert len(shared) == 5  # whole and cut for lists, in two widths each; cut for where it is shared


def test_the_first_story_of_a_front_page_has_a_larger_picture(site: SiteBuilder) -> None:
    large = io.BytesIO()
    Image.open(PHOTOGRAPHS / "rocket.jpg").resize((1_800, 1_200)).save(large, "JPEG")
    for number in (1, 2):
        site.story(
            f"story-{number}", en={"title": f"Story {number}", "date": f"2017-02-0{number}", "photo": PHOTO}
        )
        site.write(f"content/stories/2017/story-{number}/lead.jpg", large.getvalue() + bytes([number]))
    site.build()
    first, second = elements(site.main("/en/"), "img")

    assert "1200w" in first["srcset"] and "1200w" not in second["srcset"] and "800w" in second["srcset"]
    assert (first["fetchpriority"], first.get("loading")) == ("high", None)
    assert (second.get("fetchpriority"), second["loading"]) == (None, "lazy")
    assert (first["alt"], second["alt"]) == ("", "")  # the headline beside it says what it is


def test_no_file_of_a_writer_is_published_as_it_is(pictured: SiteBuilder) -> None:
    pictured.build()
    originals = [path.read_bytes() for path in (pictured.root / FOLDER).glob("*.jpg")]

    assert len(originals) == 2
    assert not [path for path, data in pictured.files().items() if data in originals]


@pytest.mark.parametrize("field", ["draft: true", "publish: 2018-01-01", "expires: 2017-03-01"])
def test_a_picture_that_nobody_may_see_is_not_published(pictured: SiteBuilder, field: str) -> None:
    path = pictured.root / FOLDER / "en.md"
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{field}\n", 1), "utf-8")
    pictured.build()

    assert pictures(pictured, "lead") == pictures(pictured, "coffee") == []


def test_a_picture_that_nothing_shows_is_not_published(pictured: SiteBuilder) -> None:
    pictured.write(f"{FOLDER}/left-over.jpg", (PHOTOGRAPHS / "chelsea.jpg").read_bytes()).build()

    assert pictures(pictured, "left-over") == []


def test_a_language_has_its_own_picture_where_there_is_one(pictured: SiteBuilder) -> None:
    pictured.story("floods", es={"photo": "{alt: Un cohete}", "translation": "{of: en, by: [ana]}"})
    pictured.story("floods", en={"photo": PHOTO}, es={"photo": "{alt: Un gato}"})
    pictured.write(f"{FOLDER}/lead.es.jpg", (PHOTOGRAPHS / "chelsea.jpg").read_bytes()).build()
    english, spanish = (elements(pictured.main(url), "img")[0] for url in (EN, ES))

    assert (english["width"], spanish["width"]) == ("640", "451")
    assert candidates(pictured.main("/en/")) & candidates(pictured.main("/es/")) == set()
    shared = [re.findall(r'og:image" content="([^"]+)', pictured.html(url)) for url in (EN, ES)]
    assert shared[0] != shared[1]


@pytest.mark.parametrize(("focus", "spot"), [("20% 10%", (0.2, 0.1)), ("80% 90%", (0.8, 0.9))])
def test_what_matters_is_in_every_crop(site: SiteBuilder, focus: str, spot: tuple[float, float]) -> None:
    """A photograph of three times the height that a card has, with a red mark where the focus is."""
    image = Image.open(PHOTOGRAPHS / "astronaut.jpg").convert("L").convert("RGB").resize((900, 1_500))
    left, top = round(900 * spot[0]), round(1_500 * spot[1])
    image.paste((255, 0, 0), (left - 30, top - 30, left + 30, top + 30))
    data = io.BytesIO()
    image.save(data, "JPEG", quality=90)
    site.story("floods", en={"photo": f"{{file: lead.jpg, credit: Ana, alt: A mark, focus: {focus}}}"})
    site.write(f"{FOLDER}/lead.jpg", data.getvalue()).build()
    files = site.files()

    crops = candidates(site.main("/en/")) | set(re.findall(r"og:image\" content=\"https://example.org(/pictures/[^\"]+)", site.html(EN)))  # fmt: skip
    assert len(crops) >= 7
    for address in crops:
        with Image.open(io.BytesIO(files[address[1:]])) as cut:
            assert red_in(cut.convert("RGB"))


def red_in(image: Image.Image) -> bool:
    """Whether a grey picture has a red mark somewhere."""
    red, green, _ = image.split()
    marked = [r - g > 100 for r, g in zip(red.tobytes(), green.tobytes(), strict=True)]
    return sum(marked) > 20


def test_a_feed_has_plain_pictures_in_full(pictured: SiteBuilder) -> None:
    pictured.build()
    feed = pictured.html("/en/feed.xml")

    assert "srcset" not in feed and "&lt;source" not in feed
    sources = re.findall(r"src=&#34;(https://example.org/pictures/[^&]+)&#34;", feed)
    assert len(sources) == 2
    assert all(one.removeprefix("https://example.org/") in pictured.files() for one in sources)


def test_an_edited_picture_renders_only_the_pages_that_show_it(pictured: SiteBuilder) -> None:
    pictured.story("other", en={"title": "Another", "section": None}).build()
    before = pictured.files()
    pictured.write(f"{FOLDER}/coffee.jpg", (PHOTOGRAPHS / "astronaut.jpg").read_bytes()).build()
    after = pictured.files()

    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]}
    assert changed == {f"{EN[1:]}index.html", "en/feed.xml", "en/sections/relief/feed.xml"}
    assert pictured.report.written == len(changed) + len(after.keys() - before.keys())
    assert all(path.startswith("pictures/coffee") for path in before.keys() ^ after.keys())
