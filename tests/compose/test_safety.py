"""What a text may not do to its readers, and what a writer is told of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import SiteBuilder
from bulletin.compose import Composer
from bulletin.config import Config
from bulletin.diagnostics.printing import words_of
from bulletin.model import Article, Composed, Manuscript
from compose.conftest import Compose

LINK = "link-unsafe"
HTML = "html-removed"


def html_of(composed: Composed) -> str:
    return "".join(block.html for block in composed.blocks)


@pytest.mark.parametrize(
    ("text", "html", "said"),
    [
        # whole elements
        ("<script>alert(1)</script>", "", [(HTML, 1, 1, "script")]),
        ("a <SCRIPT src=//x></SCRIPT> b", "<p>a  b</p>", [(HTML, 1, 3, "script")]),
        ('<script>a("b">c")</script>\n\nd', "<p>d</p>", [(HTML, 1, 1, "script")]),
        ("<scr<script>ipt>x</scr</script>ipt>", "<p>&lt;script&gt;</p>", [(HTML, 1, 5, "script")]),
        ("a\n\n<iframe src='https://x.org'></iframe>", "<p>a</p>", [(HTML, 3, 1, "iframe")]),
        ("<svg onload=alert(1)><a xlink:href='javascript:x'></a></svg>", "", [(HTML, 1, 1, "svg"), (HTML, 1, 22, "a"), (HTML, 1, 25, "xlink:href")]),
        ("<math><mtext></mtext></math>", "", [(HTML, 1, 1, "math"), (HTML, 1, 7, "mtext")]),
        ("<style>p { color: red }</style>", "", [(HTML, 1, 1, "style")]),
        ("<form action='https://x.org'><input name=a></form>", "", [(HTML, 1, 1, "form"), (HTML, 1, 30, "input")]),
        ("<object data=x></object>", "", [(HTML, 1, 1, "object")]),
        ("<embed src=x>", "", [(HTML, 1, 1, "embed")]),
        ("<base href='https://x.org'>", "", [(HTML, 1, 1, "base")]),
        ("<meta http-equiv=refresh content=0>", "", [(HTML, 1, 1, "meta")]),
        ("<link rel=stylesheet href=x>", "", [(HTML, 1, 1, "link")]),
        ("<video src=a.mp4 autoplay></video>", "", [(HTML, 1, 1, "video")]),
        ("<details ontoggle=x>a</details>", "a", [(HTML, 1, 1, "details")]),
        ("<button onclick=x>a</button>", "<p>a</p>", [(HTML, 1, 1, "button")]),
        ("<x-y>a</x-y>", "<p>a</p>", [(HTML, 1, 1, "x-y")]),
        # attributes
        ("<p onclick=x()>a</p>", "<p>a</p>", [(HTML, 1, 4, "onclick")]),
        ("<p ONCLICK='x(\">\")'>a</p>", "<p>a</p>", [(HTML, 1, 4, "onclick")]),
        ("<img src=b.jpg onerror=x>", '<p><img src="b.jpg"></p>', [(HTML, 1, 16, "onerror")]),
        ("<b style='color:red'>a</b>", "<p><b>a</b></p>", [(HTML, 1, 4, "style")]),
        ("<p id=location>a</p>", "<p>a</p>", [(HTML, 1, 4, "id")]),
        ("<a name=location>a</a>", "<p><a>a</a></p>", [(HTML, 1, 4, "name")]),
        ("<a href='https://x.org' target=_blank>a</a>", '<p><a href="https://x.org">a</a></p>', [(HTML, 1, 25, "target")]),
        ("<q cite='javascript:x'>a</q>", "<p><q>a</q></p>", [(HTML, 1, 4, "cite")]),
        ("<a xlink:href='javascript:x'>a</a>", "<p><a>a</a></p>", [(HTML, 1, 4, "xlink:href")]),
        ("<img src=b.jpg srcset='c.jpg 2x'>", '<p><img src="b.jpg"></p>', [(HTML, 1, 16, "srcset")]),
        # addresses
        ("[a](javascript:alert(1))", "<p><a>a</a></p>", [(LINK, 1, 5, "javascript:")]),
        ("[a](JaVaScRiPt:x)", "<p><a>a</a></p>", [(LINK, 1, 5, "javascript:")]),
        ("[a](<javascript:x>)", "<p><a>a</a></p>", [(LINK, 1, 6, "javascript:")]),
        ("[a](java&#115;cript:x)", "<p><a>a</a></p>", [(LINK, 1, 0, "javascript:")]),
        ("[a](&#x6A;avascript:x)", "<p><a>a</a></p>", [(LINK, 1, 0, "javascript:")]),
        ("[a][k]\n\n[k]: javascript:x", "<p><a>a</a></p>", [(LINK, 3, 6, "javascript:")]),
        ("<a href='javascript&colon;x'>a</a>", "<p><a>a</a></p>", [(LINK, 1, 0, "javascript:")]),
        ("<a href='java\nscript:x'>a</a>", "<p><a>a</a></p>", [(LINK, 1, 0, "javascript:")]),
        ("<a href=' javascript:x'>a</a>", "<p><a>a</a></p>", [(LINK, 1, 11, "javascript:")]),
        ("<a href=javascript:x>a</a>", "<p><a>a</a></p>", [(LINK, 1, 9, "javascript:")]),
        ("[a](vbscript:x)", "<p><a>a</a></p>", [(LINK, 1, 5, "vbscript:")]),
        ("[a](data:text/html,x)", "<p><a>a</a></p>", [(LINK, 1, 5, "data:")]),
        ("[a](file:///etc/passwd)", "<p><a>a</a></p>", [(LINK, 1, 5, "file:")]),
        ("[a](ftp://x.org)", "<p><a>a</a></p>", [(LINK, 1, 5, "ftp:")]),
        ("[a](blob:x)", "<p><a>a</a></p>", [(LINK, 1, 5, "blob:")]),
        ("![a](javascript:x) b", '<p><img alt="a"> b</p>', [(LINK, 1, 6, "javascript:")]),
        ("![a](data:image/png;base64,AA) b", '<p><img alt="a"> b</p>', [(LINK, 1, 6, "data:")]),
        # what may stay
        ("[a](java\tscript:x)", '<p><a href="java    script:x">a</a></p>', []),
        ("<a href='story:floods#b'>a</a>", '<p><a href="story:floods#b">a</a></p>', []),
        ("<a href='mailto:a@b.org'>a</a> <a href='tel:+511'>b</a>", '<p><a href="mailto:a@b.org">a</a> <a href="tel:+511">b</a></p>', []),
        ("a <!-- <script> javascript:x --> b", "<p>a  b</p>", []),
        ("<!-- a\n\nb -->\n\nc", "<p>c</p>", []),
        ("`<script>` &lt;script&gt;", "<p><code>&lt;script&gt;</code> &lt;script&gt;</p>", []),
        ("    <iframe>", "<pre><code>&lt;iframe&gt;\n</code></pre>", []),
        ("<abbr title='a'>b</abbr> <time datetime=2017>c</time>", '<p><abbr title="a">b</abbr> <time datetime="2017">c</time></p>', []),
        ("<b>open", "<p><b>open</b></p>", []),
    ],
)  # fmt: skip
def test_unsafe_html_is_left_out_and_told(
    compose: Compose, text: str, html: str, said: list[tuple[str, int, int, str]]
) -> None:
    composed, problems = compose(text, line=1)
    assert html_of(composed) == html
    found = [(one.code, one.place.line, one.place.column, _subject(dict(one.facts))) for one in problems]
    assert sorted(found) == sorted(said)


def _subject(facts: dict[str, str | int]) -> str:
    return str(facts.get("name") or facts["target"])


def test_what_was_left_out_is_told_in_words(compose: Compose) -> None:
    _, problems = compose("<p onclick=x>a</p>\n\n<iframe></iframe>\n\n[a](data:x)")
    assert [words_of(one, lambda words: words)[0] for one in problems] == [
        "the HTML attribute onclick is not allowed in a story and was left out",
        "the HTML <iframe> is not allowed in a story and was left out",
        'the link "data:" is not safe',
    ]


def test_places_count_from_the_line_where_the_body_begins(compose: Compose) -> None:
    _, problems = compose("a\nb <iframe></iframe>", line=12)
    assert [(one.place.line, one.place.column, one.place.width) for one in problems] == [(13, 3, 7)]


@pytest.mark.parametrize(
    "text",
    [
        '<ul><li id="fn-1">forged</li></ul>',
        '<ul><li id="fn-1">a</li><li id="fn-1">b</li></ul>',
        '<sup id="fnref-1">a</sup>',
        '<ul><li id="fn-documentElement">a</li></ul>',
    ],
)
def test_a_forged_note_clobbers_nothing(compose: Compose, text: str) -> None:
    ids = re.findall(' id="([^"]*)"', html_of(compose(text)[0]))
    assert len(ids) == len(set(ids)) and all(id.startswith("en-fn") for id in ids)


# -- any text -------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Sees the HTML as a browser's parser would: the names of all tags and attributes, all addresses.

    Before it looks for a scheme, a browser drops tabs and line ends anywhere, spaces only in front.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.names.add(name)
            if name in ("href", "src"):
                self.addresses.append(re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", value or "").lower())


NEVER = {"script", "style", "iframe", "svg", "math", "form", "input", "object", "embed", "base", "meta"}
PIECES = [
    "<script>", "</script>", "<script ", "<svg>", "<math>", "<style>", "<iframe src=", "<img src=x onerror=",
    "<a href=", "<a ", "<p ", "<li id=", "<sup id=fnref-1>", "<noscript>", "<title>", "<!--", "-->", "<![CDATA[",
    "<?", "</p>", "</a>", "<div>", "</div>", "<pre>", "<code>", ">", "<", "&", "&lt;", "&#0;", "&colon;", "'",
    '"', "`", "``", "onclick=", "onload=x", "style=", "id=", "javascript:", "java\tscript:", "JAVASCRIPT:",
    "data:text/html,", "story:a", "[", "](", ")", "![", "[^1]", "[^1]: ", "[a]: ", "*", "**", "_", "# ", "## ",
    "> ", "> [!pull]\n", "- ", "1. ", "    ", "|", "|-|-|\n", "\n", "\n\n", ": ", "---\n", "===\n", "...", "--",
    "alert(1)", "x", " ", "ñ", "¿", "\\", "\x02", "\x03", "wzxhzdk:0", "klzzwxh:0000", "\u00a0", "👍🏽",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80)


@settings(max_examples=500, deadline=None)
@given(TEXTS, st.sampled_from(["en", "es"]))
def test_any_text_is_composed_and_safe(config: Config, text: str, lang: str) -> None:
    article = Article(kind="story", key="a", lang=lang, path="a/en.md")
    composed, problems = Composer(config).compose(Manuscript(article=article, body=text))
    assert composed is not None or problems
    assert not [one for one in problems if one.code == "text-faulty"]
    seen = Reader(html_of(composed or Composed()))
    assert not seen.tags & NEVER
    assert not [name for name in seen.names if name.startswith("on") or name in ("style", "name", "srcdoc")]
    assert not [one for one in seen.addresses if one.startswith(("javascript:", "data:", "vbscript:"))]
    lines = text.count("\n") + 1
    assert all(1 <= block.line <= lines for block in (composed or Composed()).blocks)
    assert all(one.place.line <= lines for one in problems)


HIDDEN = [
    "a &#1; b",
    "a &#x202e; b",
    "![a &#x200b; b](x.jpg)",
    "<abbr title='&#1;'>A</abbr>",
    "## A &#8233; b",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_a_character_that_nobody_can_see_does_not_get_in_as_an_entity(site: SiteBuilder, text: str) -> None:
    site.story("floods", en={}, en_body=f"First.\n\n{text}\n").check()

    assert "character-forbidden" in site.codes()
    place = next(one.place for one in site.problems() if one.code == "character-forbidden")
    assert (place.path, place.line) == ("content/stories/2017/floods/en.md", 10)
