"""Bảng xét công nhận — the meeting, and one frozen row for every learner in a decision."""

from django.db import models


class Meeting(models.Model):
    """Cuộc họp xét — held on a day, with minutes."""

    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.CASCADE, related_name="meetings"
    )
    held_on = models.DateField()
    minutes = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")

    # Learners whom the meeting found not to meet the conditions: what the authority may decide otherwise.
    not_recognized = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]


class JudgingNote(models.Model):
    """Ý kiến khi xét [A] — on one learner: the authority's exception, or a breach of the rules of the class.

    The last note on conduct counts, so that a mistaken one is lifted by another.
    """

    enrollment = models.ForeignKey(
        "delivery_enrollment.Enrollment", on_delete=models.PROTECT, related_name="judging_notes"
    )
    kind = models.CharField(max_length=15)  # exception | conduct | conduct_lifted
    note = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["exception", "conduct", "conduct_lifted"]), name="judging_note_kind"
            )
        ]


class RecognitionRow(models.Model):
    """Kết quả xét của một học viên [A] — outcome, reasons, and every input as it stood."""

    decision = models.ForeignKey(
        "foundation_documents.Document", on_delete=models.PROTECT, related_name="recognition_rows"
    )
    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.PROTECT, related_name="recognition_rows"
    )
    enrollment = models.ForeignKey(
        "delivery_enrollment.Enrollment", on_delete=models.PROTECT, related_name="recognition_rows"
    )
    outcome = models.CharField(max_length=15)  # recognized | not_recognized | exception
    band = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    note = models.CharField(max_length=1000, blank=True)
    position = models.PositiveIntegerField()
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "enrollment"], name="recognition_row_once"),
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=models.Q(outcome__in=["recognized", "exception"]),
                name="recognized_once",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["recognized", "not_recognized", "exception"]),
                name="recognition_outcome",
            ),
        ]


class Commendation(models.Model):
    """Khen thưởng [A] — a learner named in a decision of commendation; a voided decision commends nobody."""

    document = models.ForeignKey(
        "foundation_documents.Document", on_delete=models.PROTECT, related_name="commendations"
    )
    enrollment = models.ForeignKey(
        "delivery_enrollment.Enrollment", on_delete=models.PROTECT, related_name="commendations"
    )
    title = models.CharField(max_length=100)
    grounds = models.CharField(max_length=300)
    position = models.PositiveIntegerField()
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "position"]
        constraints = [models.UniqueConstraint(fields=["document", "enrollment"], name="commendation_once")]
