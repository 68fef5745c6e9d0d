"""Printed marks from typed ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.languages.typography import typeset, typeset_text

AMERICAN, SPANISH, BRITISH, GERMAN = "“”‘’", "«»“”", "‘’“”", "„“‚‘"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," he said.', "“Yes,” he said."),
        ("\"'Yes,' she said\"", "“‘Yes,’ she said”"),
        ("\"She said, 'Yes.'\"", "“She said, ‘Yes.’”"),
        ("""'He said "yes"'""", "‘He said “yes”’"),
        ("it's Peru's", "it’s Peru’s"),
        ("the soldiers' camp", "the soldiers’ camp"),
        ("in the '90s, class of '17", "in the ’90s, class of ’17"),
        ("'Tis rock 'n' roll", "’Tis rock ’n’ roll"),
        ("'Partners,' Says Admiral", "‘Partners,’ Says Admiral"),
        ("He is 5' 8\" tall", "He is 5' 8\" tall"),
        ('"He is 5\'8" tall"', "“He is 5'8\" tall”"),
        ('a 6" pipe', 'a 6" pipe'),
        ('"In 2017"', "“In 2017”"),
        ('("x") ["y"]', "(“x”) [“y”]"),
        ("pre--post", "pre–post"),
        ("no---yes", "no—yes"),
        ("wait...", "wait…"),
        ("wait....", "wait...."),
        ("a --> b --&gt; c", "a --> b --&gt; c"),
        ("----", "----"),
        ("U.S. Southern Command", "U.S. Southern Command"),
        ("12 % and 5%", "12 % and 5%"),
        ("https://x.org/a--b...c", "https://x.org/a--b...c"),
        ('"https://x.org/a"', "“https://x.org/a”"),
        ("“It's”", "“It’s”"),
        ('a " b', 'a " b'),
        ('""""""', '""""""'),
        ("", ""),
    ],
)
def test_english(text: str, expected: str) -> None:
    assert typeset_text(text, "en", AMERICAN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Somos socios", dijo.', "«Somos socios», dijo."),
        ('"Somos "socios" hoy"', "«Somos “socios” hoy»"),
        ('"a "b \'c\' d" e"', "«a “b ‘c’ d” e»"),
        ('«"x"»', "«“x”»"),
        ('«Somos "socios"»', "«Somos “socios”»"),
        ('""Hola" dijo"', "«“Hola” dijo»"),
        ('"Hola "mundo""', "«Hola “mundo”»"),
        ("la voz 'ayuda'", "la voz ‘ayuda’"),
        ('¿"Qué"? ¡"Ya"!', "¿«Qué»? ¡«Ya»!"),
        ("---Hola ---dijo Juan---.", "—Hola —dijo Juan—."),
        ('"—No—", dijo', "«—No—», dijo"),
        ("El 12,5% y el 20 %", "El 12,5\u00a0% y el 20\u00a0%"),
        ("El 5\u00a0% y el 6&nbsp;%", "El 5\u00a0% y el 6&nbsp;%"),
        ("a%20b 5%20", "a%20b 5%20"),
        ("los EE. UU. y los EE.\nUU.", "los EE.\u00a0UU. y los EE.\u00a0UU."),
        ("EE.UU.", "EE.UU."),
        ("las FF. AA.", "las FF.\u00a0AA."),
        ("O'Higgins", "O’Higgins"),
    ],
)
def test_spanish(text: str, expected: str) -> None:
    assert typeset_text(text, "es", SPANISH) == expected


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ('"a "b" c"', AMERICAN, "“a ‘b’ c”"),
        ('“El "x" dijo”', AMERICAN, "“El ‘x’ dijo”"),
        ('“El "x" dijo”', SPANISH, "“El ‘x’ dijo”"),
        ("\"a 'b' c\"", BRITISH, "‘a “b” c’"),
        ('"a "b" c"', GERMAN, "„a ‚b‘ c“"),
    ],
)
def test_marks_of_other_houses(text: str, quotes: str, expected: str) -> None:
    assert typeset_text(text, "es", quotes) == expected


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (['dijo "', "hola", '" y se fue'], ["dijo «", "hola", "» y se fue"]),
        (['"', "", "hola", '"'], ["«", "", "hola", "»"]),
        (['"Somos ', '"socios"', '", dijo'], ["«Somos ", "“socios”", "», dijo"]),
        (["O", "'", "Higgins"], ["O", "’", "Higgins"]),
        (["12", "%"], ["12", "\u00a0%"]),
        ([], []),
    ],
)
def test_the_nodes_of_a_block_are_one_run(nodes: list[str], expected: list[str]) -> None:
    assert typeset(nodes, "es", SPANISH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('&nbsp;"x"&nbsp;', "&nbsp;“x”&nbsp;"),
        ('&lt;"y"&gt;', "&lt;“y”&gt;"),
        ("R&amp;D's", "R&amp;D’s"),
        ("&#39;", "&#39;"),
    ],
)
def test_escaped_signs_stay_whole(text: str, expected: str) -> None:
    assert typeset_text(text, "en", AMERICAN) == expected


PIECES = [
    *"\"'“”‘’«»„‚ a5s90%.-—(,\n¿&;",
    "&nbsp;",
    "&lt;",
    "--",
    "---",
    "...",
    "'90s",
    "EE. UU.",
    "5' 8\"",
    "www.x",
]
NODES = st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(), max_size=4)
LANGS = st.sampled_from(["en", "es"])
QUOTES = st.sampled_from([AMERICAN, SPANISH, BRITISH, GERMAN])


@settings(max_examples=1000, deadline=None)
@given(NODES, LANGS, QUOTES)
def test_setting_twice_is_setting_once(nodes: list[str], lang: str, quotes: str) -> None:
    once = typeset(nodes, lang, quotes)
    assert len(once) == len(nodes)
    assert typeset(once, lang, quotes) == once


@settings(deadline=None)
@given(NODES, LANGS, QUOTES)
def test_letters_and_digits_are_never_touched(nodes: list[str], lang: str, quotes: str) -> None:
    def letters(texts: list[str]) -> list[str]:
        return ["".join(sign for sign in text if sign.isalnum()) for text in texts]

    assert letters(typeset(nodes, lang, quotes)) == letters(nodes)


@pytest.mark.parametrize(
    "piece", ['"a" ', '"', "'a ", '"a "', "«", '“a" ', "-", "----&gt;", ".", "&a", "\n%", "http://"]
)
def test_a_megabyte_of_marks_takes_linear_time(piece: str) -> None:
    begun = time.perf_counter()
    typeset_text(piece * (1_000_000 // len(piece)), "es", SPANISH)
    # About one second where this was written; a quadratic search would take hours.
    assert time.perf_counter() - begun < 10
