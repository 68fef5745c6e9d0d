"""What is asked of every generator: lay out the corpus as its own source, name its command and its files.

The addresses are the same everywhere (/en/2017/02/slug/), so that a check can find what it looks for.
"""

from __future__ import annotations

import json
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import LANGUAGES, Corpus, Story
from benchmarks.measure import Command

SITES = Path(__file__).resolve().parent.parent / "sites"
"""The settings and templates of the peers, one folder each."""

STYLESHEET = SITES.parent.parent / "static" / "bulletin.css"

BASE_URL = "https://bulletin.example.org/"
PER_PAGE = 20
IN_A_FEED = 20
EDITION = "edition-one"
"""What every base template carries in a meta element; an edit of the template changes this word."""

TITLES = {"en": "The Bulletin", "es": "El Boletín"}
ABOUT = {
    "en": ("About", "What this bulletin is.", "A made-up bulletin."),
    "es": ("Acerca de", "Qué es este boletín.", "Un boletín inventado."),
}


class Tool(ABC):
    """A generator and its site in a folder of its own."""

    name: ClassVar[str]
    package: ClassVar[str] = ""
    """What is installed for it, where that is not its name."""

    differs: ClassVar[str]
    """In what its site is less, more or other than the one described for all."""

    def __init__(self, site: Path, home: Path) -> None:
        """`site` is filled by `lay_out`; `home` is where the generator itself is installed."""
        self.site, self.home = site, home

    @property
    def output(self) -> Path:
        return self.site / "output"

    def lay_out(self, corpus: Corpus) -> None:
        """Write the whole site's source, from nothing."""
        shutil.rmtree(self.site, ignore_errors=True)
        self.site.mkdir(parents=True)
        self.write_site(corpus)
        for story in corpus.stories:
            self.write_story(corpus, story)

    def write_story(self, corpus: Corpus, story: Story) -> None:
        for lang in LANGUAGES:
            self.write_article(corpus, story, lang)
        self.write_picture(story)

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file of the site."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    @abstractmethod
    def version(self) -> str:
        """Its name and version."""

    @abstractmethod
    def write_site(self, corpus: Corpus) -> None:
        """Everything but the stories: settings, templates, registers, the static page."""

    @abstractmethod
    def write_article(self, corpus: Corpus, story: Story, lang: str) -> None:
        """One language's file of a story, new or changed."""

    @abstractmethod
    def write_picture(self, story: Story) -> None:
        """The story's lead picture, where it has one."""

    @abstractmethod
    def commands(self) -> tuple[Command, ...]:
        """What its user types to build the site."""

    @abstractmethod
    def stale(self) -> tuple[Path, ...]:
        """The output and every cache: what is deleted before a cold build."""

    @property
    @abstractmethod
    def template(self) -> Path:
        """The template that every page uses; it holds EDITION."""

    def page(self, story: Story, lang: str) -> Path:
        """The published page of a story."""
        return self.output / story_url(story, lang)[1:] / "index.html"

    def front(self, lang: str) -> Path:
        return self.output / lang / "index.html"

    def year(self, lang: str, day: date) -> Path:
        """The page of a year in the archive, which lists every title."""
        return self.output / lang / "archive" / str(day.year) / "index.html"

    def about(self, lang: str) -> Path:
        return self.output / lang / "about" / "index.html"


def story_url(story: Story, lang: str) -> str:
    return f"/{lang}/{story.day:%Y/%m}/{story.article(lang).slug}/"


def header(fields: Mapping[str, object]) -> str:
    """A YAML header; JSON's notation of texts and lists is YAML too."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", ""])


def plain_body(corpus: Corpus, story: Story, lang: str) -> str:
    """The text in Markdown that every generator reads: links by address, pull quotes as plain quotations."""
    text = "\n\n".join(story.article(lang).blocks).replace("> [!pull]\n", "")
    return re.sub(r"story:([\w-]+)", lambda found: story_url(corpus.named(found[1]), lang), text) + "\n"


def python_version(home: Path, package: str) -> str:
    """The version of a package that is installed in an environment."""
    found = sorted(home.glob(f"lib/python*/site-packages/{package}-*.dist-info"))
    return found[0].name.removesuffix(".dist-info").partition("-")[2]
