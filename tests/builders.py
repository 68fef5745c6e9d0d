"""A small project built in a temporary folder: write stories, build, read what came out.

    site = SiteBuilder(tmp_path)
    site.story("floods", en={"title": "Relief arrives"}, es={...}).build()
    assert "Relief arrives" in site.html("/en/2017/02/relief-arrives/")

Templates, catalogs and the stylesheet are the project's own; content and settings are the test's.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from bulletin.languages.catalogs import Catalog
from bulletin.load import Loaded
from bulletin.load.catalogs import READERS, words_in
from bulletin.load.settings import read_settings
from bulletin.model import LANGUAGES, Diagnostic, Report
from bulletin.pipeline import build
from bulletin.pipeline.gather import gather
from bulletin.pipeline.options import Options
from bulletin.pipeline.prepare import Work, prepare
from bulletin.pipeline.shop import open_shop

PROJECT = Path(__file__).resolve().parent.parent
NOW = datetime(2017, 6, 1, 12, tzinfo=UTC)

SETTINGS = """\
[site]
base_url = "https://example.org/"
timezone = "America/Lima"
email = "editors@example.org"

[en]
title = "Bridge"
tagline = "News of cooperation"

[es]
title = "Puente"
tagline = "Noticias de cooperación"
"""

REGISTERS = {
    "sections": "relief: {en: {name: Relief}, es: {name: Ayuda}}\n",
    "tags": (
        "floods: {en: {name: Floods}, es: {name: Inundaciones}}\n"
        "health: {en: {name: Health}, es: {name: Salud}}\n"
    ),
    "regions": (
        "peru: {iso: PE}\n"
        "piura: {parent: peru, en: {name: Piura, kind: department}, es: {name: Piura, kind: departamento}}\n"
    ),
    "authors": "ana: {en: {name: Ana Rojas, kind: Reporter}, es: {name: Ana Rojas, kind: Reportera}}\n",
}
ORIGINAL: dict[str, object] = {
    "title": "Relief arrives",
    "summary": "Two aircraft brought tents.",
    "date": "2017-02-08",
    "section": "relief",
}
TRANSLATION: dict[str, object] = {
    "title": "Llega la ayuda",
    "summary": "Dos aviones trajeron carpas.",
    "translation": "{of: en, by: [ana]}",
}


def article_text(fields: Mapping[str, object], body: str = "") -> str:
    """A language file: a header with one line a field (None leaves a field out), then the text."""
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", body, ""])


class SiteBuilder:
    """A project in `root`, filled piece by piece. Every method that writes returns the builder."""

    def __init__(self, root: Path, *, now: datetime = NOW) -> None:
        self.root, self.now = root, now
        for name in ("templates", "locales", "static"):
            shutil.copytree(PROJECT / name, root / name)
        self.write("bulletin.toml", SETTINGS)
        for name, text in REGISTERS.items():
            self.write(f"content/{name}.yaml", text)
        self.report = Report()

    @property
    def out(self) -> Path:
        return self.root / "output"

    def write(self, path: str, text: str | bytes) -> SiteBuilder:
        """Write a file of the project."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def story(
        self,
        key: str,
        en: Mapping[str, object] | None = None,
        es: Mapping[str, object] | None = None,
        *,
        en_body: str = "Tents and water.",
        es_body: str = "Carpas y agua.",
        year: str = "2017",
    ) -> SiteBuilder:
        """A story with the facts of ORIGINAL, and of TRANSLATION in Spanish, less or other than given.

        `en={}` is the plain original; `es` without `en` is an original in Spanish.
        """
        folder = f"content/stories/{year}/{key}"
        if en is not None:
            self.write(f"{folder}/en.md", article_text({**ORIGINAL, **en}, en_body))
        if es is not None:
            base = TRANSLATION if en is not None else {**ORIGINAL, **TRANSLATION, "translation": None}
            self.write(f"{folder}/es.md", article_text({**base, **es}, es_body))
        return self

    def settings(self, **values: str | int) -> SiteBuilder:
        """Settings of [site] beside those of SETTINGS, or instead of them."""
        lines = [line for line in SETTINGS.splitlines() if line.partition(" = ")[0] not in values]
        own = [
            f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"
            for name, value in values.items()
        ]
        return self.write("bulletin.toml", "\n".join([lines[0], *own, *lines[1:], ""]))

    def page(self, key: str, **texts: Mapping[str, object]) -> SiteBuilder:
        """A static page: page("about", en={"title": ..., "summary": ...}, es={...})."""
        for lang, fields in texts.items():
            self.write(f"content/pages/{key}/{lang}.md", article_text(fields, "Some words."))
        return self

    def remove(self, path: str) -> SiteBuilder:
        """Delete a file or a folder of the project."""
        target = self.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink()
        return self

    def build(
        self, *, strict: bool = False, base_url: str = "", adopt: bool = False, full: bool = False
    ) -> SiteBuilder:
        """Build and publish; the report is kept in `report`."""
        options = Options(
            root=self.root,
            now=self.now,
            out=self.out,
            strict=strict,
            base_url=base_url,
            adopt=adopt,
            full=full,
        )
        self.report = build(options).report
        return self

    def check(self, *, strict: bool = False) -> SiteBuilder:
        """Build without writing; the report is kept in `report`."""
        self.report = build(Options(root=self.root, now=self.now, strict=strict)).report
        return self

    def catalogs(self) -> dict[str, Catalog]:
        """What readers see, by language."""
        found = {lang: words_in(self.root, lang, READERS) for lang in LANGUAGES}
        return {lang: catalog for lang, catalog in found.items() if catalog is not None}

    def work(self) -> Work:
        """The site ready to be rendered: its stories, its planned pages, its problems."""
        config, problems = read_settings(self.root)
        assert config is not None, problems
        options = Options(root=self.root, now=self.now)
        with open_shop(options) as shop:
            return prepare(shop, options, config, self.now)

    # -- reading what came out ------------------------------------------------------------------

    def html(self, url: str) -> str:
        """The published page at an address that ends with /, or the file of any other address."""
        path = url.removeprefix("/") + ("index.html" if url.endswith("/") else "")
        return (self.out / path).read_text("utf-8")

    def main(self, url: str) -> str:
        """What stands in <main> of a page."""
        return self.html(url).partition('<main id="content" tabindex="-1">')[2].partition("</main>")[0]

    def files(self) -> dict[str, bytes]:
        """All published files but the ledger, by path."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and path.name != ".puente-ledger"
        }

    def codes(self) -> list[str]:
        """The rules of all problems found, in their order, without those of the catalogs."""
        return [one.code for one in self.problems()]

    def problems(self) -> list[Diagnostic]:
        return of_content(self.report.diagnostics)


def loaded(site: SiteBuilder) -> Loaded:
    """Everything that there is to read, read: the first stage alone."""
    config, problems = read_settings(site.root)
    assert config is not None, problems
    with open_shop(Options(root=site.root, now=site.now)) as shop:
        return gather(shop, config, site.now).loaded


def of_content(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The problems without those of the project's own catalogs."""
    return [one for one in diagnostics if not one.code.startswith("catalog-")]


class _Elements(HTMLParser):
    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self.wanted or self.wanted == "*":
            self.found.append({"tag": tag} | {name: value or "" for name, value in attrs})


def elements(html: str, tag: str = "*") -> list[dict[str, str]]:
    """The attributes of every element `tag` of an HTML text, in its order; "tag" names the element."""
    parser = _Elements(tag)
    parser.feed(html)
    return parser.found
