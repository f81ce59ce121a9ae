"""Bước báo cáo tổng kết — what the rail and the home pages say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course, CourseDocument, TrainingClass
from boiduong.course.delivery.courses.queries import contribute_fact, fact_of, visible_courses
from boiduong.course.reporting.periodic_reports.models import ReportIssue
from boiduong.course.reporting.periodic_reports.permissions import READERS, can_report
from boiduong.course.reporting.periodic_reports.queries import written_reports
from boiduong.course.reporting.periodic_reports.rules import ROLE
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.web.registry import Action, Need, StepFacts, Waiting, step, waiting


def _reads(user: User | None, course: Course) -> bool:
    """The page of dated counts is for those who report and those who look after reports."""
    return has_role(user, *READERS)


@step("final_report", acts=can_report, reads=_reads)
def report_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Báo cáo tổng kết — done when one is issued; waits while the paper has no number."""
    issued: str | None = fact_of(course, "report_number")
    if issued is not None:
        return StepFacts(state="done", note=issued)
    written = written_reports(course)
    address = reverse("periodic_reports:step", kwargs={"slug": course.slug})
    if not written:
        return StepFacts(
            title=gettext("Write the final report"),
            lead=gettext("Numbers come from the rolls, the marks and the decisions; you add the assessment."),
            main=Action(gettext("Look at the numbers"), address),
        )
    document = written[0].document
    if document.state == "locked":
        wait = Need(gettext("The report waits for a number"), gettext("The records officer gives it."), "clock")
        return StepFacts(note=gettext("waits for a number"), title=gettext("The report is written"), needs=(wait,))
    return StepFacts(
        note=document.number_text,
        title=gettext("Issue the report %(number)s") % {"number": document.number_text},
        lead=gettext("Its numbers are frozen as they stood when it was written."),
        main=Action(
            gettext("Issue the report"),
            reverse("periodic_reports:issue", kwargs={"slug": course.slug, "pk": document.pk}),
            "post",
        ),
    )


@contribute_fact("report_number")
def _issued() -> Subquery:
    """The number of the latest final report; nothing before the first is issued."""
    return Subquery(
        ReportIssue.objects.filter(course=OuterRef("pk")).order_by("-id").values("document__number_text")[:1]
    )


def _has_results_alone(today: date, at: datetime) -> Exists:
    reported = ReportIssue.objects.filter(course=OuterRef("course"))
    classes = TrainingClass.objects.filter(course=OuterRef("pk"), state__in=["recognized", "closed"])
    return Exists(classes.filter(~Exists(reported)))


@waiting(Role.TRAINING_OFFICER, may=_has_results_alone)
def not_reported(user: User, at: datetime) -> Iterator[Waiting]:
    """Khóa đã công nhận kết quả mà chưa báo cáo."""
    done = Exists(ReportIssue.objects.filter(course=OuterRef("pk")))
    drafted = Exists(
        CourseDocument.objects.filter(course=OuterRef("pk"), role=ROLE, document__state__in=["draft", "locked"])
    )
    ready = visible_courses(user).filter(~done, ~drafted, classes__state__in=["recognized", "closed"])
    for course in ready.distinct()[:3]:
        yield Waiting(
            gettext("Write the final report of %(course)s") % {"course": course.title},
            gettext("Results are recognized."),
            Action(gettext("Write the report"), reverse("periodic_reports:step", kwargs={"slug": course.slug})),
        )
