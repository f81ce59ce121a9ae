"""Bề rộng chữ — How long words are in the committed face, for the rules beneath them."""

from functools import cache

from PIL import ImageFont

from boiduong.engines.typesetting.coverage import FONT_FOLDER
from boiduong.engines.typesetting.text import clean

SCALE = 200
POINT_MM = 25.4 / 72


@cache
def _bold() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_FOLDER / "Tinos-Bold.ttf"), SCALE, layout_engine=ImageFont.Layout.BASIC)


@cache
def _advance(character: str) -> float:
    """Of one character, in sizes of the type; measuring it anew each time would cost as much as printing it."""
    return _bold().getlength(character) / SCALE


def width_mm(text: str, size: float) -> float:
    """Bề rộng của dòng đậm dài nhất — `size` in points; Tinos has the widths of Times New Roman."""
    longest = max(sum(map(_advance, line)) for line in clean(text).split("\n"))
    return longest * size * POINT_MM
