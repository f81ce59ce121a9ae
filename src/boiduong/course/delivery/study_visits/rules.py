"""Quy tắc nghiên cứu thực tế — kinds of visits, what each needs, and whether a place lies beyond the class."""

from __future__ import annotations

from datetime import date

from boiduong.refusals import Refusal, gettext_noop

KINDS: dict[str, str] = {
    "field_study": gettext_noop("Field study"),
    "site_visit": gettext_noop("Visit to a model"),
    "placement": gettext_noop("Placement"),
    "range": gettext_noop("Shooting range, exercise ground"),
    "abroad": gettext_noop("Study abroad"),
    "role_play": gettext_noop("Role play at the host"),
}
NEEDS_HOST = frozenset({"field_study", "site_visit", "placement", "role_play"})
NEEDS_SAFETY = frozenset({"range", "abroad"})


class HostMissing(Refusal):
    """Chưa có nơi đón."""

    text = gettext_noop("Say who receives the class: choose the host, or write the place.")


class SafetyMissing(Refusal):
    """Chưa có phương án an toàn — a range and a journey abroad need one."""

    text = gettext_noop("Write the safety plan: a visit of this kind is not approved without one.")


class VisitDates(Refusal):
    """Ngày đi chưa đúng."""

    text = gettext_noop("The visit ends before it begins, or lies outside the class (%(first)s to %(last)s).")


class KindUnknown(Refusal):
    """Loại chuyến đi chưa đúng."""

    text = gettext_noop("Choose the kind of the visit.")


def check_visit(
    *,
    kind: str,
    has_host: bool,
    place_text: str,
    safety_text: str,
    starts_on: date,
    ends_on: date,
    class_from: date | None = None,
    class_to: date | None = None,
) -> None:
    """Kiểm tra chuyến đi — raises KindUnknown, HostMissing, SafetyMissing or VisitDates."""
    if kind not in KINDS:
        raise KindUnknown
    if not place_text.strip() and not (has_host and kind in NEEDS_HOST):
        raise HostMissing
    if kind in NEEDS_SAFETY and not safety_text.strip():
        raise SafetyMissing
    early = class_from is not None and starts_on < class_from
    late = class_to is not None and ends_on > class_to
    if ends_on < starts_on or early or late:
        raise VisitDates(first=_day(class_from), last=_day(class_to))


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else "…"
