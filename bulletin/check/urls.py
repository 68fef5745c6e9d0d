"""Addresses that were published and answer no longer: every link to them, anywhere, is broken now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from bulletin.diagnostics import problem
from bulletin.model import URLS_FILE, Address, Diagnostic, Place
from bulletin.plan.permanence import Kept


def check_urls(
    remembered: Iterable[Address], kept: Kept, doubtful: Collection[str]
) -> tuple[Diagnostic, ...]:
    """The remembered addresses that nothing answers now, or another story than the one remembered.

    `doubtful` are the paths of files with errors, which come first: a translation has no address either
    where its original has an error, and a term has no page where its only story has one.
    """
    unsure = frozenset(_source(path) for path in doubtful)
    shaken = any(path.startswith("content/stories/") for path in unsure)
    now = {one.url: one.owner for one in kept.published}
    return tuple(
        found
        for one in remembered
        if _source(one.owner.partition("#")[0]) not in unsure
        for found in _judged(one, now.get(one.url, ""), kept)
        if not (shaken and found.code == "url-without-stories")
    )


def _judged(one: Address, owner: str, kept: Kept) -> Iterator[Diagnostic]:
    place = Place(path=URLS_FILE, line=one.line)
    if owner:
        if _name(owner) != _name(one.owner):
            yield problem("url-other-owner", place, url=one.url, owner=one.owner, other=owner)
    elif one.url in kept.resting:
        return
    elif one.url in kept.owned and "#" in one.owner:
        yield problem("url-without-stories", place, url=one.url, owner=one.owner)
    elif one.url in kept.owned:
        yield problem("url-silent", place, url=one.url, owner=one.owner)
    else:
        yield problem("url-vanished", place, url=one.url, owner=one.owner)


def _source(path: str) -> str:
    """A register, or the folder of a story."""
    return path.rpartition("/")[0] if path.endswith(".md") else path


def _name(owner: str) -> str:
    """The key of a story or a term: a folder may be moved to another year."""
    return owner.rpartition("#")[2] if "#" in owner else owner.split("/")[-2]
