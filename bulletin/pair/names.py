"""Names that recur: a region is told apart by its country where another region has its name.

Amazonas is a state, two departments and again a state, in four countries; Panamá is a country and one
of its provinces. A country keeps its plain name.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from bulletin.diagnostics import problem
from bulletin.languages.lists import join_and
from bulletin.model import LANGUAGES, Diagnostic, Term

Terms = Mapping[str, Term]
Qualifier = Callable[[Term, str, Terms], str]


def folded(name: str) -> str:
    """A name as names are compared: whatever its capitals, its spaces and how its accents are coded."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def told_apart(terms: Iterable[Term]) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """The terms, with a full name in each language for every region whose name is not its alone.

    What nothing tells apart is pointed out: at most one region may go by its plain name.
    """
    terms = tuple(terms)
    regions = {term.id: term for term in terms if term.register == "regions"}
    full: dict[tuple[str, str], str] = {}
    problems: list[Diagnostic] = []
    for lang in LANGUAGES:
        groups: dict[str, list[Term]] = defaultdict(list)
        for term in regions.values():
            groups[folded(term.named(lang).name)].append(term)
        for group in groups.values():
            if len(group) > 1:
                names = _qualified(group, lang, regions)
                full |= {(term.id, lang): name for term, name in names.items()}
                problems.extend(_alike([term for term in group if term not in names], lang))
    renamed = tuple(_renamed(term, full) if term.register == "regions" else term for term in terms)
    return renamed, tuple(problems)


def _alike(terms: list[Term], lang: str) -> list[Diagnostic]:
    if len(terms) < 2:
        return []
    ids = ", ".join(term.id for term in terms)
    return [problem("term-name-twice", term.place, name=term.named(lang).name, ids=ids) for term in terms]


def _renamed(term: Term, full: Mapping[tuple[str, str], str]) -> Term:
    words = tuple(replace(one, full=full.get((term.id, one.lang), "")) for one in term.words)
    return replace(term, words=words)


def _qualified(group: list[Term], lang: str, regions: Terms) -> dict[Term, str]:
    """The full names of regions of one name: by country, or by what they lie in, or by their kind."""
    names: dict[Term, str] = {}
    for qualifier in (_countries, _parents, _kind):
        said = {term: qualifier(term, lang, regions) for term in group}
        for term, text in said.items():
            alone = list(said.values()).count(text) == 1 and folded(text) != folded(term.named(lang).name)
            if text and alone and term not in names and not term.iso:
                names[term] = f"{term.named(lang).name} ({text})"
    return names


def _countries(term: Term, lang: str, regions: Terms) -> str:
    """The countries that a region lies in, however far above it they stand."""
    above = list(term.parents)
    countries = []
    for id in above:
        if regions[id].iso:
            countries.append(regions[id].named(lang).name)
        else:
            above.extend(parent for parent in regions[id].parents if parent not in above)
    return join_and(countries, lang) if countries else ""


def _parents(term: Term, lang: str, regions: Terms) -> str:
    names = [regions[id].named(lang).name for id in term.parents]
    return join_and(names, lang) if names else ""


def _kind(term: Term, lang: str, regions: Terms) -> str:
    return term.named(lang).kind
