"""Bảng báo cáo — the final report of a course, with its derived numbers as of a moment."""

from django.db import models


class ReportIssue(models.Model):
    """Báo cáo tổng kết [A] — derived counts frozen as of a moment, and the paper."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.PROTECT, related_name="reports")
    as_of_at = models.DateTimeField()
    facts = models.JSONField()
    document = models.ForeignKey("foundation_documents.Document", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
