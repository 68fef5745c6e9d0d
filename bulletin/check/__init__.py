"""Site and Pages -> Diagnostics: what can only be judged when everything has been read."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.check.links import check_links
from bulletin.check.pictures import check_pictures
from bulletin.model import Article, Diagnostic

__all__ = ["check_links", "check_pictures", "without_silenced"]


def without_silenced(
    diagnostics: Iterable[Diagnostic], articles: Iterable[Article]
) -> tuple[Diagnostic, ...]:
    """The problems, less the warnings that a file silences by name in its header."""
    silenced = {(article.path, code) for article in articles for code in article.silence}
    return tuple(
        one for one in diagnostics if one.severity == "error" or (one.place.path, one.code) not in silenced
    )
