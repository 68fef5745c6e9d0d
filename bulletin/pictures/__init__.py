"""Asset -> bytes: pictures in the shapes and formats that are asked for, and cards that are drawn.

Every picture is decoded and encoded anew, so that nothing but its pixels and its colour profile is published: no
place, no name of a camera's owner, no thumbnail, no comment. The same bytes come of it on any number of cores.
"""

from bulletin.pictures.card import draw, drawer
from bulletin.pictures.derivatives import ENCODER, encode

__all__ = ["ENCODER", "draw", "drawer", "encode"]
