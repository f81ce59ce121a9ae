"""Số đã nêu trong tệp khóa — where a number comes from, and whether it counts what the course counts."""

from __future__ import annotations

from boiduong.engines.course_file import CountKind, CourseFile, Source, StatedNumber
from boiduong.engines.vietnamese import date_digits


def source_text(source: Source, year: int) -> str:
    """Nguồn — its title, else when it was made known; a source of which the file says no more is said to be such."""
    if source.title:
        return source.title
    when = source.published_on
    if when is None or not when.month:
        return "Nguồn trong tệp khóa, chưa ghi tên"
    first = when.first(year=year)
    return f"Nguồn công bố {f'ngày {date_digits(first)}' if when.day else f'tháng {first:%m/%Y}'}, chưa ghi tên"


def conditions_said(file: CourseFile) -> list[str]:
    """Điều kiện hoàn thành như tệp ghi — in its own words; what decides is the rule set of the institution."""
    said = file.completion
    words = [("tham gia", said.attendance), ("ý thức", said.conduct), *(("quy định khác", rule) for rule in said.rules)]
    told = "; ".join(f"{what}: {text}" for what, text in words if text)
    return [f"Điều kiện hoàn thành ghi trong tệp: {told}."] if told else []


def other_units(file: CourseFile, number: StatedNumber) -> str:
    """Tập đơn vị khác — the set of units that a number counts where no group or class of the course draws on it."""
    if number.count is not CountKind.UNITS or len(number.of) != 1:
        return ""
    drawn = {key for group in file.groups for key in group.units}
    drawn |= {one.unit_set for one in file.classes if one.unit_set}
    said = next((one for one in file.units if one.id == number.of[0]), None)
    return str(said.what or said.id) if said is not None and said.id not in drawn else ""
