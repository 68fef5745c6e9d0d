"""The marks within a line, found as Python-Markdown finds them, sooner. For `swift`.

A text is asked only for the patterns that may match in it, and text without a single mark skips the
detour by which marks are taken out and put back. A plain link and plain emphasis are taken at once;
whatever is less plain goes the library's way, sign by sign.

Some of the methods overridden are private ones of the library (those with `_InlineProcessor__` in
their names): it offers no other way to stand between a text and its patterns. They are looked for
when an instance is made, so that a library which has renamed them is not silently slow.
"""

from __future__ import annotations

import re
from collections import deque
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import DelimiterProcessor, LinkInlineProcessor, Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString

from bulletin.compose.triggers import inline_triggers, wants_references


class Links(LinkInlineProcessor):
    """Links in line. What stands in the brackets is found by them, not sign by sign."""

    BRACKET = re.compile(r"[][]")
    PLAIN = re.compile(r"""\(([^\s()<>"'\x02]*+)\)""")
    """An address without anything that could be a title, a bracket of its own or a placeholder."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """The text up to the bracket that closes it, the place after it, whether there is one."""
        level = 1
        for found in self.BRACKET.finditer(data, index):
            level += 1 if found[0] == "[" else -1
            if not level:
                return data[index : found.start()], found.end(), True
        return data[index:], len(data), False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """The address and the title in the parentheses, the place after them, whether they are there."""
        plain = self.PLAIN.match(data, index)
        return (plain[1], None, plain.end(), True) if plain else super().getLink(data, index)


class Emphasis(DelimiterProcessor):
    """Emphasis. Words between two equal runs of one or two stars, with no other mark of the kind among
    them, are taken at once: whatever stands around them, the library pairs those two runs.
    """

    PAIR = re.compile(r"(\*{1,2})(?![\s*])([^*_]*[^*_\s])\1(?!\*)")

    def __init__(self, stock: DelimiterProcessor, md: markdown.Markdown) -> None:
        super().__init__("*", "strong,em", md)
        self.tokens, self.delimiters = stock.tokens, stock.delimiters
        self.pattern, self.compiled_re = stock.pattern, stock.compiled_re

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The element of the emphasis that begins at a match, and its ends."""
        if not self.regions and not self.stack and self.tokens == ["*", "_"]:
            pair = self.PAIR.match(data, m.start())
            tags = self.delimiters["*"].tags
            if pair and tags == ("strong", "em"):
                element = Element(tags[0] if len(pair[1]) == 2 else tags[1])
                element.text = pair[2]
                return element, pair.start(), pair.end()
        return super().handleMatch(m, data)


PRIVATE = ("applyPattern", "handleInline", "processElementText", "processPlaceholders")
"""The library's private methods that `Inline` builds on."""


class Inline(InlineProcessor):
    """Runs the inline patterns, of each text only those that may match in it."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        for name in PRIVATE:
            if not hasattr(self, f"_InlineProcessor__{name}"):
                raise AttributeError(f"Python-Markdown's InlineProcessor has no __{name} any more")
        self.apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        self.resolve = self._InlineProcessor__processPlaceholders  # type: ignore[attr-defined]
        self.regexes: list[object] = []
        self.all: list[tuple[Pattern, tuple[str, ...]]] = []
        self.order: list[tuple[Pattern, tuple[str, ...]]] = []
        self.marks: list[str] = []

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        """The text with a placeholder for each mark, by the patterns from a place on."""
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self.order)):
            pattern, triggers = self.order[index]
            for trigger in triggers:
                if trigger in data:
                    break
            else:
                continue
            start, matched = 0, True
            while matched:
                data, matched, start = self.apply(pattern, data, index, start)
                # It would look from `start` on, behind what it has just taken.
                matched = matched and max([data.find(trigger, start) for trigger in triggers]) >= 0
        return data

    def _InlineProcessor__processElementText(
        self, node: Element, subnode: Element, isText: bool = True
    ) -> None:
        """Put elements in the place of their placeholders in the text of an element, or behind it."""
        if STX in ((subnode.text if isText else subnode.tail) or ""):
            super()._InlineProcessor__processElementText(node, subnode, isText)  # type: ignore[misc]

    def _read_patterns(self) -> None:
        """The patterns as they are registered now, by priority."""
        patterns = list(self.md.inlinePatterns)
        regexes = [pattern.getCompiledRegExp() for pattern in patterns]
        if regexes != self.regexes or patterns != [pattern for pattern, _ in self.all]:
            self.regexes = list(regexes)
            self.all = [(pattern, inline_triggers(pattern)) for pattern in patterns]
        has_references = bool(self.md.references)
        self.order = [entry for entry in self.all if has_references or not wants_references(entry[0])]
        self.marks = sorted({trigger for _, triggers in self.order for trigger in triggers} | {STX})

    def _is_marked(self, text: str) -> bool:
        """Whether a text has any mark, or the placeholder of one."""
        for mark in self.marks:  # noqa: SIM110 (a generator would cost more than the search)
            if mark in text:
                return True
        return False

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to every text of a tree, in the library's order: level by level."""
        self.stashed_nodes = {}
        self._read_patterns()
        stack = deque([(tree, [*(ancestors or []), tree.tag.lower()])])
        while stack:
            element, self.ancestors = stack.popleft()
            if element is not tree:
                self.ancestors.append(element.tag.lower())
            made = []
            for child in element:
                text, tail = child.text, child.tail
                if text and not isinstance(text, AtomicString) and self._is_marked(text):
                    new = self._text(child, text)
                    stack.extend(new)
                    made.append((child, new))
                if tail and self._is_marked(tail):
                    self._tail(element, child, tail)
                if len(child):
                    stack.append((child, self.ancestors[:]))
            for child, new in made:
                for place, (node, _) in enumerate(new):
                    child.insert(place, node)
        return tree

    def _text(self, child: Element, text: str) -> list[tuple[Element, list[str]]]:
        """The elements that stand in a child's text, which keeps the words before the first."""
        self.ancestors.append(child.tag.lower())
        child.text = None
        new: list[tuple[Element, list[str]]] = self.resolve(self._InlineProcessor__handleInline(text), child)
        self.ancestors.pop()
        return new

    def _tail(self, element: Element, child: Element, tail: str) -> None:
        """Put what stands in the text after a child behind it."""
        text = self._InlineProcessor__handleInline(tail)
        holder = Element("d")
        child.tail = None
        new = self.resolve(text, holder, False)
        if holder.tail:
            child.tail = holder.tail
        place = list(element).index(child) + 1
        for node, _ in reversed(new):
            element.insert(place, node)
