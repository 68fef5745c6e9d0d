"""What a text must contain for a part of Python-Markdown to find anything in it.

A part is known by its class and the very source of its regular expression. What is not in these tables
is always asked: another version's part, an extension's, one of ours. So a table that is out of date
costs time and nothing else; one that is wrong would change the output, and a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown.blockprocessors import (
    BlockProcessor,
    BlockQuoteProcessor,
    CodeBlockProcessor,
    EmptyBlockProcessor,
    HashHeaderProcessor,
    HRProcessor,
    ListIndentProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import (
    ImageReferenceInlineProcessor,
    InlineProcessor,
    Pattern,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

ANYTHING = ("",)
"""The triggers of a part that is not known: "" is in every text."""

INLINE = {
    r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)": ("`",),
    r"\\(.)": ("\\",),
    r"\[\^([^\]]*)\]": ("[^",),
    r"(?<!\!)\[": ("[",),
    r"\!\[": ("![",),
    r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>": ("://",),
    r"<([^<> !]+@[^@<> ]+)>": ("@",),
    r"  \n": ("  \n",),
    r"(&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)": ("&",),
    r"\*|_": ("*", "_"),
    r"""(<(\/?+[a-zA-Z][^\s"'<>@]*+(?:\s+[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+)*+"""
    r"""\s*+/?|!--(?:(?!<!--|-->).)*--|[?](?:(?!<[?]|[?]>).)*[?]|"""
    r"""!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\])>)""": ("<",),
}
"""Regular expression of an inline pattern -> strings of which one is in every text that it matches."""

FLAGS = re.compile("", re.DOTALL).flags
"""With these flags a regular expression means what it says: letters have one case, blanks count."""

REFERENCES = (
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    ImageReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
)
"""Patterns that change nothing in a text without a single definition of a reference."""


def inline_triggers(pattern: Pattern) -> tuple[str, ...]:
    """The strings of which one must be in a text for the inline pattern to match in it."""
    compiled = pattern.getCompiledRegExp()
    if not isinstance(pattern, InlineProcessor) or compiled.flags != FLAGS:
        return ANYTHING  # The older kind matches its expression within a longer one.
    return INLINE.get(compiled.pattern, ANYTHING)


def wants_references(pattern: Pattern) -> bool:
    """Whether the inline pattern does nothing where the text defines no reference."""
    return type(pattern) in REFERENCES and pattern.handleMatch.__func__ is (  # type: ignore[attr-defined]
        ReferenceInlineProcessor.handleMatch
    )


May = Callable[[str], bool]
"""Whether a block part may take a block; False is certain."""


def _may_be_table(block: str) -> bool:
    return "|" in block and "\n" in block


def _may_be_heading(block: str) -> bool:
    return "#" in block and (block[0] == "#" or "\n#" in block)


def _may_be_underlined(block: str) -> bool:
    return "\n-" in block or "\n=" in block


def _may_be_rule(block: str) -> bool:
    if not block[:1].isalpha():
        return True
    return "\n-" in block or "\n*" in block or "\n_" in block or "\n " in block


def _may_be_definition(block: str) -> bool:
    return ": " in block


def _may_be_quote(block: str) -> bool:
    return ">" in block


def _may_be_note(block: str) -> bool:
    return "[^" in block


def _may_be_reference(block: str) -> bool:
    return "]:" in block


def _begins_unlike_words(block: str) -> bool:
    return not block[:1].isalpha()


BLOCK: dict[tuple[type[BlockProcessor], str], May] = {
    (EmptyBlockProcessor, ""): _begins_unlike_words,
    (ListIndentProcessor, "^(([ ]{4})+)"): _begins_unlike_words,
    (DefListIndentProcessor, "^(([ ]{4})+)"): _begins_unlike_words,
    (CodeBlockProcessor, ""): _begins_unlike_words,
    (SaneOListProcessor, r"^[ ]{0,3}\d+\.[ ]+(.*)"): _begins_unlike_words,
    (SaneUListProcessor, r"^[ ]{0,3}[*+-][ ]+(.*)"): _begins_unlike_words,
    (TableProcessor, r"(?<!\\)(?:\\\\)*\|$"): _may_be_table,
    (
        HashHeaderProcessor,
        r"(?:^|\n)(?P<level>#{1,6})(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)",
    ): _may_be_heading,
    (SetextHeaderProcessor, r"^.*?\n(?:=+|-+)[ ]*(\n|$)"): _may_be_underlined,
    (
        HRProcessor,
        r"^[ ]{0,3}(?=(?P<atomicgroup>(-+[ ]{0,2}){3,}|(_+[ ]{0,2}){3,}|(\*+[ ]{0,2}){3,}))"
        r"(?P=atomicgroup)[ ]*$",
    ): _may_be_rule,
    (DefListProcessor, r"(^|\n)[ ]{0,3}:[ ]{1,3}(.*?)(\n|$)"): _may_be_definition,
    (BlockQuoteProcessor, r"(^|\n)[ ]{0,3}>[ ]?(.*)"): _may_be_quote,
    (FootnoteBlockProcessor, r"^[ ]{0,3}\[\^([^\]]*)\]:[ ]*(.*)$"): _may_be_note,
    (
        ReferenceProcessor,
        r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?([^\s]+)[ ]*(?:\n[ ]*)?"
        r"""((["\'])(.*)\4[ ]*|\((.*)\)[ ]*)?$""",
    ): _may_be_reference,
}
"""(class of a block processor, source of the regular expression that it tests with) -> what to ask first."""

TESTED_WITH = ("SEARCH_RE", "RE_END_BORDER", "RE", "INDENT_RE")
"""Where a block processor keeps that regular expression."""


def block_trigger(processor: BlockProcessor) -> May | None:
    """What to ask before the processor itself; None where it must always be asked."""
    found = next((getattr(processor, name) for name in TESTED_WITH if hasattr(processor, name)), None)
    source = found.pattern if isinstance(found, re.Pattern) else ""
    return BLOCK.get((type(processor), source))
