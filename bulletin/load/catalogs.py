"""The catalogs of locales/ from disk, linted and compiled in memory; no .mo file is ever written."""

from __future__ import annotations

from pathlib import Path

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.load.source import read_bytes
from bulletin.model import LANGUAGES, Diagnostic, Place

READERS, WRITERS = "messages", "diagnostics"
"""The domains: what readers see, and what writers are told."""


def read_catalogs(root: Path, domain: str) -> tuple[dict[str, Catalog], tuple[Diagnostic, ...]]:
    """The catalog of each language whose file has no error, and all that is wrong with them."""
    template, _ = read_bytes(root, f"locales/{domain}.pot", LIMITS.catalog_bytes)
    catalogs: dict[str, Catalog] = {}
    problems: list[Diagnostic] = []
    for lang in LANGUAGES:
        catalog, wrong = _read(root, lang, domain, template or b"")
        problems.extend(wrong)
        if catalog is not None:
            catalogs[lang] = catalog
    return catalogs, tuple(problems)


def _read(
    root: Path, lang: str, domain: str, template: bytes
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    path = f"locales/{lang}/LC_MESSAGES/{domain}.po"
    if not (root / path).is_file():
        return None, (problem("catalog-missing", Place(path=path), lang=lang),)
    data, problems = read_bytes(root, path, LIMITS.catalog_bytes)
    if data is None:
        return None, problems
    return read_catalog(data, path=path, lang=lang, template=template)
