"""Việc nền của bản dùng thử — a sample course is lived in the school's own register, with progress."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.engines.course_file import complete, read
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import Progress, job_kind
from boiduong.rehearsal.demo import give_demo_people
from boiduong.rehearsal.runner import rehearse


@job_kind("rehearsal.demo_course")
def demo_course(job: Job, progress: Progress) -> dict[str, object]:
    """Dựng một khóa mẫu — from `samples/`; one that is there already, whole or in part, is left as it stands."""
    name = str(job.args["file"])
    if Course.objects.filter(slug=name).exists():
        return {"kept": name}
    path = Path(settings.ROOT) / "samples" / f"{name}.yaml"
    content = path.read_bytes()
    file = complete(read(content, name=path.name))
    life, seconds = rehearse(
        file,
        content=content,
        until=str(job.args["until"]),
        watch=lambda label, share: progress.mark(share, f"{file.title}: {label}"[:200]),
    )
    give_demo_people(life.course, at=timezone.now())
    return {"course": name, "seconds": round(sum(seconds.values()), 1)}
