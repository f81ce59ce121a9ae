"""Bảng chương trình — programs as versions, their parts and completion items."""

from django.db import models


class Program(models.Model):
    """Chương trình bồi dưỡng — issued by a body, given in versions."""

    name = models.CharField(max_length=500)
    issuer = models.ForeignKey(
        "foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="programs"
    )

    class Meta:
        ordering = ["id"]


class ProgramVersion(models.Model):
    """Phiên bản chương trình — frozen once a course relies on it; a change is a new version."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="versions")
    label = models.CharField(max_length=80)
    starts_on = models.DateField(null=True)
    approved_by = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT)
    taken_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    taken_from_text = models.CharField(max_length=500, blank=True)
    frozen_at = models.DateTimeField(null=True)
    assumed = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "label"], name="program_version_label")]


class ProgramPart(models.Model):
    """Phần của chương trình — a block of topics; judged together, apart or not."""

    version = models.ForeignKey(ProgramVersion, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    choose_at_least = models.PositiveIntegerField(null=True)
    judged = models.CharField(max_length=8, default="together")  # together | apart | not

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="program_part_position")]


class CompletionItem(models.Model):
    """Nội dung đánh giá — what a learner hands in or sits: kind, scale, share that passes, markers."""

    version = models.ForeignKey(ProgramVersion, on_delete=models.CASCADE, related_name="items")
    part = models.ForeignKey(ProgramPart, null=True, on_delete=models.CASCADE)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=15, default="report")
    title = models.CharField(max_length=300)
    scale = models.CharField(max_length=10, default="points")  # points | pass_fail | bands
    scale_max = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    bands = models.JSONField(default=list)
    step = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    pass_share = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    one_of = models.CharField(max_length=80, blank=True)
    required = models.BooleanField(default=True)
    markers = models.PositiveSmallIntegerField(default=2)
    forms_text = models.CharField(max_length=500, blank=True)
    assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="completion_item_position"),
            models.CheckConstraint(condition=models.Q(markers__range=(1, 3)), name="completion_item_markers"),
            models.CheckConstraint(
                condition=models.Q(scale="points", scale_max__isnull=False)
                | models.Q(scale__in=["pass_fail", "bands"]),
                name="completion_item_scale",
            ),
        ]
