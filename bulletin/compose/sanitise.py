"""Raw HTML -> the HTML that may be published, by nh3, and what had to be left out.

The policy is an allow-list: a tag, attribute, class or scheme that does not stand here is removed.
No svg, math, style, iframe or form: every hole found in the library so far needed one of them.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter

import nh3

from bulletin.config import LIMITS, SCHEMES
from bulletin.diagnostics import N_
from bulletin.digest import digest
from bulletin.languages.slugs import is_slug

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
ATTRIBUTES = {
    "*": {"lang"}, "a": {"href"}, "abbr": {"title"}, "img": {"alt", "src"}, "li": {"id", "value"},
    "ol": {"start"}, "sup": {"id"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}  # fmt: skip
CLASSES = {
    "a": {"footnote-ref", "footnote-backref"}, "blockquote": {"pull"}, "div": {"footnote"},
    "td": {"center", "end"}, "th": {"center", "end"},
}  # fmt: skip
KNOWN_CLASSES = frozenset().union(*CLASSES.values())
TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
"""One tag of nh3's output, where attribute values always stand in double quotes."""

OPENED = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?")
ATTRIBUTE = re.compile(r"([a-zA-Z_:@][\w:.@-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*))")
OPEN_OR_CLOSE = re.compile(r"<!--(?:>|->|.*?(?:--!?>|$))|<(/?)([a-zA-Z][a-zA-Z0-9-]*)", re.DOTALL)
"""A comment, or the beginning of a tag."""

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
NOTE = re.compile(r"#?fn(?:ref(\d*))?-(.+)", re.DOTALL)


class TooDeep(Exception):
    """HTML nested deeper than nh3 can be trusted with: its time grows with the square."""


def note_id(lang: str, written: str) -> str:
    """The id of a note or of its mark, made from the one that Python-Markdown gave; "" for no note's."""
    found = NOTE.fullmatch(written)
    if not found:
        return ""
    label = found[2] if is_slug(found[2]) else digest(found[2])[:12]
    kind = "fn" if found[1] is None else f"fnref{found[1]}"
    return f"{lang}-{kind}-{label}"


class Sanitiser:
    """nh3 with our policy, for one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.cleaner = nh3.Cleaner(
            tags=set(TAGS),
            clean_content_tags={"script", "style"},
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            attribute_filter=self._attribute,
            allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
            url_schemes=set(SCHEMES),
            link_rel=None,
            strip_comments=True,
        )

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return note_id(self.lang, value) or None
        if name == "href" and NOTE.fullmatch(value):
            return "#" + note_id(self.lang, value)
        if name == "lang" and not re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", value):
            return None
        return value

    def clean(self, html: str) -> str:
        """The publishable form of a block. Raises TooDeep before nh3 would be slow."""
        if depth(html) > LIMITS.html_levels:
            raise TooDeep
        return self.cleaner.clean(html)


def depth(html: str) -> int:
    """How deep the tags of a raw text nest, never less than a browser would say; no deeper than the limit.

    A closing tag ends only the element of its name: a stray one ends none, and comments hide none.
    """
    open_names: list[str] = []
    deepest = 0
    for found in OPEN_OR_CLOSE.finditer(html):
        name = (found[2] or "").lower()
        if not found[1] and name and name not in VOID:
            open_names.append(name)
            deepest = max(deepest, len(open_names))
        elif found[1] and name in open_names:
            del open_names[len(open_names) - 1 - open_names[::-1].index(name)]
        if deepest > LIMITS.html_levels:
            break
    return deepest


def left_out(raw: str, clean: str) -> list[tuple[str, str]]:
    """What nh3 removed, as (kind, text to look for in the source): kinds "tag", "attribute", "link"."""
    if raw == clean:
        return []
    before, after = Counter(_parts(raw)), Counter(_parts(clean))
    return sorted((before - after).keys())


def _parts(html: str) -> list[tuple[str, str]]:
    """What a text has that may be removed. With a tag that may not stand go all its attributes."""
    parts = []
    for found in OPENED.finditer(re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)):
        tag = found[1].lower()
        parts.append(("tag", tag))
        for name, *values in ATTRIBUTE.findall(found[2]) if tag in TAGS else ():
            name, value = name.lower(), "".join(values)
            if name in ("href", "src"):
                parts.append(("link", _shown(value)))
            elif not (name == "id" and NOTE.fullmatch(value)) and not (name == "class" and _known(value)):
                parts.append(("attribute", name))
    return parts


def _known(classes: str) -> bool:
    return set(classes.split()) <= KNOWN_CLASSES


def _shown(value: str) -> str:
    """Addresses are compared by their scheme alone: nh3 rewrites the rest of some."""
    scheme = re.match(r"([a-zA-Z][\w.+-]*):", re.sub(r"[\x00-\x20]", "", entities.unescape(value)))
    return f"{scheme[1].lower()}:" if scheme else ""


WHAT = {
    "tag": N_("the HTML <%(name)s>"),
    "attribute": N_("the HTML attribute %(name)s"),
    "link": N_("a link that begins with %(name)s"),
}
