"""The made-up bulletin: the same on every machine, and without a fault in Puente's own eyes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.actions import ACTIONS, Unseen
from benchmarks.corpus import LANGUAGES, Corpus, Story, make_corpus
from benchmarks.peers.puente import Puente
from benchmarks.peers.tool import plain_body
from benchmarks.telling import told
from bulletin.pipeline import build
from bulletin.pipeline.options import Options

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(12)


@pytest.fixture
def site(tmp_path: Path, corpus: Corpus) -> Puente:
    """Puente's own site with twelve stories, not built yet."""
    tool = Puente(tmp_path / "site", tmp_path)
    tool.lay_out(corpus)
    return tool


def build_it(site: Puente) -> None:
    report = build(Options(root=site.site, now=NOW, out=site.output)).report
    assert report.diagnostics == ()
    assert report.published


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def words_of(story: Story) -> tuple[object, ...]:
    """Everything but the day, which depends on how many stories there are."""
    return (
        story.title if isinstance(story, str) else (story.key, story.tags, story.author, story.en, story.es)
    )


def test_the_same_seed_gives_the_same_stories(corpus: Corpus) -> None:
    assert make_corpus(12) == corpus
    assert make_corpus(12, seed=2) != corpus


def test_a_story_has_the_same_words_in_a_corpus_of_any_size(corpus: Corpus) -> None:
    larger = make_corpus(40)

    assert [words_of(story) for story in larger.stories[:12]] == [words_of(story) for story in corpus.stories]


def test_the_words_do_not_depend_on_the_machine(corpus: Corpus) -> None:
    text = "\n\n".join(corpus.stories[5].es.blocks)

    assert (len(text), corpus.stories[5].es.slug) == (
        5558,
        "voluntarios-del-valle-repartieron-alimentos-en-cuatro-aldeas-5",
    )


def test_the_corpus_is_as_large_and_as_varied_as_it_is_said_to_be() -> None:
    corpus = make_corpus(300)
    sizes = [
        len("\n\n".join(story.article(lang).blocks).encode())
        for story in corpus.stories
        for lang in LANGUAGES
    ]
    text = "\n\n".join(block for story in corpus.stories for block in story.en.blocks)

    assert 4500 < sum(sizes) / len(sizes) < 5500
    assert (len(corpus.regions), len(corpus.tags), len(corpus.authors)) == (12, 40, 30)
    assert {story.day.year for story in corpus.stories} == set(range(2017, 2025))
    assert {tag for story in corpus.stories for tag in story.tags} == {term.id for term in corpus.tags}
    for mark in ("**", "](https://", "](story:", "## ", "### ", "- **", "| --- |", "> [!pull]", "<abbr", '"'):
        assert mark in text, mark


def test_two_layouts_of_it_are_the_same_files(site: Puente, corpus: Corpus, tmp_path: Path) -> None:
    other = Puente(tmp_path / "other", tmp_path)
    other.lay_out(corpus)

    assert files(other.site / "content") == files(site.site / "content")


def test_pictures_are_what_their_names_say(site: Puente) -> None:
    pictures = sorted(site.site.rglob("lead.*"))

    assert {path.suffix for path in pictures} == {".jpg", ".png"}
    for path in pictures:
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == (
                {".jpg": "JPEG", ".png": "PNG"}[path.suffix],
                (480, 270),
            )


def test_for_other_tools_links_are_addresses_and_pull_quotes_are_plain() -> None:
    larger = make_corpus(40)
    for story in larger.stories:
        text = plain_body(larger, story, "es")
        assert "story:" not in text
        assert "[!pull]" not in text
        assert story.number == 0 or "](/es/20" in text


def test_changes_show_only_after_a_build_which_has_nothing_to_complain_of(
    site: Puente, corpus: Corpus
) -> None:
    build_it(site)
    changes = []
    for name in ("body", "title", "added", "template"):
        changes.append(ACTIONS[name][1](corpus, 1))
        corpus = changes[-1].corpus
        changes[-1].apply(site)
    for change in changes:
        with pytest.raises(Unseen):
            change.check(site)

    build_it(site)

    for change in changes:
        change.check(site)


def test_before_a_cold_build_nothing_of_the_last_one_is_left(site: Puente, corpus: Corpus) -> None:
    for path in site.stale():
        path.mkdir()
        (path / "left.html").touch()

    ACTIONS["cold"][1](corpus, 0).apply(site)

    assert [path for path in site.stale() if path.exists()] == []


def test_what_was_compared_is_told_without_a_folder_of_this_machine(site: Puente, tmp_path: Path) -> None:
    text = told(12, [site])

    assert "build.py --out output`: checks every link" in text
    assert str(tmp_path) not in text
    assert "12 stories, each in English and Spanish" in text


def test_another_run_changes_another_story(corpus: Corpus) -> None:
    for name in ("body", "title"):
        first, second = (ACTIONS[name][1](corpus, run).changed for run in (0, 1))
        assert first and second
        assert first.key != second.key
