"""Bản đọc tệp khóa — What came out of reading one course file: its tree and everything found in it."""

from __future__ import annotations

from dataclasses import dataclass

from .block import Block
from .checks import check_sense
from .findings import Finding, Level
from .nodes import Node, Plain, plain
from .parsing import parse
from .schema import check_shape


@dataclass(frozen=True, slots=True)
class Reading:
    """Bản đọc — A file read: `root` is None when nothing could be built; findings are in the order of the file."""

    name: str
    root: Node | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Lỗi — The findings for which the file is refused."""
        return tuple(one for one in self.findings if one.level is Level.ERROR)

    @property
    def is_clean(self) -> bool:
        """Dùng được — True when no finding is an error; warnings and notes may remain."""
        return self.root is not None and not self.errors

    @property
    def facts(self) -> Plain:
        """Nội dung thuần — The file as plain lists, dicts and scalars."""
        return plain(self.root) if self.root is not None else {}


def read(text: str | bytes, *, name: str) -> Reading:
    """Đọc tệp khóa — Parse and check one course file; never raises, whatever the text is."""
    root, broken = parse(text)
    found = list(broken)
    if root is not None:
        # One sentence for one place: what is wrong with the sign itself comes before what it then fails to be.
        for check in (check_shape(root), check_sense(Block(root))):
            told = {(one.line, one.column) for one in found}
            found.extend(one for one in check if (one.line, one.column) not in told)
    return Reading(name, root, tuple(sorted(found, key=lambda one: (one.line, one.column, one.code))))
