"""Bảng con người — people, the posts they hold with dates, and what only few may read."""

from __future__ import annotations

from django.db import models

from boiduong.randomness import new_uid


class Person(models.Model):
    """Người — one human being, once; `synthetic` marks people made for a rehearsal."""

    uid = models.UUIDField(unique=True, default=new_uid, editable=False)
    full_name = models.CharField(max_length=150)
    sort_key = models.CharField(max_length=400, db_index=True)
    folded_name = models.CharField(max_length=150, db_index=True)
    birth_on = models.DateField(null=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=6, blank=True)  # female | male | "" (not said)
    synthetic = models.BooleanField(default=False)

    class Meta:
        """Vietnamese name order: given name, middle, family."""

        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(sex__in=["", "female", "male"]), name="person_sex"),
        ]

    def __str__(self) -> str:
        """The full name."""
        return self.full_name


class PersonSecret(models.Model):
    """Thông tin hạn chế — read through one logged door only (`queries.read_secret`)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="secret")
    national_id = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    ethnicity = models.CharField(max_length=40, blank=True)
    party_official_on = models.DateField(null=True)
    theory_level = models.CharField(max_length=40, blank=True)

    class Meta:
        """A national id belongs to one person."""

        constraints = [
            models.UniqueConstraint(
                fields=["national_id"], condition=~models.Q(national_id=""), name="secret_national_id"
            ),
        ]

    def __str__(self) -> str:
        """Never the content."""
        return f"secret of {self.person_id}"


class PostKind(models.Model):
    """Chức danh — a kind of post, as it is called."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=250)
    folded_name = models.CharField(max_length=250, db_index=True)

    def __str__(self) -> str:
        """The name."""
        return self.name


class PostHolding(models.Model):
    """Chức vụ của một người — held, planned or by mandate, in a unit, with dates; several at once is normal."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holdings")
    post = models.ForeignKey(PostKind, on_delete=models.PROTECT)
    unit = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="holdings")
    status = models.CharField(max_length=10, default="held")  # held | planned | mandate
    term = models.CharField(max_length=9, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=40, blank=True)

    class Meta:
        """The same holding once; the end is never before the start."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "post", "unit", "status", "starts_on"],
                condition=models.Q(starts_on__isnull=False),
                name="holding_dated",
            ),
            models.UniqueConstraint(
                fields=["person", "post", "unit", "status"],
                condition=models.Q(starts_on__isnull=True),
                name="holding_undated",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="holding_order",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["held", "planned", "mandate"]), name="holding_status"
            ),
        ]
        indexes = [models.Index(fields=["unit", "status", "ends_on"], name="holding_unit")]

    def __str__(self) -> str:
        """Post of a person."""
        return f"{self.post_id} of {self.person_id}"


class SecretRead(models.Model):
    """Lượt xem thông tin hạn chế [A] — who looked, at whom, for what purpose."""

    at = models.DateTimeField()
    person_uid = models.UUIDField()
    by_id = models.BigIntegerField()
    purpose = models.CharField(max_length=200)

    def __str__(self) -> str:
        """When."""
        return f"{self.at:%Y-%m-%d %H:%M}"
