"""Catalogs: the translations of the program's own words, from the bytes of a PO file.

Nothing is read from a compiled file, and no catalog is used that has an error.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO

from babel.messages import Catalog as Messages
from babel.messages.mofile import write_mo
from msgspec import Struct

from bulletin.digest import digest
from bulletin.languages.catalog_lint import lint_entries, lint_missing, usable
from bulletin.languages.plurals import PLURAL_FORMS
from bulletin.languages.po_text import Entry, read_entries
from bulletin.model import Diagnostic

__all__ = ["PLURAL_FORMS", "Catalog", "read_catalog"]

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""Babel would take the time of day; the bytes may not depend on it."""


class Catalog(Struct, frozen=True, kw_only=True):
    """The words of one language, with the functions of gettext. `digest` is that of what they say.

    A message without a translation comes back as it is. For Jinja:
    `env.install_gettext_callables(c.gettext, c.ngettext, newstyle=True, pgettext=c.pgettext,
    npgettext=c.npgettext)`.
    """

    lang: str
    digest: str
    known: frozenset[tuple[str, str]]
    """(context, msgid) of every message that the file has, or of which it was said that it is missing."""
    compiled: bytes
    """The MO file, in memory: plain bytes, so that a catalog can be sent to another process."""

    def gettext(self, message: str) -> str:
        return _translations(self.compiled).gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return _translations(self.compiled).ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        return _translations(self.compiled).pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        return _translations(self.compiled).npgettext(context, singular, plural, n)


@lru_cache(maxsize=16)
def _translations(compiled: bytes) -> GNUTranslations:
    return GNUTranslations(BytesIO(compiled))


def read_catalog(
    data: bytes, *, path: str, lang: str, template: bytes = b""
) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """The catalog of a PO file and everything that is wrong with it; no Catalog where anything is an error.

    Untranslated and fuzzy messages, and those that `template` (the POT file) has beyond the file,
    are warnings: they are printed in English.
    """
    entries, faults = read_entries(data, path)
    problems = [*faults, *lint_entries(entries, lang=lang, path=path, whole=not faults)]
    wanted = read_entries(template, path)[0]
    if not faults:
        # A message in a faulty line would be called missing too.
        problems += lint_missing(entries, wanted, path)
    if any(one.severity == "error" for one in problems):
        return None, tuple(problems)
    known = frozenset((entry.context or "", entry.msgid) for entry in (*entries, *wanted))
    return _compiled(entries, lang, known), tuple(problems)


def _compiled(entries: tuple[Entry, ...], lang: str, known: frozenset[tuple[str, str]]) -> Catalog:
    messages = Messages(locale=lang, charset="utf-8", creation_date=NO_DATE, revision_date=NO_DATE)
    messages.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", PLURAL_FORMS[lang]),
    ]
    said = sorted((entry for entry in entries if entry.msgid and usable(entry)), key=_order)
    for entry in said:
        texts = tuple(text for _, text, _ in entry.strings)
        if entry.plural is None:
            messages.add(entry.msgid, texts[0], context=entry.context)
        else:
            messages.add((entry.msgid, entry.plural), texts, context=entry.context)
    file = BytesIO()
    write_mo(file, messages)
    words = tuple((*_order(entry), tuple(text for _, text, _ in entry.strings)) for entry in said)
    mark = digest((lang, PLURAL_FORMS[lang], words))
    return Catalog(lang=lang, digest=mark, known=known, compiled=file.getvalue())


def _order(entry: Entry) -> tuple[str, str, str]:
    return entry.context or "", entry.msgid, entry.plural or ""
