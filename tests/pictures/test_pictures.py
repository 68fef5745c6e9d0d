"""Pictures are encoded anew: their pixels and their colours are kept, nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from bulletin.load.pictures import read_picture
from bulletin.model import Asset, Diagnostic, Place
from bulletin.pictures import encode

SECRET = b"GPS 12.0464 S 77.0428 W, camera of Sgt. Quispe"


def encoded(data: bytes, suffix: str, width: int = 1_600) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    settings: tuple[tuple[str, str | int], ...] = (("format", suffix), ("width", width))
    source = f"content/stories/floods/a.{suffix}"
    return encode(Asset(url="/p", path="p", source=source, digest="", settings=settings), data)


def published(data: bytes, suffix: str, width: int = 1_600) -> Image.Image:
    made, problems = encoded(data, suffix, width)
    assert made is not None, problems
    image = Image.open(io.BytesIO(made))
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


def profile(colours: str) -> bytes:
    """An ICC profile of RGB; for other colours, one that says so of itself."""
    made = bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return made[:16] + colours.encode() + made[20:]


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
@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        pytest.param(jpeg_with_a_comment_and_a_thumbnail(), "jpg", id="JPEG"),
        pytest.param(png_with_text(), "png", id="PNG"),
        pytest.param(saved(noise(), "WEBP", **secrets()), "webp", id="WebP"),
        pytest.param(saved(noise(), "AVIF", **secrets()), "avif", id="AVIF"),
        pytest.param(saved(noise().quantize(), "GIF", comment=SECRET), "png", id="GIF"),
    ],
)
def test_nothing_but_the_pixels_is_published(data: bytes, suffix: str, width: int) -> None:
    made, problems = encoded(data, suffix, width)
    assert made is not None and problems == ()
    assert b"Quispe" not in made
    image = Image.open(io.BytesIO(made))
    image.load()
    assert dict(image.getexif()) == {}
    assert not {"exif", "xmp", "comment", "XML:com.adobe.xmp", "Author", "Comment"} & set(image.info)
    for mark in (b"Exif\0", b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"<x:xmpmeta"):
        assert mark not in made


@pytest.mark.parametrize(
    ("image", "kind", "suffix", "colours", "kept"),
    [
        (noise(), "JPEG", "jpg", "RGB ", True),
        (noise(), "PNG", "png", "RGB ", True),
        (noise(), "WEBP", "webp", "RGB ", True),
        (noise(), "AVIF", "avif", "RGB ", True),
        (noise(mode="RGBA"), "PNG", "png", "RGB ", True),
        (noise().quantize(), "PNG", "png", "RGB ", True),
        (noise(mode="L"), "JPEG", "jpg", "GRAY", True),
        (noise(mode="L"), "PNG", "png", "GRAY", True),
        (noise(mode="LA"), "PNG", "png", "GRAY", False),
        (noise(mode="CMYK"), "JPEG", "jpg", "CMYK", False),
    ],
)
def test_a_colour_profile_is_kept_where_it_fits(
    image: Image.Image, kind: str, suffix: str, colours: str, kept: bool
) -> None:
    data = saved(image, kind, icc_profile=profile(colours))
    found = published(data, suffix).info.get("icc_profile")
    assert found == (profile(colours) if kept else None)


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
            Image.new("RGB", (8, 8), (1, 2, 3)), {"transparency": (1, 2, 3)}, "png", (None, None, None, 0), id="a clear colour"
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


def test_the_colours_of_print_become_those_of_screens() -> None:
    shown = published(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"), "jpg")
    red, green, blue = shown.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
    assert shown.mode == "RGB" and red > 200 and green < 60 and blue < 60


def test_the_first_picture_of_a_film_is_published() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
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
