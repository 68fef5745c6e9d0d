"""Faults -> diagnostics, each with the page that has it and the place where an editor can fix it."""

from __future__ import annotations

from functools import partial

from bulletin.check.built.facts import Audited, Document, Fault
from bulletin.diagnostics import problem
from bulletin.model import Diagnostic, Page, Place

One = Audited | Document


def markup_problem(page: Page, place: Place, fault: Fault) -> Diagnostic:
    return problem(
        "built-markup", place, page=page.url, what=fault.what, target=fault.target, part=fault.part
    )


def _told(code: str, one: One, fault: Fault) -> Diagnostic:
    """A fault in the words of a rule; the address of something held back is that, wherever it is found."""
    facts = {"page": one.page.url, "what": fault.what, "target": fault.target}
    if fault.held:
        return problem("built-held", one.place, held=fault.held, **facts)
    return problem(code, one.place, part=fault.part, **facts)


link_problem = partial(_told, "built-link")
hreflang_problem = partial(_told, "built-hreflang")
feed_problem = partial(_told, "built-feed")
map_problem = partial(_told, "built-sitemap")
