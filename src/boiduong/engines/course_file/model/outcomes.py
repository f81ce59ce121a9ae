"""Kết quả và giấy — What is judged, the results as printed, papers, what follows, and the rehearsal's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..kinds import CountKind, ItemKind, Judged, PaperKind, ScaleKind
from ..values import Amount, Text, When


@dataclass(frozen=True, slots=True)
class Situations:
    """Tình huống — Who raises situations, when, and what is done with them."""

    raised_by: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    handled: tuple[str, ...] = ()
    subject: tuple[Text, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Thang — Points, pass or fail, or named bands from best to worst."""

    kind: ScaleKind
    bands: tuple[str, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class CompletionItem:
    """Bài đánh giá — One thing to hand in or sit; `one_of` is shared by alternatives."""

    id: str
    kind: ItemKind
    title: Text
    scale: Scale
    pass_share: float
    markers: int
    due: date
    of: tuple[str, ...] = ()
    one_of: str | None = None
    required: bool = True
    forms: tuple[Text, ...] = ()
    pass_share_assumed: bool = False
    markers_assumed: bool = False
    due_assumed: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """Điều kiện hoàn thành — What a learner must have done."""

    judged: Judged
    items: tuple[CompletionItem, ...] = ()
    attendance: Text | None = None
    conduct: Text | None = None
    rules: tuple[Text, ...] = ()
    judged_assumed: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """Kết quả như in — Numbers by band as a paper prints them; shown, never counted with."""

    counts: tuple[tuple[str, Amount], ...]
    of: tuple[str, ...] = ()
    shares_printed: tuple[tuple[str, float], ...] = ()
    total_said: Amount | None = None
    on: When | None = None
    source: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """Giấy cấp — One kind of paper; `issuer` is the one body that signs, `issuers` all that are named."""

    id: str
    kind: PaperKind
    title: Text
    issuer: str
    issuers: tuple[str, ...] = ()
    issuer_said: bool = True
    to: str = "all_recognized"
    scope: tuple[str, ...] = ()
    count: Amount | None = None
    put_forward_by: Text | None = None
    handed_by: tuple[str, ...] = ()
    handed_to: str = "learner"
    external: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class After:
    """Sau khóa — What follows the course."""

    kind: str
    by: tuple[Text, ...] = ()
    to: tuple[Text, ...] = ()
    what: tuple[Text, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class CourseLink:
    """Liên hệ với khóa khác — Another course this one belongs to, follows or repeats."""

    kind: str
    course: Text | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """Con số trên giấy — A number typed from a source: shown beside the derived count, never used as one."""

    count: CountKind
    value: Amount
    of: tuple[str, ...] = ()
    on: When | None = None
    source: str | None = None
    what: Text | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Điều còn ngờ — Where the source contradicts itself, and how it was read."""

    says: str
    but: str
    about: Text | None = None
    reading: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Số liệu chạy thử — The seed and the numbers to invent; persons unless the name says otherwise."""

    seed: int
    learners: int
    excused: int
    unexcused: int
    late: int
    made_up: int
    withdrawn: int
    situations: int
    not_recognized: int
    half_day_periods: int
    clock: date | None = None
