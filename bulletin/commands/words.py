"""The words that a command says to writers, in English or Spanish.

Messages are looked up in the catalog domain `diagnostics` when they are printed. A catalog that
cannot be read leaves them in English: it must still be possible to say that it cannot be read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.languages.plurals import PLURAL_FORMS
from bulletin.load.catalogs import WRITERS, words_in
from bulletin.model import LANGUAGES


def language_of(environment: Mapping[str, str]) -> str:
    """The language in which the terminal's owner reads: of LC_ALL, LC_MESSAGES, LANG, the first set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return value[:2] if value[:2] in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def read_words(root: Path, lang: str | None) -> Catalog:
    """The messages in `lang`, or in the language of the environment."""
    return words_in(root, lang or language_of(os.environ), WRITERS) or _empty()


def _empty() -> Catalog:
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: {PLURAL_FORMS["en"]}\\n"\n'
    catalog, _ = read_catalog(header.encode(), path="", lang="en")
    assert catalog is not None
    return catalog
