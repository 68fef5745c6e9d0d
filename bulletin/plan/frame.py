"""What stands around a page: its head for machines, menu and footer, the way to the other language.

A page's real translations are one mapping, language -> address. The canonical link, `hreflang`, the
switcher and the sitemap all read that one fact.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bulletin.config import Edition
from bulletin.languages import OWN_NAMES
from bulletin.languages.catalogs import Catalog
from bulletin.languages.locales import open_graph_locale
from bulletin.languages.typography import typeset_text
from bulletin.model import LANGUAGES, Register
from bulletin.plan.index import Index
from bulletin.plan.links import Bounds
from bulletin.plan.urls import archive_url, corrections_url, feed_url, front_url, index_url
from bulletin.plan.views import Alternate, Card, Chrome, Frame, Head, Link, Switch


class Decor(Struct, frozen=True, kw_only=True):
    """What all planners of pages share: the index, the catalogs, each language's chrome, the cards.

    `bounds` are the links of each text, `cards` are by language of the list and key of the story; `feed_face` is the feeds' stylesheet.
    """

    index: Index
    catalogs: Mapping[str, Catalog]
    chromes: Mapping[str, Chrome]
    bounds: Bounds
    cards: Mapping[tuple[str, str], Card]
    stylesheet: str
    feed_face: str


def set_in(edition: Edition, text: str) -> str:
    """A field of the header with the typography of its language."""
    return typeset_text(text, edition.lang, edition.quotes)


def register_name(catalog: Catalog, register: Register) -> str:
    """What a register is called in the menu and on the page that lists its terms."""
    return {
        "sections": catalog.gettext("Sections"),
        "tags": catalog.gettext("Tags"),
        "regions": catalog.gettext("Regions"),
        "series": catalog.gettext("Series"),
        "authors": catalog.gettext("Authors"),
    }[register]


def chrome_of(index: Index, catalog: Catalog, lang: str, stylesheet: str) -> Chrome:
    """What stands around every page of a language, made once a build."""
    edition, href = index.config.edition(lang), index.addresses.href
    pages = [(page, article) for page in index.site.pages if (article := page.article(lang))]
    own = [
        (article.menu, link_to(index, index.url(page, article), set_in(edition, article.title)))
        for page, article in pages
    ]
    registers: tuple[Register, ...] = ("sections", "regions", "tags")
    return Chrome(
        lang=lang,
        bulletin=edition.title,
        tagline=edition.tagline,
        locale=edition.locale,
        home=href(front_url(lang)),
        menu=(
            link_to(index, front_url(lang), catalog.pgettext("menu", "Stories")),
            *(link_to(index, index_url(lang, one), register_name(catalog, one)) for one in registers),
            *(link for menu, link in own if menu),
        ),
        pages=(*(link for _, link in own), *_collections(index, catalog, lang)),
        feed=href(feed_url(lang)),
        stylesheet=stylesheet,
    )


def _collections(index: Index, catalog: Catalog, lang: str) -> tuple[Link, ...]:
    """The other ways to the stories, for the foot of the page."""
    registers: tuple[Register, ...] = ("series", "authors")
    return (
        link_to(index, archive_url(lang), catalog.gettext("Archive")),
        *(
            link_to(index, index_url(lang, one), register_name(catalog, one))
            for one in registers
            if index.in_order(index.site.register(one), lang)
        ),
        link_to(index, corrections_url(lang), catalog.gettext("Corrections")),
    )


def link_to(index: Index, url: str, text: str) -> Link:
    """A link to an address of the site."""
    return Link(href=index.addresses.href(url), text=text)


def frame(
    decor: Decor,
    lang: str,
    urls: Mapping[str, str],
    *,
    name: str,
    description: str,
    number: int = 1,
    trail: tuple[Link, ...] | None = (),
    default: str = "",
    feed: Link | None = None,
    indexed: bool = True,
) -> Frame:
    """The frame of the page at `urls[lang]`, whose real translations are `urls`.

    `trail` are the pages between the front page and this one; None for what hangs below nothing.
    `default` is the address that x-default names: the original of a story, the chooser for the
    front pages; the first language's elsewhere, for a page with translations must name one.
    """
    addresses, edition = decor.index.addresses, decor.index.config.edition(lang)
    head = Head(
        title=_title(decor, edition, name, number),
        name=name,
        description=description,
        href=addresses.href(urls[lang]),
        canonical=addresses.absolute(urls[lang]),
        alternates=_alternates(decor, urls, default) if indexed else (),
        locale=_locale(decor, lang),
        other_locales=tuple(_locale(decor, other) for other in sorted(urls) if other != lang),
        feed=feed,
        indexed=indexed,
    )
    switches = tuple(_switch(decor, other, urls) for other in LANGUAGES if other != lang)
    way = () if trail is None else (link_to(decor.index, front_url(lang), edition.title), *trail)
    return Frame(head=head, chrome=decor.chromes[lang], switch=switches, trail=way)


def _locale(decor: Decor, lang: str) -> str:
    return open_graph_locale(decor.index.config.edition(lang).locale)


def _title(decor: Decor, edition: Edition, name: str, number: int) -> str:
    title = edition.title if name == edition.title else f"{name} · {edition.title}"
    if number == 1:
        return title
    return decor.catalogs[edition.lang].gettext("%(title)s, page %(number)d") % {
        "title": title,
        "number": number,
    }


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
