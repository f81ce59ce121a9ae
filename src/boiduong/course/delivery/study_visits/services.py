"""Việc nghiên cứu thực tế — planning a visit, who goes, the host's word, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.study_visits.models import Visit, VisitFinding, VisitMember
from boiduong.course.delivery.study_visits.papers import issuer_of, plan_paper
from boiduong.course.delivery.study_visits.permissions import can_plan, can_report
from boiduong.course.delivery.study_visits.rules import check_visit
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Refusal, gettext_noop


class NotOfThisClass(Refusal):
    """Không phải học viên của lớp."""

    text = gettext_noop("%(count)s of the people chosen are not learners of this class.")


class NobodyGoes(Refusal):
    """Đoàn chưa có người."""

    text = gettext_noop("Choose who goes before the plan is written.")


class FindingEmpty(Refusal):
    """Chưa ghi nội dung."""

    text = gettext_noop("Write what was found.")


def plan_visit(
    training_class: TrainingClass,
    *,
    kind: str,
    starts_on: date,
    ends_on: date,
    by: User | None,
    at: datetime,
    place_text: str = "",
    host: Unit | None = None,
    topic: Topic | None = None,
    supervisor_text: str = "",
    safety_text: str = "",
) -> Visit:
    """Lập chuyến đi — host or place, and a safety plan for a range or abroad.

    Raises NotAllowed, KindUnknown, HostMissing, SafetyMissing, VisitDates.
    """
    require(can_plan(by, training_class))
    course = training_class.course
    check_visit(
        kind=kind,
        has_host=host is not None,
        place_text=place_text,
        safety_text=safety_text,
        starts_on=starts_on,
        ends_on=ends_on,
        class_from=training_class.starts_on or course.starts_on,
        class_to=training_class.ends_on or course.ends_on,
    )
    with acting(by, "study_visits.plan_visit", at=at) as act:
        made = Visit.objects.create(
            training_class=training_class,
            topic=topic,
            kind=kind,
            host=host,
            place_text=place_text.strip()[:300],
            supervisor_text=supervisor_text.strip()[:300],
            safety_text=safety_text.strip()[:1000],
            starts_on=starts_on,
            ends_on=ends_on,
        )
        act.record(made, after={"kind": kind, "class": training_class.pk})
    return made


def assign_members(visit: Visit, enrollments: Iterable[Enrollment], *, by: User | None, at: datetime) -> int:
    """Lập danh sách đoàn — exactly these people go; roles of those who stay in it are kept.

    Returns how many go. Raises NotAllowed, NotOfThisClass.
    """
    require(can_plan(by, visit.training_class))
    chosen = {e.pk: e for e in enrollments}
    strangers = [e for e in chosen.values() if e.training_class_id != visit.training_class_id]
    if strangers:
        raise NotOfThisClass(count=len(strangers))
    with acting(by, "study_visits.assign_members", at=at) as act:
        Visit.objects.select_for_update().get(pk=visit.pk)
        there = set(visit.members.values_list("enrollment_id", flat=True))
        visit.members.exclude(enrollment__in=chosen).delete()
        VisitMember.objects.bulk_create(VisitMember(visit=visit, enrollment_id=n) for n in chosen if n not in there)
        act.record_many(Enrollment, sorted(chosen), after={"visit": visit.pk})
    return len(chosen)


def give_roles(visit: Visit, roles: Mapping[int, str], *, by: User | None, at: datetime) -> None:
    """Phân vai — by enrollment id: the role practiced or the task in the party. Raises NotAllowed."""
    require(can_plan(by, visit.training_class))
    with acting(by, "study_visits.give_roles", at=at) as act:
        members = [*visit.members.filter(enrollment__in=roles)]
        for member in members:
            member.role_text = roles[member.enrollment_id].strip()[:200]
        VisitMember.objects.bulk_update(members, ["role_text"])
        act.record_many(VisitMember, [m.pk for m in members], after={"visit": visit.pk})


def confirm_by_host(visit: Visit, *, by: User | None, at: datetime) -> Visit:
    """Nơi đón đã nhận lời — entered by who runs the class. Raises NotAllowed."""
    require(can_plan(by, visit.training_class))
    with acting(by, "study_visits.confirm_by_host", at=at) as act:
        visit.host_confirmed_at = at
        visit.save(update_fields=["host_confirmed_at"])
        act.record(visit, after={"host_confirmed": True})
    return visit


def draft_plan(visit: Visit, *, by: User | None, at: datetime) -> Document:
    """Soạn kế hoạch kèm danh sách đoàn — sent to be numbered. Raises NotAllowed, NobodyGoes."""
    require(can_plan(by, visit.training_class))
    if not visit.members.exists():
        raise NobodyGoes
    course = visit.training_class.course
    with acting(by, "study_visits.draft_plan", at=at) as act:
        visit.document = draft_paper(
            course=course,
            kind="field_study_plan",
            role="field_study_plan",
            issuer=issuer_of(visit),
            subject=f"Kế hoạch nghiên cứu thực tế {visit.training_class.label}, {course.title}",
            papers=[plan_paper(visit, on=timezone.localdate(at))],
            training_class=visit.training_class,
            by=by,
            at=at,
        )
        visit.save(update_fields=["document"])
        act.record(visit, after={"document": visit.document.pk})
    return visit.document


def add_finding(
    visit: Visit, *, text: str, by: User | None, at: datetime, recommendation: str = "", to_text: str = ""
) -> VisitFinding:
    """Ghi phát hiện và kiến nghị — by who runs the class or a member. Raises NotAllowed, FindingEmpty."""
    require(can_report(by, visit))
    if not text.strip():
        raise FindingEmpty
    with acting(by, "study_visits.add_finding", at=at) as act:
        made = VisitFinding.objects.create(
            visit=visit, text=text.strip(), recommendation=recommendation.strip(), to_text=to_text.strip()[:300]
        )
        act.record(made, after={"visit": visit.pk})
    return made


def write_report(visit: Visit, *, text: str, by: User | None, at: datetime) -> Visit:
    """Báo cáo chuyến đi — by who runs the class. Raises NotAllowed, FindingEmpty."""
    require(can_plan(by, visit.training_class))
    if not text.strip():
        raise FindingEmpty
    with acting(by, "study_visits.write_report", at=at) as act:
        visit.report_text = text.strip()
        visit.save(update_fields=["report_text"])
        act.record(visit, after={"report": True})
    return visit
