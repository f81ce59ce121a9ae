"""Bảng tài khoản — users and the roles they hold over units, with dates."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.foundation.accounts.rules import ROLE_LABELS, Role
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.web.prepared import prepared


class UserManager(BaseUserManager["User"]):
    """Tạo tài khoản."""

    def create_user(self, username: str, password: str | None = None, **facts: object) -> User:
        """Tạo một tài khoản — with a hashed password, or none."""
        user = self.model(username=username, **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Tài khoản — who signs in; a person of the register where one is known."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=150)
    person = models.OneToOneField("foundation_people.Person", null=True, on_delete=models.SET_NULL, related_name="user")
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        """The display name."""
        return self.display_name

    @cached_property
    def held(self) -> list[tuple[str, int | None, str]]:
        """Vai đang có — role, unit and the unit's name today, in the order of roles; one query a request."""
        order = list(ROLE_LABELS)
        found = [(role, scope, name or "") for role, scope, name in _held(self.pk, timezone.localdate())]
        return sorted(found, key=lambda row: (order.index(row[0]), row[2]))

    @property
    def role_note(self) -> str:
        """Vai và đơn vị — for the top bar: the first role in the order of roles and its unit."""
        if not self.held:
            return ""
        role, _, unit = self.held[0]
        said = gettext(ROLE_LABELS[role])
        return f"{said}, {unit}" if unit else said

    @property
    def role_keys(self) -> frozenset[str]:
        """Các vai đang có — for the menu, which shows only what leads somewhere."""
        return frozenset(role for role, _, _ in self.held)


class RoleGrant(models.Model):
    """Phân vai — a role over a unit and all below it, from a day, until a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Role])
    scope = models.ForeignKey(
        "foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="grants"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        """One grant of a role over a unit once; null scope means everything here."""

        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope"],
                condition=models.Q(ends_on__isnull=True, scope__isnull=False),
                name="grant_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(ends_on__isnull=True, scope__isnull=True),
                name="grant_once_everywhere",
            ),
        ]

    def __str__(self) -> str:
        """The role."""
        return self.role


@prepared
def _held(user: int, day: date) -> QuerySet[RoleGrant, Any]:
    """Roles held on a day, each with its unit and the unit's name then; every page asks."""
    live = RoleGrant.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), user=user, starts_on__lte=day)
    name = UnitVersion.objects.filter(unit=OuterRef("scope"), starts_on__lte=day).order_by("-starts_on")
    return live.values_list("role", "scope_id", Subquery(name.values("name")[:1]))
