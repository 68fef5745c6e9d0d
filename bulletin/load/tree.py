"""The folders of a project -> lists of what stands in them, sorted, with nothing unsafe followed.

A folder below content/stories that holds files is a story; folders that hold only folders (years) keep
order and mean nothing. Names are compared in NFC: macOS hands out decomposed ones.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from bulletin.diagnostics import problem, suggest
from bulletin.languages.slugs import is_slug
from bulletin.load.pictures import SUFFIXES
from bulletin.load.urls import URLS_FILE
from bulletin.model import LANGUAGES, REGISTERS, Diagnostic, Place

IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
FOLDERS = ("pages", "stories")
UNPUBLISHABLE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')
BACKUPS = ("~", ".swp", ".swo", ".tmp", ".bak", ".orig", "#")
PICTURE_NAME = re.compile(r"[a-z0-9_][a-z0-9_.-]*", re.ASCII | re.IGNORECASE)
"""Letters with accents have two forms that look the same; on macOS a file has another one than the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A story's or a page's folder: its key, language files as (lang, path), pictures."""

    key: str
    path: str
    articles: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]


def find_folders(root: Path, top: str) -> tuple[tuple[Folder, ...], tuple[Diagnostic, ...]]:
    """All story folders below `top` (content/stories), in the order of their paths."""
    folders: list[Folder] = []
    problems: list[Diagnostic] = []
    waiting = [top]
    while waiting:
        path = waiting.pop()
        names, inner, wrong = _listed(root, path)
        problems.extend(wrong)
        waiting.extend(sorted((f"{path}/{name}" for name in inner), reverse=True))
        if names:
            folder, wrong = _folder(path, names, is_top=path == top)
            folders.extend(folder)
            problems.extend(wrong)
            if inner and path != top:
                problems.append(problem("folder-nested", Place(path=path)))
        elif not inner and path != top:
            problems.append(_without_article(path))
    return tuple(sorted(folders, key=lambda folder: folder.path)), tuple(problems)


def find_strays(root: Path) -> tuple[Diagnostic, ...]:
    """What stands in content/ that nobody reads: a name mistyped, most of the time."""
    names = [f"{register}.yaml" for register in REGISTERS]
    files, folders, problems = _listed(root, "content")
    files = [name for name in files if f"content/{name}" != URLS_FILE]
    for name in folders:
        if name not in FOLDERS:
            facts = {"name": name, "suggestion": suggest(name, FOLDERS), "names": ", ".join(FOLDERS)}
            problems.append(problem("folder-unknown", Place(path=f"content/{name}"), **facts))
    for name in files:
        if name not in names:
            facts = {"name": name, "suggestion": suggest(name, names), "names": ", ".join(names)}
            problems.append(problem("register-unknown", Place(path=f"content/{name}"), **facts))
    return tuple(problems)


def find_static(root: Path) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The paths of all files below static/, sorted; .nojekyll and .well-known/ are published too."""
    paths: list[str] = []
    problems: list[Diagnostic] = []
    waiting = ["static"]
    while waiting:
        path = waiting.pop()
        names, inner, wrong = _listed(root, path, dotted=True)
        problems.extend(wrong)
        problems.extend(
            problem("name-invalid", Place(path=f"{path}/{name!a}"), name=f"{name!a}")
            for name in names
            if not _publishable(name)
        )
        paths.extend(f"{path}/{name}" for name in names if _publishable(name))
        waiting.extend(f"{path}/{name}" for name in inner)
    return tuple(sorted(paths)), tuple(problems)


def _publishable(name: str) -> bool:
    """Whether a file of this name can stand on any file system, and is not one of the ledger's own."""
    return not UNPUBLISHABLE.search(name) and not name.casefold().startswith(".puente-")


def _listed(root: Path, path: str, *, dotted: bool = False) -> tuple[list[str], list[str], list[Diagnostic]]:
    """(regular files, folders, problems) in a folder; links and devices are problems."""
    files: list[str] = []
    folders: list[str] = []
    problems: list[Diagnostic] = []
    if (root / path).is_symlink():
        return files, folders, [problem("file-not-regular", Place(path=path))]
    try:
        entries = sorted(os.scandir(root / path), key=lambda entry: entry.name)
    except FileNotFoundError:
        return files, folders, problems
    except OSError as trouble:
        return (
            files,
            folders,
            [problem("file-unreadable", Place(path=path), reason=trouble.strerror or str(trouble))],
        )
    for entry in entries:
        if entry.name in IGNORED or entry.name.endswith(BACKUPS) or (entry.name[0] == "." and not dotted):
            continue
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError:  # it went away since the folder was read
            problems.append(problem("file-changed", Place(path=f"{path}/{entry.name}")))
            continue
        if stat.S_ISDIR(mode):
            folders.append(entry.name)
        elif stat.S_ISREG(mode):
            files.append(entry.name)
        else:
            problems.append(problem("file-not-regular", Place(path=f"{path}/{entry.name}")))
    return files, folders, problems


def _folder(path: str, names: list[str], *, is_top: bool) -> tuple[list[Folder], list[Diagnostic]]:
    key = unicodedata.normalize("NFC", path.rpartition("/")[2])
    articles = tuple((lang, f"{path}/{lang}.md") for lang in LANGUAGES if f"{lang}.md" in names)
    pictures = tuple(name for name in names if name.lower().endswith(SUFFIXES))
    known = {f"{lang}.md" for lang in LANGUAGES} | set(pictures)
    facts = {"formats": "JPEG, PNG, WebP, AVIF, GIF"}
    problems = [
        problem("file-unexpected", Place(path=f"{path}/{name}"), name=name, **facts)
        for name in names
        if is_top or name not in known
    ]
    if is_top:
        return [], problems
    problems.extend(
        problem("name-invalid", Place(path=f"{path}/{name}"), name=name)
        for name in pictures
        if not PICTURE_NAME.fullmatch(name)
    )
    if not is_slug(key):
        problems.append(problem("name-invalid", Place(path=path), name=key))
    if not articles:
        problems.append(_without_article(path))
    return [Folder(key=key, path=path, articles=articles, pictures=pictures)], problems


def _without_article(path: str) -> Diagnostic:
    return problem(
        "folder-without-article", Place(path=path), files=" / ".join(f"{lang}.md" for lang in LANGUAGES)
    )
