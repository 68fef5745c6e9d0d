"""A warning may be silenced by name, in one file; an error never."""

from __future__ import annotations

from builders import SiteBuilder

BODY = "# Too large a heading\n\nText.\n"


def test_a_warning_is_silenced_in_the_file_that_says_so_and_nowhere_else(site: SiteBuilder) -> None:
    site.story("quiet", en={"title": "Quiet", "silence": "[heading-level]"}, en_body=BODY)
    site.story("loud", en={"title": "Loud"}, en_body=BODY).build()

    assert [(one.code, one.place.path) for one in site.problems()] == [
        ("heading-level", "content/stories/2017/loud/en.md")
    ]


def test_only_the_named_warning_is_silenced(site: SiteBuilder) -> None:
    site.story("quiet", en={"silence": "[heading-level]"}, en_body=BODY + '\n<p onclick="x">y</p>\n').build()

    assert site.codes() == ["html-removed"]


def test_an_error_is_told_whatever_a_file_silences(site: SiteBuilder) -> None:
    site.story("floods", en={"silence": "[link-broken]"}, en_body="[x](story:nowhere)").build()

    assert site.codes() == ["silence-error", "link-broken"]
    assert not site.report.published


def test_a_silenced_warning_does_not_stop_a_strict_build(site: SiteBuilder) -> None:
    site.story("quiet", en={"silence": "[heading-level]"}, en_body=BODY).build()
    silenced = len(site.report.diagnostics)
    site.story("quiet", en={}, en_body=BODY).build()

    assert (silenced, len(site.report.diagnostics)) == (silenced, silenced + 1)
