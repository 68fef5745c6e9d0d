"""Typed marks made into printed ones: quotation marks by level, apostrophes, dashes, an ellipsis.

The text nodes of a block are set as one run, for a quotation may open in one node and close in
another. What is already typographic stays as it is, so setting a text twice changes nothing more.
Not for code, and not for mark-up: the nodes are text, HTML-escaped or plain.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from functools import cache

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
DASHES = {"--": "–", "---": "—"}

ADDRESS = r"""
    | (?<=[hw]) (?:(?<=h)ttps?://|(?<=w)ww\.) [^\s"'“”„‘’‚«»‹›<>]+   # addresses stay as they are"""

SIGNS = r"""[%s"'“”„‘’‚«»‹›&%%.EFRD-]
    (?: (?<=["']) ["']{3,}                            # a drawing, not a quotation
    | (?<=[0-9]') [ \u00a0]?[0-9]{1,2}"               # 5' 8": feet and inches
    | (?<=["'“”„‘’‚«»‹›])
    | (?<=\.) \.{2,}
    | (?<=-)(?<!--) -++(?!>|&gt;)                     # not an arrow
    | (?<=&) (?:[A-Za-z]{1,31}|\#[0-9]{1,7});         # one sign of HTML-escaped text
    | (?<=%%) (?![0-9A-Za-z])
    | (?<=\bE)E\.[ \n](?=UU\.) | (?<=\bF)F\.[ \n](?=AA\.) | (?<=\bR)R\.[ \n](?=HH\.|EE\.)
    | (?<=\bD)D\.[ \n](?=HH\.)%s
    )"""
"""A token. It begins with a set of signs: that is what regular expressions look for fastest."""

TOKEN = re.compile(SIGNS % ("", ""), re.VERBOSE)
TOKEN_OR_ADDRESS = re.compile(SIGNS % ("hw", ADDRESS), re.VERBOSE)
"""The same for text with an address: every h and w must be looked at."""

ELIDED = re.compile(r"[0-9]0s\b|(?:tis|twas|til|em|cause|n)\b", re.IGNORECASE)
YEAR = re.compile(r"[0-9]{2}(?![0-9A-Za-z])")
"""'90s, 'tis; and in English '17: an apostrophe stands for what was left out."""

MARKS = frozenset("\"'“”„‘’‚«»‹›")
OPENERS = {"«": "»", "“": "”", "‘": "’", "„": "“", "‚": "‘", "‹": "›"}
SINGLES = "‘’"
SPACE, WORD, MARK, OTHER = "space", "word", "mark", "other"
OPENS_AFTER = frozenset("([{¿¡-–—/=<«“„‘‚‹")
"""Signs after which a quotation may open, as after a space."""
ENTITIES = {"&nbsp;": NO_BREAK_SPACE, "&lt;": "<"}
DEEPEST = 8
"""Levels that are remembered; deeper ones are no longer a text for readers."""


def typeset_text(text: str, lang: str, quotes: str) -> str:
    """One text, typeset: a headline, a summary, a caption. See `typeset`."""
    return typeset((text,), lang, quotes)[0]


def may_change(text: str) -> bool:
    """Whether `typeset` might change anything in a text, or in any part of it."""
    return TOKEN.search(text) is not None


def typeset(nodes: Sequence[str], lang: str, quotes: str) -> list[str]:
    """The text nodes of one block, typeset as one run; as many nodes come back.

    `quotes` are the outer opening and closing mark, then the inner ones: “”‘’ or «»“”. A third level
    under «»“” takes ‘’ (RAE). In Spanish a no-break space stands before % and within EE. UU.
    """
    # An address alone changes nothing, and most texts have none of the other tokens.
    if not any(map(TOKEN.search, nodes)):
        return list(nodes)
    run = _Run(lang, quotes)
    following = " "
    after: list[str] = []
    for node in reversed(nodes):
        after.append(following)
        following = _next_sign(node, 0, following)
    return [run.set(node, then) for node, then in zip(nodes, reversed(after), strict=True)]


def _next_sign(text: str, at: int, following: str) -> str:
    """The sign at a place, a no-break space for its entity; `following` at the end of the node."""
    if at >= len(text):
        return following
    return NO_BREAK_SPACE if text[at] == "&" and text.startswith("&nbsp;", at) else text[at]


def _kind(sign: str) -> str:
    """What a sign is to its neighbour. The same before and after typesetting, so twice is once."""
    if sign in MARKS:
        return MARK
    if sign.isalnum():
        return WORD
    return SPACE if sign.isspace() else OTHER


@cache
def _usage(quotes: str) -> tuple[list[str], str, dict[str, str]]:
    """Of an edition's marks: the pairs by level, the pair of a single ', what each opening mark is closed by."""
    pairs = [quotes[:2], quotes[2:]]
    levels = pairs if SINGLES in pairs or "‚‘" in pairs else [*pairs, SINGLES]
    single = next((pair for pair in pairs if pair in (SINGLES, "‚‘")), SINGLES)
    inherited = {opening: closing for opening, closing in OPENERS.items() if opening not in quotes[1::2]}
    return levels, single, {**inherited, quotes[0]: quotes[1], quotes[2]: quotes[3]}


class _Run:
    """The state of one run: the last sign that was set, and the quotations that are open.

    A level has a closing mark, and the typed sign that opened it ("" for a printed one). Typed signs
    close only what a typed sign opened: so what is left as typed (5' 8") is left the next time too.
    """

    def __init__(self, lang: str, quotes: str) -> None:
        self.lang = lang
        self.levels, self.single, self.openers = _usage(quotes)
        self.closings: deque[str] = deque(maxlen=DEEPEST)
        self.typed: deque[str] = deque(maxlen=DEEPEST)
        self.before = " "

    def set(self, node: str, following: str) -> str:
        """The node, typeset; `following` is the first sign of the run after it."""
        parts: list[str] = []
        at = 0
        token = TOKEN_OR_ADDRESS if "://" in node or "www." in node else TOKEN
        for found in token.finditer(node):
            start, end = found.span()
            if start > at and node[start] == "%" and node[start - 1] in " \n":
                start -= 1
            if start > at:
                parts.append(node[at:start])
                self.before = node[start - 1]
            written = self._token(node, start, end, following)
            parts.append(written)
            self.before = ENTITIES.get(written, written[-1])
            at = end
        if at < len(node):
            self.before = node[-1]
            if not at:
                return node
            parts.append(node[at:])
        return "".join(parts)

    def _token(self, node: str, start: int, end: int, following: str) -> str:
        token = node[start:end]
        if token == '"':
            return self._double(_kind(_next_sign(node, end, following)))
        if token == "'":
            if self.before.isalnum() and node[end : end + 1].isalnum():
                return "’"  # as below, sooner: most are apostrophes within a word
            return self._single(node, end, _kind(_next_sign(node, end, following)))
        if token in MARKS:
            return self._printed(token, _kind(_next_sign(node, end, following)))
        if token == "...":
            return "…"
        if self.lang == "es" and token[-1] == "%":
            return NO_BREAK_SPACE + "%" if "0" <= self.before <= "9" else token
        if self.lang == "es" and token[2:3] == "." and token[0].isupper():
            return token[:3] + NO_BREAK_SPACE
        return DASHES.get(token, token)

    def _double(self, after: str) -> str:
        """A typed " between `self.before` and a sign of kind `after`."""
        may_open = after != SPACE and self._may_open()
        may_close = '"' in self.typed and not self.before.isspace()
        if may_open and not (may_close and after != WORD):
            return self._opened('"')
        if may_close:
            return self._closed('"')
        if self.before.isspace() or self.before.isdigit():
            return '"'  # A sign between spaces, or inches: nobody can tell what it closes.
        return self._pop()[0] if self.typed and not self.typed[-1] else self.levels[0][1]

    def _single(self, node: str, end: int, after: str) -> str:
        """A typed ' before the place `end` of the node: an apostrophe or a quotation mark."""
        inside = _kind(self.before) == WORD
        if inside and after == WORD:
            return "’"
        if after != SPACE and self._may_open():
            if ELIDED.match(node, end) or (self.lang == "en" and YEAR.match(node, end)):
                return "’"
            if "'" not in self.typed or after == WORD or self.before.isspace():
                return self._opened("'")
        if "'" in self.typed and not self.before.isspace():
            return self._closed("'")
        return "'" if self.before.isspace() or self.before.isdigit() else "’"

    def _printed(self, mark: str, after: str) -> str:
        """A mark that is printed already: it stays, and opens or closes a level."""
        if mark == "’" and after == WORD:
            return mark
        if mark in self.closings and (mark not in self.openers or self.closings[-1] == mark):
            while self._pop()[0] != mark:
                pass  # Levels within it were never closed.
        elif mark in self.openers:
            self._push(self.openers[mark], "")
        return mark

    def _may_open(self) -> bool:
        return self.before.isspace() or self.before in OPENS_AFTER

    def _opened(self, typed: str) -> str:
        """The opening mark of a new level, unlike the one around it."""
        if typed == "'" and not self.closings:
            pair = self.single  # A writer who begins with ' means ': a gloss, a headline's quotation.
        else:
            depth = len(self.closings)
            pair = self.levels[depth % len(self.levels)]
            if depth and pair[1] == self.closings[-1]:
                pair = self.levels[(depth + 1) % len(self.levels)]
        self._push(pair[1], typed)
        return pair[0]

    def _closed(self, typed: str) -> str:
        """The closing mark of the innermost level that `typed` opened; levels within it are forgotten."""
        while True:
            closing, sign = self._pop()
            if sign == typed:
                return closing

    def _push(self, closing: str, typed: str) -> None:
        self.closings.append(closing)
        self.typed.append(typed)

    def _pop(self) -> tuple[str, str]:
        return self.closings.pop(), self.typed.pop()
