"""Old addresses lead on to the new ones: aliases of articles, former slugs of terms."""

from __future__ import annotations

import pytest

from builders import SiteBuilder, elements

OLD = "/en/2016/05/old-name/"
NEW = "/en/2017/02/relief-arrives/"


@pytest.mark.parametrize("base_url", ["https://example.org/", "https://example.org/boletin/"])
def test_an_old_address_leads_to_the_new_one(site: SiteBuilder, base_url: str) -> None:
    site.story("floods", en={"aliases": f"[{OLD}]"}, es={}).build(base_url=base_url)
    html, path = site.html(OLD), base_url.removeprefix("https://example.org").rstrip("/")

    refresh = next(one["content"] for one in elements(html, "meta") if one.get("http-equiv") == "refresh")
    assert refresh == f"0; url={path}{NEW}"
    assert [one["href"] for one in elements(html, "a")] == [f"{path}{NEW}"]
    assert next(one for one in elements(html, "link") if one["rel"] == "canonical")["href"] == f"{base_url}en/2017/02/relief-arrives/"  # fmt: skip
    assert elements(html, "html")[0]["lang"] == "en"
    assert ">Relief arrives</a>" in html


def test_an_old_address_is_in_no_sitemap_and_no_list(site: SiteBuilder) -> None:
    site.story("floods", en={"aliases": f"[{OLD}]"}).build()
    naming = [path for path, data in site.files().items() if OLD.encode() in data]

    assert naming == []


FILES = [
    ("/en/old/", "en/old/index.html"), ("/articles/x.html", "articles/x.html"),
]  # fmt: skip


@pytest.mark.parametrize(("alias", "path"), FILES, ids=[row[0] for row in FILES])
def test_an_old_address_is_a_file_that_any_host_serves(site: SiteBuilder, alias: str, path: str) -> None:
    site.story("floods", en={"aliases": f"[{alias}]"}).build()

    assert path in site.files()


HELD = [{"draft": "true"}, {"date": "2018-01-01"}, {"expires": "2017-03-01"}]


@pytest.mark.parametrize("fields", HELD, ids=["draft", "scheduled", "expired"])
def test_what_is_held_back_has_no_old_address_either(site: SiteBuilder, fields: dict[str, str]) -> None:
    site.story("floods", en={"aliases": f"[{OLD}]", **fields}).build()

    assert "en/2016/05/old-name/index.html" not in site.files()


TAKEN = [
    ("another story's address", NEW), ("a page of the site", "/en/tags/"), ("the same in capitals", "/EN/2017/02/Relief-Arrives/"),
]  # fmt: skip


@pytest.mark.parametrize("alias", [row[1] for row in TAKEN], ids=[row[0] for row in TAKEN])
def test_an_old_address_cannot_take_one_that_is_in_use(site: SiteBuilder, alias: str) -> None:
    site.story("floods", en={}).story("other", en={"title": "Other", "aliases": f"[{alias}]"}).build()

    assert set(site.codes()) == {"url-taken"}
    assert not site.report.published


def test_a_term_that_was_renamed_leads_on_where_it_has_a_page(site: SiteBuilder) -> None:
    site.write("content/tags.yaml", "floods: {en: {name: High water, former: [floods]}, es: {name: Crecidas, former: [inundaciones]}}\n")  # fmt: skip
    site.settings(untranslated="hide").story("floods", en={"tags": "[floods]"}).build()

    assert 'content="0; url=/en/tags/high-water/"' in site.html("/en/tags/floods/")
    assert not [path for path in site.files() if path.startswith("es/etiquetas/") and path != "es/etiquetas/index.html"]  # fmt: skip


def test_a_former_slug_is_a_slug(site: SiteBuilder) -> None:
    site.write("content/tags.yaml", 'floods: {en: {name: Floods, former: ["High Water"]}, es: {name: Crecidas}}\n')  # fmt: skip

    assert site.check().codes() == ["slug-invalid"]


def test_a_link_to_an_old_address_is_no_broken_link(site: SiteBuilder) -> None:
    site.story("floods", en={"aliases": f"[{OLD}]"})
    site.story("other", en={"title": "Other"}, en_body=f"[before]({OLD})").build()

    assert site.codes() == []
