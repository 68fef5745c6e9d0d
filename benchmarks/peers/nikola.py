"""Nikola: one site in two languages, its base theme; regions are tags, for it has no third register."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import LANGUAGES, Corpus, Story
from benchmarks.measure import Command
from benchmarks.peers.pelican import picture_name
from benchmarks.peers.tool import ABOUT, EDITION, SITES, Tool, plain_body, python_version
from benchmarks.pictures import draw


class Nikola(Tool):
    name: ClassVar[str] = "nikola"
    differs: ClassVar[str] = (
        "its own base theme, with our cards in the lists; regions are tags; RSS instead of Atom, for authors too; no related stories; "
        "pictures are copied and have a thumbnail each; pages of deleted stories stay"
    )

    def version(self) -> str:
        return f"Nikola {python_version(self.home, 'nikola')}"

    def write_site(self, corpus: Corpus) -> None:
        shutil.copytree(SITES / "nikola", self.site, dirs_exist_ok=True)
        theme = next(self.home.glob("lib/python*/site-packages/nikola/data/themes/base/templates"))
        base = (theme / "base.tmpl").read_text("utf-8")
        self.write(
            "templates/base.tmpl",
            base.replace("</head>", f'<meta name="edition" content="{EDITION}">\n</head>'),
        )
        for lang in LANGUAGES:
            title, summary, body = ABOUT[lang]
            fields = {"title": title, "slug": "about", "description": summary}
            self.write(f"pages/about{ending(lang)}", meta(fields) + body + "\n")

    def write_article(self, corpus: Corpus, story: Story, lang: str) -> None:
        article = story.article(lang)
        fields = {
            "title": article.title,
            "slug": article.slug,
            "date": f"{story.day.isoformat()} 12:00:00",
            "category": corpus.term(story.section).name(lang),
            "tags": ", ".join(corpus.term(id).name(lang) for id in (*story.tags, *story.regions)),
            "author": corpus.term(story.author).name(lang),
            "description": article.deck,
        }
        if story.picture:
            fields["previewimage"] = f"/images/{picture_name(story)}"
        path = f"stories/{story.day:%Y/%m}/{story.key}{ending(lang)}"
        self.write(path, meta(fields) + figure(story, lang) + plain_body(corpus, story, lang))

    def write_picture(self, story: Story) -> None:
        if story.picture:
            self.write(f"images/{picture_name(story)}", draw(story.number, story.picture))

    def commands(self) -> tuple[Command, ...]:
        program = str(self.home / "bin" / "nikola")
        return (Command(arguments=(program, "build"), folder=self.site),)

    def stale(self) -> tuple[Path, ...]:
        # The database of its task runner is one file or several, by the library that there is for it.
        return self.output, self.site / "cache", *self.site.glob(".doit.db*")

    @property
    def template(self) -> Path:
        return self.site / "templates" / "base.tmpl"


def ending(lang: str) -> str:
    return ".md" if lang == "en" else f".{lang}.md"


def figure(story: Story, lang: str) -> str:
    """The lead picture as the first block, for the theme has no place for one in the story."""
    article = story.article(lang)
    return f"![{article.alt}](/images/{picture_name(story)})\n\n" if story.picture else ""


def meta(fields: dict[str, str]) -> str:
    return "\n".join([*(f".. {name}: {value}" for name, value in fields.items()), "", ""])
