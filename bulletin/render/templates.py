"""What each template leans on, and what is wrong with it, looked at without a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import Environment, TemplateSyntaxError, meta
from msgspec import Struct

from bulletin.diagnostics import problem
from bulletin.digest import digest
from bulletin.languages.catalogs import Catalog
from bulletin.model import Diagnostic, Outcome, Place
from bulletin.render.wording import unknown_words

TEMPLATES = "templates"


class Leaning(Struct, frozen=True, kw_only=True):
    """The templates that a template extends, includes or imports; `anything` where it says so at run time."""

    names: tuple[str, ...] = ()
    anything: bool = False


class Closure(Struct, frozen=True, kw_only=True):
    """A template and all that it leans on: their names, sorted, and one digest of all their files."""

    names: tuple[str, ...]
    digest: str


def plain_name(name: str) -> str:
    """The name of a template as it is looked up: Jinja takes "./parts//card.html" for "parts/card.html"."""
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def is_template(name: str) -> bool:
    """Not what an editor leaves beside a file that is open, nor what no template could name."""
    return (
        name.isprintable()
        and not name.rpartition("/")[2].startswith(".")
        and not name.endswith(("~", ".swp", ".bak", ".orig"))
    )


def inspected(
    environment: Environment, plain: Environment, name: str, data: bytes, catalogs: Iterable[Catalog]
) -> Outcome[Leaning]:
    """What a template leans on, and what is wrong with it: its syntax, and words that no catalog has.

    The `plain` environment leaves the words as they are written.
    """
    path = f"{TEMPLATES}/{name}"
    try:
        source = data.decode("utf-8")
        found = list(meta.find_referenced_templates(plain.parse(source, name)))
        environment.compile(source, name)
        words = unknown_words(plain, source, path, catalogs)
    except TemplateSyntaxError as trouble:
        return Outcome(value=Leaning(anything=True), diagnostics=(syntax_problem(trouble, name),))
    except UnicodeDecodeError as trouble:
        reason = f"not UTF-8: byte {trouble.start}"
        wrong = problem("template-syntax", Place(path=path), reason=reason)
        return Outcome(value=Leaning(anything=True), diagnostics=(wrong,))
    names = tuple(sorted({plain_name(one) for one in found if one is not None}))
    return Outcome(value=Leaning(names=names, anything=None in found), diagnostics=words)


def syntax_problem(trouble: TemplateSyntaxError, name: str = "") -> Diagnostic:
    place = Place(path=f"{TEMPLATES}/{trouble.name or name}", line=trouble.lineno)
    return problem("template-syntax", place, reason=trouble.message or "")


def closure(name: str, leanings: Mapping[str, Leaning]) -> tuple[str, ...]:
    """A template and all that it leans on, sorted; all templates where that is not known before."""
    found, waiting = {name}, [name]
    while waiting:
        one = leanings.get(waiting.pop(), Leaning())
        if one.anything:
            return tuple(sorted({name, *leanings}))
        waiting.extend(other for other in one.names if other not in found)
        found.update(one.names)
    return tuple(sorted(found))


def closures(leanings: Mapping[str, Leaning], digests: Mapping[str, str]) -> dict[str, Closure]:
    """The closure of each template. `digests` are those of the files; "" stands for one that is missing."""
    found = {name: closure(name, leanings) for name in leanings}
    return {
        name: Closure(names=names, digest=digest((name, tuple((one, digests.get(one, "")) for one in names))))
        for name, names in found.items()
    }
