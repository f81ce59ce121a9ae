"""Lượt máy xếp — the last run of the machine on a draft, and what it says as rows for a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.engines.timetabling import LEVELS, RULES
from boiduong.foundation.jobs.models import Job

SOLVE, REPAIR = "scheduling.solve", "scheduling.repair"


def run_key(kind: str, version: TimetableVersion) -> str:
    """Khóa của việc — one run of a kind at a time on one version."""
    return f"{kind}:{version.pk}"


def last_run(kind: str, version: TimetableVersion) -> Job | None:
    """Lượt gần nhất của một bản lịch."""
    return Job.objects.filter(kind=kind, key=run_key(kind, version)).order_by("-id").first()


@dataclass(frozen=True)
class Level:
    """Một mức — what it counts, what it costs now, what has been proven to be the least."""

    label: str
    cost: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.cost <= self.bound


def levels_of(job: Job) -> list[Level]:
    """Giá của lịch tốt nhất theo mức — those that cost something, the most important first."""
    cost, bound = job.checkpoint.get("cost") or {}, job.checkpoint.get("bound") or {}
    found = [Level(_label(name), cost.get(name, 0), bound.get(name, 0)) for name in LEVELS]
    return [one for one in found if one.cost]


def _label(level: str) -> str:
    if level in RULES:
        return RULES[level].name(get_language() or "vi")
    return gettext("Rules that must hold, broken") if level == "hard" else gettext("Rules that only warn, broken")
