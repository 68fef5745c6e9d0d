"""The site looked up by language, by term, by key: what every planner of pages asks.

One place decides what stands in a list of a language: its own articles, and, with
`untranslated = "link"`, the stories that it does not have, as links to the original.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bulletin.config import Config
from bulletin.languages.sorting import sort_key
from bulletin.model import Address, Article, PictureFile, Place, Prose, Register, Site, Story, Term, TermWords
from bulletin.plan.urls import FEEDS, Addresses, feed_url, page_url, story_url, term_url

Listed = tuple[tuple[Story, Article], ...]
"""What stands in a list of one language: stories, each with the article that it leads to."""


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
        proses: dict[str, Prose],
        pictures: Iterable[PictureFile],
        encoder: str,
        stories: Iterable[Story],
    ) -> None:
        """`stories` are all that have an address, visible or not: links to their pages are known."""
        self.site, self.config, self.proses, self.encoder = site, config, proses, encoder
        self.addresses = Addresses(base_url=config.base_url)
        self.pictures = {picture.path: picture for picture in pictures}
        self.terms = {(term.register, term.id): term for term in site.terms}
        self.by_key = {story.key: story for story in (*site.stories, *site.pages)}
        self.by_path = {
            article.path: article for story in (*site.stories, *site.pages) for article in story.articles
        }
        self._children = self._children_of_terms()
        self._stories = self._stories_of_terms()
        self._entries: dict[tuple[str, Register, str], Listed] = {}
        self.known_stories = tuple(stories)
        self.articles = {one.path: one for story in self.known_stories for one in story.articles}
        claims = (one for story in self.known_stories for one in self.addresses_of(story))
        self.held = tuple(one for one in claims if one.owner not in self.by_path)
        self.coming = tuple(one for one in self.held if not self.articles[one.owner].draft)
        self.held_urls = frozenset(one.url for one in (*self.held, *self._empty_terms()))

    def prose(self, path: str) -> Prose:
        """The text of an article; an empty one where it could not be composed."""
        return self.proses.get(path, Prose())

    def addresses_of(self, story: Story) -> Iterator[Address]:
        """What the articles of a story claim, visible or not: their own addresses and the old ones."""
        for article in story.articles:
            for url in (self.url(story, article), *article.aliases):
                yield Address(url=url, owner=article.path)

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

    def url(self, story: Story, article: Article) -> str:
        """The address of an article's page."""
        if story.kind == "page" or story.shared.date is None:
            return page_url(article.lang, article.slug)
        return story_url(article.lang, story.shared.date, article.slug)

    def urls(self, story: Story) -> dict[str, str]:
        """Language -> address, for the translations that readers may see."""
        return {article.lang: self.url(story, article) for article in story.articles}

    def listed(self, lang: str, stories: Iterable[Story]) -> Listed:
        """The stories that stand in a list of `lang`, each with the article that it leads to."""
        entries = []
        for story in stories:
            article = story.article(lang)
            if article is None and self.config.untranslated == "link":
                article = story.best
            if article is not None:
                entries.append((story, article))
        return tuple(entries)

    def own(self, lang: str, stories: Iterable[Story]) -> Listed:
        """The stories that a language has, for feeds, neighbours and what is related."""
        return tuple((story, article) for story in stories if (article := story.article(lang)))

    def has_own(self, lang: str, register: Register, id: str) -> bool:
        """Whether a term has a story in the language itself."""
        return any(story.article(lang) for story in self.stories_of(register, id))

    def stories_of(self, register: Register, id: str) -> tuple[Story, ...]:
        """The stories of a term, newest first; a region has those of the places in it."""
        return self._stories.get((register, id), ())

    def entries(self, lang: str, register: Register, id: str) -> Listed:
        """What stands in the list of a term, looked up once: counts, children and pages ask for it."""
        key = lang, register, id
        if key not in self._entries:
            listed = self.listed(lang, self.stories_of(register, id))
            if register == "authors":
                listed = tuple(pair for pair in listed if id in signed(*pair))
            self._entries[key] = listed
        return self._entries[key]

    def parts(self, lang: str, series: str) -> tuple[Listed, int]:
        """(the parts that stand in the lists of a language, the highest number published in any)."""
        listed = self.entries(lang, "series", series)
        ordered = sorted(listed, key=lambda pair: (part_of(pair[0]), pair[0].key))
        return tuple(ordered), max((part_of(one) for one in self.stories_of("series", series)), default=0)

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

    def _stories_of_terms(self) -> dict[tuple[Register, str], tuple[Story, ...]]:
        stories: dict[tuple[Register, str], dict[str, Story]] = defaultdict(dict)
        for story in self.site.stories:
            for term in self.terms_of(story):
                stories[term][story.key] = story
        return {key: tuple(found.values()) for key, found in stories.items()}

    def terms_of(self, story: Story) -> tuple[tuple[Register, str], ...]:
        """Every term in whose list a story stands, each once: a person has what she wrote or translated."""
        shared = story.shared
        people = [id for article in story.articles for id in signed(story, article)]
        found: list[tuple[Register, str]] = [("sections", shared.section)] if shared.section else []
        found += [("series", shared.series.series)] if shared.series else []
        found += [("tags", tag) for tag in shared.tags]
        found += [("regions", id) for region in shared.regions for id in self._upwards(region)]
        found += [("authors", person) for person in people]
        return tuple(dict.fromkeys(found))

    def _upwards(self, region: str) -> list[str]:
        """A region and all that it lies in, each once; a circle of parents ends where it began."""
        found = [region]
        for id in found:
            term = self.term("regions", id)
            found.extend(parent for parent in (term.parents if term else ()) if parent not in found)
        return found
