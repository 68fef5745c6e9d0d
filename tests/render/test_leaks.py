"""Nothing of a story that readers may not see stands in any published file, pictures included."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from PIL import Image

from builders import SiteBuilder

WORD, FELINE, COLOUR = "Ocelotl", "ocelotl", (1, 2, 3)
HIDDEN: dict[str, Mapping[str, object]] = {
    "a draft": {"draft": "true"},
    "scheduled by its date": {"date": "2017-06-02"},
    "scheduled by the hour": {"publish": "2017-06-01 07:01"},
    "expired": {"expires": "2017-05-31"},
}


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), COLOUR).save(file, "PNG")
    return file.getvalue()


def words(lang: str) -> dict[str, object]:
    """A header in which every text has the word."""
    return {
        "title": f"{WORD} {lang}",
        "summary": f"{WORD} deck.",
        "slug": f"{FELINE}-{lang}",
        "photo": f"{{file: {FELINE}.png, credit: {WORD}, alt: {WORD}, caption: {WORD}.}}",
        "corrections": f"[{{date: 2017-03-01, text: {WORD}.}}]",
        "tags": "[health]",
        "regions": "[piura]",
        "reactions": "{yes: 58}",
    }


def is_shown(image: Image.Image) -> bool:
    """Whether a picture has the colour, as exactly as a JPEG keeps one."""
    pixel = image.convert("RGB").getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel, COLOUR, strict=True))


def leaks(site: SiteBuilder) -> list[str]:
    """Files with the word in any case in their name or bytes, or that show the picture's colour."""
    found = []
    for path, data in site.files().items():
        if FELINE in path.lower() or FELINE.encode() in data.lower():
            found.append(path)
        if path.startswith("pictures/"):
            with Image.open(io.BytesIO(data)) as image:
                found.extend([path] if is_shown(image) else [])
    return found


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_hidden_story_leaves_no_trace(site: SiteBuilder, hidden: Mapping[str, object]) -> None:
    folder = "content/stories/2017/secret"
    es = {
        name: value
        for name, value in words("es").items()
        if name in ("title", "summary", "slug", "corrections")
    }
    twin = {**es, "draft": "true"} if "draft" in hidden else es
    site.story("secret", en={**words("en"), **hidden}, es=twin, en_body=f"## {WORD}\n\n{WORD}", es_body=WORD)
    site.write(f"{folder}/{FELINE}.png", picture())
    site.story("seen", en={"title": "Seen"}, en_body="See [the other](story:secret).").build()

    assert site.report.published, site.problems()
    assert leaks(site) == []
    assert {one.path for one in site.report.held} == {f"{folder}/en.md", f"{folder}/es.md"}
    assert "/en/tags/health/" not in site.html("/sitemap.xml")


def test_a_draft_version_leaves_no_trace_beside_its_published_twin(site: SiteBuilder) -> None:
    site.story("secret", en={"photo": "{file: lead.png, credit: C, alt: A}"}, es={**words("es"), "draft": "true", "photo": f"{{alt: {WORD}, caption: {WORD}}}", "tags": None, "regions": None, "reactions": None}, es_body=WORD)  # fmt: skip
    site.write("content/stories/2017/secret/lead.es.png", picture())
    site.write("content/stories/2017/secret/lead.png", picture().replace(b"x", b"x"))
    site.build()

    assert site.report.published, site.problems()
    assert [path for path in leaks(site) if not path.startswith("pictures/")] == []
    assert not any("lead-es" in path for path in site.files())


def test_a_draft_page_is_in_no_menu(site: SiteBuilder) -> None:
    site.page(
        "secret", en={"title": WORD, "summary": WORD, "slug": FELINE, "menu": 1, "draft": "true"}
    ).build()

    assert site.report.published and leaks(site) == []


def test_a_story_is_gone_from_everywhere_when_it_expires(site: SiteBuilder) -> None:
    site.story("secret", en={**words("en"), "expires": "2017-07-01"})
    site.write(f"content/stories/2017/secret/{FELINE}.png", picture()).build()
    before = leaks(site)
    site.now = site.now.replace(month=8)
    site.build()

    assert before != [] and leaks(site) == []
    assert site.report.removed > 0


def test_a_story_appears_everywhere_at_its_hour(site: SiteBuilder) -> None:
    site.story("secret", en={**words("en"), "publish": "2017-06-01 07:00"})
    site.write(f"content/stories/2017/secret/{FELINE}.png", picture()).build()

    assert {"en/index.html", "en/feed.xml", "sitemap.xml", f"en/2017/02/{FELINE}-en/index.html"} <= set(
        leaks(site)
    )
