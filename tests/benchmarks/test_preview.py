"""What the measuring of the preview does to a file, and what it reads from others. No preview is started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import make_corpus
from benchmarks.measure import PROC
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.puente import Puente
from benchmarks.peers.tool import Tool
from benchmarks.preview import ADDRESS, corpus_texts, cpu_seconds, misspelt, with_word

STORY = "---\ntitle: A title: with a colon\nsummary: The title: again\n---\nThe text.\n\n---\n\nMore.\n"
BUSY = "import time\nwhile time.process_time() < 0.2: pass\nprint('done', flush=True); input()"


def test_a_word_is_added_at_the_beginning_of_the_text() -> None:
    assert with_word(STORY, "Zor") == STORY.replace("The text.", "Zor The text.")


def test_the_misspelt_name_is_another_in_each_turn() -> None:
    assert misspelt(STORY, 0) == (STORY.replace("\ntitle", "\ntitel"), "titel")
    assert misspelt(STORY, 1) == (STORY.replace("\nsummary", "\nsumary"), "sumary")
    assert misspelt(STORY, 2) == misspelt(STORY, 0)


@pytest.mark.parametrize(
    ("said", "port", "path"),
    [
        ("3 pages\nPreview: http://127.0.0.1:44477/  (Ctrl-C ends it)\n", "44477", "/"),
        ("Preview: http://127.0.0.1:8000/news/  (Ctrl-C ends it)\n", "8000", "/news/"),
        ("Web Server is available at http://localhost:1313/ (bind address 127.0.0.1)\n", "1313", "/"),
    ],
)
def test_the_address_is_found_in_what_a_server_says(said: str, port: str, path: str) -> None:
    found = ADDRESS.search(said)

    assert found is not None
    assert found.groups() == (port, path)


@pytest.mark.parametrize(("kind", "name"), [(Puente, "en.md"), (Hugo, "index.en.md")])
def test_the_stories_that_are_edited_are_there(kind: type[Tool], name: str, tmp_path: Path) -> None:
    corpus, tool = make_corpus(3), kind(tmp_path / "site", tmp_path)
    for story in corpus.stories:
        tool.write_story(corpus, story)

    texts = corpus_texts(corpus, tool.site, name)

    assert len(set(texts)) == 3
    assert all(file.is_file() and path.startswith("/en/") for file, path in texts)


@pytest.mark.skipif(not (PROC / "self" / "stat").exists(), reason="what is used is read from Linux's /proc")
def test_the_cpu_time_of_a_process_that_runs_is_seen() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        used = cpu_seconds({process.pid})
        process.communicate(b"\n")

    assert 0.15 < used < 5
