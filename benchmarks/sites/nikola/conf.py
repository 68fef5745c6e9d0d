"""Nikola's settings for the bulletin: its base theme, both languages in one site, paginated lists of every kind."""

from __future__ import annotations

BLOG_AUTHOR = "The Bulletin"
BLOG_TITLE = {"en": "The Bulletin", "es": "El Boletín"}
SITE_URL = "https://bulletin.example.org/"
BLOG_EMAIL = "editors@bulletin.example.org"
BLOG_DESCRIPTION = {"en": "News that nobody made", "es": "Noticias que nadie hizo"}
TIMEZONE = "America/Lima"

DEFAULT_LANG = "en"
TRANSLATIONS = {"en": "./en", "es": "./es"}
TRANSLATIONS_PATTERN = "{path}.{lang}.{ext}"
NAVIGATION_LINKS = {
    "en": (
        ("/en/sections/", "Sections"),
        ("/en/tags/", "Tags"),
        ("/en/authors/", "Authors"),
        ("/en/archive/", "Archive"),
        ("/en/about/", "About"),
    ),
    "es": (
        ("/es/sections/", "Secciones"),
        ("/es/tags/", "Etiquetas"),
        ("/es/authors/", "Autores"),
        ("/es/archive/", "Archivo"),
        ("/es/about/", "Acerca de"),
    ),
}

THEME = "base"
POSTS = (("stories/*.md", "", "post.tmpl"),)
PAGES = (("pages/*.md", "", "page.tmpl"),)
COMPILERS = {"markdown": [".md"]}
MARKDOWN_EXTENSIONS = [
    "markdown.extensions.extra",
    "markdown.extensions.smarty",
    "markdown.extensions.toc",
]
MARKDOWN_EXTENSION_CONFIGS = {
    "en": {},
    "es": {
        "markdown.extensions.smarty": {
            "substitutions": {"left-double-quote": "&laquo;", "right-double-quote": "&raquo;"}
        }
    },
}
IMAGE_FOLDERS = {"images": "images"}
GALLERY_FOLDERS: dict[str, str] = {}
LISTINGS_FOLDERS: dict[str, str] = {}

INDEX_DISPLAY_POST_COUNT = 20
INDEXES_PRETTY_PAGE_URL = ["page", "{number}", "{index_file}"]
INDEX_TEASERS = True

CATEGORY_PATH = "sections"
CATEGORY_PREFIX = ""
CATEGORY_PAGES_ARE_INDEXES = True
TAG_PATH = "tags"
TAG_PAGES_ARE_INDEXES = True
AUTHOR_PATH = "authors"
AUTHOR_PAGES_ARE_INDEXES = True
WRITE_TAG_CLOUD = False
ARCHIVE_PATH = "archive"
ARCHIVE_FILENAME = "index.html"

FEED_TEASERS = False
FEED_LENGTH = 20
RSS_FILENAME_BASE = "feed"
RSS_EXTENSION = ".xml"

CONTENT_FOOTER = {"en": "The Bulletin. News that nobody made.", "es": "El Boletín. Noticias que nadie hizo."}
COMMENT_SYSTEM = ""
SHOW_SOURCELINK = False
COPY_SOURCES = False
USE_CDN = False
STRIP_INDEXES = True
PRETTY_URLS = True
