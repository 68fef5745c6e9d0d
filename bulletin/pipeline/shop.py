"""What one run works with: the sources as they are now, the memo, the children. The pipeline alone knows them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from bulletin.config import LIMITS
from bulletin.diagnostics import N_
from bulletin.engine import engine_digest
from bulletin.load.sources import Sources, sources_of
from bulletin.model import BulletinError
from bulletin.pipeline.options import Options
from bulletin.pipeline.recall import Recall
from bulletin.pool import FEW, Pool
from bulletin.quick import SOURCES, STATE, look_at_engine
from bulletin.render.templates import TEMPLATES, is_template
from bulletin.snapshot import Snapshot, read_snapshot
from bulletin.write.derivatives import Derivatives
from bulletin.write.lock import prepare_state
from bulletin.write.memo import Memo, begin_with
from bulletin.write.trouble import told

Answer = TypeVar("Answer")


class Shop(Struct, frozen=True, kw_only=True):
    root: Path
    sources: Sources
    memo: Memo
    derivatives: Derivatives
    pool: Pool
    engine: str
    code: Snapshot
    recall: Recall | None = None

    def again(
        self, stage: str, function: Callable[..., Answer], *questions: object, **named: object
    ) -> Answer:
        """What a pure stage answers: as it did last, where this process has asked it the same."""
        if self.recall is None:
            return function(*questions, **named)
        return self.recall.again(stage, function, *questions, **named)

    @property
    def templates(self) -> dict[str, str]:
        """The digest of each template, by its name."""
        return {
            name: self.sources.file(f"{TEMPLATES}/{name}", LIMITS.catalog_bytes).digest
            for name in self.sources.below(TEMPLATES)
            if is_template(name)
        }


@contextmanager
def open_shop(options: Options) -> Iterator[Shop]:
    """Open the memo and look at the sources; at the end what was learnt is stored."""
    if options.remembers:
        with told(options.state):
            prepare_state(options.root / STATE)
            prepare_state(options.state)
    code, recall = look_at_engine(), options.recall
    # The first build of a process may be the one after a child was lost: then a file that kills has to be named.
    pool = Pool(alone=FEW) if recall and recall.snapshot else Pool()
    if options.engine is not None and options.engine.names != code.names:
        raise BulletinError(N_("Puente itself was changed while it was running"), N_("build again"))
    engine = recall.again("engine", engine_digest) if recall else engine_digest()
    if options.proof and options.remembers:
        begin_with(options.state, options.root / STATE, engine)
    values = recall.values if recall else None
    memo = Memo(options.state, engine, pool.map, fresh=options.full, stores=options.remembers, values=values)
    try:
        seen = None if options.full else options.seen
        before = recall.snapshot if recall else None
        sources = (
            Sources(options.root, seen) if seen else sources_of(options.root, before or _last_snapshot(memo))
        )
        derivatives = Derivatives(options.root / STATE, stores=options.remembers)
        yield Shop(
            root=options.root,
            sources=sources,
            memo=memo,
            derivatives=derivatives,
            pool=pool,
            engine=engine,
            code=code,
            recall=recall,
        )
        if before is None:
            memo.keep(SOURCES, json.dumps(sources.snapshot.plain()).encode())
        if recall:
            recall.snapshot = sources.snapshot
    finally:
        memo.close()


def _last_snapshot(memo: Memo) -> Snapshot | None:
    """What was seen last; None where that is lost, or is not what we wrote."""
    stored = memo.state(SOURCES)
    with suppress(ValueError, KeyError, TypeError, AttributeError, IndexError):
        return read_snapshot(json.loads(stored)) if stored else None
    return None
