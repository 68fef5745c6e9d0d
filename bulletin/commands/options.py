"""The options that several commands share, and the reading of a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from bulletin.config import is_base_url
from bulletin.model import LANGUAGES
from bulletin.snapshot import Snapshot

Function = TypeVar("Function", bound=Callable[..., Any])


class Project(NamedTuple):
    """What every command gets: the project's folder, the command as it was typed, the sources if they were looked at."""

    root: Path
    arguments: tuple[str, ...] = ()
    seen: Snapshot | None = None
    engine: Snapshot | None = None


def pass_root(function: Function) -> Function:
    """Give a command the project's folder, for those that need nothing else of it."""

    @click.pass_obj
    @wraps(function)
    def given(project: Project, /, *args: Any, **asked: Any) -> Any:
        return function(project.root, *args, **asked)

    return given  # type: ignore[return-value]


class Moment(click.ParamType[datetime]):
    """An ISO 8601 date or date-time; without an offset it is in the site's time zone."""

    name = "ISO"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date or a time; write 2017-02-08 or 2017-02-08T06:30", param, ctx)


messages_option = click.option(
    "--messages", type=click.Choice(LANGUAGES), help="The language of messages.  [default: the terminal's]"
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print the report as JSON, for editors and CI."
)
now_option = click.option("--now", type=Moment(), help="Act as if it were this moment.  [default: now]")


def _in_full(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not is_base_url(value):
        raise click.BadParameter("write a full address such as https://example.org/")
    return value


base_url_option = click.option(
    "--base-url",
    metavar="URL",
    callback=_in_full,
    help="The address of the site, instead of the base_url in bulletin.toml.",
)
SHARED = (
    click.option("-v", "--verbose", is_flag=True, help="Show how long each stage took."),
    messages_option,
    json_option,
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    now_option,
    base_url_option,
)


def shared(function: Function) -> Function:
    """Add the shared options to a command."""
    for option in SHARED:
        function = option(function)
    return function


def clock() -> datetime:
    """The one look at the clock: time enters the program here, and goes on as an argument."""
    return datetime.now(UTC)
