"""Bước chứng chỉ — which papers the course gives, what is ready, and those issued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.recognition.certificates import queries
from boiduong.course.recognition.certificates.models import Credential, CredentialSpec, Register
from boiduong.course.recognition.certificates.permissions import can_define, can_issue, can_read_register
from boiduong.course.recognition.certificates.queries import SpecFigures
from boiduong.course.recognition.certificates.views.common import book_xlsx, crumbs, lines, pills
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.queries import name_on, names_on
from boiduong.web.lists import ListPage


@dataclass(frozen=True)
class SpecLine:
    """Một loại giấy trên trang — issued so far, waiting, and whether it can be issued."""

    spec: CredentialSpec
    issuer: str
    issued: int
    waiting: int
    competent: bool
    may_issue: bool


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước chứng chỉ."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    context = course_frame(course, user=user, step="certificates", at=at)
    specs = [_spec_line(one, user) for one in queries.figures_of(course)]
    context |= {"crumbs": crumbs(course, inside=False), "specs": specs, "may_define": can_define(user, course)}
    if can_read_register(user, course):
        page = ListPage(
            queries.credentials_of_course(course), params=request.GET, pills=pills(),
            search="row__enrollment__person__folded_name", counts=False,
        )  # fmt: skip
        if page.wants_xlsx:
            return book_xlsx(
                f"Chứng chỉ {course.title}", queries.with_events(cast("QuerySet[Credential]", page.filtered))
            )
        context |= {
            "page": page,
            "lines": lines(course, page.rows),
            "registers": _registers(course),
            "may_desk": has_role(user, Role.RECORDS_OFFICER, Role.ADMIN),
            "own_specs": {one.spec.pk for one in specs if one.may_issue},
            "may_hand": any(one.may_issue and one.issued for one in specs) and queries.waits_for_hand(course),
        }
    return render(request, "certificates/step.html", context)


def _registers(course: Course) -> list[tuple[Register, str]]:
    """The books with the names of their issuers: a course may have two."""
    rows = queries.registers_of(course)
    names = names_on([one.issuer_id for one in rows], timezone.localdate())
    return [(one, names.get(one.issuer_id, "")) for one in rows]


def _spec_line(found: SpecFigures, user: User) -> SpecLine:
    day, spec = timezone.localdate(), found.spec
    return SpecLine(
        spec=spec,
        issuer=name_on(spec.issuer, day) if spec.issuer else "",
        issued=found.issued,
        waiting=found.waiting,
        competent=found.competent,
        may_issue=can_issue(user, spec),
    )
