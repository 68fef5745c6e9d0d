"""Files -> text that the other stages may trust: regular, small enough, UTF-8, free of control signs.

Nothing here knows what the text means. A file that changes while it is read is read again.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

from msgspec import Struct

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.languages.characters import FORBIDDEN, name_of
from bulletin.model import Diagnostic, Place


class Source(Struct, frozen=True, kw_only=True):
    """The text of a file, with LF line ends, NFC, without a byte order mark."""

    path: str
    text: str


def read_bytes(root: Path, path: str, limit: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of a regular file of at most `limit` bytes; links, pipes and devices are refused."""
    place = Place(path=path)
    try:
        found = os.lstat(root / path)
        if not stat.S_ISREG(found.st_mode):
            return None, (problem("file-not-regular", place),)
        if found.st_size > limit:
            return None, (problem("file-too-long", place, size=found.st_size, limit=limit),)
        data = _read_steady(root / path)
    except OSError as trouble:
        return None, (problem("file-unreadable", place, reason=trouble.strerror or str(trouble)),)
    if data is None:
        return None, (problem("file-changed", place),)
    return data, ()


def _read_steady(path: Path) -> bytes | None:
    """The content of a file that stayed the same while it was read; None after three tries."""
    for _ in range(3):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read()
            after = os.fstat(file.fileno())
        if (
            (before.st_size, before.st_mtime_ns)
            == (after.st_size, after.st_mtime_ns)
            == (len(data), before.st_mtime_ns)
        ):
            return data
    return None


def read_source(
    root: Path, path: str, limit: int = LIMITS.story_bytes
) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of a file, or what is wrong with it."""
    data, problems = read_bytes(root, path, limit)
    if data is None:
        return None, problems
    return text_of(path, data)


def text_of(path: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Bytes -> Source: decoded strictly, line ends and Unicode form made one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        return None, (_not_utf8(path, data, trouble),)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        return None, (problem("file-empty", Place(path=path)),)
    forbidden = _forbidden(path, text)
    return (None if forbidden else Source(path=path, text=text)), forbidden


def _not_utf8(path: str, data: bytes, trouble: UnicodeDecodeError) -> Diagnostic:
    start = trouble.start + len(data) - len(trouble.object)  # the decoder does not count a byte order mark
    before = data[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    column = len(before.rpartition(b"\n")[2].decode("utf-8-sig", "replace")) + 1
    place = Place(path=path, line=before.count(b"\n") + 1, column=column)
    return problem("file-not-utf8", place, offset=start, byte=f"{data[start]:02x}")


def _forbidden(path: str, text: str) -> tuple[Diagnostic, ...]:
    """A problem for each line with a forbidden character: the first one in it."""
    if not FORBIDDEN.search(text):
        return ()
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        found = FORBIDDEN.search(line)
        if found:
            place = Place(path=path, line=number, column=found.start() + 1)
            problems.append(problem("character-forbidden", place, character=name_of(found[0])))
    return tuple(problems)
