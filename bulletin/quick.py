"""The quick answer: where nothing has changed since a build, what it would say, without building again.

The standard library alone, for this runs before anything else is loaded. A build leaves behind what it saw and
what it said; if the command, the sources, the engine, the libraries and the published files are what they were,
and no story has come due or expired since, saying it again is all there is to do.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from bulletin.engine import HOME, versions
from bulletin.sealed import opened, sealed
from bulletin.snapshot import FOLDER, Snapshot, look, read_snapshot

STATE = ".bulletin"
"""The folder of derived facts: deleting it changes time, never bytes."""
MEMO, ENDING = "memo-", ".sqlite"
"""How the name of a memo begins and ends; between them stands the digest of its engine."""
UNFINISHED = "commit"
"""The record of a publication that was cut short: it has to be finished first."""
SOURCES, PUBLISHED, ANSWER = "sources", "published", "answer"
"""What the memo keeps: the sources as they were seen, the published files as they were left, what was said."""

TOPS = ("content", "templates", "locales", "static", "bulletin.toml")
"""All that a build reads."""
ENGINE = (HOME.name, "build.py")
SECONDS = "\x00seconds\x00"
"""Stands in what was said for the time that it took."""

LANGUAGE_OF_TERMINAL = ("LC_ALL", "LC_MESSAGES", "LANG")


class Said(NamedTuple):
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


def question(arguments: Sequence[str]) -> list[str]:
    """What is asked: the command as it was typed, where, and in whose language."""
    return [*arguments, os.getcwd(), *(os.environ.get(name, "") for name in LANGUAGE_OF_TERMINAL)]


def look_at_engine(before: Snapshot | None = None) -> Snapshot:
    """Our own sources, as they are on disk."""
    return look(str(HOME.parent), ENGINE, before)


class Answer(NamedTuple):
    """What the last build said, if this one would say the same; None where that is not certain.

    `seen` are the sources, where they have been looked at on the way: a build need not do so again.
    """

    said: Said | None = None
    seen: Snapshot | None = None


def answer(root: Path, arguments: Sequence[str], now: float | None = None) -> Answer:
    """The quick answer to a command. `now` is in seconds since 1970."""
    started = time.perf_counter()
    try:
        stored = _stored(root)
        if not stored or SOURCES not in stored or ANSWER not in stored:
            return Answer()
        before, last = read_snapshot(json.loads(stored[SOURCES])), json.loads(stored[ANSWER])
        if last["asked"] != question(arguments):
            return Answer()
        seen = look(str(root), TOPS, before)
        lasts = _lasts(last, time.time() if now is None else now)
        if lasts and before.at == last["at"] and _unchanged(str(root), before, seen) and _made(last, stored):
            said = Said(last["said"][0], last["said"][1], last["said"][2])
            return Answer(said=timed(said, time.perf_counter() - started))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return Answer()
    return Answer(seen=seen)


def timed(said: Said, seconds: float) -> Said:
    """What was said, with the time that it took."""
    return said._replace(out=said.out.replace(SECONDS, f"{seconds:.1f}"))


def _stored(root: Path) -> Mapping[str, bytes] | None:
    """The states of the one memo that there is."""
    wanted = (SOURCES, PUBLISHED, ANSWER)
    files = sorted((root / STATE).glob(f"{MEMO}*{ENDING}"))
    if len(files) != 1 or os.path.lexists(root / STATE / UNFINISHED):
        return None
    try:
        base = sqlite3.connect(f"{files[0].absolute().as_uri()}?mode=ro", uri=True, timeout=0.1)
        try:
            rows = dict(
                base.execute("SELECT key, value FROM state WHERE key IN (?, ?, ?)", wanted).fetchall()
            )
        finally:
            base.close()
    except sqlite3.Error:
        return None
    found = {name: opened(name, rows.get(name)) for name in wanted}
    return {name: value for name, value in found.items() if value is not None}


def _lasts(last: Mapping[str, Any], now: float) -> bool:
    """Whether no story has come due or expired since, and it is the same day."""
    return bool(last["from"] <= now and (last["until"] is None or now < last["until"]))


def _made(last: Mapping[str, Any], stored: Mapping[str, bytes]) -> bool:
    """Whether the engine, the libraries and what they published are what they were."""
    if last["versions"] != list(versions()):
        return False
    engine = read_snapshot(last["engine"])
    if not _unchanged(str(HOME.parent), engine, look_at_engine(engine)):
        return False
    return not last["out"] or _published(last["out"], json.loads(stored[PUBLISHED])["published"])


def _unchanged(root: str, before: Snapshot, now: Snapshot) -> bool:
    """Whether all names and files are what they were. What is doubtful is read."""
    if before.names.keys() != now.names.keys() or before.trouble or now.trouble:
        return False
    for folder, names in before.names.items():
        others = now.names[folder]
        if names.keys() != others.keys():
            return False
        for name, file in names.items():
            other = others[name]
            if file is other or (file is FOLDER and other is FOLDER):
                continue
            if file[:5] != other[:5] or file[0] != "file":
                return False
            if before.is_doubtful(file) and not _has(f"{root}/{folder}/{name}", file[5]):
                return False
    return True


def _has(path: str, digest: str) -> bool:
    with open(path, "rb") as file:
        return bool(digest) and blake2b(file.read(), digest_size=16).hexdigest() == digest


def _published(out: str, facts: Mapping[str, Sequence[int]]) -> bool:
    """Whether the published files and folders are as they were left."""
    if not facts:
        return False
    for path, (size, changed, inode) in facts.items():
        seen = os.lstat(f"{out}/{path}")
        if (seen.st_ctime_ns, seen.st_ino) != (changed, inode):
            return False
        if not stat.S_ISDIR(seen.st_mode) and seen.st_size != size:
            return False
    return True


class Lasting(NamedTuple):
    """For how long an answer stands: seconds since 1970; `until` None for ever."""

    since: float
    until: float | None


def remember(
    memo: Path, at: int, engine: Snapshot, arguments: Sequence[str], out: str, lasting: Lasting, said: Said
) -> None:
    """Leave an answer for the next time. `at` is that of the snapshot that `memo` keeps; `out` "" was not written."""
    last: dict[str, Any] = {
        "asked": question(arguments),
        "versions": versions(),
        "from": lasting.since,
        "until": lasting.until,
        "at": at,
        "engine": engine.plain(),
        "out": out,
        "said": list(said),
    }
    data = json.dumps(last).encode()
    try:
        base = sqlite3.connect(memo, timeout=0.1)
        try:
            base.execute("PRAGMA synchronous = OFF")  # as in the rest of the memo
            with base:
                base.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (ANSWER, sealed(ANSWER, data)))
        finally:
            base.close()
    except sqlite3.Error:
        return


def say(said: Said) -> int:
    """Print what was said before; the exit code."""
    for stream, text in ((sys.stderr, said.err), (sys.stdout, said.out)):
        if stream is None:  # closed from the beginning
            continue
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
        stream.write(text)
        stream.flush()
    return said.code
