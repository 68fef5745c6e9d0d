"""Stories and static pages -> their Pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from bulletin.config import Edition
from bulletin.model import LANGUAGES, Article, Page, Story
from bulletin.plan import views
from bulletin.plan.assets import body_pictures, picture_view
from bulletin.plan.frame import Decor, alternates, around, card_of, other_locales, page_title
from bulletin.plan.front import framed_page
from bulletin.plan.index import part_of
from bulletin.plan.mentions import headline, set_in
from bulletin.plan.related import Keys
from bulletin.plan.sharing import shared_picture
from bulletin.plan.terms import term_links


def story_pages(decor: Decor, related: Mapping[str, Sequence[Keys]]) -> tuple[Page, ...]:
    """A page for each visible article of each story. `related` are by language, in the order of its stories."""
    pages: list[Page] = []
    twins = {story.key: _twins(decor, story) for story in decor.index.site.stories}
    for lang in LANGUAGES:
        own = decor.index.own(lang)
        headlines = {story.key: decor.mentions.headlines[article.path] for story, article in own}
        links = [_neighbour(decor, article) for _, article in own]
        boxes, letter = _series_boxes(decor, lang), _letter(decor, lang)
        for number, ((story, article), keys) in enumerate(zip(own, related[lang], strict=True)):
            beside = _Beside(
                newer=links[number - 1] if number else None,
                older=links[number + 1] if number + 1 < len(links) else None,
                related=tuple([headlines[key] for key in keys]),
                series=_series(boxes, story),
                twins=twins[story.key],
                mail=_mail(letter, article.title, decor.index.url(article)),
            )
            pages.append(_story_page(decor, story, article, beside))
    return tuple(pages)


def static_pages(decor: Decor) -> tuple[Page, ...]:
    """A page for each visible article of the static pages."""
    return tuple(
        _static_page(decor, page, article) for page in decor.index.site.pages for article in page.articles
    )


def _neighbour(decor: Decor, article: Article) -> views.Link:
    mention = decor.mentions.articles[article.path]
    return views.Link(href=mention.href, text=mention.title)


class _Twins(Struct, frozen=True, kw_only=True, gc=False):
    """The translations of a story; x-default is the original, for it is the text of record."""

    urls: Mapping[str, str]
    alternates: tuple[views.Alternate, ...]


class _Beside(Struct, frozen=True, kw_only=True, gc=False):
    """Where a story's page leads to: other stories, its own translations, the editors."""

    newer: views.Link | None
    older: views.Link | None
    related: tuple[views.Headline, ...]
    series: views.SeriesBox | None
    twins: _Twins
    mail: str


def _story_page(decor: Decor, story: Story, article: Article, beside: _Beside) -> Page:
    index, edition = decor.index, decor.index.config.edition(article.lang)
    assert story.shared.date is not None
    mention = decor.mentions.articles[article.path]
    section = index.term("sections", story.shared.section)
    translation = article.translation
    url = index.url(article)
    photo = lead_picture(decor, story, article)
    view = views.StoryView(
        frame=article_frame(decor, story, article, beside.twins),
        held=index.why_held.get(article.path, ""),
        section=section.named(article.lang).name if section else "",
        title=mention.title,
        deck=mention.deck,
        authors=people(decor, story.shared.authors, article.lang),
        outlet=decor.mentions.people[article.lang].get(story.shared.outlet),
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
        mail=beside.mail,
        series=beside.series,
        regions=term_links(decor, "regions", story.shared.regions, article.lang),
        tags=term_links(decor, "tags", story.shared.tags, article.lang),
        related=beside.related,
        newer=beside.newer,
        older=beside.older,
    )
    return framed_page(url, article.lang, "story.html", view, article)


def _series_boxes(decor: Decor, lang: str) -> dict[str, tuple[views.SeriesBox, Keys]]:
    """Each series with all its parts that stand in the lists of `lang`, from the first on, and their keys."""
    index, boxes = decor.index, {}
    for term in index.site.register("series"):
        listed, total = index.parts(lang, term.id)
        parts = tuple(
            views.Part(
                number=part_of(story), headline=headline(decor.mentions, lang, story, article), current=False
            )
            for story, article in listed
        )
        link = decor.mentions.terms[lang, "series"][term.id]
        box = views.SeriesBox(name=term.named(lang).name, href=link.href, number=0, total=total, parts=parts)
        boxes[term.id] = box, tuple(story.key for story, _ in listed)
    return boxes


def _series(boxes: Mapping[str, tuple[views.SeriesBox, Keys]], story: Story) -> views.SeriesBox | None:
    """The series of a story, with its own part marked."""
    series = story.shared.series
    if series is None or series.series not in boxes:
        return None
    box, keys = boxes[series.series]
    parts = tuple(
        replace(part, current=True) if key == story.key else part
        for key, part in zip(keys, box.parts, strict=True)
    )
    return replace(box, number=series.part, parts=parts)


def _static_page(decor: Decor, page: Story, article: Article) -> Page:
    mention, url = decor.mentions.articles[article.path], decor.index.url(article)
    view = views.PageView(
        frame=article_frame(decor, page, article, _twins(decor, page)),
        held=decor.index.why_held.get(article.path, ""),
        title=mention.title,
        deck=mention.deck,
        updated=article.updated,
        body=body(decor, page, article),
    )
    return framed_page(url, article.lang, "page.html", view, article)


def article_frame(decor: Decor, story: Story, article: Article, twins: _Twins) -> views.Frame:
    """The frame of an article's page."""
    mention, lang, urls = decor.mentions.articles[article.path], article.lang, twins.urls
    head = views.Head(
        title=page_title(decor, lang, mention.title),
        name=mention.title,
        description=mention.deck,
        href=mention.href,
        canonical=decor.index.addresses.absolute(urls[lang]),
        alternates=twins.alternates,
        locale=decor.surrounds[lang].locale,
        other_locales=other_locales(decor, lang, urls),
        kind="article" if story.kind == "story" else "website",
        image=_image(decor, story, article),
        modified=last_changed(story, article),
    )
    return around(decor, lang, urls, head, term_links(decor, "sections", (story.shared.section,), lang))


def _twins(decor: Decor, story: Story) -> _Twins:
    urls = decor.index.urls(story)
    return _Twins(urls=urls, alternates=alternates(decor, urls, decor.index.url(story.best)))


def _image(decor: Decor, story: Story, article: Article) -> views.Image:
    """What stands for an article where it is shared: its lead picture, else the card of its section."""
    photo, alt = story.shared.photo, _alt(decor, article)
    own = shared_picture(decor.index, decor.renditions, article, photo, alt) if photo else None
    return own or card_of(decor, article.lang, story.shared.section)


def _alt(decor: Decor, article: Article) -> str:
    return set_in(decor.index.config.edition(article.lang), article.photo.alt) if article.photo else ""


def last_changed(story: Story, article: Article) -> date | None:
    """The day of an article's last change: its date, its update, or a correction."""
    if not (article.updated or article.corrections):
        return story.shared.date
    days = [story.shared.date, article.updated, *[one.date for one in article.corrections]]
    return max([day for day in days if day], default=None)


def lead_picture(decor: Decor, story: Story, article: Article) -> views.Picture | None:
    """The lead picture with the words that this language's article gives it."""
    if story.shared.photo is None:
        return None
    edition, alt = decor.index.config.edition(article.lang), _alt(decor, article)
    caption = set_in(edition, article.photo.caption) if article.photo else ""
    photo = story.shared.photo
    return picture_view(decor.index, decor.renditions, article, photo, alt=alt, caption=caption)


def body(decor: Decor, story: Story, article: Article) -> views.Body:
    """The text of an article, with every link and picture in it bound."""
    text = decor.index.text(article.path)
    return views.Body(
        path=article.path,
        links=tuple([bound.binding for bound in decor.bounds.get(article.path, ())]),
        pictures=_pictures(decor, story, article) if text.pictures else (),
    )


def _pictures(decor: Decor, story: Story, article: Article) -> tuple[views.BoundPicture, ...]:
    """The pictures in a text whose files are there."""
    seen = [
        (target, picture_view(decor.index, decor.renditions, article, facts))
        for target, facts in body_pictures(decor.index, story, article)
    ]
    return tuple(views.BoundPicture(target=target, picture=picture) for target, picture in seen if picture)


def people(decor: Decor, ids: tuple[str, ...], lang: str) -> tuple[views.Person, ...]:
    """Those who sign, with the pages of what they wrote."""
    known = decor.mentions.people[lang]
    return tuple([known[id] for id in ids if id in known])


def corrections(edition: Edition, article: Article) -> tuple[views.Correction, ...]:
    return tuple(
        [views.Correction(date=one.date, text=set_in(edition, one.text)) for one in article.corrections]
    )


def _letter(decor: Decor, lang: str) -> tuple[str, str]:
    """A letter to the editors that names a story, so that it needs no explanation, as a mailto: link.

    Two pieces, quoted once for all stories: the title comes after the first, the address after the second.
    """
    subject = decor.catalogs[lang].gettext("About the story: %(title)s")
    start, _, end = subject.partition("%(title)s")
    before, after = quote(start % {}, safe=""), quote(end % {}, safe="")
    text = quote("\n\n" + decor.index.addresses.absolute(""), safe="")
    return f"mailto:{decor.index.config.email}?subject={before}", f"{after}&body={text}"


def _mail(letter: tuple[str, str], title: str, url: str) -> str:
    # Of the signs of an address, which is made of slugs, only the slashes must be quoted.
    return f"{letter[0]}{quote(title, safe='')}{letter[1]}{url.replace('/', '%2F')}%0A"
