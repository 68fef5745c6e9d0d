"""Stories and static pages -> their Pages."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from bulletin.config import Edition
from bulletin.model import LANGUAGES, Article, Page, Story
from bulletin.plan import views
from bulletin.plan.assets import body_pictures, picture_view
from bulletin.plan.cards import headline
from bulletin.plan.frame import Decor, frame, link_to, set_in
from bulletin.plan.front import framed_page
from bulletin.plan.index import part_of
from bulletin.plan.related import Related
from bulletin.plan.terms import term_links
from bulletin.plan.urls import term_url


def story_pages(decor: Decor) -> tuple[Page, ...]:
    """A page for each visible article of each story."""
    pages: list[Page] = []
    for lang in LANGUAGES:
        related = Related(decor.index, lang)
        own = related.own
        for number, (story, article) in enumerate(own):
            around = _Around(
                newer=_neighbour(decor, *own[number - 1]) if number else None,
                older=_neighbour(decor, *own[number + 1]) if number + 1 < len(own) else None,
                related=tuple(headline(decor.index, lang, *pair) for pair in related.to(story)),
            )
            pages.append(_story_page(decor, story, article, around))
    return tuple(pages)


def static_pages(decor: Decor) -> tuple[Page, ...]:
    """A page for each visible article of the static pages."""
    return tuple(
        _static_page(decor, page, article) for page in decor.index.site.pages for article in page.articles
    )


def _neighbour(decor: Decor, story: Story, article: Article) -> views.Link:
    index = decor.index
    text = set_in(index.config.edition(article.lang), article.title)
    return link_to(index, index.url(story, article), text)


class _Around(Struct, frozen=True, kw_only=True):
    """The other stories that a story's page leads to."""

    newer: views.Link | None
    older: views.Link | None
    related: tuple[views.Headline, ...]


def _story_page(decor: Decor, story: Story, article: Article, around: _Around) -> Page:
    index, edition = decor.index, decor.index.config.edition(article.lang)
    assert story.shared.date is not None
    section = index.term("sections", story.shared.section)
    translation = article.translation
    url = index.url(story, article)
    view = views.StoryView(
        frame=article_frame(decor, story, article),
        section=section.named(article.lang).name if section else "",
        title=set_in(edition, article.title),
        deck=set_in(edition, article.summary),
        authors=people(decor, story.shared.authors, article.lang),
        outlet=next(iter(people(decor, (story.shared.outlet,), article.lang)), None),
        translated_from=translation.of if translation else "",
        translators=people(decor, translation.by if translation else (), article.lang),
        date=story.shared.date,
        updated=article.updated,
        photo=lead_picture(decor, story, article),
        body=body(decor, story, article),
        corrections=corrections(edition, article),
        reactions=views.Reactions(yes=story.shared.reactions.yes, on=story.shared.reactions.on)
        if story.shared.reactions
        else None,
        mail=_mail(decor, article, url),
        series=_series(decor, story, article.lang),
        regions=term_links(decor, "regions", story.shared.regions, article.lang),
        tags=term_links(decor, "tags", story.shared.tags, article.lang),
        related=around.related,
        newer=around.newer,
        older=around.older,
    )
    return framed_page(url, article.lang, "story.html", view, article.path)


def _series(decor: Decor, story: Story, lang: str) -> views.SeriesBox | None:
    """The series of a story with all its parts that stand in the lists of `lang`, from the first on."""
    index = decor.index
    term = index.term("series", story.shared.series.series) if story.shared.series else None
    if term is None:
        return None
    listed, total = index.parts(lang, term.id)
    parts = tuple(
        views.Part(
            number=part_of(other),
            headline=headline(index, lang, other, article),
            current=other.key == story.key,
        )
        for other, article in listed
    )
    words = term.named(lang)
    return views.SeriesBox(
        name=words.name,
        href=index.addresses.href(term_url(lang, "series", words.slug)),
        number=part_of(story),
        total=total,
        parts=parts,
    )


def _static_page(decor: Decor, page: Story, article: Article) -> Page:
    index, edition = decor.index, decor.index.config.edition(article.lang)
    url = index.url(page, article)
    view = views.PageView(
        frame=article_frame(decor, page, article),
        title=set_in(edition, article.title),
        deck=set_in(edition, article.summary),
        updated=article.updated,
        body=body(decor, page, article),
    )
    return framed_page(url, article.lang, "page.html", view, article.path)


def article_frame(decor: Decor, story: Story, article: Article) -> views.Frame:
    """The frame of an article's page; x-default is the original, for it is the text of record."""
    index, edition = decor.index, decor.index.config.edition(article.lang)
    section = story.shared.section
    around = frame(
        decor,
        article.lang,
        index.urls(story),
        name=set_in(edition, article.title),
        trail=term_links(decor, "sections", (section,), article.lang) if section else (),
        description=set_in(edition, article.summary),
        default=index.url(story, story.best),
    )
    head = replace(
        around.head,
        kind="article" if story.kind == "story" else "website",
        image=_image(decor, story, article),
        modified=last_changed(story, article),
    )
    return replace(around, head=head)


def _image(decor: Decor, story: Story, article: Article) -> views.Image | None:
    """The lead picture for where the page is shared."""
    photo = lead_picture(decor, story, article)
    if photo is None:
        return None
    return views.Image(
        src=decor.index.addresses.in_full(photo.src), width=photo.width, height=photo.height, alt=photo.alt
    )


def last_changed(story: Story, article: Article) -> date | None:
    """The day of an article's last change: its date, its update, or a correction."""
    days = [story.shared.date, article.updated, *(one.date for one in article.corrections)]
    return max((day for day in days if day), default=None)


def lead_picture(decor: Decor, story: Story, article: Article) -> views.Picture | None:
    """The lead picture with the words that this language's article gives it."""
    if story.shared.photo is None:
        return None
    edition = decor.index.config.edition(article.lang)
    alt = set_in(edition, article.photo.alt) if article.photo else ""
    caption = set_in(edition, article.photo.caption) if article.photo else ""
    return picture_view(decor.index, article, story.shared.photo, alt=alt, caption=caption)


def body(decor: Decor, story: Story, article: Article) -> views.Body:
    """The text of an article by its digest, with every link and picture in it bound."""
    index = decor.index
    prose = index.prose(article.path)
    seen = [
        (target, picture_view(index, article, facts))
        for target, facts in body_pictures(index, story, article)
    ]
    return views.Body(
        path=article.path,
        digest=prose.digest,
        links=tuple(bound.binding for bound in decor.bounds.get(article.path, ())),
        pictures=tuple(
            views.BoundPicture(target=target, picture=picture) for target, picture in seen if picture
        ),
    )


def people(decor: Decor, ids: tuple[str, ...], lang: str) -> tuple[views.Person, ...]:
    """Those who sign, with the pages of what they wrote."""
    terms = [term for id in ids if (term := decor.index.term("authors", id))]
    href = decor.index.addresses.href
    return tuple(
        views.Person(
            name=words.name,
            role=words.kind,
            href=href(term_url(lang, "authors", words.slug)),
            organization=term.organization,
        )
        for term in terms
        for words in (term.named(lang),)
    )


def corrections(edition: Edition, article: Article) -> tuple[views.Correction, ...]:
    return tuple(
        views.Correction(date=one.date, text=set_in(edition, one.text)) for one in article.corrections
    )


def _mail(decor: Decor, article: Article, url: str) -> str:
    """A mailto: link that names the story, so that a letter to the editors needs no explanation."""
    subject = decor.catalogs[article.lang].gettext("About the story: %(title)s") % {"title": article.title}
    text = quote(f"\n\n{decor.index.addresses.absolute(url)}\n", safe="")
    return f"mailto:{decor.index.config.email}?subject={quote(subject, safe='')}&body={text}"
