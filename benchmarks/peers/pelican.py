"""Pelican: one site a language, built one after the other; regions are tags, for it has no third register."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import LANGUAGES, Corpus, Story
from benchmarks.measure import Command
from benchmarks.peers.tool import ABOUT, SITES, STYLESHEET, Tool, plain_body, python_version, story_url
from benchmarks.pictures import draw

SETTINGS = {"en": "pelicanconf.py", "es": "pelicanconf_es.py"}


class Pelican(Tool):
    name: ClassVar[str] = "pelican"
    differs: ClassVar[str] = (
        "its two languages are two sites, built in sequence; regions are tags; no related stories and no neighbors; "
        "pictures are copied; pages of deleted stories stay"
    )

    def version(self) -> str:
        return f"Pelican {python_version(self.home, 'pelican')}"

    def write_site(self, corpus: Corpus) -> None:
        shutil.copytree(SITES / "pelican", self.site, dirs_exist_ok=True)
        self.write("theme/static/bulletin.css", STYLESHEET.read_bytes())
        for lang in LANGUAGES:
            title, summary, body = ABOUT[lang]
            fields = {"Title": title, "Slug": "about", "Summary": summary}
            self.write(f"content/{lang}/pages/about.md", meta(fields) + body + "\n")

    def write_article(self, corpus: Corpus, story: Story, lang: str) -> None:
        article = story.article(lang)
        other = "es" if lang == "en" else "en"
        fields = {
            "Title": article.title,
            "Date": story.day.isoformat(),
            "Slug": article.slug,
            "Summary": article.deck,
            "Category": corpus.term(story.section).name(lang),
            "Tags": ", ".join(corpus.term(id).name(lang) for id in (*story.tags, *story.regions)),
            "Author": corpus.term(story.author).name(lang),
            "Twin": story_url(story, other),
        }
        if story.picture:
            fields |= {"Photo": picture_name(story), "Alt": article.alt, "Caption": article.caption}
        path = f"content/{lang}/stories/{story.day.year}/{story.key}.md"
        self.write(path, meta(fields) + plain_body(corpus, story, lang))

    def write_picture(self, story: Story) -> None:
        if story.picture:
            self.write(f"content/en/images/{picture_name(story)}", draw(story.number, story.picture))

    def commands(self) -> tuple[Command, ...]:
        program = str(self.home / "bin" / "pelican")
        return tuple(
            Command(arguments=(program, f"content/{lang}", "-s", SETTINGS[lang]), folder=self.site)
            for lang in LANGUAGES
        )

    def stale(self) -> tuple[Path, ...]:
        return self.output, self.site / "cache"

    @property
    def template(self) -> Path:
        return self.site / "theme" / "templates" / "base.html"


def picture_name(story: Story) -> str:
    return story.key + Path(story.picture).suffix


def meta(fields: dict[str, str]) -> str:
    """Pelican's header: a name and a value a line, until the first empty line."""
    return "\n".join([*(f"{name}: {value}" for name, value in fields.items()), "", ""])
