"""What every room needs to name a thing and to complain of it: languages, places, diagnostics."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from msgspec import Struct

LANGUAGES = ("en", "es")
"""The languages of a bulletin, in the order in which pages name them. Neither is the default."""

Severity = Literal["error", "warning"]
Register = Literal["sections", "tags", "regions", "series", "authors"]
REGISTERS: tuple[Register, ...] = ("sections", "tags", "regions", "series", "authors")
PictureKind = Literal["photo", "map", "drawing"]


class BulletinError(Exception):
    """Trouble with the environment, not the content: an output folder that cannot be written, say.

    `message` and `hint` are msgids of the catalog domain `diagnostics`, filled with `facts`.
    """

    def __init__(self, message: str, hint: str = "", **facts: str | int) -> None:
        super().__init__(message % facts)
        self.message, self.hint, self.facts = message, hint, facts


class Place(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Where something was written: a path relative to the project, 1-based line and column.

    Line 0 means the file as a whole; `width` is the number of characters to underline.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 1


class Diagnostic(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A problem that an editor can mend. The words are the rule's; `facts` fill them."""

    code: str
    severity: Severity
    place: Place
    facts: tuple[tuple[str, str | int], ...] = ()


Value = TypeVar("Value")


class Outcome(Struct, Generic[Value], frozen=True, kw_only=True, array_like=True):
    """What came of reading or making something: the thing, None where there is none, and what is wrong with it.

    `passing`: another time it may be otherwise, for no reason that the source would show.
    """

    value: Value | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    passing: bool = False
