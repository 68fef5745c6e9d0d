"""Eleventy: one site in two languages, Nunjucks templates, lists and feeds made as its own collections."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import LANGUAGES, Corpus, Story
from benchmarks.measure import Command
from benchmarks.peers.pelican import picture_name
from benchmarks.peers.tool import ABOUT, SITES, STYLESHEET, Tool, header, plain_body, story_url
from benchmarks.pictures import draw

REGISTERS = ("sections", "regions", "tags", "authors")


class Eleventy(Tool):
    name: ClassVar[str] = "eleventy"
    differs: ClassVar[str] = (
        "Nunjucks templates, Markdown files not run through a template language first; English quotation marks in both "
        "languages, no ids on headings; no related stories and no neighbors; pictures are copied; pages of deleted "
        "stories stay"
    )

    def version(self) -> str:
        package = self.home / "node_modules" / "@11ty" / "eleventy" / "package.json"
        return f"Eleventy {json.loads(package.read_text('utf-8'))['version']}"

    def write_site(self, corpus: Corpus) -> None:
        shutil.copytree(SITES / "eleventy", self.site, dirs_exist_ok=True)
        self.write("src/bulletin.css", STYLESHEET.read_bytes())
        names = {
            register: {
                term.id: {lang: {"name": term.name(lang), "slug": term.slug(lang)} for lang in LANGUAGES}
                for term in getattr(corpus, register)
            }
            for register in REGISTERS
        }
        self.write("src/_data/registers.json", json.dumps(names, ensure_ascii=False, indent=1))
        for lang in LANGUAGES:
            title, summary, body = ABOUT[lang]
            fields = {
                "layout": "base.njk",
                "lang": lang,
                "title": title,
                "permalink": f"/{lang}/about/index.html",
            }
            self.write(f"src/about/{lang}.md", header(fields) + f"# {title}\n\n*{summary}*\n\n{body}\n")

    def write_article(self, corpus: Corpus, story: Story, lang: str) -> None:
        article = story.article(lang)
        fields: dict[str, object] = {
            "title": article.title,
            "deck": article.deck,
            "lang": lang,
            "url": story_url(story, lang),
            "twin": story_url(story, "es" if lang == "en" else "en"),
            "sections": [story.section],
            "regions": list(story.regions),
            "topics": list(story.tags),
            "authors": [story.author],
        }
        if story.picture:
            fields |= {"photo": picture_name(story), "alt": article.alt, "caption": article.caption}
        # Eleventy wants a date, not a text that looks like one, so this value has no quotation marks.
        dated = header(fields).replace("---\n", f"---\ndate: {story.day.isoformat()}\n", 1)
        path = f"src/stories/{story.day.year}/{story.key}/{lang}.md"
        self.write(path, dated + plain_body(corpus, story, lang))

    def write_picture(self, story: Story) -> None:
        if story.picture:
            self.write(f"src/images/{picture_name(story)}", draw(story.number, story.picture))

    def commands(self) -> tuple[Command, ...]:
        program = self.home / "node_modules" / ".bin" / "eleventy"
        return (Command(arguments=(str(program), "--quiet"), folder=self.site),)

    def stale(self) -> tuple[Path, ...]:
        return self.output, self.site / ".cache"

    @property
    def template(self) -> Path:
        return self.site / "src" / "_includes" / "base.njk"
