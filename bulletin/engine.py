"""The engine: our own sources and the versions of the libraries that have a part in the bytes of a site.

The standard library alone: the quick answer asks it before anything else is loaded.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

LIBRARIES = (
    "babel", "jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pillow", "python-frontmatter", "pyyaml",
    "tzdata",
)  # fmt: skip
HOME = Path(__file__).resolve().parent
"""Where our sources stand."""


def versions() -> tuple[str, ...]:
    """Which Python, and name and version of each library: read from the names of their folders alone."""
    found: dict[str, str] = {}
    for folder in dict.fromkeys(sys.path):
        try:
            names = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for name in names:
            stem, dot, ending = name.rpartition(".")
            library = stem.partition("-")[0].lower().replace("_", "-")
            if dot and ending == "dist-info" and library in LIBRARIES:
                found.setdefault(library, stem.lower())
    python = f"{sys.implementation.name}-{'.'.join(map(str, sys.version_info[:3]))}"
    return (python, *(found.get(library, f"{library}-?") for library in LIBRARIES))


def engine_digest() -> str:
    """The digest of all that makes the same sources into the same bytes."""
    state = hashlib.blake2b(digest_size=16)
    for path in sorted(HOME.rglob("*.py")):
        data = path.read_bytes()
        state.update(f"{path.relative_to(HOME).as_posix()}\0{len(data)}\0".encode() + data)
    state.update("\0".join(versions()).encode())
    return state.hexdigest()
