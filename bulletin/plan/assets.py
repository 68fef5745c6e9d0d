"""Pictures and static files -> Assets: what has to be made or copied, and at which address.

The address of a picture carries a digest of its content, its settings and the encoder, so an edited
picture changes the views that show it before a byte of it is encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bulletin.config import LIMITS
from bulletin.digest import digest
from bulletin.languages.slugs import slugify
from bulletin.model import Article, Asset, PictureFacts, PictureFile, StaticFile, Story
from bulletin.plan.index import Index
from bulletin.plan.urls import STAMPED, path_of
from bulletin.plan.views import Picture

PUBLISHED_AS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "png"}


def picture_file(index: Index, article: Article, name: str) -> PictureFile | None:
    """The file of a picture: lead.es.png stands in for lead.png in Spanish."""
    stem, dot, suffix = name.rpartition(".")
    folder = article.folder
    own = index.pictures.get(f"{folder}/{stem}.{article.lang}{dot}{suffix}")
    return own or index.pictures.get(f"{folder}/{name}")


def picture_assets(index: Index) -> dict[str, Asset]:
    """The asset of every picture, shown or not, by the path of its file."""
    return {path: _picture_asset(index, file) for path, file in index.pictures.items()}


def _picture_asset(index: Index, file: PictureFile) -> Asset:
    """The one derivative of a picture: re-encoded, at most as wide as a page needs."""
    suffix = PUBLISHED_AS[file.format]
    settings: tuple[tuple[str, str | int], ...] = (
        ("encoder", index.encoder),
        ("format", suffix),
        ("width", min(file.width, LIMITS.picture_width)),
    )
    stem = slugify(file.path.rpartition("/")[2].partition(".")[0]) or "picture"
    mark = digest((file.digest, settings))[:12]
    url = f"/pictures/{stem}-{mark}.{suffix}"
    return Asset(url=url, path=path_of(url), source=file.path, digest=file.digest, settings=settings)


def picture_view(
    index: Index,
    assets: Mapping[str, Asset],
    article: Article,
    facts: PictureFacts,
    *,
    alt: str = "",
    caption: str = "",
) -> Picture | None:
    """A picture as a template sees it; None where the file is not there (`check` says so)."""
    file = picture_file(index, article, facts.file)
    if file is None:
        return None
    width = min(file.width, LIMITS.picture_width)
    return Picture(
        src=index.addresses.href(assets[file.path].url),
        width=width,
        height=max(1, round(file.height * width / file.width)),
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
    index: Index, assets: Mapping[str, Asset], statics: Iterable[StaticFile]
) -> tuple[Asset, ...]:
    """The pictures that a visible article shows, each once, and the static files."""
    found: dict[str, Asset] = {}
    for story in (*index.site.stories, *index.site.pages):
        for article in story.articles:
            names = [facts.file for _, facts in body_pictures(index, story, article)]
            if story.shared.photo:
                names.append(story.shared.photo.file)
            for name in names:
                file = picture_file(index, article, name)
                if file is not None:
                    asset = assets[file.path]
                    found[asset.path] = asset
    return (*(found[path] for path in sorted(found)), *(_static(index, file) for file in statics))


def _static(index: Index, file: StaticFile) -> Asset:
    url = static_url(index, file)
    return Asset(url=url, path=path_of(url), source=file.path, digest=file.digest)


def static_url(index: Index, file: StaticFile) -> str:
    """The address of a file of static/; a stylesheet carries a digest in its name, unless names are plain."""
    if file.name not in STAMPED or index.plain_names:
        return f"/{file.name}"
    stem, _, suffix = file.name.rpartition(".")
    return f"/{stem}.{file.digest[:12]}.{suffix}"
