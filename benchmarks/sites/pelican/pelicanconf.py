"""Pelican's settings for one language: what the two share, with the English words. See pelicanconf_es.py."""

from __future__ import annotations

from datetime import datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def day(date: datetime) -> str:
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"


def month(date: datetime) -> str:
    return MONTHS[date.month - 1]


PATH = "content/en"
OUTPUT_PATH = "output/en"
SITEURL = "https://bulletin.example.org/en"
SITENAME = "The Bulletin"
TAGLINE = "News that nobody made"
DEFAULT_LANG = "en"
OTHER_LANG = "es"
TIMEZONE = "America/Lima"
THEME = "theme"
THEME_STATIC_DIR = "."
STATIC_PATHS = ["images"]
ARTICLE_PATHS = ["stories"]
PAGE_PATHS = ["pages"]
USE_FOLDER_AS_CATEGORY = False
FORMATTED_FIELDS: list[str] = []

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
CATEGORY_URL = "sections/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"

DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "archives", "sitemap"]
TAGS_SAVE_AS = "tags/index.html"
CATEGORIES_SAVE_AS = "sections/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"

DEFAULT_PAGINATION = 20
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

FEED_MAX_ITEMS = 20
FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = "sections/{slug}/feed.xml"
TAG_FEED_ATOM = "tags/{slug}/feed.xml"
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.smarty": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}

JINJA_FILTERS = {"day": day, "month": month}

WORDS = {
    "skip": "Skip to the content",
    "language": "Language",
    "menu": "Main menu",
    "where": "Where you are",
    "footer": "About this bulletin",
    "feed": "Atom feed",
    "by": "By",
    "sections": "Sections",
    "tags": "Tags",
    "authors": "Authors",
    "archive": "Archive",
    "about": "About",
    "newer": "Newer stories",
    "older": "Older stories",
    "page": "Page",
    "of": "of",
    "stories": "stories",
    "mail": "Write to the editors about this story",
}
