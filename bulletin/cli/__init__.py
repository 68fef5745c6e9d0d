"""The command line: the quick answer where there is one, else the command, loaded when it is called.

Exit codes: 0 fine · 1 problems in the content · 2 wrong usage or environment · 3 a bug of ours ·
75 another build is running · 130 interrupted, 143 terminated.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bulletin import quick

COMMANDS = {
    "build": "bulletin.commands.build",
    "check": "bulletin.commands.check",
    "clean": "bulletin.commands.clean",
    "list": "bulletin.commands.list",
    "serve": "bulletin.commands.serve",
    "strings": "bulletin.commands.strings",
    "urls": "bulletin.commands.urls",
    "why": "bulletin.commands.why",
}

NO_ROOM = frozenset({errno.ENOSPC, errno.EPIPE})
"""What a full disk, or a reader who has gone, says of our own output."""


def main(arguments: Sequence[str], *, root: Path) -> int:
    """Run one command on the project at `root`; the exit code."""
    try:
        said, seen = quick.answer(root, arguments)
        engine = None if said else quick.look_at_engine()  # before any of it is loaded
        code = quick.say(said) if said else _command_line().run(arguments, root, seen, engine)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except OSError as trouble:
        if trouble.errno not in NO_ROOM:
            return _bug()
        return _unheard(trouble)
    except ModuleNotFoundError as trouble:
        name = (trouble.name or "").partition(".")[0]
        return _bug() if name in ("", "bulletin") else _missing(name, root)
    except Exception:
        return _bug()
    return int(code)


def _command_line() -> Any:
    """All that a command needs is loaded only now: it takes longer than the quick answer."""
    return importlib.import_module("bulletin.cli.line")


def _missing(name: str, root: Path) -> int:
    """A library is not there: most often a terminal in which the environment is not active."""
    print(importlib.import_module("bulletin.cli.missing").advice(name, root), file=sys.stderr)
    return 2


def _bug() -> int:
    traceback.print_exc()
    print("\nThis is a bug in Puente, not in your text. Please send the lines above.", file=sys.stderr)
    return 3


def _unheard(trouble: OSError) -> int:
    """Nobody takes what we print: say so where that is possible, and let the interpreter end in peace."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if trouble.errno == errno.EPIPE:
        return 0
    print(f"error: what was to be said could not be written: {trouble.strerror}", file=sys.stderr)
    return 2
