"""Random Markdown: short texts put together from pieces that meet every inline pattern and every block.

They are not articles but what breaks parsers: marks without their partners, marks within marks, raw
HTML, references, several scripts. The same seed gives the same texts, everywhere.
"""

from __future__ import annotations

import random

MARKS = (
    "*", "**", "***", "_", "__", "*_", "`", "``", "\\", "\\\\", "\\*", "\\[", "\\`", "\\|", "!", "~", "{", "}",
    "[", "]", "(", ")", "[[", "]]", "![", "](", "][", "[]", "[^", "]:", "<", ">", "<<", "&", "@", "://", "|",
)  # fmt: skip
LINKS = (
    "[a](http://e.org/)", '![p](b.jpg "t")', "[x][k]", "[k]", "[k][]", "![k]", "![x][k]", "[x] [K]", "[^1]", "[^n]",
    "[e](<x y> \"t\")", "[e](x 'q\"t')", "[e](a(b)c)", "[e](a\"b)", "[ [n] ](u)", "[![i](j)](k)", "[*e*](u)", "[`c`](u)",
    "<https://e.org/?a=1&b=2>", "<me@e.org>", "<mailto:me@e.org>", "http://www.x.org", "[a](&amp;)", "[^1][k]",
    "[b](javascript:1)", "[x]( y )", "[x]()", "![]()", "[x](\n  y)", "[x\ny](z)", "**[b](u)**", "[k]: x",
)  # fmt: skip
HTML = (
    "<b>", "</b>", "<br>", "<br/>", "<hr>", "<div>", "</div>", "\n<div>\n", "\n</div>\n\n", "<p>", "</p>", "<!-- c -->",
    "<!-- *c*", "-->", "<img src=x>", '<a href="/u">', "</a>", "<pre>", "</pre>", "<code>", "</code>", "<?php x ?>",
    "<![CDATA[x]]>", "<!doctype x>", "<script>1 < 2</script>", "<table><tr><td>x", "<span title='*t*'>", "</>", "<h1>x</h1>",
    '<sup id="fnref-1">', '<li id="fn-1">', "<b\nclass=x>", "\n\n<ul>\n<li>x\n\n", "<x-y z>",
)  # fmt: skip
ENTITIES = (
    "&amp;",
    "&lt;",
    "&quot;",
    "&#65;",
    "&#x41;",
    "&#65 ",
    "&nope",
    "&nope;",
    "&#",
    "&hellip;",
    "&#160;",
)
BLOCKS = (
    "\n", "\n", "\n\n", "\n\n", "\n\n", "  \n", "\\\n", "\n# H\n", "\n## H two ##\n", "\n#tag", "\n===\n", "\n---\n", "\n=", "\n- ",
    "\n* ", "\n+ ", "\n1. ", "\n3. ", "\n10. ", "\n    ", "\n\n    ", "\n\n        ", "\n\t", "\n> ", "\n>", "\n>> ", "\n> - ",
    "\n\n> q\n\n", "\n> [!pull]\n> ", "\n| a | b |\n|---|:-:|\n| 1 | `2` |\n", "\na | b\n--|--\n", "\n|a|\n|-|\n|b|\n",
    "\nTerm\n: def\n", "\n:   ", "\n: ", "\n\n***\n\n", "\n_ _ _\n", "\n - - -\n", "\n**\n", "\n[^1]: Note *a*\n", "\n[^n]: x\n    y\n\n    z\n",
    "\n[^2]: two\n[^3]: three\n", "\n\n[k]: http://e.org/ 'T'\n\n", "\n[K]: <u v>\n", "\n  [r]:\n  x\n", "///Footnotes Go Here///", "\n   \n",
)  # fmt: skip
SIGNS = (
    '"',
    "'",
    "--",
    "---",
    "...",
    "5 %",
    "5%",
    "«",
    "»",
    "“",
    "”",
    "‘",
    "’",
    "5' 8\"",
    "EE. UU.",
    "'90s",
    "www.a.b%",
)
WORDS = (
    "the", "word word", "a", "É", "año", "ñandú", "¿qué?", "palabra", "中文字", "русский", "עברית", "العربية", "naïve",
    "10", "3.5", "x_y_z", "2*3*4", "e.g.", "\u00a0", "\u2028", "\u3000", "e\u0301", "🌊", "ß", "ﬁ", "٣. ",
)  # fmt: skip
EVERY = (MARKS, LINKS, HTML, ENTITIES, BLOCKS, BLOCKS, SIGNS, WORDS, WORDS)


def random_texts(count: int, seed: int = 1) -> list[str]:
    """`count` texts, most of them short; a third of them keep to two or three kinds of pieces."""
    chance = random.Random(seed)
    return [_text(chance) for _ in range(count)]


def _text(chance: random.Random) -> str:
    kinds = EVERY if chance.random() < 0.67 else chance.sample(EVERY, 3)
    pieces = chance.choice((3, 6, 10, 10, 20, 50))
    return "".join(
        chance.choice(chance.choice(kinds)) + chance.choice(("", " ", "", "w ")) for _ in range(pieces)
    )
