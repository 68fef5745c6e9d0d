"""The parts of each series: every number once, and none left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from bulletin.diagnostics import problem
from bulletin.model import Diagnostic, Story


def check_series(stories: Iterable[Story]) -> tuple[Diagnostic, ...]:
    """What is wrong with the numbers of parts. `stories` are all, drafts among them."""
    parts: dict[str, dict[int, list[Story]]] = defaultdict(lambda: defaultdict(list))
    for story in stories:
        if story.shared.series:
            parts[story.shared.series.series][story.shared.series.part].append(story)
    problems = [
        one
        for found in parts.values()
        for number, stories_of in found.items()
        if len(stories_of) > 1
        for one in _taken(number, stories_of)
    ]
    return (*problems, *(one for id, found in sorted(parts.items()) for one in _missing(id, found)))


def _missing(id: str, parts: dict[int, list[Story]]) -> list[Diagnostic]:
    """Told at the part after the gap, where a writer may silence it."""
    problems = []
    for before, number in pairwise((0, *sorted(parts))):
        if number - before > 1:
            first, last = before + 1, number - 1
            numbers = str(first) if first == last else f"{first}–{last}"
            place = parts[number][0].best.at("series", "part")
            problems.append(problem("series-part-missing", place, id=id, numbers=numbers))
    return problems


def _taken(number: int, stories: list[Story]) -> list[Diagnostic]:
    problems = []
    for story in stories:
        others = ", ".join(sorted(other.key for other in stories if other is not story))
        place = story.best.at("series", "part")
        problems.append(problem("series-part-taken", place, number=number, others=others))
    return problems
