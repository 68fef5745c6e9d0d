"""What a process that goes on to the next build remembers of the last one: the preview's child, and no other.

The stages are pure, so one that is asked what it was asked last answers what it answered last. Nothing here
outlives the process, and a build without a recall makes the same bytes: it is told apart by the time alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from bulletin.quick import Lasting
from bulletin.snapshot import Snapshot
from bulletin.write.proof import Standing

Answer = TypeVar("Answer")


class _Asked(NamedTuple):
    questions: tuple[object, ...]
    named: dict[str, object]
    answer: object


class Recall:
    """The last answer of each stage; the values that the memo gave last, by name and key; the proof's files; the sources."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, Any]] = {}
        self.standing = Standing()
        self.snapshot: Snapshot | None = None
        self._asked: dict[str, _Asked] = {}
        self._moment: tuple[datetime, Lasting] | None = None

    def again(
        self, stage: str, function: Callable[..., Answer], *questions: object, **named: object
    ) -> Answer:
        """What `function` makes of the questions; the last answer where they are equal to the last ones.

        It may see nothing else that changes from one build to the next.
        """
        last = self._asked.get(stage)
        if last is None or (last.questions, last.named) != (questions, named):
            last = self._asked[stage] = _Asked(questions, named, function(*questions, **named))
        return last.answer  # type: ignore[return-value]

    def moment(self, now: datetime) -> datetime:
        """The moment of the last build, as long as nothing that it knew comes due, expires or is dated otherwise since."""
        if self._moment is None:
            return now
        then, lasting = self._moment
        stands = lasting.until is None or now.timestamp() < lasting.until
        return then if stands and lasting.since <= now.timestamp() else now

    def built(self, now: datetime, lasting: Lasting) -> None:
        """A build took place at `now`, and what it found stands as long as that."""
        self._moment = (now, lasting)
