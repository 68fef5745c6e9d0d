"""Site and Pages -> Diagnostics: what can only be judged when everything has been read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bulletin.check.links import check_links
from bulletin.check.pictures import check_pictures
from bulletin.model import Article, Diagnostic, Prose, Story
from bulletin.plan import Plan
from bulletin.plan.index import Index

__all__ = ["check_stories", "without_silenced"]


def check_stories(
    stories: Iterable[Story],
    proses: Mapping[str, Prose],
    index: Index,
    plan: Plan,
    pictures: Iterable[str],
) -> tuple[Diagnostic, ...]:
    """What is wrong with the links and pictures of all that is not a draft, visible yet or not.

    `pictures` are the paths of all picture files, those that cannot be read among them.
    """
    published = frozenset([page.path for page in plan.pages] + [asset.path for asset in plan.assets])
    names = _by_folder(pictures)
    problems: list[Diagnostic] = []
    for story in stories:
        for article in story.articles:
            prose = proses.get(article.path)
            if prose is None:
                continue
            # A link to an address cannot be judged before its own story's pages are planned.
            answers = published if article.path in index.by_path else None
            problems.extend(check_links(article, prose, plan.bounds.get(article.path, ()), answers))
            problems.extend(check_pictures(story, article, proses, names.get(article.folder, frozenset())))
    return tuple(problems)


def _by_folder(paths: Iterable[str]) -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        names.setdefault(folder, set()).add(name)
    return {folder: frozenset(found) for folder, found in names.items()}


def without_silenced(
    diagnostics: Iterable[Diagnostic], articles: Iterable[Article]
) -> tuple[Diagnostic, ...]:
    """The problems, less the warnings that a file silences by name in its header."""
    silenced = {(article.path, code) for article in articles for code in article.silence}
    return tuple(
        one for one in diagnostics if one.severity == "error" or (one.place.path, one.code) not in silenced
    )
