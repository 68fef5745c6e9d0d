"""The plural forms of each language (CLDR), as the header of a catalog states them.

A catalog's own header is only compared with these, never evaluated.
"""

from __future__ import annotations

PLURAL_FORMS = {
    "en": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;",
}
"""English: one, other. Spanish: one, many ("un millón de lectores"), other."""

FORM_COUNTS = {"en": 2, "es": 3}
"""How many forms each language has; the first is that of exactly one."""

SOURCE_LANGUAGE = "en"
"""The language of the msgids: in its catalog an empty msgstr means "the same"."""
