"""Small pictures for the made-up stories: colored squares, different for each story, some 15 KB each."""

from __future__ import annotations

import io
import random

from PIL import Image

SIZE = (480, 270)
GRAIN = (48, 27)


def draw(number: int, name: str) -> bytes:
    """The bytes of story `number`'s picture, JPEG or PNG by the ending of its name."""
    chance = random.Random(f"picture/{number}")
    small = Image.frombytes("RGB", GRAIN, chance.randbytes(3 * GRAIN[0] * GRAIN[1]))
    # PNG keeps hard squares, which pack well; a photograph is smooth, so the JPEG is blurred between them.
    smooth = name.endswith(".jpg")
    picture = small.resize(SIZE, Image.Resampling.BICUBIC if smooth else Image.Resampling.NEAREST)
    out = io.BytesIO()
    picture.save(out, "JPEG" if smooth else "PNG")
    return out.getvalue()
