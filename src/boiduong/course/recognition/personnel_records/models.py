"""Bảng hồ sơ cán bộ — the training record of a person, with the columns of mẫu 2C, and its way to the unit."""

from django.db import models

from boiduong.course.recognition.personnel_records.rules import TRAINING_RECORD
from boiduong.foundation.audit.models import in_states


class TrainingRecord(models.Model):
    """Dòng đào tạo, bồi dưỡng — school, name, from-to, form, paper: what table 26 of mẫu 2C asks."""

    person = models.ForeignKey("foundation_people.Person", on_delete=models.PROTECT, related_name="training_records")
    course = models.ForeignKey("delivery_courses.Course", null=True, on_delete=models.PROTECT, related_name="+")
    row = models.OneToOneField("recognition_awards.RecognitionRow", null=True, on_delete=models.PROTECT)
    origin = models.CharField(max_length=8, default="ours")  # ours | point
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

    class Meta:
        ordering = ["person", "-to_on", "id"]
        constraints = [in_states(TRAINING_RECORD)]
        indexes = [models.Index(fields=["unit_then", "state"], name="training_record_unit")]


class RecordTransfer(models.Model):
    """Gửi kết quả về đơn vị — one letter with the results of a unit's people, until the unit has filed them."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="record_transfers")
    unit = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="record_transfers")
    document = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["course", "unit"], name="record_transfer_once")]
