"""What stands around a page: its head for machines, menu and footer, the way to the other language.

A page's real translations are one mapping, language -> address. The canonical link, `hreflang`, the
switcher and the sitemap all read that one fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bulletin.languages import OWN_NAMES
from bulletin.languages.catalogs import Catalog
from bulletin.model import LANGUAGES
from bulletin.plan.index import Index
from bulletin.plan.urls import feed_url, front_url, index_url
from bulletin.plan.views import Alternate, Chrome, Frame, Head, Link, Switch


@dataclass(frozen=True, slots=True, kw_only=True)
class Decor:
    """What all planners of pages share: the index, the catalogs, each language's chrome."""

    index: Index
    catalogs: Mapping[str, Catalog]
    chromes: Mapping[str, Chrome]
    stylesheet: str


def decorate(index: Index, catalogs: Mapping[str, Catalog], stylesheet_url: str) -> Decor:
    """The chrome of each language, made once a build."""
    stylesheet = index.addresses.href(stylesheet_url)
    chromes = {lang: _chrome(index, catalogs[lang], lang, stylesheet) for lang in LANGUAGES}
    return Decor(index=index, catalogs=catalogs, chromes=chromes, stylesheet=stylesheet)


def _chrome(index: Index, catalog: Catalog, lang: str, stylesheet: str) -> Chrome:
    edition, href = index.config.edition(lang), index.addresses.href
    pages = [(page, article) for page in index.site.pages if (article := page.article(lang))]
    return Chrome(
        lang=lang,
        bulletin=edition.title,
        tagline=edition.tagline,
        locale=edition.locale,
        home=href(front_url(lang)),
        menu=(
            Link(href=href(front_url(lang)), text=catalog.pgettext("menu", "Stories")),
            Link(href=href(index_url(lang, "regions")), text=catalog.pgettext("menu", "Regions")),
            Link(href=href(index_url(lang, "tags")), text=catalog.pgettext("menu", "Tags")),
            *(
                Link(href=href(index.url(page, article)), text=article.title)
                for page, article in pages
                if article.menu
            ),
        ),
        pages=tuple(Link(href=href(index.url(page, article)), text=article.title) for page, article in pages),
        feed=href(feed_url(lang)),
        stylesheet=stylesheet,
        email=index.config.email,
    )


def frame(
    decor: Decor,
    lang: str,
    urls: Mapping[str, str],
    *,
    title: str,
    description: str,
    default: str = "",
    kind: str = "website",
    image: str = "",
    modified: date | None = None,
    indexed: bool = True,
) -> Frame:
    """The frame of the page at `urls[lang]`, whose real translations are `urls`.

    `default` is the address that x-default names: the original of a story, the chooser for the
    front pages; the first language's elsewhere, for a page with translations must name one.
    """
    addresses = decor.index.addresses
    head = Head(
        title=title,
        description=description,
        href=addresses.href(urls[lang]),
        canonical=addresses.absolute(urls[lang]),
        alternates=_alternates(decor, urls, default) if indexed else (),
        kind=kind,
        image=addresses.absolute(image) if image else "",
        modified=modified,
        indexed=indexed,
    )
    switches = tuple(_switch(decor, other, urls) for other in LANGUAGES if other != lang)
    return Frame(head=head, chrome=decor.chromes[lang], switch=switches)


def _alternates(decor: Decor, urls: Mapping[str, str], default: str) -> tuple[Alternate, ...]:
    absolute = decor.index.addresses.absolute
    found = [Alternate(hreflang=lang, href=absolute(urls[lang])) for lang in LANGUAGES if lang in urls]
    first = default or urls[next(lang for lang in LANGUAGES if lang in urls)]
    return (*found, Alternate(hreflang="x-default", href=absolute(first)))


def _switch(decor: Decor, other: str, urls: Mapping[str, str]) -> Switch:
    href, catalog = decor.index.addresses.href, decor.catalogs[other]
    if other in urls:
        return Switch(lang=other, href=href(urls[other]), label=OWN_NAMES[other])
    # NOTE: said on a page that exists only in the other language; the sentence names this catalog's
    # own language: "Aún no disponible en español" in Spanish.
    note = catalog.pgettext("switch", "Not yet available in English")
    # NOTE: the link beside "Not yet available ...": to the front page of this catalog's language
    label = catalog.pgettext("switch", "English front page")
    return Switch(lang=other, href=href(front_url(other)), label=label, note=note)
