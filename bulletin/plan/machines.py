"""Pages for machines: the sitemap, robots.txt, the headers for hosts that read them from a file."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.config import LIMITS
from bulletin.model import Page, StaticFile, View
from bulletin.plan import views
from bulletin.plan.assets import static_url
from bulletin.plan.frame import Decor
from bulletin.plan.urls import FONT, HEADERS, STAMPED, path_of, sitemap_url


def sitemap_pages(decor: Decor, pages: Iterable[Page], most: int = LIMITS.sitemap_urls) -> tuple[Page, ...]:
    """The sitemap: every page that may be indexed, with its real translations.

    Above `most` addresses it is an index of several (sitemaps.org: at most 50,000 in a file).
    """
    entries = sorted(_entries(pages), key=lambda entry: entry.loc)
    chunks = [tuple(entries[start : start + most]) for start in range(0, len(entries), most)]
    if len(chunks) == 1:
        return (_sitemap(0, chunks[0]),)
    numbers = range(1, len(chunks) + 1)
    parts = tuple(decor.index.addresses.absolute(sitemap_url(number)) for number in numbers)
    index = views.SitemapIndexView(parts=parts)
    return (
        _plain(sitemap_url(), "sitemap-index.xml", index),
        *(_sitemap(number, chunk) for number, chunk in zip(numbers, chunks, strict=True)),
    )


def _entries(pages: Iterable[Page]) -> list[views.MapEntry]:
    entries = []
    for page in pages:
        if isinstance(page.view, views.DoorsView) and page.view.indexed:
            door = page.view
            entries.append(views.MapEntry(loc=door.canonical, modified=None, alternates=door.alternates))
        elif isinstance(page.view, views.Framed) and page.view.frame.head.indexed:
            head = page.view.frame.head
            alternates = head.alternates
            entries.append(views.MapEntry(loc=head.canonical, modified=head.modified, alternates=alternates))
    return entries


def _sitemap(number: int, entries: tuple[views.MapEntry, ...]) -> Page:
    return _plain(sitemap_url(number), "sitemap.xml", views.SitemapView(entries=entries))


def robots_page(decor: Decor) -> Page:
    view = views.RobotsView(sitemap=decor.index.addresses.absolute(sitemap_url()))
    return _plain("/robots.txt", "robots.txt", view)


def headers_pages(decor: Decor, statics: Iterable[StaticFile]) -> tuple[Page, ...]:
    """The headers for hosts that read them from a file; none where the bulletin has such a file of its own."""
    index, files = decor.index, tuple(statics)
    if any(f"/{file.name}" == HEADERS for file in files):
        return ()
    names = (FONT,) if index.plain_names else (FONT, *STAMPED)
    stamped = [file for file in files if file.name in names]
    # A file of the editor's own there may change under its name.
    pictures = () if any(file.name.startswith("pictures/") for file in files) else ("/pictures/*",)
    lasting = (*pictures, *sorted(static_url(index, file) for file in stamped))
    view = views.HeadersView(
        everything=index.addresses.href("/*"), lasting=tuple(index.addresses.href(url) for url in lasting)
    )
    return (_plain(HEADERS, "headers.txt", view),)


def _plain(url: str, template: str, view: View) -> Page:
    return Page(url=url, path=path_of(url), lang="", template=template, view=view)
