"""Dùng chung cho kiểm tra — A finding at a block, and the lists of programs, topics and classes."""

from __future__ import annotations

from collections.abc import Iterator

from ..block import Block
from ..findings import Finding, Words, finding
from ..values import Amount


def told_at(block: Block, code: str, **facts: Words) -> Finding:
    """Nhận xét tại khối — A finding at the place of a block."""
    return finding(code, block.node.line, block.node.column, block.where, facts)


def programs(course: Block) -> tuple[Block, ...]:
    """Các chương trình — The program or programs of the file."""
    single = (course.at("program"),) if course.has("program") else ()
    return (*single, *course.each("programs"))


def topics_under(block: Block) -> tuple[Block, ...]:
    """Chuyên đề trong khối — The topics of a program with those of its parts, or of a part."""
    return (*(topic for part in block.each("parts") for topic in part.each("topics")), *block.each("topics"))


def spans(course: Block) -> Iterator[Block]:
    """Các khoảng thời gian — Every block that has a start and an end, outermost first."""
    for key in ("calendar", "plan"):
        if course.has(key):
            yield course.at(key)
    yield from course.at("calendar").each("sittings")
    for group in course.at("classes").each("list"):
        yield group
        yield from group.each("sittings")


def disjoint(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Không gặp nhau — True when two ranges cannot hold the same number."""
    return one[1] < other[0] or other[1] < one[0]


def total(amounts: list[Amount]) -> tuple[float, float]:
    """Tổng khoảng — The range in which the sum of amounts lies."""
    bounds = [amount.bounds() for amount in amounts]
    return sum(low for low, _ in bounds), sum(high for _, high in bounds)


def range_told(bounds: tuple[float, float]) -> str:
    """Khoảng dạng chữ — A range for a sentence; one number when both ends meet."""
    low, high = round(bounds[0]), round(bounds[1])
    return str(low) if low == high else f"{low}–{high}"
