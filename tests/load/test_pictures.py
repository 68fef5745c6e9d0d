"""The facts of a picture file, told without decoding a pixel where they can be."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from bulletin.load.pictures import read_picture


def encoded(kind: str, size: tuple[int, int] = (30, 20), orientation: int = 1) -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", size, "teal").save(buffer, kind, **({} if orientation == 1 else {"exif": exif}))
    return buffer.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims any size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.avif", "AVIF"), ("a.gif", "GIF")],
)
def test_format_and_size(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(encoded(kind))
    picture, problems = read_picture(tmp_path, name)
    assert problems == ()
    assert picture is not None
    assert (picture.path, picture.format, picture.width, picture.height) == (name, kind, 30, 20)


@pytest.mark.parametrize(
    ("mode", "kind", "options", "drawing"),
    [
        ("RGB", "JPEG", {}, False),
        ("L", "JPEG", {}, False),
        ("CMYK", "JPEG", {}, False),
        ("RGB", "PNG", {}, False),
        ("L", "PNG", {}, False),
        ("I;16", "PNG", {}, False),
        ("P", "PNG", {}, True),
        ("1", "PNG", {}, True),
        ("RGBA", "PNG", {}, True),
        ("LA", "PNG", {}, True),
        ("RGB", "PNG", {"transparency": (0, 0, 0)}, True),
        ("P", "PNG", {"transparency": 0}, True),
        ("P", "GIF", {}, True),
        ("L", "GIF", {}, True),
        ("RGB", "WEBP", {}, False),
        ("RGBA", "WEBP", {}, True),
        ("RGB", "AVIF", {}, False),
        ("RGBA", "AVIF", {}, True),
        ("RGB", "PNG", {"transparency": (9, 9, 9)}, False),
    ],
)
def test_a_palette_or_transparency_makes_a_drawing(
    tmp_path: Path, mode: str, kind: str, options: dict[str, object], drawing: bool
) -> None:
    Image.new(mode, (8, 8)).save(tmp_path / "a.png", kind, **options)
    picture, _ = read_picture(tmp_path, "a.png")
    assert picture is not None and picture.drawing is drawing


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize(("alpha", "drawing"), [(255, False), (254, True), (0, True)])
def test_what_nothing_can_be_seen_through_is_a_photograph(
    tmp_path: Path, kind: str, alpha: int, drawing: bool
) -> None:
    """Every screenshot of a Mac has an alpha channel; one pixel that is not opaque makes the difference."""
    image = Image.new("RGBA", (64, 64), (200, 100, 50, 255))
    image.putpixel((40, 40), (200, 100, 50, alpha))
    image.save(tmp_path / "a.png", kind, **({"lossless": True} if kind == "WEBP" else {"quality": 100}))
    picture, _ = read_picture(tmp_path, "a.png")
    assert picture is not None and (picture.drawing, picture.palette) == (drawing, False)


@pytest.mark.parametrize(
    ("mode", "kind", "palette"),
    [("P", "PNG", True), ("1", "PNG", True), ("L", "GIF", True), ("L", "PNG", False), ("RGBA", "PNG", False)],
)
def test_a_palette_is_told(tmp_path: Path, mode: str, kind: str, palette: bool) -> None:
    Image.new(mode, (8, 8)).save(tmp_path / "a.png", kind)
    picture, _ = read_picture(tmp_path, "a.png")
    assert picture is not None and picture.palette is palette


@pytest.mark.parametrize(("mode", "code"), [("RGB", []), ("RGBA", ["picture-unreadable"])])
def test_a_picture_is_decoded_only_where_it_may_be_seen_through(
    tmp_path: Path, mode: str, code: list[str]
) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((96, 64), 60).convert(mode).save(buffer, "PNG")
    (tmp_path / "a.png").write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    picture, problems = read_picture(tmp_path, "a.png")
    assert ([one.code for one in problems], picture is None) == (code, bool(code))


def test_the_format_is_that_of_the_bytes_and_not_of_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded("PNG"))
    picture, problems = read_picture(tmp_path, "a.jpg")
    assert problems == () and picture is not None and picture.format == "PNG"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_size_is_that_after_turning(tmp_path: Path, kind: str, orientation: int) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded(kind, orientation=orientation))
    picture, _ = read_picture(tmp_path, "a.jpg")
    assert picture is not None
    assert (picture.width, picture.height) == ((20, 30) if orientation >= 5 else (30, 20))


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded("JPEG"))
    (tmp_path / "b.jpg").write_bytes(encoded("JPEG"))
    (tmp_path / "c.jpg").write_bytes(encoded("JPEG") + b"\0")
    digests = [read_picture(tmp_path, name)[0] for name in ("a.jpg", "b.jpg", "c.jpg")]
    assert all(digests)
    first, second, third = (picture.digest for picture in digests if picture)
    assert first == second != third


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        pytest.param(
            b"<svg onload='alert(1)'/>",
            "picture-unreadable",
            {"reason": "it is none of the known formats"},
            id="SVG",
        ),
        pytest.param(b"", "picture-unreadable", {}, id="empty"),
        pytest.param(b"Tents and water.", "picture-unreadable", {}, id="text"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", "picture-unreadable", {}, id="EPS"),
        pytest.param(b"BM" + bytes(60), "picture-unreadable", {}, id="BMP"),
        pytest.param(b"\xff\xd8\xff\xe1", "picture-unreadable", {}, id="JPEG cut in its header"),
        pytest.param(
            png_that_says(8_000, 5_001),
            "picture-too-large",
            {"size": 40_008_000, "limit": 40_000_000, "unit": "pixels"},
            id="a little over the limit",
        ),
        pytest.param(png_that_says(12_000, 12_000), "picture-too-large", {"unit": "pixels"}, id="bomb"),
        pytest.param(png_that_says(60_000, 60_000), "picture-too-large", {"unit": "pixels"}, id="big bomb"),
    ],
)
def test_what_is_no_picture_is_a_problem(
    tmp_path: Path, data: bytes, code: str, facts: dict[str, str | int]
) -> None:
    (tmp_path / "a.png").write_bytes(data)
    picture, problems = read_picture(tmp_path, "a.png")
    assert picture is None
    assert [one.code for one in problems] == [code]
    assert ({"file": "a.png"} | facts).items() <= dict(problems[0].facts).items()


def test_forty_megapixels_are_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_that_says(8_000, 5_000))
    picture, problems = read_picture(tmp_path, "a.png")
    assert problems == () and picture is not None


def test_a_file_of_more_than_twenty_megabytes_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    os.truncate(tmp_path / "a.png", 20_000_001)
    picture, problems = read_picture(tmp_path, "a.png")
    assert picture is None
    assert [(one.code, dict(one.facts)) for one in problems] == [
        (
            "picture-too-large",
            {"file": "a.png", "size": 20_000_001, "limit": 20_000_000, "unit": "bytes"},
        )
    ]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(encoded("PNG"))
    (tmp_path / "a.png").symlink_to("real.png")
    picture, problems = read_picture(tmp_path, "a.png")
    assert picture is None and [one.code for one in problems] == ["file-not-regular"]


def test_a_cameras_jpeg_with_a_second_picture_is_a_jpeg(tmp_path: Path) -> None:
    one, two = Image.new("RGB", (8, 6), "red"), Image.new("RGB", (4, 3), "blue")
    one.save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[two])
    picture, problems = read_picture(tmp_path, "a.jpg")
    assert problems == () and picture is not None
    assert (picture.format, picture.width, picture.height) == ("JPEG", 8, 6)


def test_a_side_that_no_format_holds_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_that_says(400, 16_001))
    picture, (wrong,) = read_picture(tmp_path, "a.png")

    assert picture is None
    assert wrong.code == "picture-too-large"
    assert dict(wrong.facts) == {
        "file": "a.png",
        "size": 16_001,
        "limit": 16_000,
        "unit": "pixels on one side",
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_exif_is_no_reason_to_refuse_a_picture(tmp_path: Path, kind: str) -> None:
    """Warnings are errors here: none may reach a writer either."""
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(buffer, kind, exif=b"Exif\0\0garbage of another kind")
    (tmp_path / "a").write_bytes(buffer.getvalue())
    picture, problems = read_picture(tmp_path, "a")

    assert problems == ()
    assert picture is not None and (picture.width, picture.height) == (30, 20)
