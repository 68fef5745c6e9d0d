"""What a rule is: a kind of problem, in an editor's words."""

from __future__ import annotations

from msgspec import Struct

from bulletin.model import Severity


def N_(message: str) -> str:
    """Mark a text for the catalog domain `diagnostics`; it is translated where it is printed."""
    return message


class Rule(Struct, frozen=True, kw_only=True):
    """A kind of problem. `message` and `hint` are msgids with %(name)s places for the facts."""

    code: str
    severity: Severity
    message: str
    hint: str


def error(code: str, message: str, hint: str) -> Rule:
    return Rule(code=code, severity="error", message=message, hint=hint)


def warning(code: str, message: str, hint: str) -> Rule:
    return Rule(code=code, severity="warning", message=message, hint=hint)
