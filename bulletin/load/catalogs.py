"""The catalogs of locales/ from disk, linted and compiled in memory; no .mo file is ever written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.load.sources import SourceFile, Sources, read_found
from bulletin.model import LANGUAGES, Outcome, Place

READERS, WRITERS = "messages", "diagnostics"
"""The domains: what readers see, and what writers are told."""


class CatalogFile(SourceFile, frozen=True, kw_only=True):
    """A PO file of a domain. `template_digest` is that of the domain's POT file, which says what it should have."""

    lang: str
    domain: str
    template_digest: str


def find_catalogs(sources: Sources, domain: str) -> tuple[CatalogFile, ...]:
    """The catalog files of a domain, one a language, whether they are there or not."""
    template = sources.file(_template(domain), LIMITS.catalog_bytes).digest
    return tuple(
        CatalogFile(
            path=path,
            digest=sources.file(path, LIMITS.catalog_bytes).digest,
            lang=lang,
            domain=domain,
            template_digest=template,
        )
        for lang in LANGUAGES
        for path in (_path(lang, domain),)
    )


def catalog_of(root: Path, file: CatalogFile) -> Outcome[Catalog]:
    """The catalog of a file; none where anything in it is an error."""
    template, wrong = read_found(root, _template(file.domain), file.template_digest, LIMITS.catalog_bytes)
    if file.template_digest and template is None:
        return Outcome(diagnostics=wrong)
    return _read(root, file.lang, file.domain, template or b"", file.digest)


def catalogs_by_language(read: Iterable[Outcome[Catalog]]) -> dict[str, Catalog]:
    return {one.value.lang: one.value for one in read if one.value}


def words_in(root: Path, lang: str, domain: str) -> Catalog | None:
    """One catalog as it is: what it should have beyond that is not asked."""
    return _read(root, lang, domain, b"").value


def _template(domain: str) -> str:
    return f"locales/{domain}.pot"


def _path(lang: str, domain: str) -> str:
    return f"locales/{lang}/LC_MESSAGES/{domain}.po"


def _read(root: Path, lang: str, domain: str, template: bytes, wanted: str = "") -> Outcome[Catalog]:
    path = _path(lang, domain)
    if not (root / path).is_file():
        return Outcome(diagnostics=(problem("catalog-missing", Place(path=path), lang=lang),))
    data, problems = read_found(root, path, wanted, LIMITS.catalog_bytes)
    if data is None:
        return Outcome(diagnostics=problems)
    catalog, problems = read_catalog(data, path=path, lang=lang, template=template)
    return Outcome(value=catalog, diagnostics=problems)
