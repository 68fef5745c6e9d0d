"""Files -> articles and registers: everything is read once, every problem is kept, nothing is judged
that needs a second file to judge."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.digest import digest_bytes
from bulletin.load.articles import read_article
from bulletin.load.pictures import read_picture
from bulletin.load.registers import read_register
from bulletin.load.source import read_bytes, read_source
from bulletin.load.tree import Folder, find_folders, find_static, find_strays
from bulletin.load.urls import read_urls
from bulletin.model import (
    REGISTERS,
    Address,
    Article,
    Diagnostic,
    PictureFile,
    Place,
    Register,
    StaticFile,
    Term,
)


class Loaded(Struct, frozen=True, kw_only=True):
    """All sources of a site. `broken` are the paths of language files whose header cannot be read.

    `urls` are the addresses that were published once; None where none are remembered yet.
    """

    articles: tuple[Article, ...]
    terms: tuple[Term, ...]
    pictures: tuple[PictureFile, ...]
    statics: tuple[StaticFile, ...]
    broken: tuple[str, ...]
    urls: tuple[Address, ...] | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def broken_keys(self) -> frozenset[str]:
        """The keys of the stories with a file that cannot be read."""
        return frozenset(path.split("/")[-2] for path in self.broken)

    @property
    def picture_paths(self) -> frozenset[str]:
        """The paths of all pictures, those that cannot be read among them."""
        return frozenset(picture.path for picture in self.pictures) | {
            one.place.path for one in self.diagnostics
        }

    @property
    def doubtful(self) -> frozenset[Register]:
        """The registers with an error: what they lack may only be unread."""
        faulty = {one.place.path for one in self.diagnostics if one.severity == "error"}
        return frozenset(register for register in REGISTERS if f"content/{register}.yaml" in faulty)


def load(root: Path, zone: ZoneInfo) -> Loaded:
    """Read the content and the static files of the project at `root`."""
    problems: list[Diagnostic] = []
    articles: list[Article] = []
    pictures: list[PictureFile] = []
    broken: list[str] = []
    for top in ("content/stories", "content/pages"):
        folders, wrong = find_folders(root, top)
        problems.extend(wrong)
        for folder in folders:
            found, unread = _articles(root, folder, zone, page=top == "content/pages")
            articles.extend(found)
            broken.extend(sorted({path for _, path in folder.articles} - {article.path for article in found}))
            shown, faulty = _pictures(root, folder)
            pictures.extend(shown)
            problems.extend(unread + faulty)
    terms, wrong_terms = _terms(root, zone)
    statics, wrong_statics = _statics(root)
    urls, wrong_urls = read_urls(root)
    return Loaded(
        articles=tuple(articles),
        terms=terms,
        pictures=tuple(pictures),
        statics=statics,
        broken=tuple(broken),
        urls=urls,
        diagnostics=tuple(problems) + wrong_terms + wrong_statics + wrong_urls,
    )


def _articles(
    root: Path, folder: Folder, zone: ZoneInfo, *, page: bool
) -> tuple[list[Article], list[Diagnostic]]:
    articles: list[Article] = []
    problems: list[Diagnostic] = []
    for lang, path in folder.articles:
        source, wrong = read_source(root, path)
        problems.extend(wrong)
        if source is not None:
            article, wrong = read_article(source, page=page, key=folder.key, lang=lang, zone=zone)
            problems.extend(wrong)
            articles.extend([article] if article else [])
    return articles, _without_doubles(articles, problems)


def _without_doubles(articles: list[Article], problems: list[Diagnostic]) -> list[Diagnostic]:
    """A text that does not say it is a translation misses no date: `pair` tells what it misses."""
    originals = [article for article in articles if article.translation is None]
    if len(originals) < 2 or not any(article.shared.date for article in originals):
        return problems
    date = ("field", "date")
    return [one for one in problems if not (one.code == "field-missing" and date in one.facts)]


def _pictures(root: Path, folder: Folder) -> tuple[list[PictureFile], list[Diagnostic]]:
    pictures: list[PictureFile] = []
    problems: list[Diagnostic] = []
    for name in folder.pictures:
        picture, wrong = read_picture(root, f"{folder.path}/{name}")
        pictures.extend([picture] if picture else [])
        problems.extend(wrong)
    return pictures, problems


def _terms(root: Path, zone: ZoneInfo) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """The terms of all registers; only the registers of sections, tags and regions must be there."""
    terms: list[Term] = []
    problems: list[Diagnostic] = list(find_strays(root))
    for register in REGISTERS:
        path = f"content/{register}.yaml"
        if not (root / path).exists():
            if register in ("sections", "tags", "regions"):
                problems.append(problem("register-missing", Place(path=path), name=f"{register}.yaml"))
            continue
        source, wrong = read_source(root, path, LIMITS.story_bytes)
        problems.extend(one for one in wrong if one.code != "file-empty")
        if source is not None:
            found, wrong = read_register(source, register, zone)
            terms.extend(found)
            problems.extend(wrong)
    return tuple(terms), tuple(problems)


def _statics(root: Path) -> tuple[tuple[StaticFile, ...], tuple[Diagnostic, ...]]:
    paths, problems = find_static(root)
    statics, wrong_files = [], list(problems)
    for path in paths:
        data, wrong = read_bytes(root, path, LIMITS.static_bytes)
        wrong_files.extend(wrong)
        if data is not None:
            statics.append(
                StaticFile(path=path, name=path.removeprefix("static/"), digest=digest_bytes(data))
            )
    return tuple(statics), tuple(wrong_files)
