"""The command line: a table of command -> module, loaded when called, and the exit codes.

0 fine · 1 problems in the content · 2 wrong usage or environment · 3 a bug of ours ·
75 another build is running · 130 interrupted, 143 terminated.
"""

from __future__ import annotations

import errno
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click

from bulletin import __version__
from bulletin.model import BulletinError

COMMANDS = {
    "build": "bulletin.commands.build",
    "check": "bulletin.commands.check",
    "list": "bulletin.commands.list",
    "strings": "bulletin.commands.strings",
    "urls": "bulletin.commands.urls",
}


NO_ROOM = frozenset({errno.ENOSPC, errno.EPIPE})
"""What a full disk, or a reader who has gone, says of our own output."""


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


def main(arguments: Sequence[str], *, root: Path) -> int:
    """Run one command on the project at `root`; the exit code."""
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        code = commands.main(args=list(arguments), prog_name="build.py", standalone_mode=False, obj=root)
        sys.stdout.flush()
    except click.ClickException as trouble:
        trouble.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 130
    except Terminated:
        return 143
    except BulletinError as trouble:
        return _environment(trouble)
    except OSError as trouble:
        if trouble.errno not in NO_ROOM:
            raise
        return _unheard(trouble)
    except Exception:
        traceback.print_exc()
        print("\nThis is a bug in Puente, not in your text. Please send the lines above.", file=sys.stderr)
        return 3
    finally:
        signal.signal(signal.SIGTERM, before)
    return code if isinstance(code, int) else 0


def _environment(trouble: BulletinError) -> int:
    """A command prints its own; this is for what happens before it knows in which language."""
    print(f"error: {trouble}", file=sys.stderr)
    return 2


def _unheard(trouble: OSError) -> int:
    """Nobody takes what we print: say so where that is possible, and let the interpreter end in peace."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if trouble.errno == errno.EPIPE:
        return 0
    print(f"error: what was to be said could not be written: {trouble.strerror}", file=sys.stderr)
    return 2


def _terminate(signum: int, frame: FrameType | None) -> None:
    raise Terminated
