"""Bảng tin — a news item of a course, its numbers derived and dated."""

from django.db import models

from boiduong.course.website.news.rules import NEWS
from boiduong.foundation.audit.models import in_states


class NewsItem(models.Model):
    """Tin — drafted from the facts of the course, edited by a person, then published."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="news")
    title = models.CharField(max_length=300)
    text = models.TextField()
    facts = models.JSONField(default=dict)
    as_of_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="draft")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [in_states(NEWS)]
