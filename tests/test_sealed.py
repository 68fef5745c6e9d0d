"""A sealed value is opened under its own name and whole, or not at all."""

from __future__ import annotations

import pytest

from bulletin.sealed import SIZE, opened, sealed


@pytest.mark.parametrize("name", ["", "año", "details " + "long/" * 50])
@pytest.mark.parametrize("value", [b"", b"value", bytes(100_000)], ids=len)
def test_what_was_sealed_is_opened(name: str, value: bytes) -> None:
    assert opened(name, sealed(name, value)) == value


def test_no_byte_may_be_another_or_missing() -> None:
    data = sealed("name", b"value")

    assert len(data) == SIZE + 5
    for at in range(len(data)):
        assert opened("name", data[:at]) is None
        for bit in range(8):
            assert opened("name", data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]) is None


LONG = "details en/2017/02/" + "a-long-headline-" * 10


@pytest.mark.parametrize(
    ("name", "other"),
    [("a", "b"), ("a", ""), (f"{LONG}one", f"{LONG}two"), ("a", "a\0")],
    ids=["another", "none", "alike for long", "with a zero"],
)
def test_a_value_is_not_opened_under_another_name(name: str, other: str) -> None:
    assert opened(other, sealed(name, b"value")) is None


@pytest.mark.parametrize("data", [None, "text", 3, 1.5, b"", b"short"])
def test_what_a_damaged_file_may_hold_instead_is_not_opened(data: object) -> None:
    assert opened("name", data) is None
