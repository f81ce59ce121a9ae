"""Bước nghiên cứu thực tế — what the rail says of visits; courses without field topics have no such step."""

from __future__ import annotations

from datetime import datetime

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage, can_run_some
from boiduong.course.delivery.courses.queries import contribute_applies, fact_of
from boiduong.course.delivery.study_visits.models import Visit
from boiduong.course.delivery.study_visits.papers import host_letters
from boiduong.course.delivery.study_visits.rules import KINDS
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.refusals import gettext_noop
from boiduong.web.registry import Action, Need, StepFacts, step
from boiduong.web.sheets import Sheet, offer


@contribute_applies("visits")
def goes_out() -> Combinable:
    """Khóa có đi thực tế — a topic of a program asks for it, or a class planned a visit."""
    versions = TrainingClass.objects.filter(course=OuterRef(OuterRef("pk"))).order_by().values("version")
    asked = Exists(Topic.objects.filter(version__in=versions, kind__in=list(KINDS)).order_by())
    planned = Exists(Visit.objects.filter(training_class__course=OuterRef("pk")).order_by())
    return ExpressionWrapper(asked | planned, output_field=BooleanField())


@step("visits", acts=can_run_some)
def visits_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Nghiên cứu thực tế — asked for by a topic of the program or planned by the class; else it does not apply."""
    today = timezone.localdate(at)
    count = Visit.objects.filter(training_class__course=course).aggregate(
        all=Count("id"),
        silent=Count("id", filter=Q(host_confirmed_at__isnull=True, ends_on__gte=today)),
        ahead=Count("id", filter=Q(ends_on__gte=today)),
        told=Count("id", filter=~Q(report_text="")),
    )
    address = reverse("study_visits:step", kwargs={"slug": course.slug})
    if not count["all"]:
        if not fact_of(course, "visits"):
            return StepFacts(state="off")
        if not has_role(user, Role.TRAINING_OFFICER, Role.CLASS_MANAGER):
            return StepFacts()
        return StepFacts(
            title=gettext("Plan the field study"),
            lead=gettext("The program has topics taught on the spot."),
            main=Action(gettext("Plan a visit"), reverse("study_visits:plan", kwargs={"slug": course.slug})),
        )
    note = gettext("%(all)d visits, %(told)d with a report") % count
    if count["told"] == count["all"]:
        return StepFacts(state="done", note=note)
    needs = [Need(gettext("%(silent)d hosts have not answered") % count, level="clock")] if count["silent"] else []
    if not count["ahead"]:
        needs.append(Need(gettext("Visits are over and have no report yet")))
    return StepFacts(
        note=note,
        title=gettext("Go, and write what was found"),
        lead=gettext("Each visit ends with findings and a report."),
        main=Action(gettext("Open the visits"), address),
        needs=tuple(needs),
    )


def _no_visit(course: Course) -> str:
    """Nobody is written to before a visit is planned."""
    planned = Visit.objects.filter(training_class__course=course).exists()
    return "" if planned else gettext_noop("Plan a study visit first.")


offer(
    Sheet(
        "lien-he-co-so",
        "Công văn liên hệ cơ sở",
        gettext_noop("A letter to the host of each study visit"),
        host_letters,
        can_manage,
        kind="host_letter",
        duty="manage_class",
        order=75,
        step="visits",
        waits=_no_visit,
    )
)
