"""bulletin.toml -> Config, and the one table of limits.

The settings are the editor's; they are read strictly: an unknown name is an error, for a setting
that is ignored is a promise broken in silence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import datetime
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from msgspec import Struct

from bulletin.diagnostics import N_, problem, suggest
from bulletin.model import LANGUAGES, Diagnostic, Place

SETTINGS_FILE = "bulletin.toml"


class Limits(Struct, frozen=True, kw_only=True):
    """What one source may cost. The same table stands in docs/rules.md; a test compares them."""

    story_bytes: int = 1_000_000
    header_bytes: int = 8_192
    header_levels: int = 20
    compose_seconds: int = 5
    html_levels: int = 200
    bracket_levels: int = 100
    slug_characters: int = 80
    region_levels: int = 20
    earliest_year: int = 1990
    days_ahead: int = 730
    picture_bytes: int = 20_000_000
    picture_pixels: int = 40_000_000
    picture_side: int = 16_000
    static_bytes: int = 50_000_000
    catalog_bytes: int = 5_000_000
    stories_per_page: int = 200
    sitemap_urls: int = 50_000


LIMITS = Limits()

SCHEMES = frozenset({"http", "https", "mailto", "tel", "story"})
"""The schemes that a link of a text may have; `story:` is ours and is bound by the planner."""


class Edition(Struct, frozen=True, kw_only=True):
    """The settings of one language. `locale` is the CLDR locale of dates and numbers (es-419)."""

    lang: str
    title: str
    tagline: str
    locale: str
    quotes: str
    """Opening and closing marks, outer level first: “”‘’ or «»“”."""


class Config(Struct, frozen=True, kw_only=True):
    base_url: str
    timezone: str
    email: str
    untranslated: str
    stories_per_page: int
    feed_stories: int
    feed_ids: str
    editions: tuple[Edition, ...]

    def edition(self, lang: str) -> Edition:
        return self.editions[LANGUAGES.index(lang)]

    @property
    def ids(self) -> str:
        """What the ids of feeds and entries begin with (RFC 4151): of the site's address unless it is set."""
        parts = urlsplit(self.base_url)
        return self.feed_ids or f"tag:{parts.hostname},2017:{parts.path.removeprefix('/')}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def in_zone(self, moment: datetime) -> datetime:
        """A moment without a time zone is one of the site's."""
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)


QUOTES = ("“”‘’", "«»“”", "„“‚‘", "‘’“”")


def is_base_url(value: object) -> bool:
    """Whether a text is the full address of a site: a scheme, a host, perhaps a path."""
    if not isinstance(value, str) or re.search(r"[\s\"'<>\\]", value):
        return False
    try:
        parts = urlsplit(value)
        host, inner = parts.hostname or "", parts.path.strip("/").split("/")
        plain = not parts.query + parts.fragment and "@" not in parts.netloc and parts.port != 0
        steps = parts.path in ("", "/") or (
            not parts.path.startswith("//")
            and all(unquote(step) not in ("", ".", "..") for step in inner)
            and not parts.path.endswith("//")
        )
        return parts.scheme in ("http", "https") and plain and all(host.split(".")) and steps
    except ValueError:  # http://[x
        return False


def _is_locale(value: object, lang: str) -> bool:
    try:
        return isinstance(value, str) and Locale.parse(value, sep="-").language == lang
    except (ValueError, UnknownLocaleError):
        return False


def _is_email(value: object, _: str) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value, re.ASCII))


def _is_tag(value: object, _: str) -> bool:
    """RFC 4151: a domain and a day on which it was ours; then whatever we like."""
    tag = r"tag:[a-z0-9-]+(\.[a-z0-9-]+)+,\d{4}(-\d\d(-\d\d)?)?:[\w./-]*"
    return value == "" or (isinstance(value, str) and bool(re.fullmatch(tag, value, re.ASCII)))


def _is_count(value: object, _: str) -> bool:
    return type(value) is int and 1 <= value <= LIMITS.stories_per_page


def _is_text(value: object, _: str) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


class Setting(Struct, frozen=True, kw_only=True):
    """A setting: what it is without a line of its own (None: it must be given), and who judges it.

    `right` is asked with the value and the language of the table, "" for [site].
    """

    default: str | int | None = None
    right: Callable[[object, str], bool]
    advice: str


SITE = {
    "base_url": Setting(
        right=lambda value, _: is_base_url(value),
        advice=N_("write the full address of the site, for example https://example.org/"),
    ),
    "timezone": Setting(
        default="UTC",
        right=lambda value, _: isinstance(value, str) and value in available_timezones(),
        advice=N_("name a time zone, for example America/Lima"),
    ),
    "email": Setting(right=_is_email, advice=N_("write the editors' email address")),
    "untranslated": Setting(
        default="link", right=lambda value, _: value in ("link", "hide"), advice=N_('write "link" or "hide"')
    ),
    "stories_per_page": Setting(default=20, right=_is_count, advice=N_("write a number from 1 to 200")),
    "feed_stories": Setting(default=20, right=_is_count, advice=N_("write a number from 1 to 200")),
    "feed_ids": Setting(
        default="",
        right=_is_tag,
        advice=N_("write tag:, a domain of yours, a year and a colon: tag:example.org,2017:"),
    ),
}
EDITION = {
    "title": Setting(right=_is_text, advice=N_("write the name of the bulletin in this language")),
    "tagline": Setting(right=_is_text, advice=N_("write one line about the bulletin in this language")),
    "locale": Setting(
        default="",
        right=_is_locale,
        advice=N_("write a locale of this language, for example es-419 or en-US"),
    ),
    "quotes": Setting(
        default="",
        right=lambda value, _: value in QUOTES,
        advice=N_("write the outer and the inner quotation marks: “”‘’ or «»“”"),
    ),
}
SETTINGS = {f"site.{name}": setting for name, setting in SITE.items()} | {
    f"{lang}.{name}": setting for lang in LANGUAGES for name, setting in EDITION.items()
}
OF_LANGUAGE = {"en.locale": "en-US", "en.quotes": "“”‘’", "es.locale": "es-419", "es.quotes": "«»“”"}
"""The defaults that are each language's own."""


AT_END = " (at end of document)"
"""What tomllib says instead of a line, where something is not closed."""


def read_config(text: str) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """The settings of `text`, and what is wrong with them; no Config where anything is."""
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as trouble:  # a TOMLDecodeError is a ValueError, and not the only one
        return None, (_syntax(str(trouble), text),)
    values, problems = _flat(tables, text)
    problems.extend(_missing(values))
    problems.extend(_wrong(values, text))
    return (None if problems else _config(values)), tuple(problems)


def _missing(values: dict[str, object]) -> list[Diagnostic]:
    place = Place(path=SETTINGS_FILE)
    required = [full for full, setting in SETTINGS.items() if setting.default is None and full not in values]
    examples = {full: '[{}] {} = "..."'.format(*full.split(".")) for full in required}
    return [problem("settings-incomplete", place, name=full, example=examples[full]) for full in required]


def _wrong(values: dict[str, object], text: str) -> list[Diagnostic]:
    problems = []
    for full, value in sorted(values.items()):
        table = full.partition(".")[0]
        if not SETTINGS[full].right(value, "" if table == "site" else table):
            facts = {"name": full, "value": _shown(value), "advice": SETTINGS[full].advice}
            problems.append(problem("settings-value", _place(text, full), **facts))
    return problems


def _shown(value: object) -> str:
    """A value for a message. Python refuses to write out a number of thousands of digits."""
    return str(max(-(10**18), min(value, 10**18)) if type(value) is int else value)


def _syntax(trouble: str, text: str) -> Diagnostic:
    found = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", trouble, re.DOTALL)
    reason, line, column = (found[1], int(found[2]), int(found[3])) if found else (trouble, 0, 0)
    if reason.endswith(AT_END):
        reason, line = reason.removesuffix(AT_END), text.rstrip().count("\n") + 1
    return problem("settings-syntax", Place(path=SETTINGS_FILE, line=line, column=column), reason=reason)


def _flat(tables: dict[str, object], text: str) -> tuple[dict[str, object], list[Diagnostic]]:
    """{"site.email": ..., "es.title": ...}; unknown names are problems."""
    values: dict[str, object] = {}
    problems = []
    for table, entries in tables.items():
        for name, value in entries.items() if isinstance(entries, dict) else [("", entries)]:
            full = f"{table}.{name}".rstrip(".")
            if full in SETTINGS:
                values[full] = value
            else:
                facts = {"name": full, "suggestion": _near(table, name), "names": ", ".join(SETTINGS)}
                problems.append(problem("settings-unknown", _place(text, full), **facts))
    return values, problems


def _near(table: str, name: str) -> str:
    """The setting that was meant. The table, where it is right, makes no name nearer."""
    known = [full.partition(".")[2] for full in SETTINGS if full.startswith(f"{table}.")]
    if not known:
        return suggest(f"{table}.{name}", SETTINGS)
    near = suggest(name, known)
    return f"{table}.{near}" if near else ""


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


def _config(values: dict[str, object]) -> Config:
    def text(full: str) -> str:
        return str(values.get(full, OF_LANGUAGE.get(full) or SETTINGS[full].default))

    return Config(
        base_url=with_slash(text("site.base_url")),
        timezone=text("site.timezone"),
        email=text("site.email"),
        untranslated=text("site.untranslated"),
        stories_per_page=int(text("site.stories_per_page")),
        feed_stories=int(text("site.feed_stories")),
        feed_ids=text("site.feed_ids"),
        editions=tuple(
            Edition(lang=lang, **{name: text(f"{lang}.{name}") for name in EDITION}) for lang in LANGUAGES
        ),
    )


def with_slash(base_url: str) -> str:
    """A base URL as the rest of the program knows it: it ends with /."""
    return base_url.rstrip("/") + "/"
