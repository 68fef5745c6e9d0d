"""`check`: everything that `build` does, but writing nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bulletin.commands.options import shared
from bulletin.commands.run import run


@click.command(name="check", epilog="Example:  python build.py check --strict --messages es")
@shared
@click.pass_obj
def command(root: Path, /, **asked: Any) -> int:
    """Look for problems in the content without publishing anything."""
    return run(root, out=None, adopt=False, wait=True, **asked)
