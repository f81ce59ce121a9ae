"""Bảng giảng viên — who teaches; asked for as a person, a post, a body or a rank."""

from django.db import models


class Lecturer(models.Model):
    """Giảng viên, báo cáo viên — known by name, or only by the post, body or rank asked for (name comes later)."""

    institution = models.ForeignKey(
        "foundation_organizations.Institution", on_delete=models.PROTECT, related_name="lecturers"
    )
    asked_as = models.CharField(max_length=6)  # person | post | body | rank
    person = models.ForeignKey("foundation_people.Person", null=True, on_delete=models.PROTECT, related_name="teaches")
    post_text = models.CharField(max_length=300, blank=True)
    body_text = models.CharField(max_length=300, blank=True)
    rank_text = models.CharField(max_length=300, blank=True)
    standing = models.CharField(max_length=10, default="internal")  # internal | visiting | reporter | technician

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asked_as="person", person__isnull=False)
                | (models.Q(asked_as="post") & ~models.Q(post_text=""))
                | (models.Q(asked_as="body") & ~models.Q(body_text=""))
                | (models.Q(asked_as="rank") & ~models.Q(rank_text="")),
                name="lecturer_named",
            ),
        ]

    @property
    def label(self) -> str:
        """Tên gọi — the name where known, else the post, body or rank asked for."""
        if self.person is not None:
            return self.person.full_name
        parts = [self.post_text or self.rank_text, self.body_text]
        return ", ".join(p for p in parts if p)


class Availability(models.Model):
    """Buổi rảnh, buổi bận — one half-day of a lecturer, or the same half-day of every week between two days."""

    lecturer = models.ForeignKey(Lecturer, on_delete=models.CASCADE, related_name="availability")
    state = models.CharField(max_length=4)  # busy | wish
    half = models.CharField(max_length=9)
    day = models.DateField(null=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=6, default="link")  # link | office
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "weekday", "half", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lecturer", "day", "half"], condition=models.Q(day__isnull=False), name="availability_once"
            ),
            models.CheckConstraint(
                condition=models.Q(day__isnull=False, weekday__isnull=True)
                | models.Q(day__isnull=True, weekday__lte=6, starts_on__isnull=False, ends_on__isnull=False),
                name="availability_single_or_weekly",
            ),
            models.CheckConstraint(condition=models.Q(state__in=["busy", "wish"]), name="availability_state"),
        ]


class PersonalLink(models.Model):
    """Đường dẫn riêng — opens the pages of one lecturer without a password; only the hash of its token is kept."""

    lecturer = models.ForeignKey(Lecturer, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
