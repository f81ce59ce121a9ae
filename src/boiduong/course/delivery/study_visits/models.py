"""Bảng nghiên cứu thực tế — visits, who goes, what was found."""

from django.db import models

from boiduong.foundation.documents.models import Document


class Visit(models.Model):
    """Chuyến nghiên cứu thực tế — host, place, supervisor, days; also role play at a host and placements."""

    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.CASCADE, related_name="visits"
    )
    topic = models.ForeignKey("curriculum_topics.Topic", null=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12, default="field_study")
    host = models.ForeignKey("foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    place_text = models.CharField(max_length=300)
    supervisor_text = models.CharField(max_length=300, blank=True)
    safety_text = models.CharField(max_length=1000, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    document = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    host_confirmed_at = models.DateTimeField(null=True)
    report_text = models.TextField(blank=True)

    @property
    def paper(self) -> Document | None:
        """Văn bản kế hoạch đang dùng — none where it was discarded or made void: then it is drafted anew."""
        kept = self.document
        return None if kept is None or kept.state in ("discarded", "void") else kept

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="visit_dates"),
        ]


class VisitMember(models.Model):
    """Người trong đoàn — with the role practiced, where there is one."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="members")
    enrollment = models.ForeignKey("delivery_enrollment.Enrollment", on_delete=models.CASCADE, related_name="visits")
    role_text = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "enrollment"], name="visit_member_once")]


class VisitFinding(models.Model):
    """Phát hiện và kiến nghị — what the visit found and proposes, and to whom."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="findings")
    text = models.TextField()
    recommendation = models.TextField(blank=True)
    to_text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
