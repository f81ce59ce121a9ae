"""Nút của tệp — The parsed file as a tree in which every value keeps its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Scalar = str | int | float | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]
Step = str | int


@dataclass(frozen=True, slots=True)
class Leaf:
    """Giá trị đơn — One scalar; `written` is its text in the file, which keeps the decimals of a number."""

    line: int
    column: int
    value: Scalar
    written: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Danh sách — A list of nodes."""

    line: int
    column: int
    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Mục — One key of a mapping with the place of the key and its node."""

    line: int
    column: int
    node: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Bảng khóa-giá trị — A mapping; `flow` is true when it was written inside braces."""

    line: int
    column: int
    flow: bool = False
    entries: dict[str, Entry] = field(default_factory=dict)


Node = Leaf | Sequence | Mapping


def plain(node: Node) -> Plain:
    """Giá trị thuần — The node as plain lists, dicts and scalars, for the JSON Schema validator."""
    if isinstance(node, Mapping):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def step_into(node: Node, step: Step) -> Node | None:
    """Bước vào — The child of a node, or None when there is none."""
    if isinstance(node, Mapping) and isinstance(step, str):
        entry = node.entries.get(step)
        return entry.node if entry else None
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def at_path(root: Node, path: tuple[Step, ...]) -> Node:
    """Nút theo đường dẫn — The node under a path; the nearest ancestor when the path breaks off."""
    node = root
    for step in path:
        below = step_into(node, step)
        if below is None:
            return node
        node = below
    return node


def spelled(path: tuple[Step, ...]) -> str:
    """Đường dẫn dạng chữ — A path as text: `classes.list[0].size`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def walk(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Node]]:
    """Duyệt cây — Every node with its path, parents first."""
    yield path, node
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield from walk(entry.node, (*path, key))
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from walk(item, (*path, number))
