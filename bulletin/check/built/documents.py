"""XML -> frozen facts: feeds, sitemaps, indexes of sitemaps.

We write no document type and no entities, so a document that has any is refused before it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

from bulletin.check.built.facts import BREAK, Entry, Fault, Html, Xml
from bulletin.check.built.markup import read_html
from bulletin.diagnostics import N_

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
WRITTEN_OUT = frozenset({f"{ATOM}uri", f"{ATOM}logo", f"{ATOM}icon"})
ADDRESSES = ("href", "src")
FACE = re.compile(r"<\?xml-stylesheet\b[^>]*?\bhref=[\"']([^\"'>]*)")
"""An instruction to the browser, which ElementTree passes over."""


def read_xml(text: str) -> Xml | Fault:
    """The facts of a document, or why it cannot be read."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return Fault(what=N_("it has a document type or entities, which we never write"))
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as trouble:
        return Fault(what=N_("it is not well-formed XML: %(part)s"), part=str(trouble))
    if root.tag == f"{ATOM}feed":
        return _feed(root, tuple(unescape(one) for one in FACE.findall(text)))
    if root.tag == f"{MAP}urlset":
        return Xml(kind="sitemap", entries=tuple(_entry(one) for one in root.iter(f"{MAP}url")))
    if root.tag == f"{MAP}sitemapindex":
        return Xml(kind="index", maps=tuple(_loc(one) for one in root.iter(f"{MAP}sitemap")))
    return Xml(kind="other", text=BREAK.join(_words(root)))


def _feed(root: ElementTree.Element, faces: tuple[str, ...]) -> Xml:
    """All addresses and words of a feed, those of the full texts in it among them."""
    pieces = [html for element in root.iter() if (html := _escaped(element))]
    references = [*_references(root), *(one for html in pieces for one in html.references)]
    own = next((one.get("href", "") for one in root.iter(f"{ATOM}link") if one.get("rel") == "self"), "")
    return Xml(
        kind="feed",
        references=tuple(dict.fromkeys(references)),
        own=own,
        faces=faces,
        text=BREAK.join((*_words(root), *(html.text for html in pieces))),
    )


def _escaped(element: ElementTree.Element) -> Html | None:
    """The HTML that an element holds as text."""
    return read_html(element.text or "") if element.get("type") in ("html", "text/html") else None


def _references(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        yield from (element.attrib[name].strip() for name in ADDRESSES if name in element.attrib)
        if element.tag in WRITTEN_OUT:
            yield (element.text or "").strip()


def _words(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        yield from (value for value in element.attrib.values() if " " in value)
        if element.get("type") not in ("html", "text/html"):
            yield element.text or ""
        yield element.tail or ""


def _entry(element: ElementTree.Element) -> Entry:
    links = (link for link in element.iter(f"{XHTML}link") if link.get("rel") == "alternate")
    return Entry(
        loc=_loc(element),
        alternates=tuple((link.get("hreflang", ""), link.get("href", "")) for link in links),
    )


def _loc(element: ElementTree.Element) -> str:
    return (element.findtext(f"{MAP}loc") or "").strip()
