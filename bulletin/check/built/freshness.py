"""Whether the published bytes are those that were published, and those that would be published now."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bulletin.diagnostics import problem
from bulletin.model import Diagnostic, Place, PublishedTree


def freshness_problems(tree: PublishedTree, outdated: Collection[str], folder: str) -> Iterator[Diagnostic]:
    """Every file that was changed after it was published; that pages are older than the content, once.

    `outdated` are the paths of pages whose bytes are not those that would be written now.
    """
    for path in sorted(tree.changed):
        yield problem("built-changed", Place(path=f"{folder}/{path}"), path=path)
    old = sorted(set(outdated) - tree.changed)
    if old:
        yield problem("built-outdated", Place(path=folder), path=old[0], pages=len(old))
