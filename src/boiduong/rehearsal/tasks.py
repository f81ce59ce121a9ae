"""Việc nền của bản dùng thử — a sample course is lived apart and brought into the school's own register."""

from __future__ import annotations

import time

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import Progress, job_kind
from boiduong.rehearsal.apart import live_apart
from boiduong.rehearsal.bringing import RegisterMoved
from boiduong.rehearsal.demo import give_demo_people

ATTEMPTS = 12
PAUSE = 20.0


@job_kind("rehearsal.demo_course")
def demo_course(job: Job, progress: Progress) -> dict[str, object]:
    """Dựng một khóa mẫu — from `samples/`; what is there is whole, and only its people may still be missing."""
    name, began = str(job.args["file"]), time.monotonic()
    for attempt in range(1, ATTEMPTS + 1):
        if Course.objects.filter(slug=name).exists():
            break
        try:
            live_apart(name, until=str(job.args["until"]), watch=progress.mark)
        except RegisterMoved:
            if attempt == ATTEMPTS:
                raise
            progress.mark(0, "Chờ lúc không ai ghi sổ để dựng lại khóa mẫu")
            time.sleep(PAUSE)
    course = Course.objects.get(slug=name)
    give_demo_people(course, at=timezone.now())
    return {"course": name, "seconds": round(time.monotonic() - began, 1)}
