"""What stands around a page: its head for machines, menu and footer, the way to the other language.

A page's real translations are one mapping, language -> address. The canonical link, `hreflang`, the
switcher and the sitemap all read that one fact.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bulletin.languages import OWN_NAMES
from bulletin.languages.catalogs import Catalog
from bulletin.languages.locales import open_graph_locale
from bulletin.model import LANGUAGES, Register
from bulletin.plan.index import Index
from bulletin.plan.links import Bounds
from bulletin.plan.mentions import Mentions, set_in
from bulletin.plan.renditions import Renditions
from bulletin.plan.sharing import Cards
from bulletin.plan.urls import archive_url, corrections_url, feed_url, front_url, index_url
from bulletin.plan.views import Alternate, Card, Chrome, Files, Frame, Head, Image, Link, Switch


class Surround(Struct, frozen=True, kw_only=True):
    """What the pages of a language have around them: `home` begins their trail, `locale` is Open Graph's.

    `absent` is the way to this language from a page that it does not have.
    """

    chrome: Chrome
    home: Link
    locale: str
    absent: Switch


class Decor(Struct, frozen=True, kw_only=True):
    """What all planners of pages share: the index, the catalogs, what stands around pages, mentions, cards.

    `bounds` are the links of each text, `renditions` the pictures that are shown; `cards` are by language
    of the list and key of the story, `sharing` those that are drawn; `feed_face` is the feeds' stylesheet.
    """

    index: Index
    catalogs: Mapping[str, Catalog]
    surrounds: Mapping[str, Surround]
    mentions: Mentions
    bounds: Bounds
    renditions: Renditions
    cards: Mapping[str, Mapping[str, Card]]
    sharing: Cards
    files: Files
    feed_face: str


def register_name(catalog: Catalog, register: Register) -> str:
    """What a register is called in the menu and on the page that lists its terms."""
    return {
        "sections": catalog.gettext("Sections"),
        "tags": catalog.gettext("Tags"),
        "regions": catalog.gettext("Regions"),
        "series": catalog.gettext("Series"),
        "authors": catalog.gettext("Authors"),
    }[register]


def surround_of(index: Index, catalog: Catalog, lang: str, files: Files) -> Surround:
    """What stands around every page of a language, made once a build."""
    edition = index.config.edition(lang)
    # NOTE: said on a page that exists only in the other language; the sentence names this catalog's
    # own language: "Aún no disponible en español" in Spanish.
    note = catalog.pgettext("switch", "Not yet available in English")
    # NOTE: the link beside "Not yet available ...": to the front page of this catalog's language
    label = catalog.pgettext("switch", "English front page")
    home = link_to(index, front_url(lang), edition.title)
    return Surround(
        chrome=_chrome(index, catalog, lang, files),
        home=home,
        locale=open_graph_locale(edition.locale),
        absent=Switch(lang=lang, href=home.href, label=label, note=note),
    )


def _chrome(index: Index, catalog: Catalog, lang: str, files: Files) -> Chrome:
    edition, href = index.config.edition(lang), index.addresses.href
    pages = [article for page in index.site.pages if (article := page.article(lang))]
    own = [
        (article.menu, link_to(index, index.url(article), set_in(edition, article.title)))
        for article in pages
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
        files=files,
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
    section: str = "",
) -> Frame:
    """The frame of the page at `urls[lang]`, whose real translations are `urls`.

    `trail` are the pages between the front page and this one; None for what hangs below nothing.
    `default` is the address that x-default names: the original of a story, the chooser for the
    front pages; the first language's elsewhere, for a page with translations must name one.
    `section` is the id of the one whose card stands for the page where it is shared.
    """
    addresses = decor.index.addresses
    head = Head(
        title=page_title(decor, lang, name, number),
        name=name,
        description=description,
        href=addresses.href(urls[lang]),
        canonical=addresses.absolute(urls[lang]),
        alternates=alternates(decor, urls, default) if indexed else (),
        locale=decor.surrounds[lang].locale,
        other_locales=other_locales(decor, lang, urls),
        image=card_of(decor, lang, section),
        feed=feed,
        indexed=indexed,
    )
    return around(decor, lang, urls, head, trail)


def card_of(decor: Decor, lang: str, section: str = "") -> Image:
    """The drawn card of a section; that of the bulletin alone where there is none."""
    return (decor.sharing.get((lang, section)) or decor.sharing[lang, ""]).image


def around(
    decor: Decor, lang: str, urls: Mapping[str, str], head: Head, trail: tuple[Link, ...] | None
) -> Frame:
    """The frame of a page with the head `head`. The other parameters are those of `frame`."""
    surround = decor.surrounds[lang]
    switches = tuple([_switch(decor, other, urls) for other in LANGUAGES if other != lang])
    way = () if trail is None else (surround.home, *trail)
    return Frame(head=head, chrome=surround.chrome, switch=switches, trail=way)


def other_locales(decor: Decor, lang: str, urls: Mapping[str, str]) -> tuple[str, ...]:
    """The locales of a page's real translations."""
    return tuple([decor.surrounds[one].locale for one in LANGUAGES if one in urls and one != lang])


def page_title(decor: Decor, lang: str, name: str, number: int = 1) -> str:
    """What a page is called in a tab or among search results."""
    edition = decor.index.config.edition(lang)
    title = edition.title if name == edition.title else f"{name} · {edition.title}"
    if number == 1:
        return title
    return decor.catalogs[lang].gettext("%(title)s, page %(number)d") % {
        "title": title,
        "number": number,
    }


def alternates(decor: Decor, urls: Mapping[str, str], default: str) -> tuple[Alternate, ...]:
    """The real translations of a page; see `frame` for `default`."""
    absolute = decor.index.addresses.absolute
    there = [lang for lang in LANGUAGES if lang in urls]
    found = [Alternate(hreflang=lang, href=absolute(urls[lang])) for lang in there]
    return (*found, Alternate(hreflang="x-default", href=absolute(default or urls[there[0]])))


def _switch(decor: Decor, other: str, urls: Mapping[str, str]) -> Switch:
    if other not in urls:
        return decor.surrounds[other].absent
    return Switch(lang=other, href=decor.index.addresses.href(urls[other]), label=OWN_NAMES[other])
