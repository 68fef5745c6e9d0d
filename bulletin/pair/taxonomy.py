"""The closed vocabulary: what a writer wrote -> the id of a register, and the tree of regions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from bulletin.config import LIMITS
from bulletin.diagnostics import problem, suggest
from bulletin.model import Diagnostic, Place, Register, Term
from bulletin.pair.names import folded, told_apart

UNKNOWN: dict[Register, str] = {
    "sections": "section-unknown",
    "tags": "tag-unknown",
    "regions": "region-unknown",
    "series": "series-unknown",
    "authors": "author-unknown",
}


SEPARATOR = re.compile(r"[,;]|\s(?:and|y|e)\s")
"""What stands between several names where the writer did not think of a list."""


class Vocabulary:
    """All registers, looked up by id, by a name in either language or by an alias.

    What a `doubtful` register lacks is not complained of: its own errors come first.
    """

    def __init__(self, terms: Iterable[Term], doubtful: Collection[Register] = ()) -> None:
        self.doubtful = doubtful
        self.ids: dict[Register, dict[str, Term]] = {register: {} for register in UNKNOWN}
        self.names: dict[Register, dict[str, set[str]]] = {register: {} for register in UNKNOWN}
        for term in terms:
            self.ids[term.register][term.id] = term
            for name in _all_names(term):
                self.names[term.register].setdefault(folded(name), set()).add(term.id)

    def find(self, register: Register, written: str) -> str | None:
        """The id that is meant; None where nothing has that name, or several have. Nothing written means ""."""
        if not written or written in self.ids[register]:
            return written
        found = self.names[register].get(folded(written), ())
        return next(iter(found)) if len(found) == 1 else None

    def resolve(self, register: Register, written: str, place: Place) -> tuple[str, tuple[Diagnostic, ...]]:
        """(the id, nothing wrong), or ("", why not)."""
        id = self.find(register, written)
        if id is not None:
            return id, ()
        found = sorted(self.names[register].get(folded(written), ()))
        if found:
            return "", (problem("term-ambiguous", place, value=written, ids=self._told(register, found)),)
        if register in self.doubtful:
            return "", ()
        names = {name for term in self.ids[register].values() for name in _all_names(term)}
        return "", (problem(UNKNOWN[register], place, value=written, suggestion=suggest(written, names)),)

    def resolve_all(
        self, register: Register, written: Iterable[tuple[str, Place]]
    ) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
        """The ids of several, each once, in the order written."""
        ids: list[str] = []
        problems: list[Diagnostic] = []
        for name, place in written:
            id, wrong = self.resolve(register, name, place)
            problems.extend(self._as_list(register, name, one) for one in wrong)
            if id and id not in ids:
                ids.append(id)
        return tuple(ids), tuple(problems)

    def _told(self, register: Register, ids: Iterable[str]) -> str:
        """Ids with their full names: either may be written."""
        terms = (self.ids[register][id] for id in ids)
        named = ((term.id, next((one.full for one in term.words if one.full), "")) for term in terms)
        return ", ".join(f"{id} = {full}" if full else id for id, full in named)

    def _as_list(self, register: Register, written: str, wrong: Diagnostic) -> Diagnostic:
        """Several names in one, without the brackets of a list, get a suggestion of their own."""
        parts = [part.strip() for part in SEPARATOR.split(written)]
        known = any(part and not self.resolve(register, part, wrong.place)[1] for part in parts)
        if wrong.code != UNKNOWN[register] or len(parts) < 2 or not known:
            return wrong
        return problem(
            wrong.code, wrong.place, value=written, suggestion=f"[{', '.join(filter(None, parts))}]"
        )


def _all_names(term: Term) -> tuple[str, ...]:
    names = (name for words in term.words for name in (words.name, words.full) if name)
    return term.id, *term.aliases, *dict.fromkeys(names)


def settle_terms(
    terms: Iterable[Term], vocabulary: Vocabulary
) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """The terms with the ids of their parents and full names, and what is wrong: unknown parents, circles."""
    problems: list[Diagnostic] = []
    settled: list[Term] = []
    for term in terms:
        written = ((parent, term.place) for parent in term.parents)
        parents, wrong = vocabulary.resolve_all(term.register, written)
        settled.append(replace(term, parents=parents))
        problems.extend(wrong)
    by_id = {(term.register, term.id): term for term in settled}
    for term in settled:
        chain = _circle(term, by_id)
        if chain:
            problems.append(problem("term-circle", term.place, id=term.id, chain=" > ".join(chain)))
        elif _levels(term, by_id) > LIMITS.region_levels:
            problems.append(problem("term-too-deep", term.place, id=term.id, limit=LIMITS.region_levels))
    named, alike = told_apart(settled)
    return named, (*problems, *alike)


def _levels(term: Term, terms: Mapping[tuple[Register, str], Term]) -> int:
    """How many regions lie one within the other from a term upwards, by the shortest way."""
    row, seen, levels = {term.id}, {term.id}, 0
    while row:
        above = (terms[term.register, id].parents for id in row if (term.register, id) in terms)
        row = {parent for parents in above for parent in parents} - seen
        seen |= row
        levels += 1
    return levels


def _circle(start: Term, terms: Mapping[tuple[Register, str], Term]) -> tuple[str, ...]:
    """The ids on the way from a term back to itself, () where there is none."""
    ways: list[tuple[str, ...]] = [(start.id,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        term = terms.get((start.register, way[-1]))
        for parent in term.parents if term else ():
            if parent == start.id:
                return *way, parent
            if parent not in seen:
                seen.add(parent)
                ways.append((*way, parent))
    return ()
