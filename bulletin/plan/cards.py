"""Stories as lists show them: a card for each story and language, a list cut into pages.

A card is made once and shared by all lists that show it, so that its digest is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from bulletin.model import LANGUAGES, Article, Story
from bulletin.plan.assets import picture_view
from bulletin.plan.frame import Decor
from bulletin.plan.index import Index, Listed
from bulletin.plan.mentions import Mention, Mentions
from bulletin.plan.renditions import CARD, LEAD, Renditions
from bulletin.plan.views import Card, Pager, Picture


def cards_of(index: Index, mentions: Mentions, renditions: Renditions) -> dict[str, dict[str, Card]]:
    """The card of every story in every list that it may stand in: language of the list -> key -> card."""
    return {
        lang: {
            story.key: _card(index, mentions.articles[article.path], renditions, lang, story, article)
            for story, article in index.listed(lang)
        }
        for lang in LANGUAGES
    }


def _card(
    index: Index, mention: Mention, renditions: Renditions, lang: str, story: Story, article: Article
) -> Card:
    section = index.term("sections", story.shared.section)
    photo = story.shared.photo
    assert story.shared.date is not None
    return Card(
        href=mention.href,
        lang="" if article.lang == lang else article.lang,
        section=section.named(lang).name if section else "",
        title=mention.title,
        deck=mention.deck,
        date=story.shared.date,
        picture=picture_view(index, renditions, article, photo, CARD) if photo else None,
        held=index.why_held.get(article.path, ""),
    )


def shown(decor: Decor, lang: str, listed: Listed) -> tuple[Card, ...]:
    """The cards of a list."""
    cards = decor.cards[lang]
    return tuple([cards[story.key] for story, _ in listed])


def lead_of(decor: Decor, listed: Listed) -> Picture | None:
    """The picture of the first story of a list, as large as a front page shows it."""
    if not listed or listed[0][0].shared.photo is None:
        return None
    story, article = listed[0]
    assert story.shared.photo is not None
    return picture_view(decor.index, decor.renditions, article, story.shared.photo, LEAD)


class Sheet(Struct, frozen=True, kw_only=True):
    """One page of a long list: its cards, and its address in each language that has as many pages."""

    number: int
    cards: tuple[Card, ...]
    pager: Pager
    urls: dict[str, str]


def paginated(
    decor: Decor,
    lang: str,
    lists: Mapping[str, Listed],
    url: Callable[[str, int], str],
    *,
    only_filled: bool = False,
) -> Iterator[Sheet]:
    """The pages of the list `lists[lang]`.

    A page's twin is the page of the same number, where the other language has as many. With
    `only_filled` a language without entries has no page at all.
    """
    size = decor.index.config.stories_per_page
    totals = {other: max(1, -(-len(found) // size)) for other, found in lists.items()}
    href = decor.index.addresses.href
    for number in range(1, totals[lang] + 1):
        pager = Pager(
            number=number,
            total=totals[lang],
            newer=href(url(lang, number - 1)) if number > 1 else "",
            older=href(url(lang, number + 1)) if number < totals[lang] else "",
        )
        there = [
            other for other in LANGUAGES if number <= totals[other] and (lists[other] or not only_filled)
        ]
        cards = shown(decor, lang, lists[lang][(number - 1) * size : number * size])
        yield Sheet(
            number=number, cards=cards, pager=pager, urls={other: url(other, number) for other in there}
        )
