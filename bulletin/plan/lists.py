"""Lists of stories -> Pages: the front pages, the indexes of tags and regions, each term's pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bulletin.languages.sorting import initial
from bulletin.model import LANGUAGES, Article, Page, Register, Story, Term
from bulletin.plan import views
from bulletin.plan.articles import lead_picture, set_in, term_links
from bulletin.plan.frame import Decor, frame
from bulletin.plan.urls import INDEXED, front_url, index_url, path_of, term_url


def front_pages(decor: Decor) -> tuple[Page, ...]:
    """The front page of each language and the pages that follow it."""
    pages = []
    entries = {lang: decor.index.listed(lang, decor.index.site.stories) for lang in LANGUAGES}
    for lang in LANGUAGES:
        edition = decor.index.config.edition(lang)
        for number, cards, pager, urls in _paginated(
            decor, lang, entries, lambda other, n: front_url(other, n)
        ):
            title = edition.title if number == 1 else _numbered(decor, lang, edition.title, number)
            default = "/" if number == 1 else ""
            around = frame(decor, lang, urls, title=title, description=edition.tagline, default=default)
            view = views.FrontView(frame=around, cards=cards, pager=pager)
            pages.append(_page(urls[lang], lang, "front.html", view))
    return tuple(pages)


def index_pages(decor: Decor) -> tuple[Page, ...]:
    """For each register the page that lists all its terms with their counts."""
    pages = []
    for register in INDEXED:
        for lang in LANGUAGES:
            edition, catalog = decor.index.config.edition(lang), decor.catalogs[lang]
            name, description = {
                "tags": (
                    catalog.gettext("Tags"),
                    catalog.gettext("All tags of the bulletin, with their stories"),
                ),
                "regions": (
                    catalog.gettext("Regions"),
                    catalog.gettext("All regions of the bulletin, with their stories"),
                ),
            }[register]
            urls = {other: index_url(other, register) for other in LANGUAGES}
            around = frame(decor, lang, urls, title=f"{name} · {edition.title}", description=description)
            view = views.IndexView(frame=around, register=register, groups=_groups(decor, register, lang))
            pages.append(_page(urls[lang], lang, "index.html", view))
    return tuple(pages)


def term_pages(decor: Decor) -> tuple[Page, ...]:
    """The pages of every term that has stories in a language's lists."""
    return tuple(
        page
        for register in INDEXED
        for term in decor.index.site.register(register)
        for page in _of_term(decor, term)
    )


def _of_term(decor: Decor, term: Term) -> list[Page]:
    index, register = decor.index, term.register
    entries = {lang: index.entries(lang, register, term.id) for lang in LANGUAGES}
    pages = []
    for lang in (lang for lang in LANGUAGES if entries[lang]):
        words = term.named(lang)

        def url(other: str, number: int) -> str:
            return term_url(other, register, term.named(other).slug, number)

        for number, cards, pager, urls in _paginated(decor, lang, entries, url, only_filled=True):
            title = f"{words.name} · {index.config.edition(lang).title}"
            title = title if number == 1 else _numbered(decor, lang, title, number)
            view = views.TermView(
                frame=frame(decor, lang, urls, title=title, description=words.description or words.name),
                register=register,
                name=words.name,
                kind=words.kind,
                description=set_in(index.config.edition(lang), words.description),
                count=len(entries[lang]),
                index=index.addresses.href(index_url(lang, register)),
                parents=term_links(decor, register, term.parents, lang),
                children=tuple(_entry(decor, child, lang) for child in index.children(term, lang)),
                cards=cards,
                pager=pager,
            )
            pages.append(_page(urls[lang], lang, "term.html", view))
    return pages


def _paginated(
    decor: Decor,
    lang: str,
    entries: dict[str, tuple[tuple[Story, Article], ...]],
    url: Callable[[str, int], str],
    *,
    only_filled: bool = False,
) -> list[tuple[int, tuple[views.Card, ...], views.Pager, dict[str, str]]]:
    """(number, cards, pager, addresses of the same page in each language) for each page of a list.

    A page's twin is the page of the same number, where the other language has as many. With
    `only_filled` a language without entries has no page at all.
    """
    size = decor.index.config.stories_per_page
    totals = {other: max(1, -(-len(found) // size)) for other, found in entries.items()}
    href = decor.index.addresses.href
    pages = []
    for number in range(1, totals[lang] + 1):
        part = entries[lang][(number - 1) * size : number * size]
        pager = views.Pager(
            number=number,
            total=totals[lang],
            newer=href(url(lang, number - 1)) if number > 1 else "",
            older=href(url(lang, number + 1)) if number < totals[lang] else "",
        )
        there = [
            other for other in LANGUAGES if number <= totals[other] and (entries[other] or not only_filled)
        ]
        cards = tuple(_card(decor, lang, story, article) for story, article in part)
        pages.append((number, cards, pager, {other: url(other, number) for other in there}))
    return pages


def _numbered(decor: Decor, lang: str, title: str, number: int) -> str:
    return decor.catalogs[lang].gettext("%(title)s, page %(number)d") % {"title": title, "number": number}


def _card(decor: Decor, lang: str, story: Story, article: Article) -> views.Card:
    index, edition = decor.index, decor.index.config.edition(article.lang)
    section = index.term("sections", story.shared.section)
    assert story.shared.date is not None
    return views.Card(
        href=index.addresses.href(index.url(story, article)),
        lang="" if article.lang == lang else article.lang,
        section=section.named(lang).name if section else "",
        title=set_in(edition, article.title),
        deck=set_in(edition, article.summary),
        date=story.shared.date,
        picture=lead_picture(decor, story, article),
    )


def _groups(decor: Decor, register: Register, lang: str) -> tuple[views.Group, ...]:
    """Tags under their initial letters; regions as a tree, from those that lie in no other."""
    index = decor.index
    terms = index.in_order(index.site.register(register), lang)
    if register == "regions":
        shown = {term.id for term in terms}
        roots = [term for term in terms if not shown.intersection(term.parents)]
        told: set[str] = set()
        return (views.Group(initial="", entries=tuple(_tree(decor, term, lang, told) for term in roots)),)
    letters: dict[str, list[views.Entry]] = {}
    for term in terms:
        letters.setdefault(initial(term.named(lang).name, lang), []).append(_entry(decor, term, lang))
    return tuple(views.Group(initial=letter, entries=tuple(found)) for letter, found in letters.items())


def _tree(decor: Decor, term: Term, lang: str, told: set[str]) -> views.Entry:
    """A region and what lies in it. A region with several parents is described under the first alone."""
    if term.id in told:
        return replace(_entry(decor, term, lang), description="")
    told.add(term.id)
    children = decor.index.children(term, lang)
    return _entry(decor, term, lang, [_tree(decor, child, lang, told) for child in children])


def _entry(decor: Decor, term: Term, lang: str, children: Sequence[views.Entry] = ()) -> views.Entry:
    index, words = decor.index, term.named(lang)
    return views.Entry(
        href=index.addresses.href(term_url(lang, term.register, words.slug)),
        name=words.name,
        kind=words.kind,
        description=set_in(index.config.edition(lang), words.description),
        count=len(index.entries(lang, term.register, term.id)),
        children=tuple(children),
    )


def _page(url: str, lang: str, template: str, view: views.Framed) -> Page:
    return Page(url=url, path=path_of(url), lang=lang, template=template, view=view)
