"""The results as Markdown, which is legible in a terminal too; nothing here measures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.actions import ACTIONS
from benchmarks.compare import Result

MEASURE = "hugo"
"""The tool whose same action is 1."""

HEAD = (
    "action", "tool", "wall s", "lowest to highest", "times Hugo", "CPU s", "times Hugo's CPU", "peak MB",
    "pages", "files", "MB written", "runs",
)  # fmt: skip


def comparison(results: Sequence[Result]) -> str:
    """One row for each action and tool."""
    own = {result.action: result for result in results if result.tool == MEASURE and result.costs}
    rows = []
    for result in results:
        if not result.costs:
            continue
        base = own.get(result.action)
        walls = sorted(cost.wall for cost in result.costs)
        rows.append(
            (
                ACTIONS[result.action][0],
                result.tool,
                seconds(result.wall),
                f"{seconds(walls[0])} to {seconds(walls[-1])}",
                ratio(result.wall, base.wall if base else 0),
                seconds(result.cpu),
                ratio(result.cpu, base.cpu if base else 0),
                f"{result.memory / 1e6:.0f}" if result.memory else "not seen",
                str(result.size.pages),
                str(result.size.files),
                f"{result.size.bytes / 1e6:.1f}",
                str(len(result.costs)),
            )
        )
    return markdown(HEAD, rows, words=2)


def growth(sizes: Sequence[tuple[int, Sequence[Result]]]) -> str:
    """One row for each action, tool and size; the last column holds a story against the smallest size."""
    rows = []
    first = {(result.action, result.tool): (sizes[0][0], result.wall) for result in sizes[0][1]}
    for stories, results in sizes:
        own = {result.action: result.wall for result in results if result.tool == MEASURE}
        for result in results:
            fewest, wall = first[result.action, result.tool]
            rows.append(
                (
                    ACTIONS[result.action][0],
                    result.tool,
                    str(stories),
                    seconds(result.wall),
                    ratio(result.wall, own.get(result.action, 0)),
                    f"{1000 * result.wall / stories:.2f}",
                    ratio(result.wall / stories, wall / fewest),
                    seconds(result.cpu),
                    f"{result.memory / 1e6:.0f}" if result.memory else "not seen",
                )
            )
    head = (
        "action", "tool", "stories", "wall s", "times Hugo", "ms a story", f"times that of {sizes[0][0]}",
        "CPU s", "peak MB",
    )  # fmt: skip
    order = list(dict.fromkeys((row[0], row[1]) for row in rows))
    rows.sort(key=lambda row: order.index((row[0], row[1])))
    return markdown(head, rows, words=2)


def seconds(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:.0f}"


def ratio(value: float, base: float) -> str:
    return f"{value / base:.2f}" if base else ""


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]], *, words: int) -> str:
    """A Markdown table with aligned columns; the first `words` columns are words, the others numbers."""
    table = [head, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    dashes = ["-" * width if n < words else "-" * (width - 1) + ":" for n, width in enumerate(widths)]
    lines = [
        "| " + " | ".join(aligned(cell, widths[n], n < words) for n, cell in enumerate(row)) + " |"
        for row in (head, dashes, *rows)
    ]
    return "\n".join(lines)


def aligned(cell: str, width: int, left: bool) -> str:
    return cell.ljust(width) if left else cell.rjust(width)


def put(file: Path, part: str, text: str) -> None:
    """Replace what stands between `<!-- part -->` and `<!-- /part -->` in a file.

    Raises ValueError where the file has no such marks: the words around them are written by people.
    """
    whole = file.read_text("utf-8")
    begin, end = f"<!-- {part} -->\n", f"<!-- /{part} -->"
    before, found, rest = whole.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{file} has no {begin.strip()} ... {end}")
    file.write_text(f"{before}{begin}\n{text.strip()}\n\n{end}{after}", "utf-8")
