"""Tên và văn bản — comparing names of units and reading the text of resolutions."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from typing import Any

TONES = "\u0300\u0301\u0303\u0309\u0323"
KINDS = {
    "province": {"Tỉnh": "province", "Thành phố": "city"},
    "district": {
        "Huyện": "district",
        "Quận": "urban_district",
        "Thị xã": "town",
        "Thành phố": "provincial_city",
    },
    "commune": {"Xã": "commune", "Phường": "ward", "Thị trấn": "township", "Đặc khu": "special_zone"},
}
_PREFIX = re.compile(r"^(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh) ", re.IGNORECASE)


def kind_of(name: str, level: str) -> str:
    """The kind that a full name begins with."""
    return next(kind for prefix, kind in KINDS[level].items() if name.lower().startswith(prefix.lower() + " "))


def without_numbers(name: str) -> str:
    """Phường 01 is Phường 1."""
    return re.sub(r" 0+(\d)", r" \1", unicodedata.normalize("NFC", name))


def letters(text: str) -> str:
    """Lower case with the tone at the end of each word, so that Hoà and Hòa agree; blanks around words."""
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    words = re.findall(rf"[^\W_]+(?:[\u0300-\u036f{TONES}']|[^\W_])*", plain)
    moved = ("".join(c for c in w if c not in TONES) + "".join(sorted(c for c in w if c in TONES)) for w in words)
    return f" {' '.join(moved)} "


def bare(name: str) -> str:
    """A name without its kind, comparable."""
    return letters(_PREFIX.sub("", name))


def same_name(one: str, other: str) -> bool:
    """Whether two full names are the same apart from the kind and the place of the tone."""
    return bare(without_numbers(one)) == bare(without_numbers(other))


def mentions(note: str, old: str, new: str) -> bool:
    """Whether the text of the resolution names the old unit (or says that it stays as it was)."""
    text = note.split("Bỏ cấp huyện")[0]
    return bare(old) in letters(text) or (note.startswith("Giữ nguyên") and bare(old) == bare(new))


def kilometers(a: tuple[Any, ...], b: tuple[Any, ...]) -> float:
    """Great-circle distance."""
    a1, o1, a2, o2 = (math.radians(x) for x in (*a, *b))
    h = math.sin((a2 - a1) / 2) ** 2 + math.cos(a1) * math.cos(a2) * math.sin((o2 - o1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def acts_of(notes: dict[str, dict[str, str]], rows: list[Any]) -> dict[str, list[str]]:
    """The resolutions by number: [number, issued, issuer, title, province code of the one of 2025]."""
    names = {row["provinceCode"]: row["province"] for row in rows}
    home = {row["wardCode"]: row["provinceCode"] for row in rows}
    used: dict[str, Counter[str]] = defaultdict(Counter)
    acts: dict[str, list[str]] = {}
    for code, row in sorted(notes.items()):
        found = re.search(r"Số: (\S+?); Ngày: (\d\d)/(\d\d)/(\d{4})", row["note"])
        if found:
            number, day, month, year = found.groups()
            acts[number] = [number, f"{year}-{month}-{day}", "Ủy ban Thường vụ Quốc hội", ""]
            used[home[code]][number] += 1
    for code, tally in used.items():
        for number in tally:
            main = number == tally.most_common(1)[0][0]
            what = "Sắp xếp các đơn vị hành chính cấp xã" if main else "Thành lập các phường"
            acts[number][3] = f"{what}, {names[code]}"
            acts[number] += [code] if main else []
    return acts
