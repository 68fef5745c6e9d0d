"""Articles -> Stories: paired by folder, shared facts inherited from the original, contradictions named.

The original is the file without `translation:`. A translation takes every shared field from it and
may not say otherwise, so that a figure cannot change between languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from bulletin.config import LIMITS
from bulletin.diagnostics import problem
from bulletin.languages.slugs import misread, slugify
from bulletin.model import (
    Article,
    Diagnostic,
    PictureFacts,
    Place,
    Reactions,
    Register,
    SeriesPart,
    SharedFacts,
    Story,
)
from bulletin.pair.taxonomy import Vocabulary

SHARED = (
    "date", "publish", "expires", "section", "regions", "tags", "series", "authors", "outlet",
    "photo.file", "photo.kind", "photo.credit", "photo.focus", "pictures", "reactions",
)  # fmt: skip
NOTHING = "-"
NO_FACTS = SharedFacts()
LISTS: tuple[tuple[str, Register], ...] = (("regions", "regions"), ("tags", "tags"), ("authors", "authors"))
SINGLES: tuple[tuple[str, Register], ...] = (("section", "sections"), ("outlet", "authors"))


def pair_stories(
    articles: Iterable[Article], broken: Iterable[str], vocabulary: Vocabulary
) -> tuple[tuple[Story, ...], tuple[Diagnostic, ...]]:
    """All stories and pages, whether visible or not, in the order of their keys.

    `broken` are paths of language files that could not be read: their absence is not complained of.
    """
    problems: list[Diagnostic] = []
    unknown: set[Place] = set()
    groups: dict[str, list[Article]] = {}
    for article in articles:
        resolved, wrong = _resolved(article, vocabulary)
        problems.extend(wrong)
        unknown.update(one.place for one in wrong)
        groups.setdefault(article.key.casefold(), []).append(resolved)
    stories = []
    for _, group in sorted(groups.items()):
        folders: dict[str, list[Article]] = {}
        for article in group:
            folders.setdefault(article.folder, []).append(article)
        problems.extend(_key_taken(group[0].key, sorted(folders)))
        for folder, mates in sorted(folders.items()):
            hurt = any(path.startswith(folder + "/") for path in broken)
            original, wrong = _original(mates, hurt=hurt)
            problems.extend(wrong)
            stories.append(_story(original, mates))
            problems.extend(_contradictions(original, mates, unknown))
            problems.extend(_crossed(original))
    return tuple(stories), tuple(problems)


def _resolved(article: Article, vocabulary: Vocabulary) -> tuple[Article, tuple[Diagnostic, ...]]:
    """The article with ids for names and with its slug."""
    shared, problems = _resolved_facts(article, vocabulary)
    slug, slug_problems = _slug(article)
    translation = article.translation
    by_problems: tuple[Diagnostic, ...] = ()
    if translation and translation.by:
        ids, by_problems = _ids(article, vocabulary, "authors", translation.by, "translation", "by")
        translation = replace(translation, by=ids)
    resolved = replace(article, shared=shared, slug=slug, translation=translation)
    return resolved, (*problems, *slug_problems, *by_problems)


def _resolved_facts(article: Article, vocabulary: Vocabulary) -> tuple[SharedFacts, list[Diagnostic]]:
    """The shared facts with the ids of the registers for what was written."""
    shared = article.shared
    if shared == NO_FACTS:  # most translations
        return shared, []
    problems: list[Diagnostic] = []
    changes: dict[str, object] = {}
    for name, register in LISTS:
        changes[name], wrong = _ids(article, vocabulary, register, getattr(shared, name), name)
        problems.extend(wrong)
    for name, register in SINGLES:
        changes[name], wrong = _id(article, vocabulary, register, getattr(shared, name), name)
        problems.extend(wrong)
    if shared.series:
        id, wrong = _id(article, vocabulary, "series", shared.series.series, "series", "id")
        changes["series"] = replace(shared.series, series=id) if id else None
        problems.extend(wrong)
    return replace(shared, **changes), problems


def _id(
    article: Article, vocabulary: Vocabulary, register: Register, written: str, *field: str
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The id of what a field says. Where it stands is looked up only to complain of it."""
    id = vocabulary.find(register, written)
    return (id, ()) if id is not None else vocabulary.resolve(register, written, article.at(*field))


def _ids(
    article: Article, vocabulary: Vocabulary, register: Register, written: tuple[str, ...], *field: str
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The ids of the values of a list, each once."""
    ids = [vocabulary.find(register, value) for value in written]
    if None in ids:
        places = [(value, article.at(*field, number)) for number, value in enumerate(written)]
        return vocabulary.resolve_all(register, places)
    return tuple(dict.fromkeys(id for id in ids if id)), ()


def _slug(article: Article) -> tuple[str, tuple[Diagnostic, ...]]:
    """The slug given, or made from the title; a slug that reads as another word is pointed out."""
    if article.slug or article.gives("slug") or not article.title:
        return article.slug, ()
    slug = slugify(article.title, LIMITS.slug_characters)
    if not slug:
        return "", (
            problem("slug-invalid", article.at("title"), slug=article.title, limit=LIMITS.slug_characters),
        )
    trap = misread(slug, article.title)
    if trap is None:
        return slug, ()
    return slug, (problem("slug-misread", article.at("title"), word=trap[0], example=trap[1]),)


def _key_taken(key: str, folders: list[str]) -> tuple[Diagnostic, ...]:
    if len(folders) == 1:
        return ()
    others = ", ".join(folders)
    return tuple(problem("key-taken", Place(path=folder), key=key, others=others) for folder in folders)


def _original(mates: list[Article], *, hurt: bool) -> tuple[Article, tuple[Diagnostic, ...]]:
    """The original of a folder, and what is wrong with who was translated from whom."""
    originals = [article for article in mates if article.translation is None]
    if len(originals) > 1:
        undated = [article for article in originals if not article.gives("date")]
        blamed = undated if len(undated) < len(originals) and undated else originals
        first = next((article for article in originals if article not in undated), originals[0])
        return first, tuple(_twice(article, originals) for article in blamed)
    problems = []
    if not originals and not hurt and len(mates) > 1:
        problems.append(problem("original-missing", mates[0].at("translation")))
    langs = {article.lang for article in mates}
    for article in mates:
        if article.translation and article.translation.of not in langs and not hurt:
            of = article.translation.of
            problems.append(problem("translation-of-absent", article.at("translation", "of"), of=of))
    return (originals or mates)[0], tuple(problems)


def _twice(article: Article, originals: list[Article]) -> Diagnostic:
    other = next(one for one in originals if one is not article)
    place = Place(path=article.path, line=1)
    return problem("original-twice", place, others=other.path, other=other.lang)


def _story(original: Article, mates: list[Article]) -> Story:
    return Story(
        kind=original.kind,
        key=original.key,
        original=original.lang,
        articles=tuple(mates),
        shared=original.shared,
    )


def _contradictions(original: Article, mates: list[Article], unknown: set[Place]) -> list[Diagnostic]:
    """What the translations say otherwise. A value that has a problem of its own contradicts nothing."""
    problems = []
    for article in mates:
        if not article.translation or article is original:
            continue
        given = {name for name, _ in article.places}
        for name in SHARED if not given.isdisjoint(SHARED) else ():
            if name not in given or any(_in_doubt(one, name, unknown) for one in (article, original)):
                continue
            here, there = _shown(article, name), _shown(original, name)
            if here != there:
                problems.append(_differs(article, original, name, here, there))
    return problems


def _in_doubt(article: Article, name: str, unknown: set[Place]) -> bool:
    """Whether a field is given, but could not be read or names what no register has."""
    places = [place for field, place in article.places if field == name or field.startswith(f"{name}.")]
    return bool(places) and (_shown(article, name) == NOTHING or any(place in unknown for place in places))


def _differs(article: Article, original: Article, name: str, here: str, there: str) -> Diagnostic:
    source = original.at(name) if original.gives(name) else Place(path=original.path)
    where = f"{source.path}:{source.line}" if source.line else source.path
    facts = {"field": name, "here": here, "there": there, "where": where}
    return problem("pair-field-differs", article.at(*name.split(".")), **facts)


def _shown(article: Article, name: str) -> str:
    """A shared field as text, to compare and to print; lists in one order, as in a header."""
    value: object = article.shared
    for step in name.split("."):
        value = getattr(value, step, None)
    if name == "photo.focus" and isinstance(value, tuple):
        return " ".join(f"{percent}%" for percent in value)
    if isinstance(value, tuple):
        return "[" + ", ".join(sorted(_printed(item) for item in value)) + "]"
    return _printed(value) if value else NOTHING


def _printed(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, PictureFacts):
        return f"{value.file}: {value.kind} {value.credit} {value.focus or ''}".rstrip()
    if isinstance(value, Reactions):
        return f"{value.yes} ({value.on or NOTHING})"
    if isinstance(value, SeriesPart):
        return f"{value.series} {value.part}"
    return str(value)


def _crossed(original: Article) -> tuple[Diagnostic, ...]:
    publish, expires = original.shared.publish, original.shared.expires
    if publish and expires and expires <= publish:
        place = original.at("expires")
        return (
            problem("dates-crossed", place, expires=expires.isoformat(" "), publish=publish.isoformat(" ")),
        )
    return ()
