"""Prose -> HTML for a page: the links and pictures of each block replaced by what the view says."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from bulletin.languages.catalogs import Catalog
from bulletin.model import Block
from bulletin.plan.views import Binding, Body, Picture

BOUND = re.compile(r'</?(?:a|img|figure|figcaption|table)\b[^<>"]*+(?:"[^"]*"[^<>"]*+)*+>')
"""The tags that are bound, as nh3 writes them: attribute values stand in double quotes."""

HREF = re.compile(r' href="([^"]*)"')
SRC = re.compile(r' src="([^"]*)"')

BlocksOf = Callable[[str], Iterable[Block]]
"""The path of an article -> the blocks of its text."""


def credit_line(catalog: Catalog, kind: str, credit: str) -> str:
    """A picture's credit in words: "Photo: CCFFAA", "Mapa: Natural Earth"."""
    lines = {
        "photo": catalog.gettext("Photo: %(credit)s"),
        "map": catalog.gettext("Map: %(credit)s"),
        "drawing": catalog.gettext("Drawing: %(credit)s"),
    }
    return lines[kind] % {"credit": credit}


def written_in(catalog: Catalog, lang: str) -> str:
    """A note beside a link to a text in another language."""
    return {"en": catalog.gettext("in English"), "es": catalog.gettext("in Spanish")}[lang]


@dataclass(slots=True)
class Binder:
    """Writes the blocks of one body with its links and pictures bound.

    `sizes` is how wide pictures are shown, as the template knows it; "" for a feed, which offers one file alone.
    """

    catalog: Catalog
    links: dict[str, Binding]
    pictures: dict[str, Picture]
    base: str = ""
    sizes: str = ""
    open_link: Binding | None = field(default=None)
    credits: list[str] = field(default_factory=list)

    def block(self, block: Block) -> str:
        self.open_link = None
        bound = BOUND.sub(self._tag, block.html)
        if block.kind == "notes":
            bound = self._notes(bound)
        if self.credits:  # of pictures that stand in no figure
            bound += f'\n<p class="credit">{self._credit_lines()}</p>'
        return bound

    def _tag(self, found: re.Match[str]) -> str:
        tag = found[0]
        if tag.startswith("<a "):
            return self._link(tag)
        if tag == "</a>":
            return self._end_of_link()
        if tag.startswith("<img "):
            return self._picture(tag)
        if tag in ("</figcaption>", "</figure>"):
            return self._end_of_figure(tag)
        if tag.startswith("<table"):
            return self._scrolling(tag)
        if tag == "</table>":
            return f"{tag}</div>"
        return tag

    def _link(self, tag: str) -> str:
        if 'class="footnote-' in tag:
            tag = tag.replace(' href="#', f' href="{html.escape(self.base)}#')
        if 'class="footnote-backref"' in tag:
            label = html.escape(self.catalog.gettext("Back to the text"))
            return f'{tag[:-1]} aria-label="{label}">'
        written = HREF.search(tag)
        binding = self.links.get(html.unescape(written[1])) if written else None
        if written is None or binding is None:
            return tag
        self.open_link = binding
        if not binding.href:
            return ""
        target = f' href="{html.escape(binding.href)}"' + (
            f' hreflang="{binding.lang}"' if binding.lang else ""
        )
        return tag[: written.start()] + target + tag[written.end() :]

    def _end_of_link(self) -> str:
        binding, self.open_link = self.open_link, None
        if binding is None or (binding.href and not binding.lang):
            return "</a>"
        if not binding.href:
            return ""
        return f'</a> <span class="foreign">({html.escape(written_in(self.catalog, binding.lang))})</span>'

    def _picture(self, tag: str) -> str:
        written = SRC.search(tag)
        picture = self.pictures.get(html.unescape(written[1])) if written else None
        if written is None or picture is None:
            return ""
        if picture.credit:
            self.credits.append(credit_line(self.catalog, picture.kind, picture.credit))
        before, after = tag[: written.start()], tag[written.end() :]
        alt = "" if " alt=" in tag else ' alt=""'
        size = f' width="{picture.width}" height="{picture.height}"'
        src = f' src="{html.escape(picture.src)}"'
        if not self.sizes:
            return f"{before}{src}{size}{alt}{after}"
        sizes = html.escape(self.sizes)
        sources = "".join(
            f'<source type="{one.type}" srcset="{html.escape(one.srcset)}" sizes="{sizes}">'
            for one in picture.sources
        )
        choice = f' srcset="{html.escape(picture.srcset)}" sizes="{sizes}"'
        return f'<picture>{sources}{before}{src}{choice}{size} loading="lazy" decoding="async"{alt}{after}</picture>'

    def _credit_lines(self) -> str:
        """The credits since the last that were printed, each once."""
        lines = dict.fromkeys(self.credits)
        self.credits.clear()
        return html.escape(". ".join(lines))

    def _end_of_figure(self, tag: str) -> str:
        if not self.credits:
            return tag
        line = f'<span class="credit">{self._credit_lines()}</span>'
        return f" {line}{tag}" if tag == "</figcaption>" else f"<figcaption>{line}</figcaption>{tag}"

    def _scrolling(self, tag: str) -> str:
        """A table scrolls by itself on a narrow screen; a keyboard must be able to reach what scrolls."""
        label = html.escape(self.catalog.gettext("Table"))
        return f'<div class="table" role="group" tabindex="0" aria-label="{label}">{tag}'

    def _notes(self, bound: str) -> str:
        """Python-Markdown's <div class="footnote"> as a section that says what it is."""
        label = html.escape(self.catalog.gettext("Notes"))
        inner = bound.removeprefix('<div class="footnote">').removesuffix("</div>").replace("<hr>", "", 1)
        return f'<section class="notes" aria-label="{label}">{inner}</section>'


def bound_html(body: Body, blocks: Iterable[Block], catalog: Catalog, sizes: str = "") -> Markup:
    """The HTML of a body. Safe: it was sanitised when composed, and what is put in is escaped."""
    binder = Binder(
        catalog=catalog,
        links={binding.target: binding for binding in body.links},
        pictures={bound.target: bound.picture for bound in body.pictures},
        base=body.base,
        sizes=sizes,
    )
    return Markup("\n".join(binder.block(block) for block in blocks))
