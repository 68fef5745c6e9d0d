"""What children are good for, and what a longer text costs in memory. Everything is a ratio within one run.

    python benchmarks/workers.py [stories]

A cold build on one processor is held against one on all of them, and one of texts four times as long against one
of plain texts: memory should follow the number of articles and not the length of their texts.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # run as a file, it would not find `benchmarks`

from benchmarks.corpus import Corpus, make_corpus  # noqa: E402, RUF100
from benchmarks.measure import Command, Cost, measure  # noqa: E402, RUF100
from benchmarks.peers.puente import Puente  # noqa: E402, RUF100

ROUNDS = 3
TIMES = 4
ON_ONE = "import os, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); os.execv(sys.executable, [sys.executable, 'build.py'])"


def lengthened(corpus: Corpus) -> Corpus:
    """The same stories with texts `TIMES` as long."""
    stories = tuple(
        replace(
            story,
            en=replace(story.en, blocks=story.en.blocks * TIMES),
            es=replace(story.es, blocks=story.es.blocks * TIMES),
        )
        for story in corpus.stories
    )
    return replace(corpus, stories=stories)


def laid_out(folder: Path, corpus: Corpus) -> Path:
    tool = Puente(folder / "site", folder)
    tool.lay_out(corpus)
    return tool.site


def cold(site: Path, *arguments: str) -> Cost:
    for name in (".bulletin", "output", ".output.spare"):
        shutil.rmtree(site / name, ignore_errors=True)
    return measure(Command(arguments=(sys.executable, *arguments), folder=site))


def main() -> None:
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    corpus = make_corpus(stories)
    with tempfile.TemporaryDirectory() as made:
        plain, long = laid_out(Path(made, "a"), corpus), laid_out(Path(made, "b"), lengthened(corpus))
        runs = [
            (cold(plain, "build.py"), cold(plain, "-c", ON_ONE), cold(long, "build.py"))
            for _ in range(ROUNDS)
        ]
    print(f"{stories} stories in two languages, cold, medians of {ROUNDS} rounds of ratios")
    print(
        f"one processor / all: wall {median(one.wall / all.wall for all, one, _ in runs):.2f}, "
        f"CPU {median(one.cpu / all.cpu for all, one, _ in runs):.2f}"
    )
    print(
        f"texts {TIMES} times as long: peak memory {median(other.memory / one.memory for one, _, other in runs):.2f}, "
        f"wall {median(other.wall / one.wall for one, _, other in runs):.2f}"
    )


if __name__ == "__main__":
    main()
