"""The words of the templates against the catalogs: what a reader would see in English by oversight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import Environment

from bulletin.diagnostics import problem
from bulletin.languages.catalog_lint import quoted
from bulletin.languages.catalogs import Catalog
from bulletin.model import Diagnostic, Place


def unknown_words(
    environment: Environment, source: str, path: str, catalogs: Iterable[Catalog]
) -> tuple[Diagnostic, ...]:
    """The texts of a template that a catalog does not have, each once, with the line of the template."""
    catalogs = tuple(catalogs)
    problems: dict[str, Diagnostic] = {}
    for line, context, msgid in _words(environment, source):
        if any((context, msgid) not in catalog.known for catalog in catalogs):
            place = Place(path=path, line=line)
            problems.setdefault(msgid, problem("catalog-stale", place, msgid=quoted(msgid)))
    return tuple(problems.values())


def _words(environment: Environment, source: str) -> Iterator[tuple[int, str, str]]:
    """(line, context, msgid) of every text that a template translates."""
    for line, function, message in environment.extract_translations(source):  # type: ignore[attr-defined]
        texts = [text for text in ((message,) if isinstance(message, str) else message) if text]
        with_context = function in ("pgettext", "npgettext") and len(texts) > 1
        if texts:
            yield (line, texts[0], texts[1]) if with_context else (line, "", texts[0])
