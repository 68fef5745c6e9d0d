"""Measurements in a real page: the scripts of scripts/, and a way through one page of every kind.

The pages have a strict policy. What is evaluated comes through the debugger and is not held by it; a
style sheet is laid upon a page as an object, for a style element would be refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

from builders import SiteBuilder
from gallery import Kinds

SCRIPTS = Path(__file__).parent / "scripts"
REFRESH = re.compile(rb'<meta http-equiv="refresh"[^>]*>\n?')
HTML = "text/html; charset=utf-8"
LAY = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"


class Gallery(NamedTuple):
    """The served bulletin that has a page of every kind."""

    site: SiteBuilder
    address: str
    kinds: Kinds


@cache
def script(name: str) -> str:
    common, own = ((SCRIPTS / f"{one}.js").read_text("utf-8") for one in ("common", name))
    return f"() => {{\n{common}\nreturn (\n{own})()\n}}"


def measure(page: Page, name: str) -> Any:
    """What one of the scripts says of the page as it is now."""
    return page.evaluate(script(name))


def lay_upon(page: Page, css: str) -> None:
    """Lay rules upon the page, as an extension of the browser does."""
    page.evaluate(LAY, css)


def visits(page: Page, gallery: Gallery, *kinds: str, turns: bool = False) -> Iterator[str]:
    """Open one page of every kind (or of these) in each language, and name it. `turns`: the languages take turns."""
    number = 0
    for (kind, lang), url in gallery.kinds.items():
        number += lang != "es"
        if (not kinds or kind in kinds) and not (turns and lang == ("en", "es")[number % 2]):
            _open(page, gallery, url, stay=kind == "moved")
            yield f"{kind} {lang}".strip()


def _open(page: Page, gallery: Gallery, url: str, *, stay: bool) -> None:
    """Open a page; one that leads on is shown as to those whose browser does not follow."""
    address = gallery.address + url
    if stay:
        data = (gallery.site.out / url.removeprefix("/") / "index.html").read_bytes()
        page.route(address, lambda route: route.fulfill(body=REFRESH.sub(b"", data), content_type=HTML))
    page.goto(address)
    if stay:
        page.unroute(address)


def at_widths(page: Page, name: str, widths: Iterable[int], *, whole: bool = False) -> Iterator[str]:
    """What a script complains of in windows of these widths, 900 px high; `whole`: as high as the page."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if whole:
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": height})
        yield from (f"{width} px: {one}" for one in measure(page, name))


def expect_none(faults: Mapping[str, Sequence[object]]) -> None:
    """Fail with every fault in a line of its own, each with its page."""
    lines = [f"{where}: {fault}" for where, found in faults.items() for fault in found]
    assert not lines, "\n" + "\n".join(lines)
