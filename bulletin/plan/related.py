"""Up to four related stories for each story: what they share, weighed by how rare it is.

Two stories that share a rare tag have more in common than two from the same large section: a term
weighs its inverse document frequency, as in the ranking of searches. Among equals the newest come first.

All that this asks of a site stands on a `Shelf`: while no story on it has come, gone or changed its
terms, what is related stays as it is.

All stories are scored at once. A set of stories is one whole number whose bit n stands for story n, and
the scores are such numbers too, one for each binary digit: adding a term's weight to the scores of
all who share it is a handful of operations on long numbers, whatever the number of stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from bulletin.model import Story
from bulletin.plan.index import Index, Subject

MOST = 4
Keys = tuple[str, ...]
"""The keys of stories, best first."""


class Shelved(Struct, frozen=True, kw_only=True, gc=False):
    """A story by what it may share with others."""

    key: str
    section: str
    series: str
    tags: tuple[str, ...]
    regions: tuple[str, ...]


class Shelf(Struct, frozen=True, kw_only=True):
    """The stories of one language, newest first, and the first region that each region lies in."""

    stories: tuple[Shelved, ...]
    above: tuple[tuple[str, str], ...]


def shelf_of(index: Index, lang: str) -> Shelf:
    """What is needed of a site to say which stories of a language are related."""
    regions = index.site.register("regions")
    return Shelf(
        stories=tuple([_shelved(story) for story, _ in index.own(lang)]),
        above=tuple((one.id, one.parents[0]) for one in regions if one.parents),
    )


def _shelved(story: Story) -> Shelved:
    shared = story.shared
    return Shelved(
        key=story.key,
        section=shared.section,
        series=shared.series.series if shared.series else "",
        tags=shared.tags,
        regions=shared.regions,
    )


def related_on(shelf: Shelf) -> tuple[Keys, ...]:
    """For each story of the shelf the keys of those related to it, best first, in the order of the shelf.

    The other parts of its series are left out: they are shown elsewhere.
    """
    above = dict(shelf.above)
    holders = _holders(_shares(one, above) for one in shelf.stories)
    weights = _weights(holders, above, len(shelf.stories))
    series = _holders([("series", one.series)] for one in shelf.stories)
    # Stories from one place and section are many: what these are worth to the others is added up once.
    grounds: dict[tuple[str, Keys], list[int]] = {}
    found: list[Keys] = []
    for number, one in enumerate(shelf.stories):
        ground = one.section, one.regions
        if ground not in grounds:
            grounds[ground] = _scores([], _ground(one, above), holders, weights)
        digits = _scores(grounds[ground], _tags(one), holders, weights)
        hidden = series["series", one.series] if one.series else 1 << number
        found.append(tuple([shelf.stories[other].key for other in _best(digits, hidden)]))
    return tuple(found)


def _shares(one: Shelved, above: Mapping[str, str]) -> list[Subject]:
    """All that a story may share and that counts."""
    return [*_ground(one, above), *_tags(one)]


def _tags(one: Shelved) -> list[Subject]:
    return [("tags", tag) for tag in dict.fromkeys(one.tags)]


def _ground(one: Shelved, above: Mapping[str, str]) -> list[Subject]:
    """The section and the places. Of what a region lies in, one line upwards counts: the first parents.

    A valley in five departments would otherwise weigh as much as five tags.
    """
    regions: dict[str, None] = {}
    for region in one.regions:
        step = region
        while step and step not in regions:
            regions[step] = None
            step = above.get(step, "")
    section: list[Subject] = [("sections", one.section)] if one.section else []
    return section + [("regions", region) for region in regions]


def _holders(shares: Iterable[Iterable[Subject]]) -> dict[Subject, int]:
    """Of each term the set of stories that have it. Story n of the shelf is bit n: newer is lower."""
    holders: dict[Subject, int] = defaultdict(int)
    for number, terms in enumerate(shares):
        for term in terms:
            holders[term] |= 1 << number
    return holders


def _weights(holders: Mapping[Subject, int], above: Mapping[str, str], stories: int) -> dict[Subject, int]:
    """Of a region's weight only what it tells beyond the region around it counts.

    Those who share a province share its country too.
    """
    whole = {term: weight(stories, held.bit_count()) for term, held in holders.items()}
    around = {
        term: whole.get(("regions", above.get(term[1], "")), 0) for term in whole if term[0] == "regions"
    }
    return {term: points - around.get(term, 0) for term, points in whole.items()}


def weight(stories: int, holders: int) -> int:
    """What sharing a term tells, in half bits: twice log2(stories / holders), rounded down, and one.

    Whole numbers only, so that no machine's last bit of a logarithm can change an order.
    """
    return ((stories * stories) // (holders * holders)).bit_length()


def _scores(
    begun: list[int], terms: Iterable[Subject], holders: Mapping[Subject, int], weights: Mapping[Subject, int]
) -> list[int]:
    """The scores of all stories, digit by digit: those that were begun, and what the terms add to them."""
    digits = list(begun)
    for term in terms:
        _add(digits, holders[term], weights[term])
    return digits


def _add(digits: list[int], holders: int, weight: int) -> None:
    """Add a weight to the scores of all holders: binary addition with carry, all stories side by side."""
    for first in range(weight.bit_length()):
        place, carry = first, holders if weight >> first & 1 else 0
        while carry:
            digits.extend([0] * (place + 1 - len(digits)))
            digits[place], carry = digits[place] ^ carry, digits[place] & carry
            place += 1


def _best(digits: list[int], hidden: int) -> list[int]:
    """The numbers of the stories with the highest scores above nothing, among equals the newest first."""
    left = 0
    for digit in digits:
        left |= digit
    left &= ~hidden
    found: list[int] = []
    while left and len(found) < MOST:
        highest = left
        for digit in reversed(digits):
            highest = highest & digit or highest
        left ^= highest
        while highest and len(found) < MOST:
            newest = highest & -highest
            found.append(newest.bit_length() - 1)
            highest ^= newest
    return found
