"""Our Python-Markdown does less than the library and writes the same, to the character."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Comment, Element, SubElement

import markdown
import pytest
from markdown.blockprocessors import BlockProcessor, ListIndentProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor

from builders import PROJECT
from bulletin.compose import triggers
from bulletin.compose.engine import EXTENSIONS, SETTINGS
from bulletin.compose.inline import Emphasis, Inline, Links
from bulletin.compose.serialise import to_html
from bulletin.compose.swift import Blocks, Swift
from compose.fragments import random_texts


def instance(kind: type[markdown.Markdown]) -> markdown.Markdown:
    """A Markdown of a kind, with the extensions of an article and none of our additions."""
    notes = FootnoteExtension(SEPARATOR="-", BACKLINK_TITLE="")
    return kind(extensions=[*EXTENSIONS, notes], extension_configs=SETTINGS, output_format="html")


def first_difference(texts: list[str]) -> tuple[str, str, str] | None:
    """The first text of which the two make different HTML, with the library's and ours."""
    stock, swift = instance(markdown.Markdown), instance(Swift)
    for text in texts:
        expected, found = stock.reset().convert(text), swift.reset().convert(text)
        if found != expected:
            return text, expected, found
    return None


def bodies() -> list[str]:
    """Everything in Markdown that is in the project, without front matter."""
    folders = ("content", "tests/cases", "docs")
    paths = [path for folder in folders for path in sorted((PROJECT / folder).rglob("*.md"))]
    return [re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL) for path in paths]


def test_the_project_s_own_texts_are_the_same() -> None:
    texts = bodies()
    assert len(texts) > 30
    assert first_difference(texts) is None


def test_three_thousand_random_texts_are_the_same() -> None:
    assert first_difference(random_texts(3_000)) is None


@pytest.mark.parametrize(
    "pieces",
    [
        ("*", "**", "*", "**", "***", "_", "__", " ", "a", "b", "\n", ".", "[x](u)", "`c`", "\\*", "á", "("),
        (
            "[",
            "]",
            "(",
            ")",
            "[a]",
            "(b)",
            "](",
            '"',
            "'",
            " ",
            "<",
            ">",
            "a",
            "![",
            "\n",
            "\\",
            "`",
            "&",
            "*",
        ),
    ],
    ids=["emphasis", "links"],
)
def test_knots_of_emphasis_and_of_links_are_the_same(pieces: tuple[str, ...]) -> None:
    chance = random.Random(1)
    texts = ["".join(chance.choices(pieces, k=chance.randrange(3, 18))) for _ in range(4_000)]
    assert first_difference(texts) is None


def test_the_random_texts_meet_every_part() -> None:
    """So that the test above says something: a wrong trigger for any part would be found."""
    joined = random_texts(3_000)
    for source, wanted in triggers.INLINE.items():
        met = [text for text in joined if re.search(source, text, re.DOTALL)]
        assert len(met) > 50, source
        assert all(any(trigger in text for trigger in wanted) for text in met), source


ENTITY = r"(&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)"
"""Without this pattern the serializer lets entities stand: the output is the same."""


@pytest.mark.parametrize("source", sorted(triggers.INLINE.keys() - {ENTITY}))
def test_a_wrong_trigger_of_an_inline_pattern_is_found(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(triggers.INLINE, source, ("never",))
    assert first_difference(random_texts(1_000)) is not None


@pytest.mark.parametrize(
    "known",
    [known for known in triggers.BLOCK if known[0] is not ListIndentProcessor],
    ids=lambda known: known[0].__name__,
)
def test_a_wrong_trigger_of_a_block_part_is_found(
    known: tuple[type[BlockProcessor], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(triggers.BLOCK, known, lambda block: False)
    assert first_difference(random_texts(1_000)) is not None


def test_every_part_of_the_library_has_its_trigger() -> None:
    swift = instance(Swift)
    always = {type(part).__name__ for part in swift.inlinePatterns if triggers.inline_triggers(part) == ("",)}
    asked = {type(part).__name__ for part in swift.parser.blockprocessors if not triggers.block_trigger(part)}
    assert always == set()
    assert asked == {"ParagraphProcessor"}


class Sharp(InlineProcessor):
    """A class of pattern that nobody has heard of."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        return Element("wbr"), m.start(), m.end()


class Shout(BlockProcessor):
    """A block processor that nobody has heard of: words in capitals."""

    def test(self, parent: Element, block: str) -> bool:
        return block.isupper()

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "h6").text = blocks.pop(0)


@pytest.mark.parametrize("priority", [200, 155, 1], ids=["first", "in the middle", "last"])
def test_a_pattern_that_is_not_known_is_always_run_in_its_turn(priority: int) -> None:
    both = [instance(markdown.Markdown), instance(Swift)]
    for one in both:
        one.inlinePatterns.register(Sharp("aid", one), "sharp", priority)
        one.inlinePatterns.register(SimpleTagInlineProcessor("(o)(n)", "u"), "on", priority)
        one.parser.blockprocessors.register(Shout(one.parser), "shout", 65)
    text = "aid for one [on aid](u) and `aid`\n\nLOUD AID\n\n- on\n"
    stock, swift = (one.reset().convert(text) for one in both)
    assert swift == stock
    assert swift.count("<wbr>") >= 2 and "<u>n</u>" in swift and "<h6>" in swift


def test_a_pattern_that_reads_letters_of_both_cases_is_always_run() -> None:
    swift = instance(Swift)
    pattern = Sharp(r"\\(.)", swift)
    assert triggers.inline_triggers(pattern) == ("\\",)
    pattern.compiled_re = re.compile(r"\\(.)", re.DOTALL | re.IGNORECASE)
    assert triggers.inline_triggers(pattern) == ("",)


def test_a_pattern_taken_away_is_no_longer_run() -> None:
    swift = instance(Swift)
    assert swift.convert("`a` *b*") == "<p><code>a</code> <em>b</em></p>"
    swift.inlinePatterns.deregister("backtick")
    assert swift.reset().convert("`a` *b*") == "<p>`a` <em>b</em></p>"


def test_a_delimiter_added_later_is_read() -> None:
    swift = instance(Swift)
    swift.convert("~a~")
    assert swift.delimiters is not None
    swift.delimiters.add("~", "del")
    assert swift.reset().convert("~a~") == "<p><del>a</del></p>"


def test_a_library_with_other_private_names_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("markdown.treeprocessors.InlineProcessor._InlineProcessor__applyPattern")
    with pytest.raises(AttributeError, match="__applyPattern"):
        instance(Swift)


def test_the_parts_of_ours_are_in_use() -> None:
    swift = instance(Swift)
    assert isinstance(swift.parser, Blocks)
    assert isinstance(swift.treeprocessors["inline"], Inline)
    assert isinstance(swift.inlinePatterns["link"], Links)
    assert isinstance(swift.inlinePatterns["em_strong"], Emphasis)
    assert swift.serializer is to_html


def odd_elements() -> Iterator[Element]:
    """Elements that Markdown itself does not make."""
    holder = Element("p", {"title": 'a "b" & <c>', "hidden": "hidden", "lang": "es"})
    holder.text = "a & b &amp; <"
    SubElement(holder, "script").text = "1 < 2"
    SubElement(holder, "br").tail = "tail > &"
    SubElement(holder, "IMG", {"alt": ""}).text = "within"
    yield holder
    with_comment = Element("div")
    with_comment.append(Comment("a -- b"))
    yield with_comment


@pytest.mark.parametrize("element", [*odd_elements()], ids=["attributes", "a comment"])
def test_an_element_is_written_as_the_library_writes_it(element: Element) -> None:
    assert to_html(element) == markdown.Markdown.output_formats["html"](element)
