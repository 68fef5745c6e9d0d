"""Locales as Open Graph wants them."""

from __future__ import annotations

import pytest

from bulletin.languages.locales import open_graph_locale

TAGS = [
    ("en", "en_US"), ("en-US", "en_US"), ("en-001", "en_US"), ("en-GB", "en_GB"), ("es", "es_LA"),
    ("es-419", "es_LA"), ("es-PE", "es_PE"), ("es-ES", "es_ES"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "locale"), TAGS, ids=[row[0] for row in TAGS])
def test_a_locale_has_a_language_and_a_territory_of_letters(tag: str, locale: str) -> None:
    assert open_graph_locale(tag) == locale
