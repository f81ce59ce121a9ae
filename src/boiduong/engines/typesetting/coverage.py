"""Bảng chữ của phông — Which characters the committed fonts can draw, read from the font files."""

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"
PAPER_FACES = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")


@cache
def drawable_characters() -> frozenset[int]:
    """Các chữ in được — Code points that every committed face can draw (about 3,000)."""
    faces = [_covered((FONT_FOLDER / name).read_bytes()) for name in PAPER_FACES]
    return frozenset.intersection(*faces)


def _covered(font: bytes) -> frozenset[int]:
    cmap = _table(font, tag=b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    tables = [cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * index)[0] for index in range(count)]
    segmented = (at for at in tables if struct.unpack_from(">H", font, at)[0] == 4)
    return frozenset[int]().union(*(_segments(font, at=at) for at in segmented))


def _table(font: bytes, *, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return next(int(offset) for name, _checksum, offset, _length in records if name == tag)


def _segments(font: bytes, *, at: int) -> set[int]:
    """Read one cmap subtable of format 4 (OpenType 1.9, chapter cmap)."""
    doubled = struct.unpack_from(">H", font, at + 6)[0]
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * doubled)
    ranges_at = at + 16 + 3 * doubled
    found: set[int] = set()
    for index, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        here = ranges_at + 2 * index
        (shift,) = struct.unpack_from(">H", font, here)
        codes = range(start, min(end, 0xFFFE) + 1)
        glyphs: Iterable[int] = codes
        if shift:
            glyphs = struct.unpack_from(f">{len(codes)}H", font, here + shift)
        found |= {code for code, glyph in zip(codes, glyphs, strict=True) if (glyph + delta) & 0xFFFF}
    return found
