"""Số tiết — Periods of every topic so that their sum fits the half-days of the class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..arithmetic import apportion
from ..kinds import TopicKind
from ..model import Topic
from ..values import Duration
from .ledger import Ledger

LONG_KINDS = frozenset(
    {
        TopicKind.FIELD_STUDY,
        TopicKind.SITE_VISIT,
        TopicKind.PLACEMENT,
        TopicKind.RANGE,
        TopicKind.STUDY_ABROAD,
        TopicKind.WRITING,
    }
)


def topics_to_a_half_day(topics: int, half_days: int, *, half_day_periods: int) -> int:
    """Số chuyên đề một buổi — 1 when every topic has a half-day of its own; at most one topic a period."""
    return min(half_day_periods, max(1, -(-topics // half_days)))


def give_periods(
    topics: Sequence[Topic],
    half_days: int,
    part_lengths: dict[str, Duration],
    ledger: Ledger,
    *,
    key: str,
    half_day_periods: int,
) -> tuple[Topic, ...]:
    """Chia tiết — Whole half-days for each topic, more for long ones; halves of a half-day when there are many.

    Said lengths are kept as long as everything fits in `half_days`.
    """
    share = topics_to_a_half_day(len(topics), half_days, half_day_periods=half_day_periods)
    ledger.note(
        f"{key}.periods",
        f"Chia {len(topics)} chuyên đề vào {half_days} buổi, mỗi buổi {half_day_periods} tiết.",
        f"{len(topics)} topics share {half_days} half-days of {half_day_periods} periods.",
    )
    if share == 1:
        found = _whole(topics, half_days, part_lengths, half_day_periods)
    else:
        found = _split(topics, half_days, share, half_day_periods)
    _note_not_kept(found, half_days, ledger, key=key, half_day_periods=half_day_periods)
    return found


def _whole(
    topics: Sequence[Topic], half_days: int, part_lengths: dict[str, Duration], per_half_day: int
) -> tuple[Topic, ...]:
    lengths = [topic.length or Duration() for topic in topics]
    said = [length.half_day_count(periods_per_half_day=per_half_day) for length in lengths]
    fixed = [max(1, one) if one is not None else None for one in said]
    free = sum(1 for one in fixed if one is None)
    taken = sum(one for one in fixed if one is not None)
    if taken + free > half_days:
        fixed, taken = [None] * len(topics), 0
    open_at = [at for at, one in enumerate(fixed) if one is None]
    weights = [_weight(topics[at], topics, part_lengths, per_half_day) for at in open_at]
    shares = dict(zip(open_at, _half_days(half_days - taken, weights), strict=True))
    found = []
    for at, topic in enumerate(topics):
        kept = fixed[at]
        count = shares[at] if kept is None else kept
        periods = _said_periods(topic) if kept is not None else None
        known = kept is not None and topic.length is not None and not topic.length.assumed
        found.append(replace(topic, periods=periods or count * per_half_day, periods_assumed=not known))
    return tuple(found)


def _note_not_kept(topics: Sequence[Topic], half_days: int, ledger: Ledger, *, key: str, half_day_periods: int) -> None:
    """Không giữ được — Topics whose said length does not fit are counted, so that nobody takes ours for theirs."""
    lost = 0
    for topic in topics:
        said = topic.length.half_day_count(periods_per_half_day=half_day_periods) if topic.length else None
        wanted = _said_periods(topic) or (said and said * half_day_periods)
        lost += bool(wanted) and wanted != topic.periods
    if lost:
        ledger.note(
            f"{key}.lengths",
            f"{lost} chuyên đề không giữ được thời lượng đã ghi, vì lịch chỉ có {half_days} buổi.",
            f"{lost} topics could not keep the length said of them, as there are only {half_days} half-days.",
        )


def _said_periods(topic: Topic) -> int | None:
    """Số tiết đã ghi — Kept exactly when the source counts in periods."""
    return topic.length.periods.best if topic.length and topic.length.periods else None


def _weight(topic: Topic, topics: Sequence[Topic], part_lengths: dict[str, Duration], per_half_day: int) -> float:
    """Phần chia — A part's length over its topics; else two half-days for field work and writing, one for the rest."""
    length = part_lengths.get(topic.part or "")
    half_days = length.half_day_count(periods_per_half_day=per_half_day) if length else None
    if half_days is None:
        return 2.0 if topic.kind in LONG_KINDS else 1.0
    beside = sum(1 for other in topics if other.part == topic.part)
    return half_days / beside


def _half_days(total: int, weights: Sequence[float]) -> list[int]:
    """Số buổi từng chuyên đề — In proportion where everyone gets one; else one each and the rest to the long ones."""
    if weights and total * min(weights) >= sum(weights):
        return apportion(total, weights)
    return apportion(total, [max(weight - 1, 0.1) for weight in weights], least=1)


def _split(topics: Sequence[Topic], half_days: int, share: int, per_half_day: int) -> tuple[Topic, ...]:
    """Nhiều chuyên đề một buổi — Shares of a half-day; what is left over goes to the long ones as whole half-days."""
    long = [at for at, topic in enumerate(topics) if topic.kind in LONG_KINDS]
    order = long + [at for at in range(len(topics)) if at not in long]
    whole = set(order[: _whole_ones(len(topics), half_days, share)])
    small = max(1, per_half_day // share)
    return tuple(
        replace(topic, periods=per_half_day if at in whole else small, periods_assumed=True)
        for at, topic in enumerate(topics)
    )


def _whole_ones(topics: int, half_days: int, share: int) -> int:
    """Số chuyên đề trọn buổi — The most topics that can have a half-day alone while the rest still fit."""
    fits = (n for n in range(min(topics, half_days), 0, -1) if n + -(-(topics - n) // share) <= half_days)
    return next(fits, 0)
