"""Việc nền — enqueue, claim, progress, finish; the worker calls these and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import can_administer, require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.rules import JOB
from boiduong.refusals import Refusal, gettext_noop
from boiduong.web.busy import patiently


class SameJobLive(Refusal):
    """Việc ấy đang chạy."""

    text = gettext_noop("The same job is already waiting or running.")


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
        # The one in the way may have ended since; the newest of that key is the same work.
        return Job.objects.filter(key=key).order_by("-id")[0]


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
    """Làm việc — to the end, or to a failure that is tried again from the checkpoint; an ended worker releases it."""
    runner = _runners.get(job.kind)
    try:
        if runner is None:
            raise LookupError(f"no runner for {job.kind}")
        result = runner(job, Progress(job, clock))
    except Stopped:
        return
    except (KeyboardInterrupt, SystemExit):
        release(job)
        raise
    except Exception as error:
        act = "retry" if job.attempts < MAX_ATTEMPTS and runner is not None else "fail"
        _end(job, act, error=f"{type(error).__name__}: {error}"[:2000], ended_at=clock())
        raise
    _end(job, "finish", progress=1, result=result or {}, error="", ended_at=clock())


def _end(job: Job, act: str, **facts: object) -> None:
    """Write how it ended, also where the database is busy for a while: else what was done would be done again."""
    running = Job.objects.filter(pk=job.pk, state="running")
    patiently(lambda: running.update(state=JOB.after("running", act), **facts), doing=f"ending job {job.pk}")


def release(job: Job) -> None:
    """Trả việc — a worker that is told to end puts its job back at once; the attempt does not count."""
    Job.objects.filter(pk=job.pk, state="running").update(
        state=JOB.after("running", "retry"), attempts=Greatest(F("attempts") - 1, 0)
    )


def stop(job: Job) -> None:
    """Dừng việc — what is done stays done; raises Forbidden when it has ended meanwhile."""
    now = Job.objects.get(pk=job.pk).state
    after = JOB.after(now, "stop")
    if not Job.objects.filter(pk=job.pk, state=now).update(state=after):
        JOB.after(Job.objects.get(pk=job.pk).state, "stop")
    job.state = after


def take_back_lost(*, before: datetime) -> int:
    """Nhận lại việc bị bỏ dở — jobs whose worker was killed go back to the queue; returns how many.

    One that was begun too often is given up: it may be the very thing that kills the worker.
    """
    lost = Job.objects.filter(state="running", beat_at__lt=before)
    lost.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JOB.after("running", "fail"), error="the worker was lost each time", ended_at=F("beat_at")
    )
    return lost.filter(attempts__lt=MAX_ATTEMPTS).update(state=JOB.after("running", "retry"))


def stop_job(job: Job, *, by: User | None, at: datetime) -> None:
    """Dừng việc từ trang — by the administrator; raises NotAllowed, Forbidden."""
    require(can_administer(by))
    with acting(by, "jobs.stop", at=at) as act:
        stop(job)
        act.record(job, after={"state": job.state, "kind": job.kind})


def retry_job(job: Job, *, by: User | None, at: datetime) -> None:
    """Làm lại việc — from its checkpoint, with fresh attempts; raises NotAllowed, Forbidden."""
    require(can_administer(by))
    with acting(by, "jobs.retry", at=at) as act:
        locked = Job.objects.select_for_update().get(pk=job.pk)
        if locked.state == "running":
            JOB.after("done", "retry")  # it is at work: there is nothing to run again
        after = JOB.after(locked.state, "retry")
        if job.key and Job.objects.filter(key=job.key, state__in=["queued", "running"]).exists():
            raise SameJobLive
        Job.objects.filter(pk=job.pk).update(state=after, attempts=0, error="", ended_at=None)
        job.state = after
        act.record(job, before={"state": locked.state}, after={"state": after, "kind": job.kind})
