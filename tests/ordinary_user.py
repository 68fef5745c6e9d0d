"""Doing something without the rights of root, who may read and write everything."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path


def as_nobody(action: Callable[[], int], folder: Path) -> tuple[int, str]:
    """The exit code and the words of an action, done without the rights of root."""
    with (folder.parent / f"{folder.name}.said").open("w+") as said:
        number = os.fork()
        if number == 0:
            sys.stdout = sys.stderr = said
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            code = 70
            try:
                code = action()
            finally:
                said.flush()
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        Path(said.name).unlink()
        said.seek(0)
        return code, said.read()
