"""Mở lớp — drafting the opening decision with its list, and opening the class once it has its number."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, StaffDuty, TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import change_class, draft_paper, file_paper, hold_course
from boiduong.course.delivery.enrollment.events import class_opened
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.papers import honorific, opening_decision
from boiduong.course.delivery.enrollment.permissions import can_open
from boiduong.course.delivery.enrollment.queries import ISSUED, OPENING_ROLE, class_list, unit_names
from boiduong.course.delivery.enrollment.services.calling import ListNotClosed
from boiduong.course.delivery.enrollment.services.changing import DecisionNotNumbered
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import AnnexRow, Document
from boiduong.foundation.documents.services import list_annex
from boiduong.refusals import Refusal, gettext_noop


class ClassEmpty(Refusal):
    """Lớp chưa có người."""

    text = gettext_noop("%(label)s has no learner yet. Divide the accepted people into classes first.")


class NobodyNewNamed(Refusal):
    """Quyết định không có tên người bổ sung."""

    text = gettext_noop(
        "Decision %(number)s is recorded already and names none of the %(n)d people added to %(label)s. "
        "Draft the decision for those added first."
    )


class OtherDecision(Refusal):
    """Quyết định của lớp khác."""

    text = gettext_noop("This decision was drafted for another class.")


def _check_list(course: Course) -> None:
    """The list is fixed once every call of the course is closed; a course without a call has no list to wait for."""
    still = course.calls.exclude(state="closed").first()
    if still is not None:
        raise ListNotClosed(due=date_short(still.due_on))


def manager_of(training_class: TrainingClass) -> str:
    """Chủ nhiệm lớp — with ông or bà, as papers name the last one appointed; empty where nobody is."""
    duty = StaffDuty.objects.filter(training_class=training_class, duty="class_manager").select_related("person")
    found = duty.order_by("-starts_on", "-id").first()
    return f"{honorific(found.person)} {found.person.full_name}" if found else ""


def draft_opening(training_class: TrainingClass, *, by: User | None, at: datetime) -> Document:
    """Soạn quyết định mở lớp — with the list as annex, sent to be numbered; again for people who come later.

    Once the class is open, the list holds only those whom no decision names yet. Raises NotAllowed, ListNotClosed,
    ClassEmpty.
    """
    course = training_class.course
    require(can_open(by, course))
    on = timezone.localdate(at)
    with acting(by, "enrollment.draft_opening", at=at) as act:
        _check_list(course)
        learners = list(class_list(training_class))
        if training_class.state != "forming":
            learners = [e for e in learners if e.opening_id is None]
        if not learners:
            raise ClassEmpty(label=training_class.label)
        issuer = body_for(course, "decide_opening", training_class=training_class)
        managing = body_for(course, "manage_class", training_class=training_class)
        names = unit_names({managing.pk}, on)
        paper = opening_decision(
            training_class, learners, issuer=issuer, managed_by=names.get(managing.pk, str(managing)),
            manager=manager_of(training_class), on=on,
        )  # fmt: skip
        document = draft_paper(
            course=course, kind="opening_decision", role=OPENING_ROLE, issuer=issuer,
            subject=f"Về việc mở {class_in_text(training_class)}", papers=[paper], training_class=training_class,
            anew=True, by=by, at=at,
        )  # fmt: skip
        list_annex(document, learners)
        act.record(training_class, after={"decision": document.pk, "learners": len(learners)})
    return document


def open_class(training_class: TrainingClass, document: Document, *, by: User | None, at: datetime) -> TrainingClass:
    """Mở lớp — by a numbered decision; the learners named in its list carry it, the rule set is pinned.

    Raises NotAllowed, DecisionNotNumbered, OtherDecision, CourseOver, ListNotClosed, ClassEmpty, RuleSetMissing,
    Forbidden, and NobodyNewNamed where people were added to an open class whom this decision does not name.
    """
    course = training_class.course
    require(can_open(by, course))
    document.refresh_from_db(fields=["state", "issued_on", "number_text"])
    if document.state not in ISSUED:
        raise DecisionNotNumbered(label=training_class.label)
    filed = document.courses.filter(role=OPENING_ROLE).first()
    if filed is not None and filed.training_class_id not in (None, training_class.pk):
        raise OtherDecision
    with acting(by, "enrollment.open_class", at=at) as act:
        # The course first: neither is it cancelled meanwhile, nor is its call opened again.
        hold_course(course, at_work=True)
        row = TrainingClass.objects.select_for_update(of=("self",)).get(pk=training_class.pk)
        _check_list(course)
        learners = list(class_list(row))
        if not learners:
            raise ClassEmpty(label=row.label)
        annexed = AnnexRow.objects.filter(document=document, subject_type=Enrollment._meta.label)
        named = set(annexed.values_list("subject_id", flat=True))
        if not named:
            # A decision that another body wrote: the list of the class is its list.
            list_annex(document, learners)
            named = {e.pk for e in learners}
        added = {e.pk for e in learners if e.opening_id is None}
        if row.state != "forming" and added and not named & added:
            raise NobodyNewNamed(number=document.number_text, n=len(added), label=row.label)
        Enrollment.objects.filter(pk__in=named, training_class=row).update(opening=document)
        if row.state == "forming":
            change_class(training_class, "open", by=by, at=at)
            TrainingClass.objects.filter(pk=row.pk).update(opening=document)
            training_class.opening = document
        file_paper(course=course, document=document, role=OPENING_ROLE, training_class=training_class, by=by, at=at)
        act.record(training_class, after={"decision": document.pk, "learners": len(named)})
        if row.state == "forming":
            class_opened.send(sender=None, training_class=training_class, document=document, by=by, at=at)
    return training_class
