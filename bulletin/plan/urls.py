"""Every address of the site is made here, in each language's own words.

An address (`/en/2017/02/floods/`) starts with / and knows nothing of where the site is hosted;
`Addresses.href` and `.absolute` put the base in front. Every link goes through them.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from bulletin.model import Register

SEGMENTS: dict[str, dict[str, str]] = {
    "en": {
        "page": "page", "tags": "tags", "regions": "regions", "sections": "sections", "series": "series",
        "authors": "authors", "archive": "archive", "corrections": "corrections",
    },
    "es": {
        "page": "pagina", "tags": "etiquetas", "regions": "regiones", "sections": "secciones", "series": "series",
        "authors": "autores", "archive": "archivo", "corrections": "correcciones",
    },
}  # fmt: skip

FEEDS: tuple[Register, ...] = ("sections", "tags", "regions")
"""The registers whose terms have feeds."""

COMMON = "bulletin.css"
FEED_FACE = "feed.css"
SCRIPT = "bulletin.js"
THEME = "theme.js"
STAMPED = (COMMON, FEED_FACE, SCRIPT, THEME)
"""Files of static/ that carry a digest in their name, so that they can be cached for ever."""


class Addresses:
    """Where the site is hosted: `base_url` ends with / and may have a path. It is taken apart once."""

    def __init__(self, *, base_url: str) -> None:
        self.base_url = base_url
        self._base = urlsplit(base_url)
        self._root = self._base.path.rstrip("/")
        self._full = base_url.rstrip("/")
        self.host = self._base.hostname or ""
        self._origin = f"{self._base.scheme}://{self._base.netloc}"

    def href(self, url: str) -> str:
        """The address as a link within the site."""
        return self._root + url

    def in_full(self, href: str) -> str:
        """A link within the site with its scheme and host."""
        return self._origin + href

    def within(self, target: str) -> str:
        """The address that a link in full leads to, where it leads to this site; "" where it does not.

        Whoever writes http: for https:, or the port that goes without saying, means the same page.
        """
        base, found = self._base, urlsplit(target)
        ports = {None, base.port, {"http": 80, "https": 443}.get(found.scheme)}
        root = self._root
        same = found.scheme in ("http", "https") and found.hostname == base.hostname and found.port in ports
        if not same or not f"{found.path}/".startswith(f"{root}/"):
            return ""
        rest = found.path[len(root) :] or "/"
        return (
            rest
            + (f"?{found.query}" if found.query else "")
            + (f"#{found.fragment}" if found.fragment else "")
        )

    def absolute(self, url: str) -> str:
        """The address in full, for feeds, hreflang and canonical links."""
        return self._full + url


def path_of(url: str) -> str:
    """The file below output/ that answers an address."""
    return (url + "index.html" if url.endswith("/") else url).removeprefix("/")


def front_url(lang: str, number: int = 1) -> str:
    return f"/{lang}/" + _numbered(lang, number)


def story_url(lang: str, day: date, slug: str) -> str:
    return f"/{lang}/{day.year:04d}/{day.month:02d}/{slug}/"


def page_url(lang: str, slug: str) -> str:
    return f"/{lang}/{slug}/"


def index_url(lang: str, register: Register) -> str:
    return f"/{lang}/{SEGMENTS[lang][register]}/"


def term_url(lang: str, register: Register, slug: str, number: int = 1) -> str:
    return f"{index_url(lang, register)}{slug}/" + _numbered(lang, number)


def archive_url(lang: str, year: int = 0) -> str:
    """The page of a year; of all years where none is given."""
    return f"/{lang}/{SEGMENTS[lang]['archive']}/" + (f"{year:04d}/" if year else "")


def corrections_url(lang: str) -> str:
    return f"/{lang}/{SEGMENTS[lang]['corrections']}/"


def feed_url(lang: str, register: Register | None = None, slug: str = "") -> str:
    """The feed of a language, or of a term."""
    return (term_url(lang, register, slug) if register else f"/{lang}/") + "feed.xml"


def sitemap_url(number: int = 0) -> str:
    """The sitemap, or where it is split, one of its parts."""
    return f"/sitemap-{number}.xml" if number else "/sitemap.xml"


HEADERS = "/_headers"
"""What some hosts (Netlify, Cloudflare Pages) read to know which headers to send with which address."""

ICON = "favicon.svg"
FONT = "faustina-5.3.0.woff2"
"""It carries its version in its name: that never changes either."""


def not_found_url(lang: str) -> str:
    return f"/{lang}/404.html" if lang else "/404.html"


def _numbered(lang: str, number: int) -> str:
    return f"{SEGMENTS[lang]['page']}/{number}/" if number > 1 else ""
