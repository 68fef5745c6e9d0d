"""The folders of a project -> lists of what stands in them, sorted, with nothing unsafe followed.

A folder below content/stories that holds files is a story; folders that hold only folders (years) keep
order and mean nothing. Names are compared in NFC: macOS hands out decomposed ones.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from bulletin.diagnostics import N_, problem, suggest
from bulletin.languages.slugs import is_slug, slugify
from bulletin.load.pictures import SUFFIXES
from bulletin.load.sources import Sources
from bulletin.model import LANGUAGES, REGISTERS, URLS_FILE, Diagnostic, Place

LANGUAGE_FILES = frozenset(f"{lang}.md" for lang in LANGUAGES)
IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
FOLDERS = ("pages", "stories")
UNPUBLISHABLE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')
BACKUPS = ("~", ".swp", ".swo", ".tmp", ".bak", ".orig", "#")
PICTURE_NAME = re.compile(r"[a-z0-9_][a-z0-9_.-]*", re.ASCII | re.IGNORECASE)
"""Letters with accents have two forms that look the same; on macOS a file has another one than the text."""


FOLDER_NAMES = N_("use a to z, 0 to 9 and single hyphens")
PICTURE_NAMES = N_("use letters without accents, digits, hyphens and dots, no spaces")
STATIC_NAMES = N_("use letters, digits, hyphens and dots")
TEXT_ENDINGS = frozenset({"md", "txt", "text", "markdown", "mdown", "mkd"})
CALLED = {
    "en": frozenset({"en", "eng", "english", "ingles", "inglés"}),
    "es": frozenset({"es", "esp", "spa", "spanish", "espanol", "español", "castellano"}),
}
"""What people call the language files."""


class Folder(Struct, frozen=True, kw_only=True):
    """A story's or a page's folder: its key, language files as (lang, path), pictures."""

    key: str
    path: str
    articles: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]


def find_folders(sources: Sources, top: str) -> tuple[tuple[Folder, ...], tuple[Diagnostic, ...]]:
    """All story folders below `top` (content/stories), in the order of their paths."""
    folders: list[Folder] = []
    problems: list[Diagnostic] = []
    stories: list[str] = []
    waiting = [top]
    while waiting:
        path = waiting.pop()
        names, inner, wrong = _listed(sources, path)
        problems.extend(wrong)
        problems.extend(_static_name(path, name) for name in inner if not is_text(name))
        waiting.extend(sorted((f"{path}/{name}" for name in inner if is_text(name)), reverse=True))
        keeps_order = path == top or bool(inner and not LANGUAGE_FILES & set(names))
        found, wrong = _folder(path, names, keeps_order=keeps_order)
        folders.extend(found)
        if any(path.startswith(f"{story}/") for story in stories):  # that it stands there is told already
            wrong = [one for one in wrong if one.code != "folder-without-article"]
        problems.extend(wrong)
        if inner and not keeps_order:
            problems.append(problem("folder-nested", Place(path=path)))
            stories.append(path)
    return tuple(sorted(folders, key=lambda folder: folder.path)), tuple(problems)


def find_strays(sources: Sources) -> tuple[Diagnostic, ...]:
    """What stands in content/ that nobody reads: a name mistyped, most of the time."""
    names = [f"{register}.yaml" for register in REGISTERS]
    files, folders, problems = _listed(sources, "content")
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


def find_static(sources: Sources) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The paths of all files below static/, sorted; .nojekyll and .well-known/ are published too."""
    paths: list[str] = []
    problems: list[Diagnostic] = []
    waiting = ["static"]
    while waiting:
        path = waiting.pop()
        names, inner, wrong = _listed(sources, path, dotted=True)
        problems.extend(wrong)
        problems.extend(_static_name(path, name) for name in names if not _publishable(name))
        paths.extend(f"{path}/{name}" for name in names if _publishable(name))
        waiting.extend(f"{path}/{name}" for name in inner)
    return tuple(sorted(paths)), tuple(problems)


def is_text(name: str) -> bool:
    """Whether a name is text at all: a file system takes any bytes, and Python stands surrogates for them."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _static_name(path: str, name: str) -> Diagnostic:
    facts = {"name": f"{name!a}", "advice": STATIC_NAMES, "example": "robots.txt"}
    return problem("name-invalid", Place(path=f"{path}/{name!a}"), **facts)


def _publishable(name: str) -> bool:
    """Whether a file of this name can stand on any file system, and is not one of the ledger's own."""
    return not UNPUBLISHABLE.search(name) and not name.casefold().startswith(".puente-")


def _listed(
    sources: Sources, path: str, *, dotted: bool = False
) -> tuple[list[str], list[str], list[Diagnostic]]:
    """(regular files, folders, problems) in a folder; links and devices are problems."""
    files: list[str] = []
    folders: list[str] = []
    problems: list[Diagnostic] = []
    if sources.kind(path) == "other":
        problems.append(problem("file-not-regular", Place(path=path)))
    if sources.trouble(path):
        problems.append(problem("file-unreadable", Place(path=path), reason=sources.trouble(path)))
    for name, seen in sources.listed(path).items():
        if name in IGNORED or name.endswith(BACKUPS) or (name[0] == "." and not dotted):
            continue
        if seen[0] == "folder":
            folders.append(name)
        elif seen[0] == "file":
            files.append(name)
        else:  # "gone" went away since the folder was read
            code = "file-changed" if seen[0] == "gone" else "file-not-regular"
            problems.append(problem(code, Place(path=f"{path}/{name}")))
    return files, folders, problems


def _folder(path: str, names: list[str], *, keeps_order: bool) -> tuple[list[Folder], list[Diagnostic]]:
    """The story in a folder, and what is wrong with it. In a folder that `keeps_order` no file belongs."""
    key = unicodedata.normalize("NFC", path.rpartition("/")[2])
    articles = tuple((lang, f"{path}/{lang}.md") for lang in LANGUAGES if f"{lang}.md" in names)
    pictures = tuple(name for name in names if name.lower().endswith(SUFFIXES))
    strays = [name for name in names if keeps_order or name not in LANGUAGE_FILES | set(pictures)]
    problems = [_unexpected(path, name, names) for name in strays]
    if keeps_order:
        return [], problems
    problems.extend(_picture_name(path, name) for name in pictures if not PICTURE_NAME.fullmatch(name))
    if names and not is_slug(key):
        facts = {"name": key, "advice": FOLDER_NAMES, "example": slugify(key) or "relief-arrives"}
        problems.append(problem("name-invalid", Place(path=path), **facts))
    if not articles and not strays:  # a stray is most likely the language file, by another name
        problems.append(_without_article(path))
    readable = tuple(name for name in pictures if is_text(name))
    folder = Folder(key=key, path=path, articles=articles, pictures=readable)
    return ([folder] if names else []), problems


def _unexpected(path: str, name: str, names: list[str]) -> Diagnostic:
    near = _language_file(name)
    facts = {
        "name": name,
        "suggestion": near if near not in names else "",
        "formats": "JPEG, PNG, WebP, AVIF, GIF",
    }
    return problem("file-unexpected", Place(path=f"{path}/{name}"), **facts)


def _language_file(name: str) -> str:
    """The name that a language file should have had: en.md for english.md, EN.md, en.md.txt; "" for others."""
    stem, *endings = name.casefold().split(".")
    if not endings or not set(endings) <= TEXT_ENDINGS:
        return ""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", stem))
    return next((f"{lang}.md" for lang, called in CALLED.items() if words[:1] and words[0] in called), "")


def _picture_name(path: str, name: str) -> Diagnostic:
    stem, dot, ending = name.rpartition(".")
    facts = {
        "name": name,
        "advice": PICTURE_NAMES,
        "example": f"{slugify(stem) or 'bridge'}{dot}{ending.lower()}",
    }
    return problem("name-invalid", Place(path=f"{path}/{name}"), **facts)


def _without_article(path: str) -> Diagnostic:
    return problem(
        "folder-without-article", Place(path=path), files=" / ".join(f"{lang}.md" for lang in LANGUAGES)
    )
