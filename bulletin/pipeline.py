"""The order of the stages, and nothing but the order: load, compose, pair, plan, check, render, write.

The one path for every command: `build` publishes what this yields, `check` only looks at it. It alone
will know the memo and the pool of the issue on speed; the place of the one filter that makes a build
incremental is marked below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bulletin.check import check_stories, without_silenced
from bulletin.check.built import Expected, check_built, files_to_read, names_of, secrets
from bulletin.check.built.freshness import freshness_problems
from bulletin.check.series import check_series
from bulletin.check.urls import check_urls
from bulletin.compose import Composer
from bulletin.config import LIMITS, Config
from bulletin.diagnostics.printing import in_order
from bulletin.load import Loaded, load
from bulletin.load.catalogs import READERS, WRITERS, read_catalogs
from bulletin.load.house import house_texts
from bulletin.load.settings import read_settings
from bulletin.load.source import read_bytes
from bulletin.model import LANGUAGES, Address, Article, Asset, Diagnostic, Page, Prose, Report, Site, Story
from bulletin.pair import Vocabulary, check_dates, pair_stories, settle_terms, visible_site, with_addresses
from bulletin.pictures import ENCODER, encode
from bulletin.plan import Plan, plan
from bulletin.plan.index import Index
from bulletin.plan.permanence import kept_addresses, to_remember
from bulletin.plan.urls import Addresses
from bulletin.render import Renderer
from bulletin.render.faults import merged
from bulletin.write.publish import Note, OutputFile, publish
from bulletin.write.published import published_tree, read_published

Progress = Callable[[str, int, int], None]
"""(name of a stage, pieces done, pieces in all); 0 of 0 where a stage begins that is not counted."""


class Options(Struct, frozen=True, kw_only=True):
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


def build(options: Options, progress: Progress = no_progress) -> tuple[Report, tuple[Note, ...]]:
    """Build the site, and publish it where `options.out` is given and nothing is wrong with it."""
    config, problems = read_settings(options.root, options.base_url)
    if config is None:
        return Report(diagnostics=problems), ()
    work = prepare(options.root, config, config.in_zone(options.now), progress)
    found = list(work.diagnostics)
    files = _files(work, options, found, progress)
    if options.out is None or _stops(found, work, options):
        for _ in files:
            pass
        return _report(work, found), ()
    try:
        checked = _unless_stopped(files, found, work, options, progress)
        published = publish(checked, options.out, adopt=options.adopt)
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


def audit(options: Options, progress: Progress = no_progress) -> tuple[Report, tuple[Note, ...]]:
    """Hold what is published in `options.out` against what would be published now. Writes nothing.

    Content with an error is not planned as it was, so the errors are all that is told of it.
    """
    assert options.out is not None
    tree = published_tree(options.out)
    config, problems = read_settings(options.root, options.base_url)
    if config is None:
        return Report(diagnostics=problems), ()
    work = prepare(options.root, config, config.in_zone(options.now), progress)
    found = list(work.diagnostics)
    if not any(one.severity == "error" for one in found):
        progress("audit", 0, 0)
        wanted = expectation(work, config, options)
        paths = files_to_read(wanted, tree)
        outdated: list[str] = []
        files = _compared(read_published(options.out, paths), work, outdated)
        found.extend(check_built(wanted, tree, _counted(files, len(paths), progress)))
        if all(one.code != "built-base" for one in found):
            found.extend(freshness_problems(tree, outdated, wanted.folder))
    return _report(work, found), ()


def expectation(work: Work, config: Config, options: Options) -> Expected:
    """What the published files are held against, the words of all that is held back among it."""
    assert options.out is not None
    paths = {one.path for one in work.site.held}
    held = [article for article in work.articles if article.path in paths]
    shown = [article for article in work.articles if article.path not in paths]
    house = (*house_texts(options.root), *names_of(work.site.terms)) if held else ()
    inside = options.out.is_relative_to(options.root)
    return Expected(
        plan=work.plan,
        addresses=Addresses(base_url=config.base_url),
        secrets=secrets(held, shown, house),
        held=work.held_addresses,
        folder=(options.out.relative_to(options.root) if inside else options.out).as_posix(),
    )


def _compared(
    files: Iterable[tuple[str, bytes | None]], work: Work, outdated: list[str]
) -> Iterator[tuple[str, bytes | None]]:
    """The files; the paths of pages that would be written otherwise now are added to `outdated`."""
    pages = {page.path: page for page in work.plan.pages}
    for path, data in files:
        page = pages.get(path)
        if page is not None and work.renderer is not None and work.renderer.render(page)[0] != data:
            outdated.append(path)
        yield path, data


def _counted(
    files: Iterable[tuple[str, bytes | None]], total: int, progress: Progress
) -> Iterator[tuple[str, bytes | None]]:
    for number, file in enumerate(files):
        progress("audit", number, total)
        yield file


class Gathered(Struct, frozen=True, kw_only=True):
    """What was read and paired. `sound` are the stories that have an address, visible or not."""

    loaded: Loaded
    stories: tuple[Story, ...]
    sound: tuple[Story, ...]
    site: Site
    diagnostics: tuple[Diagnostic, ...]


def gather(root: Path, config: Config, now: datetime, progress: Progress = no_progress) -> Gathered:
    """Load and pair: the site as readers may see it at `now`, without its texts."""
    progress("load", 0, 0)
    loaded = load(root, config.zone)
    progress("pair", 0, 0)
    terms, settled = settle_terms(loaded.terms, Vocabulary(loaded.terms, loaded.doubtful))
    vocabulary = Vocabulary(terms, loaded.doubtful)  # now it knows "Amazonas (Peru)" as well
    stories, paired = pair_stories(loaded.articles, loaded.broken, vocabulary)
    sound = with_addresses(stories)
    known = {story.key for story in stories} | loaded.broken_keys
    site = visible_site(sound, terms, now, config.zone, known=known)
    dated = check_dates(stories, now, config.zone)
    problems = (*loaded.diagnostics, *settled, *paired, *dated)
    return Gathered(loaded=loaded, stories=stories, sound=sound, site=site, diagnostics=problems)


class Work(Struct, frozen=True, kw_only=True):
    """A site ready to be rendered, and what was found wrong on the way to it.

    `remembered` are the addresses of content/urls.txt, `to_remember` those that should stand there.
    `held_addresses` are those of the articles that are held back.
    """

    site: Site
    plan: Plan
    renderer: Renderer | None
    diagnostics: tuple[Diagnostic, ...]
    articles: tuple[Article, ...]
    remembered: tuple[Address, ...] | None = None
    to_remember: tuple[Address, ...] = ()
    held_addresses: tuple[Address, ...] = ()


def prepare(root: Path, config: Config, now: datetime, progress: Progress = no_progress) -> Work:
    """Everything before the first byte: load, pair, compose, plan, check. All problems together."""
    catalogs, problems = read_catalogs(root, READERS)
    problems += read_catalogs(root, WRITERS)[1]
    gathered = gather(root, config, now, progress)
    loaded, site = gathered.loaded, gathered.site
    proses, composed = _composed(loaded, config, progress)
    problems += (*gathered.diagnostics, *composed)
    if len(catalogs) < len(LANGUAGES):
        empty = Plan(pages=(), assets=(), bounds={}, diagnostics=())
        return Work(site=site, plan=empty, renderer=None, diagnostics=problems, articles=loaded.articles)
    progress("plan", 0, 0)
    index = Index(site, config, proses, loaded.pictures, ENCODER, gathered.sound)
    planned = plan(index, catalogs, loaded.statics)
    progress("check", 0, 0)
    renderer = Renderer(root, catalogs, index.prose)
    checked = check_stories(gathered.sound, proses, index, planned, sorted(loaded.picture_paths))
    problems += (
        *planned.diagnostics,
        *checked,
        *check_series(gathered.stories),
        *renderer.check(),
    )
    doubtful = {one.place.path for one in problems if one.severity == "error"}
    kept = kept_addresses(index)
    problems += check_urls(loaded.urls or (), kept, doubtful)
    return Work(
        site=site,
        plan=planned,
        renderer=renderer,
        diagnostics=problems,
        articles=loaded.articles,
        remembered=loaded.urls,
        to_remember=to_remember(kept, loaded.urls or ()),
        held_addresses=index.held,
    )


def _composed(
    loaded: Loaded, config: Config, progress: Progress
) -> tuple[dict[str, Prose], tuple[Diagnostic, ...]]:
    """The prose of every article that is not a draft; a draft's text is nobody's business yet.

    An article whose text could not be composed has none.
    """
    composer = Composer(config)
    proses: dict[str, Prose] = {}
    problems: list[Diagnostic] = []
    articles = [article for article in loaded.articles if not article.draft]
    for number, article in enumerate(articles):
        progress("compose", number, len(articles))
        prose, wrong = composer.compose(article)
        problems.extend(wrong)
        if prose is not None:
            proses[article.path] = prose
    return proses, tuple(problems)


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
    data, problems = read_bytes(root, item.source, LIMITS.static_bytes)
    if data is None or not item.settings:
        return data, problems
    return encode(item, data)


def _unless_stopped(
    files: Iterable[OutputFile], found: list[Diagnostic], work: Work, options: Options, progress: Progress
) -> Iterator[OutputFile]:
    yield from files
    if _stops(found, work, options):
        raise Unpublishable
    progress("write", 0, 0)


def _stops(found: Iterable[Diagnostic], work: Work, options: Options) -> bool:
    """Errors stop a publication; with --strict, warnings do."""
    return any(one.severity == "error" or options.strict for one in without_silenced(found, work.articles))


def _report(work: Work, found: Iterable[Diagnostic]) -> Report:
    return Report(
        diagnostics=in_order(without_silenced(found, work.articles)),
        stories=len(work.site.stories),
        pages=len(work.plan.pages),
        held=work.site.held,
        next_turn=work.site.next_turn,
        new_addresses=_new_addresses(work),
    )


def _new_addresses(work: Work) -> int:
    """How many addresses are not remembered; none where nothing is remembered yet."""
    if work.remembered is None:
        return 0
    return len({one.url for one in work.to_remember} - {one.url for one in work.remembered})
