"""Load and pair: every source read by a function of its own, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from bulletin.config import Config
from bulletin.diagnostics import problem
from bulletin.load import Loaded, article_of, broken_keys, find, gathered, picture_of, terms_of, urls_of
from bulletin.load.sources import SourceFile
from bulletin.model import (
    Address,
    Article,
    Diagnostic,
    Filed,
    Outcome,
    PictureFile,
    Place,
    Register,
    Site,
    Story,
    Term,
)
from bulletin.pair import Vocabulary, check_dates, pair_stories, settle_terms, visible_site, with_addresses
from bulletin.pipeline.options import Progress, no_progress
from bulletin.pipeline.shop import Shop
from bulletin.pool import PATIENCE
from bulletin.write.memo import unwatched

File = TypeVar("File", bound=SourceFile)
Value = TypeVar("Value")
Made = TypeVar("Made")


class Gathered(Struct, frozen=True, kw_only=True):
    """What was read and paired. `sound` are the stories that have an address, visible or not."""

    loaded: Loaded
    stories: tuple[Story, ...]
    sound: tuple[Story, ...]
    site: Site
    diagnostics: tuple[Diagnostic, ...]


def gather(
    shop: Shop, config: Config, now: datetime, progress: Progress = no_progress, *, drafts: bool = False
) -> Gathered:
    """The site as readers may see it at `now`, without its texts; with `drafts`, what is held back as well."""
    progress("load", 0, 0)
    loaded = _loaded(shop, config, partial(progress, "load"))
    progress("pair", 0, 0)
    paired = shop.again(
        "pair", _paired, loaded.articles, loaded.broken, loaded.terms, loaded.doubtful, now, config.zone,
        drafts=drafts,
    )  # fmt: skip
    return Gathered(
        loaded=loaded,
        stories=paired.stories,
        sound=paired.sound,
        site=paired.site,
        diagnostics=(*loaded.diagnostics, *paired.diagnostics),
    )


class _Paired(Struct, frozen=True, kw_only=True):
    stories: tuple[Story, ...]
    sound: tuple[Story, ...]
    site: Site
    diagnostics: tuple[Diagnostic, ...]


def _paired(
    articles: tuple[Article, ...],
    broken: tuple[str, ...],
    registered: tuple[Term, ...],
    doubtful: frozenset[Register],
    now: datetime,
    zone: ZoneInfo,
    *,
    drafts: bool,
) -> _Paired:
    """The stories of what was read, and the site as it may be seen at `now`."""
    terms, settled = settle_terms(registered, Vocabulary(registered, doubtful))
    vocabulary = Vocabulary(terms, doubtful)  # now it knows "Amazonas (Peru)" as well
    stories, wrong = pair_stories(articles, broken, vocabulary)
    sound = with_addresses(stories)
    known = {story.key for story in stories} | broken_keys(broken)
    site = visible_site(sound, terms, now, zone, known=known, drafts=drafts)
    dated = check_dates(stories, now, zone)
    return _Paired(stories=stories, sound=sound, site=site, diagnostics=(*settled, *wrong, *dated))


def _loaded(shop: Shop, config: Config, watch: Callable[[int, int], None]) -> Loaded:
    found = find(shop.sources, config.timezone)
    root = shop.root
    urls = (
        read(shop, "urls", partial(urls_of, root), (found.urls,), Outcome[tuple[Address, ...]])
        if found.urls
        else [None]
    )
    return gathered(
        root,
        found,
        read(
            shop,
            "articles",
            partial(article_of, root),
            found.articles,
            Outcome[Filed],
            risky=True,
            watch=watch,
        ),
        read(
            shop,
            "pictures",
            partial(picture_of, root),
            found.pictures,
            Outcome[PictureFile],
            risky=True,
            watch=watch,
        ),
        read(shop, "terms", partial(terms_of, root), found.registers, Outcome[tuple[Term, ...]]),
        urls[0],
    )


def read(
    shop: Shop,
    name: str,
    function: Callable[[File], Outcome[Value]],
    files: Sequence[File],
    kind: type[Outcome[Value]],
    *,
    risky: bool = False,
    watch: Callable[[int, int], None] = unwatched,
) -> list[Outcome[Value]]:
    """What `function` makes of each file; one that could not be read has no digest to remember it by.

    What is `risky`, for a library may crash or hang over what anybody may write, is done by children.
    """
    known = [file for file in files if file.digest]
    lost = fallen if risky else None
    made = iter(shop.memo.map(name, judged(function), known, kind, fallen=lost, watch=watch))
    return [next(made) if file.digest else function(file) for file in files]


PASSING = frozenset(
    ["catalog-missing", "file-changed", "file-stuck", "file-unreadable", "text-faulty", "text-too-slow"]
)
"""Rules that speak of the moment as much as of the file: what they complain of is tried again."""


def judged(function: Callable[[File], Made]) -> Callable[[File], Made]:
    """The function, whose outcomes say whether they may be otherwise another time."""

    def with_judgement(file: File) -> Made:
        made = function(file)
        if isinstance(made, Outcome) and any(one.code in PASSING for one in made.diagnostics):
            return replace(made, passing=True)
        return made

    return with_judgement


def fallen(file: SourceFile) -> Outcome[Value]:
    """What is said of a file that ended or stopped the process that read it."""
    wrong = problem("file-stuck", Place(path=file.path), limit=int(PATIENCE))
    return Outcome(diagnostics=(wrong,), passing=True)
