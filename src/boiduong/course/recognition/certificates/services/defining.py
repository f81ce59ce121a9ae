"""Chọn loại giấy — which papers a course gives, and who issues each."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import paper_frame
from boiduong.course.recognition.certificates.models import CredentialSpec
from boiduong.course.recognition.certificates.permissions import can_define
from boiduong.course.recognition.certificates.rules import KINDS
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Refusal, gettext_noop


class UnknownKind(Refusal):
    """Loại giấy không có."""

    text = gettext_noop("There is no kind of paper “%(kind)s”.")


def define_paper(
    course: Course,
    issuer: Unit | None,
    kind: str,
    title: str = "",
    *,
    by: User | None,
    at: datetime,
    to: str = "all_recognized",
    assumed: bool = False,
) -> CredentialSpec:
    """Chọn một loại giấy của khóa — the issuer may be filled in later; the layout is that of the issuer.

    Raises NotAllowed, UnknownKind.
    """
    require(can_define(by, course))
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    layout = paper_frame(issuer, kind="certificate", on=timezone.localdate(at))["layout"] if issuer else "state"
    with acting(by, "certificates.define_paper", at=at) as act:
        Course.objects.select_for_update().get(pk=course.pk)
        last = CredentialSpec.objects.filter(course=course).aggregate(last=Max("position"))["last"] or 0
        spec = CredentialSpec.objects.create(
            course=course, position=last + 1, kind=kind, title=(title.strip() or KINDS[kind][0].capitalize())[:300],
            issuer=issuer, layout=layout, to=to, assumed=assumed,
        )  # fmt: skip
        act.record(spec, after={"course": course.pk, "kind": kind, "issuer": issuer.pk if issuer else None})
    return spec
