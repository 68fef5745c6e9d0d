"""What a page says of itself to machines, in the words of schema.org (JSON-LD).

It is made of the view that the page is made of, so the two cannot disagree.
"""

from __future__ import annotations

import json
from functools import partial

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from bulletin.plan.views import Frame, Person, StoryView

Data = dict[str, object]


def breadcrumbs(frame: Frame) -> Markup:
    """The trail to a page and the page itself, as a BreadcrumbList."""
    base = frame.head.canonical
    steps = [(link.text, _in_full(base, link.href)) for link in frame.trail] + [(frame.head.name, base)]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(steps, start=1)
    ]
    return _script({"@type": "BreadcrumbList", "itemListElement": items})


def news_article(page: StoryView) -> Markup:
    """A story as a NewsArticle; what it does not have is left out."""
    head, chrome = page.frame.head, page.frame.chrome
    base = head.canonical
    data: Data = {
        "@type": "NewsArticle",
        "@id": base,
        "mainEntityOfPage": base,
        "headline": page.title,
        "description": page.deck,
        "inLanguage": chrome.lang,
        "datePublished": page.date.isoformat(),
        "dateModified": head.modified.isoformat() if head.modified else "",
        "image": _image(page),
        "author": [_person(one, base) for one in page.authors or ([page.outlet] if page.outlet else [])],
        "translator": [_person(person, base) for person in page.translators],
        "sourceOrganization": _person(page.outlet, base) if page.outlet else {},
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": chrome.bulletin,
            "url": _in_full(base, chrome.home),
        },
        "articleSection": page.section,
        "keywords": [link.text for link in page.tags],
        "contentLocation": [{"@type": "Place", "name": link.text} for link in page.regions],
        "correction": [
            {"@type": "CorrectionComment", "text": one.text, "datePublished": one.date.isoformat()}
            for one in page.corrections
        ],
        "interactionStatistic": _reactions(page),
        **_twins(page),
    }
    return _script({name: value for name, value in data.items() if value})


def _image(page: StoryView) -> Data:
    """The picture that Open Graph names; the lead picture's words, where it is one."""
    image, photo = page.frame.head.image, page.photo
    found: Data = {"@type": "ImageObject", "url": image.src, "width": image.width, "height": image.height}
    words = {"caption": photo.caption, "creditText": photo.credit} if photo else {}
    return found | {name: text for name, text in words.items() if text}


def _person(person: Person, base: str) -> Data:
    kind = "Organization" if person.organization else "Person"
    return {"@type": kind, "name": person.name, "url": _in_full(base, person.href)}


def _reactions(page: StoryView) -> Data:
    if page.reactions is None:
        return {}
    like = {"@type": "InteractionCounter", "interactionType": "https://schema.org/LikeAction"}
    return like | {"userInteractionCount": page.reactions.yes}


def _twins(page: StoryView) -> Data:
    """The other language's article: what this one was translated from, or what was translated from it."""
    own = page.frame.chrome.lang
    name = "translationOfWork" if page.translated_from else "workTranslation"
    others = [one for one in page.frame.head.alternates if one.hreflang not in (own, "x-default")]
    return {name: [{"@type": "NewsArticle", "@id": one.href, "inLanguage": one.hreflang} for one in others]}


def _in_full(base: str, href: str) -> str:
    """A link of ours, which begins with / or with a scheme, as seen from the address `base`."""
    return base[: base.index("/", base.index("//") + 2)] + href if href.startswith("/") else href


def _script(data: Data) -> Markup:
    """JSON that may stand in a <script>: what could end it is written as an escape."""
    whole = {"@context": "https://schema.org"} | data
    return htmlsafe_json_dumps(whole, dumps=partial(json.dumps, ensure_ascii=False, separators=(",", ":")))
