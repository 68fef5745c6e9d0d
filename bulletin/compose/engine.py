"""Markdown -> top-level blocks of raw HTML with their source lines, by Python-Markdown.

The library gives no positions; `LineNoter` sees every block before it is parsed and so knows where
each top-level element began. Nothing here is safe to publish yet: `sanitise` comes next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from msgspec import Struct

from bulletin.compose.slips import At, Notes, Unread, slips
from bulletin.compose.swift import Swift
from bulletin.model import Diagnostic

EXTENSIONS = ("tables", "def_list", "sane_lists")
SETTINGS: dict[str, dict[str, object]] = {"tables": {"use_align_attribute": True}}
ALIGNED = {"center": "center", "right": "end"}
PULL = re.compile(r"\[!pull\][ \t]*\n?", re.IGNORECASE)
STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
"""What Python-Markdown puts in the place of raw HTML while it works."""

UNDERLINE = re.compile("=+|-+")
OPENINGS = {
    **{f"h{level}": re.compile(f"#{{{level}}}(?!#)") for level in range(1, 7)},
    "hr": re.compile(r"[-_*]{1,2}( ?[-_*])*$"),
    "blockquote": re.compile(">"),
}
"""How the first line of an element looks that may stand right below other lines."""

KINDS = {
    "p": "paragraph", "ul": "list", "ol": "list", "blockquote": "quote", "table": "table",
    "figure": "figure", "dl": "definitions", "pre": "code", "hr": "rule",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}  # fmt: skip


class RawBlock(Struct, frozen=True, kw_only=True):
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

    def first_lines(self, raw_html: list[str | Element]) -> dict[int, str]:
        """Number of a top-level element -> the first line of the block that made it.

        A block of raw HTML has a number in its place by now: `raw_html` has the text itself.
        """
        made = {}
        for count, block in self.noted:
            stashed = STASHED.match(block.lstrip()) if "\x02" in block else None
            text = str(raw_html[int(stashed[1])]) if stashed else block
            line = text.partition("\n")[0]
            if not line.strip():
                line = next((line for line in text.split("\n") if line.strip()), "")
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
    unread: Unread

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        self.noter = LineNoter(md.parser)
        md.parser.blockprocessors.register(self.noter, "line-noter", 1000)
        self.unread = Unread(md)
        md.treeprocessors.register(self.unread, "unread", 35)
        md.treeprocessors.register(PullQuotes(md), "pull-quotes", 30)
        md.treeprocessors.register(Figures(md), "figures", 15)
        md.registerExtension(self)

    def reset(self) -> None:
        self.noter.noted.clear()
        self.unread.reset()


class Engine:
    """One Markdown instance. After any exception throw it away: reset() does not heal its parser."""

    def __init__(self) -> None:
        self.marks = StoryMarks()
        self.notes = Notes(SEPARATOR="-", BACKLINK_TITLE="")
        self.markdown = Swift(
            extensions=[*EXTENSIONS, self.notes, self.marks], extension_configs=SETTINGS, output_format="html"
        )

    def blocks(self, text: str) -> list[RawBlock]:
        """The top-level blocks of a text, in order."""
        self.markdown.reset()
        lines = text.split("\n")
        root = self._tree(lines)
        starts = _Lines(text, self.marks.noter.first_lines(self.markdown.htmlStash.rawHtmlBlocks))
        return [
            _block(element, self._html(element), line)
            for element, line in zip(root, starts.of(root), strict=True)
        ]

    def slips(self, text: str, at: At) -> list[Diagnostic]:
        """What of the text given to `blocks` last was printed as it stands, but was meant otherwise."""
        return slips(text, self.notes, self.marks.unread, at)

    def _tree(self, lines: list[str]) -> Element:
        for preprocessor in self.markdown.preprocessors:
            lines = preprocessor.run(lines)
        root = self.markdown.parser.parseDocument(lines).getroot()
        assert root is not None
        for treeprocessor in self.markdown.treeprocessors:
            changed = treeprocessor.run(root)
            if changed is not None:
                root = changed
        return root

    def _html(self, element: Element) -> str:
        element.tail = None
        return self.markdown.finished(self.markdown.serializer(element)).strip()


class _Lines:
    """Finds where the noted first lines stand in the text, each after the one before.

    A heading, a rule or a quote may follow other lines without a blank one; then the line noted is
    that of the whole block, and its own is looked for from there. Lines are compared without regard
    to the white space in them.
    """

    def __init__(self, text: str, first: dict[int, str]) -> None:
        self.written = text.split("\n")
        self.bare: list[str | None] = [None] * len(self.written)
        self.first = first

    def of(self, root: Element) -> Iterator[int]:
        """The line of each element of the root, counted from 1."""
        last = -1
        for number, element in enumerate(root):
            if element.get("class") == "footnote":
                yield self._first_note(max(last, 0)) + 1
            else:
                last = self._find(number, str(element.tag), last)
                yield last + 1

    def _line(self, at: int) -> str:
        """A line with single blanks, made when it is asked for."""
        line = self.bare[at]
        if line is None:
            line = self.bare[at] = " ".join(self.written[at].split())
        return line

    def _first_note(self, otherwise: int) -> int:
        for at, written in enumerate(self.written):
            if "[^" in written and self._line(at).startswith("[^") and "]:" in self._line(at):
                return at
        return otherwise

    def _find(self, number: int, tag: str, last: int) -> int:
        first = self.first.get(number, "")
        end = len(self.written)
        at = self._same(first, last + 1) if first else -1
        if at < 0 and first:  # HTML and text may share a line
            wanted = " ".join(first.split())
            at = next((at for at in range(max(last, 0), end) if wanted in self._line(at)), -1)
        if tag in OPENINGS:
            at = next((at for at in range(max(at, last + 1), end) if self._opens(at, tag)), at)
        return at if at >= 0 else next((at for at in range(last + 1, end) if self._line(at)), max(last, 0))

    def _same(self, first: str, start: int) -> int:
        """The first line from `start` on with the words of the line noted; most are that very line."""
        word = first.split(None, 1)[0]
        for at in range(start, len(self.written)):
            written = self.written[at]
            if (
                written
                and word in written
                and (written == first or self._line(at) == " ".join(first.split()))
            ):
                return at
        return -1

    def _opens(self, at: int, tag: str) -> bool:
        line = self._line(at)
        below = self._line(at + 1) if tag in ("h1", "h2") and at + 1 < len(self.written) else ""
        return bool(line and UNDERLINE.fullmatch(below)) or bool(OPENINGS[tag].match(line))


def _block(element: Element, html: str, line: int) -> RawBlock:
    tag = str(element.tag)
    kind = KINDS.get(tag, "html")
    if kind == "quote" and element.get("class") == "pull":
        kind = "pull"
    elif element.get("class") == "footnote":
        kind = "notes"
    elif kind == "paragraph" and not html.startswith("<p"):
        kind = "html"
    return RawBlock(kind=kind, html=html, line=line)
