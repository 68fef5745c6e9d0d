"""The order of the stages, and nothing but the order: load, compose, pair, plan, check, render, write.

The one path for every command: `build` publishes what this yields, `check` only looks at it. It alone
will know the memo and the pool of the issue on speed; the place of the one filter that makes a build
incremental is marked below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bulletin.check import check_links, check_pictures, without_silenced
from bulletin.compose import Composer
from bulletin.config import SETTINGS_FILE, Config, read_config
from bulletin.diagnostics import problem
from bulletin.diagnostics.printing import in_order
from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.load import Loaded, load
from bulletin.load.source import read_bytes, read_source
from bulletin.model import LANGUAGES, Article, Asset, Diagnostic, Page, Place, Prose, Report, Site, Story
from bulletin.pair import Vocabulary, check_terms, pair_stories, visible_site
from bulletin.pictures import ENCODER, encode
from bulletin.plan import Plan, plan
from bulletin.plan.index import Index
from bulletin.plan.links import bind
from bulletin.render import Renderer
from bulletin.render.faults import merged
from bulletin.write.publish import Note, OutputFile, publish

CATALOG = "locales/{lang}/LC_MESSAGES/{domain}.po"
CATALOG_TEMPLATE = "locales/{domain}.pot"
READERS, WRITERS = "messages", "diagnostics"
"""The domains: what readers see, and what writers are told. Both are linted, the first is rendered."""
CATALOG_BYTES = 5_000_000
ASSET_BYTES = 50_000_000

Progress = Callable[[str, int, int], None]
"""(name of a stage, pieces done, pieces in all)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a command asks for. A `now` without a time zone is in the site's; `out` None writes nothing."""

    root: Path
    now: datetime
    out: Path | None = None
    base_url: str = ""
    strict: bool = False
    adopt: bool = False


class Unpublishable(Exception):
    """Inside this module: rendering found errors, so what was staged must not be published."""


def no_progress(stage: str, done: int, total: int) -> None:
    """For a build that nobody watches."""


def read_settings(root: Path, base_url: str = "") -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """The settings of a project; `base_url` stands in for the one of bulletin.toml."""
    if not (root / SETTINGS_FILE).is_file():
        return None, (problem("settings-missing", Place(path=SETTINGS_FILE)),)
    source, problems = read_source(root, SETTINGS_FILE)
    if source is None:
        return None, problems
    config, problems = read_config(source.text)
    if config is not None and base_url:
        config = replace(config, base_url=base_url.rstrip("/") + "/")
    return config, problems


def build(options: Options, progress: Progress = no_progress) -> tuple[Report, tuple[Note, ...]]:
    """Build the site, and publish it where `options.out` is given and nothing is wrong with it."""
    config, problems = read_settings(options.root, options.base_url)
    if config is None:
        return Report(diagnostics=problems), ()
    now = options.now if options.now.tzinfo else options.now.replace(tzinfo=config.zone)
    work = prepare(options.root, config, now, progress)
    found = list(work.diagnostics)
    files = _files(work, options, found, progress)
    if options.out is None or _stops(found, work, options):
        for _ in files:
            pass
        return _report(work, found), ()
    try:
        published = publish(_unless_stopped(files, found, work, options), options.out, adopt=options.adopt)
    except Unpublishable:
        return _report(work, found), ()
    report = replace(
        _report(work, found),
        published=True,
        written=published.written,
        unchanged=published.unchanged,
        removed=published.removed,
    )
    return report, published.notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A site ready to be rendered, and what was found wrong on the way to it."""

    site: Site
    plan: Plan
    renderer: Renderer | None
    diagnostics: tuple[Diagnostic, ...]
    articles: tuple[Article, ...]


def prepare(root: Path, config: Config, now: datetime, progress: Progress = no_progress) -> Work:
    """Everything before the first byte: load, compose, pair, plan, check. All problems together."""
    catalogs, problems = _catalogs(root, READERS)
    problems += _catalogs(root, WRITERS)[1]
    loaded = load(root, config.zone)
    proses, composed = _composed(loaded, config, progress)
    vocabulary = Vocabulary(loaded.terms)
    stories, paired = pair_stories(loaded.articles, loaded.broken, vocabulary)
    problems += (*loaded.diagnostics, *composed, *check_terms(vocabulary), *paired)
    sound = [story for story in map(_sound, stories) if story.articles]
    site = _with_known(visible_site(sound, loaded.terms, now, config.zone), stories, loaded.broken)
    if len(catalogs) < len(LANGUAGES):
        empty = Plan(pages=(), assets=(), diagnostics=())
        return Work(site=site, plan=empty, renderer=None, diagnostics=problems, articles=loaded.articles)
    index = Index(site, config, proses, loaded.pictures, ENCODER)
    planned = plan(index, catalogs, loaded.statics)
    renderer = Renderer(root, catalogs, proses.__getitem__)
    problems += (*planned.diagnostics, *_checked(sound, proses, index, planned, loaded), *renderer.check())
    return Work(site=site, plan=planned, renderer=renderer, diagnostics=problems, articles=loaded.articles)


def _catalogs(root: Path, domain: str) -> tuple[dict[str, Catalog], tuple[Diagnostic, ...]]:
    """The catalog of each language whose file has no error, and all that is wrong with them."""
    template, _ = read_bytes(root, CATALOG_TEMPLATE.format(domain=domain), CATALOG_BYTES)
    catalogs: dict[str, Catalog] = {}
    problems: list[Diagnostic] = []
    for lang in LANGUAGES:
        path = CATALOG.format(lang=lang, domain=domain)
        if not (root / path).is_file():
            problems.append(problem("catalog-missing", Place(path=path), lang=lang))
            continue
        data, wrong = read_bytes(root, path, CATALOG_BYTES)
        problems.extend(wrong)
        if data is not None:
            catalog, wrong = read_catalog(data, path=path, lang=lang, template=template or b"")
            problems.extend(wrong)
            catalogs |= {lang: catalog} if catalog else {}
    return catalogs, tuple(problems)


def _composed(
    loaded: Loaded, config: Config, progress: Progress
) -> tuple[dict[str, Prose], tuple[Diagnostic, ...]]:
    """The prose of every article that is not a draft; a draft's text is nobody's business yet."""
    composer = Composer(config)
    proses: dict[str, Prose] = {}
    problems: list[Diagnostic] = []
    articles = [article for article in loaded.articles if not article.draft]
    for number, article in enumerate(articles):
        progress("compose", number, len(articles))
        prose, wrong = composer.compose(article)
        problems.extend(wrong)
        proses[article.path] = prose or Prose()
    return proses, tuple(problems)


def _sound(story: Story) -> Story:
    """The story with the articles that have an address; the others have errors of their own."""
    dated = story.kind == "page" or story.date is not None
    articles = tuple(one for one in story.articles if dated and one.title and one.slug)
    return replace(story, articles=articles)


def _with_known(site: Site, stories: Iterable[Story], broken: Iterable[str]) -> Site:
    """The site knowing the keys of all folders, so that a broken story is not also a broken link."""
    keys = {story.key for story in stories} | {path.split("/")[-2] for path in broken}
    return replace(site, known=frozenset(keys))


def _checked(
    stories: Iterable[Story], proses: dict[str, Prose], index: Index, planned: Plan, loaded: Loaded
) -> list[Diagnostic]:
    """What can only be judged now, for all that is not a draft, whether it is visible yet or not."""
    published = frozenset(page.path for page in planned.pages) | frozenset(
        asset.path for asset in planned.assets
    )
    files = [picture.path for picture in loaded.pictures]
    broken = {one.place.path for one in loaded.diagnostics}
    problems: list[Diagnostic] = []
    for story in stories:
        for article in story.articles:
            prose = proses.get(article.path)
            if prose is None:
                continue
            problems.extend(check_links(article, prose, bind(article, prose, index), published))
            problems.extend(check_pictures(story, article, prose, [*files, *sorted(broken)]))
    return problems


def _files(work: Work, options: Options, found: list[Diagnostic], progress: Progress) -> Iterator[OutputFile]:
    """Every file of the site; what goes wrong on the way is added to `found`.

    The one filter of an incremental build belongs here: pages whose fingerprint stands in the ledger
    need not be rendered.
    """
    items: tuple[Page | Asset, ...] = (*work.plan.assets, *work.plan.pages)
    faults: list[Diagnostic] = []
    for number, item in enumerate(items):
        progress("render", number, len(items))
        data, problems = _made(item, options.root, work.renderer)
        faults.extend(problems)
        if data is not None:
            yield OutputFile(path=item.path, data=data)
    found.extend(merged(faults))


def _made(
    item: Page | Asset, root: Path, renderer: Renderer | None
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    if isinstance(item, Page):
        assert renderer is not None
        return renderer.render(item)
    data, problems = read_bytes(root, item.source, ASSET_BYTES)
    if data is None or not item.settings:
        return data, problems
    return encode(item, data)


def _unless_stopped(
    files: Iterable[OutputFile], found: list[Diagnostic], work: Work, options: Options
) -> Iterator[OutputFile]:
    yield from files
    if _stops(found, work, options):
        raise Unpublishable


def _stops(found: Iterable[Diagnostic], work: Work, options: Options) -> bool:
    """Errors stop a publication; with --strict, warnings do."""
    return any(one.severity == "error" or options.strict for one in without_silenced(found, work.articles))


def _report(work: Work, found: Iterable[Diagnostic]) -> Report:
    return Report(
        diagnostics=in_order(without_silenced(found, work.articles)),
        stories=len(work.site.stories),
        pages=len(work.plan.pages),
        held=work.site.held,
    )
