"""What is published: pages and their views, assets, the report of a build."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bulletin.model.place import Diagnostic
from bulletin.model.site import Held, Turn


class View(Struct, frozen=True, gc=False, array_like=True):
    """Base of the frozen views: all that a template may see, plain values and other views only.

    What cannot change cannot stand in a circle: Python's search for circles (`gc`) may pass these values by,
    here and in the other nouns that a build makes by the ten thousand. It took longer than planning.
    A view is digested without the names of its fields (`array_like`), which are its class's: half of all bytes.
    """


class Page(Struct, frozen=True, kw_only=True, gc=False):
    """A file to render. `url` starts with / and knows no base path; `path` is below `output/`.

    `lang` is empty for what belongs to no one language: the chooser, the sitemap. `texts` are the articles whose
    texts it shows, by their paths: they are no part of the view.
    """

    url: str
    path: str
    lang: str
    template: str
    view: View
    source: str = ""
    texts: tuple[str, ...] = ()


URLS_FILE = "content/urls.txt"
"""Where the addresses that were published are remembered."""


class Address(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """An address that the site promises to keep, and whose it is: an article's path, a register's term.

    `line` is that of content/urls.txt, 0 for an address that is not remembered there.
    """

    url: str
    owner: str
    line: int = 0


AssetKind = Literal["copied", "picture", "card"]


class Asset(Struct, frozen=True, kw_only=True, gc=False):
    """A file that is not rendered: one that is copied, one made of a picture, or a card, which is drawn.

    `digest` is that of the content of `source`; a card has no source, "", and the digest is that of its
    `settings`. A file that is copied has no settings, ().
    """

    url: str
    path: str
    source: str
    digest: str
    settings: tuple[tuple[str, str | int], ...] = ()

    @property
    def kind(self) -> AssetKind:
        """What is done to make it."""
        if not self.settings:
            return "copied"
        return "picture" if self.source else "card"


class PublishedTree(Struct, frozen=True, kw_only=True):
    """What stands in the published folder, by paths below it. `ours` are those that the ledger names.

    `closed` are links, mounts and devices: what is behind them is not looked at. `changed` are those of
    ours whose bytes are no longer those that the ledger names.
    """

    files: frozenset[str]
    closed: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()


class Report(Struct, frozen=True, kw_only=True):
    """What a build did.

    `next_turn` is when the site changes by itself, `new_addresses` how many content/urls.txt lacks.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    stories: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    held: tuple[Held, ...] = ()
    next_turn: Turn | None = None
    new_addresses: int = 0
    published: bool = False
