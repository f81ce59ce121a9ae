"""Văn bản của khóa — drafting a paper for the course and filing it in the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, CourseDocument, TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text, in_text, paper_frame
from boiduong.course.delivery.courses.queries import body_for
from boiduong.engines.typesetting import Paper
from boiduong.engines.vietnamese import date_words
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents import services as documents
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Label, Refusal, gettext_noop
from boiduong.web.sheets import Sheet


class NothingOnPaper(Refusal):
    """Chưa có gì để in."""

    text = gettext_noop("There is nothing to print on this paper yet: %(title)s.")


class NotYetNumbered(Refusal):
    """Chưa đủ nội dung để lấy số."""

    text = gettext_noop("%(title)s is not sent to be numbered yet. %(why)s")


class FormOnly(Refusal):
    """Mẫu in, không lấy số."""

    text = gettext_noop("%(title)s is a form: it gets no number.")


def file_paper(
    *,
    course: Course,
    document: Document,
    role: str,
    by: User | None,
    at: datetime,
    training_class: TrainingClass | None = None,
) -> CourseDocument:
    """Đưa văn bản vào hồ sơ khóa — `role` is the part it plays; the same paper is filed once.

    The stage that drafts the paper has checked the right.
    """
    with acting(by, "courses.file_paper", at=at) as act:
        row, made = CourseDocument.objects.get_or_create(
            course=course, document=document, defaults={"role": role, "training_class": training_class}
        )
        if made:
            act.record(row, after={"course": course.pk, "document": document.pk, "role": role})
    return row


def _tags(course: Course, training_class: TrainingClass | None) -> dict[str, str]:
    """What an institution's own wording may say of the course; days in words, nothing where it is not known."""
    over = training_class or course
    days = {"tu_ngay": over.starts_on, "den_ngay": over.ends_on}
    return {
        "ten_khoa": in_text(course.title),
        "ten_lop": class_in_text(training_class) if training_class else "",
        "dia_diem": course.place_text,
        **{tag: date_words(day) if day else "" for tag, day in days.items()},
    }


def draft_paper(
    *,
    course: Course,
    kind: str,
    role: str,
    issuer: Unit,
    subject: str,
    papers: Sequence[Paper],
    by: User | None,
    at: datetime,
    training_class: TrainingClass | None = None,
    signer_name: str = "",
    signer_post: str = "",
    lock: bool = True,
    anew: bool = False,
) -> Document:
    """Soạn văn bản của khóa — drafted with the head of its issuer, sent to be numbered, filed in the dossier.

    `anew` takes back what was drafted before for the same and has no number yet, so that no number is given twice.
    """
    frame = paper_frame(issuer, kind=kind, on=timezone.localdate(at))
    with acting(by, "courses.draft_paper", at=at):
        if anew:
            for old in CourseDocument.objects.select_related("document").filter(
                course=course, training_class=training_class, role=role, document__state__in=("draft", "locked")
            ):
                documents.discard(old.document, by=by, at=at)
        document = documents.draft(
            kind=kind, issuer=issuer, code=frame["code"], subject=subject, papers=papers, layout=frame["layout"],
            place_text=frame["place"], signer_name=signer_name, signer_post=signer_post,
            synthetic=course.synthetic, tags=_tags(course, training_class), by=by, at=at,
        )  # fmt: skip
        if lock:
            documents.lock(document, by=by, at=at)
        file_paper(course=course, document=document, role=role, training_class=training_class, by=by, at=at)
    return document


def printed(course: Course, sheet: Sheet, *, at: datetime) -> list[Paper]:
    """In một thứ giấy — its pages as of a day; the caller has asked `sheet.may`. Raises NothingOnPaper."""
    papers = list(sheet.build(course, on=timezone.localdate(at)))
    if not papers:
        raise NothingOnPaper(title=sheet.title)
    return papers


def draft_sheet(course: Course, sheet: Sheet, *, by: User | None, at: datetime) -> Document:
    """Soạn một thứ giấy để lấy số — by the body that has its duty in the course.

    Raises NotAllowed, NothingOnPaper, FormOnly, NotYetNumbered.
    """
    require(sheet.may(by, course))
    if not sheet.kind:
        raise FormOnly(title=sheet.title)
    papers = printed(course, sheet, at=at)
    first = sheet.waits(course)
    if first:
        raise NotYetNumbered(title=sheet.title, why=Label(first))
    return draft_paper(
        course=course,
        kind=sheet.kind,
        role=sheet.kind,
        issuer=body_for(course, sheet.duty),
        subject=papers[0].subject,
        papers=papers,
        by=by,
        at=at,
    )
