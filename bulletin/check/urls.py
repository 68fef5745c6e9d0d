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

    `kept` are all addresses that have an owner, shown or held back. `doubtful` are the paths of files
    with errors, which come first: a translation has no address either where its original has an error.
    """
    unsure = frozenset(_source(path) for path in doubtful)
    return tuple(
        problem("url-vanished", Place(path=URLS_FILE, line=one.line), url=one.url, owner=one.owner)
        for one in remembered
        if one.url not in kept and _source(one.owner.partition("#")[0]) not in unsure
    )


def _source(path: str) -> str:
    """A register, or the folder of a story."""
    return path.rpartition("/")[0] if path.endswith(".md") else path
