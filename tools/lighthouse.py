"""What Lighthouse says of the sample site: a front page and a story, in both languages, as on a slow phone.

python tools/lighthouse.py    prints a table of medians; needs requirements-dev.txt, Chromium and `npm ci --ignore-scripts`

Every page is measured three times, one after the other, and the median of each figure counts. Robots
are not asked for: the sample lives at no address of the real world.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bulletin.cli import main  # noqa: E402
from tools.host import hosted  # noqa: E402

PROGRAM = PROJECT / "node_modules" / ".bin" / "lighthouse"
MISSING = "no Lighthouse: npm ci --ignore-scripts"
NO_BROWSER = "no Chromium: apt-get install -y chromium"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SHIFT = "cumulative-layout-shift"
RUNS = 3
PATIENCE = 180
BROWSER = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
PAGES = (
    "/en/",
    "/es/",
    "/en/2017/02/peru-and-the-united-states-train-side-by-side-in-2017/",
    "/es/2017/02/peru-y-estados-unidos-se-entrenan-codo-a-codo-en-2017/",
)

Figures = Mapping[str, float]
"""Category -> points out of 100; SHIFT -> what moved."""


class Trouble(Exception):
    """Lighthouse cannot be run, with the line that helps."""


def run(address: str) -> tuple[Figures, tuple[str, ...]]:
    """The figures of one page in one run, and the audits that took points, each with its category."""
    browser = shutil.which("chromium")
    if not PROGRAM.exists() or browser is None:
        raise Trouble(MISSING if browser else NO_BROWSER)
    command = [
        str(PROGRAM), address, "--output=json", "--output-path=stdout", "--quiet", f"--chrome-flags={BROWSER}",
        f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting",
    ]  # fmt: skip
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "CHROME_PATH": browser},
    )
    if done.returncode:
        raise Trouble(f"{address}: {done.stderr.strip()[-400:]}")
    return figures_of(json.loads(done.stdout))


def figures_of(report: Mapping[str, object]) -> tuple[Figures, tuple[str, ...]]:
    """The figures in a report of Lighthouse, and the audits that took points."""
    categories, audits = report["categories"], report["audits"]
    assert isinstance(categories, dict) and isinstance(audits, dict)
    figures = {name: round(100 * (categories[name]["score"] or 0)) for name in CATEGORIES}
    lost = [
        f"{name}: {one['id']}"
        for name in CATEGORIES
        for one in categories[name]["auditRefs"]
        if one["weight"]
        and (audits[one["id"]]["score"] or 0) < 0.9
        and audits[one["id"]]["scoreDisplayMode"] != "notApplicable"
    ]
    return {**figures, SHIFT: float(audits[SHIFT]["numericValue"])}, tuple(lost)


def medians(
    folder: Path, pages: Iterable[str] = PAGES, runs: int = RUNS
) -> dict[str, tuple[Figures, tuple[str, ...]]]:
    """Page -> the medians of its runs, and all audits that took points in any of them."""
    found: dict[str, tuple[Figures, tuple[str, ...]]] = {}
    with hosted(folder) as address:
        for page in pages:
            results = [run(address + page) for _ in range(runs)]
            names = results[0][0]
            middle = {name: median(figures[name] for figures, _ in results) for name in names}
            found[page] = middle, tuple(sorted({one for _, lost in results for one in lost}))
    return found


def table(found: Mapping[str, tuple[Figures, tuple[str, ...]]]) -> str:
    """The medians as a table, and what took points below it."""
    names = (*CATEGORIES, SHIFT)
    lines = [f"| page | {' | '.join(names)} |", f"| --- |{' ---: |' * len(names)}"]
    for page, (figures, _) in found.items():
        cells = [f"{figures[name]:g}" for name in CATEGORIES] + [f"{figures[SHIFT]:.3f}"]
        lines.append(f"| {page} | {' | '.join(cells)} |")
    lost = [f"{page} {one}" for page, (_, faults) in found.items() for one in faults]
    return "\n".join([*lines, "", *lost])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "site"
        if main(["--out", str(out)], root=PROJECT):
            sys.exit(1)
        try:
            print(table(medians(out)))
        except Trouble as trouble:
            sys.exit(str(trouble))
