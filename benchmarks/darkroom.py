"""What pictures cost: python benchmarks/darkroom.py --pictures 1000 --write docs/performance.md

    --effort     AVIF at several speeds instead: bytes, seconds, likeness

A thousand stories, each with a lead picture that no other has: patchworks of the photographs of the tests, in sizes
that newsrooms get. Everything is made in .benchmarks/darkroom/, which is not committed.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from PIL import Image, ImageMath

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # run as a file, it would not find `benchmarks` and `bulletin`

from benchmarks import table  # noqa: E402, RUF100
from benchmarks.machine import described  # noqa: E402, RUF100
from benchmarks.measure import Command, Cost, measure  # noqa: E402, RUF100
from benchmarks.peers.puente import PARTS, SETTINGS  # noqa: E402, RUF100
from bulletin.pictures.derivatives import PHOTOGRAPHS  # noqa: E402, RUF100

WORK = PROJECT / ".benchmarks" / "darkroom"
SOURCES = PROJECT / "tests" / "pictures" / "photographs"
SIZES = ((1600, 1067), (2400, 1600), (1600, 1067), (1067, 1600), (4000, 2667))
"""Pixels of the pictures, in turn."""

PATCH = (640, 480)
ENLARGED = 1.6
SPEEDS = (4, 6, 8, 9, 10)
WIDTHS = (400, 800, 1600)
BLOCK = 8
"""Pixels a side of the squares in which two pictures are held against each other (SSIM)."""

CONTENT = {
    "sections.yaml": "relief: {en: {name: Relief}, es: {name: Ayuda}}\n",
    "tags.yaml": "",
    "regions.yaml": "",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--effort", action="store_true", help="only AVIF at several speeds")
    parser.add_argument("--write", type=Path, help="a document with the marks to write between")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what is being timed is ended too
    machine = described()
    part, text = ("effort", effort()) if options.effort else ("pictures", darkroom(options.pictures))
    text = f"{machine}.\n\n{text}"
    print(text)
    if options.write:
        table.put(options.write, part, text)
    return 0


# -- pictures ---------------------------------------------------------------------------------------


@cache
def photographs() -> tuple[Image.Image, ...]:
    """The photographs of the tests, enlarged: their grain stays that of a photograph."""
    found = []
    for path in sorted(SOURCES.glob("*.jpg")):
        with Image.open(path) as image:
            size = (round(image.width * ENLARGED), round(image.height * ENLARGED))
            found.append(image.convert("RGB").resize(size, Image.Resampling.BICUBIC))
    return tuple(found)


def patchwork(number: int, size: tuple[int, int]) -> Image.Image:
    """A picture for every number: pieces of photographs side by side, as many as fill the size."""
    chance, image = random.Random(f"darkroom/{number}"), Image.new("RGB", size)
    for top in range(0, size[1], PATCH[1]):
        for left in range(0, size[0], PATCH[0]):
            whole = chance.choice(photographs())
            x, y = chance.randint(0, whole.width - PATCH[0]), chance.randint(0, whole.height - PATCH[1])
            piece = whole.crop((x, y, x + PATCH[0], y + PATCH[1]))
            turned = Image.Transpose.FLIP_LEFT_RIGHT
            image.paste(piece.transpose(turned) if chance.random() < 0.5 else piece, (left, top))
    return image


def write_story(site: Path, number: int) -> int:
    """A story with its lead picture; the bytes of that."""
    folder = site / "content" / "stories" / "2017" / f"story-{number}"
    folder.mkdir(parents=True)
    focus = f"{number * 7 % 101}% {number * 13 % 101}%"
    header = [
        f"title: Story number {number}",
        "summary: A patchwork.",
        f"date: 2017-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "section: relief",
        f"photo: {{file: lead.jpg, credit: Bulletin, alt: A patchwork, focus: {focus}}}",
    ]
    (folder / "en.md").write_text("\n".join(["---", *header, "---", "", "Some words.", ""]), "utf-8")
    patchwork(number, SIZES[number % len(SIZES)]).save(folder / "lead.jpg", "JPEG", quality=90)
    return (folder / "lead.jpg").stat().st_size


# -- a thousand pictures ----------------------------------------------------------------------------


def lay_out(site: Path, pictures: int) -> int:
    """A project with that many stories; the bytes of their pictures."""
    shutil.rmtree(site, ignore_errors=True)
    for name in PARTS:
        shutil.copytree(PROJECT / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(PROJECT / "build.py", site / "build.py")
    (site / "bulletin.toml").write_text(SETTINGS, "utf-8")
    (site / "content").mkdir()
    for name, text in CONTENT.items():
        (site / "content" / name).write_text(text, "utf-8")
    with ProcessPoolExecutor() as workers:
        return sum(workers.map(partial(write_story, site), range(pictures), chunksize=10))


def darkroom(pictures: int) -> str:
    """What builds cost: from nothing, with the pictures kept, with one of them replaced, with nothing to do."""
    site = WORK / "site"
    print(f"making {pictures} pictures", file=sys.stderr)
    read = lay_out(site, pictures)
    costs = list(built(site))
    made = [path.stat().st_size for path in (site / "output" / "pictures").iterdir()]
    head = ("build", "wall s", "CPU s", "CPU ms a picture", "peak MB")
    rows = [
        (
            name,
            table.seconds(cost.wall),
            table.seconds(cost.cpu),
            f"{1000 * cost.cpu / pictures:.1f}",
            f"{cost.memory / 1e6:.0f}",
        )
        for name, cost in costs
    ]
    sizes = ", ".join(f"{width} x {height}" for width, height in SIZES)
    return (
        f"{table.markdown(head, rows, words=1)}\n\n"
        f"{pictures} pictures ({sizes} in turn; {read / 1e6:.0f} MB of JPEG), each the lead picture of a story; "
        f"{len(made)} files of {sum(made) / 1e6:.0f} MB are made of them and of the cards, {len(made) / pictures:.1f} "
        f"a picture. One run of each; everything else that a build does is in the figures. At this rate, a thousand "
        f"pictures cost {1000 * costs[0][1].cpu / pictures:.0f} CPU seconds from nothing."
    )


def built(site: Path) -> Iterator[tuple[str, Cost]]:
    build = Command(arguments=(sys.executable, "build.py"), folder=site)
    yield "cold: no cache, no output", measure(build)
    for path in (*site.glob("output"), *site.glob(".output.spare")):
        shutil.rmtree(path)
    for path in (site / ".bulletin").glob("memo*"):
        path.unlink()
    yield "pictures kept, all else deleted", measure(build)
    patchwork(-1, SIZES[1]).save(site / "content/stories/2017/story-0/lead.jpg", "JPEG", quality=90)
    yield "one picture replaced", measure(build)
    yield "nothing changed", measure(build)


# -- effort -----------------------------------------------------------------------------------------


def effort() -> str:
    """AVIF at several speeds, and the other formats as they are made, over the same pictures."""
    images = [
        patchwork(number, (2400, 1600)).resize((width, round(width * 2 / 3)), Image.Resampling.LANCZOS)
        for number in range(3)
        for width in WIDTHS
    ]
    avif = PHOTOGRAPHS["avif"][1]
    candidates = [(f"AVIF, speed {speed}", "AVIF", avif | {"speed": speed}) for speed in SPEEDS]
    candidates += [(kind, kind, options) for kind, options in (PHOTOGRAPHS["webp"], PHOTOGRAPHS["jpg"])]
    rows = []
    for name, kind, options in candidates:
        sizes, seconds, likeness = zip(*(tried(image, kind, options) for image in images), strict=True)
        chosen = " (chosen)" if options is avif or options == avif else ""
        megapixels = sum(image.width * image.height for image in images) / 1e6
        rows.append(
            (f"{name}{chosen}", f"{sum(sizes) / 1000:.0f}", f"{sum(seconds) / megapixels:.3f}", f"{sum(likeness) / len(images):.4f}")
        )  # fmt: skip
    head = ("format", "kB", "CPU s a megapixel", "SSIM")
    return (
        f"{table.markdown(head, rows, words=1)}\n\n{len(images)} pictures of {', '.join(map(str, WIDTHS))} pixels' "
        f"width, AVIF quality {avif['quality']}, WebP {PHOTOGRAPHS['webp'][1]['quality']}, JPEG "
        f"{PHOTOGRAPHS['jpg'][1]['quality']}; SSIM of the brightness in squares of {BLOCK} pixels, 1 where nothing is lost."
    )


def tried(image: Image.Image, kind: str, options: dict[str, object]) -> tuple[int, float, float]:
    """(bytes, CPU seconds, likeness) of a picture in a format."""
    buffer = io.BytesIO()
    started = time.process_time()
    image.save(buffer, kind, **options)
    seconds = time.process_time() - started
    with Image.open(buffer) as saved:
        return len(buffer.getvalue()), seconds, ssim(image, saved.convert("RGB"))


def ssim(one: Image.Image, other: Image.Image) -> float:
    """The structural similarity of two pictures (Wang et al. 2004), over squares that do not overlap."""
    bands = {"x": one.convert("L").convert("F"), "y": other.convert("L").convert("F")}
    products = {"xx": ("x", "x"), "yy": ("y", "y"), "xy": ("x", "y")}
    for name, (first, second) in products.items():
        bands[name] = ImageMath.lambda_eval(lambda at: at["a"] * at["b"], a=bands[first], b=bands[second])
    means = {name: band.reduce(BLOCK) for name, band in bands.items()}
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    found = ImageMath.lambda_eval(
        lambda at: (
            ((2 * at["x"] * at["y"] + c1) * (2 * (at["xy"] - at["x"] * at["y"]) + c2))
            / (
                (at["x"] * at["x"] + at["y"] * at["y"] + c1)
                * (at["xx"] - at["x"] * at["x"] + at["yy"] - at["y"] * at["y"] + c2)
            )
        ),
        **means,
    )
    return float(found.reduce(found.size).getpixel((0, 0)))


if __name__ == "__main__":
    sys.exit(main())
