"""Giấy xác nhận hoàn thành — for a paper that was lost: a certificate is issued once, this confirms it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max, QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.recognition.awards.queries import recognized_rows
from boiduong.course.recognition.certificates.models import Credential, CredentialSpec, CredentialState
from boiduong.course.recognition.certificates.permissions import can_revoke
from boiduong.course.recognition.certificates.rules import CREDENTIAL, KINDS, confirmation
from boiduong.course.recognition.certificates.services.issuing import locked_register, write
from boiduong.course.recognition.certificates.services.keeping import OnlyOnce
from boiduong.course.recognition.certificates.services.printing import Press, Workshop, issuer_facts, press_for
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Label, ReasonNeeded, Refusal, gettext_noop

KIND = "completion"


class ConfirmedBefore(Refusal):
    """Đã cấp giấy xác nhận."""

    text = gettext_noop("Paper %(number)s confirms this already. Print it again; a second one is not issued.")


def confirm_completion(
    credential: Credential, *, reason: str, issued_on: date, by: User | None, at: datetime, signer: str = ""
) -> Credential:
    """Cấp giấy xác nhận hoàn thành — of equal value, in its own register; the lost paper stays in its book as it is.

    Its words are the frozen ones of the lost paper. Raises NotAllowed, ReasonNeeded, OnlyOnce, ConfirmedBefore, and
    what `press_for` raises.
    """
    require(can_revoke(by, credential))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "certificates.confirm_completion", at=at) as act:
        _refuse_invalid(credential, CredentialState.objects.all())
        spec = _spec_of(credential)
        press = press_for(spec, issued_on=issued_on, signer=signer, at=at)
        with Workshop(press) as workshop:
            # Course, register, then the paper: as everybody holds them who writes into a book.
            register = locked_register(press)
            _refuse_invalid(credential, CredentialState.objects.select_for_update())
            before = Credential.objects.filter(spec=spec, row=credential.row_id).order_by("-id").first()
            if before is not None:
                raise ConfirmedBefore(number=before.number_text)
            row = recognized_rows(credential.spec.course).get(pk=credential.row_id)
            made = write(
                workshop, register, [row], by=by, at=at,
                facts_of=lambda press, fresh: _facts(press, fresh, lost=credential),
            )[0]  # fmt: skip
        act.record(made, after={"confirms": credential.number_text, "number": made.number_text}, reason=reason)
    return made


def _refuse_invalid(credential: Credential, rows: QuerySet[CredentialState]) -> None:
    """A paper is confirmed only while it is valid; a confirmation itself is printed again, never confirmed."""
    state = rows.get(credential=credential).state
    if not CREDENTIAL.allows(state, "revoke") or credential.spec.kind == KIND:
        raise OnlyOnce(number=credential.number_text, state=Label(CREDENTIAL.states[state]))


def _spec_of(credential: Credential) -> CredentialSpec:
    """The completion paper of the same issuer in this course, entered when it is first needed."""
    lost = credential.spec
    Course.objects.select_for_update().get(pk=lost.course_id)
    found = CredentialSpec.objects.filter(course=lost.course, issuer=lost.issuer, kind=KIND).first()
    if found is None:
        last = CredentialSpec.objects.filter(course=lost.course).aggregate(last=Max("position"))["last"] or 0
        found = CredentialSpec.objects.create(
            course=lost.course, position=last + 1, kind=KIND, title=KINDS[KIND][0].capitalize(), issuer=lost.issuer,
            layout=lost.layout, to="chosen",
        )  # fmt: skip
    return CredentialSpec.objects.select_related("course__institution", "issuer").get(pk=found.pk)


def _facts(press: Press, fresh: Credential, *, lost: Credential) -> dict[str, object]:
    """The words of the lost paper under the head of today, and the sentence that it was issued."""
    kept = {key: value for key, value in lost.facts.items() if key not in ("qr", "check_code", "key", "serial")}
    said = confirmation(str(lost.facts["heading"]), lost.number_text, lost.issued_on)
    return {
        **kept,
        **issuer_facts(press, fresh),
        "heading": KINDS[KIND][0],
        "decision": said,
        "confirms": str(lost.uid),
    }
