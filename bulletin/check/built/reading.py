"""Bytes -> facts, one file after the other; a file that cannot be read is a problem and no more.

What is held back is looked for here, while a file's words are at hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from bulletin.check.built.documents import read_xml
from bulletin.check.built.facts import BREAK, Audited, Document, Fault, Html, Xml
from bulletin.check.built.machines import sitemaps_named
from bulletin.check.built.markup import read_html, texts_in
from bulletin.check.built.telling import markup_problem
from bulletin.check.built.words import Secrets
from bulletin.diagnostics import N_, problem
from bulletin.model import Diagnostic, Page, Place

PICTURES = (".avif", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".webp", ".woff", ".woff2", ".zip")

PAGES = (".html", ".htm")
TAGS = re.compile(r"<[^<>]*>")


def is_text(path: str) -> bool:
    """Whether a file may have words in it."""
    return not path.lower().endswith(PICTURES)


class Reading:
    """The facts of the files read so far, by path, and what was wrong with them.

    `named` are the sitemaps that robots.txt names, each with the file that names it.
    """

    def __init__(
        self, *, pages: Mapping[str, Page], places: Mapping[str, Place], folder: str, secrets: Secrets
    ) -> None:
        self.pages, self.places, self.folder, self.secrets = pages, places, folder, secrets
        self.audited: dict[str, Audited] = {}
        self.documents: dict[str, Document] = {}
        self.named: list[tuple[Document, str]] = []
        self.problems: list[Diagnostic] = []

    def read(self, path: str, data: bytes | None) -> None:
        """Take in one file. What is not a planned page has only its words looked at."""
        page = self.pages.get(path)
        text = _decoded(data)
        if page is None:
            self._seek(
                path, f"/{path}", "" if data is None else _plain(path, data.decode("utf-8", "replace"))
            )
        elif isinstance(text, Fault):
            self._complain(page, text)
            self._seek(path, page.url, _plain(path, (data or b"").decode("utf-8", "replace")))
        elif path.endswith(PAGES):
            self._html(page, text)
        elif path.endswith(".xml"):
            self._xml(page, text)
        else:
            self._other(page, text)

    def _html(self, page: Page, text: str) -> None:
        html = read_html(text)
        if html is None or not html.closed:
            self._complain(page, Fault(what=N_("it breaks off, or is no HTML: there is no </html>")))
        else:
            facts = _without_text(html)
            self.audited[page.path] = Audited(page=page, place=self.places[page.path], html=facts)
        self._seek(page.path, page.url, _plain(page.path, text) if html is None else html.text)

    def _xml(self, page: Page, text: str) -> None:
        xml = read_xml(text)
        if isinstance(xml, Fault):
            self._complain(page, xml)
            self._seek(page.path, page.url, _plain(page.path, text))
        else:
            self._seek(page.path, page.url, xml.text)
            self._keep(page, xml)

    def _other(self, page: Page, text: str) -> None:
        """robots.txt, and whatever other texts there may be."""
        self._seek(page.path, page.url, _plain(page.path, text))
        if page.path == "robots.txt":
            robots = Document(page=page, place=self.places[page.path], xml=Xml(kind="other"))
            self.named.extend((robots, target) for target in sitemaps_named(text))

    def _complain(self, page: Page, fault: Fault) -> None:
        self.problems.append(markup_problem(page, self.places[page.path], fault))

    def _seek(self, path: str, url: str, text: str) -> None:
        """Look for the words of what is held back."""
        place = self.places.get(path) or Place(path=f"{self.folder}/{path}")
        for source, words in sorted(self.secrets.found_in(text).items()) if self.secrets else ():
            what = N_('"%(target)s" are words of %(held)s')
            self.problems.append(problem("built-held", place, page=url, what=what, target=words, held=source))

    def _keep(self, page: Page, xml: Xml) -> None:
        place = self.places[page.path]
        self.documents[page.path] = Document(page=page, place=place, xml=replace(xml, text=""))


def _decoded(data: bytes | None) -> str | Fault:
    if data is None:
        return Fault(what=N_("the file cannot be read"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as trouble:
        return Fault(what=N_("it is not UTF-8: byte %(part)s cannot be read"), part=str(trouble.start + 1))


def _without_text(html: Html) -> Html:
    return replace(html, text="")


def _plain(path: str, text: str) -> str:
    """The words of a file of any kind, as well as can be: without its tags, and those escaped in it."""
    texts = texts_in(text) if path.endswith(".json") else None
    if texts is not None:
        return BREAK.join(texts)
    if not path.lower().endswith((*PAGES, ".xml", ".svg")):
        return BREAK.join((text, TAGS.sub(" ", text)))
    html = read_html(text)
    inner = read_html(html.text) if html else None
    return BREAK.join((text, html.text if html else "", inner.text if inner else ""))
