"""One digest for every frozen value: the same everywhere, and none for what is not frozen."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from bulletin.digest import digest, digest_bytes
from bulletin.model import Heading, Place, View
from bulletin.plan.views import Link

ROOT = Path(__file__).resolve().parent.parent


class Card(Struct, frozen=True, kw_only=True):
    title: str
    place: Place | None = None
    tags: tuple[str, ...] = ()


class Other(Struct, frozen=True, kw_only=True):
    title: str
    place: Place | None = None
    tags: tuple[str, ...] = ()


class Loose(Struct):
    title: str


@dataclass(frozen=True)
class Data:
    title: str


class Frozen(Struct, frozen=True):
    values: object


class Doubtful(Struct, frozen=True):
    """A day and its text are written alike."""

    day: date | str


class Alike(Struct, frozen=True):
    """A view is written without the names of its fields, as a tuple is."""

    view: Link | tuple[str, ...]


class Listed(Struct, frozen=True):
    values: list[str]


class Holder(Struct, frozen=True):
    inner: tuple[Loose, ...]


class Anything(Struct, frozen=True):
    view: View


class Tree(Struct, frozen=True):
    name: str
    children: tuple[Tree, ...] = ()


class Text(str):
    pass


DIFFERENT: list[object] = [
    None, True, False, 0, 1, -1, 10, "", "0", "1", "True", "None", b"", b"1", (), (None,), ("",), ("1",), (1,),
    ((),), (1, 2), (12,), ("1", "2"), ("12",), ("1,2",), (("1",), "2"), ("1", ("2",)), date(2017, 2, 8),
    datetime(2017, 2, 8), datetime(2017, 2, 8, tzinfo=UTC), "2017-02-08", "2017-02-08T00:00:00", "é", "e\u0301",
    "\udcff", 2**80, frozenset(), frozenset({"a"}), frozenset({"a", "b"}), frozenset({1}), Card(title=""),
    Card(title="a"), Other(title="a"), Card(title="a", tags=("b",)), Card(title="a", place=Place(path="b")),
    Card(title="a", place=Place(path="b", line=1)), Heading(level=2, id="a", text="b", line=1), "i1", "s1", "4:s1",
]  # fmt: skip


def test_values_that_differ_have_digests_that_differ() -> None:
    for one, other in itertools.combinations(DIFFERENT, 2):
        assert digest(one) != digest(other), (one, other)


def test_values_that_are_equal_have_one_digest() -> None:
    assert digest(Card(title="a", tags=("b",))) == digest(Card(title="a", tags=("b",)))
    assert digest(frozenset({"a", "b", "c"})) == digest(frozenset({"c", "b", "a"}))
    assert len(digest("")) == len(digest_bytes(b"")) == 32


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([], id="list"),
        pytest.param({}, id="dict"),
        pytest.param(set(), id="set"),
        pytest.param(1.0, id="float"),
        pytest.param(Decimal(1), id="decimal"),
        pytest.param(Path("a"), id="path"),
        pytest.param(len, id="function"),
        pytest.param(lambda: 1, id="lambda"),
        pytest.param(object(), id="object"),
        pytest.param(Card, id="class"),
        pytest.param(Text("a"), id="kind of str"),
        pytest.param(Loose(title="a"), id="struct that can change"),
        pytest.param(Data(title="a"), id="dataclass"),
        pytest.param(Frozen([1]), id="struct that may hold anything"),
        pytest.param(Doubtful("2017-02-08"), id="struct whose field has two types that look alike"),
        pytest.param(Alike(("/", "a")), id="struct whose field has a view and a tuple that look alike"),
        pytest.param(Listed([]), id="struct with a list"),
        pytest.param(Holder(()), id="struct that may hold one that can change"),
        pytest.param(Anything(Link(href="/", text="a")), id="struct that may hold any view"),
        pytest.param(("a", ("b", [1])), id="list in tuples"),
        pytest.param(frozenset({1.0}), id="float in a frozenset"),
        pytest.param(bytearray(b"a"), id="bytearray"),
    ],
)
def test_what_is_not_frozen_and_known_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="digest: no rule for"):
        digest(value)


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.binary(max_size=5) | st.dates()
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=8)


def typed(value: object) -> object:
    """A value that equals another only where their types are the same all the way down."""
    return (type(value), tuple(map(typed, value)) if isinstance(value, tuple) else value)


@given(VALUES, VALUES)
def test_digests_are_equal_exactly_where_values_are(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == (typed(one) == typed(other))


SCRIPT = """
from bulletin.digest import digest
from bulletin.model import Place
print(digest((frozenset({"a", "b", "ñ", 1, Place(path="x", line=2)}), Place(path="y"), None, True)))
"""


def test_a_struct_may_hold_others_of_its_own_kind() -> None:
    one, other = Tree("a", (Tree("b"),)), Tree("a", (Tree("c"),))

    assert digest(one) != digest(other)
    assert digest(one) == digest(Tree("a", (Tree("b"),)))


def test_a_digest_is_the_same_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "America/Lima"), ("12345", "Asia/Tokyo"))
    }
    assert len(found) == 1
