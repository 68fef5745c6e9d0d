"""The languages' names in themselves."""

from __future__ import annotations

from bulletin.languages import OWN_NAMES
from bulletin.model import LANGUAGES


def test_every_language_has_its_own_name() -> None:
    assert tuple(OWN_NAMES) == LANGUAGES
