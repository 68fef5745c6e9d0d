"""Faults -> diagnostics, each with the page that has it and the place where an editor can mend it."""

from __future__ import annotations

from bulletin.check.built.facts import Audited, Document, Fault
from bulletin.diagnostics import problem
from bulletin.model import Diagnostic, Page, Place

One = Audited | Document


def markup_problem(page: Page, place: Place, fault: Fault) -> Diagnostic:
    return problem(
        "built-markup", place, page=page.url, what=fault.what, target=fault.target, part=fault.part
    )


def link_problem(one: One, fault: Fault) -> Diagnostic:
    if fault.held:
        return _held(one, fault)
    return problem(
        "built-link", one.place, page=one.page.url, what=fault.what, target=fault.target, part=fault.part
    )


def hreflang_problem(one: One, fault: Fault) -> Diagnostic:
    return problem(
        "built-hreflang", one.place, page=one.page.url, what=fault.what, target=fault.target, part=fault.part
    )


def feed_problem(one: One, fault: Fault) -> Diagnostic:
    if fault.held:
        return _held(one, fault)
    return problem(
        "built-feed", one.place, page=one.page.url, what=fault.what, target=fault.target, part=fault.part
    )


def map_problem(one: One, fault: Fault) -> Diagnostic:
    if fault.held:
        return _held(one, fault)
    return problem(
        "built-sitemap", one.place, page=one.page.url, what=fault.what, target=fault.target, part=fault.part
    )


def _held(one: One, fault: Fault) -> Diagnostic:
    """The address of something held back, wherever it was found."""
    return problem(
        "built-held", one.place, page=one.page.url, what=fault.what, target=fault.target, held=fault.held
    )
