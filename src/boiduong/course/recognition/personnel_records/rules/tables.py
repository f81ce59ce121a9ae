"""Bảng để nạp phần mềm khác — the columns of a training record outside mẫu 2C, and CSV that Excel opens.

Columns follow what the national database of cadres and civil servants asks of a training record; no agreed file
format is published, so an office maps them once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

NATIONAL_COLUMNS = (
    "Số định danh cá nhân",
    "Họ và tên",
    "Ngày sinh",
    "Đơn vị",
    "Tên khóa",
    "Nội dung",
    "Cơ sở đào tạo, bồi dưỡng",
    "Từ",
    "Đến",
    "Số tiết",
    "Hình thức",
    "Kết quả, xếp loại",
    "Loại giấy",
    "Số hiệu",
    "Số vào sổ",
    "Số quyết định",
    "Ngày quyết định",
    "Người ký",
    "Ghi chú",
)
# A cell that begins so would be worked out as a formula when the file is opened.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
# Excel takes a file for UTF-8 only when it begins with this mark.
MARK = "\ufeff"


def safe_cell(text: str) -> str:
    """Ô an toàn — a text that looks like a formula begins with an apostrophe, as offices type it; NUL goes."""
    plain = text.replace("\0", "")
    return f"'{plain}" if plain.lstrip(" \u00a0").startswith(FORMULA_STARTS) or plain[:1] in FORMULA_STARTS else plain


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Tệp CSV — UTF-8 with its mark, commas, every cell quoted, lines end as RFC 4180 says."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(title) for title in columns])
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return (MARK + buffer.getvalue()).encode()
