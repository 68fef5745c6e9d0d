"""Plan -> output/: what has not changed is left alone, the rest is made and published.

This is the one filter of an incremental build. A page is known by its fingerprint: what its template may
see, the template with all that it leans on, the catalog of its language, the engine, the texts. The ledger of the
published tree says which fingerprint each file was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.digest import digest, digests_of
from bulletin.load.sources import read_found
from bulletin.model import Asset, Diagnostic, Outcome, Page, Place
from bulletin.pictures import encode
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


def tried(shop: Shop, work: Work, files: list[Wanted], progress: Progress) -> tuple[Diagnostic, ...]:
    """Make files without keeping them: what goes wrong with them."""

    def attempt(wanted: Wanted) -> bytes:
        return _answer(None, make(shop, work, wanted.item).diagnostics)

    return _made(shop, attempt, files, progress, None).diagnostics


def put(shop: Shop, work: Work, files: list[Wanted], tree: Publication | Proof, progress: Progress) -> Made:
    """Make files and put them into the new tree."""

    def put_one(wanted: Wanted) -> bytes:
        made = make(shop, work, wanted.item)
        if made.value is None:
            return _answer(None, made.diagnostics)
        entry = tree.put(wanted.item.path, made.value, wanted.fingerprint)
        fields = fields_of(wanted.item.view) if isinstance(wanted.item, Page) else {}
        return _answer(entry, made.diagnostics, fields)

    return _made(shop, put_one, files, progress, tree)


def _made(
    shop: Shop,
    work: Callable[[Wanted], bytes],
    files: list[Wanted],
    progress: Progress,
    tree: Publication | Proof | None,
) -> Made:
    """Do `work` for each file, in children where there are many; the entries go into the tree."""
    faults: list[tuple[int, tuple[Diagnostic, ...]]] = []
    details: dict[str, Details] = {}
    decode = msgspec.msgpack.Decoder(Answer).decode
    shop.memo.commit()  # children are to find all that it has
    for done, (number, answer) in enumerate(shop.pool.map(work, files, worth=WORTH)):
        progress("render", done, len(files))
        if answer is None:
            faults.append((number, (_stuck(files[number].item),)))
            continue
        entry, wrong, fields = decode(answer)
        if entry is not None and tree is not None:
            tree.take(entry)
            details[entry.path] = Details(fingerprint=entry.fingerprint, fields=fields)
        if wrong:
            faults.append((number, wrong))
    told = (one for _, wrong in sorted(faults, key=lambda fault: fault[0]) for one in wrong)
    return Made(diagnostics=merged(told), details=details)


Answer = tuple[Entry | None, tuple[Diagnostic, ...], dict[str, str]]
"""What comes of making a file: its entry, what is wrong with it, the digests of the fields of its view."""


def _answer(
    entry: Entry | None, diagnostics: tuple[Diagnostic, ...], fields: Mapping[str, str] | None = None
) -> bytes:
    return msgspec.msgpack.encode((entry, diagnostics, fields or {}))


def _stuck(item: Page | Asset) -> Diagnostic:
    path = item.source if isinstance(item, Asset) else f"{TEMPLATES}/{item.template}"
    return problem("file-stuck", Place(path=path), limit=int(PATIENCE))


def make(shop: Shop, work: Work, item: Page | Asset) -> Outcome[bytes]:
    """The bytes of one file of the site."""
    if isinstance(item, Page):
        assert work.renderer is not None
        data, wrong = work.renderer.render(item)
        return Outcome(value=data, diagnostics=wrong)
    return _picture(shop, item) if item.settings else _copied(shop, item)


def _copied(shop: Shop, asset: Asset) -> Outcome[bytes]:
    data, wrong = read_found(shop.root, asset.source, asset.digest, LIMITS.static_bytes)
    return Outcome(value=data, diagnostics=wrong)


def _picture(shop: Shop, asset: Asset) -> Outcome[bytes]:
    """A picture as it is published; encoded once, and kept under the digest of what it is made of."""
    kept = None if shop.memo.fresh else shop.derivatives.get(asset.path)
    if kept is not None:
        return Outcome(value=kept)
    source = _copied(shop, asset)
    if source.value is None:
        return source
    data, wrong = encode(asset, source.value)
    if data is not None:
        shop.derivatives.put(asset.path, data)
    return Outcome(value=data, diagnostics=wrong)
