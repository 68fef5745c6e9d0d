"""Puente: a copy of the project with the made-up content in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import LANGUAGES, Corpus, Story, Term
from benchmarks.measure import Command
from benchmarks.peers.tool import ABOUT, BASE_URL, EDITION, IN_A_FEED, PER_PAGE, TITLES, Tool, header
from benchmarks.pictures import draw
from bulletin import __version__

PROJECT = Path(__file__).resolve().parent.parent.parent
PARTS = ("bulletin", "templates", "locales", "static")
ARCHIVE = {"en": "archive", "es": "archivo"}

SETTINGS = f"""\
[site]
base_url = "{BASE_URL}"
timezone = "America/Lima"
email = "editors@bulletin.example.org"
stories_per_page = {PER_PAGE}
feed_stories = {IN_A_FEED}

[en]
title = "{TITLES["en"]}"
tagline = "News that nobody made"

[es]
title = "{TITLES["es"]}"
tagline = "Noticias que nadie hizo"
"""


class Puente(Tool):
    name: ClassVar[str] = "puente"
    differs: ClassVar[str] = (
        "checks every link, anchor and term, and the other language; also makes a page of corrections, a chooser "
        "of the language and bilingual 404 pages; lead pictures as AVIF, WebP and JPEG and cut for where they are "
        "shared, a drawn card for each section; publishes the tree as a whole and syncs it to the disk"
    )

    def version(self) -> str:
        """With the commit, as the version stands still between releases."""
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        return f"Puente {__version__} {said.stdout.strip()}".strip()

    def write_site(self, corpus: Corpus) -> None:
        for name in PARTS:
            shutil.copytree(PROJECT / name, self.site / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy2(PROJECT / "build.py", self.site / "build.py")
        self.write("bulletin.toml", SETTINGS)
        base = self.template.read_text("utf-8")
        self.template.write_text(
            base.replace("</head>", f'<meta name="edition" content="{EDITION}">\n</head>')
        )
        for name in ("sections", "regions", "tags", "authors"):
            self.write(f"content/{name}.yaml", register(getattr(corpus, name)))
        for lang in LANGUAGES:
            title, summary, body = ABOUT[lang]
            facts: dict[str, object] = {"title": title, "summary": summary, "slug": "about", "menu": 1}
            if lang == "es":
                facts = {"title": title, "summary": summary, "slug": "about", "translation": {"of": "en"}}
            self.write(f"content/pages/about/{lang}.md", header(facts) + body + "\n")

    def write_article(self, corpus: Corpus, story: Story, lang: str) -> None:
        article = story.article(lang)
        fields: dict[str, object] = {"title": article.title, "summary": article.deck, "slug": article.slug}
        words_of_photo: dict[str, object] = {"alt": article.alt, "caption": article.caption}
        if lang == "en":
            fields |= shared(story)
            words_of_photo |= {"file": story.picture, "credit": "The Bulletin"}
        else:
            fields["translation"] = {"of": "en"}
        if story.picture:
            fields["photo"] = words_of_photo
        text = header(fields) + "\n\n".join(article.blocks) + "\n"
        self.write(f"{folder(story)}/{lang}.md", text)

    def write_picture(self, story: Story) -> None:
        if story.picture:
            self.write(f"{folder(story)}/{story.picture}", draw(story.number, story.picture))

    def commands(self) -> tuple[Command, ...]:
        return (Command(arguments=(sys.executable, "build.py", "--out", str(self.output)), folder=self.site),)

    def stale(self) -> tuple[Path, ...]:
        return self.output, self.site / ".output.spare", self.site / ".bulletin"

    @property
    def template(self) -> Path:
        return self.site / "templates" / "base.html"

    def year(self, lang: str, day: date) -> Path:
        return self.output / lang / ARCHIVE[lang] / str(day.year) / "index.html"


def folder(story: Story) -> str:
    return f"content/stories/{story.day.year}/{story.key}"


def shared(story: Story) -> dict[str, object]:
    """The facts that the original carries for both languages."""
    return {
        "date": story.day.isoformat(),
        "section": story.section,
        "regions": list(story.regions),
        "tags": list(story.tags),
        "authors": [story.author],
    }


def register(terms: tuple[Term, ...]) -> str:
    lines = []
    for term in terms:
        lines.append(f"{term.id}:")
        lines += [f'  {lang}: {{name: "{term.name(lang)}", slug: {term.slug(lang)}}}' for lang in LANGUAGES]
    return "\n".join([*lines, ""])
