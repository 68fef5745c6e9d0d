"""The same fault of a template on many pages, told once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from bulletin.model import Diagnostic


def merged(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems with each template error once: the first page that has it, and how many have."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    counts: dict[tuple[object, ...], int] = {}
    for one in diagnostics:
        facts = dict(one.facts)
        key = (one.code, one.place, facts.get("reason")) if one.code == "template-error" else (one,)
        first.setdefault(key, one)
        counts[key] = counts.get(key, 0) + 1
    return tuple(_with_count(one, counts[key]) for key, one in first.items())


def _with_count(one: Diagnostic, pages: int) -> Diagnostic:
    if one.code != "template-error":
        return one
    return replace(one, facts=tuple((name, pages if name == "pages" else value) for name, value in one.facts))
