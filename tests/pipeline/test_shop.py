"""Deleting or damaging what was derived changes time, never bytes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import NOW, SiteBuilder
from bulletin.pipeline import Built, build
from bulletin.pipeline.options import Options
from ordinary_user import as_nobody


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    return site.story("floods", en={}, es={}).build()


def built(site: SiteBuilder, *, full: bool = False) -> Built:
    return build(Options(root=site.root, now=NOW, out=site.out, full=full))


def memo(site: SiteBuilder) -> Path:
    (found,) = (site.root / ".bulletin").glob("memo-*.sqlite")
    return found


def in_the_memo(site: SiteBuilder, statement: str) -> None:
    base = sqlite3.connect(memo(site))
    base.execute(statement)
    base.commit()
    base.close()


def in_its_place(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": lambda file: file.unlink(),
    "gone with all beside it": lambda file: shutil.rmtree(file.parent),
    "garbage": lambda file: file.write_bytes(b"no database " * 1000),
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:9000]),
    "a folder": in_its_place,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_whatever_becomes_of_the_memo_the_same_bytes_are_published(
    floods: SiteBuilder, damage: Callable[[Path], object]
) -> None:
    before = floods.files()
    damage(memo(floods))
    found = built(floods)

    assert found.report.published
    assert (found.report.written, floods.files()) == (0, before)
    assert len([note for note in found.notes if "cannot be used" in note.message]) <= 1
    floods.story("floods", en={}, es={}, en_body="Other words.").build()
    assert floods.files() == floods.build(full=True).files()


def test_a_memo_that_cannot_be_used_is_said(floods: SiteBuilder) -> None:
    memo(floods).write_bytes(b"no database " * 1000)

    (note,) = built(floods).notes
    assert dict(note.facts) == {"path": f".bulletin/{memo(floods).name}", "reason": "file is not a database"}
    assert built(floods).notes == ()


@pytest.mark.parametrize("table", ["memo", "texts", "state"])
def test_a_table_that_is_lost_or_damaged_is_derived_again(floods: SiteBuilder, table: str) -> None:
    before = floods.files()
    in_the_memo(floods, f"UPDATE {table} SET value = substr(value, 1, 9) || x'00' || substr(value, 11)")
    floods.story("floods", en={"summary": "Three aircraft."}, es={}).build()

    assert floods.codes() == []
    assert "Tents and water." in floods.main("/en/2017/02/relief-arrives/")
    floods.story("floods", en={}, es={}).build()
    assert floods.files() == before


def test_a_text_that_is_lost_is_composed_again(floods: SiteBuilder) -> None:
    in_the_memo(floods, "DELETE FROM texts")
    floods.story("floods", en={"summary": "Three aircraft."}, es={}).build()

    assert floods.codes() == []
    assert "Tents and water." in floods.main("/en/2017/02/relief-arrives/")


def test_a_full_build_publishes_the_same_bytes_and_leaves_its_memo_for_the_next(floods: SiteBuilder) -> None:
    before = floods.files()
    first = built(floods, full=True)
    second = built(floods)

    assert (first.report.written, second.report.written, first.notes, second.notes) == (0, 0, (), ())
    assert floods.files() == before


def test_twenty_builds_later_a_page_is_still_there(floods: SiteBuilder) -> None:
    before = floods.files()
    for _ in range(3):
        in_the_memo(floods, "UPDATE memo SET idle = 20")
        floods.build()

    assert floods.files() == before


def test_a_check_stores_nothing(site: SiteBuilder) -> None:
    build(Options(root=site.story("floods", en={}).root, now=NOW, remembers=False))

    assert not (site.root / ".bulletin").exists()


@pytest.fixture
def open_site() -> Iterator[SiteBuilder]:
    """A published site in a folder that any user can reach, all of it an ordinary user's."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    yield SiteBuilder(root / "site").story("floods", en={}, es={}).build()
    shutil.rmtree(root)


def given_away(root: Path) -> None:
    if os.geteuid() == 0:
        for path in (root, *root.rglob("*")):
            os.chown(path, 65534, 65534, follow_symlinks=False)


@pytest.mark.parametrize("what", ["the folder", "the memo"])
def test_what_may_not_be_written_costs_time_alone(open_site: SiteBuilder, what: str) -> None:
    site = open_site
    site.story("floods", en={}, es={}, en_body="Other words.")
    given_away(site.root)
    path = site.root / ".bulletin" if what == "the folder" else memo(site)
    path.chmod(0o555 if what == "the folder" else 0o444)

    def action() -> int:
        found = built(site)
        print([dict(note.facts)["path"] for note in found.notes], found.report.published)
        return 0

    code, said = as_nobody(action, site.root)
    path.chmod(0o755)

    assert (code, said) == (0, f"['.bulletin/{memo(site).name}'] True\n")
    assert "Other words." in site.html("/en/2017/02/relief-arrives/")
    assert site.files() == site.build(full=True).files()


@pytest.mark.tools
def test_a_disk_without_room_for_the_memo_costs_time_alone(site: SiteBuilder) -> None:
    state = site.story("floods", en={}, es={}).root / ".bulletin"
    state.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", str(state)], check=True)
    try:
        found = built(site)
        text = site.html("/en/2017/02/relief-arrives/")
        again = built(site)
    finally:
        subprocess.run(["umount", str(state)], check=True)

    assert (found.report.published, again.report.published, again.report.written) == (True, True, 0)
    assert [dict(note.facts)["reason"] for note in found.notes] == ["database or disk is full"]
    assert "Tents and water." in text
