"""The site looked up by language, by term, by key: what every planner of pages asks.

One place decides what stands in a list of a language: its own articles, and, with
`untranslated = "link"`, the stories that it does not have, as links to the original.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from bulletin.config import Config
from bulletin.languages.sorting import sort_key
from bulletin.model import (
    LANGUAGES,
    Address,
    Article,
    Outline,
    PictureFile,
    Place,
    Register,
    Site,
    Story,
    Term,
    TermWords,
)
from bulletin.plan.urls import FEEDS, Addresses, feed_url, page_url, story_url, term_url

Listed = tuple[tuple[Story, Article], ...]
"""What stands in a list of one language: stories, each with the article that it leads to."""

Subject = tuple[Register, str]
"""A term that a story may have: (its register, its id)."""

NO_TEXT = Outline()


def part_of(story: Story) -> int:
    """The number of a story in its series; 0 where it belongs to none."""
    return story.shared.series.part if story.shared.series else 0


def signed(story: Story, article: Article) -> tuple[str, ...]:
    """The ids of those whose names stand over an article; a translator's over the translation alone."""
    outlet = (story.shared.outlet,) if story.shared.outlet else ()
    translators = article.translation.by if article.translation else ()
    return (*story.shared.authors, *outlet, *translators)


def addresses_of_term(term: Term, words: TermWords) -> Iterator[Address]:
    """What a term claims in a language: its page, its feed, and those that it had by former slugs."""
    owner = f"{term.place.path}#{term.id}"
    for slug in (words.slug, *words.former):
        yield Address(url=term_url(words.lang, term.register, slug), owner=owner)
        if term.register in FEEDS:
            yield Address(url=feed_url(words.lang, term.register, slug), owner=owner)


class Index:
    """Look-ups over a Site, made once a build. Holds no page and no view."""

    def __init__(
        self,
        site: Site,
        config: Config,
        outlines: Mapping[str, Outline],
        pictures: Iterable[PictureFile],
        encoder: str,
        stories: Iterable[Story],
        *,
        drawer: str = "",
        plain_names: bool = False,
    ) -> None:
        """`stories` are all that have an address, visible or not: links to their pages are known.

        `encoder` and `drawer` say what makes pictures and drawn cards beside their sources. With `plain_names` a
        stylesheet is called the same whatever is in it: a change touches no page.
        """
        self.site, self.config, self.outlines = site, config, outlines
        self.encoder, self.drawer, self.plain_names = encoder, drawer, plain_names
        self.addresses = Addresses(base_url=config.base_url)
        self.pictures = {picture.path: picture for picture in pictures}
        self.terms = {(term.register, term.id): term for term in site.terms}
        self.why_held = {one.path: one.why for one in site.held}
        """Why readers do not see an article: asked of one that a proof shows all the same."""
        self.by_key = {story.key: story for story in (*site.stories, *site.pages)}
        self.by_path = {
            article.path: article for story in (*site.stories, *site.pages) for article in story.articles
        }
        self._children = self._children_of_terms()
        self._listed = {lang: self._list_of(lang) for lang in LANGUAGES}
        self._entries = self._entries_of_terms()
        known = tuple(stories)
        self.articles = {one.path: one for story in known for one in story.articles}
        self._urls = {one.path: _url(story, one) for story in known for one in story.articles}
        self.claims = {path: self._claims(one) for path, one in self.articles.items()}
        self.held = tuple(
            one for path, claims in self.claims.items() if path not in self.by_path for one in claims
        )
        self.coming = tuple(one for one in self.held if not self.articles[one.owner].draft)
        self.held_urls = frozenset(one.url for one in (*self.held, *self._empty_terms()))

    def text(self, path: str) -> Outline:
        """The text of an article; an empty one where it could not be composed."""
        return self.outlines.get(path, NO_TEXT)

    def _claims(self, article: Article) -> tuple[Address, ...]:
        """What an article claims, visible or not: its own address and the old ones."""
        urls = (self.url(article), *article.aliases)
        return tuple([Address(url=url, owner=article.path) for url in urls])

    def _empty_terms(self) -> Iterator[Address]:
        """What the terms claim that have no story in a language's lists, and so no page."""
        for term in self.site.terms:
            for words in term.words:
                if not self.entries(words.lang, term.register, term.id):
                    yield from addresses_of_term(term, words)

    def place_of(self, url: str, path: str) -> Place:
        """Where an address is written: an old one, the slug, or the headline that it was made of."""
        article = self.articles.get(path)
        if article is None:
            return Place(path=path, line=1)
        if url in article.aliases:
            return article.at("aliases", article.aliases.index(url))
        return article.at("slug" if article.gives("slug") else "title")

    def url(self, article: Article) -> str:
        """The address of an article's page."""
        return self._urls[article.path]

    def urls(self, story: Story) -> dict[str, str]:
        """Language -> address, for the translations that readers may see."""
        return {article.lang: self._urls[article.path] for article in story.articles}

    def listed(self, lang: str) -> Listed:
        """All stories that stand in the lists of `lang`, newest first."""
        return self._listed[lang]

    def own(self, lang: str) -> Listed:
        """The stories that a language has, for feeds, neighbours and what is related."""
        return tuple([pair for pair in self._listed[lang] if pair[1].lang == lang])

    def entries(self, lang: str, register: Register, id: str) -> Listed:
        """What stands in the list of a term, newest first; a region has the stories of the places in it."""
        return self._entries[lang].get((register, id), ())

    def own_entries(self, lang: str, register: Register, id: str) -> Iterator[tuple[Story, Article]]:
        """Of the list of a term, what is in the language itself."""
        return (pair for pair in self.entries(lang, register, id) if pair[1].lang == lang)

    def has_own(self, lang: str, register: Register, id: str) -> bool:
        """Whether a term has a story in the language itself."""
        return any(True for _ in self.own_entries(lang, register, id))

    def parts(self, lang: str, series: str) -> tuple[Listed, int]:
        """(the parts that stand in the lists of a language, the highest number published in any)."""
        listed = self.entries(lang, "series", series)
        ordered = sorted(listed, key=lambda pair: (part_of(pair[0]), pair[0].key))
        numbers = (part_of(one) for other in LANGUAGES for one, _ in self.entries(other, "series", series))
        return tuple(ordered), max(numbers, default=0)

    def term(self, register: Register, id: str) -> Term | None:
        return self.terms.get((register, id))

    def children(self, term: Term, lang: str) -> tuple[Term, ...]:
        """The terms right below a term that have stories in the lists of `lang`, in its alphabet."""
        return self.in_order(self._children.get((term.register, term.id), ()), lang)

    def in_order(self, terms: Iterable[Term], lang: str) -> tuple[Term, ...]:
        shown = [term for term in terms if self.entries(lang, term.register, term.id)]
        return tuple(sorted(shown, key=lambda term: (sort_key(term.listed_as(lang), lang), term.id)))

    def _children_of_terms(self) -> dict[tuple[Register, str], list[Term]]:
        children: dict[tuple[Register, str], list[Term]] = defaultdict(list)
        for term in self.site.terms:
            for parent in term.parents:
                children[term.register, parent].append(term)
        return children

    def _list_of(self, lang: str) -> Listed:
        pairs = []
        for story in self.site.stories:
            article = story.article(lang)
            if article is None and self.config.untranslated == "link":
                article = story.best
            if article is not None:
                pairs.append((story, article))
        return tuple(pairs)

    def _entries_of_terms(self) -> dict[str, dict[Subject, Listed]]:
        """By language and term: all lists are filled in one walk over the stories, whose order they have."""
        above = {term.id: self._upwards(term.id) for term in self.site.register("regions")}
        subjects = {story.key: _subjects(story, above) for story in self.site.stories}
        entries = {}
        for lang in LANGUAGES:
            found: dict[Subject, dict[str, tuple[Story, Article]]] = defaultdict(dict)
            for pair in self._listed[lang]:
                key = pair[0].key
                for subject in subjects[key]:
                    found[subject][key] = pair
                for person in signed(*pair):
                    found["authors", person][key] = pair
            entries[lang] = {subject: tuple(pairs.values()) for subject, pairs in found.items()}
        return entries

    def _upwards(self, region: str) -> tuple[Subject, ...]:
        """A region and all that it lies in, each once; a circle of parents ends where it began."""
        found = [region]
        for id in found:
            term = self.term("regions", id)
            found.extend(parent for parent in (term.parents if term else ()) if parent not in found)
        return tuple(("regions", id) for id in found)


def _subjects(story: Story, above: Mapping[str, tuple[Subject, ...]]) -> list[Subject]:
    """The terms in whose lists a story stands in every language: all but those who sign it.

    `above` are the regions that each region lies in, itself among them.
    """
    shared = story.shared
    found: list[Subject] = [("tags", tag) for tag in shared.tags]
    if shared.section:
        found.append(("sections", shared.section))
    if shared.series:
        found.append(("series", shared.series.series))
    for region in shared.regions:
        found.extend(above.get(region, ()))
    return found


def _url(story: Story, article: Article) -> str:
    if story.kind == "page" or story.shared.date is None:
        return page_url(article.lang, article.slug)
    return story_url(article.lang, story.shared.date, article.slug)
