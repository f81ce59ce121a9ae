"""Quy chế trên trang — which values of a rule set a form shows, and how they go back into a set. Plain Python."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from boiduong.refusals import Refusal, gettext_noop


@dataclass(frozen=True)
class Item:
    """Một giá trị của quy chế — where it stands in the set, its label, and how it is typed.

    `kind`: share (a part of one, shown in percent), number, count, yes, choice, several or hour (when a half-day
    begins, empty where nothing is held in it).
    """

    section: str
    key: str
    label: str
    kind: str
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Tên ô."""
        return f"{self.section}__{self.key}"


JUDGED = {
    "each_item": gettext_noop("each item by itself"),
    "parts_apart": gettext_noop("each part of the program by itself"),
    "bands": gettext_noop("by bands"),
    "pass_only": gettext_noop("passed or not"),
    "attendance_only": gettext_noop("by attendance alone"),
    "none": gettext_noop("not judged"),
}
REQUIRED = {
    "full_participation": gettext_noop("attends within the limit of absence"),
    "each_item": gettext_noop("passes every item"),
    "conduct": gettext_noop("keeps the rules of the class"),
}
HOURS = "half_day_starts"
GROUPS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        gettext_noop("Hours"),
        (
            Item("time", "morning", gettext_noop("The morning begins at"), "hour"),
            Item("time", "afternoon", gettext_noop("The afternoon begins at"), "hour"),
            Item("time", "evening", gettext_noop("The evening begins at"), "hour"),
        ),
    ),
    (
        gettext_noop("Attendance"),
        (
            Item("attendance", "max_absent_share", gettext_noop("Absent at most, in percent of all periods"), "share"),
            Item("attendance", "unexcused_weight", gettext_noop("A period without leave counts as"), "number"),
            Item("attendance", "excused_counts_as_absent", gettext_noop("Leave that was granted counts too"), "yes"),
            Item("attendance", "late_after_minutes", gettext_noop("Late after, in minutes"), "count"),
            Item("attendance", "late_costs_periods", gettext_noop("Being late costs, in periods"), "count"),
            Item("attendance", "make_up_allowed", gettext_noop("Missed periods may be made up"), "yes"),
        ),
    ),
    (
        gettext_noop("Marking"),
        (
            Item("marking", "pass_share", gettext_noop("Passed from, in percent of the scale"), "share"),
            Item("marking", "step", gettext_noop("Smallest step of a mark"), "number"),
            Item("marking", "markers", gettext_noop("Markers of a report"), "count"),
            Item("marking", "max_difference", gettext_noop("Two marks may differ by"), "number"),
            Item("marking", "resits", gettext_noop("How often a report may be written again"), "count"),
            Item("marking", "resit_within_days", gettext_noop("Written again within, in days"), "count"),
            Item("marking", "appeal_within_days", gettext_noop("Appeal within, in days"), "count"),
        ),
    ),
    (
        gettext_noop("Completion"),
        (
            Item("completion", "requires", gettext_noop("Recognized is who"), "several", REQUIRED),
            Item("completion", "judged", gettext_noop("Results are judged"), "choice", JUDGED),
            Item("yearly_need", "periods", gettext_noop("Yearly need of a person, in periods"), "count"),
            Item("feedback", "suppress_below", gettext_noop("Evaluations are kept back below, in forms"), "count"),
        ),
    ),
)
ITEMS: tuple[Item, ...] = tuple(item for _, items in GROUPS for item in items)


class BandUnread(Refusal):
    """Mức xếp loại không đọc được — a line that is no name and mean."""

    text = gettext_noop("“%(line)s” is not a band. Write its name, a colon and the mean from which it is given.")


class BandsDisordered(Refusal):
    """Mức xếp loại sai thứ tự — the highest band comes first, and no mean stands twice."""

    text = gettext_noop("Write the highest band first; each next one begins at a lower mean.")


class HoursDisordered(Refusal):
    """Giờ vào buổi sai thứ tự."""

    text = gettext_noop("The morning begins before the afternoon, and the afternoon before the evening.")


def shown(item: Item, body: Mapping[str, Any]) -> Any:
    """Giá trị để hiện — of a set, as a person types it: a share in percent."""
    if item.kind == "hour":
        return body[item.section][HOURS].get(item.key, "")
    value = body[item.section].get(item.key)
    return Decimal(str(value)) * 100 if item.kind == "share" and value is not None else value


def read_bands(text: str) -> list[dict[str, object]]:
    """Đọc các mức xếp loại — a line a band: "giỏi: 8". Raises BandUnread, BandsDisordered."""
    bands: list[dict[str, object]] = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        name, colon, mean = (part.strip() for part in line.rpartition(":"))
        digits = mean.replace(",", ".", 1)
        if not (colon and name and digits.replace(".", "", 1).isdecimal() and digits.isascii()):
            raise BandUnread(line=line)
        bands.append({"name": name, "from": _plain(Decimal(digits))})
    means = [float(str(band["from"])) for band in bands]
    if any(later >= earlier for earlier, later in zip(means, means[1:], strict=False)):
        raise BandsDisordered
    return bands


def write_bands(body: Mapping[str, Any]) -> str:
    """Các mức xếp loại thành dòng chữ — as they are typed."""
    rows = body["bands"].get("overall", ())
    return "\n".join(f"{row['name']}: {str(row['from']).replace('.', ',')}" for row in rows)


def with_values(body: Mapping[str, Any], values: Mapping[str, Any], bands: str) -> dict[str, Any]:
    """Bộ quy tắc mới — the set with the typed values in place; what the form does not show stays as it was.

    A bar on a band that is no longer there falls away with it. Raises BandUnread, BandsDisordered, HoursDisordered.
    """
    made: dict[str, Any] = copy.deepcopy(dict(body))
    for item in ITEMS:
        if item.name in values:
            value = values[item.name]
            if item.kind == "hour":
                hours = {**made[item.section][HOURS], item.key: value}
                made[item.section][HOURS] = {half: begins for half, begins in hours.items() if begins}
                continue
            if item.kind == "share":
                value = Decimal(value) / 100
            made[item.section][item.key] = _plain(value) if isinstance(value, Decimal) else value
    begins = [
        made["time"][HOURS][item.key] for item in ITEMS if item.kind == "hour" and item.key in made["time"][HOURS]
    ]
    if any(later <= earlier for earlier, later in zip(begins, begins[1:], strict=False)):
        raise HoursDisordered
    made["bands"]["overall"] = read_bands(bands)
    names = {band["name"] for band in made["bands"]["overall"]}
    made["bands"]["barred"] = [bar for bar in made["bands"].get("barred", []) if bar["band"] in names]
    return made


def _plain(value: Decimal) -> int | float:
    """A whole number as int, else float: what JSON keeps."""
    return int(value) if value == value.to_integral_value() else float(value)
