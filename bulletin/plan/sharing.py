"""What stands for a page where it is shared: its lead picture, or a drawn card of its section and the bulletin.

A card is drawn once for each section and language, whatever number of stories share it, so that no build draws
thousands. The words on it are its alternative text.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bulletin.digest import digest
from bulletin.languages.slugs import slugify
from bulletin.model import LANGUAGES, Article, Asset, PictureFacts
from bulletin.plan.assets import picture_file
from bulletin.plan.index import Index
from bulletin.plan.renditions import SOCIAL, Renditions
from bulletin.plan.urls import path_of
from bulletin.plan.views import Image

WIDTH, HEIGHT = 1200, 630
"""Pixels of a card (Open Graph's readers crop what has other proportions)."""


class SharingCard(Struct, frozen=True, kw_only=True):
    """A card as views name it, and the file that it is."""

    image: Image
    asset: Asset


Cards = Mapping[tuple[str, str], SharingCard]
"""(language, id of a section; "" for the bulletin alone) -> the card."""


def sharing_cards(index: Index) -> Cards:
    """The card of each language, and that of each section that has a page in it."""
    cards = {}
    for lang in LANGUAGES:
        edition = index.config.edition(lang)
        cards[lang, ""] = _card(index, lang, "", edition.tagline)
        for term in index.in_order(index.site.register("sections"), lang):
            cards[lang, term.id] = _card(index, lang, term.named(lang).name, "")
    return cards


def _card(index: Index, lang: str, section: str, tagline: str) -> SharingCard:
    """A card says the section and the bulletin, or the bulletin and its tagline."""
    title = index.config.edition(lang).title
    settings: tuple[tuple[str, str | int], ...] = (
        ("drawer", index.drawer),
        ("bulletin", title),
        ("section", section),
        ("tagline", tagline),
        ("width", WIDTH),
        ("height", HEIGHT),
    )
    mark = digest(settings)
    stem = slugify(section or title) or "card"
    url = f"/pictures/{stem}-{mark[:12]}-{WIDTH}.png"
    image = Image(
        src=index.addresses.absolute(url),
        width=WIDTH,
        height=HEIGHT,
        alt=" · ".join(words for words in (section, title, tagline) if words),
    )
    asset = Asset(url=url, path=path_of(url), source="", digest=mark, settings=settings)
    return SharingCard(image=image, asset=asset)


def shared_picture(
    index: Index, renditions: Renditions, article: Article, facts: PictureFacts, alt: str
) -> Image | None:
    """A lead picture cut for where its page is shared; None where its file is not there."""
    file = picture_file(index, article, facts.file)
    if file is None:
        return None
    cut = renditions.of(file, SOCIAL, facts.focus)
    return Image(src=index.addresses.in_full(cut.src), width=cut.width, height=cut.height, alt=alt)
