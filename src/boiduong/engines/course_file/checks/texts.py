"""Kiểm tra độ dài chữ — No text is longer than the line of a register or a paper that it must stand in."""

from __future__ import annotations

from collections.abc import Iterator

from ..block import Block
from ..findings import Finding
from ..nodes import Leaf, Node, Sequence, walk
from .common import told_at

LONGEST = 5_000
# The words of the path without numbers; parts and topics of a program come below.
LIMITS: dict[tuple[str, ...], int] = {
    ("title",): 400,
    ("intake",): 100,
    ("basis", "number"): 60,
    ("basis", "issuer"): 200,
    ("basis", "title"): 500,
    ("organizations", "name"): 200,
    ("units", "what"): 180,
    ("units", "names"): 200,
    ("classes", "list", "units"): 200,
    ("venues", "name"): 200,
    ("venues", "place"): 200,
    ("sites", "name"): 200,
    ("sites", "chair"): 300,
    ("classes", "list", "label"): 100,
    ("classes", "list", "number"): 40,
    ("classes", "list", "code"): 40,
    ("plan", "line"): 500,
    ("calendar", "avoid"): 500,
    ("ceremonies", "chair"): 300,
    ("lecturers", "name"): 100,
    ("lecturers", "post"): 300,
    ("lecturers", "body"): 200,
    ("lecturers", "rank"): 300,
    ("completion", "items", "title"): 300,
    ("completion", "items", "scale"): 60,
    ("completion", "items", "forms"): 500,
    ("papers", "title"): 300,
}
# Of a program, a part or a topic.
TAUGHT = {"title": 400, "version": 80, "where": 150, "host": 150, "supervisor": 300, "safety": 500}
# A list of these stands on one line, parted by "; ".
ON_ONE_LINE = frozenset({"chair", "avoid", "forms", "where", "host", "supervisor", "safety"})


def check_texts(course: Block) -> Iterator[Finding]:
    """Kiểm tra độ dài — Every text, and every list of texts that becomes one line."""
    for path, node in walk(course.node):
        keys = tuple(step for step in path if isinstance(step, str) and step != "value")
        length, limit = _length(node, keys), _limit(keys)
        if length > limit:
            yield told_at(Block(node, path), "text_too_long", key=keys[-1], length=str(length), limit=str(limit))


def _limit(keys: tuple[str, ...]) -> int:
    if keys and keys[0] in ("program", "programs"):
        return TAUGHT.get(keys[-1], LONGEST)
    return LIMITS.get(keys, LONGEST)


def _length(node: Node, keys: tuple[str, ...]) -> int:
    """Độ dài — Of a text, or of a list of texts on one line; else nothing."""
    if isinstance(node, Leaf):
        return len(node.value) if isinstance(node.value, str) else 0
    if isinstance(node, Sequence) and keys and keys[-1] in ON_ONE_LINE:
        return sum(_length(one, keys) + 2 for one in node.items) - 2
    return 0
