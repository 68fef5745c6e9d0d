"""Figures in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bulletin.languages.numbers import number


@pytest.mark.parametrize(
    ("value", "locale", "expected"),
    [
        (0, "es", "0"),
        (58, "es-419", "58"),
        (1234, "es", "1234"),
        (1234, "es-419", "1234"),
        (12345, "es", "12\u00a0345"),
        (12345, "es-PE", "12\u00a0345"),
        (-12345, "es", "-12\u00a0345"),
        (1000000, "es", "1\u00a0000\u00a0000"),
        (Decimal("7.8"), "es", "7,8"),
        (Decimal("7.8"), "es-419", "7.8"),
        (Decimal("1234.5"), "es", "1234,5"),
        (Decimal("12345.67"), "es", "12\u00a0345,67"),
        (Decimal("12345.6789"), "es-419", "12\u00a0345.6789"),
        (1234, "en-US", "1,234"),
        (12345, "en-GB", "12,345"),
        (Decimal("7.8"), "en-US", "7.8"),
        (10**30, "en-US", "1" + ",000" * 10),
        (10**30, "es", "1" + "\u00a0000" * 10),
    ],
)
def test_a_figure(value: int | Decimal, locale: str, expected: str) -> None:
    assert number(value, locale) == expected
