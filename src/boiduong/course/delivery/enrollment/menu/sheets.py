"""Giấy tờ của bước mở lớp — the decisions on the board, the managers and the officers of the classes."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import Course, StaffDuty
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.enrollment.models import ClassOfficer
from boiduong.course.delivery.enrollment.papers import boards, manager_decisions, officer_decisions
from boiduong.course.delivery.enrollment.permissions import can_open
from boiduong.refusals import gettext_noop
from boiduong.web.sheets import Sheet, offer


def _no_manager(course: Course) -> str:
    """A decision that names nobody gets no number; its blank may be filled in by hand."""
    named = StaffDuty.objects.filter(training_class__course=course, duty="class_manager", site=None).exists()
    return "" if named else gettext_noop("No class has a class manager yet: only a blank is printed.")


def _no_officer(course: Course) -> str:
    """As above, of those whom the class chose."""
    chosen = ClassOfficer.objects.filter(training_class__course=course).exists()
    return "" if chosen else gettext_noop("No class has chosen anybody yet: only a blank is printed.")


offer(
    Sheet(
        "ban-to-chuc",
        "Quyết định thành lập Ban Tổ chức",
        gettext_noop("Heads by their bodies, class managers by name; the rest is written in"),
        boards,
        can_open,
        kind="organizing_board",
        duty="decide_opening",
        order=20,
        step="opening",
    )
)
offer(
    Sheet(
        "phan-cong-chu-nhiem",
        "Quyết định phân công chủ nhiệm lớp",
        gettext_noop("Every class with whoever is appointed to it"),
        manager_decisions,
        can_manage,
        kind="class_managers",
        duty="manage_class",
        order=21,
        step="opening",
        waits=_no_manager,
        blank=True,
    )
)
offer(
    Sheet(
        "ban-can-su",
        "Quyết định công nhận ban cán sự lớp, chia tổ",
        gettext_noop("Whom the class chose, and the members of each group"),
        officer_decisions,
        can_manage,
        kind="class_officers",
        duty="manage_class",
        order=23,
        step="opening",
        waits=_no_officer,
        blank=True,
    )
)
