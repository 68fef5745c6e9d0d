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
TAG = re.compile(r'<[^<>"]*+(?:"[^"]*"[^<>"]*+)*+>')
"""One tag of nh3's output, where attribute values always stand in double quotes."""

OPENED = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?")
ATTRIBUTE = re.compile(r"([a-zA-Z_:@][\w:.@-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*))")
OPEN_OR_CLOSE = re.compile(r"<!--(?:>|->|.*?(?:--!?>|$))|<(/?)([a-zA-Z][a-zA-Z0-9-]*)", re.DOTALL)
"""A comment, or the beginning of a tag."""

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
NOTE = re.compile(r"#?fn(?:ref(\d*))?-(.+)", re.DOTALL)


_ODD = r"<>&\x00-\x09\x0b-\x1f\x7f-\xa0\ud800-\udfff"
_TEXT = rf"(?:[^{_ODD}]++|&(?:amp|lt|gt);)"
_STRESSED = "|".join(rf"<{tag}>{_TEXT}*+</{tag}>" for tag in ("em", "strong", "code"))
_HOST = r"(?:[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+\.)++[a-z]{2,20}"
_LINK = (
    rf'<a href="(?:https?://{_HOST}(?=[/?#"])|story:(?=[a-z0-9]))(?:[A-Za-z0-9./_#?=-]|&amp;)*+">'
    rf"(?:{_TEXT}|{_STRESSED})*+</a>"
)
_WORDS = rf"(?:{_TEXT}|{_STRESSED}|{_LINK})*+"
_SIDE = '(?: class="(?:center|end)")?'
_SAID = rf"""(?:[^{_ODD}"]++|&amp;)*+"""
SETTLED = re.compile(
    rf"<(p|h[2-6])>{_WORDS}</\1>|<([ou]l)>\n(?:<li>{_WORDS}</li>\n)*+</\2>"
    rf'|<blockquote(?: class="pull")?>\n(?:<p>{_WORDS}</p>\n)*+</blockquote>'
    rf'|<figure><img alt="{_SAID}" src="[a-z0-9][a-z0-9_-]*+\.[a-z]{{2,4}}">'
    rf"(?:<figcaption>{_WORDS}</figcaption>\n)?</figure>"
    rf"|<table>\n<thead>\n<tr>\n(?:<th{_SIDE}>{_WORDS}</th>\n)++</tr>\n</thead>\n"
    rf"<tbody>\n(?:<tr>\n(?:<td{_SIDE}>{_WORDS}</td>\n)++</tr>\n)*+</tbody>\n</table>"
)
"""What nh3 returns as it is: the paragraphs, headings, lists, quotes, tables and pictures of most articles.

Narrower than the policy in everything: the only attributes are plain addresses and file names, known
classes and alternative texts; nothing that a browser would mend, no character that is written in two
ways. Whatever is not exactly this goes to nh3.
"""


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
        if SETTLED.fullmatch(html):
            return html
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
    before, after = _parts(raw), _parts(clean)
    return sorted((Counter(before) - Counter(after)).keys()) if before != after else []


def _parts(html: str) -> list[tuple[str, str]]:
    """What a text has that may be removed. With a tag that may not stand go all its attributes."""
    parts = []
    if "<!--" in html:
        html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    for found in OPENED.finditer(html):
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
    if ":" not in value and "&" not in value:
        return ""
    scheme = re.match(r"([a-zA-Z][\w.+-]*):", re.sub(r"[\x00-\x20]", "", entities.unescape(value)))
    return f"{scheme[1].lower()}:" if scheme else ""


WHAT = {
    "tag": N_("the HTML <%(name)s>"),
    "attribute": N_("the HTML attribute %(name)s"),
    "link": N_("a link that begins with %(name)s"),
}
