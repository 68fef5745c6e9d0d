"""What tests of one process share does not change what they see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import ChainableUndefined, Environment, pass_context, pass_environment
from jinja2.compiler import CodeGenerator

from builders import SiteBuilder
from bulletin.render import Renderer
from gallery import gallery
from remembered import COMPILE, kind_of, remember_the_pure


@pytest.mark.usefixtures("nothing_remembered")
def test_a_site_is_the_same_whether_or_not_anything_is_remembered(tmp_path: Path, whole: SiteBuilder) -> None:
    """All kinds of pages: from nothing, with what other tests left, and all of it from memory."""
    assert Environment.compile is COMPILE
    plain = gallery(tmp_path / "plain").files()

    assert whole.files() == plain
    with pytest.MonkeyPatch.context() as patch:
        remember_the_pure(patch)
        for name in ("first", "second"):
            assert gallery(tmp_path / name).files() == plain, name


def replaced_filter(environment: Environment) -> None:
    environment.filters["number"] = lambda value, locale: "many"


CHANGES: list[Callable[[Environment], object]] = [
    replaced_filter,
    lambda one: one.filters.update(number=pass_context(lambda context, value, locale: "")),
    lambda one: one.filters.pop("number"),
    lambda one: one.tests.update(even=pass_environment(lambda environment, value: True)),
    lambda one: one.tests.update(even=lambda value: True),
    lambda one: one.tests.pop("even"),
    lambda one: one.globals.pop("range"),
    lambda one: one.policies.update({"truncate.leeway": 0}),
    lambda one: one.add_extension("jinja2.ext.do"),
    lambda one: setattr(one, "finalize", str.upper),
    lambda one: setattr(one, "optimized", False),
    lambda one: setattr(one, "variable_start_string", "<<"),
    lambda one: setattr(one, "line_statement_prefix", "%"),
    lambda one: setattr(one, "autoescape", False),
    lambda one: setattr(one, "undefined", ChainableUndefined),
    lambda one: setattr(one, "code_generator_class", type("Other", (CodeGenerator,), {})),
    lambda one: setattr(one, "newstyle_gettext", False),
]
IDS = [
    "another filter", "a filter that is handed the context", "a filter less", "a test that is handed the environment",
    "another test", "a test less", "a global less", "a policy", "an extension", "finalize", "optimized", "a delimiter",
    "line statements", "autoescape", "undefined", "the compiler", "gettext",
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=IDS)
def test_an_environment_that_compiles_otherwise_has_another_key(
    site: SiteBuilder, change: Callable[[Environment], object]
) -> None:
    one, same = (Renderer(site.root, site.catalogs()).environments["en"] for _ in range(2))
    before = kind_of(one)
    assert before == kind_of(same)

    change(one)
    assert kind_of(one) != before


def test_each_language_has_a_key_of_its_own(site: SiteBuilder) -> None:
    renderer = Renderer(site.root, site.catalogs())

    assert len({kind_of(one) for one in (*renderer.environments.values(), renderer.plain)}) == 3
