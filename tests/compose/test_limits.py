"""Texts that would take for ever or break the parser: named, stopped, and without harm to the next."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

from bulletin import compose as compose_module
from bulletin.compose import Composer
from bulletin.compose.clock import TooSlow, cpu_limit
from bulletin.compose.sanitise import depth
from bulletin.config import LIMITS, Config
from bulletin.model import Article, Composed, Manuscript

GOOD = "- **Tents**[^1] and `water`.\n\n> A quote.\n\n[^1]: From Lima."


def article(body: str, key: str = "floods", line: int = 1) -> Manuscript:
    path = f"content/stories/{key}/en.md"
    return Manuscript(article=Article(kind="story", key=key, lang="en", path=path, body_line=line), body=body)


@pytest.fixture
def good(config: Config) -> Composed:
    composed, problems = Composer(config).compose(article(GOOD, "good"))
    assert composed is not None and problems == ()
    return composed


@pytest.mark.parametrize(
    ("body", "line"),
    [
        pytest.param("1. " * 500, 1, id="1.5 KB of numbers"),
        pytest.param("- " * 2_000, 1, id="hyphens"),
        pytest.param("[" * 3_000, 1, id="3 KB of brackets"),
        pytest.param("a\n\nb\n" + "[" * 3_000, 4, id="brackets further down"),
        pytest.param("[[" * 60 + "a", 1, id="just too many brackets"),
        pytest.param("<div>" * 201, 1, id="HTML of 201 levels"),
        pytest.param("<b>" * 2_000, 1, id="open tags in a line"),
        pytest.param("a\n: b\n" * 500, 1, id="definitions"),
    ],
)
def test_a_text_too_deep_is_named_and_the_next_is_as_it_should_be(
    config: Config, good: Composed, body: str, line: int
) -> None:
    composer = Composer(config)
    assert composer.compose(article(GOOD, "good")) == (good, ())
    composed, problems = composer.compose(article(body, "bad", line=8))
    if composed is None:
        assert [(one.code, one.place.path, one.place.line) for one in problems] == [
            ("text-too-deep", "content/stories/bad/en.md", line + 7)
        ]
    assert composer.compose(article(GOOD, "good")) == (good, ())


def test_the_texts_above_have_no_prose(config: Config) -> None:
    for body in ("1. " * 500, "[" * 3_000, "<div>" * 201, "<b>" * 2_000):
        assert Composer(config).compose(article(body))[0] is None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("[" * 100 + "a" + "]" * 100, id="a hundred brackets"),
        pytest.param("[a](/b/) " * 500, id="five hundred links"),
        pytest.param("\n\n".join("[" * 60 for _ in range(10)), id="brackets in many paragraphs"),
        pytest.param("<div>" * 200 + "a", id="HTML of 200 levels"),
        pytest.param("<br>" * 1_000, id="a thousand line breaks"),
    ],
)
def test_what_is_within_the_limits_is_composed(config: Config, body: str) -> None:
    composed, problems = Composer(config).compose(article(body))
    assert composed is not None and problems == ()


def test_the_limit_of_time_is_enforced(
    config: Config, good: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose_module, "LIMITS", replace(LIMITS, compose_seconds=0.2))
    composer = Composer(config)
    started = time.process_time()
    composed, problems = composer.compose(article("a\n=\n" * 20_000, "bad"))
    assert time.process_time() - started < 2  # it would take a minute
    assert composed is None
    assert [(one.code, one.place.path) for one in problems] == [
        ("text-too-slow", "content/stories/bad/en.md")
    ]
    assert composer.compose(article(GOOD, "good")) == (good, ())


def test_an_interrupt_that_a_library_swallows_comes_again() -> None:
    with pytest.raises(TooSlow), cpu_limit(0.05):
        try:
            while True:
                pass
        except TooSlow:
            pass


def test_work_within_its_time_is_not_interrupted_later() -> None:
    with cpu_limit(0.05):
        pass
    started = time.process_time()
    while time.process_time() - started < 0.15:
        pass


@pytest.mark.parametrize("trouble", [ValueError("odd"), RecursionError(), AssertionError(), MemoryError()])
def test_a_markdown_instance_is_thrown_away_after_any_exception(
    config: Config, good: Composed, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    composer = Composer(config)
    composer.compose(article(GOOD))
    engine = composer.engines["en"]

    def fail(text: str) -> None:
        raise trouble

    monkeypatch.setattr(engine, "blocks", fail)
    composed, problems = composer.compose(article("a", "bad"))
    assert composed is None
    assert [one.place.path for one in problems] == ["content/stories/bad/en.md"]
    assert "en" not in composer.engines
    assert composer.compose(article(GOOD, "good")) == (good, ())


def test_nothing_of_a_story_leaks_into_the_next(config: Config) -> None:
    composer = Composer(config)
    first = "a[^1] b[^2] [c][k]\n\n## Head\n\n[^1]: One.\n[^2]: Two.\n\n[k]: https://example.org/"
    second = "a[^1] [c][k]\n\n## Head"
    composer.compose(article(first, "first"))
    alone = Composer(config).compose(article(second, "second"))
    assert composer.compose(article(second, "second")) == alone
    composed = alone[0]
    assert composed is not None
    assert [block.html for block in composed.blocks] == [
        "<p>a[^1] [c][k]</p>",
        '<h2 id="en-head">Head</h2>',
    ]


def test_an_empty_text_is_prose_without_blocks(config: Config) -> None:
    composed, problems = Composer(config).compose(article("\n\n"))
    assert problems == () and composed is not None
    assert (composed.blocks, composed.prose.words) == ((), 0)


@pytest.mark.parametrize(
    "html",
    ["<div></x>" * 400, "<div><!--</div>-->" * 400, "<!--><div>" * 400, "<b><div></b>" * 400],
    ids=["stray closing tags", "comments", "empty comments", "crossed tags"],
)
def test_nesting_cannot_be_hidden_from_the_count(html: str) -> None:
    assert depth(html) > LIMITS.html_levels
