"""What is published held against what would be published now. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from bulletin.check.built import Expected, check_built, files_to_read, names_of, secrets
from bulletin.check.built.freshness import freshness_problems
from bulletin.config import Config
from bulletin.load import text_of_article
from bulletin.load.house import house_texts
from bulletin.load.settings import read_settings
from bulletin.model import Article, Manuscript, Report
from bulletin.pipeline import Built, report_of
from bulletin.pipeline.options import Options, Progress, no_progress
from bulletin.pipeline.prepare import Work, prepare
from bulletin.pipeline.shop import open_shop
from bulletin.plan.urls import Addresses
from bulletin.write.published import published_tree, read_published


def audit(options: Options, progress: Progress = no_progress) -> Built:
    """Hold what is published in `options.out` against what would be published now.

    Content with an error is not planned as it was, so the errors are all that is told of it.
    """
    assert options.out is not None
    tree = published_tree(options.out)
    config, problems = read_settings(options.root, options.base_url)
    if config is None:
        return Built(report=Report(diagnostics=problems))
    with open_shop(options) as shop:
        work = prepare(shop, options, config, config.in_zone(options.now), progress)
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
        return Built(report=report_of(work, found), notes=tuple(shop.memo.notes))


def expectation(work: Work, config: Config, options: Options) -> Expected:
    """What the published files are held against, the words of all that is held back among it."""
    assert options.out is not None
    paths = {one.path for one in work.site.held}
    text = partial(_manuscript, options, work)
    held = [text(article) for article in work.articles if article.path in paths]
    shown = (text(article) for article in work.articles if article.path not in paths)
    house = (*house_texts(options.root), *names_of(work.site.terms)) if held else ()
    inside = options.out.is_relative_to(options.root)
    return Expected(
        plan=work.plan,
        addresses=Addresses(base_url=config.base_url),
        secrets=secrets(held, shown, house),
        held=work.held_addresses,
        folder=(options.out.relative_to(options.root) if inside else options.out).as_posix(),
    )


def _manuscript(options: Options, work: Work, article: Article) -> Manuscript:
    body = text_of_article(options.root, article.path, work.bodies[article.path])
    return Manuscript(article=article, body=body.value or "")


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
