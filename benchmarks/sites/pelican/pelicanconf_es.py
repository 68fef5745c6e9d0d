"""Pelican's settings for Spanish: those of English, with other words, folders and quotation marks."""

from __future__ import annotations

import os
import sys
from datetime import datetime

sys.path.insert(0, os.curdir)

from pelicanconf import *  # type: ignore[import-not-found, unused-ignore] # noqa: F403

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre", "diciembre",
)  # fmt: skip


def day(date: datetime) -> str:
    return f"{date.day} de {MONTHS[date.month - 1]} de {date.year}"


def month(date: datetime) -> str:
    return MONTHS[date.month - 1]


PATH = "content/es"
OUTPUT_PATH = "output/es"
SITEURL = "https://bulletin.example.org/es"
FEED_DOMAIN = SITEURL
SITENAME = "El Boletín"
TAGLINE = "Noticias que nadie hizo"
DEFAULT_LANG = "es"
OTHER_LANG = "en"
JINJA_FILTERS = {"day": day, "month": month}
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.smarty": {
            "substitutions": {"left-double-quote": "&laquo;", "right-double-quote": "&raquo;"}
        },
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}
WORDS = {
    "skip": "Saltar al contenido",
    "language": "Idioma",
    "menu": "Menú principal",
    "where": "Dónde está",
    "footer": "Acerca de este boletín",
    "feed": "Canal Atom",
    "by": "Por",
    "sections": "Secciones",
    "tags": "Etiquetas",
    "authors": "Autores",
    "archive": "Archivo",
    "about": "Acerca de",
    "newer": "Notas más recientes",
    "older": "Notas anteriores",
    "page": "Página",
    "of": "de",
    "stories": "notas",
    "mail": "Escriba a la redacción sobre esta nota",
}
