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


def width_mm(text: str, size: float) -> float:
    """Bề rộng của dòng đậm dài nhất — `size` in points; Tinos has the widths of Times New Roman."""
    longest = max(_bold().getlength(line) for line in clean(text).split("\n"))
    return longest / SCALE * size * POINT_MM
