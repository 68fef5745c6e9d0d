"""The registers -> Pages: an index of each, and a page for every term that has stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from bulletin.languages.catalogs import Catalog
from bulletin.languages.sorting import initial
from bulletin.model import LANGUAGES, REGISTERS, Page, Register, Term
from bulletin.plan import views
from bulletin.plan.cards import paginated
from bulletin.plan.frame import Decor, frame, link_to, register_name
from bulletin.plan.front import framed_page
from bulletin.plan.index import part_of
from bulletin.plan.mentions import set_in
from bulletin.plan.urls import FEEDS, feed_url, index_url, term_url

ALWAYS: tuple[Register, ...] = ("sections", "regions", "tags")
"""The registers that stand in the menu; the others have an index where they have a term to show."""


def index_pages(decor: Decor) -> tuple[Page, ...]:
    """For each register the page that lists all its terms with their counts."""
    return tuple(page for register in REGISTERS for page in _index_of(decor, register))


def _index_of(decor: Decor, register: Register) -> list[Page]:
    index, pages = decor.index, []
    terms = {lang: index.in_order(index.site.register(register), lang) for lang in LANGUAGES}
    urls = {lang: index_url(lang, register) for lang in LANGUAGES if terms[lang] or register in ALWAYS}
    for lang in urls:
        catalog = decor.catalogs[lang]
        name = register_name(catalog, register)
        around = frame(decor, lang, urls, name=name, description=_about(catalog, register))
        groups = _groups(decor, register, terms[lang], lang)
        view = views.IndexView(frame=around, register=register, name=name, groups=groups)
        pages.append(framed_page(urls[lang], lang, "index.html", view))
    return pages


def _about(catalog: Catalog, register: Register) -> str:
    return {
        "sections": catalog.gettext("All sections of the bulletin, with their stories"),
        "tags": catalog.gettext("All tags of the bulletin, with their stories"),
        "regions": catalog.gettext("All regions of the bulletin, with their stories"),
        "series": catalog.gettext("All series of the bulletin, with their stories"),
        "authors": catalog.gettext("Everyone who writes or translates for the bulletin, with their stories"),
    }[register]


def term_pages(decor: Decor) -> tuple[Page, ...]:
    """The pages of sections, tags, regions and authors that have stories in a language's lists."""
    terms = (term for term in decor.index.site.terms if term.register != "series")
    return tuple(page for term in terms for page in _of_term(decor, term))


def _of_term(decor: Decor, term: Term) -> list[Page]:
    index, register = decor.index, term.register
    lists = {lang: index.entries(lang, register, term.id) for lang in LANGUAGES}
    pages = []
    for lang in (lang for lang in LANGUAGES if lists[lang]):
        words, edition = term.named(lang), index.config.edition(lang)

        def url(other: str, number: int) -> str:
            return term_url(other, register, term.named(other).slug, number)

        description = set_in(edition, words.description)
        trail, parents = _way(decor, term, lang)
        feed = _feed(decor, term, lang)
        children = _siblings(decor, index.children(term, lang), lang)
        for sheet in paginated(decor, lang, lists, url, only_filled=True):
            around = frame(
                decor,
                lang,
                sheet.urls,
                name=words.alone,
                number=sheet.number,
                description=description or words.alone,
                trail=trail,
                feed=feed,
                section=term.id if register == "sections" else "",
            )
            view = views.TermView(
                frame=around,
                register=register,
                name=words.alone,
                kind=words.kind,
                description=description,
                count=len(lists[lang]),
                parents=parents,
                children=children,
                cards=sheet.cards,
                pager=sheet.pager,
            )
            pages.append(framed_page(sheet.urls[lang], lang, "term.html", view))
    return pages


def series_pages(decor: Decor) -> tuple[Page, ...]:
    """A page for each series: its parts from the first on, each with its number."""
    index, pages = decor.index, []
    for term in index.site.register("series"):
        lists = {lang: index.entries(lang, "series", term.id) for lang in LANGUAGES}
        urls = {lang: term_url(lang, "series", term.named(lang).slug) for lang in LANGUAGES if lists[lang]}
        for lang in urls:
            words = term.named(lang)
            listed, total = index.parts(lang, term.id)
            parts = tuple(
                views.NumberedCard(number=part_of(story), card=decor.cards[lang][story.key])
                for story, _ in listed
            )
            trail = (_index_link(decor, "series", lang),)
            description = set_in(index.config.edition(lang), words.description) or words.name
            view = views.SeriesView(
                frame=frame(decor, lang, urls, name=words.name, description=description, trail=trail),
                name=words.name,
                description=set_in(index.config.edition(lang), words.description),
                total=total,
                parts=parts,
            )
            pages.append(framed_page(urls[lang], lang, "series.html", view))
    return tuple(pages)


def _feed(decor: Decor, term: Term, lang: str) -> views.Link | None:
    """The feed of a term; none without a story in the language itself."""
    index = decor.index
    if term.register not in FEEDS or not index.has_own(lang, term.register, term.id):
        return None
    words = term.named(lang)
    return link_to(index, feed_url(lang, term.register, words.slug), words.alone)


def _index_link(decor: Decor, register: Register, lang: str) -> views.Link:
    return link_to(decor.index, index_url(lang, register), register_name(decor.catalogs[lang], register))


def _way(decor: Decor, term: Term, lang: str) -> tuple[tuple[views.Link, ...], tuple[views.Link, ...]]:
    """(the trail to a term, its parents where it has several: a trail is one way)."""
    above: list[Term] = []
    while len((above or [term])[-1].parents) == 1 and len(above) < len(decor.index.terms):
        parent = decor.index.term(term.register, (above or [term])[-1].parents[0])
        if parent is None:
            break
        above.append(parent)
    top = (above or [term])[-1]
    way = term_links(decor, term.register, tuple(one.id for one in reversed(above)), lang)
    several = term_links(decor, term.register, term.parents, lang) if top is term else ()
    return (_index_link(decor, term.register, lang), *way), several


def term_links(decor: Decor, register: Register, ids: tuple[str, ...], lang: str) -> tuple[views.Link, ...]:
    """Links to the pages of terms, in the order in which the writer gave them."""
    links = decor.mentions.terms[lang, register]
    return tuple([links[id] for id in ids if id in links])


def _groups(decor: Decor, register: Register, terms: tuple[Term, ...], lang: str) -> tuple[views.Group, ...]:
    """Tags and authors under their initials; regions as a tree, from those that lie in no other."""
    if register == "regions" and terms:
        listed = {term.id for term in terms}
        roots = [term for term in terms if not listed.intersection(term.parents)]
        return (views.Group(initial="", entries=_tree(decor, roots, lang, set())),)
    letters: dict[str, list[views.Entry]] = {}
    for term in terms:
        letter = initial(term.listed_as(lang), lang) if register in ("tags", "authors") else ""
        letters.setdefault(letter, []).append(_entry(decor, term, lang))
    return tuple(views.Group(initial=letter, entries=tuple(found)) for letter, found in letters.items())


def _tree(decor: Decor, terms: Sequence[Term], lang: str, told: set[str]) -> tuple[views.Entry, ...]:
    """Regions and what lies in them. One with several parents is described under the first alone."""
    entries = []
    for term, entry in zip(terms, _siblings(decor, terms, lang), strict=True):
        if term.id in told:
            entries.append(replace(entry, description=""))
            continue
        told.add(term.id)
        children = _tree(decor, decor.index.children(term, lang), lang, told)
        entries.append(replace(entry, children=children))
    return tuple(entries)


def _siblings(decor: Decor, terms: Sequence[Term], lang: str) -> tuple[views.Entry, ...]:
    """Regions that lie in one: each needs no more than its plain name, where no other has the same."""
    names = Counter(term.named(lang).name for term in terms)
    return tuple(
        replace(_entry(decor, term, lang), name=words.name)
        if term.parents and names[words.name] == 1
        else _entry(decor, term, lang)
        for term in terms
        for words in (term.named(lang),)
    )


def _entry(decor: Decor, term: Term, lang: str) -> views.Entry:
    """A term in a list, by the name that tells it apart."""
    index, words = decor.index, term.named(lang)
    return views.Entry(
        href=index.addresses.href(term_url(lang, term.register, words.slug)),
        name=words.alone,
        kind=words.kind,
        description=set_in(index.config.edition(lang), words.description),
        count=len(index.entries(lang, term.register, term.id)),
    )
