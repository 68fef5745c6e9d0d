"""The spare is the ground of the next publication, and is never trusted for more than it can show."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.write.commit import Published
from bulletin.write.facts import DOUBT, Facts
from bulletin.write.ledger import LEDGER, NEW_LEDGER, OLD_LEDGER
from bulletin.write.publish import publication

pytestmark = pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="folders cannot be exchanged")

Put = Callable[..., Published]
Tree = Callable[[Path], dict[str, str]]

SITE = {f"{lang}/{number}/index.html": f"{lang} {number}" for lang in ("en", "es") for number in range(5)}
ONE = "en/0/index.html"
EDITED = {**SITE, ONE: "edited"}
AGAIN = {**SITE, ONE: "edited again"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "output"


def spare_of(out: Path) -> Path:
    return out.with_name(".output.spare")


def inodes(tree: Path) -> dict[str, int]:
    return {path: (tree / path).stat().st_ino for path in SITE if (tree / path).exists()}


def test_the_first_publication_leaves_a_spare_of_the_same_files(out: Path, put: Put) -> None:
    put(SITE, out)
    assert inodes(spare_of(out)) == inodes(out)


def test_after_a_swap_the_spare_is_the_old_tree_and_shares_all_but_what_has_changed(
    out: Path, put: Put, tree: Tree
) -> None:
    put(SITE, out)
    before = inodes(out)
    put(EDITED, out)
    assert tree(spare_of(out)) == SITE
    assert inodes(spare_of(out)) == before
    assert {path for path, inode in inodes(out).items() if before[path] != inode} == {ONE}


@pytest.mark.parametrize("forget", [False, True], ids=["with facts", "without facts"])
def test_only_what_differs_is_touched(out: Path, put: Put, forget: bool) -> None:
    put(SITE, out)
    put(EDITED, out)
    folders = sorted(path for path in (spare_of(out)).rglob("*") if path.is_dir())
    before = {path.relative_to(spare_of(out)): path.stat().st_ctime_ns for path in folders}
    put(AGAIN, out, forget=forget)
    touched = {path for path, moment in before.items() if (out / path).stat().st_ctime_ns != moment}
    assert touched == {Path("en/0")}


def test_the_facts_are_all_there_after_every_publication(out: Path, put: Put) -> None:
    for site in (SITE, EDITED, AGAIN, {ONE: "alone"}, SITE):
        done = put(site, out)
        assert {path for path in done.facts.published if path[-1] != "/"} == {*site, LEDGER}
        assert {path for path in done.facts.spare if path[-1] != "/"} >= {LEDGER}
        assert done.facts.published["/"][2] == out.stat().st_ino
        for path, fact in done.facts.published.items():
            assert fact[2] == os.lstat(f"{out}/{path}").st_ino


# -- what becomes of a spare that is not as we left it ----------------------------------------------


def lost(spare: Path) -> None:
    shutil.rmtree(spare)


def emptied(spare: Path) -> None:
    shutil.rmtree(spare)
    spare.mkdir()


def without_a_ledger(spare: Path) -> None:
    (spare / LEDGER).unlink()


def with_a_damaged_ledger(spare: Path) -> None:
    (spare / LEDGER).write_text("rubbish")


def unfinished(spare: Path) -> None:
    (spare / LEDGER).rename(spare / OLD_LEDGER)


def hardly_begun(spare: Path) -> None:
    shutil.rmtree(spare)
    spare.mkdir()
    (spare / NEW_LEDGER).write_text("puente-led")


def with_a_file_less(spare: Path) -> None:
    (spare / "es/1/index.html").unlink()


def with_a_folder_less(spare: Path) -> None:
    shutil.rmtree(spare / "es/1")


def with_another_file_in_place(spare: Path) -> None:
    (spare / "es/1/index.html").unlink()
    (spare / "es/1/index.html").write_text("es 1")


def with_a_link_in_place(spare: Path) -> None:
    (spare / "es/1/index.html").unlink()
    (spare / "es/1/index.html").symlink_to("/etc/hostname")


def of_another_site(spare: Path) -> None:
    shutil.rmtree(spare)
    other = spare.parent / "other" / "output"
    other.parent.mkdir()
    with publication(other, state=other.parent / ".bulletin") as tree:
        tree.take(tree.put("en/0/index.html", b"of another site"))
        tree.take(tree.put("strange.html", b"of another site"))
        tree.commit()
    other.rename(spare)


DAMAGES = (
    lost, emptied, without_a_ledger, with_a_damaged_ledger, unfinished, hardly_begun, with_a_file_less,
    with_a_folder_less, with_another_file_in_place, with_a_link_in_place, of_another_site,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.replace("_", " "))
def test_a_spare_that_is_not_as_we_left_it_costs_time_and_nothing_else(
    out: Path, put: Put, tree: Tree, damage: Callable[[Path], None]
) -> None:
    put(SITE, out)
    put(EDITED, out)
    damage(spare_of(out))
    done = put(AGAIN, out)
    assert (done.written, done.unchanged, done.removed, done.notes) == (1, 9, 0, ())
    assert tree(out) == AGAIN
    assert not any(path.is_symlink() for path in out.rglob("*"))
    put(SITE, out)
    assert tree(out) == SITE
    assert tree(spare_of(out)) == AGAIN


def test_a_spare_lost_a_moment_ago_whose_files_are_still_unsettled_loses_no_page(
    out: Path, put: Put, tree: Tree
) -> None:
    put(SITE, out)
    lost(spare_of(out))  # which changes the time of every published file
    put(EDITED, out)
    put(AGAIN, out)
    assert tree(out) == AGAIN


@pytest.mark.parametrize(
    "damage", [None, unfinished, without_a_ledger], ids=["whole", "unfinished", "no ledger"]
)
def test_a_file_in_the_spare_that_is_not_ours_stops_the_build_and_stays(
    out: Path, put: Put, tree: Tree, damage: Callable[[Path], None] | None
) -> None:
    put(SITE, out)
    put(EDITED, out)
    (spare_of(out) / "en/thesis.odt").write_text("years of work")
    if damage:
        damage(spare_of(out))
    for _ in range(2):
        with pytest.raises(BulletinError, match=r"needed for the new pages.*\(en/thesis.odt\)"):
            put(AGAIN, out)
    assert tree(out) == EDITED
    assert (spare_of(out) / "en/thesis.odt").read_text() == "years of work"
    (spare_of(out) / "en/thesis.odt").unlink()
    put(AGAIN, out)
    assert tree(out) == AGAIN


# -- where there are no hard links ------------------------------------------------------------------


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    yield


def test_where_there_are_no_hard_links_files_are_copied_once_with_their_times(
    out: Path, put: Put, tree: Tree, no_links: None
) -> None:
    put(SITE, out)
    assert not set(inodes(out).values()) & set(inodes(spare_of(out)).values())
    for path in SITE:
        assert (out / path).stat().st_mtime_ns == (spare_of(out) / path).stat().st_mtime_ns
    copies = inodes(spare_of(out))
    done = put(EDITED, out)
    assert (done.written, done.unchanged) == (1, 9)
    assert {path for path in SITE if inodes(out)[path] != copies[path]} == {ONE}
    put(AGAIN, out)
    assert tree(out) == AGAIN


def test_a_copy_changed_by_hand_is_not_taken_for_the_published_file(
    out: Path, put: Put, tree: Tree, no_links: None
) -> None:
    put(SITE, out)
    kept = (spare_of(out) / "es/1/index.html").stat()
    (spare_of(out) / "es/1/index.html").write_text("ES 1")
    os.utime(spare_of(out) / "es/1/index.html", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    put(EDITED, out)
    assert tree(out) == EDITED


# -- facts ------------------------------------------------------------------------------------------


def test_a_file_changed_with_its_size_and_time_restored_is_noticed(out: Path, put: Put, tree: Tree) -> None:
    put(SITE, out)
    seen = (out / ONE).stat()
    (out / ONE).write_text("EN 0")
    os.utime(out / ONE, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    done = put(SITE, out)
    assert (done.written, done.unchanged) == (1, 9)
    assert tree(out) == SITE


def wrong(facts: Facts) -> Facts:
    return Facts(
        published={path: (fact[0], fact[1], fact[2] + 1) for path, fact in facts.published.items()},
        spare=dict.fromkeys(facts.spare, DOUBT),
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda facts, other: None, id="lost"),
        pytest.param(lambda facts, other: other, id="of another tree"),
        pytest.param(lambda facts, other: wrong(facts), id="of other files"),
        pytest.param(
            lambda facts, other: Facts(published=facts.spare, spare=facts.published), id="exchanged"
        ),
    ],
)
def test_facts_that_do_not_fit_cost_time_and_nothing_else(
    tmp_path: Path, out: Path, put: Put, tree: Tree, change: Callable[[Facts, Facts], Facts | None]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = put(EDITED, tmp_path / "elsewhere" / "output").facts
    put(SITE, out)
    facts = put(EDITED, out).facts
    ledger = (out / LEDGER).read_bytes()
    with publication(out, state=tmp_path / ".bulletin", facts=change(facts, other)) as new:
        assert set(new.standing) == set(SITE)
        for entry in new.standing.values():
            new.take(entry)
        new.commit()
    assert tree(out) == EDITED
    assert (out / LEDGER).read_bytes() == ledger


def test_facts_of_an_older_ledger_say_nothing_of_this_one(tmp_path: Path, out: Path, put: Put) -> None:
    facts = put(SITE, out).facts
    ledger = (out / LEDGER).read_text()
    (out / LEDGER).write_text("rubbish")
    put(EDITED, out, adopt=True)
    (out / ONE).write_text(SITE[ONE])
    with publication(out, state=tmp_path / ".bulletin", facts=facts) as new:
        assert ONE not in new.standing
    assert ledger


def test_a_thorough_build_reads_everything(out: Path, put: Put) -> None:
    put(SITE, out)
    done = put(SITE, out, thorough=True)
    assert (done.written, done.unchanged) == (0, 10)


def test_forked_workers_put_files_that_the_parent_takes(
    tmp_path: Path, out: Path, put: Put, tree: Tree
) -> None:
    put(SITE, out)
    wanted = {f"new/{number % 3}/{number}.html": f"page {number}" for number in range(40)}
    with publication(out, state=tmp_path / ".bulletin") as new:
        workers = []
        for share in range(4):
            workers.append(os.fork())
            if workers[-1] == 0:
                for path in list(wanted)[share::4]:
                    new.put(path, wanted[path].encode())
                os._exit(0)
        assert [os.waitpid(worker, 0)[1] for worker in workers] == [0] * 4
        for path, text in wanted.items():
            new.take(new.put(path, text.encode()))
        new.commit()
    assert tree(out) == wanted


def test_what_was_taken_but_never_put_is_a_bug_and_publishes_nothing(
    tmp_path: Path, out: Path, put: Put, tree: Tree
) -> None:
    put(SITE, out)
    with (
        pytest.raises(ValueError, match="not put"),
        publication(out, state=tmp_path / ".bulletin") as new,
    ):
        entry = new.standing[ONE]
        new.take(type(entry)(path="never.html", digest=entry.digest, size=entry.size))
        new.commit()
    assert tree(out) == SITE


def test_a_new_fingerprint_alone_changes_the_ledger_and_no_tree(tmp_path: Path, out: Path, put: Put) -> None:
    facts = put(SITE, out).facts
    inode = out.stat().st_ino
    for fingerprint in ("one", "two"):
        with publication(out, state=tmp_path / ".bulletin", facts=facts) as new:
            for path in SITE:
                new.take(new.put(path, SITE[path].encode(), fingerprint))
            done = new.commit()
        facts = done.facts
        assert (done.written, done.unchanged) == (0, 10)
        with publication(out, state=tmp_path / ".bulletin", facts=facts) as new:
            assert {entry.fingerprint for entry in new.standing.values()} == {fingerprint}
    assert out.stat().st_ino == inode
