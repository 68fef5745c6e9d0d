"""`build`: publish the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bulletin.commands.options import Project, shared
from bulletin.commands.run import run

EPILOG = "Example:  python build.py build --out output --base-url https://example.org/boletin/"


@click.command(name="build", epilog=EPILOG)
@click.option("--out", type=click.Path(path_type=Path), help="The folder to publish into.  [default: output]")
@click.option("--adopt", is_flag=True, help="Publish into a folder that holds other files; they stay.")
@click.option(
    "--full", is_flag=True, help="Make every page again, without using anything from earlier builds."
)
@click.option("--no-wait", is_flag=True, help="Exit with code 75 if another build is running.")
@shared
@click.pass_obj
def command(
    project: Project, /, out: Path | None, adopt: bool, full: bool, no_wait: bool, **asked: Any
) -> int:
    """Check the content and publish it as a static site.

    The published folder changes all at once, or not at all if anything is wrong.
    """
    return run(project, out=out or project.root / "output", adopt=adopt, full=full, wait=not no_wait, **asked)
