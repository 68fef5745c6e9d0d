"""The pages of no single language: the chooser at /, and the 404 pages."""

from __future__ import annotations

from bulletin.languages import OWN_NAMES
from bulletin.model import LANGUAGES, Page
from bulletin.plan import views
from bulletin.plan.frame import Decor, card_of, frame
from bulletin.plan.urls import front_url, not_found_url, path_of


def chooser_page(decor: Decor) -> Page:
    """Both languages in their own words; never a redirect, for it would choose for the reader."""
    absolute = decor.index.addresses.absolute
    alternates = tuple(views.Alternate(hreflang=lang, href=absolute(front_url(lang))) for lang in LANGUAGES)
    view = views.DoorsView(
        title=_both_titles(decor),
        canonical=absolute("/"),
        alternates=(*alternates, views.Alternate(hreflang="x-default", href=absolute("/"))),
        files=decor.files,
        doors=tuple(_door(decor, lang, "") for lang in LANGUAGES),
        indexed=True,
        image=card_of(decor, LANGUAGES[0]),
    )
    return Page(url="/", path="index.html", lang="", template="chooser.html", view=view)


def not_found_pages(decor: Decor) -> tuple[Page, ...]:
    """The 404 page of the whole site, in both languages, and one a language."""
    view = views.DoorsView(
        title=_both_titles(decor),
        canonical=decor.index.addresses.absolute(not_found_url("")),
        alternates=(),
        files=decor.files,
        doors=tuple(
            _door(decor, lang, decor.catalogs[lang].gettext("This page does not exist")) for lang in LANGUAGES
        ),
        indexed=False,
    )
    both = Page(url=not_found_url(""), path="404.html", lang="", template="not-found-both.html", view=view)
    return (both, *(_not_found(decor, lang) for lang in LANGUAGES))


def _not_found(decor: Decor, lang: str) -> Page:
    url = not_found_url(lang)
    title = decor.catalogs[lang].gettext("This page does not exist")
    around = frame(
        decor,
        lang,
        {other: not_found_url(other) for other in LANGUAGES},
        name=title,
        description=title,
        trail=None,
        indexed=False,
    )
    return Page(
        url=url,
        path=path_of(url),
        lang=lang,
        template="not-found.html",
        view=views.NotFoundView(frame=around),
    )


def _door(decor: Decor, lang: str, text: str) -> views.Door:
    edition = decor.index.config.edition(lang)
    return views.Door(
        lang=lang,
        name=OWN_NAMES[lang],
        bulletin=edition.title,
        tagline=edition.tagline,
        href=decor.index.addresses.href(front_url(lang)),
        text=text,
        # NOTE: the link on the chooser, from a page of no language to the front page of this one
        label=decor.catalogs[lang].gettext("Read the bulletin in English"),
    )


def _both_titles(decor: Decor) -> str:
    return " · ".join(dict.fromkeys(decor.index.config.edition(lang).title for lang in LANGUAGES))
