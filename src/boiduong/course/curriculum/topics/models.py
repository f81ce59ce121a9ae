"""Bảng chuyên đề — anything on the program, and who can teach it."""

from django.db import models

from boiduong.course.curriculum.topics.rules import counts_days


class Topic(models.Model):
    """Chuyên đề — lecture, report, discussion, role play, field study, writing day; `periods` in tiết.

    It comes after the topic that it `follows`, at most `within` half-days later (days, for a report on field study).
    """

    version = models.ForeignKey("curriculum_programs.ProgramVersion", on_delete=models.CASCADE, related_name="topics")
    part = models.ForeignKey(
        "curriculum_programs.ProgramPart", null=True, on_delete=models.CASCADE, related_name="topics"
    )
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=15, default="lecture")
    periods = models.PositiveSmallIntegerField(null=True)
    joint = models.BooleanField(default=False)
    required = models.BooleanField(default=True)
    item = models.ForeignKey("curriculum_programs.CompletionItem", null=True, on_delete=models.SET_NULL)
    lineage = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="descendants")
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="followers")
    within = models.PositiveSmallIntegerField(null=True)
    evening = models.BooleanField(default=False)
    where_text = models.CharField(max_length=300, blank=True)
    supervisor_text = models.CharField(max_length=300, blank=True)
    safety_text = models.CharField(max_length=500, blank=True)
    assumed = models.JSONField(default=dict)

    @property
    def limit_in_days(self) -> bool:
        """Hạn đếm theo ngày."""
        return self.follows is not None and counts_days(self.kind, self.follows.kind)

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="topic_position")]


class TopicLecturer(models.Model):
    """Người dạy được — a lecturer of a topic, in order of preference."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="lecturers")
    lecturer = models.ForeignKey("curriculum_lecturers.Lecturer", on_delete=models.CASCADE, related_name="topics")
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["topic", "rank"]
        constraints = [models.UniqueConstraint(fields=["topic", "lecturer"], name="topic_lecturer_once")]
