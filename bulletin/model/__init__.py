"""The frozen nouns that every room speaks: places, articles, prose, stories, pages.

Nothing here reads a file, knows a template or imports another room of ours.
"""

from bulletin.model.place import (
    LANGUAGES,
    REGISTERS,
    BulletinError,
    Diagnostic,
    Outcome,
    PictureKind,
    Place,
    Register,
    Severity,
)
from bulletin.model.prose import Block, Composed, Heading, Prose, Reference
from bulletin.model.published import URLS_FILE, Address, Asset, Page, PublishedTree, Report, View
from bulletin.model.site import Held, Site, Story, Turn, Untranslated
from bulletin.model.written import (
    Article,
    BlockDigests,
    Correction,
    Manuscript,
    PhotoWords,
    PictureFacts,
    PictureFile,
    Reactions,
    SeriesPart,
    SharedFacts,
    StaticFile,
    Term,
    TermWords,
    Translation,
)

__all__ = [
    "LANGUAGES",
    "REGISTERS",
    "URLS_FILE",
    "Address",
    "Article",
    "Asset",
    "Block",
    "BlockDigests",
    "BulletinError",
    "Composed",
    "Correction",
    "Diagnostic",
    "Heading",
    "Held",
    "Manuscript",
    "Outcome",
    "Page",
    "PhotoWords",
    "PictureFacts",
    "PictureFile",
    "PictureKind",
    "Place",
    "Prose",
    "PublishedTree",
    "Reactions",
    "Reference",
    "Register",
    "Report",
    "SeriesPart",
    "Severity",
    "SharedFacts",
    "Site",
    "StaticFile",
    "Story",
    "Term",
    "TermWords",
    "Translation",
    "Turn",
    "Untranslated",
    "View",
]
