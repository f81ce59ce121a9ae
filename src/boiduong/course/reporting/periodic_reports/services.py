"""Việc báo cáo — drafting the final report from derived facts, and freezing it once the paper has its number."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses import services as courses
from boiduong.course.delivery.courses.models import Course, CourseDocument
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.reporting.periodic_reports.events import report_issued
from boiduong.course.reporting.periodic_reports.models import ReportIssue
from boiduong.course.reporting.periodic_reports.papers import final_report
from boiduong.course.reporting.periodic_reports.permissions import can_report
from boiduong.course.reporting.periodic_reports.queries import frozen_facts, report_facts
from boiduong.course.reporting.periodic_reports.rules import ROLE
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents import services as documents
from boiduong.foundation.documents.models import Document
from boiduong.refusals import Refusal, gettext_noop

UNNUMBERED = ("draft", "locked")
LONGEST_REMARKS = 8000


class NothingToReport(Refusal):
    """Chưa có gì để báo cáo."""

    text = gettext_noop("Nobody has attended a session yet, so there is nothing to report.")


class ReportNotNumbered(Refusal):
    """Báo cáo chưa có số."""

    text = gettext_noop("The report has no number yet. The records officer gives it one.")


class NotThisReport(Refusal):
    """Không phải báo cáo của khóa này."""

    text = gettext_noop("This paper is not the final report of this course.")


class AlreadyIssued(Refusal):
    """Báo cáo đã ban hành."""

    text = gettext_noop("This report has been issued. A new one is drafted as another paper.")


class RemarksTooLong(Refusal):
    """Nhận xét quá dài."""

    text = gettext_noop("The text has %(length)s characters. Write at most %(limit)s.")


def draft_final_report(
    course: Course, *, by: User | None, at: datetime, remarks: str = "", proposals: str = ""
) -> Document:
    """Soạn Báo cáo tổng kết — from facts as of `at`; a draft without a number gives way to the new one.

    `remarks` and `proposals` are a person's words. Raises NotAllowed, NothingToReport, RemarksTooLong.
    """
    require(can_report(by, course))
    for text in (remarks, proposals):
        if len(text) > LONGEST_REMARKS:
            raise RemarksTooLong(length=len(text), limit=LONGEST_REMARKS)
    facts = report_facts(course, as_of_at=at)
    if not facts.counts.present:
        raise NothingToReport
    issuer = body_for(course, "manage_class")
    paper = final_report(course, issuer, facts, on=timezone.localdate(at), remarks=remarks, proposals=proposals)
    with acting(by, "periodic_reports.draft_final_report", at=at):
        Course.objects.select_for_update().get(pk=course.pk)
        for row in CourseDocument.objects.filter(course=course, role=ROLE, document__state__in=UNNUMBERED):
            documents.discard(row.document, by=by, at=at)
        return courses.draft_paper(
            course=course, kind="final_report", role=ROLE, issuer=issuer, subject=paper.subject, papers=[paper],
            by=by, at=at,
        )  # fmt: skip


def issue_final_report(course: Course, document: Document, *, by: User | None, at: datetime) -> ReportIssue:
    """Ban hành báo cáo — its numbers are frozen as they stood when it was drafted.

    Raises NotAllowed, NotThisReport, ReportNotNumbered, AlreadyIssued.
    """
    require(can_report(by, course))
    if not CourseDocument.objects.filter(course=course, document=document, role=ROLE).exists():
        raise NotThisReport
    if document.state not in ("numbered", "filed"):
        raise ReportNotNumbered
    facts = frozen_facts(course, as_of_at=document.drafted_at)
    with acting(by, "periodic_reports.issue_final_report", at=at) as act:
        Course.objects.select_for_update().get(pk=course.pk)
        if ReportIssue.objects.filter(document=document).exists():
            raise AlreadyIssued
        issue = ReportIssue.objects.create(course=course, as_of_at=document.drafted_at, facts=facts, document=document)
        act.record(issue, after={"document": document.pk, "number": document.number_text})
        report_issued.send(sender=None, issue=issue, by=by, at=at)
    return issue
