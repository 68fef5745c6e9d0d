"""The memo: what was derived once from what has not changed since need not be derived again.

One SQLite file in `.bulletin/`, whose name carries the engine's digest: another version of Puente or of a
library it leans on begins with an empty one. It holds derived facts only. Deleting it changes
time, never bytes; one that cannot be used is an empty memo, and one line says so.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from bulletin.diagnostics import N_
from bulletin.digest import digests_of
from bulletin.quick import ENDING, MEMO
from bulletin.sealed import opened, sealed
from bulletin.write.notes import Note

FORGOTTEN = 20
"""Builds after which what none of them used goes."""

MANY = 1000
"""Changes after which there is a commit: while it waits, a change that needs room keeps children from reading."""

DAMAGED = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""Answers that speak of the file; the others speak of the disk, of rights, of who else has it open."""

NO_MEMO = N_("%(path)s cannot be used (%(reason)s): this build starts from scratch")
SCHEMA = """
CREATE TABLE IF NOT EXISTS memo (name TEXT, key TEXT, idle INTEGER, value BLOB, PRIMARY KEY (name, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
VERSION = 1
"""Of the tables: SQLite keeps it as user_version."""

Item = TypeVar("Item", bound=msgspec.Struct)
Value = TypeVar("Value")
Values = dict[str, dict[str, Any]]
Compute = Callable[[Callable[[Any], bytes], Sequence[Any]], Iterable[tuple[int, bytes | None]]]
"""Does the work for the items that are not known: (work, items) -> (number, result) in any order."""


def unwatched(done: int, total: int) -> None:
    """For work that nobody watches."""


class Kept(msgspec.Struct, Generic[Value], frozen=True):
    """A value, and a text that is kept beside it and fetched only where it is needed."""

    value: Value
    text: bytes


class Memo:
    """An open memo. `fresh` begins from nothing: it looks nothing up, and replaces what it computes.

    Without `stores` it is only read: for those who do not hold the build's lock. `values` are those that a process
    which builds again and again has at hand, by name and key: they need not be read from the file.
    """

    def __init__(
        self,
        state: Path,
        engine: str,
        compute: Compute,
        *,
        fresh: bool = False,
        stores: bool = True,
        values: Values | None = None,
    ) -> None:
        self.path = state / f"{MEMO}{engine[:16]}{ENDING}"
        self.compute, self.fresh, self.stores = compute, fresh, stores
        self.values = None if fresh else values
        self.notes: list[Note] = []
        self.texts: dict[str, bytes] = {}
        """Texts that could not be stored; none, most of the time."""
        self.process = os.getpid()
        self.unsettled = 0
        """How much was written since the last commit."""
        self.base: sqlite3.Connection | None = None
        try:
            self.base = _connected(self.path) if stores else self._read_only()
        except sqlite3.Error as trouble:
            self._lose(trouble)

    def _read_only(self) -> sqlite3.Connection | None:
        """The file as it is, for looking up alone."""
        with suppress(sqlite3.Error):
            return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
        return None

    def _lose(self, trouble: sqlite3.Error) -> None:
        """What was stored is not looked up any more; said once. A damaged file makes room for an empty one."""
        if self.base is not None:
            with suppress(sqlite3.Error):
                self.base.close()
        self.base = None
        if self.notes:
            return
        facts = (("path", f"{self.path.parent.name}/{self.path.name}"), ("reason", str(trouble)))
        self.notes.append(Note(message=NO_MEMO, facts=facts))
        if self.stores and getattr(trouble, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in DAMAGED:
            with suppress(OSError, sqlite3.Error):
                _remove(self.path)
                self.base = _connected(self.path)

    def map(
        self,
        name: str,
        function: Callable[[Item], Value | Kept[Value]],
        items: Sequence[Item],
        kind: type[Value],
        *,
        fallen: Callable[[Item], Value] | None = None,
        watch: Callable[[int, int], None] = unwatched,
    ) -> list[Value]:
        """What `function` makes of each item, in their order; looked up by digest, the misses computed.

        `function` is pure, and its values are of `kind`, a struct; one that says it is `passing` is not remembered. With
        `fallen`, children compute, and one may be lost with its item: then `fallen` says what stands in for the value,
        and nothing is remembered. Without it, this process computes: what can neither crash nor hang, and is little.
        `watch` is told how many of the misses are computed, and how many there are.
        """
        keys = digests_of(name, items)
        decode = msgspec.json.Decoder(kind).decode
        found = self._found(name, keys, decode)
        missing = [number for number, value in enumerate(found) if value is None]
        computed = self._computed(function, items, missing, here=fallen is None)
        for done, (number, value, text) in enumerate(computed):
            watch(done, len(missing))
            if value is None:
                assert fallen is not None  # nothing is lost that is computed here
                found[number] = fallen(items[number])
                continue
            found[number] = decode(value)
            if not getattr(found[number], "passing", False):
                self._store(name, keys[number], value, text)
            elif text:
                self.texts[keys[number]] = text
        if self.values is not None:
            pairs = zip(keys, found, strict=True)
            self.values[name] = {key: one for key, one in pairs if not getattr(one, "passing", False)}
        return found  # type: ignore[return-value]

    def _found(self, name: str, keys: Sequence[str], decode: Callable[[bytes], Value]) -> list[Value | None]:
        """The known value for each key: the one at hand, or the one in the file."""
        at_hand = self.values.get(name) if self.values is not None else None
        if at_hand is None:
            known = self._known(name, keys)
            return [_decoded(decode, opened(key, known.get(key))) for key in keys]
        found = [at_hand.get(key) for key in keys]
        for number, key in enumerate(keys):
            if found[number] is None:
                found[number] = _decoded(decode, self._one("memo", key, name))
        return found

    def text(self, name: str, item: msgspec.Struct) -> bytes | None:
        """The text that was kept beside the value of an item; None where it is lost."""
        (key,) = digests_of(name, (item,))
        if key in self.texts:
            return self.texts[key]
        return self._one("texts", key)

    def state(self, key: str) -> bytes | None:
        """What `keep` stored last under a name of its own."""
        return None if self.fresh else self._one("state", key)

    def keep(self, key: str, value: bytes) -> None:
        self._write("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, sealed(key, value)))

    def forget(self, keys: Iterable[str]) -> None:
        """What was kept under these names is of no use any more."""
        for key in keys:
            self._write("DELETE FROM state WHERE key = ?", (key,))

    def commit(self) -> None:
        """Store what was computed, for good and for the children that are forked from now on."""
        self.unsettled = 0
        if self.base is not None and self.stores:
            try:
                self.base.commit()
            except sqlite3.Error as trouble:
                self._lose(trouble)

    def close(self) -> None:
        """Commit, and remove the memos of other engines."""
        self.commit()
        if self.base is not None:
            self.base.close()
            self.base = None
        for other in () if not self.stores else self.path.parent.glob(f"{MEMO}*{ENDING}*"):
            if not other.name.startswith(self.path.name):
                with suppress(OSError):
                    other.unlink()

    def _computed(
        self,
        function: Callable[[Item], object],
        items: Sequence[Item],
        missing: Sequence[int],
        *,
        here: bool,
    ) -> Iterator[tuple[int, bytes | None, bytes]]:
        """(number of an item, its value, its text) for those that are missing; no value for one that was lost."""
        if here:
            yield from ((number, *_parts(_encoded(function(items[number])))) for number in missing)
            return
        wanted = [items[number] for number in missing]
        for at, data in self.compute(lambda item: _encoded(function(item)), wanted):
            if data is None:
                yield missing[at], None, b""
            else:
                yield missing[at], *_parts(data)

    # -- the file ---------------------------------------------------------------------------------

    def _known(self, name: str, keys: Sequence[str]) -> dict[str, bytes]:
        """The values of a name by key. Those that are not wanted now grow idle, and go in the end."""
        if self.base is None or self.fresh:
            return {}
        wanted = set(keys)
        try:
            rows = self.base.execute("SELECT key, idle, value FROM memo WHERE name = ?", (name,)).fetchall()
            if self.stores:
                self._age(name, wanted, [(key, idle) for key, idle, _ in rows])
        except sqlite3.Error as trouble:
            self._lose(trouble)
            return {}
        return {key: value for key, _, value in rows if key in wanted}

    def _age(self, name: str, wanted: Collection[str], rows: Iterable[tuple[str, int]]) -> None:
        """What is not wanted grows idle, and goes in the end."""
        # Damage may have made anything of a number.
        found = [(key, idle if isinstance(idle, int) else FORGOTTEN) for key, idle in rows]
        rows = [(key, idle) for key, idle in found if idle or key not in wanted]
        gone = [(name, key) for key, idle in rows if key not in wanted and idle >= FORGOTTEN]
        assert self.base is not None
        self.base.executemany(
            "UPDATE memo SET idle = ? WHERE name = ? AND key = ?",
            ((0 if key in wanted else idle + 1, name, key) for key, idle in rows),
        )
        self.base.executemany("DELETE FROM memo WHERE name = ? AND key = ?", gone)
        self.base.executemany("DELETE FROM texts WHERE key = ?", [(key,) for _, key in gone])

    def _store(self, name: str, key: str, value: bytes, text: bytes) -> None:
        self._write("INSERT OR REPLACE INTO memo VALUES (?, ?, 0, ?)", (name, key, sealed(key, value)))
        if text:
            self._write("INSERT OR REPLACE INTO texts VALUES (?, ?)", (key, sealed(key, text)))
            if self.base is None or not self.stores:
                self.texts[key] = text

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        if self.base is not None and self.stores:
            try:
                self.base.execute(statement, values)
            except sqlite3.Error as trouble:
                self._lose(trouble)
            self.unsettled += 1
            if self.unsettled >= MANY:
                self.commit()

    def _one(self, table: str, key: str, name: str | None = None) -> bytes | None:
        """A single value. A child that was forked opens the file anew: a connection is not to be shared."""
        if os.getpid() != self.process:
            self.process = os.getpid()
            self.parents = self.base  # not even to be closed: its numbers of files are others' here
            self.base = self._read_only() if self.base is not None else None
        if self.base is None:
            return None
        try:
            asked, also = ((key,), "") if name is None else ((key, name), " AND name = ?")
            row = self.base.execute(f"SELECT value FROM {table} WHERE key = ?{also}", asked).fetchone()
        except sqlite3.Error:
            return None
        return opened(key, row[0]) if row else None


def begin_with(state: Path, other: Path, engine: str) -> None:
    """Begin the memo in `state` with what the one in `other` knows.

    Where that cannot be had, or another process is busy with it, it begins from nothing.
    """
    name = f"{MEMO}{engine[:16]}{ENDING}"
    if (state / name).exists() or not (other / name).is_file():
        return
    try:
        with (
            closing(
                sqlite3.connect(f"{(other / name).absolute().as_uri()}?mode=ro", uri=True, timeout=0.1)
            ) as source,
            closing(sqlite3.connect(state / name)) as target,
        ):
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM state").fetchone()  # `backup` would wait for ever to read
            source.backup(target)
    except sqlite3.Error:
        with suppress(OSError):
            _remove(state / name)


def _connected(path: Path) -> sqlite3.Connection:
    """The file, open, with its tables. What is lost with the power is derived again: nothing waits for the disk."""
    base = sqlite3.connect(path, isolation_level="DEFERRED")
    try:
        base.execute("PRAGMA synchronous = OFF")
        base.execute("PRAGMA cache_size = -16384")
        version = base.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError(f"its tables are of version {version}")
        if version == 0:
            base.executescript(f"{SCHEMA} PRAGMA user_version = {VERSION};")
    except sqlite3.Error:
        base.close()
        raise
    return base


def _remove(path: Path) -> None:
    """Remove a memo, and what SQLite may have left beside it to take back a change."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _decoded(decode: Callable[[bytes], Value], data: bytes | None) -> Value | None:
    try:
        return None if data is None else decode(data)
    except msgspec.MsgspecError:
        return None


def _encoded(value: object) -> bytes:
    kept: Kept[Any] = value if isinstance(value, Kept) else Kept(value, b"")
    # JSON, for msgpack would forget in which time zone a moment was written.
    return msgspec.msgpack.encode((msgspec.json.encode(kept.value), kept.text))


def _parts(data: bytes) -> tuple[bytes, bytes]:
    """The value and the text that `_encoded` put together."""
    return msgspec.msgpack.decode(data, type=tuple[bytes, bytes])
