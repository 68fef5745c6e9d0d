"""What is said where a library is missing: mostly a terminal in which the virtual environment is not active.

The standard library alone. The catalogs cannot be read without the libraries, so it is said in both languages.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

INSTALL = "python -m pip install -r requirements.txt"
BEGIN = {
    "posix": "python3 -m venv .venv && . .venv/bin/activate",
    "win32": r"py -m venv .venv && .venv\Scripts\activate",
}
"""The first command of the README, which makes the environment."""

ENGLISH = (
    'This Python does not have the package "{name}", which Puente needs.',
    "In every new terminal, activate Puente's environment first:",
    "Install Puente's packages, as the README says:",
)
SPANISH = (
    "A este Python le falta el paquete «{name}», que Puente necesita.",
    "En cada terminal nueva, active primero el entorno de Puente:",
    "Instale los paquetes de Puente, como dice el README:",
)


def advice(name: str, root: Path) -> str:
    """What is missing, and the one command that helps, in both languages."""
    active = Path(sys.prefix).resolve() == (root / ".venv").resolve()
    found = (root / ".venv" / "bin" / "activate").exists()
    if sys.platform == "win32":
        found = (root / ".venv" / "Scripts" / "activate.bat").exists()
    command = (
        INSTALL
        if active
        else _activate(root)
        if found
        else f"{BEGIN.get(sys.platform, BEGIN['posix'])} && {INSTALL}"
    )
    told = [
        (missing, install if active or not found else activate)
        for missing, activate, install in (ENGLISH, SPANISH)
    ]
    return "\n\n".join(f"{missing.format(name=name)}\n{what}\n    {command}" for missing, what in told)


def _activate(root: Path) -> str:
    """From the folder where the terminal is, for it may be another."""
    if sys.platform == "win32":
        file = root / ".venv" / "Scripts" / "activate"
        return r".venv\Scripts\activate" if Path.cwd() == root else f'"{file}"'
    file = root / ".venv" / "bin" / "activate"
    return ". .venv/bin/activate" if Path.cwd() == root else f". {shlex.quote(str(file))}"
