"""Việc nền và tín hiệu — long issues by the worker."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from boiduong.course.recognition.certificates.models import CredentialSpec
from boiduong.course.recognition.certificates.services import issue
from boiduong.foundation.accounts.models import User
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import Progress, job_kind

CHUNK = 50  # papers a transaction; what is written stays when the power fails


@job_kind("certificates.issue")
def issue_in_background(job: Job, progress: Progress) -> dict[str, object]:
    """Cấp nền — as the person who asked; taken up again it goes on with those who have no paper yet."""
    spec = CredentialSpec.objects.select_related("course__institution", "issuer").get(pk=job.args["spec"])
    made = issue(
        spec.course,
        spec,
        issued_on=date.fromisoformat(job.args["issued_on"]),
        signer=job.args["signer"],
        blanks=bool(job.args.get("blanks")),
        by=User.objects.get(pk=job.args["by"]),
        at=timezone.now(),
        threads=2,
        chunk=int(job.args.get("chunk", CHUNK)),
        progress=lambda done, total: progress.mark(done / total, f"{done}/{total}"),
    )
    return {"issued": len(made)}
