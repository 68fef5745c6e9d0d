"""axe-core 4.14: WCAG 2.2 AA and good practice, by kind of page, language, theme and width.

CI runs it on one page of each kind (tools); the audit runs it on every page of the sample.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from browser.measuring import Gallery, expect_none, visits
from builders import PROJECT, SiteBuilder

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
MISSING = "no axe-core: npm ci --ignore-scripts"
WIDTHS = (320, 768, 1440)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
    elementRef: false,
  });
  return found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.target.join(" ")).slice(0, 4).join(", ")}`);
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        pytest.fail(MISSING, pytrace=False)
    return AXE.read_text("utf-8")


def violations(page: Page, axe: str) -> Iterator[str]:
    """What is wrong, with theme and width, for the page that is open."""
    page.evaluate(axe)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found: list[Any] = page.evaluate(RUN)
            yield from (f"{theme} {width}: {one}" for one in found)


@pytest.mark.tools
@pytest.mark.parametrize("lang", ["en", "es"])
def test_axe_finds_nothing_on_a_page_of_any_kind(desk: Page, gallery: Gallery, axe: str, lang: str) -> None:
    faults = {}
    mine = gallery._replace(kinds={one: url for one, url in gallery.kinds.items() if one[1] in (lang, "")})
    for where in visits(desk, mine):
        faults[where] = list(violations(desk, axe))

    expect_none(faults)


@pytest.mark.tools
def test_axe_at_work(desk: Page, gallery: Gallery, axe: str) -> None:
    """It is run as it should be: a fault of each sort is found."""
    next(visits(desk, gallery, "page"))
    desk.evaluate("""() => { document.querySelector('.deck').style.color = '#ccc';
        document.querySelector('h1').remove(); document.documentElement.lang = ''; }""")
    rules = {fault.split(": ")[1] for fault in violations(desk, axe)}

    assert {"color-contrast", "page-has-heading-one", "html-has-lang"} <= rules


@pytest.mark.tools
@pytest.mark.audit
def test_axe_finds_nothing_on_any_page_of_the_sample(
    desk: Page, address: str, sample: SiteBuilder, axe: str
) -> None:
    """All rules, in both themes, at three widths."""
    faults = {}
    for path in sorted(path for path in sample.files() if path.endswith(".html")):
        desk.goto(f"{address}/{re.sub('index.html$', '', path)}")
        faults[path] = list(violations(desk, axe))

    expect_none(faults)
