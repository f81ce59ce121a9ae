"""Các lớp — Counts and sizes become a definite list of classes with labels, people and study days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..arithmetic import apportion
from ..block import Block
from ..kinds import CountKind, CountsAs, Mode
from ..model import Calendar, Group, TrainingClass
from ..values import Text
from .class_days import ClassDays, Place, days_of_class
from .defaults import Defaults
from .ledger import Ledger
from .said import stated


@dataclass(frozen=True, slots=True)
class ProgramNeed:
    """Nhu cầu của chương trình — The days that a class of it is said to take, its topics, and their half-days.

    A topic without a length of its own counts for one half-day.
    """

    id: str
    days: int | None
    topics: int
    half_days: int


@dataclass(frozen=True, slots=True)
class ClassFrame:
    """Khung — What all classes of a course share."""

    course: Block
    calendar: Calendar
    programs: tuple[ProgramNeed, ...]
    groups: tuple[Group, ...]
    learners: int
    owner: str
    mode: Mode
    ceremony_half_days: int
    year: int
    defaults: Defaults


def fill_classes(frame: ClassFrame, ledger: Ledger) -> tuple[TrainingClass, ...]:
    """Lập các lớp — The classes listed, and as many assumed ones as the count promises."""
    blocks = frame.course.at("classes").each("list")
    count = _count(frame, len(blocks), ledger)
    labels = _labels(blocks, count)
    sizes = _sizes(frame, blocks, count, ledger)
    padded = [*blocks, *(Block() for _ in range(count - len(blocks)))]
    used = {block.word("id") for block in blocks}
    made = []
    for position, block in enumerate(padded):
        identity = block.word("id") or _free_id(position, used)
        made.append(_one(frame, block, identity, labels[position], sizes[position], position, count))
    if _are_waves(frame, count):
        ledger.note("classes.waves", "Mỗi lớp học một đợt, theo thứ tự đã ghi.", "Each class studies in one sitting.")
    if any(one.dates_assumed for one in made) and frame.mode is not Mode.SELF_PACED:
        ledger.note("classes.days", "Ngày học của các lớp được sắp theo lịch chung.", "Study days follow the calendar.")
    return _with_groups(made, frame.groups)


def _count(frame: ClassFrame, listed: int, ledger: Ledger) -> int:
    classes, size = frame.course.at("classes"), frame.course.at("classes").amount("size")
    said = classes.amount("count") or next(
        (one.value for one in stated(frame.course) if one.count is CountKind.CLASSES and not one.of), None
    )
    if said is None and not listed:
        said = frame.course.at("plan").amount("classes")
    if said is not None:
        count = said.best
    elif listed:
        count = listed
    elif size is not None and size.best:
        count = -(-frame.learners // size.best)
    else:
        count = max(1, len(frame.programs))
    count = max(1, listed, min(count, frame.learners))
    if count > listed:
        made = count - listed
        ledger.note("classes.list", f"Lập {made} lớp chưa có trong tệp.", f"{made} classes were made.")
    return count


def _free_id(position: int, used: set[str | None]) -> str:
    number = position + 1
    while f"lop-{number}" in used:
        number += 1
    used.add(f"lop-{number}")
    return f"lop-{number}"


def _labels(blocks: Sequence[Block], count: int) -> list[Text]:
    """Tên lớp — As said, by number, by code; else letters up to Z, then numbers. All different."""
    by_number = any(block.has("number") for block in blocks) or count > 26
    labels: list[Text] = []
    for position in range(count):
        block = blocks[position] if position < len(blocks) else Block()
        number, code = block.text("number"), block.word("code")
        name = f"Lớp {position + 1}" if by_number else f"Lớp {chr(ord('A') + position)}"
        label = block.text("label") or (Text(f"Lớp {number}") if number else None)
        label = label or (Text(f"Lớp {code}") if code else None) or Text(name, assumed=True)
        step = 2
        plain = label
        while label in labels:
            label, step = Text(f"{plain} ({step})", assumed=True), step + 1
        labels.append(label)
    return labels


def _sizes(frame: ClassFrame, blocks: Sequence[Block], count: int, ledger: Ledger) -> list[int]:
    """Sĩ số — The said sizes; the other learners are shared evenly, and at least one sits in every class."""
    said = [size.best if (size := block.amount("size")) else _of_groups(frame, block) for block in blocks]
    said += [None] * (count - len(blocks))
    learners = max(frame.learners, count)
    known = sum(one for one in said if one is not None)
    unknown = said.count(None)
    if unknown == 0 and known == learners:
        return [one or 0 for one in said]
    vietnamese, english = f"Chia {learners} học viên vào {count} lớp.", f"{learners} learners share {count} classes."
    ledger.note("classes.size", vietnamese, english)
    if unknown and known + unknown <= learners:
        rest = iter(apportion(learners - known, [1.0] * unknown, least=1))
        return [one if one is not None else next(rest) for one in said]
    even = learners / count
    return apportion(learners, [float(one) if one else even for one in said], least=1)


def _of_groups(frame: ClassFrame, block: Block) -> int | None:
    """Sĩ số theo nhóm — The people expected of the groups that sit in this class and in no other."""
    own = block.words("groups")
    others = [name for one in frame.course.at("classes").each("list") if one.path != block.path
              for name in one.words("groups")]  # fmt: skip
    expected = [one.expected for one in frame.groups if one.id in own and one.counts_as is CountsAs.LEARNER]
    if not expected or None in expected or set(own) & set(others):
        return None
    return sum(one.best for one in expected if one is not None) or None


def _one(
    frame: ClassFrame, block: Block, identity: str, label: Text, size: int, position: int, count: int
) -> TrainingClass:
    need = next((one for one in frame.programs if one.id == block.word("program")), None)
    need = need or frame.programs[position % len(frame.programs)]
    mode = Mode(block.word("mode") or frame.mode)
    taken = _days(frame, block, need, position, count) if mode is not Mode.SELF_PACED else None
    start, end = _span(frame, block, taken)
    said_size, discussion = block.amount("size"), block.amount("discussion_groups")
    return TrainingClass(
        id=identity,
        label=label,
        size=size,
        mode=mode,
        program=need.id,
        owner=next(iter(block.words("owner")), frame.owner),
        start=start,
        end=end,
        days=taken.days if taken else (),
        sittings=taken.sittings if taken else (),
        code=block.word("code"),
        number=block.text("number"),
        capacity=block.amount("capacity"),
        stated_size=said_size,
        venue=block.word("venue"),
        unit_set=None if block.each("units") else block.word("units"),
        unit_names=block.words("units") if block.each("units") else (),
        groups=block.words("groups"),
        discussion_groups=max(1, discussion.best if discussion else -(-size // frame.defaults.discussion_group_size)),
        size_assumed=said_size is None or said_size.assumed or said_size.best != size,
        dates_assumed=taken.assumed if taken else True,
        assumed=block.assumed or not block.has("id"),
    )


def _span(frame: ClassFrame, block: Block, taken: ClassDays | None) -> tuple[date, date]:
    if taken is not None:
        return taken.days[0], taken.days[-1]
    start, end = block.when("start"), block.when("end")
    first = start.first(year=frame.year) if start else frame.calendar.start
    last = end.last(year=frame.year) if end else frame.calendar.end
    return first, max(first, last)


def _days(frame: ClassFrame, block: Block, need: ProgramNeed, position: int, count: int) -> ClassDays:
    own = block.duration()
    per_half_day = frame.defaults.half_day_periods
    half_days = own.half_day_count(periods_per_half_day=per_half_day) if own else None
    wanted = -(-half_days // 2) if half_days else need.days
    at_ease = max(1, -(-(need.half_days + frame.ceremony_half_days) // 2))
    fewest = max(1, -(-(-(-need.topics // per_half_day) + frame.ceremony_half_days) // 2))
    place = Place(position, count, wanted, at_ease, fewest)
    sittings = frame.calendar.sittings
    calendar = replace(frame.calendar, sittings=(sittings[position],)) if _are_waves(frame, count) else frame.calendar
    return days_of_class(block, calendar, place, year=frame.year, defaults=frame.defaults)


def _are_waves(frame: ClassFrame, count: int) -> bool:
    """Mỗi lớp một đợt — As many classes called "Đợt …" as sittings, none with days of its own: one sitting each."""
    blocks = frame.course.at("classes").each("list")
    named = all(str(block.text("label") or "").lower().startswith("đợt") for block in blocks)
    own = any(block.has(key) for block in blocks for key in ("start", "end", "length", "sittings"))
    return named and not own and 1 < count == len(blocks) == len(frame.calendar.sittings)


def _with_groups(classes: Sequence[TrainingClass], groups: Sequence[Group]) -> tuple[TrainingClass, ...]:
    """Nhóm trong lớp — How many of each class come from each group; the sums follow the numbers expected."""
    learners = [group for group in groups if group.counts_as is not CountsAs.OBSERVER]
    expected = [float(group.expected.best) if group.expected else 0.0 for group in learners]
    filler = sum(expected) / max(1, len([one for one in expected if one])) or 1.0
    weights = [one or filler for one in expected]
    shares = apportion(sum(one.size for one in classes), weights)
    left = {group.id: share for group, share in zip(learners, shares, strict=True)}
    found = []
    for one in classes:
        allowed = [name for name in (one.groups or tuple(left)) if name in left] or list(left)
        room = [float(max(0, left[name])) for name in allowed]
        if one.groups or sum(room) < one.size:
            room = [weights[list(left).index(name)] for name in allowed]
        parts = dict(zip(allowed, apportion(one.size, room), strict=True))
        left = {name: number - parts.get(name, 0) for name, number in left.items()}
        found.append(replace(one, groups=tuple(allowed), group_sizes=tuple(parts.items())))
    return tuple(found)


def with_headcounts(groups: Sequence[Group], classes: Sequence[TrainingClass]) -> tuple[Group, ...]:
    """Số người của nhóm — Learners as they sit in the classes; observers as expected, else one to twenty learners."""
    found = []
    for group in groups:
        if group.counts_as is CountsAs.OBSERVER:
            learners = sum(one.size for one in classes)
            heads = group.expected.best if group.expected else max(1, learners // 20)
        else:
            heads = sum(number for one in classes for name, number in one.group_sizes if name == group.id)
        found.append(replace(group, headcount=heads))
    return tuple(found)
