"""Finishing, before any command, a publication that was killed while it replaced files one by one."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.commands.said import use_utf8
from bulletin.commands.words import read_words
from bulletin.quick import STATE
from bulletin.write.lock import BuildRunning, build_lock
from bulletin.write.record import finish_recorded


def finish(root: Path) -> None:
    """Finish it, and say so in one line. A build that is running has its own publication in hand.

    Raises BulletinError for trouble with the disk.
    """
    use_utf8()
    try:
        with build_lock(root / STATE, wait=False, on_wait=lambda: None):
            notes = finish_recorded(root / STATE)
    except BuildRunning:
        return
    words = read_words(root, None)
    for note in notes:
        click.echo(words.gettext(note.message) % dict(note.facts), err=True)
