"""Markdown -> blocks: their kinds, their HTML, their words, their lines and their digests."""

from __future__ import annotations

import re

import pytest

from bulletin.model import Block, Composed, Heading, Place, Reference
from compose.conftest import Compose

LONG = """\
One
two
three.


- a
- b

    b goes on

- c

## Relief

Under the heading.
## Directly below
Right after it.
***
After a rule.
> A quote below a line.

> [!pull]
> Pulled.

| Aid | Tonnes |
| --- | -----: |
| Tents | 12 |

<div>
raw

</div>

After the HTML[^1].

[^1]: A note
    on two lines.

    And a paragraph more.

[key]: https://example.org/

Term
: Its meaning.

Look:

    code

    more code

1. x
2. y

Setext
------

![Bridge](bridge.jpg "It holds.")

One
two
three.
"""


def shape(composed: Composed) -> list[tuple[str, int]]:
    return [(block.kind, block.line) for block in composed.blocks]


EXPECTED = [
    ("paragraph", 1),
    ("list", 6),
    ("heading", 13),
    ("paragraph", 15),
    ("heading", 16),
    ("paragraph", 17),
    ("rule", 18),
    ("paragraph", 19),
    ("quote", 20),
    ("table", 25),
    ("html", 29),
    ("paragraph", 34),
    ("definitions", 43),
    ("paragraph", 46),
    ("code", 48),
    ("list", 52),
    ("heading", 55),
    ("figure", 58),
    ("paragraph", 60),
    ("notes", 36),
]


@pytest.mark.parametrize("first", [1, 9])
def test_every_block_has_its_kind_and_its_line_in_the_file(compose: Compose, first: int) -> None:
    composed, problems = compose(LONG, line=first)
    assert [one.code for one in problems] == ["quote-mark-unknown"]  # two quotes in a row are one
    assert shape(composed) == [(kind, line + first - 1) for kind, line in EXPECTED]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("\n\n\na\n\n\n\nb", [4, 8], id="blank lines"),
        pytest.param("same\n\nsame\n\nsame", [1, 3, 5], id="the same text again"),
        pytest.param("## A\n## A\n## A", [1, 2, 3], id="headings without blank lines"),
        pytest.param("a\n## B\n## C\nd", [1, 2, 3, 4], id="headings between paragraphs"),
        pytest.param("- a\n\n- b\n## C\n\nd", [1, 4, 6], id="heading right below a list"),
        pytest.param("> a\n\n> b\n\nc", [1, 5], id="two quotes are one"),
        pytest.param("a\n\n\tcode\n\nb", [1, 3, 5], id="tab for a code block"),
        pytest.param("a  b\nc\n\nd   e", [1, 4], id="white space inside"),
        pytest.param("a\n \nb", [1, 3], id="a blank line of spaces"),
        pytest.param("<p>a</p>\n\n<p>b</p>\nc", [1, 3, 4], id="HTML"),
        pytest.param("a\n\n[^1]: note\n\nb[^1]\n", [1, 5, 3], id="notes stand last"),
        pytest.param("[k]: /x/\n\na [b][k]", [3], id="after a link's address"),
        pytest.param("a\n\nb\n===\n\nc", [1, 3, 6], id="underlined heading"),
        pytest.param("a\n\nT\n:   m\n\nb", [1, 3, 6], id="definitions"),
    ],
)
def test_lines_are_exact(compose: Compose, text: str, lines: list[int]) -> None:
    assert [block.line for block in compose(text)[0].blocks] == lines


def only(compose: Compose, text: str, lang: str = "en", quotes: str = "") -> Block:
    composed, _ = compose(text, lang=lang, quotes=quotes)
    assert len(composed.blocks) == 1
    return composed.blocks[0]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Tents & *water*.", "<p>Tents &amp; <em>water</em>.</p>"),
        ("1 < 2 > 0", "<p>1 &lt; 2 &gt; 0</p>"),
        ("> [!pull]\n> One word.", '<blockquote class="pull">\n<p>One word.</p>\n</blockquote>'),
        ("> [!PULL] One word.", '<blockquote class="pull">\n<p>One word.</p>\n</blockquote>'),
        ("> One [!pull] word.", "<blockquote>\n<p>One [!pull] word.</p>\n</blockquote>"),
        ("![A bridge](b.jpg)", '<figure><img alt="A bridge" src="b.jpg"></figure>'),
        ("![A *b*](b.jpg)", '<figure><img alt="A *b*" src="b.jpg"></figure>'),
        (
            '![A bridge](b.jpg "It \'holds\' & lasts")',
            '<figure><img alt="A bridge" src="b.jpg"><figcaption>It ‘holds’ &amp; lasts</figcaption>\n</figure>',
        ),
        ("![A](b.jpg) and text", '<p><img alt="A" src="b.jpg"> and text</p>'),
        ("![A](a.jpg) ![B](b.jpg)", '<p><img alt="A" src="a.jpg"> <img alt="B" src="b.jpg"></p>'),
        ("[a](story:floods)", '<p><a href="story:floods">a</a></p>'),
        ('[a](https://x.org "title")', '<p><a href="https://x.org">a</a></p>'),
        ("<https://x.org/a?b=1&c=2>", '<p><a href="https://x.org/a?b=1&amp;c=2">https://x.org/a?b=1&amp;c=2</a></p>'),
        ("<i lang='es'>sí</i>", '<p><i lang="es">sí</i></p>'),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
    ],
)  # fmt: skip
def test_html(compose: Compose, text: str, html: str) -> None:
    assert only(compose, text).html == html


def test_alignment_of_cells_becomes_a_class(compose: Compose) -> None:
    html = only(compose, "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |").html
    assert "align" not in html and "style" not in html
    assert '<td>1</td>\n<td class="center">2</td>\n<td class="end">3</td>\n<td>4</td>' in html


@pytest.mark.parametrize(
    ("text", "lang", "quotes", "html"),
    [
        ('"a"', "en", "", "<p>“a”</p>"),
        ('"a"', "es", "", "<p>«a»</p>"),
        ('"a"', "es", "“”‘’", "<p>“a”</p>"),
        ('"a *b* c"', "en", "", "<p>“a <em>b</em> c”</p>"),
        ('*"a"* b', "en", "", "<p><em>“a”</em> b</p>"),
        ('"*a*"', "es", "", "<p>«<em>a</em>»</p>"),
        ("\"a [b 'c'](/d/) e\"", "es", "", '<p>«a <a href="/d/">b “c”</a> e»</p>'),
        ("O*'*Higgins", "es", "", "<p>O<em>’</em>Higgins</p>"),
        ('`"a" -- ...` "b"', "en", "", '<p><code>"a" -- ...</code> “b”</p>'),
        ('<kbd>"a"</kbd> "b"', "en", "", '<p><kbd>"a"</kbd> “b”</p>'),
        ("a -- b ... c --- d", "en", "", "<p>a – b … c — d</p>"),
        ('<a href="https://x.org/a--b...c">a--b</a>', "en", "", '<p><a href="https://x.org/a--b...c">a–b</a></p>'),
        ('![a "b" -- c](d.jpg) x', "en", "", '<p><img alt="a &quot;b&quot; -- c" src="d.jpg"> x</p>'),
    ],
)  # fmt: skip
def test_typography(compose: Compose, text: str, lang: str, quotes: str, html: str) -> None:
    assert only(compose, text, lang, quotes).html == html


@pytest.mark.parametrize(
    "text",
    ['    "a" -- b...', '<pre>"a" -- b...</pre>', '<samp>"a" -- b...</samp>', '<pre><code>"a" -- b...</code></pre>'],
)  # fmt: skip
def test_code_is_not_typeset(compose: Compose, text: str) -> None:
    assert '"a" -- b...' in only(compose, text).html


def test_a_quotation_ends_with_its_paragraph(compose: Compose) -> None:
    html = only(compose, '- "a\n- b" c\n\n    "d"').html
    assert html.count("“") == 2


# -- digests --------------------------------------------------------------------------------------

PLAIN = 'On 8 February, "12 tonnes" reached [Piura](https://example.org/a).'


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param(PLAIN.replace(" ", "\n"), "", id="white space"),
        pytest.param("\n\n   " + PLAIN + "  \n", "", id="around it"),
        pytest.param(PLAIN, "«»“”", id="the quotes of the house"),
        pytest.param(PLAIN.replace("12 tonnes", "**12** *tonnes*"), "", id="emphasis"),
        pytest.param(PLAIN.replace("](https://example.org/a)", '](https://example.org/a "t")'), "", id="title"),
        pytest.param(PLAIN.replace("(https://example.org/a)", "[k]") + "\n\n[k]: https://example.org/a", "", id="link by name"),
    ],
)  # fmt: skip
def test_a_digest_stays_while_the_words_do(compose: Compose, text: str, quotes: str) -> None:
    assert only(compose, text, quotes=quotes).digest == only(compose, PLAIN).digest


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN.replace("12", "13"), id="a figure"),
        pytest.param(PLAIN.replace("8", "9"), id="a date"),
        pytest.param(PLAIN.replace("/a", "/b"), id="an address"),
        pytest.param("> " + PLAIN, id="another kind"),
        pytest.param(PLAIN + "..", id="an ellipsis"),
    ],
)
def test_a_digest_changes_with_what_is_said(compose: Compose, text: str) -> None:
    assert only(compose, text).digest != only(compose, PLAIN).digest


def test_a_picture_changes_its_figure(compose: Compose) -> None:
    digests = {only(compose, text).digest for text in ("![a](b.jpg)", "![a](c.jpg)", '![a](b.jpg "d")')}
    assert len(digests) == 3


def test_a_note_put_in_before_does_not_change_the_paragraphs_after_it(compose: Compose) -> None:
    one, _ = compose("a\n\nb[^x].\n\n[^x]: X.")
    two, _ = compose("a[^y]\n\nb[^x].\n\n[^x]: X.\n[^y]: Y.")
    assert [block.digest for block in one.blocks][1] == [block.digest for block in two.blocks][1]
    assert [block.text for block in two.blocks] == ["a", "b.", "X. Y."]


def test_the_digest_of_prose_is_that_of_its_html(compose: Compose) -> None:
    assert compose(PLAIN)[0].prose.digest == compose(PLAIN)[0].prose.digest
    assert compose(PLAIN)[0].prose.digest != compose(PLAIN, quotes="«»“”")[0].prose.digest


def test_words_are_counted_without_marks(compose: Compose) -> None:
    assert compose("Twelve *tonnes*, 3[^1].\n\n- of `rice`\n\n[^1]: From Lima.")[0].prose.words == 7


# -- headings, links, pictures --------------------------------------------------------------------


def test_headings_have_ids_of_their_language_and_each_its_own(compose: Compose) -> None:
    composed, problems = compose("## Ayuda\n\n### ¿Qué es?\n\n## Ayuda\n\n## Ayuda 2\n\n## ***", lang="es")
    assert problems == ()
    assert composed.prose.headings == (
        Heading(level=2, id="ayuda", text="Ayuda", line=1),
        Heading(level=3, id="que-es", text="¿Qué es?", line=3),
        Heading(level=2, id="ayuda-2", text="Ayuda", line=5),
        Heading(level=2, id="ayuda-2-2", text="Ayuda 2", line=7),
        Heading(level=2, id="part", text="***", line=9),
    )
    assert [block.html.partition(">")[0] for block in composed.blocks] == [
        '<h2 id="es-ayuda"',
        '<h3 id="es-que-es"',
        '<h2 id="es-ayuda-2"',
        '<h2 id="es-ayuda-2-2"',
        '<h2 id="es-part"',
    ]


def test_a_heading_cannot_take_the_id_of_a_note(compose: Compose) -> None:
    composed, _ = compose("a[^1]\n\n## fn 1\n\n[^1]: Note.")
    ids = [block.html for block in composed.blocks]
    assert 'id="en-fn-1"' in ids[1] + ids[2]
    assert (ids[1] + ids[2]).count('id="en-fn-1"') == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a\n\n# Tents & *water*", 3, "Tents & water"),
        ("Tents\n===", 1, "Tents"),
        ("a\n\n<div><h1>Tents</h1></div>", 3, "Tents"),
    ],
)
def test_a_heading_of_level_one_is_demoted_with_a_warning(
    compose: Compose, text: str, line: int, words: str
) -> None:
    composed, problems = compose(text)
    assert [(one.code, one.severity, one.place.line) for one in problems] == [
        ("heading-level", "warning", line)
    ]
    assert dict(problems[0].facts) == {"text": words}
    html = "".join(block.html for block in composed.blocks)
    assert "<h2" in html and "h1" not in html


def place(line: int, column: int, width: int) -> Place:
    return Place(path="en.md", line=line, column=column, width=width)


def test_links_and_pictures_are_kept_as_they_were_written(compose: Compose) -> None:
    composed, problems = compose(
        "[a **b** c](story:floods#relief) [d](../x/es.md) <https://x.org/?a=1&b=2>\n\n"
        '![Puente «x» & y](b.jpg "c")\n\nText ![](c d.jpg).',
        line=5,
    )
    assert problems == ()
    assert composed.prose.links == (
        Reference(target="story:floods#relief", text="a b c", place=place(5, 13, 19)),
        Reference(target="../x/es.md", text="d", place=place(5, 38, 10)),
        Reference(target="https://x.org/?a=1&b=2", text="https://x.org/?a=1&b=2", place=place(5, 51, 22)),
    )
    assert composed.prose.pictures == (
        Reference(target="b.jpg", text="Puente «x» & y", place=place(7, 19, 5)),
        Reference(target="c d.jpg", text="", place=place(9, 10, 7)),
    )


# -- notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["1", "relief", "nota-á", "A b", "ñ", "*", "1.2"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_notes_lead_there_and_back(compose: Compose, lang: str, label: str) -> None:
    composed, problems = compose(f"a[^{label}] and again[^{label}]\n\n[^{label}]: Note.", lang=lang)
    assert problems == () and composed.prose.links == ()
    text, notes = (block.html for block in composed.blocks)
    assert composed.blocks[1].kind == "notes"
    targets = set(re.findall('href="#([^"]*)"', text + notes))
    ids = re.findall(' id="([^"]*)"', text + notes)
    assert sorted(targets) == sorted(ids)
    assert len(ids) == 3 and all(id.startswith(f"{lang}-fn") for id in ids)


def test_two_notes_whose_names_look_alike_are_two(compose: Compose) -> None:
    composed, _ = compose("a[^n] b[^ñ] c[^N]\n\n[^n]: One.\n[^ñ]: Two.\n[^N]: Three.")
    html = "".join(block.html for block in composed.blocks)
    assert len(set(re.findall(' id="([^"]*)"', html))) == 6


def test_an_id_stands_once_even_where_one_is_forged(compose: Compose) -> None:
    composed, _ = compose(
        'a[^1]\n\n<ul><li id="fn-1">forged</li><li id="fn-1">again</li></ul>\n\n[^1]: Note.'
    )
    html = "".join(block.html for block in composed.blocks)
    ids = re.findall(' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
