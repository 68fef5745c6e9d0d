"""Catalogs: what they say, and what is wrong with them."""

from __future__ import annotations

import gettext
import pickle
import time
from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from bulletin.diagnostics.printing import as_text
from bulletin.languages.catalogs import PLURAL_FORMS, Catalog, read_catalog
from bulletin.languages.po_text import read_entries
from bulletin.model import LANGUAGES

REACTIONS = """
#, python-format
msgid "%(num)s reaction"
msgid_plural "%(num)s reactions"
msgstr[0] "%(num)s reacción"
msgstr[1] "%(num)s de reacciones"
msgstr[2] "%(num)s reacciones"

msgctxt "month"
msgid "May"
msgstr "mayo"

msgctxt "card"
msgid "one part"
msgid_plural "%(num)s parts"
msgstr[0] "una parte"
msgstr[1] "%(num)s de partes"
msgstr[2] "%(num)s partes"

msgid "Not yet"
msgstr ""
"Aún "
"no"
"""


def po(body: str, lang: str = "es") -> bytes:
    """A catalog of six lines of header and a body; the body's own first line is the seventh."""
    header = f'msgid ""\nmsgstr ""\n"Language: {lang}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    return f'{header}"Plural-Forms: {PLURAL_FORMS[lang]}\\n"\n{body}'.encode()


def catalog(body: str, lang: str = "es") -> Catalog:
    read, problems = read_catalog(po(body, lang), path="x.po", lang=lang)
    assert read is not None, problems
    return read


def complaints(data: bytes, lang: str = "es", template: bytes = b"") -> list[tuple[str, int]]:
    _, problems = read_catalog(data, path="x.po", lang=lang, template=template)
    as_text(problems, lambda path, line: "", str)  # Every problem can be printed.
    return [(one.code, one.place.line) for one in problems]


# -- what it says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "shown", "expected"),
    [
        (0, "0", "0 reacciones"),
        (1, "1", "1 reacción"),
        (2, "2", "2 reacciones"),
        (58, "58", "58 reacciones"),
        (1_000_000, "un millón", "un millón de reacciones"),
        (2_000_000, "2 millones", "2 millones de reacciones"),
        (1_000_001, "1\u00a0000\u00a0001", "1\u00a0000\u00a0001 reacciones"),
    ],
)
def test_spanish_has_three_plural_forms(count: int, shown: str, expected: str) -> None:
    text = catalog(REACTIONS).ngettext("%(num)s reaction", "%(num)s reactions", count)
    assert text % {"num": shown} == expected


def test_a_message_in_a_context_is_another_message() -> None:
    es = catalog(REACTIONS)
    assert (es.pgettext("month", "May"), es.gettext("May")) == ("mayo", "May")
    assert es.npgettext("card", "one part", "%(num)s parts", 1) == "una parte"


def test_a_text_over_several_lines_is_one() -> None:
    assert catalog(REACTIONS).gettext("Not yet") == "Aún no"


@pytest.mark.parametrize(("count", "expected"), [(0, "no stories"), (1, "a story"), (2, "no stories")])
def test_the_english_catalog_may_leave_every_msgstr_empty(count: int, expected: str) -> None:
    body = (
        '\nmsgid "a story"\nmsgid_plural "no stories"\nmsgstr[0] ""\nmsgstr[1] ""\n\nmsgid "x"\nmsgstr ""\n'
    )
    en = catalog(body, "en")
    assert en.ngettext("a story", "no stories", count) == expected
    assert en.gettext("x") == "x"
    assert complaints(po(body, "en"), "en") == []


def test_the_plural_forms_are_those_that_gettext_understands() -> None:
    spanish = gettext.c2py(PLURAL_FORMS["es"].partition("plural=")[2].rstrip(";"))
    assert [spanish(number) for number in (0, 1, 2, 1_000_000, 3_000_000)] == [2, 0, 2, 1, 1]
    assert set(PLURAL_FORMS) == set(LANGUAGES)


def test_jinja_takes_the_catalog_as_it_is() -> None:
    es = catalog(REACTIONS)
    env = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        es.gettext, es.ngettext, newstyle=True, pgettext=es.pgettext, npgettext=es.npgettext
    )
    template = "{% trans num=n %}{{ num }} reaction{% pluralize %}{{ num }} reactions{% endtrans %}"
    assert env.from_string(template).render(n=58) == "58 reacciones"


def test_a_catalog_can_be_sent_to_another_process() -> None:
    es = catalog(REACTIONS)
    assert pickle.loads(pickle.dumps(es)) == es


def test_the_digest_is_that_of_the_words_not_of_the_file() -> None:
    es = catalog(REACTIONS)
    assert catalog("# a comment\n" + REACTIONS).digest == es.digest
    assert catalog(REACTIONS.replace("mayo", "Mayo")).digest != es.digest


def test_a_catalog_without_translations_says_the_msgids() -> None:
    assert catalog("").gettext("x") == "x"


def test_a_sound_catalog_is_read_as_babel_reads_it() -> None:
    ours = {
        (one.context, one.msgid): [text for _, text, _ in one.strings]
        for one in read_entries(po(REACTIONS), "")[0]
    }
    for message in read_po(BytesIO(po(REACTIONS)), locale="es"):
        if message.id:
            msgid = message.id if isinstance(message.id, str) else message.id[0]
            theirs = [message.string] if isinstance(message.string, str) else list(message.string or ())
            assert ours[message.context, msgid] == theirs


# -- what is wrong with it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('msgid "a"\nmsgstr "b\n', [("catalog-syntax", 7)], id="unterminated"),
        pytest.param('msgid "a"\nmsgstr "b" c\n', [("catalog-syntax", 7)], id="text-after-text"),
        pytest.param('msgid "a"\nmsgstr "\\q"\n', [("catalog-syntax", 7)], id="unknown-escape"),
        pytest.param('msgid "a"\nmsgstr "\x07"\n', [("catalog-syntax", 7)], id="control"),
        pytest.param('msgid "a"\nmsgstr "\u202e"\n', [("catalog-syntax", 7)], id="direction"),
        pytest.param('garbage\nmsgid "a"\nmsgstr "b"\n', [("catalog-syntax", 6)], id="garbage"),
        pytest.param('msgid "a"\n', [("catalog-syntax", 6)], id="no-msgstr"),
        pytest.param('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', [("catalog-syntax", 6)], id="no-msgstr-between"),
        pytest.param('msgstr "c"\n', [("catalog-syntax", 6)], id="no-msgid"),
        pytest.param('\n"c"\n', [("catalog-syntax", 7)], id="text-alone"),
        pytest.param('msgid "a"\nmsgstr[0] "b"\n', [("catalog-syntax", 7)], id="form-without-plural"),
        pytest.param('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', [("catalog-syntax", 8)], id="msgstr-twice"),
        pytest.param(
            'msgid "a"\nmsgstr "b\n\nmsgid "c"\nmsgstr d\n',
            [("catalog-syntax", 7), ("catalog-syntax", 10)],
            id="two",
        ),
        pytest.param(
            '<<<<<<< HEAD\nmsgid "a"\nmsgstr "1"\n=======\nmsgid "a"\nmsgstr "2"\n>>>>>>> x\n'
            '\nmsgid "b"\nmsgstr "b\n',
            [("catalog-conflict", 6), ("catalog-syntax", 15)],
            id="conflict",
        ),
        pytest.param(
            'msgid "a"\n<<<<<<< HEAD\nmsgstr "1"\n||||||| base\n=======\nmsgstr "2"\n>>>>>>> x\n',
            [("catalog-conflict", 7)],
            id="conflict-within",
        ),
        pytest.param(
            'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', [("catalog-duplicate", 9)], id="duplicate"
        ),
        pytest.param('msgid "a"\nmsgstr "b"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "c"\n', [], id="other-context"),
        pytest.param('msgid "a"\nmsgstr ""\n', [("catalog-untranslated", 6)], id="untranslated"),
        pytest.param('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', [("catalog-fuzzy", 7)], id="fuzzy"),
        pytest.param('#~ msgid "a"\n#~ msgstr "b\n', [], id="obsolete"),
    ],
)
def test_a_fault_is_named_with_its_line(body: str, expected: list[tuple[str, int]]) -> None:
    assert complaints(po(body)) == expected


@pytest.mark.parametrize(
    ("msgid", "msgstr", "sound"),
    [
        ("%(n)s in %(year)s", "%(year)s: %(n)s", True),
        ("%(n)s in %(year)s", "%(n)s", False),
        ("%(n)s", "%(m)s", False),
        ("%(n)s", "%(n)d", False),
        ("%(n)s", "%(n) de", False),
        ("%(n)s", "%n", False),
        ("all", "100 %", False),
        ("all", "100 %%", True),
        ("100%%", "todo", True),
        ("100 % sure", "100 % seguro", True),
        ("{name}", "{name}", True),
        ("{name}", "{nombre}", False),
        ("{name}", "nadie", False),
    ],
)
def test_the_places_to_fill_are_kept(msgid: str, msgstr: str, sound: bool) -> None:
    found = complaints(po(f'msgid "{msgid}"\nmsgstr "{msgstr}"\n'))
    assert found == ([] if sound else [("catalog-placeholders", 7)])


@pytest.mark.parametrize(
    ("forms", "lines"),
    [
        (("%(n)s de %(place)s", "%(n)s en %(place)s", "%(n)s en %(place)s"), []),
        (("uno en %(place)s", "%(n)s en %(place)s", "%(n)s en %(place)s"), []),
        (("uno", "%(n)s en %(place)s", "%(n)s en %(place)s"), [8]),
        (("uno en %(place)s", "muchos en %(place)s", "%(n)s en %(place)s"), [9]),
        (("uno en %(place)s", "%(n)s en %(place)s", "%(m)s en %(place)s"), [10]),
    ],
)
def test_only_the_form_of_one_may_leave_out_the_number(forms: tuple[str, ...], lines: list[int]) -> None:
    body = 'msgid "%(n)s story in %(place)s"\nmsgid_plural "%(n)s stories in %(place)s"\n'
    body += "".join(f'msgstr[{form}] "{text}"\n' for form, text in enumerate(forms))
    assert complaints(po(body)) == [("catalog-placeholders", line) for line in lines]


def test_a_guess_is_not_examined() -> None:
    assert complaints(po('#, fuzzy\nmsgid "%(n)s"\nmsgstr "<b>%(m)s"\n')) == [("catalog-fuzzy", 7)]


@pytest.mark.parametrize("forms", [1, 2, 4])
def test_a_wrong_number_of_plural_forms(forms: int) -> None:
    body = 'msgid "a"\nmsgid_plural "b"\n' + "".join(f'msgstr[{form}] "x"\n' for form in range(forms))
    assert complaints(po(body)) == [("catalog-plurals", 6)]


@pytest.mark.parametrize(
    ("msgid", "msgstr", "sound"),
    [
        ("a", "<b>a</b>", False),
        ("a", "<script", False),
        ("a", "<!-- x", False),
        ("a", "1 < 2", True),
        ("<b>a</b>", "<b>x</b>", True),
        ("<a href='%(url)s'>a</a>", "<a href='javascript:x'>%(url)s</a>", False),
    ],
)
def test_mark_up_belongs_to_the_template(msgid: str, msgstr: str, sound: bool) -> None:
    found = complaints(po(f'msgid "{msgid}"\nmsgstr "{msgstr}"\n'))
    assert found == ([] if sound else [("catalog-markup", 7)])


def test_a_byte_order_mark_is_named_and_the_rest_is_read() -> None:
    assert complaints(b"\xef\xbb\xbf" + po('msgid "a"\nmsgstr ""\n')) == [
        ("catalog-bom", 1),
        ("catalog-untranslated", 6),
    ]


def test_bytes_that_are_not_utf8_are_named_with_their_place() -> None:
    _, problems = read_catalog(po('msgid "a"\nmsgstr "') + b'\xe9"\n', path="x.po", lang="es")
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [("catalog-syntax", 7, 9)]


def test_windows_line_ends_are_fine() -> None:
    assert complaints(po(REACTIONS).replace(b"\n", b"\r\n")) == []


@pytest.mark.parametrize(
    "header",
    [
        "",
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"',
        '"Plural-Forms: nplurals=999999999; plural=n;\\n"',
        '"Plural-Forms: nplurals=3; plural=' + "(" * 5000 + 'n;\\n"',
    ],
)
def test_foreign_plural_forms_are_refused_and_never_evaluated(header: str) -> None:
    begun = time.perf_counter()
    body = f'msgid ""\nmsgstr ""\n"Language: es\\n"\n{header}\n\nmsgid "a"\nmsgstr "b"\n'
    assert complaints(body.encode()) == [("catalog-header", 1)]
    assert time.perf_counter() - begun < 1


def test_plural_forms_may_be_broken_over_lines_and_bracketed() -> None:
    header = (
        '"Plural-Forms: nplurals=3; plural=(n == 1) ? 0 : (n != 0 && n % 1000000 == 0)"\n" ? 1 : 2;\\n"\n'
    )
    assert complaints(f'msgid ""\nmsgstr ""\n{header}'.encode()) == []


def test_another_charset_is_refused() -> None:
    assert complaints(po("").replace(b"charset=utf-8", b"charset=latin-1")) == [("catalog-syntax", 1)]


def test_a_file_without_a_header_is_refused() -> None:
    assert complaints(b'msgid "a"\nmsgstr "b"\n') == [("catalog-header", 1)]
    assert complaints(b"") == [("catalog-header", 1)]


def test_what_the_template_has_beyond_the_catalog_is_told() -> None:
    template = b'msgid "old"\nmsgstr ""\n\nmsgid "new"\nmsgstr ""\n\nmsgctxt "c"\nmsgid "old"\nmsgstr ""\n'
    found = complaints(po('msgid "old"\nmsgstr "viejo"\n'), template=template)
    assert found == [("catalog-stale", 0), ("catalog-stale", 0)]


def test_warnings_do_not_take_the_catalog_away() -> None:
    read, problems = read_catalog(po('msgid "a"\nmsgstr ""\n'), path="x.po", lang="es")
    assert read is not None and [one.severity for one in problems] == ["warning"]


def test_an_error_takes_it_away() -> None:
    read, _ = read_catalog(po('msgid "a"\nmsgstr "b\n'), path="x.po", lang="es")
    assert read is None


LINES = [
    'msgid "a"',
    'msgid "%(n)s"',
    'msgid_plural "b"',
    'msgstr "x"',
    'msgstr[0] "x"',
    'msgstr[1] ""',
    '"more"',
]
LINES += [
    "",
    "#, fuzzy",
    "# note",
    "<<<<<<< x",
    "=======",
    ">>>>>>> x",
    'msgctxt "c"',
    'msgstr "',
    "msgid",
    "msgstr[9] x",
]


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=8), max_size=12).map("\n".join))
def test_any_text_is_a_catalog_or_has_a_problem(body: str) -> None:
    for lang in LANGUAGES:
        read, problems = read_catalog(
            po(body.encode("utf-8", "replace").decode(), lang), path="x.po", lang=lang
        )
        assert (read is None) == any(one.severity == "error" for one in problems)
        if read is not None:
            assert isinstance(read.ngettext("a", "b", 2), str)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    read_catalog(data, path="x.po", lang="es", template=data)
