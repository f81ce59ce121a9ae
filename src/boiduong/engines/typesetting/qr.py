"""Mã QR — A QR code as a picture for paper, and as a drawing for pages."""

import struct
import zlib
from functools import lru_cache
from typing import cast

import zxingcpp

PIXELS = 4  # of a side of a module: an edge that a reader smooths stays a small part of it
QUICK = 4  # of nine: the smallest effort that halves what is left
HEX = bytes.maketrans(b"\x00\xff", b"0f")


@lru_cache(maxsize=256)
def qr_svg(text: str, *, quiet: int = 4) -> str:
    """Hình mã QR — One SVG path, a unit for each module, with a quiet zone of `quiet` modules around it.

    Equal texts give equal bytes. Raises ValueError when the text is too long for any QR code (about 2,300 bytes).
    """
    side, modules = _drawn(text)
    rows = (modules[start : start + side] for start in range(0, side * side, side))
    runs = "".join(_runs(row, at=index + quiet, quiet=quiet) for index, row in enumerate(rows))
    whole = side + 2 * quiet
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}"><path d="{runs}" fill="#000"/></svg>'


@lru_cache(maxsize=256)
def qr_png(text: str, *, quiet: int = 4) -> bytes:
    """Ảnh mã QR — One or two kilobytes in black and white, with a quiet zone of `quiet` modules. Raises as `qr_svg`.

    Set as a picture a code costs a twentieth of what its hundreds of small shapes cost. The file is written here: a
    library that knows all pictures takes ten times as long for one of two colors.
    """
    side, modules = _drawn(text)
    whole = side + 2 * quiet
    # A module is four pixels wide, so one hexadecimal digit draws it; rows are filled up to whole bytes.
    left, right = b"f" * quiet, b"f" * (quiet + whole % 2)
    rows = [modules[start : start + side].translate(HEX) for start in range(0, side * side, side)]
    white = b"f" * side
    lines = [white] * quiet + rows + [white] * quiet
    drawn = b"".join((b"\0" + bytes.fromhex((left + line + right).decode())) * PIXELS for line in lines)
    head = struct.pack(">IIBBBBB", whole * PIXELS, whole * PIXELS, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(drawn, QUICK)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _part(name: bytes, content: bytes) -> bytes:
    """A part of a PNG file: its length, name, content and checksum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _drawn(text: str) -> tuple[int, bytes]:
    """Modules of a side, and a byte each, row by row: 0 is dark. Level M mends 15 % of a code."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    # The published types do not say that a picture of it is a buffer.
    image = memoryview(cast("bytes", code.to_image(scale=1, add_quiet_zones=False)))
    return len(image), image.tobytes()


def _runs(row: bytes, *, at: int, quiet: int) -> str:
    parts: list[str] = []
    start = 0
    while (start := row.find(0, start)) >= 0:
        end = row.find(255, start)
        end = len(row) if end < 0 else end
        parts.append(f"M{start + quiet} {at}h{end - start}v1h-{end - start}z")
        start = end
    return "".join(parts)
