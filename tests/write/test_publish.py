from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.model import BulletinError
from bulletin.write import commit as commit_module
from bulletin.write.commit import Published
from bulletin.write.ledger import LEDGER, STAGE_MARK, read_ledger
from bulletin.write.lock import BuildRunning, hold
from bulletin.write.publish import publication
from bulletin.write.system import exchange

Put = Callable[..., Published]
Tree = Callable[[Path], dict[str, str]]

OLD = {
    "index.html": "old",
    "en/index.html": "front",
    "en/floods/index.html": "floods",
    "es/index.html": "portada",
}
NEW = {
    "index.html": "new",
    "en/index.html": "front",
    "es/index.html": "portada",
    "es/riadas/index.html": "riadas",
}

ONE_BY_ONE = "one by one"
exchanges = pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="folders cannot be exchanged")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "output"


def messages(done: Published) -> list[str]:
    return [note.message % dict(note.facts) for note in done.notes]


def beside(out: Path) -> list[str]:
    """What stands beside the output and is neither the spare nor the folder of derived facts."""
    own = {out.name, f".{out.name}.spare", ".bulletin"}
    return sorted(path.name for path in out.parent.iterdir() if path.name not in own)


def inode(path: Path) -> int:
    return path.stat().st_ino


# -- the swap -------------------------------------------------------------------------------------


def test_a_first_site_is_published(out: Path, put: Put, tree: Tree) -> None:
    assert put(OLD, out) == Published(written=4, unchanged=0, removed=0)
    assert tree(out) == OLD
    assert beside(out) == []


@exchanges
def test_a_second_site_takes_the_place_of_the_first_and_deleted_pages_are_gone(
    out: Path, put: Put, tree: Tree
) -> None:
    put(OLD, out)
    first = inode(out)
    assert put(NEW, out) == Published(written=2, unchanged=2, removed=1)
    assert tree(out) == NEW
    assert not (out / "en/floods").exists()
    assert inode(out) != first
    assert beside(out) == []


def test_an_empty_folder_that_stands_already_is_filled(out: Path, put: Put, tree: Tree) -> None:
    out.mkdir()
    assert put(OLD, out) == Published(written=4, unchanged=0, removed=0)
    assert tree(out) == OLD


def test_the_same_site_again_touches_nothing(out: Path, put: Put) -> None:
    put(OLD, out)
    before = [path.stat() for path in (out, *sorted(out.rglob("*")))]
    assert put(OLD, out) == Published(written=0, unchanged=4, removed=0)
    assert [facts.st_ctime_ns for facts in before] == [
        path.stat().st_ctime_ns for path in (out, *sorted(out.rglob("*")))
    ]
    assert beside(out) == []


def test_the_order_of_the_files_changes_no_byte(tmp_path: Path, put: Put) -> None:
    put(OLD, tmp_path / "a")
    put(dict(reversed(OLD.items())), tmp_path / "b")
    assert (tmp_path / "a" / LEDGER).read_bytes() == (tmp_path / "b" / LEDGER).read_bytes()


def test_unchanged_files_keep_their_time_of_change(out: Path, put: Put) -> None:
    put(OLD, out)
    for path in OLD:
        os.utime(out / path, ns=(0, 1_234_567_890))
    put(NEW, out)
    assert (out / "es/index.html").stat().st_mtime_ns == 1_234_567_890
    assert (out / "index.html").stat().st_mtime_ns != 1_234_567_890


def test_a_page_changed_by_hand_is_replaced(out: Path, put: Put, tree: Tree) -> None:
    put(OLD, out)
    (out / "index.html").write_text("OLD")  # as long as what we wrote
    (out / "es/index.html").unlink()
    assert put(OLD, out) == Published(written=2, unchanged=2, removed=0)
    assert tree(out) == OLD


def test_a_file_may_become_a_folder_and_a_folder_a_file(out: Path, put: Put, tree: Tree) -> None:
    for site in ({"a": "file"}, {"a/b/c": "folder"}, {"a": "file"}):
        put(site, out)
        assert tree(out) == site


@pytest.mark.skipif(sys.platform == "win32", reason="no modes")
@pytest.mark.parametrize("stranger", [False, True], ids=["swap", "fall-back"])
def test_whatever_the_umask_everybody_can_read_what_is_published(out: Path, put: Put, stranger: bool) -> None:
    before = os.umask(0o077)
    try:
        put(OLD, out)
        if stranger:
            (out / "stranger").symlink_to("nowhere")
        put(NEW, out)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (out, *out.rglob("*")) if path.is_dir()}
    assert (modes, folders) == ({0o644}, {0o755})


def test_nothing_is_published_before_the_commit_and_nothing_without_it(
    out: Path, put: Put, tree: Tree
) -> None:
    put(OLD, out)
    with publication(out, state=out.parent / ".bulletin") as new:
        new.take(new.put("index.html", b"new"))
        assert tree(out) == OLD
    assert tree(out) == OLD
    assert beside(out) == []


@exchanges
def test_readers_find_the_old_page_or_the_new_one_at_every_moment(
    out: Path, put: Put, child: Callable[..., int]
) -> None:
    put({"index.html": "0" * 5000}, out)
    number = os.fork()
    if number == 0:
        for turn in range(1, 40):
            put({"index.html": str(turn % 10) * 5000}, out)
        os._exit(0)
    reads = 0
    while os.waitpid(number, os.WNOHANG) == (0, 0):
        text = (out / "index.html").read_text()
        assert len(text) == 5000 and len(set(text)) == 1
        reads += 1
    assert reads > 20


# -- what was never ours --------------------------------------------------------------------------


def test_a_file_that_is_not_ours_forces_the_announced_fall_back_and_survives(
    out: Path, put: Put, tree: Tree
) -> None:
    put(OLD, out)
    (out / "thesis.odt").write_text("years of work")
    first = inode(out)
    done = put(NEW, out)
    assert (done.written, done.unchanged, done.removed) == (2, 2, 1)
    assert ONE_BY_ONE in messages(done)[0]
    assert "thesis.odt" in messages(done)[1]
    assert tree(out) == {**NEW, "thesis.odt": "years of work"}
    assert not (out / "en/floods").exists()
    assert inode(out) == first
    assert read_ledger(out) is not None
    assert beside(out) == []


@exchanges
def test_once_the_strange_file_is_gone_trees_are_swapped_again(out: Path, put: Put) -> None:
    put(OLD, out)
    (out / "thesis.odt").write_text("years of work")
    put(NEW, out)
    (out / "thesis.odt").unlink()
    assert put(OLD, out).notes == ()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda out: (out / "empty").mkdir(), id="an empty folder"),
        pytest.param(lambda out: (out / "link").symlink_to(out / "nowhere"), id="a broken link"),
        pytest.param(lambda out: (out / "link").symlink_to(out.parent), id="a link to a folder"),
        pytest.param(lambda out: os.mkfifo(out / "pipe"), id="a pipe"),
        pytest.param(
            lambda out: (out / "en/floods/note.txt").write_text("x"), id="a file in a folder of ours"
        ),
        pytest.param(lambda out: (out / ".git").write_text("gitdir: elsewhere"), id="a git worktree"),
    ],
)
def test_nothing_that_is_not_ours_is_removed(
    out: Path, put: Put, tree: Tree, make: Callable[[Path], object]
) -> None:
    put(OLD, out)
    known = {path.relative_to(out) for path in out.rglob("*")}
    make(out)
    strange = {path.relative_to(out) for path in out.rglob("*")} - known
    assert strange
    assert ONE_BY_ONE in messages(put(NEW, out))[0]
    assert all(os.path.lexists(out / path) for path in strange)
    assert {path: text for path, text in tree(out).items() if path in NEW} == NEW
    assert not (out / "en/floods/index.html").exists()


def test_a_link_in_the_place_of_a_folder_is_never_followed(out: Path, put: Put, tmp_path: Path) -> None:
    put(OLD, out)
    (tmp_path / "home/floods").mkdir(parents=True)
    (tmp_path / "home/floods/index.html").write_text("floods")
    for path in ("en/floods/index.html", "en/index.html"):
        (out / path).unlink()
    (out / "en/floods").rmdir()
    (out / "en").rmdir()
    (out / "en").symlink_to(tmp_path / "home")
    with pytest.raises(BulletinError, match="not ours where pages are to go: en"):
        put(NEW, out)
    put({"index.html": "new"}, out)
    assert (tmp_path / "home/floods/index.html").read_text() == "floods"
    assert (out / "en").is_symlink()


def test_a_deleted_page_that_was_changed_by_hand_stays_where_files_are_replaced_one_by_one(
    out: Path, put: Put
) -> None:
    put(OLD, out)
    (out / "stranger").mkdir()
    (out / "en/floods/index.html").write_text("FLOODS")
    done = put(NEW, out)
    assert (out / "en/floods/index.html").read_text() == "FLOODS"
    assert any("changed since" in text and "en/floods/index.html" in text for text in messages(done))
    assert done.removed == 0


@pytest.mark.parametrize(
    ("stranger", "site"),
    [
        pytest.param("CNAME", {"CNAME": "example.org"}, id="a file where a page goes"),
        pytest.param("media/a.jpg", {"media": "x"}, id="a folder where a page goes"),
        pytest.param("media", {"media/a.jpg": "x"}, id="a file where a folder goes"),
    ],
)
def test_a_strange_file_in_the_way_stops_the_build_before_anything_is_touched(
    out: Path, put: Put, tree: Tree, stranger: str, site: dict[str, str]
) -> None:
    put(OLD, out)
    (out / stranger).parent.mkdir(exist_ok=True)
    (out / stranger).write_text("mine")
    with pytest.raises(BulletinError, match=f"not ours where pages are to go: {stranger}"):
        put({**NEW, **site}, out)
    assert tree(out) == {**OLD, stranger: "mine"}
    assert beside(out) == []


def test_a_strange_file_with_the_very_bytes_of_a_page_becomes_ours(out: Path, put: Put, tree: Tree) -> None:
    put(OLD, out)
    (out / "CNAME").write_text("example.org")
    put({**OLD, "CNAME": "example.org"}, out)
    put(OLD, out)
    assert tree(out) == OLD


def test_a_folder_of_unknown_origin_is_refused(out: Path, put: Put, tree: Tree) -> None:
    out.mkdir()
    (out / "thesis.odt").write_text("years of work")
    with pytest.raises(BulletinError, match="not empty"):
        put(NEW, out)
    assert tree(out) == {"thesis.odt": "years of work"}


def test_an_adopted_folder_keeps_its_own_files_and_the_pages_it_replaces_are_named(
    out: Path, put: Put, tree: Tree
) -> None:
    out.mkdir()
    (out / "thesis.odt").write_text("years of work")
    (out / "index.html").write_text("of another program")
    done = put(NEW, out, adopt=True)
    assert tree(out) == {**NEW, "thesis.odt": "years of work"}
    assert any("replaced by pages" in text and "index.html" in text for text in messages(done))
    put(OLD, out)  # from now on it is ours
    assert tree(out) == {**OLD, "thesis.odt": "years of work"}


def test_an_adopted_link_in_the_place_of_a_page_is_replaced_and_what_it_leads_to_is_not(
    out: Path, tmp_path: Path, put: Put, tree: Tree
) -> None:
    out.mkdir()
    (tmp_path / "thesis.odt").write_text("years of work")
    (out / "index.html").symlink_to(tmp_path / "thesis.odt")
    put(NEW, out, adopt=True)
    assert tree(out) == NEW
    assert (tmp_path / "thesis.odt").read_text() == "years of work"


def test_a_folder_of_ours_emptied_by_hand_gives_way_to_a_page(out: Path, put: Put, tree: Tree) -> None:
    put({"a/b/c": "folder"}, out)
    (out / "stranger").write_text("mine")
    (out / "a/b/c").unlink()
    put({"a": "file"}, out)
    assert tree(out) == {"a": "file", "stranger": "mine"}


@pytest.mark.parametrize(
    "damage", ["rubbish", "", "puente-ledger 1 0000\n"], ids=["rubbish", "empty", "checksum"]
)
def test_with_a_damaged_ledger_pages_are_compared_and_what_may_not_be_ours_stays_and_is_named(
    out: Path, put: Put, tree: Tree, damage: str
) -> None:
    put(OLD, out)
    (out / LEDGER).write_text(damage)
    done = put(NEW, out)
    assert (done.written, done.unchanged, done.removed) == (2, 2, 0)
    assert "lost or damaged" in messages(done)[0]
    assert any("en/floods/index.html" in text for text in messages(done))
    assert tree(out) == {**NEW, "en/floods/index.html": "floods"}
    assert read_ledger(out) is not None


# -- where a swap cannot be had -------------------------------------------------------------------


def test_a_link_stays_a_link_and_the_folder_it_leads_to_is_brought_up_to_date(
    out: Path, tmp_path: Path, put: Put, tree: Tree
) -> None:
    (tmp_path / "www").mkdir()
    out.symlink_to(tmp_path / "www")
    for site in (OLD, NEW):
        done = put(site, out)
        assert "is a link" in messages(done)[0]
        assert tree(tmp_path / "www") == site
    assert out.is_symlink()
    assert beside(out) == ["www"]
    assert put(NEW, out) == Published(written=0, unchanged=4, removed=0)


def test_without_an_exchange_files_are_replaced_one_by_one_and_it_is_said(
    out: Path, put: Put, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(OLD, out)
    monkeypatch.setattr(commit_module, "exchange", lambda one, other: False)
    done = put(NEW, out)
    assert "cannot be exchanged" in messages(done)[0]
    assert tree(out) == NEW
    assert sorted(path.name for path in out.iterdir()) == [LEDGER, "en", "es", "index.html"]
    assert beside(out) == []


def test_where_the_folder_above_is_closed_files_are_replaced_one_by_one(
    open_folder: Path, put: Put, tree: Tree, child: Callable[..., int]
) -> None:
    out = open_folder / "www"
    for folder in (out, open_folder / ".bulletin"):
        folder.mkdir()
        folder.chmod(0o777)
    for site in (OLD, NEW):
        assert child(lambda site=site: put(site, out), uid=65534) == 0
        assert tree(out) == site
    assert sorted(path.name for path in out.iterdir()) == [LEDGER, "en", "es", "index.html"]


@pytest.mark.tools
@pytest.mark.parametrize("disk", ["small_disk", "bound"], ids=["a disk of its own", "a folder mounted twice"])
def test_a_mount_point_is_brought_up_to_date_from_a_stage_inside_it(
    disk: str, put: Put, tree: Tree, request: pytest.FixtureRequest
) -> None:
    out = request.getfixturevalue(disk)
    for site in (OLD, NEW):
        done = put(site, out)
        assert "mount point" in messages(done)[0]
        assert tree(out) == site
        assert sorted(path.name for path in out.iterdir()) == [LEDGER, "en", "es", "index.html"]
    assert ".disk.spare" not in beside(out) and ".output.spare" not in beside(out)


NAMES = st.sampled_from(["a", "b", "a/b", "a/b/c", "a/c", "b/a", "c/c/c"])
SITES = st.dictionaries(NAMES, st.sampled_from(["1", "2"])).map(
    lambda site: {
        path: text for path, text in site.items() if not any(other.startswith(f"{path}/") for other in site)
    }
)


@pytest.mark.parametrize("stranger", [{}, {"stranger": "mine", "z/z": "mine"}], ids=["swap", "fall-back"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sites=st.lists(SITES, min_size=2, max_size=4))
def test_after_any_row_of_sites_the_tree_is_the_last_one_and_what_was_not_ours(
    tmp_path_factory: pytest.TempPathFactory,
    put: Put,
    tree: Tree,
    stranger: dict[str, str],
    sites: list[dict[str, str]],
) -> None:
    out = tmp_path_factory.mktemp("row") / "output"
    put({}, out)
    for path, text in stranger.items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_text(text)
    for site in sites:
        put(site, out)
        assert tree(out) == {**site, **stranger}
        assert beside(out) == []
    folders = {path for path in out.rglob("*") if path.is_dir()}
    assert all(any(folder.iterdir()) for folder in folders)


# -- trouble --------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
@pytest.mark.parametrize("first", [False, True], ids=["a site there", "nothing there"])
def test_when_the_pages_stop_coming_the_old_site_stays_and_no_stage(
    out: Path, put: Put, tree: Tree, error: type[BaseException], first: bool
) -> None:
    if not first:
        put(OLD, out)

    with pytest.raises(error), publication(out, state=out.parent / ".bulletin") as new:
        new.take(new.put("index.html", b"new"))
        raise error
    assert tree(out) == ({} if first else OLD)
    assert out.exists() is not first
    assert beside(out) == []


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a//b", "a\\b", "", ".puente-ledger", "index.html", "index.html/a", "en"]
)
def test_an_unsafe_path_or_one_claimed_twice_is_a_bug_and_touches_nothing(
    out: Path, put: Put, tree: Tree, path: str
) -> None:
    put(OLD, out)
    with pytest.raises(ValueError):
        put_all(out, *OLD, path)
    assert tree(out) == OLD
    assert beside(out) == []


def put_all(out: Path, *paths: str) -> None:
    with publication(out, state=out.parent / ".bulletin") as new:
        for path in paths:
            new.take(new.put(path, b"new"))
        new.commit()


def test_a_stage_that_a_killed_build_left_is_cleared_away(out: Path, put: Put, tree: Tree) -> None:
    put(OLD, out)
    spare = out.with_name(".output.stage")
    for mark in (None, b"", STAGE_MARK[:5], STAGE_MARK):
        spare.mkdir()
        if mark is not None:
            (spare / LEDGER).write_bytes(mark)
        if mark == STAGE_MARK:  # nothing is staged before it stands there whole
            (spare / "en").mkdir()
            (spare / "en/half.html").write_text("ha")
        put(OLD, out)
        assert beside(out) == []


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda spare: spare.write_text("mine"), id="a file"),
        pytest.param(lambda spare: spare.symlink_to("home"), id="a link"),
        pytest.param(lambda spare: (spare.mkdir(), (spare / "thesis.odt").write_text("mine")), id="a folder"),
        pytest.param(
            lambda spare: (
                spare.mkdir(),
                (spare / LEDGER).write_text("x"),
                (spare / "thesis.odt").write_text("mine"),
            ),
            id="a folder with a damaged ledger",
        ),
    ],
)
def test_something_strange_under_the_name_of_the_spare_is_refused_and_kept(
    out: Path, put: Put, tree: Tree, make: Callable[[Path], object]
) -> None:
    (out.parent / "home").mkdir()
    (out.parent / "home" / "letter").write_text("mine")
    put(OLD, out)
    shutil.rmtree(out.with_name(".output.spare"))
    make(out.with_name(".output.spare"))
    before = tree(out.parent)
    with pytest.raises(BulletinError, match=r"\.output\.spare is needed"):
        put(NEW, out)
    assert tree(out.parent) == before


def test_a_strange_file_in_the_spare_stops_the_build_and_stays(out: Path, put: Put, tree: Tree) -> None:
    put(OLD, out)
    put(NEW, out)
    (out.with_name(".output.spare") / "en" / "thesis.odt").write_text("mine")
    with pytest.raises(BulletinError, match=r"not ours \(en/thesis.odt\)"):
        put(OLD, out)
    assert (out.with_name(".output.spare") / "en" / "thesis.odt").read_text() == "mine"
    assert tree(out) == NEW


@exchanges
def test_a_file_put_there_at_the_moment_of_the_swap_is_brought_back(
    out: Path, put: Put, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(OLD, out)

    def late(one: Path, other: Path) -> bool:
        (out / "en/floods/thesis.odt").write_text("mine")
        return exchange(one, other)

    monkeypatch.setattr(commit_module, "exchange", late)
    assert put(NEW, out).notes == ()
    assert tree(out) == {**NEW, "en/floods/thesis.odt": "mine"}
    assert beside(out) == []


def test_two_projects_that_publish_into_one_folder_do_not_meet(out: Path, put: Put, tree: Tree) -> None:
    put(OLD, out)

    with publication(out, state=out.parent / ".bulletin") as slow:
        slow.take(slow.put("index.html", b"slow"))
        with pytest.raises(BuildRunning):
            put(NEW, out)
        slow.commit()
    assert tree(out) == {"index.html": "slow"}
    with hold(out):
        pass


def test_a_full_disk_is_told_in_words_and_the_old_site_stays(
    out: Path, put: Put, tree: Tree, child: Callable[..., int]
) -> None:
    resource = pytest.importorskip("resource")
    put(OLD, out)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
        with pytest.raises(BulletinError, match="no room left on the disk"):
            put({**NEW, "big.html": "x" * 5_000}, out)

    assert child(limited) == 0
    assert tree(out) == OLD
    assert beside(out) == []


@pytest.mark.tools
@pytest.mark.parametrize("where", [".", "output"], ids=["the disk itself", "a folder on it"])
def test_a_disk_that_is_really_full_leaves_the_old_site(
    small_disk: Path, put: Put, tree: Tree, where: str
) -> None:
    out = small_disk / where
    put({"big.html": "1" * 600_000}, out)
    with pytest.raises(BulletinError, match="no room left on the disk"):
        put({"big.html": "2" * 600_000}, out)
    assert tree(out) == {"big.html": "1" * 600_000}
    assert not any(path.name.startswith((".puente-stage", ".output.stage")) for path in small_disk.iterdir())
    put({"big.html": "3" * 300_000}, out)
    assert tree(out) == {"big.html": "3" * 300_000}


def test_a_folder_without_permission_is_told_in_words(
    open_folder: Path, put: Put, child: Callable[..., int]
) -> None:
    def refused() -> None:
        with pytest.raises(BulletinError, match="no permission to read or write"):
            put(NEW, open_folder / "output")

    assert child(refused, uid=65534) == 0
    assert list(open_folder.iterdir()) == []
