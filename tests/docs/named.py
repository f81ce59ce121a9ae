"""Tên trong tài liệu — finds what a page of docs names: modules, functions, fields and keys of the rule set."""

from __future__ import annotations

import importlib
import re
from functools import reduce
from pathlib import Path

from boiduong.config.stages import FOUNDATION, STAGES

ROOT = Path(__file__).resolve().parents[2]
STAGE_PATHS = {
    **{stage.rpartition(".")[2]: f"boiduong.course.{stage}" for stage in STAGES},
    **{stage: f"boiduong.foundation.{stage}" for stage in FOUNDATION},
}
DOTTED = re.compile(r"`([a-z_]\w*(?:\.\w+)+)`")


def page(name: str) -> str:
    """A page of the docs folder."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def rows_of(text: str) -> list[list[str]]:
    """The cells of every table row, heads and rules left out."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return [row for n, row in enumerate(rows) if not set("".join(row)) <= set("-: ") and not _is_head(rows, n)]


def _is_head(rows: list[list[str]], n: int) -> bool:
    return n + 1 < len(rows) and set("".join(rows[n + 1])) <= set("-: ")


def find(dotted: str) -> object:
    """The module, function, class or field that `stage.file.name` names; raises LookupError."""
    first, _, rest = dotted.partition(".")
    words = f"{STAGE_PATHS.get(first, f'boiduong.{first}')}.{rest}".rstrip(".").split(".")
    for end in range(len(words), 0, -1):
        try:
            module = importlib.import_module(".".join(words[:end]))
        except ModuleNotFoundError:
            continue
        try:
            return reduce(_member, words[end:], module)
        except AttributeError:
            raise LookupError(dotted) from None
    raise LookupError(dotted)


def _member(thing: object, name: str) -> object:
    """An attribute, or a field of a dataclass that has no default."""
    if name in getattr(thing, "__dataclass_fields__", {}):
        return name
    return getattr(thing, name)
