"""The Nu HTML checker on every page and every stylesheet that is published: no error, no warning."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from builders import PROJECT, SiteBuilder
from tools.host import hosted

JAR = PROJECT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NO_JAVA = "no Java: apt-get install -y default-jre-headless"
NO_JAR = "no vnu-jar: npm ci --ignore-scripts"


def complaints(site: SiteBuilder) -> list[str]:
    """What the checker says of the published pages and stylesheets, each with its address.

    It fetches them, for it holds the policy of a page against where the page is.
    """
    java = shutil.which("java")
    if java is None or not JAR.exists():
        pytest.fail(NO_JAVA if java is None else NO_JAR, pytrace=False)
    paths = sorted(path for path in site.files() if path.endswith((".html", ".css")))
    with hosted(site.out) as address:
        urls = [f"{address}/{path}" for path in paths]
        command = [
            java,
            "-Dnu.validator.servlet.allow-forbidden-hosts=true",
            "-jar",
            str(JAR),
            "--format",
            "json",
            "--also-check-css",
            *urls,
        ]
        told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return [
        f"{one['url'].removeprefix(address)}:{one.get('lastLine', 0)} {one.get('subType', one['type'])}: {one['message']}"
        for one in json.loads(told)["messages"]
        if not is_data(one)
    ]


def is_data(message: dict[str, Any]) -> bool:
    """The checker takes JSON-LD for a script that the policy forbids. It is data: by the standard, and in browsers."""
    about_a_script = message["message"].startswith("Inline script violates Content Security Policy")
    return about_a_script and 'type="application/ld+json"' in message.get("extract", "")


@pytest.mark.tools
@pytest.mark.audit
def test_the_nu_checker_finds_nothing_in_the_sample(sample: SiteBuilder) -> None:
    assert complaints(sample) == []


@pytest.mark.tools
@pytest.mark.audit
def test_the_nu_checker_finds_nothing_on_a_page_of_any_kind(whole: SiteBuilder) -> None:
    assert complaints(whole) == []


@pytest.mark.tools
@pytest.mark.audit
def test_the_nu_checker_at_work(site: SiteBuilder) -> None:
    site.story("floods", en={}).build()
    site.write("output/wrong.html", "<!doctype html><title>Wrong</title><p><div></p><img src=x>")
    site.write("output/wrong.css", "p { colour: red }")
    found = " / ".join(complaints(site))

    assert "wrong.html" in found and "wrong.css" in found
