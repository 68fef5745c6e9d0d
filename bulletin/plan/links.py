"""References as written -> where they lead: links are bound late, like a linker's.

`safe_scheme` is the one place that says which addresses a link may have.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from bulletin.config import SCHEMES
from bulletin.model import LANGUAGES, Article, Outline
from bulletin.plan.index import Index
from bulletin.plan.views import Binding

SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
REFUSED = re.compile(r"[\x00-\x1f\\]")
"""Signs that no address has, and that browsers read each in its own way."""

Fault = Literal["", "broken", "part", "held", "outside", "unsafe"]


class Bound(Struct, frozen=True, kw_only=True, gc=False):
    """A reference of an article bound: the binding for the view, and what is wrong with it.

    `near` are the names it could have been meant to be: keys of stories, or parts of one.
    """

    binding: Binding
    fault: Fault = ""
    part: str = ""
    near: tuple[str, ...] = ()


Bounds = Mapping[str, tuple[Bound, ...]]
"""The references of each text, by the path of its article."""


def bind_all(index: Index) -> Bounds:
    """Every text bound once: pages, feeds and checks ask for it. Those held back are bound too, for the checks."""
    return {
        path: bind(article, index.outlines[path], index)
        for path, article in index.articles.items()
        if path in index.outlines
    }


def safe_scheme(target: str) -> bool:
    """Whether an address may be the target of a link: a known scheme, or none at all."""
    if target.startswith(("//", "\\", "/\\")) or REFUSED.search(target):
        return False
    found = SCHEME.match(target)
    return found is None or found[1].lower() in SCHEMES


def bind(article: Article, text: Outline, index: Index) -> tuple[Bound, ...]:
    """All references of an article, each target once, in the order of the text."""
    return tuple([_bind(target, article, text, index) for target in text.links])


def _bind(target: str, article: Article, text: Outline, index: Index) -> Bound:
    if not safe_scheme(target):
        return _fault("unsafe", target)
    scheme = SCHEME.match(target)
    if scheme and (within := _within(index, target)) and _is_held(within, index):
        return _fault("held", target)
    address, _, part = target.partition("#")
    if scheme and scheme[1].lower() != "story":
        return Bound(binding=Binding(target=target, href=target))
    if scheme:
        return _to_story(target, address[6:].strip(), "", part, article, index)
    if not address:
        return _to_part(target, part, text, article.lang, "")
    if address.startswith("/"):
        if _is_held(target, index):
            return _fault("held", target)
        return Bound(binding=Binding(target=target, href=index.addresses.href(target)))
    return _to_file(target, address, part, article, index)


def _within(index: Index, target: str) -> str:
    """The address below this site that a link in full leads to; "" for any other."""
    if index.addresses.host not in target.lower():  # nearly all: they need not be taken apart
        return ""
    try:
        return index.addresses.within(target)
    except ValueError:  # http://[x
        return ""


def _is_held(address: str, index: Index) -> bool:
    """Whether what stands at an address is not published now."""
    path = unquote(urlsplit(address).path).removesuffix("index.html")
    return bool(path) and (path.rstrip("/") + "/" in index.held_urls or path in index.held_urls)


def _to_file(target: str, address: str, part: str, article: Article, index: Index) -> Bound:
    """A link to a file of the content: ../floods/es.md, or the folder ../floods/."""
    path = posixpath.normpath(posixpath.join(article.folder, unquote(address)))
    if not path.startswith("content/"):
        return _fault("outside", target)
    found = re.fullmatch(r"(.*?)/([a-z]{2})\.md", path)
    folder, wanted = (found[1], found[2]) if found else (path, "")
    key = folder.rpartition("/")[2]
    story = index.by_key.get(key)
    if (wanted and wanted not in LANGUAGES) or (story and story.best.folder != folder):
        return _fault("broken", target, near=_keys(index))
    return _to_story(target, key, wanted, part, article, index)


def _to_story(target: str, key: str, wanted: str, part: str, article: Article, index: Index) -> Bound:
    """The article of `key` in the language asked for, in the text's own, or the one there is."""
    story = index.by_key.get(key)
    if story is None and key in index.site.known:
        return _fault("held", target)
    if story is None:
        return _fault("broken", target, near=_keys(index))
    aim = story.article(wanted) or story.article(article.lang) or story.best
    href = index.addresses.href(index.url(aim))
    foreign = "" if aim.lang == article.lang else aim.lang
    text = index.outlines.get(aim.path)
    if not part or text is None:  # a text that could not be composed has an error of its own
        return Bound(binding=Binding(target=target, href=href, lang=foreign))
    bound = _to_part(target, part, text, aim.lang, href, foreign)
    if bound.fault and foreign and foreign != wanted:  # the parts of the language that is missing for now
        return Bound(binding=Binding(target=target, href=href, lang=foreign))
    return bound


def _to_part(target: str, part: str, text: Outline, lang: str, href: str, foreign: str = "") -> Bound:
    if part in text.parts:
        return Bound(binding=Binding(target=target, href=f"{href}#{lang}-{part}", lang=foreign))
    return _fault("part", target, part=part, near=text.parts)


def _fault(fault: Fault, target: str, *, part: str = "", near: tuple[str, ...] = ()) -> Bound:
    return Bound(binding=Binding(target=target, href=""), fault=fault, part=part, near=near)


def _keys(index: Index) -> tuple[str, ...]:
    return tuple(sorted(index.site.known))
