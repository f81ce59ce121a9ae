"""Bảng hồ sơ cán bộ — the training record of a person, with the columns of mẫu 2C, and its way to the unit."""

from django.db import models

from boiduong.course.recognition.personnel_records.rules import TRAINING_RECORD
from boiduong.foundation.audit.models import in_states


class TrainingRecord(models.Model):
    """Dòng đào tạo, bồi dưỡng — school, name, from-to, form, paper: what table 26 of mẫu 2C asks."""

    person = models.ForeignKey("foundation_people.Person", on_delete=models.PROTECT, related_name="training_records")
    course = models.ForeignKey("delivery_courses.Course", null=True, on_delete=models.PROTECT, related_name="+")
    row = models.OneToOneField("recognition_awards.RecognitionRow", null=True, on_delete=models.PROTECT)
    origin = models.CharField(max_length=8, default="ours")  # ours | point | declared
    school_text = models.CharField(max_length=300)
    name = models.CharField(max_length=500)
    content_block = models.CharField(max_length=25, blank=True)
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    form_text = models.CharField(max_length=100)
    periods = models.PositiveIntegerField(null=True)
    result_text = models.CharField(max_length=200)
    paper_text = models.CharField(max_length=1000)
    unit_then = models.ForeignKey(
        "foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit_text = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default="confirmed")
    # The slip of this result: a page of a paper with many, once it was sent to the unit.
    slip = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    slip_position = models.PositiveIntegerField(null=True)
    # Learned elsewhere: the paper as its holder has it, and its picture.
    paper_title = models.CharField(max_length=60, blank=True)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_key = models.CharField(max_length=60, blank=True)
    paper_on = models.DateField(null=True)
    evidence = models.ForeignKey("foundation_files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(null=True)
    declared_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["person", "-to_on", "id"]
        constraints = [
            in_states(TRAINING_RECORD),
            models.UniqueConstraint(
                fields=["person", "paper_key"],
                condition=~models.Q(paper_key="") & ~models.Q(state="rejected"),
                name="training_record_paper_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(origin="declared") | models.Q(evidence__isnull=False),
                name="training_record_evidence",
            ),
        ]
        indexes = [models.Index(fields=["unit_then", "state"], name="training_record_unit")]


class RecordTransfer(models.Model):
    """Gửi kết quả về đơn vị — one letter with the results of a unit's people, until the unit has filed them."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="record_transfers")
    unit = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="record_transfers")
    document = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    # The last answer of the unit, whether it has filed all or says what is missing.
    answered_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["course", "unit"], name="record_transfer_once")]


class RecordEvent(models.Model):
    """Diễn biến của dòng hồ sơ [A] — declared, confirmed, not confirmed, filed, missing; why, when and by whom."""

    record = models.ForeignKey(TrainingRecord, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=10)  # declared | confirmed | rejected | filed | missing
    reason = models.CharField(max_length=1000, blank=True)
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=["declared", "confirmed", "rejected", "filed", "missing"]),
                name="record_event_act",
            )
        ]


class TransferReminder(models.Model):
    """Nhắc đơn vị lưu hồ sơ [A] — which unit was asked again, when, how and by whom."""

    transfer = models.ForeignKey(RecordTransfer, on_delete=models.PROTECT, related_name="reminders")
    at = models.DateTimeField()
    how = models.CharField(max_length=10)  # phone | letter | message | other
    note = models.CharField(max_length=300, blank=True)
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
