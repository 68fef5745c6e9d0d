"""What a process that goes on to the next build remembers of the last one: the preview's child, and no other.

The stages are pure, so one that is asked what it was asked last answers what it answered last. Nothing here
outlives the process, and a build without a recall makes the same bytes: it is told apart by the time alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from bulletin.model import Prose
from bulletin.quick import Lasting
from bulletin.write.proof import Standing

Answer = TypeVar("Answer")


class _Asked(NamedTuple):
    questions: tuple[object, ...]
    answer: object


class Recall:
    """The last answer of each stage; the values that the memo gave last, by name and key; the proof's files."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, Any]] = {}
        self.standing = Standing()
        self._asked: dict[str, _Asked] = {}
        self._moment: tuple[datetime, Lasting] | None = None

    def again(self, stage: str, function: Callable[..., Answer], *questions: object) -> Answer:
        """What `function` makes of the questions; the last answer where they are equal to the last ones."""
        last = self._asked.get(stage)
        if last is None or last.questions != questions:
            last = self._asked[stage] = _Asked(questions, function(*questions))
        return last.answer  # type: ignore[return-value]

    def moment(self, now: datetime) -> datetime:
        """The moment of the last build, as long as nothing comes due, expires or is dated otherwise since."""
        if self._moment is None:
            return now
        then, lasting = self._moment
        stands = lasting.until is None or now.timestamp() < lasting.until
        return then if stands and lasting.since <= now.timestamp() else now

    def built(self, now: datetime, lasting: Lasting) -> None:
        """A build took place at `now`, and what it found stands as long as that."""
        self._moment = (now, lasting)


class Proses:
    """Texts as a stage sees them: equal where it would make the same of them.

    `seen` is what the stage sees of one. Most texts are the very objects of the last build, and need no look.
    """

    def __init__(self, proses: Mapping[str, Prose], seen: Callable[[Prose], object]) -> None:
        self.proses, self.seen = proses, seen

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Proses) or self.proses.keys() != other.proses.keys():
            return False
        pairs = ((one, other.proses[path]) for path, one in self.proses.items())
        return all(one is two or self.seen(one) == self.seen(two) for one, two in pairs)

    __hash__ = None  # type: ignore[assignment]


def outline(prose: Prose) -> object:
    """What the planner sees of a text: its parts, and what it links to and shows; not in which line."""
    return (
        [(heading.level, heading.id, heading.text) for heading in prose.headings],
        [(link.target, link.text) for link in prose.links],
        [picture.target for picture in prose.pictures],
        prose.words,
    )


def with_places(prose: Prose) -> object:
    """What the checks see of a text: the same, each with its line and column."""
    return prose.headings, prose.links, prose.pictures
