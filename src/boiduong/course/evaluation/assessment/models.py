"""Bảng bài thu hoạch — assignments, what was handed in, scores by two markers, the settled mark."""

from django.db import models

from boiduong.course.evaluation.assessment.rules import SUBMISSION
from boiduong.foundation.audit.models import in_states


class Assignment(models.Model):
    """Đề bài — a completion item given to a class, with its due moment."""

    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.CASCADE, related_name="assignments"
    )
    item = models.ForeignKey("curriculum_programs.CompletionItem", on_delete=models.PROTECT)
    due_at = models.DateTimeField()
    question = models.TextField(blank=True)

    class Meta:
        ordering = ["training_class", "id"]
        constraints = [models.UniqueConstraint(fields=["training_class", "item"], name="assignment_once")]


class Submission(models.Model):
    """Bài nộp — one attempt of a learner; a file, or received on paper."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="submissions")
    enrollment = models.ForeignKey(
        "delivery_enrollment.Enrollment", on_delete=models.PROTECT, related_name="submissions"
    )
    attempt = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300, blank=True)
    form_text = models.CharField(max_length=100, blank=True)
    file = models.ForeignKey("foundation_files.StoredFile", null=True, on_delete=models.PROTECT)
    on_paper = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="submitted")
    # Settled mark [P]: rebuilt from the scores; `settlement` rows are the record.
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    band = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            in_states(SUBMISSION),
            models.UniqueConstraint(fields=["assignment", "enrollment", "attempt"], name="submission_attempt"),
        ]
        indexes = [models.Index(fields=["assignment", "state"], name="submission_state")]


class Extension(models.Model):
    """Gia hạn cho một người [A] — a later due moment, with its reason; of several the latest moment counts."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="extensions")
    enrollment = models.ForeignKey(
        "delivery_enrollment.Enrollment", on_delete=models.PROTECT, related_name="extensions"
    )
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]


class MarkerDuty(models.Model):
    """Phân công chấm — who marks which report, as first or second marker."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="markers")
    marker = models.ForeignKey("foundation_people.Person", on_delete=models.PROTECT, related_name="marking")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["submission", "position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="marker_position"),
            models.UniqueConstraint(fields=["submission", "marker"], name="marker_once"),
        ]


class Score(models.Model):
    """Điểm của một giám khảo [A] — a correction is a new row with reason and second person."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="scores")
    marker = models.ForeignKey("foundation_people.Person", on_delete=models.PROTECT, related_name="scores")
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    band = models.CharField(max_length=60, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    reason = models.CharField(max_length=500, blank=True)
    second_person_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]


class Settlement(models.Model):
    """Điểm thống nhất [A] — the mark that counts, and how it was reached."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="settlements")
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    band = models.CharField(max_length=60, blank=True)
    how = models.CharField(max_length=10)  # mean | agreed | single
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
