"""Kiểm tra số người — Class sizes, stated numbers, results, shares, quota and groups against one another."""

from __future__ import annotations

from collections.abc import Iterator

from ..block import Block
from ..findings import Finding
from ..kinds import CountKind
from ..values import Amount
from .common import disjoint, programs, range_told, told_at, total

_EVENTS = ("not_recognized", "withdrawn", "excused", "unexcused", "late")
_COMPARED = (CountKind.OPENED, CountKind.NOT_SAID, CountKind.PLANNED)


def check_people_counts(course: Block) -> Iterator[Finding]:
    """Kiểm tra số người — Every total that the file lets one check."""
    yield from _class_sizes(course)
    yield from _stated_against_lists(course)
    for result in course.each("results"):
        yield from _result(result, course)
    yield from _quota(course)
    yield from _expected(course)
    yield from _capacity(course)
    yield from _halls(course)
    yield from _rehearsal(course)


def _class_sizes(course: Block) -> Iterator[Finding]:
    """Sĩ số và tổng — The sum of the sizes when every class has one, else count × size."""
    classes = course.at("classes")
    listed = classes.each("list")
    sizes = [size for block in listed if (size := block.amount("size"))]
    count, size = classes.amount("count"), classes.amount("size")
    names = {block.word("id") for block in listed}
    if sizes and len(sizes) == len(listed) and (count is None or count.best == len(listed)):
        bounds = total(sizes)
    elif count is not None and size is not None:
        low, high = size.bounds()
        bounds = count.bounds()[0] * low, count.bounds()[1] * high
    else:
        bounds = None
    for number in course.each("stated"):
        value, of = number.amount("value"), set(number.words("of"))
        if value is None or number.word("count") not in _COMPARED:
            continue
        own = [block.amount("size") for block in listed if block.word("id") in of]
        if bounds and (not of or of == names) and disjoint(bounds, value.bounds()):
            yield told_at(number.at("value"), "sizes_differ", sum=range_told(bounds), said=value.told())
        elif of and of != names and of <= names and own and None not in own:
            inner = total([one for one in own if one is not None])
            if disjoint(inner, value.bounds()):
                yield told_at(number.at("value"), "sizes_differ", sum=range_told(inner), said=value.told())


def _stated_against_lists(course: Block) -> Iterator[Finding]:
    """Con số ghi rời — A stated number of classes, topics or units against the block that counts the same."""
    for number in course.each("stated"):
        value = number.amount("value")
        other = _counted_elsewhere(number, course)
        if value and other and disjoint(value.bounds(), other[0].bounds()):
            facts = {"said": value.told(), "other": other[0].told(), "where": other[1]}
            yield told_at(number.at("value"), "stated_differs", **facts)


def _counted_elsewhere(number: Block, course: Block) -> tuple[Amount, str] | None:
    kind, of = number.word("count"), number.words("of")
    found: Block | None = None
    key = "count"
    if kind == CountKind.CLASSES and not of:
        found = course.at("classes")
    elif kind == CountKind.TOPICS and not of and len(programs(course)) == 1:
        found, key = programs(course)[0], "topic_count"
    elif kind == CountKind.UNITS and len(of) == 1:
        found = next((block for block in course.each("units") if block.word("id") == of[0]), None)
    amount = found.amount(key) if found else None
    return (amount, found.at(key).where) if found and amount else None


def _result(result: Block, course: Block) -> Iterator[Finding]:
    counts = result.at("counts")
    amounts = {key: amount for key in counts.keys() if (amount := counts.amount(key))}  # noqa: SIM118
    said = result.amount("total_said")
    bounds = total(list(amounts.values()))
    if said and amounts and disjoint(bounds, said.bounds()):
        yield told_at(result.at("total_said"), "results_differ", sum=range_told(bounds), said=said.told())
    for number in course.each("stated"):
        value = number.amount("value")
        same = number.word("count") == CountKind.GRADED and set(number.words("of")) == set(result.words("of"))
        if same and value and amounts and bounds[0] > value.bounds()[1]:
            yield told_at(number.at("value"), "results_differ", sum=range_told(bounds), said=value.told())
    yield from _shares(result, amounts, said)


def _shares(result: Block, amounts: dict[str, Amount], said: Amount | None) -> Iterator[Finding]:
    """Tỷ lệ in — A printed share is compared at its own number of decimals."""
    whole = said.best if said else sum(amount.best for amount in amounts.values())
    printed = result.at("shares_printed")
    for key in printed.keys():  # noqa: SIM118
        share, amount = printed.share(key), amounts.get(key)
        if share is None or amount is None or whole == 0:
            continue
        written = printed.at(key).node
        decimals = len(getattr(written, "written", "").partition(".")[2])
        exact = 100 * amount.best / whole
        if abs(share - exact) > 0.5 * 10**-decimals + 1e-9:
            facts = {"key": key, "printed": getattr(written, "written", ""), "count": str(amount.best)}
            facts |= {"total": str(whole), "share": f"{exact:.{decimals}f}"}
            yield told_at(printed.at(key), "share_differs", **facts)


def quota_seats(quota: Block, course: Block) -> Amount | None:
    """Số chỗ của chỉ tiêu — Seats of one line, times its units when the seats are for each of them."""
    seats = quota.amount("seats")
    if seats is None or not quota.flag("each"):
        return seats
    units = next((block for block in course.each("units") if block.word("id") == quota.word("units")), None)
    count = units.amount("count") if units else None
    return Amount(seats.best * count.best) if count else None


def _quota(course: Block) -> Iterator[Finding]:
    plan = course.at("plan")
    said = plan.amount("learners")
    seats = [quota_seats(quota, course) for quota in plan.each("quota")]
    if said is None or not seats or None in seats:
        return
    bounds = total([one for one in seats if one is not None])
    if bounds[0] > said.bounds()[1]:
        yield told_at(plan.at("quota"), "quota_over_plan", sum=range_told(bounds), said=said.told())
    elif bounds[1] < said.bounds()[0]:
        yield told_at(plan.at("quota"), "quota_under_plan", sum=range_told(bounds), said=said.told())


def _expected(course: Block) -> Iterator[Finding]:
    groups = [one for one in course.at("audience").each("groups") if one.word("counts_as") in (None, "learner")]
    expected = [group.amount("expected") for group in groups]
    said = course.at("plan").amount("learners")
    if said is None or not expected or None in expected:
        return
    bounds = total([one for one in expected if one is not None])
    if disjoint(bounds, said.bounds()):
        yield told_at(course.at("plan").at("learners"), "expected_differs", sum=range_told(bounds), said=said.told())


def _capacity(course: Block) -> Iterator[Finding]:
    """Sức chứa — The quota, else the people expected, against what all classes take, where each class says it."""
    classes = course.at("classes")
    listed, count = classes.each("list"), classes.amount("count")
    room = [amount for block in listed if (amount := block.amount("capacity"))]
    if not room or len(room) < len(listed) or (count is not None and count.best > len(listed)):
        return
    seats = [quota_seats(quota, course) for quota in course.at("plan").each("quota")]
    expected = [group.amount("expected") for group in course.at("audience").each("groups")
                if group.word("counts_as") in (None, "learner")]  # fmt: skip
    for amounts, place in ((seats, course.at("plan").at("quota")), (expected, course.at("audience").at("groups"))):
        people = total([one for one in amounts if one is not None])
        if people[0] > total(room)[1]:
            yield told_at(place, "over_capacity", people=range_told(people), said=range_told(total(room)))
            return


def _halls(course: Block) -> Iterator[Finding]:
    """Chỗ ngồi — A class whose size is said sits in a place with seats enough for it."""
    seats = {venue.word("id"): venue.amount("seats") for venue in course.each("venues")}
    for block in course.at("classes").each("list"):
        size, there = block.amount("size"), seats.get(block.word("venue"))
        if size is not None and there is not None and size.bounds()[0] > there.bounds()[1]:
            yield told_at(block.at("size"), "hall_too_small", people=size.told(), seats=there.told())


def _rehearsal(course: Block) -> Iterator[Finding]:
    rehearsal = course.at("rehearsal")
    learners = rehearsal.number("learners")
    for key in _EVENTS:
        value = rehearsal.number(key)
        if learners is not None and value is not None and value > learners:
            yield told_at(rehearsal.at(key), "rehearsal_beyond", learners=str(learners), value=str(value), key=key)
            return
    yield from _events(rehearsal, learners)


def _events(rehearsal: Block, learners: int | None) -> Iterator[Finding]:
    """Số chuyện xảy ra — One for each person, and never to more than half of those left; makers-up were excused."""
    left = learners
    if left is not None and left < 1:  # told already, and nothing can happen to nobody
        return
    for key in _EVENTS:
        value = rehearsal.number(key) or 0
        if left is not None and value > left // 2:
            yield told_at(rehearsal.at(key), "rehearsal_capped", value=str(value), most=str(left // 2), key=key)
        left = None if left is None else left - min(value, left // 2)
    made_up, excused = rehearsal.number("made_up"), rehearsal.number("excused")
    if made_up is not None and excused is not None and made_up > excused:
        yield told_at(rehearsal.at("made_up"), "made_up_beyond", value=str(made_up), excused=str(excused))
