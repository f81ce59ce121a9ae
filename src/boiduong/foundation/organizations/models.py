"""Bảng tổ chức — units in time, successions with their legal acts, institutions and their rule sets."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from boiduong.foundation.organizations.rules import KIND_LABELS, LEVELS, LINES, SHARES, SUCCESSION_KINDS


def new_stamp() -> str:
    """Dấu thay đổi — tells caches that the tree changed, also after a rollback; means nothing and is never shown."""
    return secrets.token_hex(8)


class LegalAct(models.Model):
    """Văn bản pháp lý — a resolution, decision or plan that something rests on."""

    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issuer_text = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500, blank=True)

    class Meta:
        """One row for a numbered act of a day; the day may be unknown."""

        constraints = [
            models.UniqueConstraint(
                fields=["issuer_text", "number", "issued_on"],
                condition=~Q(number="") & Q(issued_on__isnull=False),
                name="act_numbered",
            ),
            models.UniqueConstraint(
                fields=["issuer_text", "number"],
                condition=~Q(number="") & Q(issued_on__isnull=True),
                name="act_numbered_undated",
            ),
        ]

    def __str__(self) -> str:
        """Kind and number."""
        return f"{self.kind} {self.number}".strip()


class Unit(models.Model):
    """Đơn vị — a place or a body, from its founding to its end; what it is called stands in its versions.

    `founded_on` empty = not established. `end_stated` false = the end is only known to lie between two catalogues.
    `established` false = planned, not yet decided. `area` is the place whose body this is.
    """

    source_key = models.CharField(max_length=40, null=True, unique=True)  # key in the data package
    code = models.CharField(max_length=20, blank=True)
    founded_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_stated = models.BooleanField(default=True)
    established = models.BooleanField(default=True)
    area = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="bodies")

    class Meta:
        """A code is given once on a day; the end is never before the founding."""

        constraints = [
            models.UniqueConstraint(
                fields=["code", "founded_on"],
                condition=~Q(code="") & Q(founded_on__isnull=False),
                name="unit_code_founded",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(founded_on__isnull=True) | Q(ended_on__gte=F("founded_on")),
                name="unit_order",
            ),
        ]
        indexes = [models.Index(fields=["code"], name="unit_code")]

    def __str__(self) -> str:
        """The last name it had."""
        last = self.versions.order_by("-starts_on").first()
        return last.name if last else self.code


class UnitVersion(models.Model):
    """Tên và vị trí của đơn vị từ một ngày [V] — it holds until the next version or the end of the unit."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="versions")
    starts_on = models.DateField()
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=20)
    line = models.CharField(max_length=10, blank=True)
    level = models.CharField(max_length=10)
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="child_versions")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    act = models.ForeignKey(LegalAct, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    stamp = models.CharField(max_length=16, default=new_stamp, editable=False)

    class Meta:
        """One version of a unit on a day."""

        ordering = ["unit_id", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_on"], name="version_day"),
            models.CheckConstraint(condition=Q(kind__in=sorted(KIND_LABELS)), name="version_kind"),
            models.CheckConstraint(condition=Q(line__in=sorted(LINES)), name="version_line"),
            models.CheckConstraint(condition=Q(level__in=sorted(LEVELS)), name="version_level"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")), name="version_not_own_parent"
            ),
        ]
        indexes = [models.Index(fields=["parent", "starts_on"], name="version_parent")]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Succession(models.Model):
    """Kế thừa [A] — what of one unit went to another, and by which act.

    A row with `voids` replaces the row it names; with share "none" it only withdraws it.
    """

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="heirs_rows")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origin_rows")
    on = models.DateField()
    share = models.CharField(max_length=10)
    kind = models.CharField(max_length=15)
    act = models.ForeignKey(LegalAct, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=120, blank=True)
    voids = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="voided_by")
    stamp = models.CharField(max_length=16, default=new_stamp, editable=False)

    class Meta:
        """One link of two units on a day, corrections apart."""

        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"],
                condition=Q(voids__isnull=True),
                name="succession_once",
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_not_self"),
            models.CheckConstraint(condition=Q(share__in=sorted(SHARES)), name="succession_share"),
            models.CheckConstraint(condition=Q(kind__in=sorted(SUCCESSION_KINDS)), name="succession_kind"),
        ]
        indexes = [models.Index(fields=["predecessor", "on"], name="succession_predecessor")]

    def __str__(self) -> str:
        """Who follows whom."""
        return f"{self.predecessor_id} → {self.successor_id}"


class Institution(models.Model):
    """Cơ sở đào tạo — a school or authority that runs courses here, with its own rule sets and number series."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="institution")
    code = models.SlugField(max_length=40, unique=True)
    settings = models.JSONField(default=dict)

    def __str__(self) -> str:
        """The code."""
        return self.code


class RuleSet(models.Model):
    """Bộ quy tắc [V] — the institution's rules from a day on; a class is judged by the one pinned at its opening."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="rule_sets")
    starts_on = models.DateField()
    act = models.ForeignKey(LegalAct, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    example = models.BooleanField(default=False)  # the numbers of the software, not of the institution

    class Meta:
        """One set of an institution on a day."""

        ordering = ["institution_id", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "starts_on"], name="rule_set_day"),
        ]

    def __str__(self) -> str:
        """Institution and day."""
        return f"{self.institution_id} {self.starts_on}"
