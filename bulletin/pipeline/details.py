"""What `why` has to know of each published page beyond its fingerprint: the digest of every field of its view."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from bulletin.digest import ENCODER, digest_bytes
from bulletin.model import View

SHORT = 16
"""Hexadecimal digits of a digest that is compared with one other alone."""


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of the view that a page with this `fingerprint` was made of."""

    fingerprint: str
    fields: dict[str, str]


def fields_of(view: View) -> dict[str, str]:
    """The digest of each field by its name; a view within the view is taken apart: "frame.head.title"."""
    return dict(_fields(view, ""))


def _fields(view: msgspec.Struct, prefix: str) -> Iterator[tuple[str, str]]:
    for name in view.__struct_fields__:
        value = getattr(view, name)
        if isinstance(value, View):
            yield from _fields(value, f"{prefix}{name}.")
        else:
            # Held against the same field of the same engine alone, so its type need not be written.
            yield f"{prefix}{name}", digest_bytes(ENCODER.encode(value))[:SHORT]


def key_of(path: str) -> str:
    """Under which name the memo keeps the details of a published path."""
    return f"details {path}"
