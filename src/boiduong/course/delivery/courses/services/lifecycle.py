"""Đời của khóa và lớp — the acts that move them from state to state, with their guards."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.delivery.courses.events import (
    class_changed,
    class_closed,
    course_cancelling,
    course_closed,
    course_closing,
    course_starting,
)
from boiduong.course.delivery.courses.models import Course, CourseDocument, CourseDuty, TrainingClass
from boiduong.course.delivery.courses.permissions import can_approve, can_archive, can_manage, can_run_class
from boiduong.course.delivery.courses.rules import (
    COURSE,
    DUTY_LABELS,
    PAPER_DUTIES,
    PREPARED_DUTIES,
    REASONED_ACTS,
    TRAINING_CLASS,
)
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.queries import rule_set_on
from boiduong.refusals import Label, ReasonNeeded, Refusal, gettext_noop

OVER = ("closed", "cancelled")
STOPPED = ("closed", "archived", "postponed", "cancelled")
CLASS_MANAGER_ACTS = ("begin", "end_lessons", "close")
AUTHORITY_ACTS = ("postpone", "cancel", "resume")


class DutyMissing(Refusal):
    """Chưa giao phần việc."""

    text = gettext_noop("No body has been given this part of the work: %(duty)s.")


class ProgramNotFrozen(Refusal):
    """Chương trình chưa chốt."""

    text = gettext_noop("The program “%(program)s” is still open for changes. Fix it first.")


class NothingToTeach(Refusal):
    """Khóa chưa có chương trình."""

    text = gettext_noop("The course has no program yet. Choose one first.")


class NotReadyToStart(Refusal):
    """Chưa bắt đầu được."""

    text = gettext_noop("The course cannot start yet: %(things)s")


class StillOpen(Refusal):
    """Còn việc dở."""

    text = gettext_noop("The course cannot be closed yet: %(things)s")


class ClassesOpened(Refusal):
    """Lớp đã mở thì không hủy khóa."""

    text = gettext_noop("Classes were opened by decision, so the course cannot be cancelled: %(things)s")


class DossierIncomplete(Refusal):
    """Hồ sơ còn văn bản chưa có số."""

    text = gettext_noop(
        "The dossier is not complete: %(n)d of its papers have no number yet, among them “%(subject)s”. "
        "Have them numbered or discarded first."
    )


class CourseOver(Refusal):
    """Khóa đã dừng hoặc đã xong."""

    text = gettext_noop("The course is “%(state)s”, so nothing new begins in it.")


class RuleSetMissing(Refusal):
    """Chưa có bộ quy tắc."""

    text = gettext_noop("The institution has no rule set in force on %(day)s. A class is judged by one.")


def _asked(signal: Signal, course: Course, at: datetime) -> list[str]:
    """What the later stages answer: sentences of what must be done first."""
    said: list[str] = []
    for _, answer in signal.send(sender=None, course=course, at=at):
        said.extend([answer] if isinstance(answer, str) else answer or ())
    return [sentence for sentence in said if sentence]


def hold_course(course: Course, *, at_work: bool = False) -> Course:
    """Giữ dòng của khóa — locked until the act is written, before any class of it; in a transaction.

    With `at_work` it raises CourseOver for a course that is postponed, cancelled or finished.
    """
    row = Course.objects.select_for_update().get(pk=course.pk)
    if at_work and row.state in STOPPED:
        raise CourseOver(state=Label(COURSE.states[row.state]))
    return row


def _move(course: Course, act_name: str, *, by: User | None, at: datetime, reason: str = "") -> Course:
    """Write the new state on the row and on the object in hand."""
    with acting(by, f"courses.{act_name}_course", at=at) as act:
        row = hold_course(course)
        after = COURSE.after(row.state, act_name)
        Course.objects.filter(pk=course.pk).update(state=after)
        act.record(course, before={"state": row.state}, after={"state": after}, reason=reason)
    course.state = after
    return course


def prepare_course(course: Course, *, by: User | None, at: datetime, without_paper: bool = False) -> Course:
    """Chuẩn bị xong — program fixed, duties filled; `without_paper` says that the course gives no certificate.

    Raises NotAllowed, Forbidden, NothingToTeach, ProgramNotFrozen, DutyMissing.
    """
    require(can_manage(by, course))
    COURSE.after(course.state, "prepare")
    used = Q(pk=course.default_version_id) | Q(pk__in=course.classes.values("version_id"))
    versions = list(ProgramVersion.objects.filter(used).select_related("program"))
    if not versions:
        raise NothingToTeach
    for version in versions:
        if version.frozen_at is None:
            raise ProgramNotFrozen(program=version.program.name)
    given = set(CourseDuty.objects.filter(course=course).values_list("duty", flat=True))
    for duty in (*PREPARED_DUTIES, *(() if without_paper else PAPER_DUTIES)):
        if duty not in given:
            raise DutyMissing(duty=Label(DUTY_LABELS[duty]))
    return _move(course, "prepare", by=by, at=at)


def start_course(course: Course, *, by: User | None, at: datetime) -> Course:
    """Bắt đầu khóa — the call is issued, which a later stage tells, or the course is somebody else's.

    Raises NotAllowed, Forbidden, NotReadyToStart.
    """
    require(can_manage(by, course))
    COURSE.after(course.state, "start")
    missing = [] if course.standpoint == "point" else _asked(course_starting, course, at)
    if missing:
        raise NotReadyToStart(things=" ".join(missing))
    return _move(course, "start", by=by, at=at)


def close_course(course: Course, *, by: User | None, at: datetime) -> Course:
    """Kết thúc khóa — every class closed or cancelled and nothing left open in later stages.

    Raises NotAllowed, Forbidden, StillOpen.
    """
    require(can_manage(by, course))
    COURSE.after(course.state, "close")
    with acting(by, "courses.close_course", at=at):
        # Asked with the course in hand: what a later stage begins meanwhile waits for it.
        hold_course(course)
        running = [one.label for one in course.classes.exclude(state__in=OVER)]
        said = _asked(course_closing, course, at)
        if running or said:
            raise StillOpen(things=" ".join(([", ".join(running) + "."] if running else []) + said))
        _move(course, "close", by=by, at=at)
        course_closed.send(sender=None, course=course, by=by, at=at)
    return course


def change_course(course: Course, act: str, *, by: User | None, at: datetime, reason: str = "") -> Course:
    """Lưu trữ, mở lại, hoãn, tiếp tục, hủy khóa — a reason where one is asked.

    A course that is resumed is prepared anew, with the conditions of `prepare_course`: one may be postponed before
    it ever met them.

    Raises NotAllowed, Forbidden, ReasonNeeded, ClassesOpened, DossierIncomplete.
    """
    if act == "archive":
        require(can_archive(by, course))
    elif act in AUTHORITY_ACTS:
        require(can_approve(by, course) or can_manage(by, course))
    else:
        require(can_manage(by, course))
    COURSE.after(course.state, act)
    if act in REASONED_ACTS and not reason.strip():
        raise ReasonNeeded
    with acting(by, f"courses.{act}_course", at=at):
        if act == "cancel":
            _refuse_opened(hold_course(course), at)
        if act == "archive":
            _refuse_incomplete(hold_course(course))
        return _move(course, act, by=by, at=at, reason=reason)


def _refuse_incomplete(course: Course) -> None:
    """What lies in the archive is numbered, filed or void; a paper that still waits for a number is no record."""
    waiting = CourseDocument.objects.filter(course=course, document__state__in=("draft", "locked"))
    found = list(waiting.order_by("pk").values_list("document__subject", flat=True))
    if found:
        raise DossierIncomplete(n=len(found), subject=found[0])


def _refuse_opened(course: Course, at: datetime) -> None:
    """A course whose classes were opened by decision is not cancelled; asked while the row is held."""
    opened = [c.label for c in course.classes.exclude(state__in=("forming", "postponed", "cancelled"))]
    said = _asked(course_cancelling, course, at)
    if opened or said:
        raise ClassesOpened(things=" ".join(([", ".join(opened) + "."] if opened else []) + said))


def _pin_rules(row: TrainingClass, at: datetime) -> None:
    """The rule set in force on the first day; a set pinned earlier stays."""
    if row.rule_set_id is None:
        day = row.starts_on or timezone.localdate(at)
        found = rule_set_on(row.course.institution, day)
        if found is None:
            raise RuleSetMissing(day=date_short(day))
        row.rule_set = found


def change_class(
    training_class: TrainingClass, act: str, *, by: User | None, at: datetime, reason: str = ""
) -> TrainingClass:
    """Đổi trạng thái lớp — open (pins the rule set), begin, end_lessons, recognize, close, postpone, resume, cancel.

    Papers and conditions of an act are checked by the stage that does it. Raises NotAllowed, Forbidden, ReasonNeeded,
    RuleSetMissing.
    """
    course = training_class.course
    if act in CLASS_MANAGER_ACTS:
        require(can_run_class(by, training_class))
    else:
        require(can_manage(by, course) or can_approve(by, course))
    with acting(by, f"courses.{act}_class", at=at) as audit:
        row = TrainingClass.objects.select_for_update(of=("self",)).select_related("course__institution")
        held = row.get(pk=training_class.pk)
        before, after = held.state, TRAINING_CLASS.after(held.state, act)
        if act in REASONED_ACTS and not reason.strip():
            raise ReasonNeeded
        if act == "open":
            _pin_rules(held, at)
        held.state = after
        held.save(update_fields=["state", "rule_set"])
        audit.record(training_class, before={"state": before}, after={"state": after}, reason=reason)
        training_class.state, training_class.rule_set = held.state, held.rule_set
        class_changed.send(sender=None, training_class=training_class, act=act, by=by, at=at, reason=reason)
        if act == "close":
            class_closed.send(sender=None, training_class=training_class, by=by, at=at)
    return training_class
