"""A language file -> an Article: the schema of a story's and a page's header."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from bulletin.config import LIMITS
from bulletin.diagnostics import RULES, problem, suggest
from bulletin.languages.slugs import is_slug
from bulletin.load.fields import Fields, Findings
from bulletin.load.header import HeaderProblem, StrictHandler, read_header
from bulletin.load.source import Source
from bulletin.model import (
    LANGUAGES,
    Article,
    BlockDigests,
    Correction,
    Diagnostic,
    Manuscript,
    PhotoWords,
    PictureFacts,
    Reactions,
    SeriesPart,
    SharedFacts,
    Translation,
)

PICTURE_KINDS = ("photo", "map", "drawing")
LONGEST_ALIAS = 12
"""Folders in an old address: more are no address, and some file system cannot hold them."""

SAMPLES = {
    "en": ("Relief Arrives in Piura", "Two aircraft brought tents and water."),
    "es": ("Llega la ayuda a Piura", "Dos aviones llevaron carpas y agua."),
}
"""A headline and a deck to show how they are written."""

ALIAS = re.compile(r"/(?:[a-z0-9_.-]+/)*(?:[a-z0-9_-]+\.html?)?", re.ASCII | re.IGNORECASE)
FOCUS = re.compile(r"(\d{1,3})%\s+(\d{1,3})%", re.ASCII)


def read_article(
    source: Source, *, page: bool, key: str, lang: str, zone: ZoneInfo
) -> tuple[Manuscript | None, tuple[Diagnostic, ...]]:
    """The article in a language file, and what is wrong with it; None where the header cannot be read.

    The summary and, in an original, the date are required; `pair` asks for the shared facts.
    """
    mapping, body, body_line, problems = read_header(source.path, source.text)
    if mapping is None:
        return None, problems
    findings = Findings()
    fields = Fields(mapping, findings, zone)
    article = (_page if page else _story)(fields, source.path, key, lang, body_line)
    fields.close()
    return Manuscript(article=article, body=body), problems + tuple(findings.problems)


def text_below(source: Source) -> str | None:
    """The text below the header of a file; None where the header cannot be read."""
    try:
        return StrictHandler(source.path).split(source.text)[1]
    except HeaderProblem:
        return None


def _story(fields: Fields, path: str, key: str, lang: str, body_line: int) -> Article:
    _need_words(fields, lang)
    translation = _translation(fields, lang)
    if translation is None:
        fields.need("date", "date: 2017-02-08")
    photo, words = _photo(fields)
    return Article(
        kind="story", key=key, lang=lang, path=path, body_line=body_line,
        title=fields.text("title"), summary=fields.text("summary"), slug=_slug(fields),
        draft=fields.flag("draft"), updated=fields.day("updated"), corrections=_corrections(fields),
        shared=_shared(fields, photo), photo=words, translation=translation,
        aliases=_aliases(fields, lang), silence=_silence(fields),
        places=tuple(sorted(fields.findings.places.items())),
    )  # fmt: skip


def _page(fields: Fields, path: str, key: str, lang: str, body_line: int) -> Article:
    _need_words(fields, lang)
    return Article(
        kind="page", key=key, lang=lang, path=path, body_line=body_line,
        title=fields.text("title"), summary=fields.text("summary"), slug=_slug(fields),
        draft=fields.flag("draft"), updated=fields.day("updated"),
        shared=SharedFacts(
            publish=fields.moment("publish"), expires=fields.moment("expires"), pictures=_pictures(fields)
        ),
        translation=_translation(fields, lang),
        aliases=_aliases(fields, lang), silence=_silence(fields), menu=fields.number("menu", 1, 99) or 0,
        places=tuple(sorted(fields.findings.places.items())),
    )  # fmt: skip


def _shared(fields: Fields, photo: PictureFacts | None) -> SharedFacts:
    return SharedFacts(
        date=fields.day("date"),
        publish=fields.moment("publish"),
        expires=fields.moment("expires"),
        section=fields.word("section", "capacity-building"),
        regions=fields.words("regions"),
        tags=fields.words("tags", "[training]"),
        series=_series(fields),
        authors=fields.words("authors", "[irene-salcedo]"),
        outlet=fields.word("outlet", "puente"),
        photo=photo,
        pictures=_pictures(fields),
        reactions=_reactions(fields),
    )


def _need_words(fields: Fields, lang: str) -> None:
    title, summary = SAMPLES[lang]
    fields.need("title", f"title: {title}")
    fields.need("summary", f"summary: {summary}")


def _slug(fields: Fields) -> str:
    slug = fields.word("slug", "relief-arrives")
    if slug and not is_slug(slug, LIMITS.slug_characters):
        place = fields.findings.places["slug"]
        fields.findings.complain("slug-invalid", place, slug=slug, limit=LIMITS.slug_characters)
        return ""
    return slug


def _corrections(fields: Fields) -> tuple[Correction, ...]:
    example = "corrections: [{date: 2017-02-10, text: The number of aircraft was two.}]"
    corrections = []
    for group in fields.each("corrections", example):
        group.need("date", "date: 2017-02-10")
        group.need("text", "text: The number of aircraft was two.")
        day, text = group.day("date"), group.text("text", "The number of aircraft was two.")
        group.close()
        if day:
            fields.findings.places[f"corrections.{day}"] = group.findings.places[f"{group.prefix}date"]
        if day and text:
            corrections.append(Correction(date=day, text=text))
    return tuple(sorted(corrections, key=lambda one: one.date, reverse=True))


def _series(fields: Fields) -> SeriesPart | None:
    group = fields.inner("series", "series: {id: relief-on-the-wing, part: 1}")
    if group is None:
        return None
    example = "series: {id: relief-on-the-wing, part: 1}"
    group.need("id", example)
    group.need("part", example)
    series, part = group.word("id", "relief-on-the-wing"), group.number("part", 1, 999)
    group.close()
    return SeriesPart(series=series, part=part) if series and part else None


def _photo(fields: Fields) -> tuple[PictureFacts | None, PhotoWords | None]:
    """The lead picture: its shared facts, and what this language says of it."""
    group = fields.inner("photo", "photo: {file: lead.jpg, credit: CCFFAA, alt: Soldiers cross a river}")
    if group is None:
        return None, None
    shared = any(name not in ("alt", "caption") for name in group.nodes)
    facts = _facts(group, group.word("file", "lead.jpg"))
    words = PhotoWords(alt=group.text("alt"), caption=group.text("caption"))
    group.close()
    return (facts if shared else None), words


def _facts(group: Fields, file: str) -> PictureFacts:
    kind = group.choice("kind", PICTURE_KINDS, "photo")
    return PictureFacts(file=file, kind=kind, credit=group.text("credit", "CCFFAA"), focus=_focus(group))  # type: ignore[arg-type]


def _focus(group: Fields) -> tuple[int, int] | None:
    written = group.word("focus", "50% 30%")
    found = FOCUS.fullmatch(written)
    if found and int(found[1]) <= 100 and int(found[2]) <= 100:
        return int(found[1]), int(found[2])
    if written:
        group.findings.complain("focus-invalid", group.findings.places[f"{group.prefix}focus"], value=written)
    return None


def _pictures(fields: Fields) -> tuple[PictureFacts, ...]:
    groups = fields.inner("pictures", "pictures: {bridge.jpg: {credit: CCFFAA}}")
    pictures = []
    for file in sorted(groups.names()) if groups else ():
        assert groups is not None
        group = groups.inner(file, f"{file}: {{credit: CCFFAA}}")
        if group is not None:
            pictures.append(_facts(group, file))
            group.close()
    return tuple(pictures)


def _translation(fields: Fields, lang: str) -> Translation | None:
    others = [other for other in LANGUAGES if other != lang]
    group = fields.inner("translation", f"translation: {{of: {others[0]}}}")
    if group is None:  # said in a wrong way, it is still no original
        return Translation(of=others[0]) if "translation" in fields.nodes else None
    group.need("of", f"of: {others[0]}")
    of = group.choice("of", others, others[0])
    blocks = BlockDigests(digests=group.words("blocks"))
    translation = Translation(of=of, by=group.words("by", "[irene-salcedo]"), blocks=blocks)
    group.close()
    return translation


def _reactions(fields: Fields) -> Reactions | None:
    group = fields.inner("reactions", "reactions: {yes: 58, on: 2017-03-01}")
    if group is None:
        return None
    group.need("yes", "yes: 58")
    yes, on = group.number("yes"), group.day("on")
    group.close()
    return None if yes is None else Reactions(yes=yes, on=on)


def _aliases(fields: Fields, lang: str) -> tuple[str, ...]:
    """Old addresses of an article; a reader of one language must not be led to another."""
    aliases = fields.words("aliases", "[/en/2016/05/old-name/]")
    for number, alias in enumerate(aliases):
        segments = alias.strip("/").split("/")
        odd = any(not part or part.endswith(".") or len(part) > LIMITS.slug_characters for part in segments)
        if not ALIAS.fullmatch(alias) or odd or len(segments) > LONGEST_ALIAS:
            place = fields.findings.places[f"aliases.{number}"]
            fields.findings.complain("alias-invalid", place, alias=alias)
        elif alias[1:3] in LANGUAGES and alias[3:4] == "/" and alias[1:3] != lang:
            place = fields.findings.places[f"aliases.{number}"]
            fields.findings.complain("alias-language", place, alias=alias, lang=lang)
    return tuple(dict.fromkeys(aliases))


def _silence(fields: Fields) -> tuple[str, ...]:
    """Names of warnings that are not reported for this file; an error cannot be silenced."""
    silence = fields.words("silence", "[picture-without-credit]")
    for number, name in enumerate(silence):
        place = fields.findings.places[f"silence.{number}"]
        if name not in RULES:
            warnings = [rule.code for rule in RULES.values() if rule.severity == "warning"]
            fields.findings.problems.append(
                problem("silence-unknown", place, rule=name, suggestion=suggest(name, warnings))
            )
        elif RULES[name].severity == "error":
            fields.findings.complain("silence-error", place, rule=name)
    return silence
