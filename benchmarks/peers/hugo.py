"""Hugo: page bundles, one file a language; terms with names and slugs of their own; its own related pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import LANGUAGES, Corpus, Story
from benchmarks.measure import Command
from benchmarks.peers.tool import ABOUT, SITES, STYLESHEET, Tool, header, plain_body
from benchmarks.pictures import draw

REGISTERS = {"sections": "section", "regions": "region", "tags": "tag", "authors": "author"}
HEADINGS = {
    "sections": ("Sections", "Secciones"),
    "regions": ("Regions", "Regiones"),
    "tags": ("Tags", "Etiquetas"),
    "authors": ("Authors", "Autores"),
    "years": ("Archive", "Archivo"),
}


class Hugo(Tool):
    name: ClassVar[str] = "hugo"
    differs: ClassVar[str] = (
        "templates of the same weight as Puente's, with cached partials for cards and pictures; lead pictures as "
        "WebP and JPEG and cut for where they are shared, but not as AVIF, which Hugo cannot write, and no drawn cards; its own related pages, its own sitemap; the program itself is timed, not the Python wrapper that the package installs; pages of deleted stories stay"
    )

    @property
    def program(self) -> Path:
        """The binary inside the package: its wrapper would cost Hugo the start of a Python."""
        found = sorted(self.home.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        return found[0]

    def version(self) -> str:
        said = subprocess.run([self.program, "version"], capture_output=True, text=True, check=True).stdout
        return "Hugo " + said.split()[1].removeprefix("v").partition("-")[0]

    def write_site(self, corpus: Corpus) -> None:
        shutil.copytree(SITES / "hugo", self.site, dirs_exist_ok=True)
        self.write("static/bulletin.css", STYLESHEET.read_bytes())
        for side, lang in enumerate(LANGUAGES):
            for register in REGISTERS:
                self.write(
                    f"content/{register}/_index.{lang}.md", header({"title": HEADINGS[register][side]})
                )
                self.write_terms(corpus, register, lang)
            self.write(f"content/years/_index.{lang}.md", header({"title": HEADINGS["years"][side]}))
            for year in sorted({story.day.year for story in corpus.stories}):
                fields = {"title": str(year), "slug": str(year), "outputs": ["html"]}
                self.write(f"content/years/{year}/_index.{lang}.md", header(fields))
            title, summary, body = ABOUT[lang]
            self.write(
                f"content/about/index.{lang}.md", header({"title": title, "description": summary}) + body
            )

    def write_terms(self, corpus: Corpus, register: str, lang: str) -> None:
        for term in getattr(corpus, register):
            fields: dict[str, object] = {"title": term.name(lang), "slug": term.slug(lang)}
            if register == "authors":
                fields["outputs"] = ["html"]
            self.write(f"content/{register}/{term.id}/_index.{lang}.md", header(fields))

    def write_article(self, corpus: Corpus, story: Story, lang: str) -> None:
        article = story.article(lang)
        fields: dict[str, object] = {
            "title": article.title,
            "description": article.deck,
            "date": story.day.isoformat(),
            "slug": article.slug,
            "sections": [story.section],
            "regions": list(story.regions),
            "tags": list(story.tags),
            "authors": [story.author],
            "years": [str(story.day.year)],
            "translated": lang == "es",
        }
        if story.picture:
            fields["photo"] = {"alt": article.alt, "caption": article.caption, "credit": "The Bulletin"}
        self.write(f"{bundle(story)}/index.{lang}.md", header(fields) + plain_body(corpus, story, lang))

    def write_picture(self, story: Story) -> None:
        if story.picture:
            self.write(f"{bundle(story)}/{story.picture}", draw(story.number, story.picture))

    def commands(self) -> tuple[Command, ...]:
        cache = (("HUGO_CACHEDIR", str(self.site / "cache")),)
        return (Command(arguments=(str(self.program),), folder=self.site, environment=cache),)

    def stale(self) -> tuple[Path, ...]:
        return self.output, self.site / "cache", self.site / "resources"

    @property
    def template(self) -> Path:
        return self.site / "layouts" / "baseof.html"


class HugoWithoutRelated(Hugo):
    """The same site without related stories: they are a good part of Hugo's work, and other peers have none."""

    name: ClassVar[str] = "hugo-unrelated"
    package: ClassVar[str] = "hugo"
    differs: ClassVar[str] = "as the other Hugo, without related stories"

    def write_site(self, corpus: Corpus) -> None:
        super().write_site(corpus)
        template = self.site / "layouts" / "stories" / "page.html"
        before, _, rest = template.read_text("utf-8").partition("{{- /* related */}}")
        template.write_text(before + rest.partition("{{- /* end of related */}}")[2], "utf-8")


def bundle(story: Story) -> str:
    return f"content/stories/{story.day.year}/{story.key}"
