"""The memo: what was derived once is looked up; whatever becomes of its file, the values are the same."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from bulletin.model import Diagnostic, Outcome, Place
from bulletin.pool import Pool
from bulletin.write.memo import FORGOTTEN, MANY, Kept, Memo

ENGINE = "e" * 32
LIMA = ZoneInfo("America/Lima")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    digest: str = "0"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    words: str
    when: datetime | None = None


class Desk:
    """A memo in a folder, opened and closed like a build's; it notes what had to be computed."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.computed: list[str] = []
        self.notes: list[str] = []

    def open(self, *, fresh: bool = False, stores: bool = True, engine: str = ENGINE) -> Memo:
        self.computed.clear()
        return Memo(self.state, engine, self.compute, fresh=fresh, stores=stores)

    def compute(
        self, work: Callable[[Source], bytes], items: Sequence[Source]
    ) -> Iterator[tuple[int, bytes | None]]:
        """As the pool does, the last one first."""
        self.computed.extend(item.path for item in items)
        for number, item in reversed(list(enumerate(items))):
            yield number, work(item)

    def build(self, *paths: str, fresh: bool = False, stores: bool = True, engine: str = ENGINE) -> list[str]:
        """One build that needs what comes of these sources: the values. A text is kept with each."""
        memo = self.open(fresh=fresh, stores=stores, engine=engine)
        try:
            made = memo.map("told", told, sources(*paths), Outcome[Told], fallen=lost)
            return [one.value.words for one in made if one.value]
        finally:
            self.notes = [str(dict(note.facts)["reason"]) for note in memo.notes]
            memo.close()

    def text(self, path: str) -> bytes | None:
        memo = self.open(stores=False)
        try:
            return memo.text("told", Source(path=path))
        finally:
            memo.close()

    @property
    def file(self) -> Path:
        (found,) = self.state.glob("memo-*.sqlite")
        return found


def sources(*paths: str) -> list[Source]:
    return [Source(path=path) for path in paths]


def told(source: Source) -> Kept[Outcome[Told]]:
    wrong = Diagnostic(code="words", severity="warning", place=Place(path=source.path, line=3))
    value = Told(words=f"{source.path} told", when=datetime(2017, 2, 8, 6, 30, tzinfo=LIMA))
    return Kept(Outcome(value=value, diagnostics=(wrong,)), f"text of {source.path}".encode())


def lost(source: Source) -> Outcome[Told]:
    raise AssertionError(f"{source.path} was lost, and no child fell")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# -- looking up -------------------------------------------------------------------------------------


def test_what_is_not_known_is_computed_once_in_order_and_then_known(desk: Desk) -> None:
    assert desk.build("b", "a", "c") == ["b told", "a told", "c told"]
    assert desk.computed == ["b", "a", "c"]

    assert desk.build("c", "d", "a", "e") == ["c told", "d told", "a told", "e told"]
    assert desk.computed == ["d", "e"]
    assert desk.notes == []


def test_nothing_to_look_up_is_nothing(desk: Desk) -> None:
    assert desk.build() == []


def test_a_source_with_another_digest_is_another_source(desk: Desk) -> None:
    desk.build("a")
    memo = desk.open()
    memo.map("told", told, [Source(path="a", digest="1")], Outcome[Told], fallen=lost)
    memo.close()

    assert desk.computed == ["a"]


def test_two_functions_know_nothing_of_each_other_s_values(desk: Desk) -> None:
    desk.build("a")
    memo = desk.open()
    memo.map("said", told, sources("a"), Outcome[Told], fallen=lost)
    memo.close()

    assert desk.computed == ["a"]


def test_values_and_problems_are_the_same_new_and_looked_up(desk: Desk) -> None:
    found = []
    for _ in range(2):
        memo = desk.open()
        found.append(memo.map("told", told, sources("a", "b"), Outcome[Told], fallen=lost))
        memo.close()

    new, known = found
    assert known == new == [told(one).value for one in sources("a", "b")]
    assert known[0].value is not None and known[0].value.when is not None
    assert known[0].value.when.isoformat() == "2017-02-08T06:30:00-05:00"


def test_texts_are_kept_beside_their_values(desk: Desk) -> None:
    desk.build("a")

    assert (desk.text("a"), desk.text("b")) == (b"text of a", None)


def test_a_text_can_be_had_before_it_is_stored_for_good(desk: Desk) -> None:
    memo = desk.open()
    memo.map("told", told, sources("a"), Outcome[Told], fallen=lost)

    assert memo.text("told", Source(path="a")) == b"text of a"
    memo.close()


def test_a_fresh_build_looks_nothing_up_and_replaces_what_it_computes(desk: Desk) -> None:
    desk.build("a")
    memo = desk.open()
    memo.keep("seen", b"something")
    memo.close()

    assert desk.build("a", "b", fresh=True) == ["a told", "b told"]
    assert desk.computed == ["a", "b"]
    memo = desk.open(fresh=True)
    assert memo.state("seen") is None
    memo.close()
    desk.build("a", "b")
    assert desk.computed == []


def test_who_does_not_hold_the_lock_reads_and_writes_nothing(desk: Desk) -> None:
    assert desk.build("a", stores=False) == ["a told"]
    assert list(desk.state.iterdir()) == []

    desk.build("a")
    before = desk.file.read_bytes()
    memo = desk.open(stores=False)
    memo.map("told", told, sources("a", "b"), Outcome[Told], fallen=lost)
    memo.keep("state", b"value")

    assert desk.computed == ["b"]
    assert (memo.text("told", Source(path="a")), memo.text("told", Source(path="b"))) == (
        b"text of a", b"text of b",
    )  # fmt: skip
    memo.close()
    assert (desk.file.read_bytes(), memo.notes) == (before, [])


def test_states_are_kept_under_their_names_until_they_are_forgotten(desk: Desk) -> None:
    memo = desk.open()
    memo.keep("one", b"1")
    memo.keep("two", b"2")
    memo.keep("two", b"3")
    memo.forget(["one", "nothing"])
    memo.close()

    memo = desk.open()
    assert (memo.state("one"), memo.state("two")) == (None, b"3")
    memo.close()


def test_what_fell_is_not_remembered(desk: Desk) -> None:
    def none_survives(work: object, items: Sequence[Source]) -> Iterable[tuple[int, bytes | None]]:
        return [(number, None) for number, _ in enumerate(items)]

    memo = Memo(desk.state, ENGINE, none_survives)
    made = memo.map("told", told, sources("a"), Outcome[Told], fallen=lambda one: Outcome(diagnostics=()))
    memo.close()

    assert made == [Outcome(diagnostics=())]
    desk.build("a")
    assert desk.computed == ["a"]


def test_what_nothing_can_stand_in_for_is_computed_here(desk: Desk) -> None:
    memo = desk.open()
    made = memo.map("told", told, sources("a", "b"), Outcome[Told])

    assert desk.computed == []

    assert made == [told(one).value for one in sources("a", "b")]
    assert memo.text("told", Source(path="b")) == b"text of b"
    memo.close()


def test_a_forked_child_can_fetch_texts(desk: Desk, tmp_path: Path) -> None:
    desk.build(*(str(number) for number in range(50)))
    memo = desk.open()

    def fetched(source: Source) -> bytes:
        own = (tmp_path / "own").open("w")  # takes a number that a file of the parent had
        found = memo.text("told", source) or b"lost"
        own.write(source.path)
        own.close()
        return found

    items = sources(*(str(number) for number in range(50)))
    made = dict(Pool(2, batch=5).map(fetched, items))

    assert made == {number: f"text of {number}".encode() for number in range(50)}
    assert memo.text("told", Source(path="7")) == b"text of 7"
    memo.close()
    assert memo.notes == []


def test_children_read_on_while_their_parent_writes_more_than_it_can_hold_back(desk: Desk) -> None:
    desk.build("a")
    memo = desk.open()
    made = []
    for number, value in Pool(2, batch=1).map(
        lambda one: memo.text("told", one) or b"", sources(*["a"] * 400)
    ):
        made.append(value)
        for more in range(10):
            memo.keep(f"{number} {more}", bytes(10_000))
    memo.close()

    assert set(made) == {b"text of a"}
    assert memo.notes == []


def test_changes_are_stored_now_and_then_without_being_asked(desk: Desk) -> None:
    memo = desk.open()
    for number in range(MANY):
        memo.keep(str(number), b"value")
    other = desk.open(stores=False)

    assert other.state("7") == b"value"
    other.close()
    memo.close()


# -- forgetting -------------------------------------------------------------------------------------


def rows(desk: Desk, table: str) -> int:
    base = sqlite3.connect(desk.file)
    try:
        return int(base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        base.close()


def test_what_many_builds_did_not_use_goes_with_its_text(desk: Desk) -> None:
    desk.build("a", "b")
    for _ in range(FORGOTTEN):
        desk.build("a")
    assert (rows(desk, "memo"), rows(desk, "texts")) == (2, 2)

    desk.build("a")
    assert (rows(desk, "memo"), rows(desk, "texts")) == (1, 1)
    assert (desk.text("a"), desk.text("b")) == (b"text of a", None)


def test_what_is_used_again_in_time_stays(desk: Desk) -> None:
    desk.build("a", "b")
    for _ in range(FORGOTTEN):
        desk.build("a")
    desk.build("a", "b")
    assert desk.computed == []
    for _ in range(FORGOTTEN):
        desk.build("a")

    desk.build("a", "b")
    assert desk.computed == []


def test_only_builds_that_store_let_anything_go(desk: Desk) -> None:
    desk.build("a", "b")
    for _ in range(FORGOTTEN + 2):
        desk.build("a", stores=False)

    desk.build("a", "b")
    assert desk.computed == []


def test_another_engine_begins_with_an_empty_memo_and_removes_the_old_one(desk: Desk) -> None:
    desk.build("a")
    (desk.state / "lock").touch()
    (desk.state / "memo-0.sqlite-journal").touch()

    desk.build("a", engine="f" * 32)

    assert desk.computed == ["a"]
    assert sorted(path.name for path in desk.state.iterdir()) == ["lock", f"memo-{'f' * 16}.sqlite"]


def test_who_only_reads_leaves_the_memos_of_other_engines(desk: Desk) -> None:
    desk.build("a")
    desk.build("a", engine="f" * 32, stores=False)

    assert desk.file.name == f"memo-{ENGINE[:16]}.sqlite"


# -- a file that cannot be used ---------------------------------------------------------------------


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def other_version(file: Path) -> None:
    base = sqlite3.connect(file)
    base.executescript("DROP TABLE memo; CREATE TABLE memo (x); PRAGMA user_version = 7")
    base.close()


def without_tables(file: Path) -> None:
    base = sqlite3.connect(file)
    base.executescript("DROP TABLE memo; DROP TABLE texts")
    base.close()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "garbage": lambda file: file.write_bytes(b"no database " * 1000),
    "cut short": truncate,
    "a head and garbage": lambda file: file.write_bytes(file.read_bytes()[:100] + b"\xff" * 20_000),
    "another version": other_version,
    "without tables": without_tables,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_memo_is_an_empty_one_says_so_once_and_is_replaced(
    desk: Desk, damage: Callable[[Path], object]
) -> None:
    paths = [str(number) for number in range(40)]
    values = desk.build(*paths)
    damage(desk.file)

    assert desk.build(*paths, stores=False) == values
    assert len(desk.notes) == 1

    assert desk.build(*paths) == values
    assert (desk.computed, len(desk.notes)) == (paths, 1)
    assert desk.build(*paths) == values
    assert (desk.computed, desk.notes) == ([], [])
    assert desk.text("7") == b"text of 7"


def test_an_empty_file_is_an_empty_memo(desk: Desk) -> None:
    desk.build("a")
    desk.file.write_bytes(b"")

    assert desk.build("a") == ["a told"]
    assert (desk.computed, desk.notes) == (["a"], [])


def test_a_folder_in_its_place_is_an_empty_memo_and_stays(desk: Desk) -> None:
    desk.build("a")
    file = desk.file
    file.unlink()
    file.mkdir()

    for _ in range(2):
        assert desk.build("a", "b") == ["a told", "b told"]
        assert (desk.computed, len(desk.notes)) == (["a", "b"], 1)
    assert desk.build("a", stores=False) == ["a told"]
    assert file.is_dir()


def test_texts_that_cannot_be_stored_can_still_be_fetched(desk: Desk) -> None:
    (desk.state / f"memo-{ENGINE[:16]}.sqlite").mkdir()
    memo = desk.open()
    memo.map("told", told, sources("a"), Outcome[Told], fallen=lost)

    assert memo.text("told", Source(path="a")) == b"text of a"
    memo.close()


def test_a_state_folder_that_is_not_there_is_an_empty_memo(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "none")

    assert desk.build("a") == ["a told"]
    assert len(desk.notes) == 1
    assert not desk.state.exists()


def test_the_note_names_the_file_and_the_reason(desk: Desk) -> None:
    desk.build("a")
    desk.file.write_bytes(b"no database " * 1000)
    memo = desk.open()
    memo.close()

    (note,) = memo.notes
    assert note.message % dict(note.facts) == (
        f"{desk.state.name}/{desk.file.name} cannot be used (file is not a database): "
        "this build starts from scratch"
    )


def test_a_byte_that_flipped_is_a_miss_and_never_another_value(desk: Desk) -> None:
    paths = [str(number) for number in range(30)]
    values = desk.build(*paths)
    file, whole = desk.file, desk.file.read_bytes()

    for at in range(0, len(whole), 41):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        assert desk.build(*paths, stores=False) == values, at
        assert {desk.text(path) for path in paths} <= {*(f"text of {path}".encode() for path in paths), None}
        if at % 4 == 0:
            assert desk.build(*paths) == values, at


def test_a_value_under_another_name_is_a_miss(desk: Desk) -> None:
    desk.build("a", "b")
    base = sqlite3.connect(desk.file)
    one, other = (row[0] for row in base.execute("SELECT key FROM memo ORDER BY key"))
    base.execute("UPDATE memo SET value = (SELECT value FROM memo WHERE key = ?) WHERE key = ?", (one, other))
    base.commit()
    base.close()

    assert desk.build("a", "b") == ["a told", "b told"]
    assert len(desk.computed) == 1


class Other(msgspec.Struct, frozen=True, kw_only=True):
    number: int


def test_a_value_that_does_not_decode_is_a_miss(desk: Desk) -> None:
    memo = desk.open()
    memo.map("told", lambda one: Outcome(value=Other(number=3)), sources("a"), Outcome[Other])
    memo.close()

    assert desk.build("a") == ["a told"]
    assert desk.computed == ["a"]


def as_ordinary_user(child: Callable[..., int], action: Callable[[], object]) -> int:
    return child(action, uid=65534)


def opened_to_all(desk: Desk) -> Desk:
    for path in (desk.state, *desk.state.iterdir()):
        os.chown(path, 65534, 65534)
    return desk


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="gives files away")


@needs_root
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_memo_that_cannot_be_written_still_gives_what_it_has(
    open_folder: Path, child: Callable[..., int], what: str
) -> None:
    desk = Desk(open_folder)
    desk.build("a")
    opened_to_all(desk)
    path = desk.file if what == "file" else desk.state
    path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)

    def build() -> None:
        assert desk.build("a") == ["a told"]
        assert (desk.computed, desk.notes) == ([], [])
        assert desk.build("a", "b") == ["a told", "b told"]
        assert (desk.computed, len(desk.notes)) == (["b"], 1)

    assert as_ordinary_user(child, build) == 0
    path.chmod(0o777)


@needs_root
def test_a_memo_that_cannot_be_read_is_an_empty_one(open_folder: Path, child: Callable[..., int]) -> None:
    desk = Desk(open_folder)
    desk.build("a")
    opened_to_all(desk).file.chmod(0)

    def build() -> None:
        assert desk.build("a") == ["a told"]
        assert (desk.computed, len(desk.notes)) == (["a"], 1)

    assert as_ordinary_user(child, build) == 0


@pytest.mark.tools
def test_a_full_disk_costs_the_memo_and_nothing_else(small_disk: Path) -> None:
    desk = Desk(small_disk)

    def long(source: Source) -> Kept[Outcome[Told]]:
        return Kept(Outcome(value=Told(words=source.path)), bytes(100_000))

    desk.build("a")
    for _ in range(2):
        memo = desk.open()
        made = memo.map("long", long, sources(*map(str, range(300))), Outcome[Told])
        memo.close()
        assert [one.value.words for one in made if one.value] == [str(number) for number in range(300)]
        assert len(memo.notes) == 1
    assert desk.build("a") == ["a told"]
    assert (desk.computed, desk.notes) == ([], [])
