"""Links are bound late: what a writer wrote -> where it leads on this page."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, elements
from bulletin.plan.views import Binding, StoryView

BODY = "## Relief\n\nText.\n\n## Relief\n\nMore text.\n"
BODY_ES = "## Socorro\n\nTexto.\n"


@pytest.fixture
def stories(site: SiteBuilder) -> SiteBuilder:
    """floods in both languages, only-en and only-es, secret (a draft), coming (scheduled), a page."""
    site.story("floods", en={"slug": "floods"}, es={"slug": "crecidas"}, en_body=BODY, es_body=BODY_ES)
    site.story("only-en", en={"slug": "only-en"}, en_body=BODY)
    site.story("only-es", es={"slug": "solo-es"}, es_body=BODY_ES)
    site.story(
        "secret", en={"slug": "secret-words", "draft": "true"}, es={"slug": "palabras", "draft": "true"}
    )
    site.story("coming", en={"slug": "coming", "date": "2018-01-01"})
    site.page("about", en={"title": "About", "summary": "Who we are."}, es={"title": "Sobre", "summary": "Quiénes somos.", "translation": "{of: en}"})  # fmt: skip
    return site


def bound(site: SiteBuilder, target: str, lang: str = "en") -> tuple[Binding, list[str]]:
    """How a link of the story `from` is bound in `lang`, and the problems told."""
    body = f"## Own part\n\nSee [this]({target}) here.\n"
    site.story("from", en={"slug": "from"}, es={"slug": "desde"}, en_body=body if lang == "en" else "-", es_body=body if lang == "es" else "-")  # fmt: skip
    work = site.work()
    view = next(
        page.view
        for page in work.plan.pages
        if page.source.endswith(f"/from/{lang}.md") and page.lang == lang
    )
    assert isinstance(view, StoryView)
    codes = [one.code for one in work.diagnostics if one.place.path.endswith(f"/from/{lang}.md")]
    return view.body.links[0], codes


GOOD = [
    ("story:floods", "en", "/en/2017/02/floods/", ""),
    ("story:floods", "es", "/es/2017/02/crecidas/", ""),
    ("story:floods#relief", "en", "/en/2017/02/floods/#en-relief", ""),
    ("story:floods#relief-2", "en", "/en/2017/02/floods/#en-relief-2", ""),
    ("story:floods#socorro", "es", "/es/2017/02/crecidas/#es-socorro", ""),
    ("story:only-es", "en", "/es/2017/02/solo-es/", "es"),
    ("story:only-en", "es", "/en/2017/02/only-en/", "en"),
    ("story:only-en#relief", "es", "/en/2017/02/only-en/#en-relief", "en"),
    ("story:about", "es", "/es/sobre/", ""),
    ("../floods/es.md", "en", "/es/2017/02/crecidas/", "es"),
    ("../floods/es.md#socorro", "en", "/es/2017/02/crecidas/#es-socorro", "es"),
    ("../floods/en.md", "en", "/en/2017/02/floods/", ""),
    ("../floods/", "es", "/es/2017/02/crecidas/", ""),
    ("../../2017/floods", "en", "/en/2017/02/floods/", ""),
    ("../../../pages/about/en.md", "en", "/en/about/", ""),
    ("#own-part", "en", "#en-own-part", ""),
    ("#own-part", "es", "#es-own-part", ""),
    ("/en/tags/", "es", "/en/tags/", ""),
    ("/es/2017/02/crecidas/#es-socorro", "es", "/es/2017/02/crecidas/#es-socorro", ""),
    ("mailto:editors@example.org", "en", "mailto:editors@example.org", ""),
    ("tel:+5115550100", "en", "tel:+5115550100", ""),
    ("https://example.com/a?b=c&d=e#f", "en", "https://example.com/a?b=c&d=e#f", ""),
    ("http://example.com/", "en", "http://example.com/", ""),
]


@pytest.mark.parametrize(("target", "lang", "href", "foreign"), GOOD, ids=[f"{row[0]} in {row[1]}" for row in GOOD])  # fmt: skip
def test_a_link_leads_to_the_same_language_or_says_which(
    stories: SiteBuilder, target: str, lang: str, href: str, foreign: str
) -> None:
    binding, codes = bound(stories, target, lang)

    assert (binding.target, binding.href, binding.lang) == (target, href, foreign)
    assert codes == []


BAD = [
    ("story:secret", "link-held-back"),
    ("story:coming", "link-held-back"),
    ("../secret/en.md", "link-held-back"),
    ("../secret/en.md#tents", "link-held-back"),
    ("story:flods", "link-broken"),
    ("../flods/en.md", "link-broken"),
    ("../floods/fr.md", "link-broken"),
    ("2017", "link-broken"),
    ("../../1999/floods/es.md", "link-broken"),
    ("zz/floods/en.md", "link-broken"),
    ("/en/tags/health/", "link-held-back"),
    ("story:floods#releif", "link-part-broken"),
    ("#own-prat", "link-part-broken"),
    ("//evil.example/", "link-unsafe"),
    ("../../../../bulletin.toml", "link-outside"),
    ("../../../../../etc/passwd", "link-outside"),
    ("%2e%2e/%2e%2e/%2e%2e/%2e%2e/bulletin.toml", "link-outside"),
]


@pytest.mark.parametrize(("target", "code"), BAD, ids=[row[0] for row in BAD])
def test_a_link_that_leads_nowhere_leaves_the_words_without_one(
    stories: SiteBuilder, target: str, code: str
) -> None:
    binding, codes = bound(stories, target)

    assert (binding.href, code in codes) == ("", True)


SUGGESTED = [
    ("story:flods", "story:floods"),
    ("story:floods#releif", "relief"),
    ("#own-prat", "own-part"),
    ("story:zzz", ""),
]


@pytest.mark.parametrize(("target", "suggestion"), SUGGESTED, ids=[row[0] for row in SUGGESTED])
def test_a_broken_link_is_told_with_the_nearest_name(
    stories: SiteBuilder, target: str, suggestion: str
) -> None:
    bound(stories, target)
    (problem,) = (one for one in stories.work().diagnostics if one.place.path.endswith("/from/en.md"))

    assert dict(problem.facts)["suggestion"] == suggestion
    assert (problem.place.line, problem.place.column, problem.place.width) == (11, 12, len(target))


def test_an_address_without_a_page_is_broken(stories: SiteBuilder) -> None:
    _, codes = bound(stories, "/en/2017/02/nowhere/")

    assert codes == ["link-broken"]


@pytest.mark.parametrize("target", ["/en/2017/02/floods", "/en/2017/02/floods/#en-relief", "/en/feed.xml", "/", "/en/t%61gs/"])  # fmt: skip
def test_an_address_with_a_page_is_not_broken(stories: SiteBuilder, target: str) -> None:
    _, codes = bound(stories, target)

    assert codes == []


def test_a_link_to_a_draft_is_printed_as_words_and_warned_of(stories: SiteBuilder) -> None:
    stories.story("from", en={"slug": "from"}, en_body="Read [of *tents*](story:secret) soon.").build()

    assert stories.codes() == ["link-held-back"]
    assert "Read of <em>tents</em> soon." in stories.main("/en/2017/02/from/")


def test_a_link_to_the_other_language_is_marked(stories: SiteBuilder) -> None:
    stories.story("from", en={"slug": "from"}, en_body="Read [of tents](story:only-es) soon.").build()

    main = stories.main("/en/2017/02/from/")
    link = next(
        one for one in elements(main, "a") if one["href"] == "/es/2017/02/solo-es/" and "hreflang" in one
    )

    assert link["hreflang"] == "es"
    assert "(in Spanish)</span> soon." in main


def test_a_moved_story_changes_the_links_to_it_and_no_prose(stories: SiteBuilder) -> None:
    stories.story("from", en={"slug": "from"}, en_body="Read [of tents](story:floods).")
    before = stories.work()
    stories.story("floods", en={"slug": "high-water"}, es={}, en_body=BODY, es_body=BODY_ES)
    after = stories.work()

    def body(work: object, attribute: str) -> object:
        pages = {page.source: page.view for page in work.plan.pages if page.source and page.lang == "en"}  # type: ignore[attr-defined]
        view = pages["content/stories/2017/from/en.md"]
        return getattr(view.body, attribute)

    assert before.texts["content/stories/2017/from/en.md"] == after.texts["content/stories/2017/from/en.md"]
    assert body(before, "links") != body(after, "links")


HELD = [
    "/en/2018/01/coming/", "/en/2018/01/coming/index.html", "/en/2018/01/%63oming/", "/en/old-place/", "/en/old-place/#part",
    "https://example.org/en/2018/01/coming/", "http://example.org/en/2018/01/coming/", "https://example.org:443/en/old-place/",
]  # fmt: skip


@pytest.mark.parametrize("target", HELD)
def test_no_way_of_writing_it_gives_away_the_address_of_what_is_to_come(
    site: SiteBuilder, target: str
) -> None:
    site.story("coming", en={"title": "Coming", "date": "2018-01-01", "aliases": "[/en/old-place/]"})
    site.story("floods", en={}, en_body=f"Read [this]({target}) now.").build()

    assert site.codes() == ["link-held-back"]
    assert "Read this now." in site.main("/en/2017/02/relief-arrives/")
    assert not [path for path, data in site.files().items() if b"oming" in data]


ELSEWHERE = [
    "https://example.org.evil.net/en/2018/01/coming/",
    "https://example.org:8443/x/",
    "https://example.com/",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_link_to_another_host_is_left_alone(site: SiteBuilder, target: str) -> None:
    site.story("floods", en={}, en_body=f"Read [this]({target}) now.").build()

    assert site.codes() == []
    assert f'<a href="{target}">this</a>' in site.main("/en/2017/02/relief-arrives/")


def test_the_feed_of_a_tag_whose_stories_are_to_come_is_held_back_like_its_page(site: SiteBuilder) -> None:
    site.story("coming", en={"title": "Coming", "date": "2018-01-01", "tags": "[floods]"})
    site.story("here", en={}, en_body="[page](/en/tags/floods/), [feed](/en/tags/floods/feed.xml)").build()

    assert site.codes() == ["link-held-back"] * 2
