"""Picture file -> renditions: in which shapes, widths and formats a picture is published, and at which addresses.

All is reckoned from what the file's header says; no pixel is needed. The address carries a digest of the
picture's content, of the part of it that is shown and of the encoder, so an edited picture changes the views that
show it before a byte of it is encoded. What is asked for here is what is published: no list of its own can disagree.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bulletin.digest import digest
from bulletin.languages.slugs import slugify
from bulletin.model import Asset, PictureFile
from bulletin.plan.urls import Addresses, path_of
from bulletin.plan.views import Source

Focus = tuple[int, int]
Box = tuple[int, int, int, int]
"""What of a picture is shown: left, top, right, bottom, in its pixels as it is seen."""

Settings = tuple[tuple[str, str | int], ...]

CENTRE: Focus = (50, 50)
TYPES = {"avif": "image/avif", "webp": "image/webp"}
"""The formats that not every browser knows, best first."""

ENOUGH = 0.75
"""A width of more than this part of the picture's own is not worth making beside it."""

PLACE = 960
"""CSS pixels of the widest place that a page has for a picture (60rem): what is narrower is not shown wider."""

ALIKE = 0.01
"""By how much a picture's proportions may differ from a shape's and still be its proportions."""


class Shape(Struct, frozen=True, kw_only=True):
    """How a picture is cut and in which widths. `ratio` is width to height, None for all of it; `plain` has the
    format alone that everything can read."""

    widths: tuple[int, ...]
    ratio: tuple[int, int] | None = None
    plain: bool = False


FULL = Shape(widths=(400, 800, 1200, 1600))
"""As it stands on a story's page."""

CARD = Shape(widths=(400, 800), ratio=(16, 9))
"""As it stands in lists."""

LEAD = Shape(widths=(400, 800, 1200), ratio=(16, 9))
"""The first story of a front page: a card's crop, and larger."""

SOCIAL = Shape(widths=(1200,), ratio=(1200, 630), plain=True)
"""Where a page is shared (1.91 to 1, the proportions of Open Graph's readers)."""


SHAPES = (FULL, CARD, LEAD, SOCIAL)
SHARP = 2
"""How many times as wide as its largest rendition a picture is decoded at least, if it is as large."""


class Rendition(Struct, frozen=True, kw_only=True, gc=False):
    """A picture in one shape: what a view says of it, and the files that it takes."""

    src: str
    width: int
    height: int
    srcset: str
    sources: tuple[Source, ...]
    assets: tuple[Asset, ...]


class Renditions:
    """The renditions that the views of a site show, each reckoned once and shared by all that show it."""

    def __init__(self, addresses: Addresses, encoder: str) -> None:
        self.addresses, self.encoder = addresses, encoder
        self._made: dict[tuple[str, Shape, Focus], Rendition] = {}

    def of(self, file: PictureFile, shape: Shape, focus: Focus | None = None) -> Rendition:
        """A picture in a shape, with `focus` as near to its middle as can be."""
        key = (file.path, shape, (focus or CENTRE) if shape.ratio else CENTRE)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._rendition(file, shape, key[2])
        return found

    @property
    def assets(self) -> dict[str, Asset]:
        """All files of the renditions asked for so far, by path: several shapes may share one."""
        return {asset.path: asset for one in self._made.values() for asset in one.assets}

    def _rendition(self, file: PictureFile, shape: Shape, focus: Focus) -> Rendition:
        box = crop(file.width, file.height, shape.ratio, focus)
        widths = ladder(file, box, shape)
        middle = next((width for width in widths if width >= PLACE), widths[-1])
        kinds = [] if shape.plain else list(TYPES)
        kinds.append("png" if file.drawing else "jpg")
        rows = self._files(file, box, widths, kinds)
        plain = rows[kinds[-1]]
        return Rendition(
            src=self.addresses.href(plain[widths.index(middle)].url),
            width=middle,
            height=height_at(box, middle),
            srcset=self._srcset(widths, plain),
            sources=tuple(
                [Source(type=TYPES[kind], srcset=self._srcset(widths, rows[kind])) for kind in kinds[:-1]]
            ),
            assets=tuple([asset for row in rows.values() for asset in row]),
        )

    def _srcset(self, widths: Sequence[int], assets: Sequence[Asset]) -> str:
        href = self.addresses.href
        return ", ".join([f"{href(asset.url)} {width}w" for width, asset in zip(widths, assets, strict=True)])

    def _files(
        self, file: PictureFile, box: Box, widths: Sequence[int], kinds: Sequence[str]
    ) -> dict[str, list[Asset]]:
        """The files of a rendition by format. One mark for all: a page that names them packs well."""
        left, top, right, bottom = box
        recipe: Settings = (
            ("encoder", self.encoder),
            ("drawing", int(file.drawing)),
            ("decoded", decoded(file)),
            ("left", left),
            ("top", top),
            ("right", right),
            ("bottom", bottom),
        )
        stem = slugify(file.path.rpartition("/")[2].partition(".")[0]) or "picture"
        start = f"/pictures/{stem}-{digest((file.digest, recipe))[:12]}"
        return {
            kind: [_asset(file, recipe, f"{start}-{width}.{kind}", box, width, kind) for width in widths]
            for kind in kinds
        }


def _asset(file: PictureFile, recipe: Settings, url: str, box: Box, width: int, kind: str) -> Asset:
    settings = (*recipe, ("width", width), ("height", height_at(box, width)), ("format", kind))
    return Asset(url=url, path=path_of(url), source=file.path, digest=file.digest, settings=settings)


def crop(width: int, height: int, ratio: tuple[int, int] | None, focus: Focus) -> Box:
    """The largest part of a picture that has the proportions `ratio` and is centred on the focus, or nearly so."""
    if ratio is None or abs(width * ratio[1] / (height * ratio[0]) - 1) <= ALIKE:
        return (0, 0, width, height)
    across = min(width, max(1, round(height * ratio[0] / ratio[1])))
    down = min(height, max(1, round(width * ratio[1] / ratio[0])))
    left, top = _beginning(width, across, focus[0]), _beginning(height, down, focus[1])
    return (left, top, left + across, top + down)


def decoded(file: PictureFile) -> int:
    """The width at which a whole picture is decoded, so that it is sharp in every shape, whichever are made."""
    shown = [
        (shape.widths[-1], right - left)
        for shape in SHAPES
        for left, _, right, _ in (crop(file.width, file.height, shape.ratio, CENTRE),)
    ]
    return min(file.width, max(-(-file.width * width * SHARP // across) for width, across in shown))


def _beginning(whole: int, part: int, focus: int) -> int:
    """Where a part of a side begins whose middle is to be at `focus` percent of it."""
    return min(max(0, round(whole * focus / 100 - part / 2)), whole - part)


def ladder(file: PictureFile, box: Box, shape: Shape) -> tuple[int, ...]:
    """The widths of a shape, narrowest first; none is wider than what is shown of the picture.

    What shows all of a picture takes its widths from those of the whole one, so that the files are the same.
    """
    if shape is not FULL and box == (0, 0, file.width, file.height):
        whole = _steps(file.width, FULL.widths)
        wanted = {next((own for own in whole if own >= width), whole[-1]) for width in shape.widths}
        return tuple(sorted(wanted))
    return _steps(box[2] - box[0], shape.widths)


def _steps(own: int, widths: Sequence[int]) -> tuple[int, ...]:
    if own >= widths[-1]:
        return tuple(widths)
    return (*[width for width in widths if width <= own * ENOUGH], own)


def height_at(box: Box, width: int) -> int:
    """How high what is shown in a box is at a width."""
    return max(1, round((box[3] - box[1]) * width / (box[2] - box[0])))
