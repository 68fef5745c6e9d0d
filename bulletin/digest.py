"""One digest for every frozen value: total over our types, typed, and refusing the unknown.

Two values have one digest exactly when they are equal and of one type: 1, True and "1" differ.
An unknown type is an error, never a `repr`, for a `repr` may hold an address or a hash order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime

SIZE = 16
"""Bytes of a digest: 128 bits, so a collision by accident is out of reach of any archive."""


def digest_bytes(data: bytes) -> str:
    """The digest of a file's content, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def digest(value: object) -> str:
    """The digest of a plain frozen value or a frozen dataclass, in hexadecimal.

    Raises TypeError for anything else: lists, dicts, sets, paths, callables, floats.
    """
    state = hashlib.blake2b(digest_size=SIZE)
    _feed(state.update, value)
    return state.hexdigest()


def _feed(update: Callable[[bytes], None], value: object) -> None:
    kind = type(value)
    if value is None or kind is bool:
        update(b"N" if value is None else b"T" if value else b"F")
    elif kind is tuple:
        _feed_tuple(update, value)  # type: ignore[arg-type]
    elif is_dataclass(kind) and kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        update(f"D{kind.__module__}.{kind.__qualname__};".encode())
        _feed_tuple(update, tuple(getattr(value, field.name) for field in fields(kind)))
    else:
        data = _plain(value)
        update(b"%d:" % len(data) + data)


def _feed_tuple(update: Callable[[bytes], None], values: tuple[object, ...]) -> None:
    update(b"(%d;" % len(values))
    for value in values:
        _feed(update, value)


def _plain(value: object) -> bytes:
    kind = type(value)
    if kind is str:
        return b"s" + value.encode("utf-8", "surrogatepass")  # type: ignore[attr-defined, no-any-return]
    if kind is int:
        return f"i{value}".encode()
    if kind is bytes:
        return b"b" + value  # type: ignore[operator]
    if kind is datetime or kind is date:
        return (b"m" if kind is datetime else b"d") + value.isoformat().encode()  # type: ignore[attr-defined, no-any-return]
    if kind is frozenset:
        return b"f" + "".join(sorted(digest(item) for item in value)).encode()  # type: ignore[attr-defined]
    raise TypeError(f"digest: no rule for {kind.__module__}.{kind.__qualname__}")
