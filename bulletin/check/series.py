"""The parts of each series: every number once, and none left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bulletin.diagnostics import problem
from bulletin.model import Diagnostic, Story, Term


def check_series(stories: Iterable[Story], terms: Iterable[Term]) -> tuple[Diagnostic, ...]:
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
    for term in (term for term in terms if term.register == "series" and term.id in parts):
        missing = sorted(set(range(1, max(parts[term.id]))) - set(parts[term.id]))
        if missing:
            numbers = ", ".join(str(number) for number in missing)
            problems.append(problem("series-part-missing", term.place, id=term.id, numbers=numbers))
    return tuple(problems)


def _taken(number: int, stories: list[Story]) -> list[Diagnostic]:
    problems = []
    for story in stories:
        original = next((one for one in story.articles if one.lang == story.original), story.articles[0])
        others = ", ".join(sorted(other.key for other in stories if other is not story))
        place = original.at("series", "part")
        problems.append(problem("series-part-taken", place, number=number, others=others))
    return problems
