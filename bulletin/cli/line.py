"""The command line as it is typed: the commands of the table, their options, and what ends them early."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click

from bulletin import __version__
from bulletin.cli import COMMANDS
from bulletin.commands.options import Project
from bulletin.model import BulletinError
from bulletin.quick import STATE, UNFINISHED
from bulletin.snapshot import Snapshot


class Terminated(BaseException):
    """SIGTERM, raised where the program was, so that what it holds is put back in order."""


class Commands(click.Group):
    """The commands of the table; without one, `build`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        found: click.Command | None = importlib.import_module(module).command if module else None
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click knows only of commands that are loaded; ours are, when they are called."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as trouble:
            raise click.NoSuchCommand(trouble.command_name, possibilities=COMMANDS, ctx=ctx) from trouble

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.command(
    cls=Commands,
    name="build.py",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, build.  Example:  python build.py --strict",
)
@click.version_option(__version__, prog_name="puente")
def commands() -> None:
    """Puente publishes a bulletin in two languages as a static site."""


def _finish_first(root: Path) -> None:
    """Finish a publication that was killed half-way, whatever command was asked for; mostly there is none."""
    if os.path.lexists(root / STATE / UNFINISHED):
        importlib.import_module("bulletin.commands.finish").finish(root)


def run(
    arguments: Sequence[str],
    root: Path,
    seen: Snapshot | None = None,
    engine: Snapshot | None = None,
) -> int:
    """Run one command on the project at `root`; the exit code.

    `seen` are its sources, where they were looked at; `engine` our own sources, before they were loaded.
    """
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        _finish_first(root)
        project = Project(root=root, arguments=tuple(arguments), seen=seen, engine=engine)
        code = commands.main(args=list(arguments), prog_name="build.py", standalone_mode=False, obj=project)
    except click.ClickException as trouble:
        trouble.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        print("Interrupted.", file=sys.stderr)
        return 130
    except Terminated:
        print("Interrupted.", file=sys.stderr)
        return 143
    except BulletinError as trouble:
        return _environment(trouble)
    finally:
        signal.signal(signal.SIGTERM, before)
    return code if isinstance(code, int) else 0


def _environment(trouble: BulletinError) -> int:
    """A command prints its own; this is for what happens before it knows in which language."""
    print(f"error: {trouble}", file=sys.stderr)
    return 2


def _terminate(signum: int, frame: FrameType | None) -> None:
    raise Terminated
