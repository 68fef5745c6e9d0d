"""Texts -> prose: each composed once, its blocks kept beside it and fetched for the pages that are rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import msgspec

from bulletin.compose import Composer
from bulletin.config import Config
from bulletin.diagnostics import N_
from bulletin.load import Loaded, text_of_article
from bulletin.load.sources import SourceFile
from bulletin.model import Article, Block, BulletinError, Composed, Diagnostic, Manuscript, Outcome, Prose
from bulletin.pipeline.gather import fallen, judged
from bulletin.pipeline.shop import Shop
from bulletin.write.memo import Kept

BLOCKS = tuple[Block, ...]


class TextFile(SourceFile, frozen=True, kw_only=True):
    """The text of an article, and all that its prose depends on. `digest` is that of the text."""

    lang: str
    line: int
    quotes: str


def texts_of(loaded: Loaded, config: Config, *, drafts: bool) -> list[TextFile]:
    """The texts of all articles that are no drafts; a draft's text is nobody's business yet, but a proof's."""
    quotes = {edition.lang: edition.quotes for edition in config.editions}
    return [
        TextFile(
            path=one.path,
            digest=loaded.bodies[one.path],
            lang=one.lang,
            line=one.body_line,
            quotes=quotes[one.lang],
        )
        for one in loaded.articles
        if drafts or not one.draft
    ]


def composed_texts(
    shop: Shop, config: Config, texts: list[TextFile], watch: Callable[[int, int], None]
) -> tuple[dict[str, Prose], tuple[Diagnostic, ...]]:
    """The prose of each text; one that could not be composed has none."""
    composer = Composer(config)
    compose = judged(partial(_prose, shop, composer))
    made = shop.memo.map("prose", compose, texts, Outcome[Prose], fallen=fallen, watch=watch)
    proses = {text.path: one.value for text, one in zip(texts, made, strict=True) if one.value}
    return proses, tuple(wrong for one in made for wrong in one.diagnostics)


def _prose(shop: Shop, composer: Composer, text: TextFile) -> Outcome[Prose] | Kept[Outcome[Prose]]:
    """The prose of a text; its blocks are kept beside it."""
    composed = _compose(shop, composer, text)
    if composed.value is None:
        return Outcome(diagnostics=composed.diagnostics)
    outcome = Outcome(value=composed.value.prose, diagnostics=composed.diagnostics)
    return Kept(outcome, msgspec.msgpack.encode(composed.value.blocks))


def _compose(shop: Shop, composer: Composer, text: TextFile) -> Outcome[Composed]:
    body = text_of_article(shop.root, text.path, text.digest)
    if body.value is None:
        return Outcome(diagnostics=body.diagnostics)
    article = Article(kind="story", key="", lang=text.lang, path=text.path, body_line=text.line)
    composed, wrong = composer.compose(Manuscript(article=article, body=body.value))
    return Outcome(value=composed, diagnostics=wrong)


def blocks_of(shop: Shop, config: Config, texts: Mapping[str, TextFile], path: str) -> BLOCKS:
    """The blocks of a text, from the memo; composed once more where it has lost them.

    None for a text that could not be composed: it might take this process down.
    """
    text = texts.get(path)
    if text is None:
        return ()
    kept = shop.memo.text("prose", text)
    if kept is not None:
        return msgspec.msgpack.decode(kept, type=BLOCKS)
    composed = _compose(shop, Composer(config), text)
    if composed.value is None:
        raise BulletinError(
            N_("%(path)s was changed while the site was being built"), N_("build again"), path=path
        )
    return composed.value.blocks
