"""Việc nền và tín hiệu — long issues by the worker; a class is not finished over papers that nobody issued."""

from __future__ import annotations

from datetime import date

from django.dispatch import receiver
from django.utils import timezone

from boiduong.course.delivery.courses.events import class_changed
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.recognition.certificates.models import CredentialSpec
from boiduong.course.recognition.certificates.queries import still_without
from boiduong.course.recognition.certificates.services import issue
from boiduong.foundation.accounts.models import User
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import Progress, job_kind
from boiduong.refusals import Refusal, gettext_noop

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


class PapersNotIssued(Refusal):
    """Còn người được công nhận chưa có giấy."""

    text = gettext_noop(
        "%(n)d recognized people of this class have no “%(title)s” yet. Have it issued first, or say with the act "
        "why they get none."
    )


@receiver(class_changed)
def refuse_unissued(*, training_class: TrainingClass, act: str, reason: str = "", **_: object) -> None:
    """Chưa cấp giấy thì chưa kết thúc lớp — unless it is said why none is issued; raises PapersNotIssued."""
    if act != "close" or reason.strip():
        return
    found = still_without(training_class)
    if found is not None:
        raise PapersNotIssued(n=found[1], title=found[0].title)
