"""Runs every action with every tool in turn and keeps what each cost.

The tools take turns within an action, so that a busy minute of the machine falls on all of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.actions import ACTIONS, Change, Unseen
from benchmarks.corpus import Corpus
from benchmarks.measure import Cost, measure_all
from benchmarks.peers.tool import Tool

SETTLED = 3.2
"""Seconds: a tool may rightly doubt a file that changed less than three seconds before it looks."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What a tool has written: pages are HTML files."""

    pages: int
    files: int
    bytes: int


@dataclass(slots=True, kw_only=True)
class Result:
    """All runs of one action with one tool."""

    action: str
    tool: str
    costs: list[Cost] = field(default_factory=list)
    size: Size = Size(pages=0, files=0, bytes=0)

    @property
    def wall(self) -> float:
        return median(cost.wall for cost in self.costs)

    @property
    def cpu(self) -> float:
        return median(cost.cpu for cost in self.costs)

    @property
    def memory(self) -> float:
        return median(cost.memory for cost in self.costs)


class Contest:
    """The tools with their sites, and the corpus as it is after the changes so far."""

    def __init__(self, tools: Sequence[Tool], corpus: Corpus, *, say: Say, settled: float = SETTLED) -> None:
        self.tools, self.corpus, self.say, self.settled = tools, corpus, say, settled
        self.touched: dict[str, float] = {}
        self.results: list[Result] = []

    def prepare(self) -> None:
        """Write every site and build it once, so that no timed build is a tool's first."""
        for tool in self.tools:
            self.say(f"{tool.name}: writing {len(self.corpus.stories)} stories and building them once")
            tool.lay_out(self.corpus)
            measure_all(tool.commands())
            ACTIONS["nothing"][1](self.corpus, 0).check(tool)
            self.touched[tool.name] = time.monotonic()

    def run(self, actions: Sequence[str], runs: Mapping[str, int]) -> None:
        """Every action so many times with each tool; `results` are in the order of actions, then tools."""
        results = {
            (action, tool.name): Result(action=action, tool=tool.name)
            for action in actions
            for tool in self.tools
        }
        self.results = list(results.values())
        for number in range(max(runs.values())):
            for action in actions:
                change = ACTIONS[action][1](self.corpus, number)
                for tool in self.tools:
                    if number < runs[tool.name]:
                        self.turn(tool, change, results[action, tool.name])
                self.corpus = change.corpus

    def turn(self, tool: Tool, change: Change, result: Result) -> None:
        """One change to one tool's site, the timed build, and the look at what came out."""
        before = size_of(tool)
        time.sleep(max(0.0, self.settled - (time.monotonic() - self.touched[tool.name])))
        change.apply(tool)
        # What other tools wrote must not still be on its way to the disk: Puente waits for the disk
        # at the end of a build and would wait for their files too.
        os.sync()
        cost = measure_all(tool.commands())
        self.touched[tool.name] = time.monotonic()
        change.check(tool)
        result.size = size_of(tool)
        if change.added != (result.size.pages > before.pages):
            raise Unseen(f"{tool.name}, {result.action}: {before.pages} pages became {result.size.pages}")
        result.costs.append(cost)
        self.say(f"{result.action} {len(result.costs)}: {tool.name} {cost.wall:.2f} s")


def size_of(tool: Tool) -> Size:
    """The published files, without names that begin with a dot, which are no one's pages."""
    pages = files = total = 0
    for folder, _, names in os.walk(tool.output):
        for name in names:
            if not name.startswith("."):
                files += 1
                pages += name.endswith(".html")
                total += os.stat(os.path.join(folder, name)).st_size
    return Size(pages=pages, files=files, bytes=total)
