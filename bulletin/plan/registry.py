"""One registry of output paths: no two sources may claim one file, on any file system.

Paths are compared as a file system that folds case and normalises Unicode would compare them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.model import Address, Asset, Diagnostic, Page, Place, Term
from bulletin.model.paths import folders_of, parents
from bulletin.plan.urls import path_of, term_url

DEVICE = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|\Z)")
"""A name in a path that Windows keeps for a device, whatever its ending."""

Where = Callable[[str, str], Place]
"""(address, path of its source) -> the place where it is written."""

OURS = (".puente-ledger", ".puente-stage")
"""Names in the published tree that belong to the writing of it."""


def first_line(url: str, source: str) -> Place:
    return Place(path=source, line=1)


def check_addresses(
    pages: Iterable[Page],
    assets: Iterable[Asset],
    coming: Iterable[Address] = (),
    where: Where = first_line,
) -> tuple[Diagnostic, ...]:
    """Every address that two sources claim, or that a host or a file system keeps for itself.

    `coming` are those of articles that are not published yet: better told now than at midnight.
    `where` says at which place of a source an address is written.
    """
    pages, assets, coming = tuple(pages), tuple(assets), tuple(coming)
    paths = [page.path for page in pages] + [asset.path for asset in assets]
    if _are_clear(paths + [path_of(one.url) for one in coming]):
        return ()
    problems: list[Diagnostic] = []
    claims: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, url, source in (
        *[(page.path, page.url, page.source) for page in pages],
        *[(asset.path, asset.url, asset.source) for asset in assets],
        *[(path_of(one.url), one.url, one.owner) for one in coming],
    ):
        claims[folded(path)].append((url, source))
        if _is_reserved(path):
            problems.append(problem("url-reserved", Place(path=source or path), url=url))
    for _, owners in sorted(claim for claim in claims.items() if len(claim[1]) > 1):
        problems.extend(_taken(owners, where))
    return (*problems, *_swallowed(claims, where))


def _are_clear(paths: list[str]) -> bool:
    """Whether nothing at all is wrong with paths, as nearly always: who claims them need not be asked."""
    claimed = {folded(path) for path in paths}
    once = len(claimed) == len(paths)
    return once and claimed.isdisjoint(folders_of(claimed)) and not any(map(_is_reserved, paths))


def check_terms(terms: Iterable[Term]) -> tuple[Diagnostic, ...]:
    """The terms whose pages have no address, or one that another term claims too, or once had."""
    problems: list[Diagnostic] = []
    claims: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for words in term.words:
            for slug in dict.fromkeys((words.slug, *words.former)) if words.slug else ():
                claims[term_url(words.lang, term.register, slug)].append(term)
            if words.name and not words.slug:
                facts: dict[str, str | int] = {"slug": words.name, "limit": LIMITS.slug_characters}
                problems.append(problem("slug-invalid", term.place, **facts))
    for url, owners in sorted(claims.items()):
        others = ", ".join(f"{term.place.path}:{term.place.line}" for term in owners)
        if len(owners) > 1:
            problems.extend(problem("url-taken", term.place, url=url, others=others) for term in owners)
    return tuple(problems)


def folded(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _taken(owners: list[tuple[str, str]], where: Where) -> list[Diagnostic]:
    """One problem a source; a page of the site itself has none, and the file in its way is named."""
    sources = [source or f"the site's own {url}" for url, source in owners]
    problems = []
    for url, source in owners:
        if source.startswith("static/"):
            others = next(other for other, path in owners if path != source)
            problems.append(problem("static-taken", Place(path=source), name=source[7:], url=others))
        elif source:
            problems.append(
                problem("url-taken", where(url, source), url=url, others=", ".join(sorted(sources)))
            )
    return problems


def _is_reserved(path: str) -> bool:
    return bool(DEVICE.search(path.lower())) or path.partition("/")[0] in OURS


def _swallowed(claims: dict[str, list[tuple[str, str]]], where: Where) -> list[Diagnostic]:
    """A file where a folder of another page must be: static/en against /en/. Each source is told once."""
    problems: dict[str, Diagnostic] = {}
    if claims.keys().isdisjoint(folders_of(claims)):
        return []
    for path in sorted(claims):
        above_it = reversed(list(parents(path)))
        for above, source in (claim for folder in above_it for claim in claims.get(folder, ())):
            if source.startswith("static/"):
                facts = {"name": source.removeprefix("static/"), "url": f"/{path}"}
                problems.setdefault(source, problem("static-taken", Place(path=source), **facts))
                continue
            for url, owner in claims[path]:
                guilty, address = (owner, url) if owner else (source, above)
                others = ", ".join(
                    sorted({source or f"the site's own {above}", owner or f"the site's own {url}"})
                )
                place = where(address, guilty)
                problems.setdefault(guilty, problem("url-taken", place, url=above, others=others))
    return list(problems.values())
