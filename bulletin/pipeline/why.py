"""Why a page would be made again: which part of what it is made of is another than when it was published."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from itertools import zip_longest
from typing import Literal
from urllib.parse import unquote, urlsplit

import msgspec

from bulletin.config import Config
from bulletin.diagnostics import suggest
from bulletin.load.settings import read_settings
from bulletin.model import Diagnostic, Held, Page
from bulletin.pipeline.details import Details, fields_of, key_of
from bulletin.pipeline.options import Options
from bulletin.pipeline.prepare import Work, prepare
from bulletin.pipeline.publish import PARTS, TEMPLATES_THEN, Wanted, wanted_files
from bulletin.pipeline.shop import Shop, open_shop
from bulletin.plan.urls import Addresses
from bulletin.write.ledger import Entry, read_ledger
from bulletin.write.target import resolved
from bulletin.write.tree import is_entry

Standing = Literal["new", "same", "touched", "moved", "gone", "held", "unknown"]


class Reasons(msgspec.Struct, frozen=True, kw_only=True):
    """What is other than it was: fields of the view, templates, the catalog of the page's language, the engine,
    the texts that it shows.

    `standing` "new": planned, not published; "gone": published, not planned; "held": neither, for it is `held` back;
    "unknown": nothing. `lost`: the memo does not know any more which field or template it was. "touched": the published
    file is gone, or was changed by hand. `source` is the file of the page's text, `near` the path that may have been meant.
    """

    path: str
    standing: Standing
    source: str = ""
    view: bool = False
    fields: tuple[str, ...] = ()
    template: bool = False
    templates: tuple[str, ...] = ()
    catalog: bool = False
    engine: bool = False
    texts: bool = False
    lost: bool = False
    asset: bool = False
    near: str = ""
    held: Held | None = None


def why(options: Options, address: str) -> tuple[Reasons | None, tuple[Diagnostic, ...]]:
    """The reasons for which the page at an address would be made again; None where the site cannot be planned."""
    assert options.out is not None
    config, problems = read_settings(options.root, options.base_url)
    if config is None:
        return None, problems
    with open_shop(options) as shop:
        work = prepare(shop, options, config, config.in_zone(options.now))
        if work.renderer is None:
            return None, work.diagnostics
        ledger = read_ledger(resolved(options.out))
        published = ledger.by_path if ledger else {}
        files = {one.item.path: one for one in wanted_files(shop, work)}
        sources = {one.item.source: path for path, one in files.items() if one.item.source}
        known = files.keys() | published.keys()
        held = {path_at(one.url, config, ()): one.owner for one in work.held_addresses}
        resting = {owner: path for path, owner in reversed(held.items())}
        path = sources.get(address) or resting.get(address) or path_at(address, config, known | held.keys())
        if path not in known:
            path = sources.get(f"static/{path}", path)  # its published name has a digest in it
        entry = published.get(path)
        is_sound = entry is not None and is_entry(resolved(options.out) / path, entry)
        reasons = _reasons(path, files.get(path), entry, work, shop, is_sound=is_sound)
        return _of_what_is_not_planned(reasons, held.get(path, ""), work, known), work.diagnostics


def _of_what_is_not_planned(reasons: Reasons, owner: str, work: Work, known: Collection[str]) -> Reasons:
    """What there is to say of a page that the site does not have: the article is held back, or a name is near."""
    held = next((one for one in work.site.held if one.path == owner), None)
    if reasons.standing == "gone":
        return msgspec.structs.replace(reasons, held=held)
    if reasons.standing == "unknown" and held:
        return msgspec.structs.replace(reasons, standing="held", source=owner, held=held)
    near = suggest(reasons.path, known) if reasons.standing == "unknown" else ""
    return msgspec.structs.replace(reasons, near=near)


def path_at(address: str, config: Config, known: Collection[str]) -> str:
    """The file below output/ of an address of the site: in full, from its root on, or from the host's root on.

    One of the `known` paths where there is such a one: the / at the end of an address may be left out. Which host
    it names is not looked at, for a preview has another.
    """
    addresses, within = Addresses(base_url=config.base_url), address
    with suppress(ValueError):
        in_full = addresses.in_full(address) if address.startswith("/") else address
        within = urlsplit(addresses.within(in_full) or address).path
    if within == address and "://" in address:  # no address at all: http://[x
        return address
    path = unquote(within).removeprefix("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    page = f"{path}/index.html"
    return page if page in known and path not in known else path


def _reasons(
    path: str, wanted: Wanted | None, entry: Entry | None, work: Work, shop: Shop, *, is_sound: bool
) -> Reasons:
    """`is_sound`: the published file holds what the ledger says."""
    if wanted is None:
        return Reasons(path=path, standing="gone" if entry else "unknown")
    source = wanted.item.source
    if entry is None:
        return Reasons(path=path, standing="new", source=source)
    if entry.fingerprint == wanted.fingerprint:
        return Reasons(path=path, standing="same" if is_sound else "touched", source=source)
    if not isinstance(wanted.item, Page):
        return Reasons(path=path, standing="moved", source=source, asset=True)
    return _moved(wanted, wanted.item, entry, work, shop)


def _moved(wanted: Wanted, page: Page, entry: Entry, work: Work, shop: Shop) -> Reasons:
    now, then = wanted.fingerprint.split("-"), entry.fingerprint.split("-")
    changed_parts = [one != other for one, other in zip_longest(now, then[: len(PARTS)])]
    view, template, catalog, engine, texts = changed_parts
    details = _details(shop, page.path, entry)
    fields = fields_of(page.view) if details else {}
    known = details.fields if details else {}
    changed = tuple(
        sorted(name for name in fields.keys() | known.keys() if fields.get(name) != known.get(name))
    )
    templates = _templates(shop, work, page) if template else ()
    return Reasons(
        path=page.path,
        standing="moved",
        source=page.source,
        view=view,
        fields=changed if view else (),
        template=template,
        templates=templates,
        catalog=catalog,
        engine=engine,
        texts=texts,
        lost=(view and not changed) or (template and not templates),
    )


def _details(shop: Shop, path: str, entry: Entry) -> Details | None:
    stored = shop.memo.state(key_of(path))
    with suppress(msgspec.MsgspecError):
        found = msgspec.msgpack.decode(stored, type=Details) if stored else None
        return found if found and found.fingerprint == entry.fingerprint else None
    return None


def _templates(shop: Shop, work: Work, page: Page) -> tuple[str, ...]:
    """Of the templates that a page leans on, those that are other than when the site was published last."""
    stored, closure = shop.memo.state(TEMPLATES_THEN), work.closures.get(page.template)
    if stored is None or closure is None:
        return ()
    now, then = shop.templates, json.loads(stored)
    return tuple(name for name in closure.names if now.get(name) != then.get(name))
