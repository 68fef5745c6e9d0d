"""Where a site may be published: the refusals that keep a build from harming what it did not make.

Nothing is written here. Zola once deleted whole projects through `--output-dir`; every rule below
is a folder that somebody would have lost.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bulletin.diagnostics import N_
from bulletin.model import BulletinError
from bulletin.write.ledger import LEDGER
from bulletin.write.stage import INSIDE, is_ours
from bulletin.write.tree import regular
from bulletin.write.trouble import RIGHTS, told

SOURCES = (".bulletin", ".git", "bulletin", "content", "locales", "static", "templates")
"""Folders of the project that no output may be, hold or stand in."""

OWN_FOLDER = re.compile(r"\..+\.(?:spare|stage)")
"""How the stage and the spare of an output are called."""

ANOTHER = N_("choose another folder with --out, for example output")

Identity = tuple[int, int] | str


def check_target(out: Path, root: Path, *, adopt: bool) -> None:
    """Raise BulletinError where a site of the project `root` must not, or cannot, be published to `out`.

    A link is judged by the folder it leads to. `adopt` allows a folder with files that are not ours.
    """
    target = resolved(out)
    with told(out):
        _check_place(out, target, resolved(root))
        if os.path.lexists(target) and not target.is_dir():
            raise BulletinError(N_("%(out)s is a file, not a folder"), ANOTHER, out=str(out))
        check_ours(out, adopt=adopt)
        _check_writable(out, target)


def resolved(path: Path) -> Path:
    """The folder that a path leads to, through every link; it need not exist."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as trouble:  # RuntimeError: links that lead round in a circle
        raise BulletinError(
            N_("%(out)s leads nowhere: its links go round in a circle"), ANOTHER, out=str(path)
        ) from trouble


def _check_place(out: Path, target: Path, root: Path) -> None:
    here, line = _identity(target), set(_line(target))
    if target.parent == target:
        raise BulletinError(N_("%(out)s is the root of the file system"), ANOTHER, out=str(out))
    if here in set(_line(root)):
        raise BulletinError(N_("%(out)s is the project itself or holds it"), ANOTHER, out=str(out))
    if (home := _home()) and here in set(_line(home)):
        raise BulletinError(N_("%(out)s is the home folder or holds it"), ANOTHER, out=str(out))
    for name in SOURCES:
        source = resolved(root / name)
        if _identity(source) in line or here in set(_line(source)):
            raise BulletinError(
                N_("%(out)s is the project's folder %(name)s, contains it or is inside it"),
                ANOTHER,
                out=str(out),
                name=name,
            )
    if OWN_FOLDER.fullmatch(target.name):
        raise BulletinError(N_("%(out)s is a name that we keep for ourselves"), ANOTHER, out=str(out))
    if ".git" in target.parts:
        raise BulletinError(N_("%(out)s is inside a .git folder"), ANOTHER, out=str(out))


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None


def _line(path: Path) -> Iterator[Identity]:
    """A path and all the folders above it."""
    yield _identity(path)
    yield from (_identity(above) for above in path.parents)


def _identity(path: Path) -> Identity:
    """What a path is, not how it is spelled: on macOS and Windows "Content" and "content" are one."""
    try:
        facts = path.stat()
    except OSError:
        return unicodedata.normalize("NFC", str(path)).casefold()
    return facts.st_dev, facts.st_ino


def check_ours(out: Path, *, adopt: bool) -> None:
    """Raise BulletinError for a folder with files in it and no ledger of ours, unless it is adopted.

    Raises OSError for a folder that cannot be read.
    """
    target = resolved(out)
    if adopt or not target.is_dir():
        return
    names = set(os.listdir(target))
    # A stage left by a killed build is ours, and may be all there is on a volume made for the site.
    names.discard(INSIDE if is_ours(target / INSIDE) else "")
    if names and regular(target / LEDGER) is None:
        raise BulletinError(
            N_("%(out)s is not empty, and nothing in it says that it was published from here (%(names)s)"),
            N_("choose another folder with --out, or take this one over with --adopt"),
            out=str(out),
            names=named(sorted(names)),
        )


def _check_writable(out: Path, target: Path) -> None:
    """The folder itself where there is one, the folder that it is to be made in where there is none.

    A folder above that cannot be written is no obstacle to one that stands already: its files are
    then replaced one by one.
    """
    folder = target if target.is_dir() else target.parent
    if not folder.is_dir():
        raise BulletinError(
            N_("there is no folder %(folder)s to make %(out)s in"),
            N_("make it first"),
            folder=str(folder),
            out=str(out),
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BulletinError(
            N_("no permission to read or write %(path)s"),
            RIGHTS,
            path=str(folder),
        )


def named(paths: list[str] | tuple[str, ...], *, most: int = 5) -> str:
    """The first few of some paths, for a message."""
    return ", ".join(paths[:most]) + (", …" if len(paths) > most else "")
