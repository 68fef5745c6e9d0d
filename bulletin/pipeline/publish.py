"""Plan -> output/: what has not changed is left alone, the rest is made and published.

This is the one filter of an incremental build. A page is known by its fingerprint: what its template may
see, the template with all that it leans on, the catalog of its language, the engine, the texts. The ledger of the
published tree says which fingerprint each file was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.digest import digest, digests_of
from bulletin.load.sources import read_found
from bulletin.model import Asset, Diagnostic, Outcome, Page, Place
from bulletin.pictures import draw, encode
from bulletin.pipeline.details import SHORT, Details, fields_of
from bulletin.pipeline.options import Progress
from bulletin.pipeline.prepare import Work
from bulletin.pipeline.shop import Shop
from bulletin.pool import PATIENCE
from bulletin.render.faults import merged
from bulletin.render.templates import TEMPLATES
from bulletin.write.ledger import Entry
from bulletin.write.proof import Proof
from bulletin.write.publish import Publication

PATIENCE_WITH_SOURCES = 3 * PATIENCE
"""Seconds by the clock for all files of a picture: the largest takes two or three where nothing else runs."""

WORTH = 200
"""Files below which the making is not shared out: each child compiles the templates that it needs."""

TEMPLATES_THEN = "templates"
"""The state in which the memo keeps the digests of the templates that the site was published with."""


MISSING = "0" * SHORT
"""Stands for the catalog of a page without a language, for a template that is not there, for texts where there are none."""

PARTS = ("view", "template", "catalog", "engine", "texts")
"""What a page's fingerprint is made of, in its order."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the site, and the fingerprint that it will have."""

    item: Page | Asset
    fingerprint: str


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What came of making files: what is wrong with them, and by their paths what `why` has to know of the others."""

    diagnostics: tuple[Diagnostic, ...]
    details: dict[str, Details]


def wanted_files(shop: Shop, work: Work) -> Iterator[Wanted]:
    """Every file of the site with its fingerprint."""
    engine = shop.engine
    assets, pages = work.plan.assets, work.plan.pages
    for asset, mark in zip(assets, digests_of("asset", assets), strict=True):
        yield Wanted(item=asset, fingerprint=mark[:SHORT])
    if work.renderer is None:
        return
    views = shop.again("views", _digests_of_views, pages)
    catalogs = {lang: one.digest for lang, one in work.renderer.catalogs.items()}
    closures = {name: one.digest for name, one in work.closures.items()}
    for page, view in zip(pages, views, strict=True):
        template, catalog = closures.get(page.template, MISSING), catalogs.get(page.lang, MISSING)
        parts = (view, template, catalog, engine, _texts(page, work))
        yield Wanted(item=page, fingerprint="-".join([part[:SHORT] for part in parts]))


def _digests_of_views(pages: Sequence[Page]) -> list[str]:
    return digests_of("view", [page.view for page in pages])


def _texts(page: Page, work: Work) -> str:
    """One digest of the texts that a page shows."""
    if not page.texts:
        return MISSING
    if len(page.texts) == 1:
        return work.texts.get(page.texts[0], MISSING)
    return digest(tuple([work.texts.get(path, MISSING) for path in page.texts]))


Answer = tuple[Entry | None, tuple[Diagnostic, ...], dict[str, str]]
"""What comes of making a file: its entry, what is wrong with it, the digests of the fields of its view."""

Job = tuple[Wanted, ...]
"""What is made in one go: a page, a file that is copied, a card; or all pictures of one source, decoded once."""


def jobs_of(files: Iterable[Wanted]) -> tuple[list[Job], list[Job]]:
    """(jobs with a source to decode, each long; all others, each short), in the order of the files."""
    pictures: dict[str, list[Wanted]] = {}
    others: list[Job] = []
    for wanted in files:
        item = wanted.item
        if isinstance(item, Asset) and item.kind == "picture":
            pictures.setdefault(item.source, []).append(wanted)
        else:
            others.append((wanted,))
    return [tuple(found) for found in pictures.values()], others


def tried(shop: Shop, work: Work, files: list[Wanted], progress: Progress) -> tuple[Diagnostic, ...]:
    """Make files without keeping them: what goes wrong with them."""

    def attempt(job: Job) -> bytes:
        return _answer([(None, one.diagnostics, {}) for one in make(shop, work, job)])

    return _made(shop, attempt, files, progress, None).diagnostics


def put(shop: Shop, work: Work, files: list[Wanted], tree: Publication | Proof, progress: Progress) -> Made:
    """Make files and put them into the new tree."""

    def put_all(job: Job) -> bytes:
        made = zip(job, make(shop, work, job), strict=True)
        return _answer([_put(tree, wanted, one) for wanted, one in made])

    return _made(shop, put_all, files, progress, tree)


def _put(tree: Publication | Proof, wanted: Wanted, made: Outcome[bytes]) -> Answer:
    if made.value is None:
        return None, made.diagnostics, {}
    entry = tree.put(wanted.item.path, made.value, wanted.fingerprint)
    fields = fields_of(wanted.item.view) if isinstance(wanted.item, Page) else {}
    return entry, made.diagnostics, fields


def _made(
    shop: Shop,
    work: Callable[[Job], bytes],
    files: list[Wanted],
    progress: Progress,
    tree: Publication | Proof | None,
) -> Made:
    """Do `work` for each job, in children where there are many; the entries go into the tree."""
    faults: list[tuple[str, tuple[Diagnostic, ...]]] = []
    details: dict[str, Details] = {}
    shop.memo.commit()  # children are to find all that it has
    for path, (entry, wrong, fields) in _answers(shop, work, files, progress):
        if entry is not None and tree is not None:
            tree.take(entry)
            details[entry.path] = Details(fingerprint=entry.fingerprint, fields=fields)
        if wrong:
            faults.append((path, wrong))
    told = (one for _, wrong in sorted(faults, key=lambda fault: fault[0]) for one in wrong)
    return Made(diagnostics=merged(told), details=details)


def _answers(
    shop: Shop, work: Callable[[Job], bytes], files: list[Wanted], progress: Progress
) -> Iterator[tuple[str, Answer]]:
    """(path of a file, what came of it), as they come; of a job that no child survived, its first file alone."""
    done = 0
    for job, answers in _shared_out(shop, work, files):
        progress("render", done, len(files))
        done += len(job)
        if answers is None:
            yield job[0].item.path, (None, (_stuck(job[0].item),), {})
            continue
        for wanted, answer in zip(job, answers, strict=True):
            yield wanted.item.path, answer


def _shared_out(
    shop: Shop, work: Callable[[Job], bytes], files: list[Wanted]
) -> Iterator[tuple[Job, list[Answer] | None]]:
    """(a job, what came of its files), as they come; None for one that no child survived."""
    decode = msgspec.msgpack.Decoder(list[Answer]).decode
    pictures, others = jobs_of(files)
    # Even one is worth a child: only there has it a limit, and may crash. They are given out one at a time.
    long = shop.pool.map(work, pictures, batch=1, patience=PATIENCE_WITH_SOURCES)
    for jobs, made in ((pictures, long), (others, shop.pool.map(work, others, worth=WORTH))):
        for number, answer in made:
            yield jobs[number], None if answer is None else decode(answer)


def _answer(answers: list[Answer]) -> bytes:
    return msgspec.msgpack.encode(answers)


def _stuck(item: Page | Asset) -> Diagnostic:
    if isinstance(item, Page):
        return problem("file-stuck", Place(path=f"{TEMPLATES}/{item.template}"), limit=int(PATIENCE))
    patience = PATIENCE_WITH_SOURCES if item.kind == "picture" else PATIENCE
    return problem("file-stuck", Place(path=item.source or item.path), limit=int(patience))


def make(shop: Shop, work: Work, job: Job) -> list[Outcome[bytes]]:
    """The bytes of each file of a job; what is wrong with a source is said of the first."""
    assets = [wanted.item for wanted in job if isinstance(wanted.item, Asset)]
    pages = [wanted.item for wanted in job if isinstance(wanted.item, Page)]
    if not assets:
        return [_rendered(work, page) for page in pages]
    if assets[0].kind == "copied":
        return [_copied(shop, asset) for asset in assets]
    return _kept(shop, assets, _encoded if assets[0].kind == "picture" else _drawn)


Bytes = tuple[dict[str, bytes], tuple[Diagnostic, ...]]
"""The bytes of files by their paths, and why there are none."""

Maker = Callable[[Shop, list[Asset]], Bytes]


def _rendered(work: Work, page: Page) -> Outcome[bytes]:
    assert work.renderer is not None
    data, wrong = work.renderer.render(page)
    return Outcome(value=data, diagnostics=wrong)


def _copied(shop: Shop, asset: Asset) -> Outcome[bytes]:
    data, wrong = read_found(shop.root, asset.source, asset.digest, LIMITS.static_bytes)
    return Outcome(value=data, diagnostics=wrong)


def _kept(shop: Shop, assets: list[Asset], maker: Maker) -> list[Outcome[bytes]]:
    """Files of a job, each made once, and kept under the digest of what it is made of."""
    found: dict[str, bytes] = {}
    for asset in () if shop.memo.fresh else assets:
        kept = shop.derivatives.get(asset.path)
        if kept is not None:
            found[asset.path] = kept
    missing = [asset for asset in assets if asset.path not in found]
    made, wrong = maker(shop, missing) if missing else ({}, ())
    for path, data in made.items():
        shop.derivatives.put(path, data)
    found |= made
    outcomes = [Outcome(value=found.get(asset.path)) for asset in assets]
    return [Outcome(value=outcomes[0].value, diagnostics=wrong), *outcomes[1:]]


def _encoded(shop: Shop, assets: list[Asset]) -> Bytes:
    """All that is made of one source."""
    source = _copied(shop, assets[0])
    return encode(assets, source.value) if source.value is not None else ({}, source.diagnostics)


def _drawn(_: Shop, assets: list[Asset]) -> Bytes:
    """Cards, which are made of nothing but their words."""
    return {asset.path: draw(asset) for asset in assets}, ()
