"""Bảng của nhật ký — the chain of audit rows, and helpers that other tables share."""

from __future__ import annotations

from django.db import models

from boiduong.states import Machine


def in_states(machine: Machine) -> models.CheckConstraint:
    """Ràng buộc trạng thái — the column `state` holds a state of `machine`, on both databases."""
    return models.CheckConstraint(condition=models.Q(state__in=machine.names), name=f"{machine.name}_state")


class AuditEvent(models.Model):
    """Một dòng nhật ký [A] — who did what to which thing; ids, states and digests only, never personal values."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=150, blank=True)
    act = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason_digest = models.CharField(max_length=64, blank=True)
    origin = models.CharField(max_length=10)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Read by object and by actor."""

        ordering = ["seq"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            models.Index(fields=["actor_id", "at"], name="audit_actor"),
            models.Index(fields=["act", "at"], name="audit_act"),
        ]

    def __str__(self) -> str:
        """Number and act."""
        return f"{self.seq} {self.act}"


class AuditHead(models.Model):
    """Đầu chuỗi — the last number and hash; one row, locked after all other rows."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        """The last number."""
        return str(self.seq)
