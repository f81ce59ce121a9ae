"""Cách trình bày — a nomination or a learner as the templates draw it: words, tag, findings."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment, Finding, Nomination
from boiduong.course.delivery.enrollment.queries import finding_sentence
from boiduong.course.delivery.enrollment.rules import ENROLLMENT, GONE, NOMINATION

NOMINATION_TAGS = {
    "proposed": "plain", "submitted": "wait", "accepted": "good", "placed": "good", "reserve": "info",
    "refused": "bad", "withdrawn": "plain", "replaced": "plain", "lapsed": "plain",
}  # fmt: skip
ENROLLMENT_TAGS = {
    "listed": "plain", "summoned": "wait", "confirmed": "good", "declined": "bad", "attending": "now",
    "withdrawn": "bad", "expelled": "bad", "deferred": "info",
}  # fmt: skip
NEVER_COMES = ("refused", "withdrawn", "replaced", "lapsed")


@dataclass(frozen=True)
class ShownFinding:
    """Điều phát hiện — its sentence, whether it blocks, and how it was lifted."""

    pk: int
    sentence: str
    blocks: bool
    lifted: str


@dataclass(frozen=True)
class Shown:
    """Một dòng — the row, the words and the look of its state, and what speaks against it."""

    row: Nomination
    word: str
    kind: str
    unit_name: str = ""
    findings: tuple[ShownFinding, ...] = field(default=())

    @property
    def blocked(self) -> bool:
        """Còn bị chặn không."""
        return any(f.blocks for f in self.findings)

    @property
    def seat_left(self) -> bool:
        """Chỗ đã trống — placed in a class and not in it any more: the unit may send another person instead."""
        return self.row.state == "placed" and getattr(self.row, "seat", None) in GONE


def shown_finding(finding: Finding) -> ShownFinding:
    """Một điều phát hiện đã thành câu."""
    return ShownFinding(
        finding.pk,
        finding_sentence(finding.rule, finding.facts, gettext),
        finding.level == "block" and not finding.lift_reason,
        finding.lift_reason,
    )


def shown(nomination: Nomination, unit_name: str = "", *, seat: str | None = None) -> Shown:
    """Một người được cử — findings are prefetched by the caller; whoever got a seat stands as in the class.

    What speaks against somebody who does not come any more is nobody's work.
    """
    seat = (seat or getattr(nomination, "seat", None)) if nomination.state == "placed" else None
    return Shown(
        nomination,
        gettext(ENROLLMENT.states[seat] if seat else NOMINATION.states[nomination.state]),
        ENROLLMENT_TAGS[seat] if seat else NOMINATION_TAGS[nomination.state],
        unit_name,
        () if nomination.state in NEVER_COMES else tuple(shown_finding(f) for f in nomination.findings.all()),
    )


def answers_closed(training_class: TrainingClass) -> bool:
    """Hết hạn trả lời — the class has begun: whoever is late asks the class manager."""
    return training_class.starts_on is not None and timezone.localdate() > training_class.starts_on


@dataclass(frozen=True)
class ShownLearner:
    """Một học viên — the row, the words and the look of its state."""

    row: Enrollment
    word: str
    kind: str


def shown_learner(enrollment: Enrollment) -> ShownLearner:
    """Một học viên đã thành chữ."""
    return ShownLearner(enrollment, gettext(ENROLLMENT.states[enrollment.state]), ENROLLMENT_TAGS[enrollment.state])
