"""Bảng việc nền — one row a job: progress, checkpoint, attempts and the key that makes the same job one."""

from __future__ import annotations

from django.db import models

from boiduong.foundation.audit.models import in_states
from boiduong.foundation.jobs.rules import JOB


class Job(models.Model):
    """Việc nền — long work that a worker takes; it resumes from its checkpoint."""

    kind = models.CharField(max_length=60)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, default="queued")
    progress = models.FloatField(default=0)
    step = models.CharField(max_length=200, blank=True)
    checkpoint = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    requested_by_id = models.BigIntegerField(null=True)

    class Meta:
        """The same live job is one row."""

        ordering = ["-id"]
        constraints = [
            in_states(JOB),
            models.UniqueConstraint(
                fields=["key"],
                condition=~models.Q(key="") & models.Q(state__in=["queued", "running"]),
                name="job_key_live",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="job_queue")]

    def __str__(self) -> str:
        """Kind and state."""
        return f"{self.kind} {self.state}"
