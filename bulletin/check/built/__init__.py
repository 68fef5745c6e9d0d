"""The published files themselves -> Diagnostics: what readers get, whatever was planned.

Every file is read once, and only its facts are kept. Then each page is judged by itself and against
the others. A fault is told once: what leads to a page that is missing is not told as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from bulletin.check.built.languages import canonical_problems, hreflang_problems, odd_pages
from bulletin.check.built.machines import Pages, feed_faults, find_maps, sitemap_problems
from bulletin.check.built.markup import markup_faults
from bulletin.check.built.reading import Reading, is_text
from bulletin.check.built.targets import Ground, fault_of
from bulletin.check.built.telling import feed_problem, link_problem, map_problem, markup_problem
from bulletin.check.built.words import Secrets, names_of, secrets
from bulletin.diagnostics import N_, problem
from bulletin.model import Address, Diagnostic, Page, Place, PublishedTree
from bulletin.plan import Plan
from bulletin.plan.urls import Addresses, path_of

__all__ = ["Expected", "check_built", "files_to_read", "names_of", "secrets"]

Files = Iterable[tuple[str, bytes | None]]
"""(path below the output, content); None for a file that cannot be read."""


class Expected(Struct, frozen=True, kw_only=True):
    """What the published files are held against. `held` are the addresses of all that is held back.

    `folder` is the name of the output in messages.
    """

    plan: Plan
    addresses: Addresses
    secrets: Secrets
    held: tuple[Address, ...] = ()
    folder: str = "output"


def files_to_read(expected: Expected, tree: PublishedTree) -> tuple[str, ...]:
    """The paths that `check_built` wants to read: the pages; where anything is held back, all texts."""
    wanted = {page.path for page in expected.plan.pages}
    if expected.secrets:
        wanted |= {path for path in tree.files if is_text(path)}
    return tuple(sorted(wanted & tree.files))


def check_built(expected: Expected, tree: PublishedTree, files: Files) -> tuple[Diagnostic, ...]:
    """All that is wrong with a published tree; `files` are those of `files_to_read`."""
    places = _places(expected)
    reading = Reading(
        pages={page.path: page for page in expected.plan.pages},
        places=places,
        folder=expected.folder,
        secrets=expected.secrets,
    )
    for path, data in files:
        reading.read(path, data)
    other = _other_base(reading, expected.addresses)
    if other:
        return (
            problem("built-base", Place(path=expected.folder), found=other, base=expected.addresses.base_url),
        )
    ground = _ground(expected, tree, places, reading)
    return (
        *_whole(tree, places, expected.folder),
        *_standing(tree, ground, expected.folder),
        *reading.problems,
        *_pages(reading, ground),
        *_machines(expected, reading, ground),
    )


def _other_base(reading: Reading, addresses: Addresses) -> str:
    """The address for which all pages were published, where it is not the one that is asked for."""
    pages = [one for one in reading.audited.values() if one.html.canonicals]
    if not pages or any(addresses.absolute(one.page.url) in one.html.canonicals for one in pages):
        return ""
    return min((one.html.canonicals[0] for one in pages), key=len)


def _standing(tree: PublishedTree, ground: Ground, folder: str) -> Iterator[Diagnostic]:
    """The pages of what is held back that stand in the folder, whether or not a page leads to them."""
    for path in sorted(ground.held.keys() & tree.files):
        what = N_("it stands at the address of %(held)s")
        place, held = Place(path=f"{folder}/{path}"), ground.held[path]
        yield problem("built-held", place, page=f"/{path}", what=what, target="", held=held)


def _places(expected: Expected) -> dict[str, Place]:
    """Every planned path with the place to mend it: its source where it has one, else the file itself."""
    plan = expected.plan
    sources = [(page.path, page.source) for page in plan.pages]
    sources += [(asset.path, asset.source) for asset in plan.assets]
    return {path: Place(path=source or f"{expected.folder}/{path}") for path, source in sources}


def _whole(tree: PublishedTree, places: Mapping[str, Place], folder: str) -> Iterator[Diagnostic]:
    """What is planned and not there, and what is there and no longer planned."""
    for path in sorted(places.keys() - tree.files):
        yield problem("built-missing", places[path], path=path)
    for path in sorted((tree.ours & tree.files) - places.keys()):
        yield problem("built-stale", Place(path=f"{folder}/{path}"), path=path)


def _ground(expected: Expected, tree: PublishedTree, places: Mapping[str, Place], reading: Reading) -> Ground:
    held = {path_of(one.url): one.owner for one in expected.held}
    return Ground(
        addresses=expected.addresses,
        files=tree.files | places.keys(),
        closed=tree.closed,
        held={path: source for path, source in held.items() if path not in places},
        ids={path: frozenset(one.html.ids) for path, one in reading.audited.items()},
    )


def _pages(reading: Reading, ground: Ground) -> Iterator[Diagnostic]:
    for one in reading.audited.values():
        yield from (markup_problem(one.page, one.place, fault) for fault in markup_faults(one.html))
        for target in one.html.references:
            fault = fault_of(ground, one.page.url, target)
            if fault:
                yield link_problem(one, fault)


def _machines(expected: Expected, reading: Reading, ground: Ground) -> Iterator[Diagnostic]:
    """Feeds, sitemaps, and the languages of pages: all that needs full addresses."""
    absolute = expected.addresses.absolute
    audited = {absolute(one.page.url): one for one in reading.audited.values()}
    unread = frozenset(absolute(page.url) for page in expected.plan.pages if _is_unread(page, reading))
    odd = odd_pages(audited, unread, ground)
    yield from canonical_problems(audited)
    yield from hreflang_problems(audited, odd)
    for feed in (one for one in reading.documents.values() if one.xml.kind == "feed"):
        yield from (feed_problem(feed, fault) for fault in feed_faults(feed, ground))
    for robots, target in reading.named:
        fault = fault_of(ground, robots.page.url, target, in_full=True)
        if fault:
            yield map_problem(robots, fault)
    maps = find_maps(reading.documents, [target for _, target in reading.named], ground)
    pages = Pages(audited=audited, unread=unread, odd=frozenset(odd))
    yield from sitemap_problems(reading.documents, pages, maps, ground)


def _is_unread(page: Page, reading: Reading) -> bool:
    return page.path not in reading.audited and page.path not in reading.documents
