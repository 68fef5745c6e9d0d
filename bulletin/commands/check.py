"""`check`: everything that `build` does, but writing nothing; with --built, what is published already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bulletin.commands.options import Project, pass_root, shared
from bulletin.commands.run import run

EPILOG = """Example:  python build.py check --strict --messages es

After a build:  python build.py check --built --strict"""


def _with_built(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and not ctx.params.get("built"):
        raise click.UsageError(
            "use --out only with --built; without --built, check reads no published folder", ctx
        )
    return value


@click.command(name="check", epilog=EPILOG)
@click.option(
    "--built",
    is_flag=True,
    is_eager=True,
    help="Audit the published folder: links, languages, feeds, sitemap, and that nothing held back is in it.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    callback=_with_built,
    help="The folder that --built looks at.  [default: output]",
)
@shared
@pass_root
def command(root: Path, /, built: bool, out: Path | None, **asked: Any) -> int:
    """Look for problems in the content, or in what is published, without publishing anything."""
    folder = (out or root / "output") if built else None
    return run(Project(root), out=folder, adopt=False, full=False, wait=True, audits=built, **asked)
