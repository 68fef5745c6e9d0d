"""Feeds, sitemaps and robots.txt against the pages that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from bulletin.check.built.facts import Audited, Document, Entry, Fault
from bulletin.check.built.targets import Ground, fault_of, path_named
from bulletin.check.built.telling import map_problem
from bulletin.diagnostics import N_
from bulletin.model import Diagnostic

SITEMAP = "sitemap.xml"
NAMED = re.compile(r"^[^\S\n]*sitemap[^\S\n]*:[^\S\n]*(\S+)", re.IGNORECASE | re.MULTILINE)


def sitemaps_named(robots: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names."""
    return tuple(NAMED.findall(robots))


# -- feeds ----------------------------------------------------------------------------------------


def feed_faults(feed: Document, ground: Ground) -> Iterator[Fault]:
    """What is wrong with the addresses of a feed: all are full, for it is read far from the site."""
    address = ground.addresses.absolute(feed.page.url)
    if feed.xml.own != address:
        yield Fault(what=N_("it does not give %(target)s as its own address"), target=address)
    found = [fault_of(ground, feed.page.url, target, in_full=True) for target in feed.xml.references]
    found += [fault_of(ground, feed.page.url, target) for target in feed.xml.faces]
    yield from (fault for fault in found if fault)


# -- sitemaps -------------------------------------------------------------------------------------


class Maps(Struct, frozen=True, kw_only=True):
    """The sitemaps that can be found from robots.txt and /sitemap.xml, by their path.

    `whole` is False where one of them could not be read: then nobody can tell what is missing.
    """

    found: Mapping[str, Document]
    whole: bool


def find_maps(documents: Mapping[str, Document], named: Iterable[str], ground: Ground) -> Maps:
    """Follow the indexes from the addresses `named` in robots.txt and from the usual one."""
    roots = (SITEMAP, *(path_named(ground.addresses, one) for one in named))
    waiting = [path for path in roots if path in ground.files]
    found: dict[str, Document] = {}
    whole = True
    while waiting:
        path = waiting.pop()
        document = documents.get(path)
        if document is None or document.xml.kind not in ("sitemap", "index"):
            whole = False
        elif path not in found:
            found[path] = document
            inner = (path_named(ground.addresses, one) for one in document.xml.maps)
            waiting.extend(path for path in inner if path in ground.files)
    return Maps(found=found, whole=whole)


class Pages(Struct, frozen=True, kw_only=True):
    """The pages by their full address; `unread` are those of missing pages, `odd` have a wrong list of twins."""

    audited: Mapping[str, Audited]
    unread: frozenset[str]
    odd: frozenset[str]


def sitemap_problems(
    documents: Mapping[str, Document], pages: Pages, maps: Maps, ground: Ground
) -> Iterator[Diagnostic]:
    """Every sitemap against the pages, and the pages against all sitemaps together."""
    listed: set[str] = set()
    for path, one in documents.items():
        if one.xml.kind in ("sitemap", "index"):
            faults = [] if path in maps.found else [Fault(what=N_("no sitemap index or robots.txt names it"))]
            faults += [*_index_faults(one, documents, ground), *_map_faults(one, pages, ground)]
            yield from (map_problem(one, fault) for fault in faults)
            listed.update(entry.loc for entry in one.xml.entries)
    for address, page in pages.audited.items() if maps.whole else ():
        if page.html.indexable and address not in listed:
            yield map_problem(page, Fault(what=N_("it may be indexed, but is in no sitemap")))


def _index_faults(one: Document, documents: Mapping[str, Document], ground: Ground) -> Iterator[Fault]:
    for target in one.xml.maps:
        fault = fault_of(ground, one.page.url, target, in_full=True)
        inner = documents.get(path_named(ground.addresses, target) or "")
        if fault:
            yield fault
        elif inner is not None and inner.xml.kind != "sitemap":
            yield Fault(what=N_("%(target)s is not a sitemap"), target=target)


def _map_faults(one: Document, pages: Pages, ground: Ground) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry in one.xml.entries:
        if entry.loc in seen:
            yield Fault(what=N_("it lists %(target)s more than once"), target=entry.loc)
        seen.add(entry.loc)
        targets = dict.fromkeys((entry.loc, *(href for _, href in entry.alternates)))
        dead = [fault_of(ground, one.page.url, target, in_full=True) for target in targets]
        found = [fault for fault in dead if fault]
        yield from found or _entry_faults(entry, pages)


def _entry_faults(entry: Entry, pages: Pages) -> Iterator[Fault]:
    """What is wrong with an entry all of whose addresses lead somewhere."""
    page = pages.audited.get(entry.loc)
    if page is None:
        if entry.loc not in pages.unread:
            yield Fault(what=N_("%(target)s is not the full address of one of our pages"), target=entry.loc)
    elif not page.html.indexable:
        yield Fault(what=N_("it lists %(target)s, which may not be indexed"), target=entry.loc)
    elif entry.loc not in pages.odd and set(entry.alternates) != set(page.html.alternates):
        what = N_("the translations of %(target)s are not those that the page itself lists")
        yield Fault(what=what, target=entry.loc)
