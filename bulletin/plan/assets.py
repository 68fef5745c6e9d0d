"""Pictures and static files -> views and Assets: which file is meant, what has to be made or copied."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.model import Article, Asset, PictureFacts, PictureFile, StaticFile, Story
from bulletin.plan.index import Index
from bulletin.plan.renditions import FULL, Renditions, Shape
from bulletin.plan.urls import STAMPED, path_of
from bulletin.plan.views import Picture


def picture_file(index: Index, article: Article, name: str) -> PictureFile | None:
    """The file of a picture: lead.es.png stands in for lead.png in Spanish."""
    stem, dot, suffix = name.rpartition(".")
    folder = article.folder
    own = index.pictures.get(f"{folder}/{stem}.{article.lang}{dot}{suffix}")
    return own or index.pictures.get(f"{folder}/{name}")


def picture_view(
    index: Index,
    renditions: Renditions,
    article: Article,
    facts: PictureFacts,
    shape: Shape = FULL,
    *,
    alt: str = "",
    caption: str = "",
) -> Picture | None:
    """A picture in a shape as a template sees it; None where the file is not there (`check` says so)."""
    file = picture_file(index, article, facts.file)
    if file is None:
        return None
    rendition = renditions.of(file, shape, facts.focus)
    return Picture(
        src=rendition.src,
        width=rendition.width,
        height=rendition.height,
        srcset=rendition.srcset,
        sources=rendition.sources,
        kind=facts.kind,
        credit=facts.credit,
        alt=alt,
        caption=caption,
    )


def body_pictures(index: Index, story: Story, article: Article) -> tuple[tuple[str, PictureFacts], ...]:
    """The pictures of a text, each target once, with what the header says of them."""
    targets = index.text(article.path).pictures
    if not targets:
        return ()
    said = {facts.file: facts for facts in story.shared.pictures}
    return tuple((target, said.get(target, PictureFacts(file=target))) for target in targets)


def plan_assets(
    index: Index, renditions: Renditions, cards: Iterable[Asset], statics: Iterable[StaticFile]
) -> tuple[Asset, ...]:
    """The pictures that views show and the cards that are drawn, each once, and the static files."""
    made = renditions.assets | {card.path: card for card in cards}
    return (*(made[path] for path in sorted(made)), *(_static(index, file) for file in statics))


def _static(index: Index, file: StaticFile) -> Asset:
    url = static_url(index, file)
    return Asset(url=url, path=path_of(url), source=file.path, digest=file.digest)


def static_url(index: Index, file: StaticFile) -> str:
    """The address of a file of static/; a stylesheet carries a digest in its name, unless names are plain."""
    if file.name not in STAMPED or index.plain_names:
        return f"/{file.name}"
    stem, _, suffix = file.name.rpartition(".")
    return f"/{stem}.{file.digest[:12]}.{suffix}"
