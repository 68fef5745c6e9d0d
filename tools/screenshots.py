"""The pictures of the documents: the sample site in a real browser.

python tools/screenshots.py    writes docs/screenshots/<page>-<language>-<width>-<theme>.png anew

Four pages at three widths, light and dark. The languages take turns, so that both are seen. Needs
requirements-dev.txt and Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bulletin.cli import main  # noqa: E402
from tools.host import hosted  # noqa: E402

TARGET = PROJECT / "docs" / "screenshots"
BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
COLORS = 128
"""In a picture: letters and maps need few, and the pictures are part of every clone."""

HEIGHTS = {320: 640, 768: 1024, 1440: 1000}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGES: Mapping[str, Mapping[str, str]] = {
    "front": {"en": "/en/", "es": "/es/"},
    "story": {
        "en": "/en/2017/02/peru-and-the-united-states-train-side-by-side-in-2017/",
        "es": "/es/2017/02/peru-y-estados-unidos-se-entrenan-codo-a-codo-en-2017/",
    },
    "region": {"en": "/en/regions/peru/", "es": "/es/regiones/peru/"},
    "archive": {"en": "/en/archive/", "es": "/es/archivo/"},
}


class Shot(NamedTuple):
    page: str
    lang: str
    width: int
    theme: Literal["light", "dark"]

    @property
    def name(self) -> str:
        return f"{self.page}-{self.lang}-{self.width}-{self.theme}.png"


def shots() -> Iterator[Shot]:
    """All pictures: the language changes with every page, width and theme."""
    for page_number, page in enumerate(PAGES):
        for width_number, width in enumerate(HEIGHTS):
            for theme_number, theme in enumerate(THEMES):
                turn = (page_number + width_number + theme_number) % 2
                yield Shot(page, ("en", "es")[turn], width, theme)


def small(data: bytes) -> bytes:
    """A PNG with a palette of its own."""
    out = BytesIO()
    with Image.open(BytesIO(data)) as image:
        paint = image.convert("RGB").quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        paint.save(out, "PNG", optimize=True)
    return out.getvalue()


def shoot(browser: Browser, address: str, shot: Shot) -> bytes:
    """The top of a page, as much as a window shows."""
    size = {"width": shot.width, "height": HEIGHTS[shot.width]}
    context = browser.new_context(viewport=size, color_scheme=shot.theme, reduced_motion="reduce")  # type: ignore[arg-type]
    try:
        page = context.new_page()
        answer = page.goto(address + PAGES[shot.page][shot.lang], wait_until="networkidle")
        if answer is None or not answer.ok:
            raise LookupError(f"no page for {shot.name}: {PAGES[shot.page][shot.lang]}")
        page.reload(wait_until="networkidle")  # the font is there at once or not on this page: now it is
        page.evaluate("document.fonts.ready.then(() => true)")
        return small(page.screenshot())
    finally:
        context.close()


def write(browser: Browser, site: Path, target: Path) -> None:
    """Take all pictures of a built site. Once all are taken, those of earlier names go."""
    with hosted(site) as address:
        taken = {shot.name: shoot(browser, address, shot) for shot in shots()}
    target.mkdir(parents=True, exist_ok=True)
    for name, data in taken.items():
        (target / name).write_bytes(data)
    for old in target.glob("*.png"):
        if old.name not in taken:
            old.unlink()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        if main(["--out", str(out)], root=PROJECT):
            sys.exit(1)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
            write(browser, out, TARGET)
            browser.close()
