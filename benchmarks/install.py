"""Fetches the peers from their package registries into a folder that is not committed.

By package name alone and with the ordinary clients, so whatever registry the machine is set up with is
the one that is asked. What is there already is left as it is: delete the folder to have newer versions.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

PYTHON_PACKAGES = {
    "hugo": ("hugo",),
    "pelican": ("pelican[markdown]",),
    "nikola": ("nikola", "jinja2"),  # without Jinja it complains and waits two seconds in every run
}
ELEVENTY = "@11ty/eleventy"


def home_of(peer: str, work: Path) -> Path:
    """The folder that a peer is installed in, filled if need be."""
    home = work / "peers" / peer
    if peer in PYTHON_PACKAGES and not (home / "installed").exists():
        install_python(PYTHON_PACKAGES[peer], home)
    if peer == "eleventy" and not (home / "installed").exists():
        install_node(home)
    return home


def install_python(packages: tuple[str, ...], home: Path) -> None:
    print(f"installing {' '.join(packages)}", file=sys.stderr)
    venv.create(home, with_pip=True, clear=True)
    subprocess.run([home / "bin" / "python", "-m", "pip", "install", "--quiet", *packages], check=True)
    (home / "installed").touch()


def install_node(home: Path) -> None:
    print(f"installing {ELEVENTY}", file=sys.stderr)
    home.mkdir(parents=True, exist_ok=True)
    # Without a manifest of its own, npm would look for one in the folders above.
    (home / "package.json").write_text('{"private": true}\n', "utf-8")
    subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", ELEVENTY], cwd=home, check=True)
    (home / "installed").touch()
