"""Lượt máy xếp — the last run of the machine on a draft, and what it says as rows for a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.engines.timetabling import LEVELS, RULES
from boiduong.foundation.jobs.models import Job
from boiduong.refusals import gettext_noop

SOLVE, REPAIR = "scheduling.solve", "scheduling.repair"


def run_key(kind: str, version: TimetableVersion) -> str:
    """Khóa của việc — one run of a kind at a time on one version."""
    return f"{kind}:{version.pk}"


def last_run(kind: str, version: TimetableVersion) -> Job | None:
    """Lượt gần nhất của một bản lịch."""
    return Job.objects.filter(kind=kind, key=run_key(kind, version)).order_by("-id").first()


COUNTED = {
    "hard": gettext_noop("times that one is broken"),
    "warned": gettext_noop("times that one is broken"),
    "S1": gettext_noop("sessions that change"),
    "S2": gettext_noop("half-days before an earlier part has ended"),
    "S3": gettext_noop("half-days above a fair share"),
    "S4": gettext_noop("days on which lecturers come; a visiting lecturer weighs more"),
    "S5": gettext_noop("evenings"),
    "S6": gettext_noop("sessions in another room"),
    "S7": gettext_noop("half-days without a lesson between two lessons"),
    "S8": gettext_noop("heavy half-days beyond the first of a day"),
    "S9": gettext_noop("half-days against a wish"),
    "S10": gettext_noop("lecturers beyond the first of a topic"),
    "S11": gettext_noop("days between the first and the last class of a topic"),
}


@dataclass(frozen=True)
class Level:
    """Một mức — what it counts, what it costs now, what has been proven to be the least."""

    label: str
    counted: str
    cost: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.cost <= self.bound


def levels_of(job: Job) -> list[Level]:
    """Giá của lịch tốt nhất theo mức — those that cost something, the most important first."""
    cost, bound = job.checkpoint.get("cost") or {}, job.checkpoint.get("bound") or {}
    found = [Level(_label(name), gettext(COUNTED[name]), cost.get(name, 0), bound.get(name, 0)) for name in LEVELS]
    return [one for one in found if one.cost]


def rule_name(rule: str) -> str:
    """Tên quy tắc — in the language of the page; empty for an id that there is no longer."""
    return RULES[rule].name(get_language() or "vi") if rule in RULES else ""


def _label(level: str) -> str:
    if level in RULES:
        return rule_name(level)
    return gettext("Rules that must hold, broken") if level == "hard" else gettext("Rules that only warn, broken")
