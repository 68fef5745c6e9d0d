"""What makes the bytes of pictures and cards besides what they are made of: the library, and our own way of making them.

It is part of every address. So that nobody has to remember to raise a number, it is the digest of this room's own
sources: any edit makes new addresses (docs/decisions/pictures.md).
"""

from __future__ import annotations

from pathlib import Path

import PIL

from bulletin.digest import digest

HOME = Path(__file__).resolve().parent


def recipe_of(folder: Path) -> str:
    """The digest of the modules in a folder; the ends of their lines, which Git may write otherwise, do not count."""
    return digest(tuple((path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.py"))))


RECIPE = f"Pillow {PIL.__version__}, {recipe_of(HOME)[:12]}"
"""Read when the modules are, so that it speaks of those that are at work."""
