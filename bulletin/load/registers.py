"""The registers of content/*.yaml -> Terms: sections, tags, regions, series, authors.

An entry is `id: {en: {name, slug, former, description, kind}, es: {...}, parent, iso, aliases}`. A region
with an ISO 3166-1 code takes the names that it does not give from CLDR; an author may be an
`organization`, or have a name to `sort` by.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bulletin.config import LIMITS
from bulletin.languages.countries import country_name, is_country
from bulletin.languages.slugs import is_slug, slugify
from bulletin.load.fields import Fields, Findings
from bulletin.load.header import read_fields
from bulletin.load.source import Source
from bulletin.model import LANGUAGES, Diagnostic, Register, Term, TermWords


def read_register(
    source: Source, register: Register, zone: ZoneInfo
) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """The terms of a register in the order of the file, and what is wrong with it."""
    mapping, problems = read_fields(source.path, source.text)
    if mapping is None:
        return (), problems
    findings = Findings()
    fields = Fields(mapping, findings, zone)
    terms = []
    for id in fields.names():
        group = fields.inner(id, f"{id}: {{en: {{name: ...}}, es: {{name: ...}}}}")
        if not is_slug(id, LIMITS.slug_characters):
            findings.complain("slug-invalid", findings.places[id], slug=id, limit=LIMITS.slug_characters)
        elif group is not None:
            terms.append(_term(group, register, id))
    return tuple(terms), problems + tuple(findings.problems)


def _term(group: Fields, register: Register, id: str) -> Term:
    iso = group.word("iso", "PE") if register == "regions" else ""
    if iso and not is_country(iso):
        group.findings.complain("iso-unknown", group.findings.places[f"{group.prefix}iso"], iso=iso)
        iso = ""
    term = Term(
        register=register,
        id=id,
        words=tuple(_words(group, lang, iso) for lang in LANGUAGES),
        parents=group.words("parent", "[peru]") if register == "regions" else (),
        aliases=group.words("aliases", "[VRAE]"),
        iso=iso,
        organization=group.flag("organization") if register == "authors" else False,
        sort=group.text("sort", "Rojas") if register == "authors" else "",
        place=group.findings.places[group.prefix.rstrip(".")],
    )
    group.close()
    return term


def _words(group: Fields, lang: str, iso: str) -> TermWords:
    given = country_name(iso, lang) if iso else ""
    if lang not in group.nodes and (given or "iso" in group.nodes):  # an unknown country has no name to miss
        group.known.append(lang)
        return TermWords(lang=lang, name=given, slug=slugify(given))
    group.need(lang, f"{lang}: {{name: ...}}")
    inner = group.inner(lang, f"{lang}: {{name: ...}}")
    if inner is None:
        return TermWords(lang=lang, name="")
    if not given:
        inner.need("name", "name: Peru")
    name = inner.text("name", "Peru") or given
    words = TermWords(
        lang=lang,
        name=name,
        slug=_slug(inner) or slugify(name),
        former=_former(inner),
        description=inner.text("description"),
        kind=inner.text("kind", "department"),
    )
    inner.close()
    return words


def _former(fields: Fields) -> tuple[str, ...]:
    """Slugs that the term once had: their addresses lead to the new one."""
    former = fields.words("former", "[old-name]")
    for number, slug in enumerate(former):
        if not is_slug(slug, LIMITS.slug_characters):
            place = fields.findings.places[f"{fields.prefix}former.{number}"]
            fields.findings.complain("slug-invalid", place, slug=slug, limit=LIMITS.slug_characters)
    return tuple(slug for slug in former if is_slug(slug, LIMITS.slug_characters))


def _slug(fields: Fields) -> str:
    slug = fields.word("slug")
    if slug and not is_slug(slug, LIMITS.slug_characters):
        place = fields.findings.places[f"{fields.prefix}slug"]
        fields.findings.complain("slug-invalid", place, slug=slug, limit=LIMITS.slug_characters)
        return ""
    return slug
