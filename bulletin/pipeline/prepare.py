"""Everything before the first byte of output: load, pair, compose, plan, check. All problems together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial

import msgspec

from bulletin.check import check_stories
from bulletin.check.series import check_series
from bulletin.check.urls import check_urls
from bulletin.compose import Composer
from bulletin.config import LIMITS, Config
from bulletin.diagnostics import N_, problem
from bulletin.languages.catalogs import Catalog
from bulletin.load import text_of_article
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
    Block,
    BulletinError,
    Composed,
    Diagnostic,
    Manuscript,
    Outcome,
    Place,
    Prose,
    Site,
)
from bulletin.pictures import ENCODER
from bulletin.pipeline.gather import Gathered, fallen, gather, judged, read
from bulletin.pipeline.options import Progress, no_progress
from bulletin.pipeline.shop import Shop
from bulletin.plan import Plan, plan
from bulletin.plan.index import Index
from bulletin.plan.permanence import kept_addresses, to_remember
from bulletin.plan.related import Keys, Shelf, related_on, shelf_of
from bulletin.render import Renderer
from bulletin.render.templates import TEMPLATES, Closure, Leaning, closures
from bulletin.write.memo import Kept

BLOCKS = tuple[Block, ...]


class TextFile(SourceFile, frozen=True, kw_only=True):
    """The text of an article, and all that its prose depends on. `digest` is that of the text."""

    lang: str
    line: int
    quotes: str


class TemplateFile(SourceFile, frozen=True, kw_only=True):
    """A template; what is wrong with its words depends on the catalogs' files."""

    name: str
    catalogs: tuple[str, ...]


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A site ready to be rendered, and what was found wrong on the way to it.

    `closures` are those of the templates, by their names. `remembered` are the addresses of
    content/urls.txt, `to_remember` those that should stand there. `held_addresses` are those of the articles that
    are held back.
    """

    site: Site
    plan: Plan
    renderer: Renderer | None
    diagnostics: tuple[Diagnostic, ...]
    articles: tuple[Article, ...]
    closures: Mapping[str, Closure] = {}
    remembered: tuple[Address, ...] | None = None
    to_remember: tuple[Address, ...] = ()
    held_addresses: tuple[Address, ...] = ()


def prepare(shop: Shop, config: Config, now: datetime, progress: Progress = no_progress) -> Work:
    """Load, pair, compose, plan and check a site; nothing is rendered yet."""
    catalogs, problems = _catalogs(shop)
    problems += _linked(shop)
    gathered = gather(shop, config, now, progress)
    progress("compose", 0, 0)
    texts = _texts(gathered.loaded.articles, config)
    proses, composed = _composed(shop, config, texts, partial(progress, "compose"))
    problems += (*gathered.diagnostics, *composed)
    if len(catalogs) < len(LANGUAGES):
        empty = Plan(pages=(), assets=(), bounds={}, diagnostics=())
        articles = gathered.loaded.articles
        return Work(site=gathered.site, plan=empty, renderer=None, diagnostics=problems, articles=articles)
    shop.memo.commit()
    templates = _template_files(shop)
    sound = {text.path: text for text in texts if text.path in proses}
    blocks = partial(_blocks, shop, config, sound)
    digests = {file.name: file.digest for file in templates}
    renderer = Renderer(shop.root, catalogs, blocks, digests)
    leaning_on, faulty = _closures(shop, renderer, templates)
    return _planned(
        shop, gathered, config, catalogs, proses, renderer, leaning_on, (*problems, *faulty), progress
    )


def _linked(shop: Shop) -> tuple[Diagnostic, ...]:
    """The folders that are links: what is behind them could change unseen."""
    tops = (top for top in ("locales", TEMPLATES) if shop.sources.kind(top) == "other")
    return tuple(problem("file-not-regular", Place(path=top)) for top in tops)


def _planned(
    shop: Shop,
    gathered: Gathered,
    config: Config,
    catalogs: Mapping[str, Catalog],
    proses: dict[str, Prose],
    renderer: Renderer,
    leaning_on: Mapping[str, Closure],
    problems: tuple[Diagnostic, ...],
    progress: Progress,
) -> Work:
    loaded, site = gathered.loaded, gathered.site
    progress("plan", 0, 0)
    index = Index(site, config, proses, loaded.pictures, ENCODER, gathered.sound)
    planned = plan(index, catalogs, loaded.statics, _related(shop, index))
    progress("check", 0, 0)
    checked = check_stories(gathered.sound, proses, index, planned, sorted(loaded.picture_paths))
    problems += (*planned.diagnostics, *checked, *check_series(gathered.stories))
    doubtful = {one.place.path for one in problems if one.severity == "error"}
    kept = kept_addresses(index)
    problems += check_urls(loaded.urls or (), kept, doubtful)
    return Work(
        site=site,
        plan=planned,
        renderer=renderer,
        closures=leaning_on,
        diagnostics=problems,
        articles=loaded.articles,
        remembered=loaded.urls,
        to_remember=to_remember(kept, loaded.urls or ()),
        held_addresses=index.held,
    )


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


# -- texts ----------------------------------------------------------------------------------------


def _texts(articles: Iterable[Article], config: Config) -> list[TextFile]:
    """The texts of all articles that are no drafts; a draft's text is nobody's business yet."""
    quotes = {edition.lang: edition.quotes for edition in config.editions}
    return [
        TextFile(
            path=one.path, digest=one.body_digest, lang=one.lang, line=one.body_line, quotes=quotes[one.lang]
        )
        for one in articles
        if not one.draft
    ]


def _composed(
    shop: Shop, config: Config, texts: list[TextFile], watch: Callable[[int, int], None]
) -> tuple[dict[str, Prose], tuple[Diagnostic, ...]]:
    """The prose of each text; one that could not be composed has none."""
    composer = Composer(config)
    compose = judged(partial(_prose, shop, composer))
    made = shop.memo.map("prose", compose, texts, Outcome[Prose], fallen=fallen, watch=watch)
    proses = {text.path: one.value for text, one in zip(texts, made, strict=True) if one.value}
    return proses, tuple(wrong for one in made for wrong in one.diagnostics)


def _prose(shop: Shop, composer: Composer, text: TextFile) -> Outcome[Prose] | Kept[Outcome[Prose]]:
    """The prose of a text; its blocks are kept beside it."""
    composed = _compose(shop, composer, text)
    if composed.value is None:
        return Outcome(diagnostics=composed.diagnostics)
    outcome = Outcome(value=composed.value.prose, diagnostics=composed.diagnostics)
    return Kept(outcome, msgspec.msgpack.encode(composed.value.blocks))


def _compose(shop: Shop, composer: Composer, text: TextFile) -> Outcome[Composed]:
    body = text_of_article(shop.root, text.path, text.digest)
    if body.value is None:
        return Outcome(diagnostics=body.diagnostics)
    article = Article(kind="story", key="", lang=text.lang, path=text.path, body_line=text.line)
    composed, wrong = composer.compose(Manuscript(article=article, body=body.value))
    return Outcome(value=composed, diagnostics=wrong)


def _blocks(shop: Shop, config: Config, texts: Mapping[str, TextFile], path: str) -> BLOCKS:
    """The blocks of a text, from the memo; composed once more where it has lost them.

    None for a text that could not be composed: it might take this process down.
    """
    text = texts.get(path)
    if text is None:
        return ()
    kept = shop.memo.text("prose", text)
    if kept is not None:
        return msgspec.msgpack.decode(kept, type=BLOCKS)
    composed = _compose(shop, Composer(config), text)
    if composed.value is None:
        raise BulletinError(
            N_("%(path)s was changed while the site was being built"), N_("build again"), path=path
        )
    return composed.value.blocks
