"""HTML -> frozen facts, and what is wrong with a page by itself: headings, ids, language, pictures.

The reader forgives what a browser forgives. Nothing here knows of another page.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote

from bulletin.check.built.facts import BREAK, Fault, Html
from bulletin.diagnostics import N_

INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "strong", "sub", "sup", "u", "wbr"}
)  # fmt: skip
"""Elements of running prose: a word, and a sentence, goes on through them."""

ADDRESSES = frozenset({"href", "src", "poster", "action", "formaction", "xlink:href"})
SETS = frozenset({"srcset", "imagesrcset"})
HTML = "text/html"
PREVIEWS = frozenset({"og:url", "og:image", "og:image:url", "og:image:secure_url", "twitter:image"})
CANDIDATES = re.compile(r",\s+|(?<=\d[wxh]),")
"""What stands between the pictures of a srcset; an address may have commas of its own."""
REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*[\"']?([^\"']*)", re.IGNORECASE)


def read_html(text: str) -> Html | None:
    """The facts of a page; None for mark-up that cannot be read at all."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError):  # html.parser on declarations such as <![x
        return None
    return reader.facts()


def texts_in(data: str) -> Iterator[str] | None:
    """All texts in a piece of JSON; None where it is none."""
    try:
        return _texts(json.loads(data, parse_constant=_no_json))
    except (ValueError, RecursionError):
        return None


def _no_json(constant: str) -> None:
    """NaN and Infinity: Python reads them, nobody else does."""
    raise ValueError(constant)


def _texts(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting.extend((*one, *one.values()))
        elif isinstance(one, list):
            waiting.extend(one)


class _Reader(HTMLParser):
    """Collects while it reads; `facts` gives what was collected."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lang, self.first_headings, self.closed, self.noindex, self.redirects = "", 0, False, False, False
        self.ids: list[str] = []
        self.references: dict[str, None] = {}
        self.without_alt: list[str] = []
        self.without_size: list[str] = []
        self.canonicals: list[str] = []
        self.alternates: list[tuple[str, str]] = []
        self.data: list[str] = []
        self.pieces: list[str] = []
        self.said: list[str] = []
        self.script: str | None = None
        self.of_tag = {
            "html": self._html,
            "h1": self._h1,
            "img": self._img,
            "link": self._link,
            "meta": self._meta,
            "object": self._object,
            "script": self._script,
            "style": self._script,
        }

    def facts(self) -> Html:
        return Html(
            lang=self.lang,
            first_headings=self.first_headings,
            ids=tuple(self.ids),
            references=tuple(self.references),
            without_alt=tuple(self.without_alt),
            without_size=tuple(self.without_size),
            canonicals=tuple(self.canonicals),
            alternates=tuple(self.alternates),
            data=tuple(self.data),
            noindex=self.noindex,
            redirects=self.redirects,
            closed=self.closed,
            text=BREAK.join(("".join(self.pieces), *self.said)),
        )

    # -- what the parser calls ------------------------------------------------------------------

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks for them, and it takes a tenth of the time."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.pieces.append(BREAK)
        given: dict[str, str] = {}
        for name, value in attrs:
            given.setdefault(name, value or "")
        for name, value in given.items():
            self._attribute(name, value)
        read = self.of_tag.get(tag)
        if read:
            read(given)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append(BREAK)
        if tag in ("script", "style"):
            self._end_script()
        elif tag == "html":
            self.closed = True

    def handle_data(self, data: str) -> None:
        (self.pieces if self.script is None else self.data_pieces).append(data)

    def handle_comment(self, data: str) -> None:
        self.said.append(data)

    # -- what the elements say ------------------------------------------------------------------

    def _attribute(self, name: str, value: str) -> None:
        if name in ADDRESSES:
            self.references[value.strip()] = None
            if "%20" in value:  # the subject of a mail
                self.said.append(unquote(value))
        elif name in SETS:
            self.references |= dict.fromkeys(
                (one.split() or [""])[0] for one in CANDIDATES.split(value.strip())
            )
        elif name == "id":
            self.ids.append(value)
        elif " " in value or "\n" in value or "\xa0" in value:
            self.said.append(value)

    def _html(self, given: dict[str, str]) -> None:
        self.lang = self.lang or given.get("lang", "").strip()

    def _h1(self, given: dict[str, str]) -> None:
        self.first_headings += 1

    def _img(self, given: dict[str, str]) -> None:
        if "alt" not in given:
            self.without_alt.append(given.get("src", ""))
        if not all(given.get(side, "").isdecimal() for side in ("width", "height")):
            self.without_size.append(given.get("src", ""))

    def _link(self, given: dict[str, str]) -> None:
        relations = given.get("rel", "").lower().split()
        if "canonical" in relations:
            self.canonicals.append(given.get("href", ""))
        if "alternate" in relations and "hreflang" in given and given.get("type", HTML) == HTML:
            self.alternates.append((given["hreflang"], given.get("href", "")))

    def _meta(self, given: dict[str, str]) -> None:
        name = (given.get("property") or given.get("name") or "").lower()
        content = given.get("content", "")
        if name in PREVIEWS:
            self.references[content.strip()] = None
        elif name in ("robots", "googlebot"):
            self.noindex |= bool({"noindex", "none"} & set(re.split(r"[\s,]+", content.lower())))
        elif given.get("http-equiv", "").lower() == "refresh":
            self.redirects = True
            found = REFRESH.match(content)
            if found and found[1].strip():
                self.references[found[1].strip()] = None

    def _object(self, given: dict[str, str]) -> None:
        if "data" in given:
            self.references[given["data"].strip()] = None

    def _script(self, given: dict[str, str]) -> None:
        self.script = given.get("type", "").lower()
        self.data_pieces: list[str] = []

    def _end_script(self) -> None:
        if self.script is None:
            return
        found = "".join(self.data_pieces)
        if self.script == "application/ld+json":
            self.data.append(found)
        texts = texts_in(found) if "json" in self.script else None
        self.said.extend([found] if texts is None else texts)
        self.script = None


def markup_faults(html: Html) -> Iterator[Fault]:
    """What is wrong with a page, whatever stands in the others."""
    if html.first_headings != 1:
        yield Fault(what=N_("it has %(part)s h1 headings instead of one"), part=str(html.first_headings))
    if not html.lang:
        yield Fault(what=N_("it does not say in which language it is (html lang)"))
    for name, count in sorted(Counter(html.ids).items()):
        if count > 1:
            yield Fault(what=N_('the id "%(part)s" is given more than once'), part=name)
    for source in html.without_alt:
        yield Fault(what=N_("the picture %(target)s has no alt"), target=source)
    for source in html.without_size:
        yield Fault(what=N_("the picture %(target)s has no width or no height"), target=source)
    for number, data in enumerate(html.data, 1):
        if texts_in(data) is None:
            yield Fault(what=N_("its JSON-LD number %(part)s is not JSON"), part=str(number))
