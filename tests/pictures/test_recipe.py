"""What makes the bytes of pictures is part of their addresses, and nobody has to remember it."""

from __future__ import annotations

import re
from pathlib import Path

from bulletin.pictures import RECIPE
from bulletin.pictures.recipe import HOME, recipe_of


def test_the_recipe_says_the_library_and_the_sources() -> None:
    assert re.fullmatch(rf"Pillow [\w.]+, {recipe_of(HOME)[:12]}", RECIPE)


def test_any_edit_of_a_module_that_makes_bytes_is_another_recipe(tmp_path: Path) -> None:
    modules = sorted(HOME.glob("*.py"))
    for path in modules:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert recipe_of(tmp_path) == recipe_of(HOME)
    found = {recipe_of(HOME)}
    for path in modules:
        (tmp_path / path.name).write_text(path.read_text("utf-8") + "\n# Otherwise.\n", "utf-8")
        found.add(recipe_of(tmp_path))
    assert len(found) == 1 + len(modules)


def test_the_ends_of_lines_are_no_part_of_it(tmp_path: Path) -> None:
    for path in HOME.glob("*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert recipe_of(tmp_path) == recipe_of(HOME)
