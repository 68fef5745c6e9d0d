"""One digest for every frozen value: total over our types, typed, and refusing the unknown.

Two values have one digest exactly when they are equal and of one type: 1, True and "1" differ.
An unknown type is an error, never a `repr`, for a `repr` may hold an address or a hash order.
"""

from __future__ import annotations

import hashlib
import types
import typing
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache

import msgspec

SIZE = 16
"""Bytes of a digest: 128 bits, so a collision by accident is out of reach of any archive."""

PLAIN = frozenset({str, int, bool, bytes, types.NoneType, date, datetime})
WRITTEN_AS: dict[object, str] = {date: "text", datetime: "text", str: "text"}
"""What looks the same when written down; it may not stand in one field with another of its kind."""

ENCODER = msgspec.msgpack.Encoder()


def digest_bytes(data: bytes) -> str:
    """The digest of a file's content, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def digest(value: object) -> str:
    """The digest of a plain frozen value or a frozen struct, in hexadecimal.

    Raises TypeError for anything else: lists, dicts, sets, paths, callables, floats.
    """
    state = hashlib.blake2b(digest_size=SIZE)
    _feed(state.update, value)
    return state.hexdigest()


def digests_of(name: str, values: Sequence[msgspec.Struct]) -> list[str]:
    """The digests of many structs, all bound to one name: for keys, made in one go."""
    start = hashlib.blake2b(name.encode() + b"\0", digest_size=SIZE)
    digests = []
    for value in values:
        state = start.copy()
        state.update(_settled(type(value)))
        state.update(ENCODER.encode(value))
        digests.append(state.hexdigest())
    return digests


def _feed(update: Callable[[bytes], None], value: object) -> None:
    kind = type(value)
    if value is None or kind is bool:
        update(b"N" if value is None else b"T" if value else b"F")
    elif isinstance(value, tuple):
        update(b"(%d;" % len(value))
        for item in value:
            _feed(update, item)
    elif isinstance(value, msgspec.Struct):
        # In one go: what each field may hold is settled by its class, so its type need not be written.
        name = _settled(type(value))
        data = ENCODER.encode(value)
        update(b"D%b;%d:" % (name, len(data)) + data)
    else:
        data = _plain(value)
        update(b"%d:" % len(data) + data)


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


@cache
def _settled(kind: type[msgspec.Struct]) -> bytes:
    """The full name of a frozen struct's class, once it is sure that its fields tell their types.

    A field may hold plain values, tuples and frozen structs, and no two kinds that are written alike.
    """
    if not kind.__struct_config__.frozen:
        raise TypeError(f"digest: no rule for {kind.__qualname__}, which can change")
    waiting, seen = [kind], {kind}
    while waiting:
        one = waiting.pop()
        for field, annotation in typing.get_type_hints(one).items():
            inner = set(_structs(annotation, f"{one.__qualname__}.{field}"))
            waiting.extend(inner - seen)
            seen |= inner
    return f"{kind.__module__}.{kind.__qualname__}".encode()


def _structs(annotation: object, field: str) -> list[type[msgspec.Struct]]:
    """The classes of structs that a field may hold; TypeError where it may hold what has no digest."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in PLAIN or origin is typing.Literal:
        return []
    if origin in (typing.Union, types.UnionType):
        written = [WRITTEN_AS.get(one, _shape(one)) for one in arguments]
        if len(set(written)) == len(written):
            return [found for one in arguments for found in _structs(one, field)]
    elif origin is tuple:
        return [found for one in arguments if one is not Ellipsis for found in _structs(one, field)]
    elif _is_struct(annotation) and annotation.__struct_config__.frozen and annotation.__struct_fields__:
        return [annotation]
    raise TypeError(f"digest: no rule for {field}: {annotation}")


def _shape(annotation: object) -> object:
    """Structs of two classes are written alike, as are tuples of two kinds, and as tuples are some structs."""
    if _is_struct(annotation):
        return tuple if annotation.__struct_config__.array_like else "struct"
    return typing.get_origin(annotation) or annotation


def _is_struct(annotation: object) -> typing.TypeGuard[type[msgspec.Struct]]:
    return isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)
