"""Addresses that were published and are gone: every link to them, anywhere, is broken now."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bulletin.diagnostics import problem
from bulletin.model import Address, Diagnostic, Place

URLS_FILE = "content/urls.txt"


def check_urls(
    remembered: Iterable[Address], kept: Collection[str], doubtful: Collection[str]
) -> tuple[Diagnostic, ...]:
    """The remembered addresses that nobody answers for.

    `kept` are all addresses that have an owner, shown or held back. What stood in a file of `doubtful`
    is not complained of: that file has errors of its own, which come first.
    """
    return tuple(
        problem("url-vanished", Place(path=URLS_FILE, line=one.line), url=one.url, owner=one.owner)
        for one in remembered
        if one.url not in kept and one.owner.partition("#")[0] not in doubtful
    )
