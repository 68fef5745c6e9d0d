"""A build with nothing to do, held against what a Python that does nothing costs."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.compare import SETTLED
from benchmarks.measure import Command, measure
from benchmarks.peers.puente import PARTS, PROJECT

ROUNDS = 31
NOTHING = ("-c", "pass")


def sample(site: Path, *, rounds: int = ROUNDS, settled: float = SETTLED) -> str:
    """The sample bulletin, built once and then again and again with nothing to do, in turn with `pass`."""
    copy_project(site)
    build = Command(arguments=(sys.executable, "build.py"), folder=site)
    bare = Command(arguments=(sys.executable, *NOTHING), folder=site)
    for _ in range(2):  # the second time, whatever is kept of the first is there
        measure(build, memory=False)
        time.sleep(settled)
    before = written(site / "output")
    pairs = [(measure(build, memory=False).wall, measure(bare, memory=False).wall) for _ in range(rounds)]
    if written(site / "output") != before:
        raise AssertionError("a build with nothing to do has written something")
    builds, bares = (median(walls) for walls in zip(*pairs, strict=True))
    times = median(one / other for one, other in pairs)
    return (
        f"The sample site with nothing to do: {1000 * builds:.0f} ms, `python -c pass`: {1000 * bares:.1f} ms, "
        f"{times:.2f} times as long (medians of {rounds} pairs, run in turn)"
    )


def copy_project(site: Path) -> None:
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    for name in (*PARTS, "content"):
        shutil.copytree(PROJECT / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "bulletin.toml"):
        shutil.copy2(PROJECT / name, site / name)


def written(output: Path) -> dict[str, int]:
    """When each published file was last written."""
    return {path.as_posix(): path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
