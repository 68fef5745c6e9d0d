"""The commands for translators: extract, update, status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bulletin.commands.options import Project
from bulletin.commands.strings import command
from bulletin.languages.catalogs import read_catalog
from bulletin.languages.extraction import extract

Run = Callable[..., Result]

TEMPLATE = """
{# NOTE: stands where the twin would be #}
{% trans name=x %}Not yet
   in {{ name }}{% endtrans %}
{% trans num=n %}{{ num }} story{% pluralize %}{{ num }} stories{% endtrans %}
{{ pgettext("month", "May") }}
"""
CODE = """
# NOTE: on a card
badge = catalog.npgettext("card", "%(num)s part", "%(num)s parts", 3)
rule = N_("no story %(key)s")
"""
SPANISH = "locales/es/LC_MESSAGES/messages.po"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in {"templates/story.html": TEMPLATE, "bulletin/plan/cards.py": CODE}.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Run:
    return lambda *words: CliRunner().invoke(command, words, obj=Project(Path.cwd()))


def translate(project: Path, msgid: str, *texts: str, path: str = SPANISH) -> None:
    """Fill in the msgstr of a message, as a translator would."""
    text = (project / path).read_text("utf-8")
    before, found, after = text.partition(f'msgid "{msgid}"\n')
    assert found
    mark = "]" if len(texts) > 1 else "msgstr"
    for words in texts:
        after = after.replace(f'{mark} ""\n', f'{mark} "{words}"\n', 1)
    (project / path).write_text(before + found + after, "utf-8")


def tree(project: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(project.rglob("*.po*"))}


def test_templates_and_code_are_collected_by_domain(project: Path) -> None:
    pots = extract(project)
    messages = pots["messages"].decode()
    for words in (
        "#: templates/story.html\n",
        "#. stands where the twin would be\n",
        'msgid "Not yet in %(name)s"\n',
        'msgid_plural "%(num)s stories"\n',
        'msgctxt "month"\nmsgid "May"\n',
        "#. NOTE: on a card\n#: bulletin/plan/cards.py\n#, python-format\n",
        'msgctxt "card"\nmsgid "%(num)s part"\n',
    ):
        assert words in messages
    assert "no story" not in messages
    assert '#, python-format\nmsgid "no story %(key)s"\n' in pots["diagnostics"].decode()


def test_templates_that_are_xml_are_collected_too(project: Path) -> None:
    (project / "templates/feed.xml").write_text("<title>{% trans %}All stories{% endtrans %}</title>")
    assert b'#: templates/feed.xml\nmsgid "All stories"' in extract(project)["messages"]


def test_the_same_sources_give_the_same_bytes(project: Path) -> None:
    pots = extract(project)
    (project / "templates/story.html").write_text("\n\n\n" + TEMPLATE)
    assert extract(project) == pots
    assert b"POT-Creation-Date" not in pots["messages"]


def test_extract_writes_both_templates(project: Path, run: Run) -> None:
    result = run("extract")
    assert (result.exit_code, result.output) == (0, "locales/messages.pot\nlocales/diagnostics.pot\n")
    assert (project / "locales/messages.pot").read_bytes() == extract(project)["messages"]
    assert run("extract").output == ""


def test_update_makes_the_catalogs_of_every_language(project: Path, run: Run) -> None:
    assert run("update").exit_code == 0
    assert sorted(path.relative_to(project / "locales").as_posix() for path in project.rglob("*.po")) == [
        "en/LC_MESSAGES/diagnostics.po",
        "en/LC_MESSAGES/messages.po",
        "es/LC_MESSAGES/diagnostics.po",
        "es/LC_MESSAGES/messages.po",
    ]
    english, problems = read_catalog(
        (project / "locales/en/LC_MESSAGES/messages.po").read_bytes(), path="x", lang="en"
    )
    assert english is not None and problems == ()


def test_a_second_update_changes_nothing(project: Path, run: Run) -> None:
    run("update")
    translate(project, "May", "mayo")
    run("update")
    before = tree(project)
    assert run("update").output == ""
    assert tree(project) == before


def test_translations_are_kept_and_a_changed_text_is_fuzzy(project: Path, run: Run) -> None:
    run("update")
    translate(project, "May", "mayo")
    translate(project, "Not yet in %(name)s", "Aún no en %(name)s")
    (project / "templates/story.html").write_text(TEMPLATE.replace("Not yet", "Not published yet"))
    run("update")
    text = (project / SPANISH).read_text("utf-8")
    assert 'msgid "May"\nmsgstr "mayo"\n' in text
    assert "#, fuzzy, python-format\n" in text
    assert (
        '#| msgid "Not yet in %(name)s"\nmsgid "Not published yet in %(name)s"\nmsgstr "Aún no en %(name)s"'
        in text
    )


def test_a_text_that_is_gone_is_put_aside(project: Path, run: Run) -> None:
    run("update")
    translate(project, "May", "mayo")
    (project / "templates/story.html").write_text("")
    run("update")
    assert '#~ msgid "May"\n#~ msgstr "mayo"' in (project / SPANISH).read_text("utf-8")


def test_two_plural_forms_become_one_many_other(project: Path, run: Run) -> None:
    old = 'msgid ""\nmsgstr ""\n"Last-Translator: Ana <ana@example.org>\\n"\n'
    old += '"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
    old += 'msgid "%(num)s story"\nmsgid_plural "%(num)s stories"\n'
    old += 'msgstr[0] "una"\nmsgstr[1] "%(num)s historias"\n'
    (project / SPANISH).parent.mkdir(parents=True)
    (project / SPANISH).write_text("# Words of ours\n" + old)
    run("update")
    text = (project / SPANISH).read_text("utf-8")
    assert 'msgstr[0] "una"\nmsgstr[1] ""\nmsgstr[2] "%(num)s historias"\n' in text
    assert text.startswith('# Words of ours\nmsgid ""\n')
    assert "Last-Translator: Ana <ana@example.org>" in text


def test_a_broken_catalog_is_left_alone(project: Path, run: Run) -> None:
    run("update")
    (project / SPANISH).write_text('msgid "a"\nmsgstr "b\n')
    before = tree(project)
    result = run("update")
    assert result.exit_code == 1
    assert f"{SPANISH}:2:8: error catalog-syntax" in result.output
    assert tree(project) == before


def test_status_counts_and_fails_until_all_is_translated(project: Path, run: Run) -> None:
    run("update")
    result = run("status")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "en messages: 4 translated, 0 fuzzy, 0 missing",
        "es messages: 0 translated, 0 fuzzy, 4 missing",
        "en diagnostics: 1 translated, 0 fuzzy, 0 missing",
        "es diagnostics: 0 translated, 0 fuzzy, 1 missing",
    ]
    translate(project, "May", "mayo")
    translate(project, "Not yet in %(name)s", "Aún no en %(name)s")
    translate(project, "%(num)s story", "%(num)s historia", "%(num)s de historias", "%(num)s historias")
    translate(project, "%(num)s part", "%(num)s parte", "%(num)s de partes", "%(num)s partes")
    translate(
        project, "no story %(key)s", "no hay %(key)s", path=SPANISH.replace("messages.po", "diagnostics.po")
    )
    done = run("status")
    assert (done.exit_code, done.output.count(" 0 missing")) == (0, 4)


def test_status_shows_what_is_wrong(project: Path, run: Run) -> None:
    run("update")
    translate(project, "Not yet in %(name)s", "Aún no en %(nombre)s")
    result = run("status")
    assert result.exit_code == 1
    assert "catalog-placeholders" in result.output and "1 errors" in result.output


def test_a_template_that_cannot_be_read_is_named(project: Path, run: Run) -> None:
    (project / "templates/story.html").write_text("\n{% trans %}")
    result = run("extract")
    assert result.exit_code == 1
    assert result.output.startswith("templates/story.html:2: error template-syntax")


def test_another_folder_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("status").exit_code == 2


@pytest.mark.parametrize("name", ["extract", "update", "status"])
def test_every_command_explains_itself_with_an_example(name: str, run: Run) -> None:
    assert f"Example: python build.py strings {name}" in run(name, "--help").output
