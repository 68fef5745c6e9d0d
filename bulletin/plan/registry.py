"""One registry of output paths: no two sources may claim one file, on any file system.

Paths are compared as a file system that folds case and normalises Unicode would compare them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.model import Address, Asset, Diagnostic, Page, Place, Term
from bulletin.plan.urls import path_of, term_url

RESERVED = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{number}" for number in range(10)),
        *(f"lpt{number}" for number in range(10)),
    }
)
"""Names that Windows keeps for devices, whatever their ending."""

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
    problems: list[Diagnostic] = []
    claims: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        claims[folded(page.path)].append((page.url, page.source))
        problems.extend(_reserved(page.path, page.url, page.source))
    for asset in assets:
        claims[folded(asset.path)].append((asset.url, asset.source))
        problems.extend(_reserved(asset.path, asset.url, asset.source))
    for one in coming:
        claims[folded(path_of(one.url))].append((one.url, one.owner))
        problems.extend(_reserved(path_of(one.url), one.url, one.owner))
    for _, owners in sorted(claims.items()):
        if len(owners) > 1:
            problems.extend(_taken(owners, where))
    return (*problems, *_swallowed(claims, where))


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


def _reserved(path: str, url: str, source: str) -> list[Diagnostic]:
    parts = [part.partition(".")[0].lower() for part in path.split("/")]
    bad = any(part in RESERVED for part in parts) or path.split("/")[0] in OURS
    return [problem("url-reserved", Place(path=source or path), url=url)] if bad else []


def _swallowed(claims: dict[str, list[tuple[str, str]]], where: Where) -> list[Diagnostic]:
    """A file where a folder of another page must be: static/en against /en/. Each source is told once."""
    problems: dict[str, Diagnostic] = {}
    for path in sorted(claims):
        parents = ["/".join(path.split("/")[:end]) for end in range(1, path.count("/") + 1)]
        for above, source in (claim for parent in parents for claim in claims.get(parent, ())):
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
