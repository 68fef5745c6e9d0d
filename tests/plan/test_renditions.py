"""Shapes, widths, crops and addresses of pictures, from what a file's header says alone."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from bulletin.model import PictureFile
from bulletin.plan.renditions import (
    CARD,
    FULL,
    LEAD,
    SHAPES,
    SOCIAL,
    Renditions,
    Shape,
    crop,
    decoded,
    ladder,
)
from bulletin.plan.urls import Addresses

FILE = PictureFile(
    path="content/stories/floods/lead.jpg", digest="a", format="JPEG", width=2_400, height=1_600
)


def renditions(base_url: str = "https://example.org/", encoder: str = "e") -> Renditions:
    return Renditions(Addresses(base_url=base_url), encoder)


def sized(width: int, height: int) -> PictureFile:
    return replace(FILE, width=width, height=height)


LADDERS = [
    ("large", (4_000, 2_667), (400, 800, 1200, 1600), (400, 800), (400, 800, 1200), (1200,)),
    ("as wide as the widest", (1_600, 1_067), (400, 800, 1200, 1600), (400, 800), (400, 800, 1200), (1200,)),
    ("a little less than a step", (1_590, 1_060), (400, 800, 1590), (400, 800), (400, 800, 1200), (1200,)),
    ("between two steps", (1_100, 733), (400, 800, 1100), (400, 800), (400, 800, 1100), (1100,)),
    ("a little more than a step", (900, 600), (400, 900), (400, 800), (400, 900), (900,)),
    ("small", (480, 320), (480,), (480,), (480,), (480,)),
    ("smaller than all", (48, 32), (48,), (48,), (48,), (48,)),
    ("upright", (1_000, 1_500), (400, 1000), (400, 800), (400, 1000), (1000,)),
    ("a panorama", (6_000, 600), (400, 800, 1200, 1600), (400, 800), (400, 800, 1067), (1143,)),
    ("one pixel", (1, 1), (1,), (1,), (1,), (1,)),
    ("a line", (2_000, 1), (400, 800, 1200, 1600), (2,), (2,), (2,)),
    ("of a card's proportions", (1_500, 844), (400, 800, 1500), (400, 800), (400, 800, 1500), (1200,)),
]


@pytest.mark.parametrize(
    ("size", "full", "card", "lead", "social"), [row[1:] for row in LADDERS], ids=[row[0] for row in LADDERS]
)
def test_the_widths_of_a_picture(
    size: tuple[int, int], full: tuple[int, ...], card: tuple[int, ...], lead: tuple[int, ...], social: tuple[int, ...]
) -> None:  # fmt: skip
    file = sized(*size)
    found = [ladder(file, crop(*size, shape.ratio, (50, 50)), shape) for shape in SHAPES]
    assert found == [full, card, lead, social]


@pytest.mark.parametrize("size", [row[1] for row in LADDERS], ids=[row[0] for row in LADDERS])
def test_no_picture_is_made_larger(size: tuple[int, int]) -> None:
    made = renditions()
    for shape in SHAPES:
        made.of(sized(*size), shape)
    for asset in made.assets.values():
        values = {name: int(value) for name, value in asset.settings if isinstance(value, int)}
        assert values["width"] <= values["right"] - values["left"] <= size[0]
        assert values["height"] <= values["bottom"] - values["top"] <= size[1]
        assert values["left"] >= 0 and values["right"] <= size[0]
        assert values["top"] >= 0 and values["bottom"] <= size[1]


CROPS = [
    ("in the middle", (1_600, 1_600), (50, 50), (0, 350, 1600, 1250)),
    ("above", (1_600, 1_600), (50, 40), (0, 190, 1600, 1090)),
    ("at the top", (1_600, 1_600), (50, 10), (0, 0, 1600, 900)),
    ("at the foot", (1_600, 1_600), (0, 100), (0, 700, 1600, 1600)),
    ("at the left", (3_200, 900), (0, 0), (0, 0, 1600, 900)),
    ("right of the middle", (3_200, 900), (60, 0), (1120, 0, 2720, 900)),
    ("nearly the same proportions", (1_600, 905), (0, 0), (0, 0, 1600, 905)),
]


@pytest.mark.parametrize(
    ("size", "focus", "expected"), [row[1:] for row in CROPS], ids=[row[0] for row in CROPS]
)
def test_the_focus_is_as_near_to_the_middle_as_can_be(
    size: tuple[int, int], focus: tuple[int, int], expected: tuple[int, int, int, int]
) -> None:
    assert crop(*size, (16, 9), focus) == expected


def test_the_whole_picture_has_no_crop_and_no_focus() -> None:
    assert crop(1_000, 700, None, (10, 10)) == (0, 0, 1_000, 700)
    assert renditions().of(FILE, FULL, (10, 10)) == renditions().of(FILE, FULL)


def test_a_rendition_has_all_formats_in_all_widths_best_first() -> None:
    found = renditions().of(FILE, FULL)

    assert [one.type for one in found.sources] == ["image/avif", "image/webp"]
    rows = [*(one.srcset for one in found.sources), found.srcset]
    assert [row.split()[1::2] for row in rows] == [["400w,", "800w,", "1200w,", "1600w"]] * 3
    assert {re.sub(r"-\d+\.\w+$", "", address) for row in rows for address in row.split()[::2]} == {
        found.src.removesuffix("-1200.jpg")
    }
    assert (found.width, found.height) == (1200, 800)
    assert {asset.url for asset in found.assets} == {address for row in rows for address in row.split()[::2]}


@pytest.mark.parametrize(("drawing", "suffix"), [(False, "jpg"), (True, "png")])
def test_a_drawing_stays_without_loss_where_everything_can_read_it(drawing: bool, suffix: str) -> None:
    file = replace(FILE, drawing=drawing)
    for shape in (FULL, CARD, SOCIAL):
        assert renditions().of(file, shape).src.endswith(suffix)


def test_a_shared_picture_has_one_file_of_the_proportions_asked_for() -> None:
    found = renditions().of(FILE, SOCIAL)
    assert (found.width, found.height, found.sources, len(found.assets)) == (1200, 630, (), 1)


def test_addresses_carry_the_path_of_a_hosted_site() -> None:
    found = renditions("https://example.org/bulletin/").of(FILE, FULL)
    assert found.src.startswith("/bulletin/pictures/lead-")
    assert all(one.startswith("/bulletin/pictures/") for one in found.srcset.split()[::2])
    assert all(asset.path.startswith("pictures/") for asset in found.assets)


ALIKE: list[tuple[str, tuple[PictureFile, Shape, tuple[int, int] | None], bool]] = [
    ("the same again", (FILE, CARD, None), True),
    ("a focus in the middle", (FILE, CARD, (50, 50)), True),
    ("larger, of the same crop", (FILE, LEAD, None), True),
    ("another focus", (FILE, CARD, (50, 10)), False),
    ("another content", (replace(FILE, digest="b"), CARD, None), False),
    ("another crop", (FILE, SOCIAL, None), False),
    ("no crop", (FILE, FULL, None), False),
]


@pytest.mark.parametrize(("asked", "alike"), [row[1:] for row in ALIKE], ids=[row[0] for row in ALIKE])
def test_an_address_says_what_is_seen(
    asked: tuple[PictureFile, Shape, tuple[int, int] | None], alike: bool
) -> None:
    card, other = renditions().of(FILE, CARD), renditions().of(*asked)
    assert (card.src.rpartition("-")[0] == other.src.rpartition("-")[0]) is alike
    assert renditions(encoder="f").of(FILE, CARD).src != card.src


def test_shapes_that_show_the_same_share_their_files() -> None:
    small, made = sized(480, 270), renditions()
    assert made.of(small, FULL).assets == made.of(small, CARD).assets == made.of(small, LEAD).assets
    made = renditions()
    assert set(made.of(FILE, CARD).assets) < set(made.of(FILE, LEAD).assets)


def test_what_is_asked_for_is_reckoned_once_and_published() -> None:
    made = renditions()
    assert made.assets == {}
    first = made.of(FILE, CARD)
    assert made.of(FILE, CARD, (50, 50)) is first
    assert set(made.assets.values()) == set(first.assets)


@pytest.mark.parametrize(
    ("size", "width"),
    [((7_000, 4_667), 3_200), ((2_400, 1_600), 2_400), ((12_000, 1_000), 12_000), ((480, 270), 480)],
)
def test_a_picture_is_decoded_twice_as_wide_as_its_widest_shape_needs(
    size: tuple[int, int], width: int
) -> None:
    assert decoded(sized(*size)) == width
