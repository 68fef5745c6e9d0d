"""Trouble of the moment is told, and is not remembered; what changes while it is read is never taken for another."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import SiteBuilder
from bulletin import quick
from bulletin.load.source import read_bytes
from bulletin.load.sources import read_found
from bulletin.model import BulletinError, Diagnostic
from bulletin.pipeline import build
from bulletin.pipeline.options import Options
from bulletin.write.target import check_target

Read = tuple[bytes | None, tuple[Diagnostic, ...]]
TEXT = "content/stories/2017/floods/en.md"
WORDS = "locales/es/LC_MESSAGES/messages.po"
PAGE = "templates/story.html"


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    return site.story("floods", en={}, es={})


def otherwise(wanted: str, data: bytes) -> Callable[[Path, str, int], Read]:
    """read_bytes, for which one file is another at the moment."""

    def read(root: Path, path: str, limit: int) -> Read:
        return (data, ()) if path == wanted else read_bytes(root, path, limit)

    return read


def changed_meanwhile(wanted: str, data: bytes) -> Callable[[Path, str, str, int], Read]:
    """read_found, while which one file is another than it was when it was found."""

    def read(root: Path, path: str, digest: str, limit: int) -> Read:
        before = (root / path).read_bytes()
        if path == wanted:
            (root / path).write_bytes(data)
        found = read_found(root, path, digest, limit)
        (root / path).write_bytes(before)
        return found

    return read


@pytest.mark.parametrize(
    ("module", "path"),
    [
        ("bulletin.load", TEXT),
        ("bulletin.load.catalogs", WORDS),
        ("bulletin.pipeline.prepare", PAGE),
    ],
    ids=["a story", "a catalog", "a template"],
)
def test_what_changed_for_a_moment_is_told_and_forgotten(
    floods: SiteBuilder, monkeypatch: pytest.MonkeyPatch, module: str, path: str
) -> None:
    other = (floods.root / path).read_bytes() + b"\n"
    with monkeypatch.context() as moment:
        moment.setattr(sys.modules[module], "read_found", changed_meanwhile(path, other))
        floods.build()

    assert [one.code for one in floods.problems() if one.place.path == path] == ["file-changed"]
    assert not floods.report.published
    assert floods.build().report.published
    assert floods.codes() == []


@pytest.mark.parametrize(
    "data", [b"", b"---\n", b"---\ntitle: x\n---\nOther.\n"], ids=["nothing", "half a header", "another text"]
)
def test_a_text_that_changed_since_its_header_was_read_is_told_and_forgotten(
    floods: SiteBuilder, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    with monkeypatch.context() as moment:
        moment.setattr("bulletin.load.read_bytes", otherwise(TEXT, data))
        floods.build()

    assert [one.code for one in floods.problems() if one.place.path == TEXT] == ["file-changed"]
    assert not floods.report.published
    assert floods.build().report.published


def test_a_build_with_passing_trouble_leaves_no_quick_answer(
    floods: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = Options(root=floods.root, now=floods.now, out=floods.out)
    with monkeypatch.context() as moment:
        moment.setattr("bulletin.load.read_bytes", otherwise(TEXT, b"---\n"))
        assert build(options).trace is None

    assert build(options).trace is not None


@pytest.mark.parametrize("name", ["templates", "locales"])
def test_a_linked_folder_is_an_error_for_what_is_behind_it_changes_unseen(
    floods: SiteBuilder, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / name
    (floods.root / name).rename(elsewhere)
    (floods.root / name).symlink_to(elsewhere)
    floods.build()

    assert ("file-not-regular", name) in [(one.code, one.place.path) for one in floods.problems()]
    assert not floods.report.published


def test_an_engine_that_was_changed_while_it_ran_publishes_nothing(floods: SiteBuilder) -> None:
    engine = quick.look_at_engine()
    engine.names["bulletin"] = {**engine.names["bulletin"], "new.py": ["file", 1, 2, 3, 4, ""]}

    with pytest.raises(BulletinError, match="was changed while it was running"):
        build(Options(root=floods.root, now=floods.now, out=floods.out, engine=engine))
    assert not floods.out.exists()


@pytest.mark.parametrize("name", [".output.stage", ".output.spare", ".public.spare"])
def test_the_names_of_stage_and_spare_are_no_outputs(floods: SiteBuilder, name: str) -> None:
    with pytest.raises(BulletinError, match="a name that we keep for ourselves"):
        check_target(floods.root / name, floods.root, adopt=True)


def test_the_last_day_of_the_calendar_is_a_day(floods: SiteBuilder) -> None:
    last = floods.now.replace(year=9999, month=12, day=31)

    assert build(Options(root=floods.root, now=last, out=floods.out)).report.published
