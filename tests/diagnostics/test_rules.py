"""The table of rules against the code that uses it: every place to fill is filled, every rule is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bulletin.check.links import CODES
from bulletin.diagnostics import RULES, Rule
from bulletin.pair.taxonomy import UNKNOWN

ENGINE = Path(__file__).resolve().parent.parent.parent / "bulletin"
PLACE = re.compile(r"(?<!%)%\((\w+)\)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of problem() or complain(): where, for which rule, with which facts; None: cannot be told."""

    where: str
    code: str
    facts: frozenset[str] | None


def calls() -> Iterator[Call]:
    for path in sorted(ENGINE.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in _own(function):
                    if isinstance(node, ast.Call) and _name(node.func) in ("problem", "complain"):
                        where = f"{path.relative_to(ENGINE.parent).as_posix()}:{node.lineno}"
                        code = node.args[0]
                        known = code.value if isinstance(code, ast.Constant) else ""
                        yield Call(where=where, code=str(known), facts=_facts(node, function))


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef):
            waiting.extend(ast.iter_child_nodes(node))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _facts(call: ast.Call, function: ast.FunctionDef) -> frozenset[str] | None:
    names = {keyword.arg for keyword in call.keywords if keyword.arg}
    for keyword in call.keywords:
        if keyword.arg is None:
            inner = _keys(keyword.value, function)
            if inner is None:
                return None
            names |= inner
    return frozenset(names)


def _keys(value: ast.expr, function: ast.FunctionDef) -> set[str] | None:
    """The keys of a dict written out, or of a name that such dicts were given to in this function."""
    if isinstance(value, ast.Dict):
        return {str(key.value) for key in value.keys if isinstance(key, ast.Constant)}
    if not isinstance(value, ast.Name):
        return None
    keys: set[str] = set()
    for node in _own(function):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        given = getattr(node, "value", None)
        if any(isinstance(one, ast.Name) and one.id == value.id for one in targets) and isinstance(
            given, ast.Dict
        ):
            keys |= {str(key.value) for key in given.keys if isinstance(key, ast.Constant)}
    return keys or None


CALLS = tuple(calls())
TOLD = [call for call in CALLS if call.code and call.facts is not None]


def places(rule: Rule) -> frozenset[str]:
    return frozenset(PLACE.findall(rule.message + rule.hint))


@pytest.mark.parametrize("call", TOLD, ids=lambda call: f"{call.where} {call.code}")
def test_a_call_gives_every_fact_that_its_rule_has_a_place_for(call: Call) -> None:
    assert call.facts is not None
    assert call.code in RULES
    assert not places(RULES[call.code]) - call.facts


def test_few_calls_cannot_be_told_from_reading_them() -> None:
    unclear = [call.where for call in CALLS if not call.code or call.facts is None]
    assert len(TOLD) > 60
    assert len(unclear) <= 12, unclear


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_can_be_filled(rule: Rule) -> None:
    facts = dict.fromkeys(places(rule), "x")
    assert rule.message % facts and rule.hint % facts


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_is_named_and_worded_like_the_others(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.code)
    assert not rule.message.endswith(".")
    assert rule.severity in ("error", "warning")


def test_every_rule_is_used() -> None:
    used = {call.code for call in CALLS} | set(CODES.values()) | set(UNKNOWN.values())
    assert sorted(set(RULES) - used) == []
