"""Việc nền — one of a key, one worker a job, resumed, given up, stopped and run again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.jobs import services
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.rules import JOB
from boiduong.foundation.jobs.services import Progress, claim, enqueue, run, stop, take_back_lost
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
KIND = "thu.viec"


def clock() -> datetime:
    """A clock that stands still."""
    return AT


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture(autouse=True)
def _no_runner_stays() -> Iterator[None]:
    before = dict(services._runners)
    yield
    services._runners.clear()
    services._runners.update(before)


def test_states_lead_to_states() -> None:
    assert set(JOB.table.values()) <= set(JOB.states)


def test_the_same_live_key_is_one_job() -> None:
    first = enqueue(KIND, at=AT, key="a")
    assert enqueue(KIND, at=AT, key="a") == first
    assert enqueue(KIND, at=AT) != enqueue(KIND, at=AT), "without a key each is its own"
    Job.objects.filter(pk=first.pk).update(state="done")
    assert enqueue(KIND, at=AT, key="a") != first
    assert str(first) == f"{KIND} queued"


def test_a_job_is_claimed_once_and_done() -> None:
    seen: list[dict[str, object]] = []

    @services.job_kind(KIND)
    def work(job: Job, progress: Progress) -> dict[str, object]:
        progress.mark(1.7, "nửa chừng", {"row": 3})
        progress.mark(-1)
        seen.append(job.checkpoint)
        return {"rows": 3}

    enqueue(KIND, at=AT, args={"n": 1})
    job = claim(at=AT)
    assert job is not None
    assert claim(at=AT) is None
    run(job, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.result, job.progress, job.attempts, seen) == ("done", {"rows": 3}, 1, 1, [{"row": 3}])


def test_another_worker_was_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(KIND, at=AT)
    taken = claim(at=AT)
    assert taken is not None
    monkeypatch.setattr(type(Job.objects.all()), "update", lambda *_, **__: 0)
    Job.objects.create(kind=KIND, created_at=AT)
    assert claim(at=AT) is None


def test_a_failing_job_is_tried_again_then_given_up() -> None:
    @services.job_kind(KIND)
    def work(job: Job, progress: Progress) -> None:
        raise ValueError("hỏng")

    enqueue(KIND, at=AT)
    states = []
    for _ in range(services.MAX_ATTEMPTS):
        job = claim(at=AT)
        assert job is not None
        with pytest.raises(ValueError, match="hỏng"):
            run(job, clock=clock)
        job.refresh_from_db()
        states.append(job.state)
    assert states == ["queued", "queued", "failed"]
    assert job.error == "ValueError: hỏng"


def test_a_job_that_nobody_knows_fails_at_once() -> None:
    enqueue("không ai biết", at=AT)
    job = claim(at=AT)
    assert job is not None
    with pytest.raises(LookupError):
        run(job, clock=clock)
    job.refresh_from_db()
    assert job.state == "failed"


def test_a_stopped_job_stays_stopped() -> None:
    @services.job_kind(KIND)
    def work(job: Job, progress: Progress) -> None:
        stop(Job.objects.get(pk=job.pk))
        progress.mark(0.5)

    enqueue(KIND, at=AT)
    job = claim(at=AT)
    assert job is not None
    run(job, clock=clock)
    job.refresh_from_db()
    assert job.state == "stopped"
    with pytest.raises(Forbidden):
        stop(job)


def test_a_job_that_was_stopped_while_it_failed_stays_stopped() -> None:
    @services.job_kind(KIND)
    def work(job: Job, progress: Progress) -> None:
        stop(job)
        raise OSError("đứt")

    enqueue(KIND, at=AT)
    job = claim(at=AT)
    assert job is not None
    with pytest.raises(OSError, match="đứt"):
        run(job, clock=clock)
    job.refresh_from_db()
    assert job.state == "stopped"


def test_stopping_what_ends_at_that_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    job = enqueue(KIND, at=AT)
    monkeypatch.setattr(type(Job.objects.all()), "update", lambda *_, **__: 0)
    stop(job)
    assert job.state == "stopped", "still allowed by then: the caller sees what was asked"


def test_lost_jobs_come_back_until_they_were_begun_too_often() -> None:
    young, old, worn = (enqueue(KIND, at=AT) for _ in range(3))
    for _ in range(3):
        claim(at=AT)
    Job.objects.filter(pk=young.pk).update(beat_at=AT + timedelta(hours=1))
    Job.objects.filter(pk=worn.pk).update(attempts=services.MAX_ATTEMPTS)
    assert take_back_lost(before=AT + timedelta(minutes=5)) == 1
    assert [Job.objects.get(pk=j.pk).state for j in (young, old, worn)] == ["running", "queued", "failed"]


def test_the_administrator_stops_and_runs_again(world: World) -> None:
    admin = world.users["admin"]
    job = enqueue(KIND, at=AT, key="k")
    services.stop_job(job, by=admin, at=AT)
    services.retry_job(job, by=admin, at=AT)
    assert Job.objects.get(pk=job.pk).state == "queued"
    with pytest.raises(Forbidden):
        services.retry_job(job, by=admin, at=AT)
    claim(at=AT)
    with pytest.raises(Forbidden):
        services.retry_job(job, by=admin, at=AT)
    services.stop_job(job, by=admin, at=AT)
    enqueue(KIND, at=AT, key="k")
    with pytest.raises(services.SameJobLive):
        services.retry_job(job, by=admin, at=AT)
    assert AuditEvent.objects.filter(act__startswith="jobs.").count() == 3


@pytest.mark.parametrize(
    "name",
    ["officer", "manager", "authority", "clerk", "lecturer", "learner", "records", "auditor", "stranger"],
)
def test_others_leave_jobs_alone(world: World, name: str) -> None:
    job = enqueue(KIND, at=AT)
    for act in (services.stop_job, services.retry_job):
        with pytest.raises(NotAllowed):
            act(job, by=world.users[name], at=AT)


def test_the_worker_empties_the_queue_past_a_failure() -> None:
    done: list[int] = []

    @services.job_kind(KIND)
    def work(job: Job, progress: Progress) -> None:
        if job.args.get("bad"):
            raise ValueError("x")
        done.append(job.pk)

    enqueue(KIND, at=AT, args={"bad": True})
    good = enqueue(KIND, at=AT)
    call_command("worker", once=True)
    assert done == [good.pk]
    assert Job.objects.filter(state="failed").count() == 1


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_a_worker_that_is_told_to_end_puts_its_job_back_at_once(end: type[BaseException]) -> None:
    @services.job_kind(KIND)
    def ended(job: Job, progress: Progress) -> None:
        progress.mark(0.4, "nửa chừng", {"row": 7})
        raise end

    enqueue(KIND, at=AT)
    job = claim(at=AT)
    assert job is not None and job.attempts == 1
    with pytest.raises(end):
        run(job, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.checkpoint) == ("queued", 0, {"row": 7})
