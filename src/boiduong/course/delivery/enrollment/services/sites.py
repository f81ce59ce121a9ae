"""Xếp điểm cầu — which point of a remote course a learner sits at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from boiduong.course.delivery.courses.models import Site, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.permissions import can_form
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.delivery.enrollment.services.changing import one_course
from boiduong.course.delivery.enrollment.services.forming import OPEN_TO_PEOPLE, ClassTakesNobody
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Refusal, gettext_noop


class ForeignSite(Refusal):
    """Điểm cầu của khóa khác."""

    text = gettext_noop("The site “%(site)s” belongs to another course.")


class NotSeated(Refusal):
    """Không còn trong danh sách lớp."""

    text = gettext_noop("%(name)s is no longer on the list of the class and sits nowhere.")


def assign_site(enrollments: Iterable[Enrollment], site: Site | None, *, by: User | None, at: datetime) -> int:
    """Xếp điểm cầu cho nhiều người — one act for the whole choice; None takes them off their sites.

    Rolls of sessions to come follow at once; what a site has handed in stays as it is. Returns how many were changed.
    Raises NotAllowed, NothingChosen, SeveralCourses, ForeignSite, ClassTakesNobody, NotSeated.
    """
    chosen = list(enrollments)
    course = one_course(chosen)
    require(can_form(by, course))
    if site is not None and site.course_id != course.pk:
        raise ForeignSite(site=site.name)
    with acting(by, "enrollment.assign_site", at=at) as act:
        ids = [one.pk for one in chosen]
        rows = list(Enrollment.objects.select_for_update(of=("self",)).filter(pk__in=ids).select_related("person"))
        for held in TrainingClass.objects.filter(pk__in={row.training_class_id for row in rows}):
            if held.state not in OPEN_TO_PEOPLE:
                raise ClassTakesNobody(label=held.label)
        for row in rows:
            if row.state not in SEATED:
                raise NotSeated(name=row.person.full_name)
        changed = [row.pk for row in rows if row.site_id != (site.pk if site else None)]
        Enrollment.objects.filter(pk__in=changed).update(site=site)
        act.record_many(Enrollment, changed, after={"site": site.name if site else ""})
    return len(changed)
