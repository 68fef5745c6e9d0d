"""Site -> Pages and Assets: every page of the site as an address, a template and a frozen view.

A new kind of page costs one function here, one view and one template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bulletin.diagnostics import problem
from bulletin.languages.catalogs import Catalog
from bulletin.model import Asset, Diagnostic, Page, Place, StaticFile
from bulletin.plan.articles import static_pages, story_pages
from bulletin.plan.assets import STYLESHEET, plan_assets, static_url
from bulletin.plan.doors import chooser_page, not_found_pages
from bulletin.plan.frame import decorate
from bulletin.plan.index import Index
from bulletin.plan.lists import front_pages, index_pages, term_pages
from bulletin.plan.machines import feed_pages, robots_page, sitemap_page
from bulletin.plan.registry import check_addresses, check_terms
from bulletin.plan.urls import INDEXED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is to be published, in the order of the addresses."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    diagnostics: tuple[Diagnostic, ...]


def plan(index: Index, catalogs: Mapping[str, Catalog], statics: Iterable[StaticFile]) -> Plan:
    """Plan every page and asset of the site that `index` looks up."""
    statics = tuple(statics)
    sheet = next((file for file in statics if file.name == STYLESHEET), None)
    decor = decorate(index, catalogs, static_url(sheet) if sheet else f"/{STYLESHEET}")
    pages = [
        chooser_page(decor),
        *front_pages(decor),
        *story_pages(decor),
        *static_pages(decor),
        *index_pages(decor),
        *term_pages(decor),
        *not_found_pages(decor),
        *feed_pages(decor),
        robots_page(decor),
    ]
    pages.append(sitemap_page(decor, pages))
    assets = plan_assets(index, statics)
    missing = (
        () if sheet else (problem("static-missing", Place(path=f"static/{STYLESHEET}"), name=STYLESHEET),)
    )
    return Plan(
        pages=tuple(sorted(pages, key=lambda page: page.path)),
        assets=tuple(sorted(assets, key=lambda asset: asset.path)),
        diagnostics=(
            *missing,
            *check_addresses(pages, assets, index.coming),
            *check_terms(index.site.terms, INDEXED),
        ),
    )
