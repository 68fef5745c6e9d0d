"""What is made of texts alone is made once for all tests of a process: it would be most of their time.

That is Jinja's compiler, the inspection of a template, the reading of a catalog, the list of all time zones. Each is
remembered by all that it depends on, with the texts as they are on disk; what is remembered cannot change. Nothing
of the memo, the ledger or the snapshot is among it. Without it the tests of the plan alone take twice the time.

`test_remembered.py` holds sites built with and without it against each other. The tests of templates and of what they
lean on do without. The builds from nothing in `test_incremental.py` do not: there are two thousand of them, and what
they are held against leans on the same pure steps, whose key is tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import CodeType
from typing import Any
from zoneinfo import available_timezones

import pytest
from jinja2 import Environment

from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.model import Outcome
from bulletin.render.templates import Leaning, inspected

COMPILE: Any = Environment.compile
SETTINGS = (
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string",
    "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "optimized", "finalize", "autoescape", "undefined", "is_async",
    "sandboxed", "code_generator_class", "newstyle_gettext",
)  # fmt: skip
"""What Jinja's lexer, parser and compiler ask of an environment."""


def remember_the_pure(patch: pytest.MonkeyPatch) -> None:
    """From now on what was once made of the same texts is taken as it was."""
    patch.setattr("bulletin.load.catalogs.read_catalog", cache(read_catalog))
    patch.setattr("bulletin.config.available_timezones", cache(available_timezones))
    found: dict[object, Outcome[Leaning]] = {}
    codes: dict[object, CodeType] = {}

    def inspect(
        own: Environment, plain: Environment, name: str, data: bytes, catalogs: Iterable[Catalog]
    ) -> Outcome[Leaning]:
        key = (kind_of(own), kind_of(plain), name, data, tuple(catalogs))
        if key not in found:
            found[key] = inspected(own, plain, name, data, key[-1])
        return found[key]

    def compile(
        self: Environment, source: Any, name: str | None = None, filename: str | None = None, *more: bool
    ) -> Any:
        if not isinstance(source, str) or filename is None or any(more):
            return COMPILE(self, source, name, filename, *more)
        key = (kind_of(self), source, name)
        if key not in codes:
            codes[key] = COMPILE(self, source, name, filename)
        return renamed(codes[key], filename)

    patch.setattr("bulletin.render.inspected", inspect)
    patch.setattr(Environment, "compile", compile)


def remember_nothing(patch: pytest.MonkeyPatch) -> None:
    """From now on everything is made as it is outside of the tests."""
    patch.setattr("bulletin.load.catalogs.read_catalog", read_catalog)
    patch.setattr("bulletin.config.available_timezones", available_timezones)
    patch.setattr("bulletin.render.inspected", inspected)
    patch.setattr(Environment, "compile", COMPILE)


def kind_of(environment: Environment) -> tuple[object, ...]:
    """All of an environment that the compiler goes by.

    Filters and tests count with their code: the optimizer calls them where it finds a constant before them.
    """
    return (
        type(environment),
        getattr(environment, "catalog", None),
        tuple(getattr(environment, name, None) for name in SETTINGS),
        tuple(type(one) for one in environment.iter_extensions()),
        functions(environment.filters),
        functions(environment.tests),
        tuple(environment.globals),
        repr(sorted(environment.policies.items())),
    )


def functions(named: Mapping[str, Any]) -> tuple[object, ...]:
    """Functions by name, each with what it is handed beside its arguments, and its code."""
    return tuple(
        (name, getattr(one, "jinja_pass_arg", None), getattr(one, "__code__", one))
        for name, one in named.items()
    )


def renamed(code: CodeType, filename: str) -> CodeType:
    """The same code as that of another file: tracebacks name it."""
    inner = tuple(renamed(one, filename) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_consts=inner)
