"""Canonical links and translations: what each page says of itself, against what its twins say of it.

A page that may be indexed names itself as canonical, lists all its translations, itself among them,
and an x-default; each of them lists the very same. Where a page is wrong by itself, it is not told
once more that its twins, or the sitemap, say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.check.built.facts import Audited, Fault, Html
from bulletin.check.built.targets import Ground, fault_of
from bulletin.check.built.telling import hreflang_problem
from bulletin.diagnostics import N_, problem
from bulletin.model import Diagnostic

DEFAULT = "x-default"

Pages = Mapping[str, Audited]
"""The pages that could be read, by their full address."""


def canonical_problems(audited: Pages) -> Iterator[Diagnostic]:
    """Every page that may be indexed and names another address than its own, or none, or several."""
    for address, one in audited.items():
        if one.html.indexable and one.html.canonicals != (address,):
            given = ", ".join(one.html.canonicals) or "-"
            yield problem("built-canonical", one.place, page=one.page.url, found=given, canonical=address)


def odd_pages(audited: Pages, unread: frozenset[str], ground: Ground) -> dict[str, tuple[Fault, ...]]:
    """Full address -> what is wrong with a page's list by itself, for those that have any such fault.

    `unread` are the addresses of planned pages that are missing or cannot be read.
    """
    found = {
        address: (*_own_faults(address, one.html), *_line_faults(one, audited, unread, ground))
        for address, one in audited.items()
    }
    return {address: faults for address, faults in found.items() if faults}


def hreflang_problems(audited: Pages, odd: Mapping[str, tuple[Fault, ...]]) -> Iterator[Diagnostic]:
    """The faults of `odd_pages`, and every page whose twins do not list it back, or list others."""
    for address, one in audited.items():
        faults = [*odd.get(address, ()), *_mutual_faults(address, one.html, audited, odd)]
        yield from (hreflang_problem(one, fault) for fault in faults)


def _own_faults(address: str, html: Html) -> Iterator[Fault]:
    if html.indexable and not _lists_itself(address, html):
        yield Fault(what=N_("it does not list itself (%(target)s)"), target=address)
    if html.indexable and DEFAULT not in dict(html.alternates):
        yield Fault(what=N_("it has no x-default"))
    for lang in sorted({lang for lang, _ in html.alternates}):
        if len({href for other, href in html.alternates if other == lang}) > 1:
            yield Fault(what=N_('it lists several pages as "%(part)s"'), part=lang)


def _lists_itself(address: str, html: Html) -> bool:
    """By its language; or as x-default alone, where another page is the one of its language: the chooser."""
    tags = {tag for tag, href in html.alternates if href == address}
    languages = {_language(tag) for tag, _ in html.alternates}
    return bool(tags - {DEFAULT}) or (bool(tags) and _language(html.lang) in languages)


def _line_faults(one: Audited, audited: Pages, unread: frozenset[str], ground: Ground) -> Iterator[Fault]:
    """What is wrong with single lines of a list. A dead link is told as such, elsewhere."""
    for tag, href in one.html.alternates:
        twin = audited.get(href)
        if twin is None:
            if href not in unread and fault_of(ground, one.page.url, href) is None:
                yield Fault(what=N_("%(target)s is not the full address of one of our pages"), target=href)
        elif tag != DEFAULT and twin.html.lang and _language(tag) != _language(twin.html.lang):
            what = N_('it lists %(target)s as "%(part)s", but that page is in another language')
            yield Fault(what=what, target=href, part=tag)


def _mutual_faults(
    address: str, html: Html, audited: Pages, odd: Mapping[str, tuple[Fault, ...]]
) -> Iterator[Fault]:
    for href in dict.fromkeys(href for _, href in html.alternates if href in audited):
        theirs = audited[href].html.alternates
        if href in odd:
            continue
        if address not in {other for _, other in theirs}:
            yield Fault(what=N_("%(target)s, which it lists, does not list it back"), target=href)
        elif address not in odd and set(theirs) != set(html.alternates):
            yield Fault(what=N_("%(target)s, which it lists, has another list of translations"), target=href)


def _language(tag: str) -> str:
    return tag.partition("-")[0].lower()
