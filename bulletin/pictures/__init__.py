"""Asset -> bytes: pictures in the shapes and formats that are asked for, and cards that are drawn.

Every picture is decoded and encoded anew, so that nothing but its pixels and its color profile is published: no
place, no name of a camera's owner, no thumbnail, no comment. The same bytes come of it on any number of cores.
"""

from bulletin.pictures.card import draw, drawer
from bulletin.pictures.derivatives import encode
from bulletin.pictures.recipe import RECIPE

__all__ = ["RECIPE", "draw", "drawer", "encode"]
