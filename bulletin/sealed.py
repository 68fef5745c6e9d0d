"""Values that say of themselves whether they are what was written under their name.

The standard library alone, for the quick answer. A seal is no signature: it finds damage, not intent.
"""

from __future__ import annotations

import hashlib

SIZE = 8
"""Bytes of a seal, which stand before the value."""


def sealed(name: str, value: bytes) -> bytes:
    return _seal(name, value) + value


def opened(name: str, data: object) -> bytes | None:
    """The value that was sealed under `name`; None for anything else that a damaged file may hold there."""
    if not isinstance(data, bytes) or data[:SIZE] != _seal(name, data[SIZE:]):
        return None
    return data[SIZE:]


def _seal(name: str, value: bytes) -> bytes:
    state = hashlib.blake2b(f"{name}\0".encode(), digest_size=SIZE)
    state.update(value)
    return state.digest()
