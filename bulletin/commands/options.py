"""The options that several commands share, and the reading of a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from bulletin.model import LANGUAGES

Function = TypeVar("Function", bound=Callable[..., Any])


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
SHARED = (
    click.option("-v", "--verbose", is_flag=True, help="Show how long each stage took."),
    messages_option,
    json_option,
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    now_option,
    click.option(
        "--base-url", metavar="URL", help="The address of the site, instead of the base_url in bulletin.toml."
    ),
)


def shared(function: Function) -> Function:
    """Add the shared options to a command."""
    for option in SHARED:
        function = option(function)
    return function


def clock() -> datetime:
    """The one look at the clock: time enters the program here, and goes on as an argument."""
    return datetime.now(UTC)
