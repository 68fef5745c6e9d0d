"""bulletin.toml -> Config, and the one table of limits.

The settings are the editor's; they are read strictly: an unknown name is an error, for a setting
that is ignored is a promise broken in silence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError

from bulletin.diagnostics import N_, problem, suggest
from bulletin.model import LANGUAGES, Diagnostic, Place

SETTINGS_FILE = "bulletin.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one source may cost. The same table stands in docs/rules.md; a test compares them."""

    story_bytes: int = 1_000_000
    header_bytes: int = 8_192
    header_levels: int = 20
    compose_seconds: int = 5
    html_levels: int = 200
    bracket_levels: int = 100
    slug_characters: int = 80
    picture_bytes: int = 20_000_000
    picture_pixels: int = 40_000_000
    picture_width: int = 1_600


LIMITS = Limits()

SCHEMES = frozenset({"http", "https", "mailto", "tel", "story"})
"""The schemes that a link of a text may have; `story:` is ours and is bound by the planner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The settings of one language. `locale` is the CLDR locale of dates and numbers (es-419)."""

    lang: str
    title: str
    tagline: str
    locale: str
    quotes: str
    """Opening and closing marks, outer level first: “”‘’ or «»“”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    base_url: str
    timezone: str
    email: str
    untranslated: str
    stories_per_page: int
    feed_stories: int
    editions: tuple[Edition, ...]

    def edition(self, lang: str) -> Edition:
        return next(edition for edition in self.editions if edition.lang == lang)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


QUOTES = ("“”‘’", "«»“”", "„“‚‘", "‘’“”")
SITE = {
    "base_url": (
        "https://example.org/",
        N_("write the full address of the site, for example https://example.org/"),
    ),
    "timezone": ("America/Lima", N_("name a time zone, for example America/Lima")),
    "email": ("editors@example.org", N_("write the e-mail address of the editors")),
    "untranslated": ("link", N_('write "link" or "hide"')),
    "stories_per_page": (20, N_("write a number from 1 to 200")),
    "feed_stories": (20, N_("write a number from 1 to 200")),
}
EDITION = {
    "title": ("", N_("write the name of the bulletin in this language")),
    "tagline": ("", N_("write one line about the bulletin in this language")),
    "locale": ("", N_("write a locale of this language, for example es-419 or en-US")),
    "quotes": ("", N_("write the outer and the inner quotation marks: “”‘’ or «»“”")),
}
NAMES = tuple(
    sorted([f"site.{name}" for name in SITE] + [f"{lang}.{name}" for lang in LANGUAGES for name in EDITION])
)
REQUIRED = ("site.base_url", "site.email", *(f"{lang}.title" for lang in LANGUAGES))
DEFAULTS = {"en.locale": "en-US", "en.quotes": "“”‘’", "es.locale": "es-419", "es.quotes": "«»“”"}


def read_config(text: str) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """The settings of `text`, and what is wrong with them; no Config where anything is."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        return None, (_syntax(trouble),)
    values, problems = _flat(tables, text)
    for name in REQUIRED:
        if name not in values:
            example = f'[{name.partition(".")[0]}] {name.partition(".")[2]} = "..."'
            problems.append(
                problem("settings-incomplete", Place(path=SETTINGS_FILE), name=name, example=example)
            )
    for name, value in sorted(values.items()):
        if not _right(name, value):
            advice = (SITE.get(name.partition(".")[2]) or EDITION[name.partition(".")[2]])[1]
            place = _place(text, name)
            problems.append(problem("settings-value", place, name=name, value=str(value), advice=advice))
    return (None if problems else _config(values)), tuple(problems)


def _syntax(trouble: tomllib.TOMLDecodeError) -> Diagnostic:
    found = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", str(trouble))
    reason, line, column = (found[1], int(found[2]), int(found[3])) if found else (str(trouble), 0, 0)
    return problem("settings-syntax", Place(path=SETTINGS_FILE, line=line, column=column), reason=reason)


def _flat(tables: dict[str, object], text: str) -> tuple[dict[str, object], list[Diagnostic]]:
    """{"site.email": ..., "es.title": ...}; unknown names are problems."""
    values: dict[str, object] = {}
    problems = []
    for table, entries in tables.items():
        for name, value in entries.items() if isinstance(entries, dict) else [("", entries)]:
            full = f"{table}.{name}".rstrip(".")
            if full in NAMES:
                values[full] = value
            else:
                near = suggest(full, NAMES)
                facts = {"name": full, "suggestion": near, "names": ", ".join(NAMES)}
                problems.append(problem("settings-unknown", _place(text, full), **facts))
    return values, problems


def _place(text: str, full: str) -> Place:
    """The line where a setting stands: tomllib gives none for a value that it could read."""
    table, _, name = full.rpartition(".")
    inside = not table
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith("["):
            inside = line.strip().strip("[] ") == table
        found = re.match(rf"\s*({re.escape(name)})\s*=", line)
        if inside and found:
            return Place(path=SETTINGS_FILE, line=number, column=found.start(1) + 1, width=len(name))
    return Place(path=SETTINGS_FILE)


def _right(full: str, value: object) -> bool:
    return RIGHT[full.partition(".")[2]](value, full.partition(".")[0])


def _right_base(value: object, _: str) -> bool:
    if not isinstance(value, str) or re.search(r"[\s\"'<>\\]", value):
        return False
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query + parts.fragment


def _right_locale(value: object, lang: str) -> bool:
    try:
        return isinstance(value, str) and Locale.parse(value, sep="-").language == lang
    except (ValueError, UnknownLocaleError):
        return False


def _right_count(value: object, _: str) -> bool:
    return type(value) is int and 1 <= value <= 200


def _right_text(value: object, _: str) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


RIGHT: dict[str, Callable[[object, str], bool]] = {
    "base_url": _right_base,
    "timezone": lambda value, _: isinstance(value, str) and value in available_timezones(),
    "email": lambda value, _: (
        isinstance(value, str) and bool(re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value, re.A))
    ),
    "untranslated": lambda value, _: value in ("link", "hide"),
    "stories_per_page": _right_count,
    "feed_stories": _right_count,
    "title": _right_text,
    "tagline": _right_text,
    "locale": _right_locale,
    "quotes": lambda value, _: value in QUOTES,
}


def _config(values: dict[str, object]) -> Config:
    def text(name: str, default: object = "") -> str:
        return str(values.get(name, DEFAULTS.get(name, default)))

    def count(name: str) -> int:
        return int(str(values.get(f"site.{name}", SITE[name][0])))

    return Config(
        base_url=text("site.base_url").rstrip("/") + "/",
        timezone=text("site.timezone", "UTC"),
        email=text("site.email"),
        untranslated=text("site.untranslated", "link"),
        stories_per_page=count("stories_per_page"),
        feed_stories=count("feed_stories"),
        editions=tuple(
            Edition(lang=lang, **{name: text(f"{lang}.{name}") for name in EDITION}) for lang in LANGUAGES
        ),
    )
