"""TopoJSON -> outlines in degrees. Only what the maps need: quantised arcs, polygons, multipolygons.

The format: https://github.com/topojson/topojson-specification. Neighbours share an arc, which one of
them walks backwards; there the arc's number is given as its complement, ~number.
"""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, TypedDict, cast


class Point(NamedTuple):
    """Longitude and latitude in degrees, or x and y in pixels."""

    x: float
    y: float


Ring = tuple[Point, ...]


class Geometry(TypedDict):
    type: str
    id: str
    arcs: list[list[int]] | list[list[list[int]]]


class Collection(TypedDict):
    geometries: list[Geometry]


class Transform(TypedDict):
    scale: list[float]
    translate: list[float]


class Topology(TypedDict):
    transform: Transform
    arcs: list[list[list[int]]]
    objects: dict[str, Collection]


def read_outlines(path: Path, name: str) -> dict[str, tuple[Ring, ...]]:
    """The outer rings of each shape of the object `name`, by the shape's id.

    Shapes that share an id come together; a shape without one stands under "".
    """
    topology = cast(Topology, json.loads(path.read_text(encoding="utf-8")))
    arcs = [decode_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    outlines: dict[str, tuple[Ring, ...]] = {}
    for shape in topology["objects"][name]["geometries"]:
        rings = tuple(join_arcs(numbers, arcs) for numbers in outer_rings(shape))
        identity = shape.get("id", "")
        outlines[identity] = outlines.get(identity, ()) + rings
    return outlines


def decode_arc(arc: list[list[int]], transform: Transform) -> Ring:
    """Quantised steps -> degrees."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    columns = accumulate(step[0] for step in arc)
    rows = accumulate(step[1] for step in arc)
    return tuple(
        Point(west + column * wide, south + row * high) for column, row in zip(columns, rows, strict=True)
    )


def outer_rings(shape: Geometry) -> list[list[int]]:
    """The first ring of every polygon: holes are filled by whatever lies in them."""
    if shape["type"] == "Polygon":
        return [cast(list[list[int]], shape["arcs"])[0]]
    if shape["type"] == "MultiPolygon":
        return [polygon[0] for polygon in cast(list[list[list[int]]], shape["arcs"])]
    return []


def join_arcs(numbers: list[int], arcs: list[Ring]) -> Ring:
    """A closed ring; each arc begins where the one before it ended."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)
