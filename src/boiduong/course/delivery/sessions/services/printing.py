"""In sổ — the roll book and the lesson log of a class, drafted and filed in the dossier."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.sessions.papers import log_paper, roll_paper
from boiduong.course.delivery.sessions.queries import HELD
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.documents.models import Document
from boiduong.refusals import Refusal, gettext_noop


class NothingHeld(Refusal):
    """Chưa có buổi nào khóa điểm danh."""

    text = gettext_noop("%(label)s has no session with a closed roll yet.")


def draft_roll_book(training_class: TrainingClass, *, by: User | None, at: datetime) -> Document:
    """Lập sổ điểm danh — one page a week, sent to be numbered. Raises NotAllowed, NothingHeld."""
    return _draft(training_class, "roll", by=by, at=at)


def draft_log_book(training_class: TrainingClass, *, by: User | None, at: datetime) -> Document:
    """Lập sổ đầu bài — every session held. Raises NotAllowed, NothingHeld."""
    return _draft(training_class, "lesson_log", by=by, at=at)


def _draft(training_class: TrainingClass, kind: str, *, by: User | None, at: datetime) -> Document:
    require(can_run_class(by, training_class))
    if not training_class.sessions.filter(state__in=HELD).exists():
        raise NothingHeld(label=training_class.label)
    build, name = (roll_paper, "Sổ điểm danh") if kind == "roll" else (log_paper, "Sổ đầu bài")
    course = training_class.course
    return draft_paper(
        course=course,
        kind=kind,
        role=kind,
        issuer=body_for(course, "keep_roll", training_class),
        subject=f"{name} {training_class.label}, {course.title}",
        papers=[build(training_class, on=timezone.localdate(at))],
        training_class=training_class,
        by=by,
        at=at,
    )
