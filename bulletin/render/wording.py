"""The words of the templates against the catalogs: what a reader would see in English by oversight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from bulletin.diagnostics import problem
from bulletin.languages.catalog_lint import quoted
from bulletin.languages.catalogs import Catalog
from bulletin.model import Diagnostic, Place

FIXED = {"_": 1, "gettext": 1, "pgettext": 2}
"""The functions of a template that translate, with the number of their arguments where nothing varies."""


def unknown_words(
    environment: Environment, source: str, path: str, catalogs: Iterable[Catalog]
) -> tuple[Diagnostic, ...]:
    """The texts of a template that a catalog does not have, each once, with the line of the template."""
    catalogs = tuple(catalogs)
    problems: dict[tuple[str, str], Diagnostic] = {}
    for line, context, msgid in _words(environment, source):
        if any((context, msgid) not in catalog.known for catalog in catalogs):
            place = Place(path=path, line=line)
            problems.setdefault((context, msgid), problem("catalog-stale", place, msgid=quoted(msgid)))
    return tuple(problems.values())


def _words(environment: Environment, source: str) -> Iterator[tuple[int, str, str]]:
    """(line, context, msgid) of every text that a template translates."""
    for line, function, message in environment.extract_translations(source):  # type: ignore[attr-defined]
        texts = [text for text in ((message,) if isinstance(message, str) else message) if text]
        with_context = function in ("pgettext", "npgettext") and len(texts) > 1
        if texts:
            yield (line, texts[0], texts[1]) if with_context else (line, "", texts[0])


class Worded(Environment):
    """An environment of one language, whose fixed words are translated once, when a template is compiled.

    A page has some twenty of them, and each would otherwise be looked up for every page.
    """

    catalog: Catalog

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _Translator(self.catalog).visit(super()._parse(source, name, filename))  # type: ignore[no-any-return]


class _Translator(NodeTransformer):
    """Puts the translation in the place of gettext("...") and pgettext("...", "...") without variables."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        texts = [one.value for one in node.args if isinstance(one, nodes.Const)]
        wanted = FIXED.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        others = node.kwargs or node.dyn_args or node.dyn_kwargs
        if wanted != len(texts) or len(texts) != len(node.args) or others:
            return node
        said = self.catalog.pgettext(*texts) if wanted == 2 else self.catalog.gettext(*texts)
        try:
            # As Jinja itself does: markup, and a format even without variables, so that %% is one sign.
            shown = str(Markup(said) % {})
        except (KeyError, TypeError, ValueError):
            return node  # it fails when it is rendered, and is told with its line
        return nodes.MarkSafe(nodes.Const(shown), lineno=node.lineno)
