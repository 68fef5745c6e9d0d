"""The one table of rules, by code, and the making of a diagnostic from it."""

from __future__ import annotations

from bulletin.diagnostics.built_rules import BUILT_RULES
from bulletin.diagnostics.header_rules import HEADER_RULES
from bulletin.diagnostics.house_rules import HOUSE_RULES
from bulletin.diagnostics.rule import Rule
from bulletin.diagnostics.story_rules import STORY_RULES
from bulletin.model import Diagnostic, Place

RULES: dict[str, Rule] = {rule.code: rule for rule in HEADER_RULES + STORY_RULES + HOUSE_RULES + BUILT_RULES}


def problem(code: str, place: Place, **facts: str | int) -> Diagnostic:
    """A diagnostic of the rule `code` at `place`. Raises KeyError for a code without a rule."""
    return Diagnostic(
        code=code, severity=RULES[code].severity, place=place, facts=tuple(sorted(facts.items()))
    )
