"""Site -> Pages and Assets: every page of the site as an address, a template and a frozen view.

A new kind of page costs one function here, one view and one template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from bulletin.diagnostics import problem
from bulletin.languages.catalogs import Catalog
from bulletin.model import LANGUAGES, Asset, Diagnostic, Page, Place, StaticFile
from bulletin.plan.archive import archive_pages, corrections_pages
from bulletin.plan.articles import static_pages, story_pages
from bulletin.plan.assets import plan_assets, static_url
from bulletin.plan.cards import cards_of
from bulletin.plan.doors import chooser_page, not_found_pages
from bulletin.plan.feeds import feed_pages
from bulletin.plan.frame import Decor, surround_of
from bulletin.plan.front import front_pages
from bulletin.plan.index import Index
from bulletin.plan.links import Bounds, bind_all
from bulletin.plan.machines import headers_pages, robots_page, sitemap_pages
from bulletin.plan.mentions import mentions_of
from bulletin.plan.redirects import moved_pages
from bulletin.plan.registry import check_addresses, check_terms
from bulletin.plan.related import Keys
from bulletin.plan.renditions import Renditions
from bulletin.plan.sharing import sharing_cards
from bulletin.plan.terms import index_pages, series_pages, term_pages
from bulletin.plan.urls import COMMON, FEED_FACE, ICON, SCRIPT, STAMPED, THEME
from bulletin.plan.views import Files


class Plan(Struct, frozen=True, kw_only=True):
    """All that is to be published, in the order of the addresses; where the links of each text lead."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    bounds: Bounds
    diagnostics: tuple[Diagnostic, ...]


def plan(
    index: Index,
    catalogs: Mapping[str, Catalog],
    statics: Iterable[StaticFile],
    related: Mapping[str, Sequence[Keys]],
) -> Plan:
    """Plan every page and asset of the site that `index` looks up.

    `related` are by language what `related_on` says of its shelf.
    """
    statics = tuple(statics)
    decor = decorate(index, catalogs, statics)
    pages = _pages(decor, statics, related)
    drawn = [card.asset for card in decor.sharing.values()]
    assets = plan_assets(index, decor.renditions, drawn, statics)
    return Plan(
        pages=tuple(sorted(pages, key=lambda page: page.path)),
        assets=tuple(sorted(assets, key=lambda asset: asset.path)),
        bounds=decor.bounds,
        diagnostics=(
            *_missing(statics),
            *check_addresses(pages, assets, index.coming, index.place_of),
            *check_terms(index.site.terms),
        ),
    )


def _pages(
    decor: Decor, statics: tuple[StaticFile, ...], related: Mapping[str, Sequence[Keys]]
) -> list[Page]:
    """A kind of page after the other; the sitemap last, for it lists them."""
    pages = [
        chooser_page(decor),
        *front_pages(decor),
        *story_pages(decor, related),
        *static_pages(decor),
        *index_pages(decor),
        *term_pages(decor),
        *series_pages(decor),
        *archive_pages(decor),
        *corrections_pages(decor),
        *moved_pages(decor),
        *not_found_pages(decor),
        *feed_pages(decor),
        robots_page(decor),
        *headers_pages(decor, statics),
    ]
    return [*pages, *sitemap_pages(decor, pages)]


def decorate(index: Index, catalogs: Mapping[str, Catalog], statics: Iterable[StaticFile]) -> Decor:
    """What all planners of pages share, made once a build."""
    hrefs = {file.name: index.addresses.href(static_url(index, file)) for file in statics}
    files = _files(hrefs)
    mentions, renditions = mentions_of(index), Renditions(index.addresses, index.encoder)
    return Decor(
        index=index,
        catalogs=catalogs,
        surrounds={lang: surround_of(index, catalogs[lang], lang, files) for lang in LANGUAGES},
        mentions=mentions,
        bounds=bind_all(index),
        renditions=renditions,
        cards=cards_of(index, mentions, renditions),
        sharing=sharing_cards(index),
        files=files,
        feed_face=hrefs.get(FEED_FACE, ""),
    )


def _files(hrefs: Mapping[str, str]) -> Files:
    """What every page asks for; a file that is missing is told by `_missing`."""
    stylesheet, theme, script, icon = (hrefs.get(name, "") for name in (COMMON, THEME, SCRIPT, ICON))
    return Files(stylesheet=stylesheet, theme=theme, script=script, icon=icon)


def _missing(statics: Iterable[StaticFile]) -> tuple[Diagnostic, ...]:
    there = {file.name for file in statics}
    return tuple(
        problem("static-missing", Place(path=f"static/{name}"), name=name)
        for name in STAMPED
        if name not in there
    )
