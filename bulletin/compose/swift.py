"""Python-Markdown, doing less: the same parts in the same order, but not asked in vain.

It is the library that parses; its output is the same to the character, which a test holds against
the library itself. What is changed, and why nothing else changes with it:

- A part is not asked about a text in which it cannot find anything (`triggers`). Asked, it would have
  answered no, and none of the parts in those tables remembers a question that it answered so.
- The registries are read once a text, by their priorities, not at each access: while a text is
  parsed nobody registers anything.
- Text within a line has its patterns, links and emphasis in `inline`.
- The passes over lines, over the tree and over the HTML skip what has none of the signs they work on.
- Block-level tags are kept in a set; elements are serialised by `serialise`.
"""

from __future__ import annotations

from typing import Any, ClassVar
from xml.etree.ElementTree import Element

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.footnotes import FootnotePostprocessor
from markdown.inlinepatterns import LINK_RE, DelimiterProcessor
from markdown.postprocessors import AndSubstitutePostprocessor, RawHtmlPostprocessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, STX

from bulletin.compose.inline import Emphasis, Inline, Links
from bulletin.compose.serialise import to_html
from bulletin.compose.triggers import May, block_trigger

RESTORERS = frozenset({RawHtmlPostprocessor, AndSubstitutePostprocessor, FootnotePostprocessor})
"""The postprocessors that do nothing but replace placeholders, which all begin with STX."""


class Swift(markdown.Markdown):
    """A Markdown instance. After any exception throw it away: reset() does not heal its parser."""

    parser: Blocks
    output_formats: ClassVar[dict[Any, Any]] = {**markdown.Markdown.output_formats, "html": to_html}

    def build_parser(self) -> Swift:
        """Python-Markdown's own parts, some of them in our edition; extensions come after."""
        super().build_parser()
        self.block_level: dict[object, bool] = {}
        parser = Blocks(self)
        parser.blockprocessors = self.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        self.parser = parser
        self.preprocessors.register(Whitespace(self), "normalize_whitespace", 30)
        self.preprocessors.register(HtmlBlocks(self), "html_block", 20)
        self.inlinePatterns.register(Links(LINK_RE, self), "link", 160)
        if type(self.delimiters) is DelimiterProcessor:
            self.inlinePatterns.register(Emphasis(self.delimiters, self), "em_strong", 60)
        self.treeprocessors.register(Inline(self), "inline", 20)
        self.treeprocessors.register(Unescape(self), "unescape", 0)
        return self

    def reset(self) -> Swift:
        """Forget the text before. To be called between texts."""
        self.block_level.clear()
        self.has_own_postprocessors = not RESTORERS.issuperset(map(type, self.postprocessors))
        self.parser.read_processors()
        super().reset()
        return self

    def finished(self, html: str) -> str:
        """HTML with what was put aside in its place again: the library's postprocessors run over it."""
        if STX in html or self.has_own_postprocessors:
            for postprocessor in self.postprocessors:
                html = postprocessor.run(html)
        return html

    def is_block_level(self, tag: object) -> bool:
        """Whether a tag is block-level, found once a text."""
        known = self.block_level.get(tag)
        if known is None:
            known = self.block_level[tag] = super().is_block_level(tag)
        return known


class Whitespace(NormalizeWhitespace):
    """The library's pass over white space, without its steps for signs that are not there."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        if any(sign in source for sign in (STX, ETX, "\r", "\t", "\n ")):
            return super().run(lines)
        return [*lines, "", ""]


class HtmlBlocks(HtmlBlockPreprocessor):
    """Takes raw HTML out of a text. Without a < or a numeric entity the text comes back as it is."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        if "<" in source or "&#" in source:
            return super().run(lines)
        return lines


class Blocks(BlockParser):
    """The block parser, asking only the processors that may take a block."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.order: list[tuple[BlockProcessor, May | None]] = []
        self.for_one_line: list[tuple[BlockProcessor, May | None]] = []

    def read_processors(self) -> None:
        """Take the processors as they are registered now, by priority."""
        processors = list(self.blockprocessors)
        if processors != [processor for processor, _ in self.order]:
            self.order = [(processor, block_trigger(processor)) for processor in processors]
            self.for_one_line = [entry for entry in self.order if entry[1] is None]

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:
        """Parse the blocks one after the other, each by the first processor that takes it."""
        if not self.order:
            self.read_processors()
        while blocks:
            block = blocks[0]
            is_words = block[:1].isalpha() and "\n" not in block
            for processor, may in self.for_one_line if is_words else self.order:
                if may is not None and not may(block):
                    continue
                if processor.test(parent, block):
                    if processor.run(parent, blocks) is not False:
                        break
                    block = blocks[0]


class Unescape(UnescapeTreeprocessor):
    """Restores escaped signs, where there are any."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and STX in element.text and element.tag != "code":
                element.text = self.unescape(element.text)
            if element.tail and STX in element.tail:
                element.tail = self.unescape(element.tail)
            if element.attrib:
                for key, value in element.items():
                    if value is not None and STX in value:
                        element.set(key, self.unescape(value))
