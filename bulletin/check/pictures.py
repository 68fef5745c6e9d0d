"""Pictures that are missing, that cannot be seen by everybody, or that nobody is credited for."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.diagnostics import problem, suggest
from bulletin.model import Article, Diagnostic, Place, Prose, Story


def check_pictures(
    story: Story, article: Article, proses: Mapping[str, Prose], names: frozenset[str]
) -> tuple[Diagnostic, ...]:
    """What is wrong with the pictures of an article. `names` are the picture files of its folder.

    `proses` are the texts by path; a draft has none.
    """
    prose, shared = proses[article.path], story.shared
    if not (shared.photo or shared.pictures or prose.pictures):
        return ()
    return (
        *_lead(story, article, proses, names),
        *_in_text(story, article, prose, names),
        *_unused(story, article, proses),
    )


def _there(name: str, lang: str, names: frozenset[str]) -> bool:
    stem, dot, suffix = name.rpartition(".")
    return name in names or f"{stem}.{lang}{dot}{suffix}" in names


def _told(story: Story, article: Article, proses: Mapping[str, Prose], names: frozenset[str]) -> bool:
    """Whether the original, which gives the name, is told already that its lead picture is not there."""
    original, photo = story.article(story.original), story.shared.photo
    if original is None or original is article or photo is None:
        return False
    return original.path in proses and not _there(photo.file, original.lang, names)


def _lead(
    story: Story, article: Article, proses: Mapping[str, Prose], names: frozenset[str]
) -> list[Diagnostic]:
    photo = story.shared.photo
    if photo is None:
        return []
    is_original = article.lang == story.original
    problems = []
    if not photo.file and is_original and not _has_strange_name(article):
        facts = {"field": "photo.file", "example": "file: lead.jpg"}
        problems.append(problem("field-missing", article.at("photo"), **facts))
    elif (
        photo.file
        and not _there(photo.file, article.lang, names)
        and not _told(story, article, proses, names)
    ):
        place = article.at("photo", "file")
        problems.append(
            problem("picture-missing", place, file=photo.file, suggestion=suggest(photo.file, names))
        )
    if photo.file and not (article.photo and article.photo.alt):
        problems.append(problem("picture-without-alt", article.at("photo"), file=photo.file))
    if photo.file and is_original and not photo.credit:
        problems.append(_without_credit(photo.file, article.at("photo"), "credit: CCFFAA"))
    return problems


def _has_strange_name(article: Article) -> bool:
    """Whether `photo` has a field that there is not: most likely `file`, misspelt, and told already."""
    names = {name for name, _ in article.places if name.startswith("photo.")}
    return bool(names - {f"photo.{name}" for name in ("file", "kind", "credit", "focus", "alt", "caption")})


def _in_text(story: Story, article: Article, prose: Prose, names: frozenset[str]) -> list[Diagnostic]:
    problems = []
    said = {facts.file: facts for facts in story.shared.pictures}
    credited = {file for file, facts in said.items() if facts.credit}
    for reference in prose.pictures:
        target, place = reference.target, reference.place
        if "/" in target or ":" in target:
            problems.append(problem("picture-elsewhere", place, target=target))
            continue
        if not reference.text:
            problems.append(problem("picture-without-alt", place, file=target))
        if not _there(target, article.lang, names):
            near = suggest(target, names)
            problems.append(problem("picture-missing", place, file=target, suggestion=near))
        elif target not in credited and article.lang == story.original:
            example = f"pictures: {{{target}: {{credit: CCFFAA}}}}"
            problems.append(_without_credit(target, place, example))
            credited.add(target)  # one complaint is enough
    return problems


def _without_credit(file: str, place: Place, example: str) -> Diagnostic:
    return problem("picture-without-credit", place, file=file, example=example)


def _unused(story: Story, article: Article, proses: Mapping[str, Prose]) -> list[Diagnostic]:
    """Facts of a picture that no version shows are a slip of the pen in its name."""
    texts = [proses[one.path] for one in story.articles if one.path in proses]
    if article.lang != story.original or len(texts) < len(story.articles):
        return []
    shown = {reference.target for prose in texts for reference in prose.pictures}
    return [
        problem(
            "picture-unused",
            article.at("pictures", facts.file),
            file=facts.file,
            suggestion=suggest(facts.file, shown),
        )
        for facts in story.shared.pictures
        if facts.file not in shown
    ]
