"""An element and all within it as HTML, character for character as Python-Markdown writes it, sooner.

Only for what Markdown makes: elements whose tags and attributes are plain text. Anything else (a
comment, a processing instruction, a qualified name) is left to Python-Markdown's own serializer.
"""

from __future__ import annotations

from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import BOOLEAN_ATTRIBUTES, RE_AMP, to_html_string  # type: ignore[attr-defined]

BOOLEAN = BOOLEAN_ATTRIBUTES["html"]
RAW = frozenset({"script", "style"})


def to_html(element: Element) -> str:
    """The HTML of an element with its tail."""
    parts: list[str] = []
    # A list, not recursion: emphasis may nest as deep as a text is long.
    stack: list[Element | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        tag = item.tag
        if type(tag) is not str:
            return to_html_string(element)
        parts.append(f"<{tag}{_attributes(item)}>" if item.attrib else f"<{tag}>")
        name = tag.lower()
        if item.text:
            parts.append(item.text if name in RAW else escape(item.text))
        end = "" if name in HTML_EMPTY else f"</{tag}>"
        if item.tail:
            end += escape(item.tail)
        if len(item):
            stack.append(end)
            stack.extend(reversed(item))
        else:
            parts.append(end)
    return "".join(parts)


def escape(text: str) -> str:
    """Text between tags; an entity in it stays one."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def _attributes(element: Element) -> str:
    """The attributes in the order of their names, each with a blank before it."""
    written = []
    for name, value in sorted(element.items()):
        if value is None or (name == value and name in BOOLEAN):
            written.append(f" {name}")
        else:
            quoted = escape(value).replace('"', "&quot;")
            written.append(f' {name}="{quoted}"')
    return "".join(written)
