"""The closed vocabulary: what a writer wrote -> the id of a register, and the tree of regions."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

from bulletin.diagnostics import problem, suggest
from bulletin.model import Diagnostic, Place, Register, Term

UNKNOWN: dict[Register, str] = {
    "sections": "section-unknown",
    "tags": "tag-unknown",
    "regions": "region-unknown",
    "series": "series-unknown",
    "authors": "author-unknown",
}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


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
            for name in (*term.aliases, *(words.name for words in term.words)):
                self.names[term.register].setdefault(_folded(name), set()).add(term.id)

    def resolve(self, register: Register, written: str, place: Place) -> tuple[str, tuple[Diagnostic, ...]]:
        """(the id, nothing wrong), or ("", why not)."""
        if not written or written in self.ids[register]:
            return written, ()
        found = sorted(self.names[register].get(_folded(written), ()))
        if len(found) == 1:
            return found[0], ()
        if found:
            return "", (problem("term-ambiguous", place, value=written, ids=", ".join(found)),)
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
            problems.extend(wrong)
            if id and id not in ids:
                ids.append(id)
        return tuple(ids), tuple(problems)


def _all_names(term: Term) -> tuple[str, ...]:
    return term.id, *term.aliases, *(words.name for words in term.words if words.name)


def check_terms(vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    """What is wrong between the terms of a register: unknown parents, circles of parents."""
    problems: list[Diagnostic] = []
    for register, terms in vocabulary.ids.items():
        for term in terms.values():
            _, wrong = vocabulary.resolve_all(register, ((parent, term.place) for parent in term.parents))
            problems.extend(wrong)
            chain = _circle(term, terms)
            if chain:
                problems.append(problem("term-circle", term.place, id=term.id, chain=" > ".join(chain)))
    return tuple(problems)


def _circle(start: Term, terms: dict[str, Term]) -> tuple[str, ...]:
    """The ids on the way from a term back to itself, () where there is none."""
    ways: list[tuple[str, ...]] = [(start.id,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        term = terms.get(way[-1])
        for parent in term.parents if term else ():
            if parent == start.id:
                return *way, parent
            if parent not in seen:
                seen.add(parent)
                ways.append((*way, parent))
    return ()
