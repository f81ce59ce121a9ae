"""Xuất hồ sơ — national ids go out only to those who may read them, and each reading is kept with its purpose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, require
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.services import acting
from boiduong.foundation.people.models import Person
from boiduong.foundation.people.permissions import own_people, visible_q
from boiduong.foundation.people.services import read_secrets

ID_READERS = (Role.TRAINING_OFFICER, Role.UNIT_CLERK)


def may_read_ids(user: User | None) -> bool:
    """Được xuất số định danh — the training officer and the unit's clerk, each for the people they may read."""
    return has_role(user, *ID_READERS)


def national_ids(records: Iterable[TrainingRecord], *, by: User, purpose: str, at: datetime) -> dict[int, str]:
    """Số định danh theo người — of the people whose restricted facts the user may read; others stay empty.

    Raises NotAllowed.
    """
    require(may_read_ids(by))
    # The same line is drawn for one person in people.permissions.can_read_secret.
    mine: Q = visible_q(by) if has_role(by, Role.TRAINING_OFFICER) else own_people(by)
    wanted = {one.person_id for one in records}
    people = list(Person.objects.filter(mine, pk__in=wanted).distinct())
    with acting(by, "personnel_records.export", at=at) as act:
        secrets = read_secrets(people, by=by, purpose=purpose, at=at)
        act.record_many(Person, [one.pk for one in people], after={"facts": "national_id"})
    return {pk: secret.national_id for pk, secret in secrets.items()}
