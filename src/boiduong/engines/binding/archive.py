"""Nén hồ sơ — files into one ZIP, each with its SHA-256 in a list that `sha256sum -c` reads."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "SHA256SUMS.txt"
DAY = (1980, 1, 1, 0, 0, 0)
BLOCK = 1024 * 1024
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """Một tệp trong hồ sơ — where it lies, and its folder and name inside the archive."""

    path: Path
    folder: str
    name: str


def write_archive(
    entries: Sequence[Entry], target: Path, *, tell: Callable[[int], None] = lambda done: None
) -> dict[str, str]:
    """Nén vào một tệp — name inside the archive to SHA-256, as the list in it says; equal files, equal bytes.

    Names are made safe to unpack anywhere; two files of one name are told apart by a number.
    """
    sums: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for place, entry in enumerate(entries, start=1):
            name = _free(f"{safe(entry.folder)}/{safe(entry.name)}", sums)
            digest = hashlib.sha256()
            info = zipfile.ZipInfo(name, DAY)
            with entry.path.open("rb") as source, archive.open(info, "w", force_zip64=True) as inside:
                while block := source.read(BLOCK):
                    digest.update(block)
                    inside.write(block)
            sums[name] = digest.hexdigest()
            tell(place)
        lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
        archive.writestr(zipfile.ZipInfo(MANIFEST, DAY), lines)
    return sums


def safe(name: str) -> str:
    """Tên tệp an toàn — no separators, control signs or leading dots; Vietnamese letters stay."""
    kept = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u202e]+', "-", name).strip(" .-")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST] or "tep"
    return f"{stem[:LONGEST]}.{ending[:8]}"


def _free(name: str, taken: dict[str, str]) -> str:
    stem, _, ending = name.rpartition(".")
    number, found = 2, name
    while found in taken:
        found = f"{stem} ({number}).{ending}"
        number += 1
    return found
