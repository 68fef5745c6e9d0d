"""What related stories cost: python benchmarks/related.py [stories]

Related stories are found for every story of a made-up site in memory, with the terms of a real one:
six sections, sixty tags of very different size, a tree of regions. The figure to trust is the ratio to
planning the whole site in the same run, and how it grows with ten times as many stories.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # run as a file, it would not find `bulletin`

from bulletin.config import Config  # noqa: E402, RUF100
from bulletin.load.catalogs import READERS, words_in  # noqa: E402, RUF100
from bulletin.load.settings import read_settings  # noqa: E402, RUF100
from bulletin.model import LANGUAGES, Article, Place, Register, SharedFacts, Site, Story, Term, TermWords  # noqa: E402, RUF100
from bulletin.pair.visibility import newest_first  # noqa: E402, RUF100
from bulletin.plan import plan  # noqa: E402, RUF100
from bulletin.plan.index import Index  # noqa: E402, RUF100
from bulletin.plan.related import related_on, shelf_of  # noqa: E402, RUF100

COUNTRIES = 20
PROVINCES = 100
TAGS = 60
SECTIONS = 6


def term(register: Register, id: str, *parents: str) -> Term:
    words = tuple(TermWords(lang=lang, name=id, slug=id) for lang in ("en", "es"))
    return Term(register=register, id=id, words=words, parents=parents, place=Place(path="content/x.yaml"))


def terms() -> tuple[Term, ...]:
    return (
        term("regions", "americas"),
        *(term("regions", f"country-{n}", "americas") for n in range(COUNTRIES)),
        *(term("regions", f"province-{n}", f"country-{n % COUNTRIES}") for n in range(PROVINCES)),
        *(term("tags", f"tag-{n}") for n in range(TAGS)),
        *(term("sections", f"section-{n}") for n in range(SECTIONS)),
    )


def story(number: int, chance: random.Random) -> Story:
    """A story in both languages; tag n is the rarer the higher n is, as in any newsroom."""
    shared = SharedFacts(
        date=date(2010, 1, 1) + timedelta(days=number // 3),
        section=f"section-{chance.randrange(SECTIONS)}",
        tags=tuple({f"tag-{int(TAGS * chance.random() ** 2)}" for _ in range(3)}),
        regions=(f"province-{chance.randrange(PROVINCES)}",),
    )
    articles = tuple(
        Article(
            kind="story", key=f"s{number}", lang=lang, path=f"content/stories/s{number}/{lang}.md",
            title=f"Story {number}", summary="A deck.", slug=f"story-{number}",
        )
        for lang in ("en", "es")
    )  # fmt: skip
    return Story(kind="story", key=f"s{number}", original="en", articles=articles, shared=shared)


def index_of(stories: int, config: Config) -> Index:
    chance = random.Random(1)
    found = tuple(sorted((story(number, chance) for number in range(stories)), key=newest_first))
    site = Site(stories=found, pages=(), terms=terms())
    return Index(site, config, {}, (), "", found)


def measured(stories: int, config: Config) -> tuple[float, float]:
    """Seconds for all related stories in both languages, and for the rest of the plan."""
    index = index_of(stories, config)
    started = time.perf_counter()
    related = {lang: related_on(shelf_of(index, lang)) for lang in LANGUAGES}
    middle = time.perf_counter()
    catalogs = {lang: found for lang in LANGUAGES if (found := words_in(PROJECT, lang, READERS))}
    plan(index, catalogs, (), related)
    return middle - started, time.perf_counter() - middle


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    config, _ = read_settings(PROJECT)
    assert config is not None
    print("stories  related s  ms a story  rest of the plan s  ratio")
    for stories in (most // 10, most):
        related, whole = measured(stories, config)
        each, ratio = 1000 * related / stories, f"{related / whole:.0%}"
        print(f"{stories:>7}  {related:>9.2f}  {each:>10.3f}  {whole:>18.2f}  {ratio:>5}")


if __name__ == "__main__":
    main()
