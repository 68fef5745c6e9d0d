"""Faults -> diagnostics, each with the page that has it and the place where an editor can fix it."""

from __future__ import annotations

from bulletin.check.built.facts import Audited, Document, Fault
from bulletin.diagnostics import problem
from bulletin.model import Diagnostic, Page, Place

One = Audited | Document


def markup_problem(page: Page, place: Place, fault: Fault) -> Diagnostic:
    return problem("built-markup", place, **_facts(page, fault))


def link_problem(one: One, fault: Fault) -> Diagnostic:
    return _held(one, fault) or problem("built-link", one.place, **_facts(one.page, fault))


def hreflang_problem(one: One, fault: Fault) -> Diagnostic:
    return problem("built-hreflang", one.place, **_facts(one.page, fault))


def feed_problem(one: One, fault: Fault) -> Diagnostic:
    return _held(one, fault) or problem("built-feed", one.place, **_facts(one.page, fault))


def map_problem(one: One, fault: Fault) -> Diagnostic:
    return _held(one, fault) or problem("built-sitemap", one.place, **_facts(one.page, fault))


def _facts(page: Page, fault: Fault) -> dict[str, str]:
    return {"page": page.url, "what": fault.what, "target": fault.target, "part": fault.part}


def _held(one: One, fault: Fault) -> Diagnostic | None:
    """The address of something held back is that, wherever it is found."""
    if not fault.held:
        return None
    facts = {"page": one.page.url, "what": fault.what, "target": fault.target}
    return problem("built-held", one.place, held=fault.held, **facts)
