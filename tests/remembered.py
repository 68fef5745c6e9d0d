"""What is made of texts alone is made once for all tests of a process: it would be most of their time.

That is Jinja's compiler, the inspection of a template, the reading of a catalog, the list of all time zones. Each is
remembered by all that it depends on, with the texts as they are on disk; what is remembered cannot change. Nothing
of the memo, the ledger or the snapshot is among it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import CodeType
from typing import Any
from zoneinfo import available_timezones

import pytest
from jinja2 import Environment

from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.model import Outcome
from bulletin.render.templates import Leaning, inspected


def remember_the_pure(patch: pytest.MonkeyPatch) -> None:
    """From now on what was once made of the same texts is taken as it was."""
    patch.setattr("bulletin.load.catalogs.read_catalog", cache(read_catalog))
    patch.setattr("bulletin.config.available_timezones", cache(available_timezones))
    found: dict[object, Outcome[Leaning]] = {}
    codes: dict[object, CodeType] = {}
    compiled: Any = Environment.compile

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
            return compiled(self, source, name, filename, *more)
        key = (kind_of(self), source, name)
        if key not in codes:
            codes[key] = compiled(self, source, name, filename)
        return renamed(codes[key], filename)

    patch.setattr("bulletin.render.inspected", inspect)
    patch.setattr(Environment, "compile", compile)


def kind_of(environment: Environment) -> tuple[object, ...]:
    """All of an environment that the compiler goes by."""
    catalog: Catalog | None = getattr(environment, "catalog", None)
    return (
        type(environment),
        catalog.compiled if catalog else b"",
        tuple(environment.extensions),
        tuple(environment.filters),
        tuple(environment.globals),
        environment.policies.get("ext.i18n.trimmed"),
        environment.autoescape,
        environment.undefined,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
    )


def renamed(code: CodeType, filename: str) -> CodeType:
    """The same code as that of another file: tracebacks name it."""
    inner = tuple(renamed(one, filename) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_consts=inner)
