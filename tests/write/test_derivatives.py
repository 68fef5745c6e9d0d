"""Derivatives: pictures that were encoded once are found again, whole or not at all."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from bulletin.pool import Pool
from bulletin.write.derivatives import FOLDER, Derivatives
from bulletin.write.memo import FORGOTTEN

PATH = "pictures/bridge-0123.jpg"


@pytest.fixture
def kept(tmp_path: Path) -> Derivatives:
    found = Derivatives(tmp_path, stores=True)
    found.put(PATH, b"a picture")
    return found


def test_what_was_kept_is_found_by_its_published_path(kept: Derivatives, tmp_path: Path) -> None:
    assert kept.get(PATH) == b"a picture"
    assert Derivatives(tmp_path, stores=False).get(PATH) == b"a picture"
    assert kept.get("pictures/other.jpg") is None
    assert os.listdir(tmp_path / FOLDER) == ["bridge-0123.jpg"]


@pytest.mark.parametrize("data", [b"", b"x", bytes(1_000_000)], ids=["none", "one byte", "a megabyte"])
def test_bytes_come_back_as_they_were(kept: Derivatives, data: bytes) -> None:
    kept.put(PATH, data)

    assert kept.get(PATH) == data


def test_a_byte_that_flipped_anywhere_loses_the_picture(kept: Derivatives, tmp_path: Path) -> None:
    file = tmp_path / FOLDER / "bridge-0123.jpg"
    whole = file.read_bytes()

    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept.get(PATH) is None
        file.write_bytes(whole[:at])
        assert kept.get(PATH) is None


def test_one_picture_s_bytes_under_another_s_name_are_not_taken(kept: Derivatives, tmp_path: Path) -> None:
    (tmp_path / FOLDER / "bridge-0123.jpg").rename(tmp_path / FOLDER / "other.jpg")

    assert kept.get("pictures/other.jpg") is None


def test_who_does_not_store_writes_nothing(tmp_path: Path) -> None:
    Derivatives(tmp_path, stores=False).put(PATH, b"a picture")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["a file in the folder's place", "a folder in the picture's place"])
def test_what_cannot_be_written_or_read_is_no_error(tmp_path: Path, what: str) -> None:
    if what == "a file in the folder's place":
        (tmp_path / FOLDER).touch()
    else:
        (tmp_path / FOLDER / "bridge-0123.jpg").mkdir(parents=True)
    kept = Derivatives(tmp_path, stores=True)
    kept.put(PATH, b"a picture")

    assert kept.get(PATH) is None
    assert kept.sweep([PATH], {}) in ({}, {f".bridge-0123.jpg.{os.getpid()}": 1})


def test_children_may_keep_the_same_picture_at_once(tmp_path: Path) -> None:
    kept = Derivatives(tmp_path, stores=True)

    def put(item: str) -> bytes:
        kept.put(item, item.encode() * 10_000)
        return b""

    list(Pool(2, batch=1).map(put, [PATH, PATH, "pictures/other.jpg"] * 20))

    assert kept.get(PATH) == PATH.encode() * 10_000
    assert sorted(os.listdir(tmp_path / FOLDER)) == ["bridge-0123.jpg", "other.jpg"]


def test_what_many_builds_did_not_use_goes(kept: Derivatives) -> None:
    kept.put("pictures/used.jpg", b"used")
    idle: dict[str, int] = {}
    for number in range(1, FORGOTTEN + 1):
        idle = kept.sweep(["pictures/used.jpg"], idle)
        assert idle == {"bridge-0123.jpg": number}
    assert kept.get(PATH) == b"a picture"

    assert kept.sweep(["pictures/used.jpg"], idle) == {}
    assert (kept.get(PATH), kept.get("pictures/used.jpg")) == (None, b"used")


def test_what_is_used_again_in_time_is_counted_anew(kept: Derivatives) -> None:
    idle = kept.sweep([], {"bridge-0123.jpg": FORGOTTEN - 1})
    assert idle == {"bridge-0123.jpg": FORGOTTEN}

    assert kept.sweep([PATH], idle) == {}
    assert kept.get(PATH) == b"a picture"


def test_one_that_cannot_be_removed_keeps_no_other(kept: Derivatives, tmp_path: Path) -> None:
    (tmp_path / FOLDER / "a folder").mkdir()
    idle = dict.fromkeys(("a folder", "bridge-0123.jpg"), FORGOTTEN)

    assert kept.sweep([], idle) == {}
    assert os.listdir(tmp_path / FOLDER) == ["a folder"]


def test_a_full_disk_leaves_no_half_of_a_picture(kept: Derivatives, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        kept.put("pictures/other.jpg", bytes(50_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert kept.get("pictures/other.jpg") is None
    assert os.listdir(tmp_path / FOLDER) == ["bridge-0123.jpg"]


def test_what_a_killed_child_left_half_written_goes_at_the_next_sweep(
    kept: Derivatives, tmp_path: Path
) -> None:
    (tmp_path / FOLDER / ".other.jpg.4711").write_bytes(b"half")
    counts = kept.sweep([PATH], {})

    assert counts == {}
    assert os.listdir(tmp_path / FOLDER) == ["bridge-0123.jpg"]
