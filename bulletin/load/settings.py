"""bulletin.toml from disk; the command line's base URL stands in for its own."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bulletin.config import SETTINGS_FILE, Config, read_config, with_slash
from bulletin.diagnostics import problem
from bulletin.load.source import read_source
from bulletin.model import Diagnostic, Place


def read_settings(root: Path, base_url: str = "") -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """The settings of the project at `root`, or what is wrong with them."""
    if not (root / SETTINGS_FILE).is_file():
        return None, (problem("settings-missing", Place(path=SETTINGS_FILE)),)
    source, problems = read_source(root, SETTINGS_FILE)
    if source is None and [one.code for one in problems] != ["file-empty"]:
        return None, problems
    config, problems = read_config(source.text if source else "")
    if config is not None and base_url:
        config = replace(config, base_url=with_slash(base_url))
    return config, problems
