"""The HTML that goes past nh3, because nh3 would return it as it is: never anything else."""

from __future__ import annotations

import random

import pytest

from bulletin.compose.sanitise import SETTLED, Sanitiser, depth

SIGNS = (
    "a", " ", "\n", "é", '"', "'", "&amp;", "&lt;", "&gt;", "“", "中", "\u2028", "🌊", "\u0301", "/", "=", "--", "x y",
    "`", "!", "[if]", "{", "\xad", "\ufffe", "\U000e0041", "\t", "\xa0", "&", "&nbsp;", "\x85", "<", ">", "\x00", "\r",
)  # fmt: skip
STARTS = (
    "https://e.org",
    "http://a-b.c.org",
    "story:floods",
    "https://",
    "http://",
    "story:",
    "/",
    "javascript:",
    "",
)
ADDRESS = (
    "e.org", "/", "?", "#", "=", "a", "1", "-", "..", "//", "&amp;", "%20", "@", ":", ".", "_", "A", "xn--", ":80", "\n",
    "é", "story", "https:", "0x1", ".com/", "256.1", "www.", " ", "'",
)  # fmt: skip
ODD = (
    "<em>", "</em>", "<strong>", "</a>", '<a href="https://e.org/">', "<br>", "<p>", "</p>", "<li>", "</li>", "<ul>",
    "<script>", "<!-- c -->", "<b onclick=x>", "</blockquote>", "<img src=x>", "<svg>",
)  # fmt: skip


class Maker:
    """Makes HTML much like what Markdown makes, now and then with something that must go to nh3."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def some(self, signs: tuple[str, ...], most: int) -> str:
        return "".join(self.chance.choice(signs) for _ in range(self.chance.randrange(most)))

    def text(self) -> str:
        return self.some(SIGNS if self.chance.random() < 0.1 else SIGNS[:24], 5)

    def stressed(self) -> str:
        tag = self.chance.choice(("em", "strong", "code", "em", "b"))
        return f"<{tag}>{self.text()}</{tag}>"

    def link(self) -> str:
        words = self.text() + (self.stressed() if self.chance.random() < 0.3 else "")
        return f'<a href="{self.chance.choice(STARTS)}{self.some(ADDRESS, 6)}">{words}</a>'

    def words(self) -> str:
        makers = (self.text, self.text, self.stressed, self.link, self.link)
        odd = self.some(ODD, 3) if self.chance.random() < 0.1 else ""
        return "".join(self.chance.choice(makers)() for _ in range(self.chance.randrange(4))) + odd

    def row(self, tag: str) -> str:
        side = self.chance.choice(("", ' class="center"', ' class="end"', ' class="pull"'))
        cells = "".join(f"<{tag}{side}>{self.words()}</{tag}>\n" for _ in range(self.chance.randrange(4)))
        return f"<tr>\n{cells}</tr>\n"

    def block(self) -> str:
        tag = self.chance.choice(("p", "h1", "h2", "h6", "ul", "ol", "blockquote", "div", "table", "figure"))
        if tag == "table":
            rows = "".join(self.row("td") for _ in range(self.chance.randrange(3)))
            return f"<table>\n<thead>\n{self.row('th')}</thead>\n<tbody>\n{rows}</tbody>\n</table>"
        if tag == "figure":
            source = self.chance.choice(("bridge.jpg", "a-b_1.png", "a%20b.jpg", "../a.jpg", "x:y.jpg"))
            caption = f"<figcaption>{self.words()}</figcaption>\n" if self.chance.random() < 0.5 else ""
            return f'<figure><img alt="{self.text()}" src="{source}">{caption}</figure>'
        if tag in ("ul", "ol", "blockquote"):
            item, kind = (
                ("p", self.chance.choice(("", ' class="pull"'))) if tag == "blockquote" else ("li", "")
            )
            items = "".join(f"<{item}>{self.words()}</{item}>\n" for _ in range(self.chance.randrange(4)))
            return f"<{tag}{kind}>\n{items}</{tag}>"
        return f"<{tag}>{self.words()}</{tag}>"


def test_what_goes_past_nh3_would_be_returned_as_it_is() -> None:
    maker, sanitiser = Maker(1), Sanitiser("en")
    settled = [html for html in (maker.block() for _ in range(30_000)) if SETTLED.fullmatch(html)]
    assert len(settled) > 5_000
    assert [html for html in settled if sanitiser.cleaner.clean(html) != html] == []
    assert max(depth(html) for html in settled) <= 6


@pytest.mark.parametrize(
    "html",
    [
        "<p>Plain.</p>",
        "<h2>A &amp; b</h2>",
        '<p>“A” <strong>b</strong> <a href="https://example.org/a?b=1&amp;c=2#d">c <em>d</em></a>.</p>',
        '<p><a href="story:floods#relief">a</a></p>',
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
        '<blockquote class="pull">\n<p>a</p>\n</blockquote>',
        '<figure><img alt="a &amp; b" src="bridge.jpg"><figcaption>c</figcaption>\n</figure>',
        '<table>\n<thead>\n<tr>\n<th>a</th>\n<th class="end">b</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>1</td>\n<td class="end">2</td>\n</tr>\n</tbody>\n</table>',
    ],
)
def test_what_most_articles_are_made_of_goes_past_nh3(html: str) -> None:
    assert SETTLED.fullmatch(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p><p>b</p>",
        "<p>a\xa0b</p>",
        "<p>a & b</p>",
        "<p>&#106;</p>",
        "<p><em>a</p>",
        "<p><em><em>a</em></em></p>",
        '<p lang="es">a</p>',
        "<h1>a</h1>",
        '<p><a href="javascript:a">b</a></p>',
        '<p><a href="//example.org/">b</a></p>',
        '<p><a href="https://xn--a/">b</a></p>',
        '<p><a href="https://example.org/" onclick="a">b</a></p>',
        '<p><a href="#fn-1">b</a></p>',
        '<p><a href="https://example.org/"><a href="https://example.org/">b</a></a></p>',
        "<p><script>a</script></p>",
        "<ul>\n<li>a\n</ul>",
        "<ul>\n<p>a</p>\n</ul>",
        '<figure><img alt="a" src="bridge.jpg" onerror="b"></figure>',
        '<figure><img alt="a" src="data:b"></figure>',
        '<figure><img alt="a" src="//example.org/a.jpg"></figure>',
    ],
)
def test_all_else_goes_to_nh3(html: str) -> None:
    assert not SETTLED.fullmatch(html)
