"""Xếp điểm cầu — which point of a remote course a learner sits at; a point written by mistake is taken off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from boiduong.course.delivery.courses.models import Site, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.permissions import can_form
from boiduong.course.delivery.enrollment.rules import OPEN_TO_PEOPLE, SEATED
from boiduong.course.delivery.enrollment.services.changing import one_course
from boiduong.course.delivery.enrollment.services.forming import ClassTakesNobody
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


class SiteTaken(Refusal):
    """Còn học viên ở điểm cầu."""

    text = gettext_noop("%(n)d learners sit at “%(site)s”. Put them elsewhere first, then it can be taken off.")


class SiteKept(Refusal):
    """Đã có người giữ điểm."""

    text = gettext_noop("“%(site)s” has %(who)s as keeper of its roll, so it stays.")


class SiteUsed(Refusal):
    """Đã có sổ, việc hoặc điểm khác gắn vào."""

    text = gettext_noop("“%(site)s” stays: rolls, duties or other sites hang on it.")


def remove_site(site: Site, *, by: User | None, at: datetime) -> None:
    """Bỏ điểm cầu ghi nhầm — while nobody sits there, nobody keeps its roll and nothing was handed in there.

    What only describes it, as the seats of its room, goes along. Raises NotAllowed, SiteTaken, SiteKept, SiteUsed.
    """
    require(can_form(by, site.course))
    with acting(by, "enrollment.remove_site", at=at) as act:
        held = Site.objects.select_for_update().get(pk=site.pk)
        seated = Enrollment.objects.filter(site=held, state__in=SEATED).count()
        if seated:
            raise SiteTaken(n=seated, site=held.name)
        keeper = held.keepers.select_related("person").first()
        if keeper is not None:
            raise SiteKept(site=held.name, who=keeper.person.full_name)
        if _is_used(held):
            raise SiteUsed(site=held.name)
        act.record(held, before={"course": held.course_id, "name": held.name})
        held.delete()


def _is_used(site: Site) -> bool:
    """Whether any row of any stage, known here or not, points to the site; learners who left do not hold it."""
    for relation in Site._meta.related_objects:
        if relation.one_to_one or relation.related_model is Enrollment:
            continue
        if relation.related_model._default_manager.filter(**{relation.field.name: site}).exists():
            return True
    return False


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
