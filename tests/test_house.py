"""The house itself: which room may lean on which, how large its pieces are, and that its documents hold."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest

from builders import PROJECT
from bulletin import cli
from bulletin.cli import line
from bulletin.config import LIMITS
from bulletin.diagnostics import RULES
from bulletin.languages.catalogs import read_catalog
from bulletin.languages.extraction import DOMAINS, extract
from bulletin.model import LANGUAGES

ORDER = (
    "snapshot", "engine", "sealed", "quick", "model", "digest", "diagnostics", "config", "languages", "load", "compose", "pair", "plan", "check",
    "pictures", "render", "write", "pool", "pipeline", "preview", "commands", "cli",
)  # fmt: skip
"""The one total order: a module imports from its own room and from the rooms that stand before it here."""

PURE = ("pair", "plan", "check")
IMPURE = {"os", "io", "time", "random", "pathlib", "subprocess", "socket", "secrets", "tempfile"}
LONGEST_MODULE, LONGEST_FUNCTION = 350, 40

MODULES = sorted((PROJECT / "bulletin").rglob("*.py"))
IDS = [path.relative_to(PROJECT).as_posix() for path in MODULES]


def room(path: Path) -> str:
    """The room of a module; "" for the package's own __init__, on which everything may lean."""
    first = path.relative_to(PROJECT / "bulletin").parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """(statement, full name of a module) for every import at any depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the room"
            yield node, node.module or ""
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def ours(names: Iterator[tuple[ast.stmt, str]]) -> list[str]:
    return [name for _, name in names if name.split(".")[0] == "bulletin"]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_every_room_stands_in_the_order() -> None:
    assert {room(path) for path in MODULES} - {""} == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_a_module_imports_only_from_its_own_room_and_those_above(path: Path) -> None:
    allowed = set(ORDER[: ORDER.index(room(path)) + 1]) if room(path) else set()

    for name in ours(imports(tree_of(path))):
        wanted = name.split(".")[1:2]
        assert not wanted or wanted[0] in allowed or wanted == ["__version__"], (
            f"{name} stands below {room(path)}"
        )


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {module_name(path): path for path in MODULES}
    graph = {name: leans_on(path) & names.keys() - {name} for name, path in names.items()}
    while leaves := {name for name, wanted in graph.items() if not wanted}:
        graph = {name: wanted - leaves for name, wanted in graph.items() if name not in leaves}
    assert graph == {}


def leans_on(path: Path) -> set[str]:
    """The modules that a module names; `from bulletin.plan import views` names views alone."""
    found = set()
    for node, name in imports(tree_of(path)):
        inside = (
            isinstance(node, ast.ImportFrom)
            and name == node.module
            and any(is_module(PROJECT / Path(*name.split("."), alias.name)) for alias in node.names)
        )
        found |= set() if inside else {name}
    return found


def is_module(path: Path) -> bool:
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_no_import_of_ours_is_hidden_in_a_function(path: Path) -> None:
    tree = tree_of(path)
    hidden = [
        name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for name in ours(imports(function))
    ]
    loads = "importlib" in {name for _, name in imports(tree)}

    assert hidden == []
    assert not loads or room(path) == "cli", "only cli.py loads modules by name"


PURE_MODULES = [path for path in MODULES if room(path) in PURE]


@pytest.mark.parametrize(
    "path", PURE_MODULES, ids=[path.relative_to(PROJECT).as_posix() for path in PURE_MODULES]
)
def test_pairing_planning_and_checking_know_no_file_no_clock_and_no_chance(path: Path) -> None:
    tree = tree_of(path)
    calls = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    clocks = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {
        "now",
        "today",
        "utcnow",
    }

    assert {name.split(".")[0] for _, name in imports(tree)} & IMPURE == set()
    assert calls & {"open", "input", "print"} == set()
    assert clocks == set()


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_a_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION]

    assert len(text.splitlines()) <= LONGEST_MODULE
    assert long == []
    assert ast.get_docstring(tree)


def test_the_top_level_is_as_it_is_promised() -> None:
    promised = {"build.py", "content", "templates", "locales", "static", "tests", "README.md", "bulletin", "bulletin.toml", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "package.json", "package-lock.json", "docs", "CHANGELOG.md", "LICENSE"}  # fmt: skip

    assert promised - {path.name for path in PROJECT.iterdir()} == set()


# -- what is committed ------------------------------------------------------------------------------

TOPS = (
    "bulletin",
    "content",
    "templates",
    "locales",
    "static",
    "tests",
    "tools",
    "docs",
    "benchmarks",
    ".ci",
)
HOME = re.compile(r"(?<![\w.:/~-])/(?:home|root|Users|work)/[\w.-]+")
REGISTRIES = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|--index-url|--extra-index-url|--find-links)\b")  # fmt: skip


def committed() -> list[Path]:
    """The files of the project: everything but what is built, fetched or cached."""
    tops = [path for path in PROJECT.iterdir() if path.is_file() and path.name != ".git"]
    inside = [path for top in TOPS for path in (PROJECT / top).rglob("*") if path.is_file()]
    return sorted(path for path in tops + inside if not {"__pycache__", "node_modules"} & set(path.parts))


def texts() -> Iterator[tuple[str, str]]:
    for path in committed():
        data = path.read_bytes()
        if b"\0" not in data and path != Path(__file__).resolve():
            yield path.relative_to(PROJECT).as_posix(), data.decode("utf-8", "replace")


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert [(name, found[0]) for name, text in texts() if (found := HOME.search(text))] == []


def test_no_requirement_names_a_registry() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT / name).read_text("utf-8")
        assert REGISTRIES.search(text) is None
        assert "://" not in text
        assert text.startswith("--only-binary :all:\n")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8").replace("\\\n", " ")
    lines = [
        line for line in text.splitlines() if line and not line.lstrip().startswith(("#", "--only-binary"))
    ]

    assert lines
    assert [line for line in lines if not re.match(r"[\w.-]+(\[[\w,]+\])?==\S+ .*--hash=sha256:", line)] == []


def test_every_npm_package_is_pinned_with_a_hash_and_without_an_address() -> None:
    text = (PROJECT / "package-lock.json").read_text("utf-8")
    _, *packages = json.loads(text)["packages"].items()

    assert REGISTRIES.search(text) is None
    assert packages
    assert [name for name, facts in packages if "resolved" in facts or "integrity" not in facts] == []


# -- documents --------------------------------------------------------------------------------------


def test_every_rule_has_a_section_and_every_section_a_rule() -> None:
    text = (PROJECT / "docs" / "rules.md").read_text("utf-8")
    sections = re.findall(r"^### `?([a-z0-9-]+)`?\s*$", text, re.MULTILINE)

    assert sorted(sections) == sorted(RULES)


def test_the_table_of_limits_is_the_one_in_the_settings() -> None:
    text = (PROJECT / "docs" / "rules.md").read_text("utf-8")
    rows = re.findall(r"^\|\s*`?(\w+)`?\s*\|\s*([^|]*?)\s*\|", text, re.MULTILINE)
    written = {name: re.sub(r"[\s_,`\u00a0\u202f]", "", value) for name, value in rows}

    for field in msgspec.structs.fields(LIMITS):
        assert re.match(rf"{getattr(LIMITS, field.name)}(?!\d)", written.get(field.name, "")), field.name


def documents() -> list[Path]:
    return [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]


def commands_of(text: str) -> list[str]:
    """The `python build.py ...` of every fenced block of a shell, one each."""
    blocks = re.findall(r"^```(?:console|sh|bash|shell)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    parts = [part.strip() for line in lines for part in re.split(r"&&|;|\|", line.removeprefix("$ "))]
    return [part for part in parts if re.match(r"python3? build\.py\b", part)]


def test_every_command_of_the_documents_exists_and_is_written_right() -> None:
    found = [(path, command) for path in documents() for command in commands_of(path.read_text("utf-8"))]

    assert found
    for _, command in found:
        understood(shlex.split(command, comments=True)[2:])


def understood(arguments: list[str]) -> None:
    """Parse a command line as the program would, running nothing; raises click.ClickException."""
    rest = [one for one in arguments if one not in ("-h", "--help", "--version")]
    rest = rest if rest and not rest[0].startswith("-") else ["build", *rest]
    context = click.Context(line.commands, info_name="build.py")
    while rest and isinstance(context.command, click.Group):
        _, found, rest = context.command.resolve_command(context, rest)
        assert found is not None
        context = click.Context(found, parent=context, info_name=found.name)
    if not isinstance(context.command, click.Group):
        context.command.make_context(context.info_name, list(rest), parent=context.parent)


def test_what_is_not_a_command_is_not_understood() -> None:
    for wrong in (["buidl"], ["build", "--strickt"], ["strings", "extrakt"], ["check", "--out", "x"]):
        with pytest.raises(click.ClickException):
            understood(wrong)
    understood(["strings", "extract"])
    understood(["--strict", "--now", "2017-02-08"])


def test_every_command_stands_in_the_readme() -> None:
    text = (PROJECT / "README.md").read_text("utf-8")

    assert "python build.py" in text  # without a command, build
    assert [name for name in cli.COMMANDS if name != "build" and f"build.py {name}" not in text] == []


# -- catalogs ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def templates() -> dict[str, bytes]:
    return extract(PROJECT)


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_committed_template_of_a_catalog_is_current(templates: dict[str, bytes], domain: str) -> None:
    assert (PROJECT / "locales" / f"{domain}.pot").read_bytes() == templates[domain], (
        "python build.py strings update"
    )


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_translated(templates: dict[str, bytes], domain: str, lang: str) -> None:
    path = f"locales/{lang}/LC_MESSAGES/{domain}.po"
    _, problems = read_catalog(
        (PROJECT / path).read_bytes(), path=path, lang=lang, template=templates[domain]
    )

    assert [(one.code, one.place.line, dict(one.facts).get("msgid")) for one in problems] == []


def test_no_compiled_catalog_is_committed() -> None:
    assert list((PROJECT / "locales").rglob("*.mo")) == []
