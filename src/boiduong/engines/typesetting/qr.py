"""Mã QR — A QR code as a picture for paper, and as a drawing for pages."""

import io
from functools import lru_cache
from typing import cast

import zxingcpp
from PIL import Image

PIXELS = 4  # of a side of a module: an edge that a reader smooths stays a small part of it


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


def qr_png(text: str, *, quiet: int = 4) -> bytes:
    """Ảnh mã QR — About a kilobyte in black and white, with a quiet zone of `quiet` modules. Raises as `qr_svg`.

    Set as a picture a code costs a twentieth of what its hundreds of small shapes cost.
    """
    side, modules = _drawn(text)
    made = io.BytesIO()
    picture = Image.new("1", (side + 2 * quiet,) * 2, 1)
    picture.paste(Image.frombytes("L", (side, side), modules), (quiet, quiet))
    picture.resize((picture.width * PIXELS,) * 2, Image.Resampling.NEAREST).save(made, "PNG")
    return made.getvalue()


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
