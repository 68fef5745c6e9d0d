"""Files -> articles and registers: everything is read once, every problem is kept, nothing is judged
that needs a second file to judge.

`find` says what there is to read. Each file is then read by a function of its own, which sees that file
alone; `gathered` brings the results together.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.digest import digest
from bulletin.load.articles import read_article, text_below
from bulletin.load.pictures import read_picture
from bulletin.load.registers import read_register
from bulletin.load.source import Source, read_bytes, text_of
from bulletin.load.sources import SourceFile, Sources, read_found
from bulletin.load.tree import Folder, find_folders, find_static, find_strays
from bulletin.load.urls import read_urls
from bulletin.model import (
    REGISTERS,
    URLS_FILE,
    Address,
    Article,
    Diagnostic,
    Filed,
    Outcome,
    PictureFile,
    Place,
    Register,
    StaticFile,
    Term,
)


def broken_keys(broken: Iterable[str]) -> frozenset[str]:
    """The keys of the stories with these files."""
    return frozenset(path.split("/")[-2] for path in broken)


class ArticleFile(SourceFile, frozen=True, kw_only=True):
    """A language file of a story, or of a page. `zone` is that of moments without one."""

    key: str
    lang: str
    page: bool
    zone: str


class RegisterFile(SourceFile, frozen=True, kw_only=True):
    register: Register
    zone: str


class Found(Struct, frozen=True, kw_only=True):
    """What there is to read, in the order of the paths. `urls` is None where no address is remembered yet."""

    articles: tuple[ArticleFile, ...]
    pictures: tuple[SourceFile, ...]
    registers: tuple[RegisterFile, ...]
    statics: tuple[SourceFile, ...]
    urls: SourceFile | None
    diagnostics: tuple[Diagnostic, ...]


class Loaded(Struct, frozen=True, kw_only=True):
    """All sources of a site. `broken` are the paths of language files whose header cannot be read.

    `bodies` are the digests of the articles' texts, by their paths.
    `urls` are the addresses that were published once; None where none are remembered yet.
    """

    articles: tuple[Article, ...]
    bodies: dict[str, str]
    terms: tuple[Term, ...]
    pictures: tuple[PictureFile, ...]
    statics: tuple[StaticFile, ...]
    broken: tuple[str, ...]
    urls: tuple[Address, ...] | None
    diagnostics: tuple[Diagnostic, ...]

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


def find(sources: Sources, zone: str) -> Found:
    """What there is to read in the content and the static files of a project."""
    problems: list[Diagnostic] = []
    articles: list[ArticleFile] = []
    pictures: list[SourceFile] = []
    for top in ("content/stories", "content/pages"):
        folders, wrong = find_folders(sources, top)
        problems.extend(wrong)
        for folder in folders:
            articles.extend(_language_files(sources, folder, zone, page=top == "content/pages"))
            paths = (f"{folder.path}/{name}" for name in folder.pictures)
            pictures.extend(sources.file(path, LIMITS.picture_bytes) for path in paths)
    registers, wrong_registers = _registers(sources, zone)
    statics, wrong_statics = find_static(sources)
    return Found(
        articles=tuple(articles),
        pictures=tuple(pictures),
        registers=registers,
        statics=tuple(sources.file(path, LIMITS.static_bytes) for path in statics),
        urls=sources.file(URLS_FILE, LIMITS.static_bytes) if sources.kind(URLS_FILE) else None,
        diagnostics=(*problems, *find_strays(sources), *wrong_registers, *wrong_statics),
    )


def _language_files(sources: Sources, folder: Folder, zone: str, *, page: bool) -> Iterable[ArticleFile]:
    for lang, path in folder.articles:
        digest = sources.file(path, LIMITS.story_bytes).digest
        yield ArticleFile(path=path, digest=digest, key=folder.key, lang=lang, page=page, zone=zone)


def _registers(sources: Sources, zone: str) -> tuple[tuple[RegisterFile, ...], tuple[Diagnostic, ...]]:
    """The registers that are there; only those of sections, tags and regions must be."""
    found: list[RegisterFile] = []
    problems: list[Diagnostic] = []
    for register in REGISTERS:
        path = f"content/{register}.yaml"
        if sources.kind(path):
            digest = sources.file(path, LIMITS.story_bytes).digest
            found.append(RegisterFile(path=path, digest=digest, register=register, zone=zone))
        elif register in ("sections", "tags", "regions"):
            problems.append(problem("register-missing", Place(path=path), name=f"{register}.yaml"))
    return tuple(found), tuple(problems)


# -- one file each --------------------------------------------------------------------------------


def article_of(root: Path, file: ArticleFile) -> Outcome[Filed]:
    """The article of a language file, as it was filed; none where its header cannot be read."""
    source, wrong = _source(root, file, LIMITS.story_bytes)
    if source is None:
        return Outcome(diagnostics=wrong)
    written, wrong = read_article(
        source, page=file.page, key=file.key, lang=file.lang, zone=ZoneInfo(file.zone)
    )
    filed = Filed(article=written.article, body=digest(written.body)) if written else None
    return Outcome(value=filed, diagnostics=wrong)


def text_of_article(root: Path, path: str, body: str) -> Outcome[str]:
    """The Markdown below the header of a language file that was read before; `body` is its digest."""
    data, wrong = read_bytes(root, path, LIMITS.story_bytes)
    if data is None:
        return Outcome(diagnostics=wrong)
    source, wrong = text_of(path, data)
    text = text_below(source) if source else None
    if (
        text is None or digest(text) != body
    ):  # whatever else is wrong with it was not when its header was read
        return Outcome(diagnostics=(problem("file-changed", Place(path=path)),))
    return Outcome(value=text, diagnostics=wrong)


def picture_of(root: Path, file: SourceFile) -> Outcome[PictureFile]:
    picture, wrong = read_picture(root, file.path)
    if picture is not None and picture.digest != file.digest:
        return Outcome(diagnostics=(problem("file-changed", Place(path=file.path)),))
    return Outcome(value=picture, diagnostics=wrong)


def terms_of(root: Path, file: RegisterFile) -> Outcome[tuple[Term, ...]]:
    """The terms of a register; an empty file has none, and nothing is wrong with it."""
    source, wrong = _source(root, file, LIMITS.story_bytes)
    if source is None:
        return Outcome(value=(), diagnostics=tuple(one for one in wrong if one.code != "file-empty"))
    terms, wrong = read_register(source, file.register, ZoneInfo(file.zone))
    return Outcome(value=terms, diagnostics=wrong)


def urls_of(root: Path, file: SourceFile) -> Outcome[tuple[Address, ...]]:
    """The remembered addresses in the order of the file."""
    source, wrong = _source(root, file, LIMITS.static_bytes)
    if source is None:
        return Outcome(value=(), diagnostics=tuple(one for one in wrong if one.code != "file-empty"))
    addresses, wrong = read_urls(source)
    return Outcome(value=addresses, diagnostics=wrong)


def _source(root: Path, file: SourceFile, limit: int) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of a file, which must be what it was when it was found."""
    data, problems = read_found(root, file.path, file.digest, limit)
    return (None, problems) if data is None else text_of(file.path, data)


# -- all together ---------------------------------------------------------------------------------


def gathered(
    root: Path,
    found: Found,
    articles: Iterable[Outcome[Filed]],
    pictures: Iterable[Outcome[PictureFile]],
    terms: Iterable[Outcome[tuple[Term, ...]]],
    urls: Outcome[tuple[Address, ...]] | None,
) -> Loaded:
    """What was read of everything that was found, in the order of `found`."""
    read, seen, registered = tuple(articles), tuple(pictures), tuple(terms)
    statics, wrong_statics = _statics(root, found)
    filed = [one.value for one in read if one.value]
    return Loaded(
        articles=tuple([one.article for one in filed]),
        bodies={one.article.path: one.body for one in filed},
        terms=tuple(term for one in registered for term in one.value or ()),
        pictures=tuple(one.value for one in seen if one.value),
        statics=statics,
        broken=tuple(
            sorted(file.path for file, one in zip(found.articles, read, strict=True) if one.value is None)
        ),
        urls=urls.value if urls else None,
        diagnostics=(
            *found.diagnostics,
            *_without_doubles(found, read),
            *(wrong for one in seen for wrong in one.diagnostics),
            *(wrong for one in registered for wrong in one.diagnostics),
            *wrong_statics,
            *(urls.diagnostics if urls else ()),
        ),
    )


def _without_doubles(found: Found, read: tuple[Outcome[Filed], ...]) -> Iterable[Diagnostic]:
    """A text that does not say it is a translation misses no date: `pair` tells what it misses."""
    folders: dict[str, list[Outcome[Filed]]] = {}
    for file, one in zip(found.articles, read, strict=True):
        folders.setdefault(file.path.rpartition("/")[0], []).append(one)
    for mates in folders.values():
        problems = [wrong for one in mates for wrong in one.diagnostics]
        filed = [one.value.article for one in mates if one.value]
        originals = [article for article in filed if article.translation is None]
        if len(originals) >= 2 and any(article.shared.date for article in originals):
            date = ("field", "date")
            problems = [one for one in problems if not (one.code == "field-missing" and date in one.facts)]
        yield from problems


def _statics(root: Path, found: Found) -> tuple[tuple[StaticFile, ...], tuple[Diagnostic, ...]]:
    statics = tuple(
        StaticFile(path=file.path, name=file.path.removeprefix("static/"), digest=file.digest)
        for file in found.statics
        if file.digest
    )
    unread = (file.path for file in found.statics if not file.digest)
    return statics, tuple(wrong for path in unread for wrong in _why_unread(root, path))


def _why_unread(root: Path, path: str) -> tuple[Diagnostic, ...]:
    """Why a file has no digest; one that can be read by now has changed since it was looked for."""
    _, wrong = read_bytes(root, path, LIMITS.static_bytes)
    return wrong or (problem("file-changed", Place(path=path)),)
