"""Quy tắc báo cáo — age bands, shares, and stated numbers beside derived ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from boiduong.course.delivery.courses.rules import compare_stated

# The part that its paper plays in the dossier of the class.
ROLE = "final_report"
# The order of the course's counts, from the call to the paper in hand.
COUNT_KINDS = (
    "nominated",
    "accepted",
    "summoned",
    "confirmed",
    "opened",
    "present",
    "graded",
    "recognized",
    "certified",
)
NOT_SAID = "not_said"
# Age bands of the final report: upper ends, the last one open. Common practice, not a rule.
AGE_ENDS = (35, 45, 55)
# Bands that nobody gave marks for are told in this order.
USUAL_BANDS = ("xuất sắc", "giỏi", "khá", "trung bình khá", "trung bình", "đạt", "yếu", "kém", "không đạt")


@dataclass(frozen=True)
class Verdict:
    """Kết quả so — equal, within, differs, or fits (kind not said); `unknown` when nothing here counts that kind."""

    outcome: str
    derived: int | None = None
    fits: tuple[str, ...] = ()


def judge_stated(*, kind: str, low: int, high: int | None, word: str, derived: Mapping[str, int]) -> Verdict:
    """So một số đã nêu — with the derived count of its kind; a kind not said is tried against every count.

    `derived` holds the counts by kind; a kind that is not in it gives "unknown", never a guess.
    """
    if kind == NOT_SAID:
        people = [k for k in COUNT_KINDS if k in derived]
        fits = tuple(
            k for k in people if compare_stated(low=low, high=high, word=word, derived=derived[k]) != "differs"
        )
        return Verdict("fits" if fits else "differs", None, fits)
    if kind not in derived:
        return Verdict("unknown")
    return Verdict(compare_stated(low=low, high=high, word=word, derived=derived[kind]), derived[kind])


def age_on(born: date | None, year: int | None, day: date) -> int | None:
    """Tuổi trong một ngày — full years; from the year alone where the day of birth is not known."""
    if born is not None:
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return day.year - year if year else None


def age_bands(ages: Iterable[int | None], ends: Sequence[int] = AGE_ENDS) -> list[tuple[int | None, int | None, int]]:
    """Độ tuổi — (from, to, how many) by band; both None stands for ages not known, left out when there are none."""
    known: list[int] = []
    unknown = 0
    for age in ages:
        if age is None:
            unknown += 1
        else:
            known.append(age)
    bands: list[tuple[int | None, int | None, int]] = []
    for low, high in zip([None, *(end + 1 for end in ends)], [*ends, None], strict=True):
        count = sum((low is None or age >= low) and (high is None or age <= high) for age in known)
        bands.append((low, high, count))
    return [*bands, (None, None, unknown)] if unknown else bands


def bands_best_first(passed: Iterable[tuple[str, Decimal | None]]) -> tuple[tuple[str, int], ...]:
    """Xếp loại từ cao xuống — (band, how many) by the mean of the marks in it; without marks by the usual order."""
    marks: dict[str, list[Decimal]] = {}
    counts: Counter[str] = Counter()
    for band, value in passed:
        counts[band] += 1
        marks.setdefault(band, []).extend([] if value is None else [value])

    def rank(band: str) -> tuple[bool, Decimal, int, str]:
        found = marks[band]
        usual = USUAL_BANDS.index(band.lower()) if band.lower() in USUAL_BANDS else len(USUAL_BANDS)
        return (not band, -sum(found, Decimal(0)) / len(found) if found else Decimal(0), usual, band)

    return tuple((band, counts[band]) for band in sorted(counts, key=rank))


def share(part: int, whole: int) -> float:
    """Tỷ lệ — in percent of the whole, 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def is_settled(required: Sequence[tuple[int, str]], settled: frozenset[int]) -> bool:
    """Đã có kết quả mọi nội dung — every required item, and one of each set of alternatives.

    `required` are (item id, name of its set of alternatives or ""). False when there is nothing to settle.
    """
    if not required:
        return False
    alone = {item for item, one_of in required if not one_of}
    sets: dict[str, set[int]] = {}
    for item, one_of in required:
        if one_of:
            sets.setdefault(one_of, set()).add(item)
    return alone <= settled and all(settled & items for items in sets.values())
