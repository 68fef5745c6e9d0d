"""Fixed words are translated once, when a template is compiled; a page shows what Jinja itself would show."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from builders import SiteBuilder
from bulletin.languages.catalogs import Catalog, read_catalog
from bulletin.languages.plurals import PLURAL_FORMS
from bulletin.render.wording import Worded, unknown_words

HEADER = f"""\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {PLURAL_FORMS["es"]}\\n"
"""
PO = """\

msgid "News"
msgstr "Noticias &c."

msgctxt "month"
msgid "May"
msgstr "mayo"

msgid "50%% of it"
msgstr "el 50 %% de ello"

msgid "by %(name)s"
msgstr "de %(name)s"

msgid "one story"
msgid_plural "%(num)d stories"
msgstr[0] "una nota"
msgstr[1] "%(num)d de notas"
msgstr[2] "%(num)d notas"
"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    found, _ = read_catalog((HEADER + PO).encode(), path="es.po", lang="es")
    assert found is not None
    return found


def environment(kind: type[Environment], catalog: Catalog) -> Environment:
    made = kind(autoescape=True, extensions=["jinja2.ext.i18n"])
    made.policies["ext.i18n.trimmed"] = True
    if isinstance(made, Worded):
        made.catalog = catalog
    made.install_gettext_callables(  # type: ignore[attr-defined]
        catalog.gettext,
        catalog.ngettext,
        newstyle=True,
        pgettext=catalog.pgettext,
        npgettext=catalog.npgettext,
    )
    return made


TEXTS = [
    '{{ _("News") }}',
    '{{ gettext("News") }}',
    '{{ pgettext("month", "May") }}',
    '{{ _("May") }}',
    "{% trans %}News{% endtrans %}",
    "{% trans %}\n  News\n{% endtrans %}",
    '{% trans "month" %}May{% endtrans %}',
    "{% trans %}50% of it{% endtrans %}",
    '{{ _("50%% of it") }}',
    '{{ _("by %(name)s", name="<Ana>") }}',
    "{% trans name='<Ana>' %}by {{ name }}{% endtrans %}",
    "{% trans num=2 %}one story{% pluralize %}{{ num }} stories{% endtrans %}",
    '{{ ngettext("one story", "%(num)d stories", 1000000) }}',
    '{{ _("unknown & new") }}',
    '<a title="{{ _("News") }}">{{ _("News")|upper }}</a>',
    '{% set word = _("News") %}{{ word ~ "<" }}{{ word|length }}',
    '{{ _(what) }}',
    '{{ _("News" if what else "May") }}',
    '{{ [_("News"), "<"]|join("<") }}',
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_shown_as_jinja_itself_shows_it(catalog: Catalog, text: str) -> None:
    ours, theirs = (
        environment(kind, catalog).from_string(text).render(what="News") for kind in (Worded, Environment)
    )

    assert ours == theirs


def test_fixed_words_are_looked_up_when_a_template_is_compiled(catalog: Catalog) -> None:
    template = environment(Worded, catalog).from_string('{{ _("News") }}, {{ pgettext("month", "May") }}')
    template.environment.globals.clear()
    template.globals.clear()

    assert template.render() == "Noticias &c., mayo"


@pytest.mark.parametrize("text", ["100 % of it", "by %(name)s", "%", "%(", "%s %d"])
def test_a_text_whose_format_is_wrong_fails_where_it_is_rendered(catalog: Catalog, text: str) -> None:
    template = environment(Worded, catalog).from_string(f'{{{{ _("{text}") }}}}')

    with pytest.raises((KeyError, TypeError, ValueError)):
        template.render()


def test_a_text_whose_format_is_wrong_is_told_with_its_line(site: SiteBuilder) -> None:
    site.write("templates/not-found.html", '<p>\n{{ _("100 % of it") }}')
    site.story("floods", en={}).build()

    found = {(one.code, one.place.path, one.place.line) for one in site.report.diagnostics}
    assert ("template-error", "templates/not-found.html", 2) in found
    assert not site.out.exists()


def test_words_that_no_catalog_has_are_told_once_with_their_context(catalog: Catalog) -> None:
    plain = environment(Environment, catalog)
    text = '{{ _("News") }}{{ _("May") }}\n{{ _("May") }}\n{{ pgettext("verb", "May") }}{{ pgettext("month", "May") }}'
    found = unknown_words(plain, text, "templates/x.html", [catalog])

    assert [(one.code, one.place.line) for one in found] == [("catalog-stale", 1), ("catalog-stale", 3)]
