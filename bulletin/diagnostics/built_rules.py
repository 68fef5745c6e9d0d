"""Rules about the published folder itself: what `check --built` finds in the files that readers get."""

from __future__ import annotations

from bulletin.diagnostics.rule import N_, error

BUILT_RULES = (
    error(
        "built-missing",
        N_("%(path)s is planned, but is not in the published folder"),
        N_("build again, then publish the whole folder"),
    ),
    error(
        "built-stale",
        N_("%(path)s was published from here, but does not belong to the site any more"),
        N_("build again: what is no longer part of the site is removed"),
    ),
    error(
        "built-changed",
        N_("%(path)s is not what was published: its bytes were changed, or its end is missing"),
        N_("build again, then publish the whole folder"),
    ),
    error(
        "built-outdated",
        N_("%(pages)s pages are not what would be published now; the first is %(path)s"),
        N_("build again; what is published is older than the content, the templates or the settings"),
    ),
    error(
        "built-base",
        N_("this folder was published for %(found)s, not for %(base)s"),
        N_("name its address with --base-url, or build again"),
    ),
    error(
        "built-markup",
        N_("%(page)s is damaged or incomplete: %(what)s"),
        N_("build again; if the problem remains, fix the text or its template"),
    ),
    error(
        "built-link",
        N_("%(page)s has a link that fails: %(what)s"),
        N_("build again; if the problem remains, fix the link where it is written"),
    ),
    error(
        "built-canonical",
        N_("%(page)s names %(found)s as its canonical address instead of itself (%(canonical)s)"),
        N_("build again with the base_url of the published site"),
    ),
    error(
        "built-hreflang",
        N_("%(page)s and its translations do not agree: %(what)s"),
        N_("build again; if the problem remains, fix the head of the template"),
    ),
    error(
        "built-sitemap",
        N_("the sitemap does not match the pages (%(page)s): %(what)s"),
        N_("build again; if the problem remains, fix the template of the sitemap"),
    ),
    error(
        "built-feed",
        N_("the feed %(page)s is wrong: %(what)s"),
        N_("build again; if the problem remains, fix the template of the feed"),
    ),
    error(
        "built-held",
        N_("%(page)s gives away what is held back: %(what)s"),
        N_("build and publish again at once; copies may be in caches and feed readers already"),
    ),
)
