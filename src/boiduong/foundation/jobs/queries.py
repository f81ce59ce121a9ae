"""Đọc việc nền — what waits, runs and failed."""

from __future__ import annotations

from django.db.models import QuerySet

from boiduong.foundation.jobs.models import Job

LIVE = ("queued", "running")


def jobs() -> QuerySet[Job]:
    """Mọi việc — newest first."""
    return Job.objects.order_by("-id")


def live_jobs() -> QuerySet[Job]:
    """Việc đang chờ hoặc đang chạy."""
    return jobs().filter(state__in=LIVE)


def failed_count() -> int:
    """Số việc hỏng."""
    return Job.objects.filter(state="failed").count()
