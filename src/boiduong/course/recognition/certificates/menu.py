"""Bước chứng chỉ — what the rail and the home pages say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries.dossier import contribute_dossier
from boiduong.course.recognition.awards.queries import recognized_count
from boiduong.course.recognition.certificates.models import Credential, CredentialSpec
from boiduong.course.recognition.certificates.permissions import can_define, can_issue
from boiduong.course.recognition.certificates.queries import issuers_in_scope, spec_counts, specs_to_issue
from boiduong.course.recognition.certificates.queries.dossier import certificate_count, certificates_in_dossier
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.web.registry import Action, Need, StepFacts, Waiting, step, waiting


def _defines_or_issues(user: User | None, course: Course) -> bool:
    """Who chooses the papers of the course, and who issues one of them."""
    kinds = (CredentialSpec(pk=one.pk, course=course, issuer_id=one.issuer_id) for one in spec_counts(course))
    return can_define(user, course) or any(can_issue(user, kind) for kind in kinds)


@step("certificates", acts=_defines_or_issues)
def certificates_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Chứng chỉ — done when everybody recognized has every paper of the course; off where it gives none."""
    url = reverse("certificates:step", args=[course.slug])
    counted = spec_counts(course)
    if not counted:
        if course.state in ("closed", "archived"):
            return StepFacts(state="off")
        return StepFacts(
            title=gettext("Choose the papers that this course gives"),
            lead=gettext("Each kind has its own issuer and its own register."),
            main=Action(gettext("Choose a paper"), url),
        )
    recognized = recognized_count(course)
    given = sum(one.served for one in counted)
    wanted = recognized * sum(one.to != "chosen" for one in counted)
    note = ngettext("%(n)d issued", "%(n)d issued", given) % {"n": given} if given else ""
    if recognized and given >= wanted:
        return StepFacts(state="done", note=note)
    without = [one for one in counted if one.issuer_id is None]
    needs = [
        Need(gettext("Decision of recognition"), level="done" if recognized else "missing"),
        *(Need(gettext("“%(paper)s” has no issuer yet") % {"paper": one.title}) for one in without),
    ]
    left = max(wanted - given, 0)
    main = Action(gettext("To the certificates"), url)
    open_ones = (one for one in counted if one.to != "chosen" and one.served < recognized)
    ready = next((one for one in open_ones if one.issuer_id), None)
    if ready is not None and can_issue(user, CredentialSpec(pk=ready.pk, course=course, issuer_id=ready.issuer_id)):
        main = Action(gettext("Look and issue"), reverse("certificates:issue", args=[course.slug, ready.pk]))
    return StepFacts(
        note=note,
        title=ngettext("Issue %(n)d paper", "Issue %(n)d papers", left) % {"n": left}
        if left
        else gettext("Issue papers when results are recognized"),
        main=main,
        needs=tuple(needs),
    )


@waiting(Role.RECORDS_OFFICER)
def papers_to_issue(user: User, at: datetime) -> Iterator[Waiting]:
    """Chờ văn thư của nơi cấp — people recognized who have no paper yet, by kind of paper."""
    for one, left in specs_to_issue(user)[:7]:
        yield Waiting(
            ngettext("%(n)d paper to issue", "%(n)d papers to issue", left) % {"n": left},
            f"{one.title} · {one.course.title}",
            Action(gettext("Look and issue"), reverse("certificates:issue", args=[one.course.slug, one.pk])),
        )


@waiting(Role.RECORDS_OFFICER)
def papers_to_hand(user: User, at: datetime) -> Iterator[Waiting]:
    """Chờ văn thư — papers issued and not handed over, by course."""
    found = Credential.objects.filter(status__state="issued")
    issuers = issuers_in_scope(user)
    if issuers is not None:
        found = found.filter(register__issuer_id__in=issuers)
    counts = found.order_by().values("spec__course__slug", "spec__course__title").annotate(n=Count("pk"))
    for one in counts.order_by("spec__course__slug"):
        yield Waiting(
            ngettext("%(n)d paper to hand over", "%(n)d papers to hand over", one["n"]) % {"n": one["n"]},
            str(one["spec__course__title"]),
            Action(
                gettext("Hand over"),
                f"{reverse('certificates:step', args=[one['spec__course__slug']])}?trang_thai=cho-trao",
            ),
        )


contribute_dossier(certificates_in_dossier, certificate_count)
