"""Số học viên — How many learners to make, and where the number comes from."""

from __future__ import annotations

from collections.abc import Iterable

from ..block import Block
from ..kinds import CountKind, CountsAs
from ..model import Quota, StatedNumber, UnitSet
from .ledger import Ledger
from .said import groups, quotas, stated, unit_sets

_HEADS = (
    CountKind.OPENED,
    CountKind.PRESENT,
    CountKind.GRADED,
    CountKind.RECOGNIZED,
    CountKind.CERTIFIED,
    CountKind.SUMMONED,
    CountKind.ACCEPTED,
    CountKind.NOT_SAID,
    CountKind.NOMINATED,
    CountKind.PLANNED,
    CountKind.CAPACITY,
)


def count_learners(course: Block, ledger: Ledger) -> int | None:
    """Số học viên — From rehearsal, stated, size, expected, quota, plan, in that order; None when none says it."""
    said = course.at("rehearsal").number("learners")
    if said is not None:
        ledger.note("rehearsal.learners", f"Chạy thử với {said} học viên.", f"The rehearsal has {said} learners.")
        return said
    for key, vietnamese, english, number in (
        ("stated", "con số ghi trên giấy", "the stated number", _stated(course)),
        ("classes", "sĩ số các lớp", "the class sizes", _sizes(course)),
        ("audience", "số dự kiến của các nhóm", "the numbers expected of the groups", _expected(course)),
        ("plan.quota", "chỉ tiêu", "the quota", _quota(course)),
        ("plan.learners", "kế hoạch", "the plan", _best(course.at("plan"), "learners")),
    ):
        if number:
            ledger.note(key, f"{number} học viên, lấy từ {vietnamese}.", f"{number} learners, taken from {english}.")
            return number
    return None


def _best(block: Block, key: str) -> int | None:
    amount = block.amount(key)
    return amount.best if amount else None


def _stated(course: Block) -> int | None:
    """Con số trên giấy — Of the whole course, else the sum over parts of it that do not overlap and miss nothing."""
    numbers = stated(course)
    classes = {one.word("id") for one in course.at("classes").each("list")}
    count = course.at("classes").amount("count")
    if count is not None and count.best > len(classes):
        classes = {None}
    learners = {group.id for group in groups(course) if group.counts_as is CountsAs.LEARNER}
    for kind in _HEADS:
        of_kind = [number for number in numbers if number.count is kind]
        whole = [number.value.best for number in of_kind if not number.of]
        if whole:
            return max(whole)
        for names in (classes, learners):
            total = _covering(of_kind, names)
            if total:
                return total
    return None


def _covering(numbers: Iterable[StatedNumber], names: set[str | None] | set[str]) -> int | None:
    total, covered = 0, set[str | None]()
    for number in numbers:
        scope = set(number.of)
        if scope and scope <= names and not scope & covered:
            total, covered = total + number.value.best, covered | scope
    return total if covered and covered == names else None


def _sizes(course: Block) -> int | None:
    classes = course.at("classes")
    listed = classes.each("list")
    sizes = [size.best for one in listed if (size := one.amount("size"))]
    count, size = classes.amount("count"), classes.amount("size")
    if sizes and len(sizes) == len(listed) and (count is None or count.best <= len(listed)):
        return sum(sizes)
    if size is not None:
        return size.best * (count.best if count else max(1, len(listed)))
    return None


def _expected(course: Block) -> int | None:
    return sum(one.expected.best for one in groups(course) if one.expected and one.counts_as is CountsAs.LEARNER)


def _quota(course: Block) -> int | None:
    sets = {one.id: one for one in unit_sets(course)}
    return sum(_seats(quota, sets) for quota in quotas(course))


def _seats(quota: Quota, sets: dict[str, UnitSet]) -> int:
    units = sets.get(quota.units or "")
    return quota.seats.best * ((units.size or 1) if quota.each and units else 1)
