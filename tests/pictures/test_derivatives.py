"""Pictures are encoded anew: their pixels and their colors are kept, nothing else."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageColor, ImageStat
from PIL.PngImagePlugin import PngInfo

from bulletin.load.pictures import read_picture
from bulletin.model import Asset, Diagnostic, Place
from bulletin.pictures import encode
from bulletin.pictures.colors import PAPER

SECRET = b"GPS 12.0464 S 77.0428 W, camera of Sgt. Quispe"


PHOTOGRAPHS = Path(__file__).parent / "photographs"


def derivative(
    suffix: str,
    box: tuple[int, int, int, int],
    size: tuple[int, int],
    *,
    whole: int = 0,
    drawing: bool = False,
) -> Asset:
    """A file that shows the part `box` of a picture at a size; `whole` is the width at which it is decoded."""
    settings: tuple[tuple[str, str | int], ...] = (
        ("drawing", int(drawing)),
        ("decoded", whole or box[2]),
        *zip(("left", "top", "right", "bottom"), box, strict=True),
        *zip(("width", "height"), size, strict=True),
        ("format", suffix),
    )
    path = f"pictures/a-{'-'.join(map(str, (*box, *size)))}.{suffix}"
    source = f"content/stories/floods/a.{suffix}"
    return Asset(url=f"/{path}", path=path, source=source, digest="", settings=settings)


def encoded(
    data: bytes, suffix: str, width: int = 1_600, *, drawing: bool = False
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The whole of a picture at most `width` wide, in a format."""
    across, down = size_seen(data)
    width = min(width, across)
    size = (width, max(1, round(down * width / across)))
    asset = derivative(suffix, (0, 0, across, down), size, drawing=drawing)
    made, problems = encode([asset], data)
    return made.get(asset.path), problems


def size_seen(data: bytes) -> tuple[int, int]:
    with suppress(Exception), Image.open(io.BytesIO(data)) as image:
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (image.height, image.width) if turned else image.size
    return (96, 64)


def published(data: bytes, suffix: str, width: int = 1_600, *, drawing: bool = False) -> Image.Image:
    made, problems = encoded(data, suffix, width, drawing=drawing)
    assert made is not None, problems
    return opened(made)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def noise(width: int = 48, height: int = 32, mode: str = "RGB") -> Image.Image:
    """A picture that no encoder makes small, the same one every time."""
    size = width * height * len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, (width, height), bytes(number * number % 251 for number in range(size)))


def profile(colors: str) -> bytes:
    """An ICC profile of RGB; for other colors, one that says so of itself."""
    made = bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return made[:16] + colors.encode() + made[20:]


def secrets() -> dict[str, object]:
    """EXIF with GPS and a name, and XMP, for a format that holds both."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x013B] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "S", 2: (12.0, 2.0, 47.0), 3: "W", 4: (77.0, 2.0, 34.0)})
    return {"exif": exif, "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}


def jpeg_with_a_comment_and_a_thumbnail() -> bytes:
    thumbnail = saved(noise(16, 16), "JPEG", comment=SECRET)
    data = saved(noise(), "JPEG", comment=SECRET, **secrets())
    app13 = b"\xff\xed" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail
    return data[:2] + app13 + data[2:]


def png_with_text() -> bytes:
    text = PngInfo()
    text.add_text("Author", SECRET.decode())
    text.add_text("Comment", SECRET.decode(), zip=True)
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return saved(noise(), "PNG", pnginfo=text, exif=secrets()["exif"])


@pytest.mark.parametrize("width", [1_600, 20])
@pytest.mark.parametrize("suffix", ["avif", "webp", "jpg", "png"])
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(jpeg_with_a_comment_and_a_thumbnail(), id="JPEG"),
        pytest.param(png_with_text(), id="PNG"),
        pytest.param(saved(noise(), "WEBP", **secrets()), id="WebP"),
        pytest.param(saved(noise(), "AVIF", **secrets()), id="AVIF"),
        pytest.param(saved(noise().quantize(), "GIF", comment=SECRET), id="GIF"),
    ],
)
def test_nothing_but_the_pixels_is_published(data: bytes, suffix: str, width: int) -> None:
    made, problems = encoded(data, suffix, width)
    assert made is not None and problems == ()
    assert b"Quispe" not in made
    image = opened(made)
    assert dict(image.getexif()) == {}
    assert not {"exif", "xmp", "comment", "XML:com.adobe.xmp", "Author", "Comment"} & set(image.info)
    for mark in (b"Exif\0", b"EXIF", b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"<x:xmpmeta", b"XMP "):
        assert mark not in made


@pytest.mark.parametrize(
    ("image", "kind", "suffix", "colors", "kept"),
    [
        (noise(), "JPEG", "jpg", "RGB ", True),
        (noise(), "PNG", "png", "RGB ", True),
        (noise(), "WEBP", "webp", "RGB ", True),
        (noise(), "AVIF", "avif", "RGB ", True),
        (noise(mode="RGBA"), "PNG", "png", "RGB ", True),
        (noise().quantize(), "PNG", "png", "RGB ", True),
        (noise(mode="L"), "JPEG", "jpg", "GRAY", True),
        (noise(mode="L"), "PNG", "png", "GRAY", True),
        (noise(mode="L"), "JPEG", "webp", "GRAY", False),
        (noise(), "JPEG", "avif", "RGB ", True),
        (noise(), "JPEG", "webp", "RGB ", True),
        (noise(), "PNG", "jpg", "RGB ", True),
        (noise(mode="LA"), "PNG", "png", "GRAY", False),
        (noise(mode="CMYK"), "JPEG", "jpg", "CMYK", False),
    ],
)
def test_a_color_profile_is_kept_where_it_fits(
    image: Image.Image, kind: str, suffix: str, colors: str, kept: bool
) -> None:
    data = saved(image, kind, icc_profile=profile(colors))
    found = published(data, suffix).info.get("icc_profile")
    assert found == (profile(colors) if kept else None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "corner"), list(enumerate(["ul", "ur", "lr", "ll", "ul", "ur", "lr", "ll"], 1))
)
def test_the_orientation_is_applied(tmp_path: Path, kind: str, orientation: int, corner: str) -> None:
    """The red corner of the stored picture is shown where the EXIF tag says; `load` said its size."""
    stored = Image.new("RGB", (40, 20), "white")
    stored.paste((255, 0, 0), (0, 0, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(stored, kind, exif=exif)
    shown = published(data, "png").convert("RGB")
    places = {"ul": (3, 3), "ur": (-4, 3), "lr": (-4, -4), "ll": (3, -4)}
    red = [
        name
        for name, (x, y) in places.items()
        if shown.getpixel((x % shown.width, y % shown.height))[1] < 100  # type: ignore[index]
    ]
    assert red == [corner]
    (tmp_path / "a.png").write_bytes(data)
    picture, _ = read_picture(tmp_path, "a.png")
    assert picture is not None and (picture.width, picture.height) == shown.size


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "avif"])
def test_the_bytes_are_the_same_every_time(suffix: str) -> None:
    data = saved(noise(200, 100), "PNG")
    assert encoded(data, suffix, 120) == encoded(data, suffix, 120)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be taken away here")
def test_the_bytes_are_the_same_on_one_core_and_on_all() -> None:
    data = (PHOTOGRAPHS / "rocket.jpg").read_bytes()
    cores = os.sched_getaffinity(0)
    on_all = {suffix: encoded(data, suffix) for suffix in ("jpg", "webp", "avif")}
    try:
        os.sched_setaffinity(0, {min(cores)})
        on_one = {suffix: encoded(data, suffix) for suffix in ("jpg", "webp", "avif")}
    finally:
        os.sched_setaffinity(0, cores)
    assert on_one == on_all


@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee", "rocket"])
def test_a_file_is_the_same_whichever_others_are_made_with_it(name: str) -> None:
    """The cache may have lost one file of a picture, or all."""
    data = (PHOTOGRAPHS / f"{name}.jpg").read_bytes()
    large = saved(opened(data).resize((3_600, 2_400)), "JPEG", quality=90)
    whole, part = (0, 0, 3_600, 2_400), (100, 200, 1_300, 830)
    assets = [
        derivative("jpg", whole, (1_600, 1_067), whole=1_800),
        derivative("avif", whole, (400, 267), whole=1_800),
        derivative("jpg", part, (1_200, 630), whole=1_800),
    ]
    together, _ = encode(assets, large)
    alone = {asset.path: encode([asset], large)[0][asset.path] for asset in assets}
    assert together == alone


@pytest.mark.parametrize("suffix", ["avif", "webp", "jpg", "png"])
@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee", "rocket"])
def test_a_photograph_looks_in_every_format_as_it_did(name: str, suffix: str) -> None:
    data = (PHOTOGRAPHS / f"{name}.jpg").read_bytes()
    shown = published(data, suffix, 400).convert("RGB")
    wanted = opened(data).convert("RGB").resize(shown.size, Image.Resampling.LANCZOS)
    assert mean_difference(shown, wanted) < 5


def mean_difference(one: Image.Image, other: Image.Image) -> float:
    """In steps of 255, over all pixels and bands."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / len(one.getbands())


def test_a_cameras_jpeg_with_a_second_picture_is_cut_and_made_smaller() -> None:
    first, second = marked(3_000, 2_000, (600, 400)), Image.new("RGB", (300, 200), "blue")
    data = saved(first, "MPO", save_all=True, append_images=[second], quality=95)
    asset = derivative("png", (300, 250, 900, 550), (300, 150), whole=1_500)
    shown = opened(encode([asset], data)[0][asset.path]).convert("RGB")
    assert is_red(shown, (150, 75)) and not is_red(shown, (135, 75))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_is_cut_as_it_is_seen(orientation: int) -> None:
    """The plan's numbers are those of the picture as it is shown, whatever way it was stored."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    seen = marked(3_000, 2_000, (600, 400)) if orientation < 5 else marked(2_000, 3_000, (600, 400))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transposition that undoes that of the tag
    stored = seen.transpose(Image.Transpose(back[orientation])) if orientation > 1 else seen
    asset = derivative("png", (300, 250, 900, 550), (300, 150), whole=seen.width // 2)
    shown = opened(encode([asset], saved(stored, "JPEG", quality=95, exif=exif))[0][asset.path])
    assert is_red(shown.convert("RGB"), (150, 75)) and not is_red(shown.convert("RGB"), (135, 75))


def test_a_part_of_a_picture_is_cut_where_the_plan_says() -> None:
    data = saved(marked(3_000, 2_000, (600, 400)), "JPEG", quality=95)
    for whole in (3_000, 1_500):  # decoded as it is, and at half its size
        asset = derivative("png", (300, 250, 900, 550), (300, 150), whole=whole)
        shown = opened(encode([asset], data)[0][asset.path]).convert("RGB")
        assert is_red(shown, (150, 75)) and not is_red(shown, (135, 75)) and not is_red(shown, (150, 90))


def marked(width: int, height: int, spot: tuple[int, int]) -> Image.Image:
    """A white picture with a red square of 40 pixels around a spot."""
    image = Image.new("RGB", (width, height), "white")
    image.paste((255, 0, 0), (spot[0] - 20, spot[1] - 20, spot[0] + 20, spot[1] + 20))
    return image


def is_red(image: Image.Image, spot: tuple[int, int]) -> bool:
    red, green, blue = image.getpixel(spot)  # type: ignore[misc]
    return bool(red > 180 and green < 100 and blue < 100)


def test_a_drawing_of_few_colors_stays_one() -> None:
    """A palette, no loss, and no color that nobody drew."""
    drawing = saved(opened((PHOTOGRAPHS / "coffee.jpg").read_bytes()).quantize(12), "PNG")
    colors = {color for _, color in opened(drawing).convert("RGB").getcolors() or ()}
    for suffix in ("png", "webp"):
        shown = published(drawing, suffix, drawing=True).convert("RGB")
        assert {color for _, color in shown.getcolors() or ()} == colors
    smaller = published(drawing, "png", 300, drawing=True)
    assert smaller.mode == "P" and len(smaller.getcolors() or ()) > 12


def test_a_drawing_one_can_see_through_stays_so_in_every_format() -> None:
    image = Image.new("RGBA", (64, 64), (200, 100, 50, 255))
    image.paste((0, 0, 0, 0), (0, 0, 32, 64))
    for suffix in ("png", "webp", "avif"):
        shown = published(saved(image, "PNG"), suffix, 32, drawing=True)
        alpha = [shown.convert("RGBA").getpixel((x, 16))[3] for x in (4, 28)]  # type: ignore[index]
        assert alpha[0] < 10 and alpha[1] > 245


def test_a_drawing_one_can_see_through_stands_on_paper_in_a_jpeg() -> None:
    image = Image.new("RGBA", (64, 64), (200, 100, 50, 255))
    image.paste((0, 0, 0, 0), (0, 0, 32, 64))
    shown = published(saved(image, "PNG"), "jpg", 32, drawing=True)
    spots = [shown.getpixel((x, 16)) for x in (4, 28)]
    for wanted, found in zip((ImageColor.getrgb(PAPER), (200, 100, 50)), spots, strict=True):
        assert isinstance(found, tuple)
        assert all(abs(one - other) <= 3 for one, other in zip(wanted, found, strict=True))


@pytest.mark.parametrize("width", [64, 32])
@pytest.mark.parametrize("suffix", ["avif", "webp", "png"])
def test_an_alpha_channel_in_which_all_is_opaque_is_left_out(suffix: str, width: int) -> None:
    data = saved(Image.new("RGBA", (64, 64), (200, 100, 50, 255)), "PNG")
    assert published(data, suffix, width).mode == "RGB"


@pytest.mark.parametrize(
    ("size", "width", "expected"),
    [
        ((48, 32), 1_600, (48, 32)),
        ((48, 32), 48, (48, 32)),
        ((48, 32), 24, (24, 16)),
        ((47, 31), 24, (24, 16)),
        ((3_000, 2_000), 1_600, (1_600, 1_067)),
        ((2_000, 1), 1_600, (1_600, 1)),
        ((1, 500), 1_600, (1, 500)),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(
    size: tuple[int, int], width: int, expected: tuple[int, int]
) -> None:
    assert published(saved(Image.new("RGB", size, "teal"), "PNG"), "png", width).size == expected


@pytest.mark.parametrize("width", [1_600, 4])
@pytest.mark.parametrize(
    ("image", "options", "suffix", "pixel"),
    [
        pytest.param(Image.new("RGB", (8, 8), (200, 100, 50)), {}, "png", (200, 100, 50, 255), id="RGB"),
        pytest.param(
            Image.new("RGBA", (8, 8), (200, 100, 50, 99)), {}, "png", (200, 100, 50, 99), id="RGBA"
        ),
        pytest.param(
            Image.new("RGBA", (8, 8), (200, 100, 50, 0)), {}, "webp", (None, None, None, 0), id="RGBA in WebP"
        ),
        pytest.param(
            Image.new("RGB", (8, 8), (200, 100, 50)).quantize(), {}, "png", (200, 100, 50, 255), id="palette"
        ),
        pytest.param(
            Image.new("P", (8, 8), 0), {"transparency": 0}, "png", (None, None, None, 0), id="palette, one clear"
        ),
        pytest.param(
            Image.new("RGB", (8, 8), (1, 2, 3)), {"transparency": (1, 2, 3)}, "png", (None, None, None, 0), id="a clear color"
        ),
        pytest.param(Image.new("L", (8, 8), 90), {}, "png", (90, 90, 90, 255), id="grey"),
        pytest.param(Image.new("L", (8, 8), 90), {"transparency": 90}, "png", (None, None, None, 0), id="a clear grey"),
        pytest.param(Image.new("LA", (8, 8), (90, 0)), {}, "png", (None, None, None, 0), id="grey, clear"),
        pytest.param(Image.new("1", (8, 8), 1), {}, "png", (255, 255, 255, 255), id="black and white"),
        pytest.param(Image.new("I;16", (8, 8), 90 * 257), {}, "png", (90, 90, 90, 255), id="16 bits"),
        pytest.param(Image.new("I;16", (8, 8), 90 * 257), {}, "jpg", (90, 90, 90, 255), id="16 bits to JPEG"),
        pytest.param(Image.new("RGBA", (8, 8), (200, 100, 50, 255)), {}, "jpg", (200, 100, 50, 255), id="RGBA to JPEG"),
    ],
)  # fmt: skip
def test_every_kind_of_pixel(
    image: Image.Image,
    options: dict[str, object],
    suffix: str,
    pixel: tuple[int | None, ...],
    width: int,
) -> None:
    shown = published(saved(image, "PNG", **options), suffix, width).convert("RGBA")
    found = shown.getpixel((0, 0))
    assert isinstance(found, tuple)
    assert all(wanted is None or abs(wanted - one) <= 3 for wanted, one in zip(pixel, found, strict=True))


def test_the_colors_of_print_become_those_of_screens() -> None:
    shown = published(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"), "jpg")
    red, green, blue = shown.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
    assert shown.mode == "RGB" and red > 200 and green < 60 and blue < 60


def test_the_first_picture_of_a_film_is_published() -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    shown = published(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]), "png")
    assert shown.convert("RGB").getpixel((0, 0)) == (255, 0, 0)
    assert getattr(shown, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("part", [0.0, 0.02, 0.5, 0.9])
def test_a_truncated_file_is_a_problem(kind: str, part: float) -> None:
    data = saved(noise(96, 64), kind)
    made, problems = encoded(data[: int(len(data) * part)], "png")
    assert made is None
    assert [(one.code, one.place) for one in problems] == [
        ("picture-unreadable", Place(path="content/stories/floods/a.png"))
    ]
    facts = dict(problems[0].facts)
    assert facts["file"] == "a.png" and facts["reason"] and "0x" not in str(facts["reason"])


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    made, problems = encoded(saved(Image.new("1", (8_000, 5_001)), "PNG"), "png")
    assert made is None and [one.code for one in problems] == ["picture-unreadable"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_with_broken_exif_is_made_as_it_is_stored(kind: str) -> None:
    data = saved(noise(), kind, exif=b"Exif\0\0garbage of another kind")

    asset = derivative("webp", (0, 0, 48, 32), (48, 32))
    made, problems = encode([asset], data)

    assert problems == () and opened(made[asset.path]).size == (48, 32)


def test_a_vast_color_profile_is_applied_and_not_carried_along() -> None:
    vast = profile("sRGB") + bytes(200_000)
    data = saved(noise(), "JPEG", icc_profile=vast[:0] + len(vast).to_bytes(4, "big") + vast[4:])
    made, problems = encoded(data, "avif")

    assert problems == () and made is not None
    assert len(made) < 20_000 and "icc_profile" not in opened(made).info
