"""Up to four related stories for each story: what they share, weighed by how rare it is.

Two stories that share a rare tag have more in common than two from the same large section: a term
weighs its inverse document frequency, as in the ranking of searches. Among equals the newest come first.

All stories are scored at once. A set of stories is one whole number whose bit n stands for story n, and
the scores are such numbers too, one for each binary digit: adding a term's weight to the scores of
all who share it is a handful of operations on long numbers, whatever the number of stories.
"""

from __future__ import annotations

from collections import defaultdict

from bulletin.model import Register, Story
from bulletin.plan.index import Index, Listed

MOST = 4
WEIGHED: tuple[Register, ...] = ("regions", "tags", "sections")
Shared = tuple[Register, str]


class Related:
    """The stories of one language by what they share. Story n of the list is bit n: newer is lower."""

    def __init__(self, index: Index, lang: str) -> None:
        self.index, self.own = index, index.own(lang, index.site.stories)
        self.numbers = {story.key: number for number, (story, _) in enumerate(self.own)}
        self.holders: dict[Shared, int] = defaultdict(int)
        for number, (story, _) in enumerate(self.own):
            for term in self._terms(story):
                self.holders[term] |= 1 << number
        counts = {term: holders.bit_count() for term, holders in self.holders.items()}
        whole = {term: weight(len(self.own), count) for term, count in counts.items()}
        self.weights = {term: points - whole.get(self._above(term), 0) for term, points in whole.items()}

    def to(self, story: Story) -> Listed:
        """What is related to a story, best first; without the other parts of its series, shown elsewhere."""
        terms = self._terms(story)
        digits: list[int] = []
        for term in terms:
            if term[0] in WEIGHED:
                _add(digits, self.holders[term], self.weights[term])
        hidden = 1 << self.numbers[story.key]
        for term in terms:
            hidden |= self.holders[term] if term[0] == "series" else 0
        return tuple(self.own[number] for number in _best(digits, hidden))

    def _terms(self, story: Story) -> tuple[Shared, ...]:
        """What a story may share. Of what a region lies in, one line upwards counts: the first parents.

        A valley in five departments would otherwise weigh as much as five tags.
        """
        found = [term for term in self.index.terms_of(story) if term[0] in ("tags", "sections", "series")]
        for region in story.shared.regions:
            step: Shared = ("regions", region)
            while step[1] and step not in found:
                found.append(step)
                step = self._above(step)
        return tuple(found)

    def _above(self, term: Shared) -> Shared:
        """The first region that a region lies in; ("regions", "") above the last."""
        region = self.index.term(*term) if term[0] == "regions" else None
        return "regions", region.parents[0] if region and region.parents else ""


def weight(stories: int, holders: int) -> int:
    """What sharing a term tells, in half bits: twice log2(stories / holders), rounded down, and one.

    Of a region's weight, `Related` counts only what it tells beyond the region around it: those who
    share a province share its country too. Whole numbers only, so that no machine's last bit of a
    logarithm can change an order.
    """
    return ((stories * stories) // (holders * holders)).bit_length()


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
        newest = highest & -highest
        found.append(newest.bit_length() - 1)
        left ^= newest
    return found
