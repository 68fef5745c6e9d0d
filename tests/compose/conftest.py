"""A Composer, and composing a text in one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from builders import SETTINGS
from bulletin.compose import Composer
from bulletin.config import Config, read_config
from bulletin.model import Article, Composed, Diagnostic, Manuscript

Compose = Callable[..., tuple[Composed, tuple[Diagnostic, ...]]]


@pytest.fixture(scope="session")
def config() -> Config:
    config, _ = read_config(SETTINGS)
    assert config is not None
    return config


@pytest.fixture
def compose(config: Config) -> Compose:
    """compose(text, lang="en", line=1, quotes="") -> (composed, problems); fails where there is no prose."""

    def composed(
        text: str, lang: str = "en", line: int = 1, quotes: str = ""
    ) -> tuple[Composed, tuple[Diagnostic, ...]]:
        editions = tuple(replace(one, quotes=quotes or one.quotes) for one in config.editions)
        article = Article(kind="story", key="floods", lang=lang, path=f"{lang}.md", body_line=line)
        composer = Composer(replace(config, editions=editions))
        composed, problems = composer.compose(Manuscript(article=article, body=text))
        assert composed is not None, problems
        return composed, problems

    return composed
