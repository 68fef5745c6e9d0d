"""What a command asks of the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from bulletin.pipeline.recall import Recall
from bulletin.quick import STATE
from bulletin.snapshot import Snapshot

PROOF = "proof"
"""The folder, below that of derived facts, of all that belongs to the preview."""

Progress = Callable[[str, int, int], None]
"""(name of a stage, pieces done, pieces in all); 0 of 0 where a stage begins that is not counted."""


class Options(Struct, frozen=True, kw_only=True):
    """What a command asks for. A `now` without a time zone is in the site's; `out` None writes nothing.

    `full` takes nothing from an earlier build. `remembers` is for those who hold the build's lock: what was
    derived is stored for the next build. `seen` are the sources, where they have just been looked at;
    `engine` our own, as they were when they were loaded.

    `proof` is for the newsroom and not for readers: stylesheets and scripts keep their plain names, and `out` is
    a folder of ours alone, which nobody but the preview reads. With `drafts`, what is held back is in it too. A process
    that builds again and again gives its `recall`.
    """

    root: Path
    now: datetime
    out: Path | None = None
    base_url: str = ""
    strict: bool = False
    adopt: bool = False
    full: bool = False
    remembers: bool = True
    seen: Snapshot | None = None
    engine: Snapshot | None = None
    proof: bool = False
    drafts: bool = False
    recall: Recall | None = None

    @property
    def state(self) -> Path:
        """The folder of derived facts. A proof has its own, so that a build and a preview do not disturb each other."""
        return self.root / STATE / PROOF if self.proof else self.root / STATE


def no_progress(stage: str, done: int, total: int) -> None:
    """For a build that nobody watches."""
