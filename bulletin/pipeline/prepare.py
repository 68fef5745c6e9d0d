"""Everything before the first byte of output: load, pair, compose, plan, check. All problems together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

import msgspec

from bulletin.check import check_stories
from bulletin.check.series import check_series
from bulletin.check.urls import check_urls
from bulletin.config import LIMITS, Config
from bulletin.diagnostics import problem
from bulletin.languages.catalogs import Catalog
from bulletin.load.catalogs import (
    READERS,
    WRITERS,
    catalog_of,
    catalogs_by_language,
    find_catalogs,
)
from bulletin.load.sources import SourceFile, read_found
from bulletin.model import (
    LANGUAGES,
    Address,
    Article,
    Diagnostic,
    Heading,
    Outcome,
    Outline,
    PictureFile,
    Place,
    Prose,
    Reference,
    Site,
    StaticFile,
    Story,
)
from bulletin.pictures import RECIPE, drawer
from bulletin.pipeline.gather import Gathered, gather, read
from bulletin.pipeline.options import Options, Progress, no_progress
from bulletin.pipeline.shop import Shop
from bulletin.pipeline.texts import blocks_of, composed_texts, texts_of
from bulletin.plan import Plan, plan
from bulletin.plan.index import Index
from bulletin.plan.permanence import kept_addresses, to_remember
from bulletin.plan.related import Keys, Shelf, related_on, shelf_of
from bulletin.render import Renderer
from bulletin.render.templates import TEMPLATES, Closure, Leaning, closures

Places = tuple[tuple[Heading, ...], tuple[Reference, ...], tuple[Reference, ...]]
"""What the checks see of a text: its headings, its links and its pictures, each with its line."""

EMPTY = frozenset({"file-empty", "folder-without-article"})
"""What is said of a story that was begun, and in which nothing is written yet."""


class TemplateFile(SourceFile, frozen=True, kw_only=True):
    """A template; what is wrong with its words depends on the catalogs' files."""

    name: str
    catalogs: tuple[str, ...]


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A site ready to be rendered, and what was found wrong on the way to it.

    `closures` are those of the templates, by their names; `texts` the digests of the articles' HTML and `bodies`
    those of their Markdown, by their paths. `remembered` are the addresses of
    content/urls.txt, `to_remember` those that should stand there. `held_addresses` are those of the articles that
    are held back.
    """

    site: Site
    plan: Plan
    renderer: Renderer | None
    diagnostics: tuple[Diagnostic, ...]
    articles: tuple[Article, ...]
    closures: Mapping[str, Closure] = {}
    texts: Mapping[str, str] = {}
    bodies: Mapping[str, str] = {}
    remembered: tuple[Address, ...] | None = None
    to_remember: tuple[Address, ...] = ()
    held_addresses: tuple[Address, ...] = ()


def prepare(
    shop: Shop, options: Options, config: Config, now: datetime, progress: Progress = no_progress
) -> Work:
    """Load, pair, compose, plan and check a site as it is at `now`; nothing is rendered yet."""
    catalogs, problems = _catalogs(shop)
    problems += _linked(shop)
    gathered = _awaited(gather(shop, config, now, progress, drafts=options.drafts), options)
    progress("compose", 0, 0)
    texts = texts_of(gathered.loaded, config, drafts=options.drafts)
    proses, composed = composed_texts(shop, config, texts, partial(progress, "compose"))
    problems += _forgiven(composed, gathered.sound) if options.proof else composed
    if len(catalogs) < len(LANGUAGES):
        empty = Plan(pages=(), assets=(), bounds={}, diagnostics=())
        articles = gathered.loaded.articles
        found = (*problems, *gathered.diagnostics)
        return Work(site=gathered.site, plan=empty, renderer=None, diagnostics=found, articles=articles)
    shop.memo.commit()
    composed_well = {text.path: text for text in texts if text.path in proses}
    templates = _template_files(shop)
    digests = {file.name: file.digest for file in templates}
    renderer = shop.again("renderer", Renderer, shop.root, catalogs, digests)
    renderer.blocks = partial(blocks_of, shop, config, composed_well)
    leaning_on, faulty = _closures(shop, renderer, templates)
    progress("plan", 0, 0)
    planned = _plan(shop, gathered, config, proses, catalogs, proof=options.proof)
    progress("check", 0, 0)
    judged = _check(shop, gathered, proses, planned, (*problems, *faulty), proof=options.proof)
    return Work(
        site=gathered.site,
        plan=planned.plan,
        renderer=renderer,
        closures=leaning_on,
        texts={path: prose.digest for path, prose in proses.items()},
        bodies=gathered.loaded.bodies,
        diagnostics=judged.diagnostics,
        articles=gathered.loaded.articles,
        remembered=gathered.loaded.urls,
        to_remember=judged.to_remember,
        held_addresses=planned.index.held,
    )


def _linked(shop: Shop) -> tuple[Diagnostic, ...]:
    """The folders that are links: what is behind them could change unseen."""
    tops = (top for top in ("locales", TEMPLATES) if shop.sources.kind(top) == "other")
    return tuple(problem("file-not-regular", Place(path=top)) for top in tops)


# -- plan and check -------------------------------------------------------------------------------


class _Planned(msgspec.Struct, frozen=True, kw_only=True):
    index: Index
    plan: Plan


def _planned(
    site: Site,
    sound: tuple[Story, ...],
    config: Config,
    outlines: Mapping[str, Outline],
    loaded: tuple[tuple[PictureFile, ...], tuple[StaticFile, ...]],
    catalogs: Mapping[str, Catalog],
    *,
    shop: Shop,
    proof: bool,
) -> _Planned:
    """The pages of the site. Of its texts the outlines count alone: a word more in one moves no page."""
    pictures, statics = loaded
    index = Index(site, config, outlines, pictures, RECIPE, sound, drawer=drawer(), plain_names=proof)
    return _Planned(index=index, plan=plan(index, catalogs, statics, _related(shop, index)))


def _plan(
    shop: Shop,
    gathered: Gathered,
    config: Config,
    proses: Mapping[str, Prose],
    catalogs: Mapping[str, Catalog],
    *,
    proof: bool,
) -> _Planned:
    """Ask for the plan, with all that it depends on."""
    outlines = {path: prose.outline for path, prose in proses.items()}
    files = gathered.loaded.pictures, gathered.loaded.statics
    plan_of = partial(_planned, shop=shop)
    return shop.again(
        "plan", plan_of, gathered.site, gathered.sound, config, outlines, files, catalogs, proof=proof
    )


class _Checked(msgspec.Struct, frozen=True, kw_only=True):
    diagnostics: tuple[Diagnostic, ...]
    to_remember: tuple[Address, ...]


def _checked(
    planned: _Planned,
    stories: tuple[Story, ...],
    sound: tuple[Story, ...],
    places: Mapping[str, Places],
    pictures: frozenset[str],
    remembered: tuple[Address, ...] | None,
    problems: tuple[Diagnostic, ...],
    *,
    proof: bool,
) -> _Checked:
    """What is wrong with the site, all that was found on the way to it among it."""
    proses = {path: Prose(headings=one[0], links=one[1], pictures=one[2]) for path, one in places.items()}
    found = check_stories(sound, proses, planned.index, planned.plan, sorted(pictures))
    said = (*problems, *planned.plan.diagnostics, *(_forgiven(found, sound) if proof else found))
    said += check_series(stories)
    doubtful = {one.place.path for one in said if one.severity == "error"}
    kept = kept_addresses(planned.index)
    said += check_urls(remembered or (), kept, doubtful)
    return _Checked(diagnostics=said, to_remember=to_remember(kept, remembered or ()))


def _check(
    shop: Shop,
    gathered: Gathered,
    proses: Mapping[str, Prose],
    planned: _Planned,
    problems: tuple[Diagnostic, ...],
    *,
    proof: bool,
) -> _Checked:
    """Ask for the checks, with all that they depend on."""
    loaded, stories, sound = gathered.loaded, gathered.stories, gathered.sound
    places = {path: (one.headings, one.links, one.pictures) for path, one in proses.items()}
    found = (*problems, *gathered.diagnostics)
    return shop.again(
        "check", _checked, planned, stories, sound, places, loaded.picture_paths, loaded.urls, found,
        proof=proof,
    )  # fmt: skip


def _forgiven(found: Iterable[Diagnostic], stories: Iterable[Story]) -> tuple[Diagnostic, ...]:
    """The problems; those of a draft, which no build would tell, stop no proof either."""
    drafts = {one.path for story in stories for one in story.articles if one.draft}
    return tuple(
        msgspec.structs.replace(one, severity="warning") if one.place.path in drafts else one for one in found
    )


def _awaited(gathered: Gathered, options: Options) -> Gathered:
    """What was gathered; in a proof, what is empty is only new: somebody is about to write there."""
    if not options.proof:
        return gathered
    found = (problem("still-empty", one.place) if one.code in EMPTY else one for one in gathered.diagnostics)
    return msgspec.structs.replace(gathered, diagnostics=tuple(found))


def _related(shop: Shop, index: Index) -> dict[str, tuple[Keys, ...]]:
    """By language, the keys of the stories related to each: they change with the terms of any story alone."""
    shelves = [shelf_of(index, lang) for lang in LANGUAGES]
    made = shop.memo.map("related", _related_on, shelves, Outcome[tuple[Keys, ...]])
    return {lang: one.value or () for lang, one in zip(LANGUAGES, made, strict=True)}


def _related_on(shelf: Shelf) -> Outcome[tuple[Keys, ...]]:
    return Outcome(value=related_on(shelf))


# -- catalogs and templates -----------------------------------------------------------------------


def _catalogs(shop: Shop) -> tuple[dict[str, Catalog], tuple[Diagnostic, ...]]:
    """The catalogs of what readers see, and what is wrong with them and with those for writers."""
    files = [*find_catalogs(shop.sources, READERS), *find_catalogs(shop.sources, WRITERS)]
    made = read(shop, "catalogs", partial(catalog_of, shop.root), files, Outcome[Catalog])
    mine = [one for file, one in zip(files, made, strict=True) if file.domain == READERS]
    return catalogs_by_language(mine), tuple(wrong for one in made for wrong in one.diagnostics)


def _template_files(shop: Shop) -> list[TemplateFile]:
    catalogs = find_catalogs(shop.sources, READERS)
    words = tuple(digest for file in catalogs for digest in (file.digest, file.template_digest))
    return [
        TemplateFile(path=f"{TEMPLATES}/{name}", digest=digest, name=name, catalogs=words)
        for name, digest in shop.templates.items()
    ]


def _closures(
    shop: Shop, renderer: Renderer, files: list[TemplateFile]
) -> tuple[Mapping[str, Closure], tuple[Diagnostic, ...]]:
    """The closure of each template, and what is wrong with the templates."""
    made = read(shop, "templates", partial(_inspected, shop, renderer), files, Outcome[Leaning])
    leanings = {file.name: one.value or Leaning(anything=True) for file, one in zip(files, made, strict=True)}
    found = closures(leanings, {file.name: file.digest for file in files})
    return found, tuple(wrong for one in made for wrong in one.diagnostics)


def _inspected(shop: Shop, renderer: Renderer, file: TemplateFile) -> Outcome[Leaning]:
    data, wrong = read_found(shop.root, file.path, file.digest, LIMITS.catalog_bytes)
    if data is None:
        return Outcome(value=Leaning(anything=True), diagnostics=wrong)
    return renderer.inspect(file.name, data)
