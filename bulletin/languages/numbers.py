"""Figures in words' company: 1,234 in English, 1234 and 12 345 in Spanish.

Years are not figures: print them as they are.
"""

from __future__ import annotations

from decimal import Decimal, localcontext

from babel.numbers import format_decimal

from bulletin.languages.locales import cldr

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
FIRST_GROUPED = 5
"""Digits from which Spanish groups by threes (RAE, Ortografía: 1234, but 12 345)."""
PRECISION = 400
"""Digits that Babel may need for a figure; Python's default of 28 fails on larger ones."""


def number(value: int | Decimal, locale: str) -> str:
    """The figure as the locale writes it, with all its decimals.

    English as in CLDR. Spanish takes its decimal sign from CLDR (12,5 in es, 12.5 in es-419) and is
    grouped by a no-break space, from five digits on, in every country (RAE).
    """
    wanted = cldr(locale)
    spanish = wanted.language == "es"
    with localcontext(prec=PRECISION):
        written = format_decimal(
            value, locale=wanted, decimal_quantization=False, group_separator=not spanish
        )
    return _grouped(written) if spanish else written


def _grouped(written: str) -> str:
    whole = next((end for end, sign in enumerate(written) if sign in ".,"), len(written))
    sign = "-" if written.startswith("-") else ""
    digits = written[len(sign) : whole]
    if len(digits) < FIRST_GROUPED or not digits.isdecimal():
        return written
    first = len(digits) % 3 or 3
    groups = [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]
    return sign + NO_BREAK_SPACE.join(groups) + written[whole:]
