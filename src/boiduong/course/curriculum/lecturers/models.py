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
    home_venue = models.ForeignKey(
        "foundation_venues.Venue", null=True, on_delete=models.SET_NULL, related_name="lecturers_at_home"
    )

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
    def sends_several(self) -> bool:
        """Có cử nhiều người — a body or a rank whose person is not named may be in several halls at once."""
        return self.person_id is None and self.asked_as in ("body", "rank")

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


class FeeRate(models.Model):
    """Mức chi tiền giảng [A] — of a level of an institution, from a day on; no amount means none from that day."""

    institution = models.ForeignKey(
        "foundation_organizations.Institution", on_delete=models.PROTECT, related_name="fee_rates"
    )
    level = models.CharField(max_length=2)
    paid_per = models.CharField(max_length=10, default="half_day")  # half_day | period
    amount_vnd = models.PositiveIntegerField(null=True)
    starts_on = models.DateField()
    source = models.CharField(max_length=300)
    example = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(paid_per__in=["half_day", "period"]), name="fee_rate_paid_per")
        ]


class FeeTax(models.Model):
    """Thuế khấu trừ tiền giảng [A] — for those who are not own staff, from a day on."""

    institution = models.ForeignKey(
        "foundation_organizations.Institution", on_delete=models.PROTECT, related_name="fee_taxes"
    )
    percent = models.PositiveSmallIntegerField()
    threshold_vnd = models.PositiveIntegerField()
    starts_on = models.DateField()
    source = models.CharField(max_length=300)
    example = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=models.Q(percent__lte=100), name="fee_tax_percent")]


class FeeLevel(models.Model):
    """Mức của giảng viên [A] — by the highest title or post that counts, from a day on."""

    lecturer = models.ForeignKey(Lecturer, on_delete=models.PROTECT, related_name="fee_levels")
    level = models.CharField(max_length=2)
    starts_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
