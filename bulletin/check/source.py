"""Where in an article's text something stands: Python-Markdown gives no positions, so it is looked
for only when there is something to complain of."""

from __future__ import annotations

from bulletin.model import Article, Place


def spot(article: Article, line: int, wanted: str) -> Place:
    """The place of `wanted` from `line` of the file on; the line alone where it is not found."""
    lines = article.body.split("\n")
    for offset, text in enumerate(lines[max(0, line - article.body_line) :]):
        column = text.find(wanted)
        if wanted and column >= 0:
            return Place(path=article.path, line=line + offset, column=column + 1, width=len(wanted))
    return Place(path=article.path, line=line)
