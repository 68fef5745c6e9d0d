"""What stands between articles and digests of pages: python benchmarks/plan.py [stories]

Every build makes all views anew, to find the few pages that have changed; so these steps are the least
that an edit of one word costs. A made-up bulletin in memory, each story in two languages: forty tags, a
dozen regions of one country, thirty authors, a lead picture in every fourth story. Milliseconds of CPU,
step by step, all in one run; what is best of three is told.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # run as a file, it would not find `bulletin`

from bulletin.check import check_stories, without_silenced  # noqa: E402, RUF100
from bulletin.check.series import check_series  # noqa: E402, RUF100
from bulletin.check.urls import check_urls  # noqa: E402, RUF100
from bulletin.config import Config  # noqa: E402, RUF100
from bulletin.digest import digest  # noqa: E402, RUF100
from bulletin.languages.catalogs import Catalog  # noqa: E402, RUF100
from bulletin.load.catalogs import READERS, words_in  # noqa: E402, RUF100
from bulletin.load.settings import read_settings  # noqa: E402, RUF100
from bulletin.model import (  # noqa: E402, RUF100
    LANGUAGES,
    Article,
    Heading,
    PictureFacts,
    PictureFile,
    Place,
    Prose,
    Reference,
    Register,
    SharedFacts,
    Term,
    TermWords,
    Translation,
)  # fmt: skip
from bulletin.pair import (  # noqa: E402, RUF100
    Vocabulary,
    check_dates,
    pair_stories,
    settle_terms,
    visible_site,
    with_addresses,
)  # fmt: skip
from bulletin.plan import plan  # noqa: E402, RUF100
from bulletin.plan.index import Index  # noqa: E402, RUF100
from bulletin.plan.permanence import kept_addresses, to_remember  # noqa: E402, RUF100
from bulletin.plan.related import related_on, shelf_of  # noqa: E402, RUF100

TAGS, REGIONS, AUTHORS = 40, 12, 30
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def term(register: Register, id: str, *parents: str) -> Term:
    words = tuple(TermWords(lang=lang, name=f"{id} {lang}", slug=id) for lang in LANGUAGES)
    return Term(register=register, id=id, words=words, parents=parents, place=Place(path="content/x.yaml"))


def terms() -> tuple[Term, ...]:
    return (
        term("sections", "relief"),
        term("regions", "peru"),
        *(term("regions", f"region-{n}", "peru") for n in range(REGIONS)),
        *(term("tags", f"tag-{n}") for n in range(TAGS)),
        *(term("authors", f"author-{n}") for n in range(AUTHORS)),
    )


def article(lang: str, number: int, shared: SharedFacts, chance: random.Random) -> Article:
    """The English article is the original; the header of the Spanish one has only what is its own."""
    path = f"content/stories/{2010 + number % 8}/story-{number}/{lang}.md"
    own = ("title", "summary", "date", "section", "tags", "regions", "authors")
    given = own if lang == "en" else ("title", "summary", "translation", "translation.of", "translation.by")
    translator = f"author-{chance.randrange(AUTHORS)}"
    return Article(
        kind="story", key=f"story-{number}", lang=lang, path=path,
        title=f"Story number {number}" if lang == "en" else f"Nota número {number}",
        summary="Two aircraft brought tents, water and a medical team.",
        shared=shared if lang == "en" else SharedFacts(),
        translation=None if lang == "en" else Translation(of="en", by=(translator,)),
        places=tuple((name, Place(path=path, line=line)) for line, name in enumerate(given, 2)),
    )  # fmt: skip


def articles(stories: int) -> Iterator[Article]:
    chance = random.Random(1)
    for number in range(stories):
        shared = SharedFacts(
            date=date(2010, 1, 1) + timedelta(days=number // 2),
            section="relief",
            tags=tuple(chance.sample([f"tag-{n}" for n in range(TAGS)], 3)),
            regions=tuple(chance.sample([f"region-{n}" for n in range(REGIONS)], 2)),
            authors=(f"author-{chance.randrange(AUTHORS)}",),
            photo=PictureFacts(file="lead.jpg", credit="CCFFAA") if number % 4 == 0 else None,
        )
        yield from (article(lang, number, shared, chance) for lang in LANGUAGES)


def picture(one: Article) -> PictureFile:
    path = f"{one.folder}/lead.jpg"
    return PictureFile(path=path, digest=digest(path), format="JPEG", width=1600, height=900)


def prose(path: str) -> Prose:
    links = tuple(
        Reference(target=target, text="a link", place=Place(path="x", line=line))
        for line, target in enumerate(("https://example.org/", "story:story-0", "#relief"), 20)
    )
    headings = tuple(Heading(level=2, id=id, text=id, line=30) for id in ("relief", "water"))
    return Prose(headings=headings, links=links, words=800, digest=digest(path))


class Clock:
    """The milliseconds of CPU of each step, the best of all runs."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self.last = time.process_time()

    def tell(self, step: str) -> None:
        spent = 1000 * (time.process_time() - self.last)
        self.steps[step] = min(spent, self.steps.get(step, spent))
        self.last = time.process_time()


def run(written: tuple[Article, ...], config: Config, catalogs: dict[str, Catalog], clock: Clock) -> int:
    """All steps once; how many pages there are."""
    proses = {one.path: prose(one.path) for one in written}
    pictures = tuple(picture(one) for one in written if one.shared.photo)
    clock.last = time.process_time()
    settled, _ = settle_terms(terms(), Vocabulary(terms()))
    stories, paired = pair_stories(written, (), Vocabulary(settled))
    clock.tell("settle_terms, pair_stories")
    sound = with_addresses(stories)
    site = visible_site(sound, settled, NOW, config.zone, known={one.key for one in stories})
    clock.tell("visible_site")
    dated = check_dates(stories, NOW, config.zone)
    clock.tell("check_dates")
    outlines = {path: one.outline for path, one in proses.items()}
    index = Index(site, config, outlines, pictures, "", sound)
    clock.tell("Index")
    shelves = {lang: shelf_of(index, lang) for lang in LANGUAGES}
    for shelf in shelves.values():
        digest(shelf)
    clock.tell("shelves and their digests")
    related = {lang: related_on(shelf) for lang, shelf in shelves.items()}
    clock.tell("related_on (from the memo)")
    planned = plan(index, catalogs, (), related)
    clock.tell("plan")
    checked = check_stories(sound, proses, index, planned, [one.path for one in pictures])
    clock.tell("check_stories")
    problems = (*paired, *dated, *planned.diagnostics, *checked, *check_series(stories))
    clock.tell("check_series")
    kept = kept_addresses(index)
    problems += check_urls((), kept, ())
    to_remember(kept, ())
    clock.tell("addresses kept")
    without_silenced(problems, written)
    clock.tell("without_silenced")
    for page in planned.pages:
        digest(page.view)
    clock.tell("digests of pages")
    return len(planned.pages)


def main() -> None:
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    config, _ = read_settings(PROJECT)
    assert config is not None
    catalogs, written, clock = (
        {lang: found for lang in LANGUAGES if (found := words_in(PROJECT, lang, READERS))},
        tuple(articles(stories)),
        Clock(),
    )
    pages = [run(written, config, catalogs, clock) for _ in range(3)]
    for step, spent in clock.steps.items():
        print(f"{step:<28}{spent:>8.1f} ms")
    least = sum(spent for step, spent in clock.steps.items() if "memo" not in step)
    print(f"{'without what is in the memo':<28}{least:>8.1f} ms   {stories} stories, {pages[0]} pages")


if __name__ == "__main__":
    main()
