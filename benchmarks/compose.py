"""What composing an article costs: python benchmarks/compose.py [articles]

Milliseconds of CPU an article, for made-up news of five kilobytes: Python-Markdown as it is, with our
extensions; the same with our edition of its parts; and the whole way from a body to its prose, which is
Markdown, typography, sanitising, headings, links and digests. The three are measured in turn in each
round, so that a slow moment of the machine falls on all of them; the figures are medians of the rounds.
The ratios are what to trust.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # run as a file, it would not find `bulletin`

import markdown  # noqa: E402, RUF100
from markdown.extensions.footnotes import FootnoteExtension  # noqa: E402, RUF100

from benchmarks.corpus import make_corpus  # noqa: E402, RUF100
from bulletin.compose import Composer  # noqa: E402, RUF100
from bulletin.compose.engine import EXTENSIONS, SETTINGS  # noqa: E402, RUF100
from bulletin.compose.swift import Swift  # noqa: E402, RUF100
from bulletin.load.settings import read_settings  # noqa: E402, RUF100
from bulletin.model import Article, Manuscript  # noqa: E402, RUF100

ROUNDS = 15


def instance(kind: type[markdown.Markdown]) -> markdown.Markdown:
    """A Markdown of a kind with the extensions of an article."""
    notes = FootnoteExtension(SEPARATOR="-", BACKLINK_TITLE="")
    return kind(extensions=[*EXTENSIONS, notes], extension_configs=SETTINGS, output_format="html")


def steps(count: int) -> dict[str, Callable[[], object]]:
    """What is measured: each does its work for all articles once."""
    config, _ = read_settings(PROJECT)
    assert config is not None
    stories = [
        Manuscript(article=Article(kind="story", key=f"s{n}", lang=lang, path=f"{n}/{lang}.md"), body=body)
        for n, story in enumerate(make_corpus(-(-count // 2)).stories)
        for lang in ("en", "es")
        for body in ("\n\n".join(story.article(lang).blocks),)
    ]
    stock, swift, composer = instance(markdown.Markdown), instance(Swift), Composer(config)
    return {
        "Python-Markdown": lambda: [stock.reset().convert(one.body) for one in stories],
        "our edition of it": lambda: [swift.reset().convert(one.body) for one in stories],
        "composing": lambda: [composer.compose(one) for one in stories],
    }


def measured(work: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median of the CPU seconds of each, over rounds in which all take their turn."""
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, run in work.items():
            started = time.process_time()
            run()
            seconds[name].append(time.process_time() - started)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    found = measured(steps(count))
    stock = found["Python-Markdown"]
    print(f"{'':<20}{'ms an article':>14}{'of Python-Markdown':>21}")
    for name, seconds in found.items():
        print(f"{name:<20}{1000 * seconds / count:>14.3f}{seconds / stock:>21.2f}")


if __name__ == "__main__":
    main()
