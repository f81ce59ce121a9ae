"""Vỏ tệp — opens a file that a stranger sent, and hands on only parts that were measured.

The library that reads cells trusts positions and counts written inside the file: one cell placed
at the far corner of a sheet, or one long text used in every cell, would fill the memory. Every
part is therefore parsed once in a stream, and a fresh archive of those parts alone is read.
"""

import io
import zipfile
import zlib
from typing import NoReturn
from xml.parsers import expat

from boiduong.engines.spreadsheets.limits import Limits
from boiduong.engines.spreadsheets.unreadable import UnreadableFile

_ZIP = b"PK\x03\x04"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_CHUNK = 65_536
_WORKSHEETS = "xl/worksheets/"


def measured_copy(content: bytes, limits: Limits) -> bytes:
    """Bản đã đo — an archive with the XML parts of the workbook, each within the limits.

    Raises UnreadableFile for everything that is not a plain XLSX file of reasonable size.
    """
    _check_kind(content, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries, limits)
            parts = {
                entry.filename: _part(archive, entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))
            }
    except _BROKEN_ARCHIVE as error:
        raise UnreadableFile("broken") from error
    _check_parts(parts, limits)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return copy.getvalue()


def _check_kind(content: bytes, limits: Limits) -> None:
    if not content:
        raise UnreadableFile("empty")
    if content.startswith(_COMPOUND_FILE):
        raise UnreadableFile("password" if _ENCRYPTED_PACKAGE in content else "old_format")
    if not content.startswith(_ZIP):
        raise UnreadableFile("not_spreadsheet")
    if len(content) > limits.content:
        raise UnreadableFile("too_large")


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [entry.filename for entry in entries]
    folded = {name.lower() for name in names}
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise UnreadableFile("too_large")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile("password")
    if any("vbaproject" in name or "macrosheets/" in name for name in folded):
        raise UnreadableFile("macro")
    if len(folded) < len(names):
        raise UnreadableFile("broken")
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("not_spreadsheet")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, never more than the size it claims, which was checked.

    The reader takes a cell that shows #N/A for an empty one; as text it can be told to a person.
    """
    part = archive.read(entry)
    return part.replace(b' t="e"', b' t="str"') if entry.filename.startswith(_WORKSHEETS) else part


def _check_parts(parts: dict[str, bytes], limits: Limits) -> None:
    scans = [_scan(part) for part in parts.values()]
    shared = max((scan.texts for scan in scans), key=len, default=[])
    text, cells = 0, 0
    for scan in scans:
        if scan.last_row > limits.rows or scan.last_column > limits.columns:
            raise UnreadableFile("too_large")
        cells += scan.last_row * scan.last_column
        text += sum(shared[use] for use in scan.uses if use < len(shared))
    if text > limits.text or cells > limits.cells:
        raise UnreadableFile("too_large")


def _scan(part: bytes) -> "_Scan":
    scan = _Scan()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for start in range(0, len(part), _CHUNK):
            parser.Parse(part[start : start + _CHUNK])
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile("broken") from error
    return scan


def _refuse_doctype(*_: object) -> NoReturn:
    raise UnreadableFile("broken")


class _Scan:
    """What one XML part would make a reader of cells hold: farthest filled cell, shared texts."""

    def __init__(self) -> None:
        self.last_row = 0
        self.last_column = 0
        self.texts: list[int] = []
        self.uses: list[int] = []
        self._row = 0
        self._column = 0
        self._is_shared = False
        self._value: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells; a cell counts once it holds something, not for its look."""
        name = tag.rpartition(" ")[2]
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name == "c":
            self._place(attributes.get("r", ""))
            self._is_shared = attributes.get("t") == "s"
        elif name in ("v", "is", "f"):
            self.last_row = max(self.last_row, self._row)
            self.last_column = max(self.last_column, self._column)
            self._value = [] if name == "v" and self._is_shared else None
        elif name == "si":
            self.texts.append(0)

    def end(self, tag: str) -> None:
        """Note which shared text a cell uses."""
        if self._value is not None and tag.rpartition(" ")[2] == "v":
            self.uses.append(abs(int("".join(self._value))))
            self._value = None

    def characters(self, text: str) -> None:
        """Count the text of the shared table and collect the number of a shared text."""
        if self._value is not None:
            self._value.append(text)
        elif self.texts:
            self.texts[-1] += len(text)

    def _place(self, reference: str) -> None:
        letters = reference.rstrip("0123456789")
        if not reference:
            self._column += 1
            return
        self._column = 0
        for letter in letters.upper():
            self._column = self._column * 26 + ord(letter) - ord("A") + 1
        self._row = int(reference[len(letters) :] or self._row)
