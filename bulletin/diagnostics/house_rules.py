"""Rules about what surrounds the stories: settings, catalogs, templates, static files."""

from __future__ import annotations

from bulletin.diagnostics.rule import N_, error, warning

HOUSE_RULES = (
    # bulletin.toml
    error("settings-missing", N_("there is no bulletin.toml"), N_("run the command in the project's folder")),
    error(
        "settings-syntax",
        N_("bulletin.toml cannot be read: %(reason)s"),
        N_('put texts in quotes: base_url = "https://example.org/"'),
    ),
    error(
        "settings-unknown",
        N_('there is no setting "%(name)s"'),
        N_("%(suggestion)sThe settings are: %(names)s."),
    ),
    error("settings-value", N_('"%(value)s" is not a value for "%(name)s"'), N_("%(advice)s")),
    error("settings-incomplete", N_('the setting "%(name)s" is missing'), N_("add it: %(example)s")),
    # catalogs
    error(
        "catalog-missing", N_("there is no catalog for %(lang)s"), N_("run: python build.py strings update")
    ),
    error(
        "catalog-syntax",
        N_("the catalog cannot be read: %(reason)s"),
        N_("put each text in double quotes on one line"),
    ),
    error(
        "catalog-conflict",
        N_("the catalog has the conflict markers of an unfinished merge"),
        N_("keep one of the two versions and delete the markers"),
    ),
    error(
        "catalog-bom",
        N_("the catalog begins with a byte order mark"),
        N_("save the file as UTF-8 without BOM"),
    ),
    error(
        "catalog-duplicate",
        N_('"%(msgid)s" is in the catalog twice; the first is on line %(first)s'),
        N_("keep one of them"),
    ),
    error(
        "catalog-placeholders",
        N_('the placeholders differ: %(here)s in the translation, %(there)s in "%(msgid)s"'),
        N_("keep each %%(name)s as it is"),
    ),
    error(
        "catalog-plurals",
        N_('"%(msgid)s" has %(found)s plural forms; %(lang)s has %(wanted)s'),
        N_("run: python build.py strings update"),
    ),
    error(
        "catalog-header", N_("the catalog's Plural-Forms are not those of %(lang)s"), N_("write: %(wanted)s")
    ),
    error(
        "catalog-markup",
        N_('the translation of "%(msgid)s" has HTML'),
        N_("write plain text; markup belongs in the template"),
    ),
    warning("catalog-untranslated", N_('"%(msgid)s" is not translated'), N_("fill in its msgstr")),
    warning(
        "catalog-fuzzy",
        N_('the translation of "%(msgid)s" is only a guess'),
        N_("check it, then remove the mark fuzzy"),
    ),
    warning(
        "catalog-stale",
        N_('"%(msgid)s" is in a template or the program but not in the catalog'),
        N_("run: python build.py strings update"),
    ),
    # templates, static files
    error(
        "template-error",
        N_("%(reason)s (pages: %(pages)s; the first is %(url)s)"),
        N_("fix the template; the pages stay as they were"),
    ),
    error(
        "template-syntax",
        N_("the template cannot be read: %(reason)s"),
        N_("fix the template; the pages stay as they were"),
    ),
    error(
        "template-missing",
        N_("there is no template %(name)s"),
        N_("restore it from the project's history"),
    ),
    error("static-taken", N_("static/%(name)s takes the place of %(url)s"), N_("give the file another name")),
    error("static-missing", N_("there is no static/%(name)s"), N_("restore it from the project's history")),
    error(
        "url-vanished",
        N_("%(url)s is gone; it belonged to %(owner)s"),
        N_(
            "restore it, or list the old address under aliases: in the story, or the old slug under former: in the "
            "register. To drop it for good, run: python build.py urls accept"
        ),
    ),
    warning(
        "url-silent",
        N_("there is nothing at %(url)s now; it belongs to %(owner)s, a draft"),
        N_(
            "if the story is only being revised, do nothing; its address is kept. If the story will not come back, "
            "list the address under aliases: in another one, or run: python build.py urls accept --forget"
        ),
    ),
    warning(
        "url-without-stories",
        N_("there is nothing at %(url)s now; no published story uses %(owner)s"),
        N_(
            "if there will be a story again, do nothing; the address is kept. If not, list the old slug under "
            "former: of another entry in the register, or run: python build.py urls accept --forget"
        ),
    ),
    warning(
        "url-other-owner",
        N_("%(url)s used to belong to %(owner)s, but belongs to %(other)s now"),
        N_(
            "if it is the same story under another name, run: python build.py urls accept; if not, change the slug"
        ),
    ),
    error(
        "urls-syntax",
        N_('"%(value)s" is not an address and the file that it belongs to'),
        N_("run: python build.py urls accept"),
    ),
    error("register-missing", N_("there is no content/%(name)s"), N_("make the file; it may be empty")),
)
