"""The map script's arithmetic; the pictures themselves need the npm packages and are looked at by people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tools import locator_map
from tools.locator_map import (
    FINE,
    HEIGHT,
    MAPS,
    PROJECT,
    WIDTH,
    Atlas,
    cosine,
    finish,
    flat,
    globe,
    polar,
    steps,
)
from tools.topojson import Point, decode_arc, read_outlines

MIDDLE = Point(WIDTH * FINE / 2, HEIGHT * FINE / 2)
SQUARES = {
    "transform": {"scale": [0.5, 0.5], "translate": [-10, 20]},
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 2], [2, 0], [0, -2], [-2, 0]],
    ],
    "objects": {
        "land": {
            "geometries": [
                {"type": "Polygon", "id": "west", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "east", "arcs": [[[2, 0]]]},
                {"type": "Polygon", "arcs": [[-1, -3]]},
                {"type": None, "id": "nothing", "arcs": []},
            ]
        }
    },
}


@pytest.fixture
def squares(tmp_path: Path) -> Path:
    path = tmp_path / "squares.json"
    path.write_text(json.dumps(SQUARES), encoding="utf-8")
    return path


def close(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) < 1e-6 and abs(one.y - other.y) < 1e-6


def test_an_arc_is_a_chain_of_steps() -> None:
    arc = decode_arc([[2, 0], [0, 2], [-1, 0]], {"scale": [0.5, 0.5], "translate": [-10, 20]})
    assert arc == (Point(-9, 20), Point(-9, 21), Point(-9.5, 21))


def test_outlines_are_closed_and_found_by_id(squares: Path) -> None:
    outlines = read_outlines(squares, "land")
    assert set(outlines) == {"west", "east", "", "nothing"}
    assert outlines["west"] == (
        (Point(-9, 20), Point(-9, 21), Point(-10, 21), Point(-10, 20), Point(-9, 20)),
    )
    assert outlines["nothing"] == ()


def test_an_arc_with_a_complement_for_a_number_is_walked_backwards(squares: Path) -> None:
    (backwards,) = read_outlines(squares, "land")[""]
    (forwards,) = read_outlines(squares, "land")["east"]
    assert sorted(set(backwards)) == sorted(set(forwards))
    assert backwards[:2] == (Point(-9, 21), Point(-9, 20))


def test_the_centre_of_a_flat_map_is_the_middle_of_the_picture() -> None:
    assert close(flat(Point(-74, -10), 15)(Point(-74, -10)), MIDDLE)


def test_a_flat_map_is_as_high_as_asked() -> None:
    project = flat(Point(-74, -10), 15)
    assert project(Point(-74, -17.5)).y - project(Point(-74, -2.5)).y == pytest.approx(HEIGHT * FINE)


def test_a_polar_map_reaches_from_its_north_to_its_south() -> None:
    project = polar(-64, -50, -72)
    assert close(project(Point(-64, -50)), Point(MIDDLE.x, 0))
    assert close(project(Point(-64, -72)), Point(MIDDLE.x, HEIGHT * FINE))


def test_west_is_left_on_every_map() -> None:
    west, centre = Point(-70, -60), Point(-64, -60)
    for project in (flat(centre, 10), polar(-64, -50, -72), globe(centre, MIDDLE, 100)):
        assert project(west).x < project(centre).x


def test_the_far_side_of_a_globe_stands_on_its_rim() -> None:
    assert close(globe(Point(0, 0), Point(0, 0), 100)(Point(120, 0)), Point(100, 0))


@pytest.mark.parametrize(
    ("place", "expected"),
    [(Point(0, 90), 0), (Point(0, 0), 1), (Point(180, 0), -1), (Point(60, 0), 0.5)],
    ids=["pole", "same place", "antipode", "sixty degrees"],
)
def test_cosine_is_that_of_the_angle_between_two_places(place: Point, expected: float) -> None:
    assert cosine(place, Point(0, 0)) == pytest.approx(expected)


def test_land_far_from_the_map_is_left_out() -> None:
    near, far = (
        (Point(-70, -10), Point(-69, -10), Point(-70, -9)),
        (Point(179, -17), Point(-179, -17), Point(180, -16)),
    )
    atlas = Atlas(countries={"near": (near,), "far": (far,)}, departments={})
    assert list(atlas.land(Point(-74, -10), 45)) == [near]


def test_a_department_is_found_by_its_code_and_a_country_by_its_number() -> None:
    part, whole = ((Point(-70, -10), Point(-69, -10), Point(-70, -9)),), ((Point(-71, -11), Point(-69, -11)),)
    atlas = Atlas(countries={"604": whole}, departments={"PE.LO": part})
    assert (atlas.shape("PE.LO"), atlas.shape("604")) == (part, whole)


def test_a_route_goes_from_start_to_end_in_steps_of_one_length() -> None:
    start, end = Point(-70, -4), Point(-60, -3)
    near, far = steps(start, end, 10), steps(start, end, 20)
    assert close(near[0], start) and close(near[-1], end)
    assert len(near) - 1 == pytest.approx(2 * (len(far) - 1), rel=0.02)
    assert (len(near) - 1) % 4 == 0, "the last dash is followed by a gap as long as the others"


def test_a_finished_picture_is_indexed_and_keeps_flat_colours() -> None:
    image = finish(Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), locator_map.SEA))
    assert (image.mode, image.size) == ("P", (WIDTH, HEIGHT))
    assert image.convert("RGB").getpixel((800, 450)) == locator_map.SEA


@pytest.mark.parametrize("story", MAPS)
def test_every_map_stands_in_its_story_and_is_small(story: str) -> None:
    picture = PROJECT / "content" / "stories" / story / "lead.png"
    assert picture.stat().st_size < 150_000
    with Image.open(picture) as image:
        assert image.size == (WIDTH, HEIGHT)
