"""Triệu tập — the paper with a code for each learner, and the answers by code, by unit or by the office."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.enrollment.events import learners_summoned
from boiduong.course.delivery.enrollment.models import Enrollment, Summons
from boiduong.course.delivery.enrollment.papers import code_on, summons_papers
from boiduong.course.delivery.enrollment.permissions import can_form, clerk_units
from boiduong.course.delivery.enrollment.queries import ISSUED, class_list, summons_by
from boiduong.course.delivery.enrollment.services.changing import (
    NothingChosen,
    PaperNotNumbered,
    change_enrollments,
    copy_back,
    fresh_enrollments,
    need_reason,
)
from boiduong.course.delivery.enrollment.services.finding import renew_leader_findings
from boiduong.course.delivery.enrollment.services.opening import manager_of
from boiduong.engines.vietnamese import date_short, date_words
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import AnnexRow, Document
from boiduong.foundation.documents.queries import papers_of
from boiduong.foundation.documents.services import list_annex
from boiduong.randomness import CODE_LETTERS, new_code
from boiduong.refusals import Refusal, gettext_noop

CODE_LENGTH = 10
OPENED = ("opened", "running")


class CodeUnknown(Refusal):
    """Mã không có."""

    text = gettext_noop("No summons has this code. Compare it with the paper, letter by letter.")


class ClassNotOpened(Refusal):
    """Lớp chưa mở."""

    text = gettext_noop("%(label)s is not open yet. People are summoned after the opening decision.")


class SummonsOutdated(Refusal):
    """Giấy triệu tập đã được thay."""

    text = gettext_noop("This summons no longer counts: a new one is sent to you. Answer that one.")


class SummonsSentBefore(Refusal):
    """Giấy triệu tập này đã gửi rồi."""

    text = gettext_noop("These people were summoned by “%(subject)s” before. Draft a new summons, which replaces it.")


class AnswerTooLate(Refusal):
    """Lớp đã bắt đầu."""

    text = gettext_noop("The class began on %(day)s; answers are no longer taken here. Ask the class manager.")


def hash_code(code: str) -> str:
    """Vết của mã — what is kept instead of the code; case, blanks and dashes do not matter."""
    bare = "".join(sign for sign in code.upper() if sign in CODE_LETTERS)[:64]
    return hashlib.sha256(f"summons:{bare}".encode()).hexdigest()


def confirm_address(code: str) -> str:
    """Địa chỉ xác nhận — the public page of a code, as printed and as in the QR drawing."""
    return f"{settings.SITE_ADDRESS}{reverse('enrollment:confirm', kwargs={'code': code})}"


def _unsummoned(training_class: TrainingClass) -> list[Enrollment]:
    return list(class_list(training_class).filter(state="listed"))


def draft_summons(
    training_class: TrainingClass,
    *,
    by: User | None,
    at: datetime,
    arrive: time | None = None,
    contact: str = "",
) -> Document:
    """Soạn giấy triệu tập — the list and a page for each learner not summoned yet; sent to be numbered.

    Raises NotAllowed, ClassNotOpened, NothingChosen.
    """
    course = training_class.course
    require(can_form(by, course))
    if training_class.state not in OPENED:
        raise ClassNotOpened(label=training_class.label)
    learners = _unsummoned(training_class)
    if not learners:
        raise NothingChosen
    codes = {e.pk: new_code(CODE_LENGTH) for e in learners}
    manager = manager_of(training_class)
    issuer = body_for(course, "summon", training_class=training_class)
    papers = summons_papers(
        training_class, learners, codes, issuer=issuer, addresses={pk: confirm_address(c) for pk, c in codes.items()},
        on=timezone.localdate(at), arrive=arrive, replaced=_earlier_papers(learners),
        contact=contact or (f"chủ nhiệm lớp, {manager}" if manager else ""),
    )  # fmt: skip
    with acting(by, "enrollment.draft_summons", at=at) as act:
        document = draft_paper(
            course=course, kind="summons", role="summons", issuer=issuer,
            subject=f"Triệu tập học viên {class_in_text(training_class)}", papers=papers,
            training_class=training_class, anew=True, by=by, at=at,
        )  # fmt: skip
        list_annex(document, learners)
        act.record(training_class, after={"summons": document.pk, "learners": len(learners)})
    return document


def _earlier_papers(learners: Sequence[Enrollment]) -> dict[int, str]:
    """By learner, number and day of the summons that the new one takes the place of."""
    rows = Summons.objects.filter(enrollment__in=learners).select_related("document")
    return {
        row.enrollment_id: f"số {row.document.number_text} {date_words(row.document.issued_on)}"
        for row in rows
        if row.document.number_text and row.document.issued_on
    }


def ask_again(training_class: TrainingClass, *, by: User | None, at: datetime) -> int:
    """Hỏi lại sau khi lớp mở tiếp — whoever was summoned waits for a new summons; what was confirmed counts no more.

    Returns how many. Whoever may take the class up again has been asked by that act.
    """
    with acting(by, "enrollment.ask_again", at=at) as act:
        found = class_list(training_class).filter(state__in=("summoned", "confirmed"), summons__isnull=False)
        rows = fresh_enrollments(list(found))
        if rows:
            change_enrollments(rows, "ask_again", by=by, at=at)
            act.record_many(Enrollment, [e.pk for e in rows], after={"state": "listed"})
    return len(rows)


def _codes_of(document: Document, learners: Sequence[Enrollment]) -> dict[int, str]:
    """The code printed for each learner; for a paper of another body new codes are drawn."""
    printed = [code for paper in papers_of(document) if (code := code_on(paper))]
    rows = AnnexRow.objects.filter(document=document, subject_type=Enrollment._meta.label).order_by("position")
    named = dict(zip(rows.values_list("subject_id", flat=True), printed, strict=False))
    return {e.pk: named[e.pk] if named else new_code(CODE_LENGTH) for e in learners if not named or e.pk in named}


def summon(training_class: TrainingClass, document: Document, *, by: User | None, at: datetime) -> dict[int, str]:
    """Gửi giấy triệu tập — by a numbered paper; enrollment id to the code on its page. Only hashes are kept.

    Raises NotAllowed, PaperNotNumbered, ClassNotOpened, NothingChosen, SummonsSentBefore.
    """
    require(can_form(by, training_class.course))
    document.refresh_from_db(fields=["state", "facts"])
    if document.state not in ISSUED:
        raise PaperNotNumbered(subject=document.subject)
    with acting(by, "enrollment.summon", at=at) as act:
        row = TrainingClass.objects.select_for_update(of=("self",)).get(pk=training_class.pk)
        if row.state not in OPENED:
            raise ClassNotOpened(label=row.label)
        listed = _unsummoned(row)
        again = set(
            Summons.objects.filter(document=document, enrollment__in=listed).values_list("enrollment", flat=True)
        )
        learners = [e for e in listed if e.pk not in again]
        if again and not learners:
            raise SummonsSentBefore(subject=document.subject)
        codes = _codes_of(document, learners)
        rows = fresh_enrollments([e for e in learners if e.pk in codes])
        if not rows:
            raise NothingChosen
        change_enrollments(rows, "summon", by=by, at=at)
        # Whoever was reinstated gets a new paper: the old code stops working.
        Summons.objects.filter(enrollment__in=rows).delete()
        Summons.objects.bulk_create(
            Summons(enrollment=e, document=document, code_hash=hash_code(codes[e.pk]), sent_at=at) for e in rows
        )
        act.record_many(Enrollment, [e.pk for e in rows], after={"state": "summoned", "document": document.pk})
        learners_summoned.send(
            sender=None, training_class=training_class, enrollments=rows, document=document, by=by, at=at
        )
    return {e.pk: codes[e.pk] for e in rows}


def answer_summons(
    code: str,
    confirm: bool,
    *,
    at: datetime,
    by: User | None = None,
    reason: str = "",
    via: str = "code",
) -> Enrollment:
    """Trả lời giấy triệu tập — by the code on the paper, before the class begins; declining needs a reason.

    Raises CodeUnknown, SummonsOutdated, AnswerTooLate, ReasonNeeded, Forbidden.
    """
    summons = summons_by(hash_code(code))
    if summons is None:
        raise CodeUnknown
    if summons.enrollment.state == "listed":
        raise SummonsOutdated
    _in_time(summons.enrollment.training_class, at)
    why = "" if confirm else need_reason(reason)
    rows = _answer([summons.enrollment], confirm, via=via, by=by, at=at, reason=why)
    return rows[0]


def _in_time(training_class: TrainingClass, at: datetime) -> None:
    starts = training_class.starts_on
    if starts is not None and timezone.localdate(at) > starts:
        raise AnswerTooLate(day=date_short(starts))


def _answer(
    enrollments: Sequence[Enrollment], confirm: bool, *, via: str, by: User | None, at: datetime, reason: str
) -> list[Enrollment]:
    act_name = "confirm" if confirm else "decline"
    with acting(by, f"enrollment.{act_name}", at=at) as act:
        rows = fresh_enrollments(enrollments)
        change_enrollments(rows, act_name, by=by, at=at, reason=reason)
        if not confirm:
            renew_leader_findings(rows[0].course, {e.sent_by_id for e in rows}, at=at)
        Summons.objects.filter(enrollment__in=rows).update(answered_at=at, answered_via=via)
        act.record_many(Enrollment, [e.pk for e in rows], after={"act": act_name, "via": via}, reason=reason)
    copy_back(enrollments, rows)
    return rows


def _require_answering(enrollments: Sequence[Enrollment], by: User | None, at: datetime) -> None:
    """The unit that sent a person answers for it before the class begins; whoever runs the class also later.

    One look at a class, not a person.
    """
    if not enrollments:
        raise NothingChosen
    mine = clerk_units(by)
    for one in {e.training_class_id: e for e in enrollments}.values():
        units = {e.sent_by_id for e in enrollments if e.training_class_id == one.training_class_id}
        if not can_run_class(by, one.training_class):
            require(units <= mine)
            _in_time(one.training_class, at)


def confirm_many(enrollments: Sequence[Enrollment], *, by: User | None, at: datetime) -> list[Enrollment]:
    """Xác nhận thay — the unit for its people in time, or the office for a list.

    Raises NotAllowed, AnswerTooLate, Forbidden.
    """
    _require_answering(enrollments, by, at)
    return _answer(enrollments, True, via=_via(by), by=by, at=at, reason="")


def decline_many(enrollments: Sequence[Enrollment], *, reason: str, by: User | None, at: datetime) -> list[Enrollment]:
    """Báo không tham dự thay — with the reason; the seat becomes free.

    Raises NotAllowed, AnswerTooLate, ReasonNeeded.
    """
    _require_answering(enrollments, by, at)
    return _answer(enrollments, False, via=_via(by), by=by, at=at, reason=need_reason(reason))


def _via(by: User | None) -> str:
    return "unit" if clerk_units(by) else "office"


def answer_own(enrollment: Enrollment, confirm: bool, *, by: User, at: datetime, reason: str = "") -> Enrollment:
    """Học viên trả lời — signed in, for oneself, before the class begins. Raises as `answer_summons`."""
    require(bool(by.is_authenticated and by.person_id and by.person_id == enrollment.person_id))
    _in_time(enrollment.training_class, at)
    why = "" if confirm else need_reason(reason)
    return _answer([enrollment], confirm, via="learner", by=by, at=at, reason=why)[0]
