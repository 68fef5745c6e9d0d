"""Markdown -> top-level blocks of raw HTML with their source lines, by Python-Markdown.

The library gives no positions; `LineNoter` sees every block before it is parsed and so knows where
each top-level element began. Nothing here is safe to publish yet: `sanitise` comes next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

EXTENSIONS = ("tables", "footnotes", "def_list", "sane_lists")
SETTINGS: dict[str, dict[str, object]] = {
    "tables": {"use_align_attribute": True},
    "footnotes": {"SEPARATOR": "-", "BACKLINK_TITLE": ""},
}
ALIGNED = {"center": "center", "right": "end"}
PULL = re.compile(r"\[!pull\][ \t]*\n?", re.IGNORECASE)
KINDS = {
    "p": "paragraph", "ul": "list", "ol": "list", "blockquote": "quote", "table": "table",
    "figure": "figure", "dl": "definitions", "pre": "code", "hr": "rule",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A top-level element, serialised and unsafe. `line` counts from 1 in the text given."""

    kind: str
    html: str
    line: int


class LineNoter(BlockProcessor):
    """Takes no block, but notes how many top-level elements stood when each block came up."""

    def __init__(self, parser: markdown.blockparser.BlockParser) -> None:
        super().__init__(parser)
        self.noted: list[tuple[int, str]] = []

    def test(self, parent: Element, block: str) -> bool:
        if parent is self.parser.root:
            self.noted.append((len(parent), block))
        return False

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        raise AssertionError("LineNoter takes no block")

    def first_lines(self) -> dict[int, str]:
        """Number of a top-level element -> the first line of the block that made it."""
        made = {}
        for count, block in self.noted:
            line = next((line for line in block.split("\n") if line.strip()), "")
            if line:
                made[count] = line
        return made


class PullQuotes(Treeprocessor):
    """A block quote whose first line is [!pull] is a pull quote. Runs before inline marks."""

    def run(self, root: Element) -> None:
        for quote in root.iter("blockquote"):
            first = quote.find("p")
            found = PULL.match(first.text or "") if first is not None else None
            if first is not None and found:
                quote.set("class", "pull")
                first.text = (first.text or "")[found.end() :]
                if not first.text.strip() and not len(first):
                    quote.remove(first)


class Figures(Treeprocessor):
    """A picture alone in a paragraph becomes a figure; its title is the caption. Runs after inline marks."""

    def run(self, root: Element) -> None:
        for paragraph in root.findall("p"):
            if len(paragraph) == 1 and paragraph[0].tag == "img" and not _has_text(paragraph):
                self._turn(paragraph)
        for titled in (*root.iter("img"), *root.iter("a")):  # footnotes give their links an empty one
            titled.attrib.pop("title", None)
        for cell in root.iter():
            if cell.tag in ("th", "td") and cell.get("align"):
                cell.attrib.update(
                    {"class": ALIGNED[align]} if (align := cell.attrib.pop("align")) in ALIGNED else {}
                )

    def _turn(self, paragraph: Element) -> None:
        paragraph.tag, caption = "figure", paragraph[0].attrib.pop("title", "")
        if caption:
            element = Element("figcaption")
            element.text = caption
            paragraph.append(element)


def _has_text(paragraph: Element) -> bool:
    return bool((paragraph.text or "").strip() or (paragraph[0].tail or "").strip())


class StoryMarks(Extension):
    """Our additions to Python-Markdown."""

    noter: LineNoter

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        self.noter = LineNoter(md.parser)
        md.parser.blockprocessors.register(self.noter, "line-noter", 1000)
        md.treeprocessors.register(PullQuotes(md), "pull-quotes", 30)
        md.treeprocessors.register(Figures(md), "figures", 15)
        md.registerExtension(self)

    def reset(self) -> None:
        self.noter.noted.clear()


class Engine:
    """One Markdown instance. After any exception throw it away: reset() does not heal its parser."""

    def __init__(self) -> None:
        self.marks = StoryMarks()
        self.markdown = markdown.Markdown(
            extensions=[*EXTENSIONS, self.marks], extension_configs=SETTINGS, output_format="html"
        )

    def blocks(self, text: str) -> list[RawBlock]:
        """The top-level blocks of a text, in order."""
        self.markdown.reset()
        lines = text.split("\n")
        root = self._tree(lines)
        starts = _Lines(text, self.marks.noter.first_lines())
        return [
            _block(element, self._html(element), line)
            for element, line in zip(root, starts.of(root), strict=True)
        ]

    def _tree(self, lines: list[str]) -> Element:
        for preprocessor in self.markdown.preprocessors:
            lines = preprocessor.run(lines)
        root: Element = self.markdown.parser.parseDocument(lines).getroot()
        for treeprocessor in self.markdown.treeprocessors:
            changed = treeprocessor.run(root)
            if changed is not None:
                root = changed
        return root

    def _html(self, element: Element) -> str:
        element.tail = None
        html: str = self.markdown.serializer(element)
        for postprocessor in self.markdown.postprocessors:
            html = postprocessor.run(html)
        return html.strip()


class _Lines:
    """Finds where the noted first lines stand in the text, each after the one before."""

    def __init__(self, text: str, first: dict[int, str]) -> None:
        self.lines = [" ".join(line.split()) for line in text.split("\n")]
        self.first = first

    def of(self, root: Element) -> Iterator[int]:
        cursor = 0
        for number, element in enumerate(root):
            cursor = self._find(number, element, cursor)
            yield cursor + 1

    def _find(self, number: int, element: Element, cursor: int) -> int:
        wanted = " ".join(self.first.get(number, "").split())
        if element.get("class") == "footnote":
            return next(
                (at for at, line in enumerate(self.lines) if line.startswith("[^") and "]:" in line), cursor
            )
        at = cursor
        while at < len(self.lines) and (not self.lines[at] or (wanted and self.lines[at] != wanted)):
            at += 1
        return at if at < len(self.lines) else cursor


def _block(element: Element, html: str, line: int) -> RawBlock:
    tag = str(element.tag)
    kind = "heading" if re.fullmatch("h[1-6]", tag) else KINDS.get(tag, "html")
    if kind == "quote" and element.get("class") == "pull":
        kind = "pull"
    elif element.get("class") == "footnote":
        kind = "notes"
    elif kind == "paragraph" and not html.startswith("<p"):
        kind = "html"
    return RawBlock(kind=kind, html=html, line=line)
