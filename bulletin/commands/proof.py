"""The preview's builder: the child of `serve` that builds the proof whenever it is asked to, and stays warm between."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bulletin import quick
from bulletin.commands.options import clock
from bulletin.commands.said import SourceLines, report_said
from bulletin.diagnostics.printing import as_records
from bulletin.languages.catalogs import Catalog
from bulletin.model import BulletinError, Diagnostic
from bulletin.pipeline import Built, build
from bulletin.pipeline.options import Options, Progress
from bulletin.pipeline.recall import Recall
from bulletin.preview.worker import Problem, Reply, Request, labour
from bulletin.snapshot import Snapshot

FEW = 200
"""Published paths that are named to browsers; where more were written, every page is loaded again."""


def answer_requests(root: Path, out: Path, engine: Snapshot | None, words: Catalog, *, drafts: bool) -> int:
    """Build into `out` whenever a request comes, until there are no more."""
    builder = _Builder(root, out, engine, words, drafts=drafts)
    labour(builder.answer, sys.stdin.buffer, sys.stdout.buffer, os.getppid())
    return 0


class _Builder:
    """Builds the proof of a project, and puts what came of it into words."""

    def __init__(
        self, root: Path, out: Path, engine: Snapshot | None, words: Catalog, *, drafts: bool
    ) -> None:
        self.root, self.out, self.engine, self.words, self.drafts = root, out, engine, words, drafts
        self.recall = Recall()
        self.base = "/"
        self.frozen = False

    def answer(self, request: Request, progress: Progress) -> Reply:
        if self.engine is not None and quick.look_at_engine().names != self.engine.names:
            return Reply(stale=True)
        started = time.monotonic()
        options = Options(
            root=self.root, now=clock(), out=self.out, proof=True, drafts=self.drafts, recall=self.recall
        )
        try:
            with self._without_pauses():
                built = build(options, progress)
        except BulletinError as trouble:
            words = self.words.gettext(trouble.message) % trouble.facts
            return Reply(trouble=words, text=f"{words}\n", base=self.base)
        return self._reply(built, request, time.monotonic() - started)

    @contextmanager
    def _without_pauses(self) -> Iterator[None]:
        """Python does not look for garbage meanwhile: what the first build left is looked through no more at all."""
        gc.disable()
        try:
            yield
        finally:
            gc.enable()
            if not self.frozen:
                gc.freeze()
                self.frozen = True

    def _reply(self, built: Built, request: Request, seconds: float) -> Reply:
        report = built.report
        if report.published:
            self.base = urlsplit(built.base_url).path
        said = quick.timed(
            report_said(self.root, report, built.notes, self.words, wrote=report.published, proof=True),
            seconds,
        )
        written = self.recall.standing.written
        saved = self._saved(built, request) if report.published else ()
        return Reply(
            problems=tuple(self._problems(report.diagnostics)),
            text=said.err + said.out,
            published=report.published,
            base=self.base,
            written=None if len(written) > FEW else written,
            follow=saved[-1] if saved else "",
            saved=saved,
            until=built.trace.lasting.until if built.trace else None,
        )

    def _problems(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Problem]:
        lines = SourceLines(self.root)
        for one in as_records(diagnostics, self.words.gettext):
            path, line = str(one["path"]), int(one["line"])
            yield Problem(
                path=path, line=line, column=int(one["column"]), width=int(one["width"]),
                severity=str(one["severity"]), code=str(one["code"]), message=str(one["message"]),
                hint=str(one["hint"]), source=lines(path, line) if line else "",
            )  # fmt: skip

    def _saved(self, built: Built, request: Request) -> tuple[str, ...]:
        """The addresses of the pages whose text was saved, or whose folder is new; of the last one saved, last."""
        pages: dict[str, str] = {}
        for page in built.pages:
            if page.texts == (page.source,):
                pages[page.source] = page.url
                pages.setdefault(page.source.rpartition("/")[0], page.url)
        urls = [pages[path] for path in request.changed if path in pages]
        return tuple(f"{self.base.rstrip('/')}{url}" for url in urls)
