"""Kiểm tra mã — Ids are unique; every reference names an id of the right kind; nothing lies under itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from ..block import Block
from ..findings import Finding
from ..nodes import Leaf
from .common import programs, told_at

KINDS: dict[str, tuple[str, str]] = {
    "source": ("nguồn", "a source"),
    "basis": ("văn bản căn cứ", "a basis"),
    "organization": ("đơn vị tổ chức", "an organization"),
    "unit_set": ("tập đơn vị", "a set of units"),
    "group": ("nhóm đối tượng", "a group"),
    "program": ("chương trình", "a program"),
    "part": ("phần của chương trình", "a part of a program"),
    "topic": ("chuyên đề", "a topic"),
    "lecturer": ("giảng viên", "a lecturer"),
    "venue": ("địa điểm", "a venue"),
    "site": ("điểm cầu", "a site"),
    "class": ("lớp", "a class"),
    "item": ("bài đánh giá", "an item to be judged"),
    "paper": ("giấy", "a paper"),
}
_TAUGHT = ("program", "part", "topic")
_ANYTHING = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Reference:
    """Tham chiếu — A block that names one id, and the kinds that id may have."""

    block: Block
    kinds: tuple[str, ...]


def named_blocks(course: Block) -> Iterator[tuple[str, Block]]:
    """Các khối có mã — Every block that may have an id, with its kind."""
    for key, kind in (
        ("sources", "source"),
        ("basis", "basis"),
        ("organizations", "organization"),
        ("units", "unit_set"),
        ("lecturers", "lecturer"),
        ("venues", "venue"),
        ("sites", "site"),
        ("papers", "paper"),
    ):
        yield from ((kind, block) for block in course.each(key))
    yield from (("group", block) for block in course.at("audience").each("groups"))
    yield from (("class", block) for block in course.at("classes").each("list"))
    yield from (("item", block) for block in course.at("completion").each("items"))
    for program in programs(course):
        yield "program", program
        for part in program.each("parts"):
            yield "part", part
            yield from (("topic", topic) for topic in part.each("topics"))
        yield from (("topic", topic) for topic in program.each("topics"))


_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "basis": {"source": ("source",)},
    "organization": {"parent": ("organization",)},
    "group": {"units": ("unit_set",)},
    "program": {"issuer": ("organization",)},
    "part": {"owner": ("organization",), "by": ("lecturer", "organization")},
    "topic": {
        "by": ("lecturer", "organization"),
        "venue": ("venue",),
        "follows": ("topic",),
        "from": ("organization", "program", "part", "topic", "source", "basis"),
    },
    "lecturer": {"for": (*_TAUGHT, "class", "site")},
    "class": {
        "venue": ("venue",),
        "units": ("unit_set",),
        "groups": ("group",),
        "owner": ("organization",),
        "program": ("program",),
    },
    "site": {"parent": ("site",), "venue": ("venue",), "for": ("class", "group", "unit_set", *_TAUGHT)},
    "item": {"of": (*_TAUGHT, "class", "group")},
    "paper": {
        "issuer": ("organization",),
        "for": ("class", "group", "site", "item", *_TAUGHT),
        "handed_by": ("organization",),
    },
}


def references(course: Block) -> Iterator[Reference]:
    """Các tham chiếu — Every place of the file that names an id."""
    for kind, block in named_blocks(course):
        for key, kinds in _FIELDS.get(kind, {}).items():
            if not (kind == "class" and key == "units" and block.each("units")):
                yield from _refs(block, key, kinds)
    plan = course.at("plan")
    yield from _refs(plan, "basis", ("basis",))
    for quota in plan.each("quota"):
        yield from _refs(quota, "units", ("unit_set",))
        yield from _refs(quota, "group", ("group",))
    for duty in course.each("duties"):
        yield from _refs(duty, "by", ("organization",))
        yield from _refs(duty, "for", ("class", "site", "item", "paper", *_TAUGHT))
    for ceremony in course.each("ceremonies"):
        yield from _refs(ceremony, "for", ("class", "site", "program"))
    for key in ("stated", "results"):
        for number in course.each(key):
            yield from _refs(number, "of", _ANYTHING)
            yield from _refs(number, "source", ("source",))
    for doubt in course.each("doubts"):
        yield from _refs(doubt, "source", ("source",))


def _refs(block: Block, key: str, kinds: tuple[str, ...]) -> Iterator[Reference]:
    listed = block.each(key)
    for one in listed or ((block.at(key),) if block.has(key) else ()):
        if isinstance(one.node, Leaf) and isinstance(one.node.value, str):
            yield Reference(one, kinds)


def check_references(course: Block) -> Iterator[Finding]:
    """Kiểm tra mã và tham chiếu — Double ids, dangling and wrong-kind references, circles, two kinds of program."""
    known: dict[str, tuple[str, int]] = {}
    named = [(kind, block) for kind, block in named_blocks(course) if block.word("id") is not None]
    for kind, block in sorted(named, key=lambda one: (one[1].at("id").node.line, one[1].at("id").node.column)):
        name = block.word("id") or ""
        here = block.at("id")
        if name in known:
            yield told_at(here, "id_twice", id=name, first=str(known[name][1]))
        else:
            known[name] = (kind, here.node.line)
    for reference in references(course):
        yield from _check_one(reference, known, is_duty=reference.block.path[:1] == ("duties",))
    yield from _circles(course.each("organizations"))
    yield from _circles(course.each("sites"))
    if course.has("program") and course.has("programs"):
        yield told_at(course.at("programs"), "two_programs")


def _check_one(reference: Reference, known: dict[str, tuple[str, int]], *, is_duty: bool) -> Iterator[Finding]:
    name = reference.block.as_text() or ""
    if name not in known:
        fitting = sorted(one for one, (kind, _) in known.items() if kind in reference.kinds)
        near = get_close_matches(name, fitting, n=1, cutoff=0.6)
        if near:
            yield told_at(reference.block, "misspelled_ref", id=name, near=near[0])
        elif not fitting:
            yield told_at(reference.block, "nothing_to_refer_to", id=name)
        else:
            yield told_at(reference.block, "unknown_ref", id=name, known=", ".join(fitting[:12]))
        return
    kind = known[name][0]
    if is_duty and kind == "item" and "item" in reference.kinds:
        yield told_at(reference.block, "duty_for_item", id=name)
    elif kind not in reference.kinds:
        vietnamese = " hoặc ".join(KINDS[one][0] for one in reference.kinds)
        english = " or ".join(KINDS[one][1] for one in reference.kinds)
        yield told_at(reference.block, "wrong_kind_ref", id=name, got=KINDS[kind], wanted=(vietnamese, english))


def _circles(blocks: tuple[Block, ...]) -> Iterator[Finding]:
    parents = {block.word("id"): block.word("parent") for block in blocks}
    for block in blocks:
        name = block.word("id")
        above, steps = block.word("parent"), 0
        while above is not None and above != name and steps < len(parents):
            above, steps = parents.get(above), steps + 1
        if name is not None and above == name:
            yield told_at(block.at("parent"), "circle", id=name)
