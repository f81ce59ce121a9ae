"""Bảng chuyên đề — anything on the program, and who can teach it."""

from django.db import models


class Topic(models.Model):
    """Chuyên đề — lecture, report, discussion, role play, field study, writing day; `periods` in tiết."""

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
    where_text = models.CharField(max_length=300, blank=True)
    supervisor_text = models.CharField(max_length=300, blank=True)
    safety_text = models.CharField(max_length=500, blank=True)
    assumed = models.JSONField(default=dict)

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
