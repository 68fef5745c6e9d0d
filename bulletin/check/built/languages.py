"""Canonical links and translations: what each page says of itself, against what its twins say of it.

A page that may be indexed names itself as canonical, lists all its translations, itself among them,
and an x-default; each of them lists the very same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.check.built.facts import Audited, Fault, Html
from bulletin.check.built.telling import hreflang_problem
from bulletin.diagnostics import N_, problem
from bulletin.model import Diagnostic

DEFAULT = "x-default"


def check_languages(audited: Mapping[str, Audited], unread: frozenset[str]) -> Iterator[Diagnostic]:
    """`audited` are the pages by their full address; `unread` the addresses of those that are missing."""
    for address, one in audited.items():
        if one.html.indexable and one.html.canonicals != (address,):
            given = ", ".join(one.html.canonicals) or "-"
            yield problem("built-canonical", one.place, page=one.page.url, found=given, canonical=address)
        for fault in _faults(address, one.html, audited, unread):
            yield hreflang_problem(one, fault)


def _faults(
    address: str, html: Html, audited: Mapping[str, Audited], unread: frozenset[str]
) -> Iterator[Fault]:
    listed = html.alternates
    if html.indexable and address not in dict(listed).values():
        yield Fault(what=N_("it does not list itself (%(target)s)"), target=address)
    if html.indexable and DEFAULT not in dict(listed):
        yield Fault(what=N_("it has no x-default"))
    for lang in sorted({lang for lang, _ in listed}):
        if len({href for other, href in listed if other == lang}) > 1:
            yield Fault(what=N_('it lists several pages as "%(part)s"'), part=lang)
    for lang, href in listed:
        if href not in unread:
            yield from _twin_faults(address, html, lang, href, audited.get(href))


def _twin_faults(address: str, html: Html, lang: str, href: str, twin: Audited | None) -> Iterator[Fault]:
    """What is wrong with one line of a page's list."""
    if twin is None:
        yield Fault(
            what=N_("it lists %(target)s, which is not the full address of one of our pages"), target=href
        )
        return
    if lang != DEFAULT and twin.html.lang and _language(lang) != _language(twin.html.lang):
        yield Fault(
            what=N_('it lists %(target)s as "%(part)s", a page in another language'), target=href, part=lang
        )
    if address not in {other for _, other in twin.html.alternates}:
        yield Fault(what=N_("%(target)s, which it lists, does not list it back"), target=href)
    elif set(html.alternates) != set(twin.html.alternates):
        yield Fault(what=N_("%(target)s, which it lists, has another list of translations"), target=href)


def _language(tag: str) -> str:
    return tag.partition("-")[0].lower()
