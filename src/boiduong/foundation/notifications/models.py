"""Bảng thông báo — messages that are written once, and the marks of their delivery."""

from __future__ import annotations

from django.db import models


class OutboxMessage(models.Model):
    """Một thông báo [A] — to whom, about what, in words; the same `dedup_key` is one message.

    `to_kind` says what `to_id` counts: a person of the register, a lecturer of an institution, or a user.
    """

    to_kind = models.CharField(max_length=8)  # person | lecturer | user
    to_id = models.BigIntegerField()
    topic = models.CharField(max_length=60)
    about_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    address = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    dedup_key = models.CharField(max_length=120, unique=True)

    class Meta:
        """Read by whom it is for."""

        ordering = ["-id"]
        indexes = [
            models.Index(fields=["to_kind", "to_id", "id"], name="outbox_to"),
            models.Index(fields=["topic", "about_id"], name="outbox_about"),
        ]

    def __str__(self) -> str:
        """The subject."""
        return self.subject

    @property
    def seen(self) -> bool:
        """Đã đến tay — seen on a page, or told by telephone."""
        return bool(self.deliveries.all())


class Delivery(models.Model):
    """Đã đến tay [A] — a message was seen on a page, or somebody was told by telephone."""

    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, related_name="deliveries")
    how = models.CharField(max_length=10)  # seen | told
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        """A message is seen once, and told once."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["message", "how"], name="delivery_once")]

    def __str__(self) -> str:
        """How."""
        return self.how
