"""Stories and static pages -> their Pages."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from bulletin.config import Edition
from bulletin.languages.typography import typeset_text
from bulletin.model import LANGUAGES, Article, Page, Register, Story
from bulletin.plan import views
from bulletin.plan.assets import body_pictures, picture_asset, picture_file, picture_view
from bulletin.plan.frame import Decor, frame
from bulletin.plan.links import bind
from bulletin.plan.urls import path_of, term_url


def set_in(edition: Edition, text: str) -> str:
    """A field of the header with the typography of its language."""
    return typeset_text(text, edition.lang, edition.quotes)


def story_pages(decor: Decor) -> tuple[Page, ...]:
    """A page for each visible article of each story."""
    pages: list[Page] = []
    for lang in LANGUAGES:
        own = [(story, article) for story in decor.index.site.stories if (article := story.article(lang))]
        for number, (story, article) in enumerate(own):
            newer = _neighbour(decor, *own[number - 1]) if number else None
            older = _neighbour(decor, *own[number + 1]) if number + 1 < len(own) else None
            pages.append(_story_page(decor, story, article, newer, older))
    return tuple(pages)


def static_pages(decor: Decor) -> tuple[Page, ...]:
    """A page for each visible article of the static pages."""
    return tuple(
        _static_page(decor, page, article) for page in decor.index.site.pages for article in page.articles
    )


def _neighbour(decor: Decor, story: Story, article: Article) -> views.Link:
    index = decor.index
    text = set_in(index.config.edition(article.lang), article.title)
    return views.Link(href=index.addresses.href(index.url(story, article)), text=text)


def _story_page(
    decor: Decor, story: Story, article: Article, newer: views.Link | None, older: views.Link | None
) -> Page:
    index, edition = decor.index, decor.index.config.edition(article.lang)
    assert story.shared.date is not None
    photo = lead_picture(decor, story, article)
    section = index.term("sections", story.shared.section)
    translation = article.translation
    url = index.url(story, article)
    view = views.StoryView(
        frame=article_frame(decor, story, article),
        section=section.named(article.lang).name if section else "",
        title=set_in(edition, article.title),
        deck=set_in(edition, article.summary),
        authors=people(decor, story.shared.authors, article.lang),
        outlet="".join(person.name for person in people(decor, (story.shared.outlet,), article.lang)),
        translated_from=translation.of if translation else "",
        translators=people(decor, translation.by if translation else (), article.lang),
        date=story.shared.date,
        updated=article.updated,
        photo=photo,
        body=body(decor, story, article),
        corrections=corrections(edition, article),
        reactions=views.Reactions(yes=story.shared.reactions.yes, on=story.shared.reactions.on)
        if story.shared.reactions
        else None,
        mail=_mail(decor, article, url),
        regions=term_links(decor, "regions", story.shared.regions, article.lang),
        tags=term_links(decor, "tags", story.shared.tags, article.lang),
        newer=newer,
        older=older,
    )
    return Page(
        url=url, path=path_of(url), lang=article.lang, template="story.html", view=view, source=article.path
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
    return Page(
        url=url, path=path_of(url), lang=article.lang, template="page.html", view=view, source=article.path
    )


def article_frame(decor: Decor, story: Story, article: Article) -> views.Frame:
    """The frame of an article's page; x-default is the original, for it is the text of record."""
    index, edition = decor.index, decor.index.config.edition(article.lang)
    file = picture_file(index, article, story.shared.photo.file) if story.shared.photo else None
    return frame(
        decor,
        article.lang,
        index.urls(story),
        title=f"{set_in(edition, article.title)} · {edition.title}",
        description=set_in(edition, article.summary),
        default=index.url(story, story.best),
        kind="article" if story.kind == "story" else "website",
        image=picture_asset(index, file).url if file else "",
        modified=last_changed(story, article),
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
        links=tuple(bound.binding for bound in bind(article, prose, index)),
        pictures=tuple(
            views.BoundPicture(target=target, picture=picture) for target, picture in seen if picture
        ),
    )


def people(decor: Decor, ids: tuple[str, ...], lang: str) -> tuple[views.Person, ...]:
    terms = [term for id in ids if (term := decor.index.term("authors", id))]
    return tuple(views.Person(name=term.named(lang).name, role=term.named(lang).kind) for term in terms)


def corrections(edition: Edition, article: Article) -> tuple[views.Correction, ...]:
    return tuple(
        views.Correction(date=one.date, text=set_in(edition, one.text)) for one in article.corrections
    )


def term_links(decor: Decor, register: Register, ids: tuple[str, ...], lang: str) -> tuple[views.Link, ...]:
    """Links to the pages of terms, in the order in which the writer gave them."""
    links = []
    for id in ids:
        term = decor.index.term(register, id)
        if term is not None:
            words = term.named(lang)
            links.append(
                views.Link(
                    href=decor.index.addresses.href(term_url(lang, register, words.slug)), text=words.name
                )
            )
    return tuple(links)


def _mail(decor: Decor, article: Article, url: str) -> str:
    """A mailto: link that names the story, so that a letter to the editors needs no explanation."""
    subject = decor.catalogs[article.lang].gettext("On the story: %(title)s") % {"title": article.title}
    text = quote(f"\n\n{decor.index.addresses.absolute(url)}\n", safe="")
    return f"mailto:{decor.index.config.email}?subject={quote(subject, safe='')}&body={text}"
