"""The progress bar: on a terminal, for a build that takes its time, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

from builders import PROJECT, SiteBuilder
from bulletin.commands.progress import PATIENCE

PROGRAM = """
import sys
from pathlib import Path
from bulletin.cli import main
from bulletin.commands import progress
progress.PATIENCE = float(sys.argv[2])
sys.exit(main(["--now", "2017-06-01", "--messages", "en"], root=Path(sys.argv[1])))
"""


def on_a_terminal(site: SiteBuilder, patience: float) -> str:
    """What a build writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", PROGRAM, str(site.root), str(patience)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm"}
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment, check=False)
    os.close(theirs)
    parts = []
    while part := _read(ours):
        parts.append(part)
    os.close(ours)
    assert done.returncode == 0
    return b"".join(parts).decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so where other systems give an empty text: the other end is closed
        return b""


def test_a_long_build_shows_a_bar_on_a_terminal(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={})

    shown = on_a_terminal(site, patience=0)

    assert "Making the pages" in shown


def test_a_short_build_shows_nothing(site: SiteBuilder) -> None:
    site.story("floods", en={}, es={})

    assert on_a_terminal(site, patience=60) == ""
    assert PATIENCE == 1.0
