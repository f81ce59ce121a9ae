"""Đọc việc học ở nơi khác — what waits for one's confirmation or for the file, and one declaration."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from boiduong.course.recognition.personnel_records.models import RecordEvent, TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import (
    OFFICES,
    sent_without_post,
    taught_by,
    units_over,
)
from boiduong.course.recognition.personnel_records.queries.transcripts import can_read_transcript
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.queries import among
from boiduong.foundation.people.models import PostHolding


def posts_on(day: date, units: frozenset[int] | None) -> QuerySet[PostHolding]:
    """Chức vụ giữ trong một ngày — in these units, or in any for None; a post without its first day is held."""
    found = PostHolding.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), Q(starts_on__isnull=True) | Q(starts_on__lte=day), status="held"
    )
    return found if units is None else found.filter(unit_id__in=among(units))


def posts_read_by(user: User, day: date, *roles: Role) -> QuerySet[PostHolding]:
    """Chức vụ của người mình được xem — in own units on that day, and of those whom the own school has taught."""
    units = units_over(user, *roles)
    found = posts_on(day, None)
    if units is None:
        return found
    mine = Q(unit_id__in=among(units))
    if has_role(user, *(role for role in roles if role in OFFICES)):
        mine |= Q(person__in=taught_by(user, *roles).values("person"))
    return found.filter(mine) if units else found.none()


def _declared(user: User, *roles: Role) -> QuerySet[TrainingRecord]:
    """Declared rows of people whom the user reads by one of the roles; somebody without a post has a unit or school."""
    rows = TrainingRecord.objects.filter(origin="declared").select_related("person")
    mine = Q(person__in=posts_read_by(user, timezone.localdate(), *roles).values("person"))
    if has_role(user, Role.UNIT_CLERK):
        mine |= Q(person__in=sent_without_post(units_over(user, Role.UNIT_CLERK)).values("person"))
    if has_role(user, *(role for role in roles if role in OFFICES)):
        mine |= Q(person__in=taught_by(user, *roles).values("person"))
    return rows.filter(mine)


def to_confirm(user: User) -> QuerySet[TrainingRecord]:
    """Chờ tôi xác nhận — the oldest first; not one's own declarations, nor those about oneself."""
    rows = _declared(user, Role.UNIT_CLERK, *OFFICES).filter(state="declared").exclude(declared_by_id=user.pk)
    if user.person_id is not None:
        rows = rows.exclude(person=user.person_id)
    return rows.order_by("declared_at", "id")


def outside_to_file(user: User) -> QuerySet[TrainingRecord]:
    """Đã xác nhận, chờ đơn vị lưu hồ sơ — of the people whose files the user keeps."""
    return _declared(user, Role.UNIT_CLERK).filter(state="confirmed").order_by("declared_at", "id")


def declared_for(user: User, pk: int) -> TrainingRecord | None:
    """Một lời khai — None where there is none or the user may not read that person's transcript."""
    rows = TrainingRecord.objects.filter(origin="declared").select_related("person", "evidence")
    record = rows.filter(pk=pk).first()
    return record if record is not None and can_read_transcript(user, record.person) else None


def rejections(records: list[TrainingRecord]) -> dict[int, str]:
    """Lý do không xác nhận — by record id."""
    asked = [one.pk for one in records if one.state == "rejected"]
    rows = RecordEvent.objects.filter(record__in=asked, act="rejected") if asked else RecordEvent.objects.none()
    return dict(rows.values_list("record_id", "reason"))


def reasons_missing(records: list[TrainingRecord]) -> dict[int, str]:
    """Lý do đã báo thiếu phiếu — the last one told, by record id."""
    asked = [one.pk for one in records if one.state == "sent"]
    rows = RecordEvent.objects.filter(record__in=asked, act="missing") if asked else RecordEvent.objects.none()
    return dict(rows.order_by("id").values_list("record_id", "reason"))
