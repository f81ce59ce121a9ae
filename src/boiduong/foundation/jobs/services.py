"""Việc nền — enqueue, claim, progress, finish; the worker calls these and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.rules import JOB

Runner = Callable[[Job, "Progress"], dict[str, object] | None]
_runners: dict[str, Runner] = {}
MAX_ATTEMPTS = 3


class Stopped(Exception):  # noqa: N818 - a wish, not an error
    """Người dùng dừng việc — raised inside the runner at the next progress mark."""


class Progress:
    """Tiến độ — what a runner calls between its steps; keeps a checkpoint for the next attempt."""

    def __init__(self, job: Job, clock: Callable[[], datetime]) -> None:
        """Of one job, by one clock."""
        self.job, self.clock = job, clock

    def mark(self, share: float, step: str = "", checkpoint: dict[str, object] | None = None) -> None:
        """Ghi tiến độ — share from 0 to 1 and what is being done; raises Stopped when a person stopped it."""
        facts: dict[str, object] = {
            "progress": min(max(share, 0.0), 1.0),
            "step": step[:200],
            "beat_at": self.clock(),
        }
        if checkpoint is not None:
            facts["checkpoint"] = self.job.checkpoint = checkpoint
        if not Job.objects.filter(pk=self.job.pk, state="running").update(**facts):
            raise Stopped


def job_kind(kind: str) -> Callable[[Runner], Runner]:
    """Khai báo một loại việc — the function gets the job and its Progress, and returns the result."""

    def keep(function: Runner) -> Runner:
        _runners[kind] = function
        return function

    return keep


def enqueue(
    kind: str, *, at: datetime, args: dict[str, object] | None = None, key: str = "", by_id: int | None = None
) -> Job:
    """Xếp việc — the same live key is one job: the one that is there is given back."""
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, args=args or {}, key=key, created_at=at, requested_by_id=by_id)
    except IntegrityError:
        return Job.objects.get(key=key, state__in=["queued", "running"])


def claim(*, at: datetime) -> Job | None:
    """Nhận việc — one worker gets it: the row changes hands by one conditional UPDATE."""
    for pk in Job.objects.filter(state="queued").order_by("id").values_list("pk", flat=True)[:10]:
        taken = Job.objects.filter(pk=pk, state="queued").update(
            state=JOB.after("queued", "claim"), started_at=at, beat_at=at, attempts=F("attempts") + 1
        )
        if taken:
            return Job.objects.get(pk=pk)
    return None


def run(job: Job, *, clock: Callable[[], datetime]) -> None:
    """Làm việc — to the end, or to a failure that is tried again from the checkpoint."""
    runner = _runners.get(job.kind)
    try:
        if runner is None:
            raise LookupError(f"no runner for {job.kind}")
        result = runner(job, Progress(job, clock))
    except Stopped:
        return
    except Exception as error:
        act = "retry" if job.attempts < MAX_ATTEMPTS and runner is not None else "fail"
        Job.objects.filter(pk=job.pk).update(
            state=JOB.after("running", act), error=f"{type(error).__name__}: {error}"[:2000], ended_at=clock()
        )
        raise
    Job.objects.filter(pk=job.pk, state="running").update(
        state=JOB.after("running", "finish"), progress=1, result=result or {}, error="", ended_at=clock()
    )


def stop(job: Job) -> None:
    """Dừng việc — what is done stays done."""
    Job.objects.filter(pk=job.pk).update(state=JOB.after(job.state, "stop"))


def take_back_lost(*, before: datetime) -> int:
    """Nhận lại việc bị bỏ dở — jobs whose worker was killed go back to the queue; returns how many."""
    return Job.objects.filter(state="running", beat_at__lt=before).update(state=JOB.after("running", "retry"))
