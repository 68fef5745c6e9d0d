"""The pictures of the documents: the sample site in a real browser.

python tools/screenshots.py    writes docs/screenshots/*.png; needs requirements-dev.txt and Chromium
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bulletin.cli import main  # noqa: E402

TARGET = PROJECT / "docs" / "screenshots"
BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
SHOTS: tuple[tuple[str, str, int, int, Literal["light", "dark"]], ...] = (
    (
        "story-en.png",
        "/en/2017/02/peru-and-the-united-states-train-side-by-side-in-2017/",
        1440,
        1000,
        "light",
    ),
    ("front-es.png", "/es/", 1440, 1000, "light"),
    (
        "story-es-phone-dark.png",
        "/es/2017/02/peru-y-estados-unidos-se-entrenan-codo-a-codo-en-2017/",
        390,
        844,
        "dark",
    ),
)


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server for `folder` on the loopback, while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def shoot(address: str) -> None:
    """Take each picture of SHOTS."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
        for name, url, width, height, scheme in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(address + url)
            page.screenshot(path=TARGET / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        if main(["--out", str(out)], root=PROJECT):
            sys.exit(1)
        with served(out) as site:
            shoot(site)
