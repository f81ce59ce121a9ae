"""Việc nền của khóa — putting the dossier together."""

from __future__ import annotations

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries.dossier import JOB
from boiduong.course.delivery.courses.services.dossier import make_dossier
from boiduong.foundation.accounts.models import User
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import Progress, job_kind


@job_kind(JOB)
def make_in_background(job: Job, progress: Progress) -> dict[str, object]:
    """Đóng hồ sơ nền — as the person who asked."""
    course = Course.objects.select_related("institution").get(pk=job.args["course"])
    asked_by = User.objects.get(pk=job.args["by"])
    return make_dossier(course, by=asked_by, at=timezone.now(), tell=progress.mark)
