"""Bảng trên giấy — dates and numbers of the list of people stand on one line, in Word as in the PDF."""

from __future__ import annotations

import pytest

from boiduong.course.delivery.enrollment.papers.tables import people_table
from boiduong.engines.typesetting import Column
from boiduong.engines.typesetting.measures import STATE
from boiduong.engines.typesetting.widths import width_mm

# Room of a page in millimeters, less what Word leaves on both sides inside a cell.
PORTRAIT, LANDSCAPE, INSIDE = 160.0, 247.0, 2.0
WIDEST = {"STT": "STT", "Nam": "28/08/1988", "Nữ": "28/08/1988", "Ngày vào Đảng": "28/08/1988"}


def _fits(column: Column, whole: float, room: float, size: float) -> bool:
    # Heads are bold; a date is not, but bold is the wider of the two.
    return room * column.width / whole - INSIDE >= width_mm(WIDEST[column.title], size)


@pytest.mark.parametrize(
    ("secrets", "small", "room"),
    [
        pytest.param(None, True, PORTRAIT, id="the result of the review, upright"),
        pytest.param(None, False, LANDSCAPE, id="the list of the class, across"),
        pytest.param({}, False, LANDSCAPE, id="the extract with restricted facts, across"),
    ],
)
def test_dates_and_numbers_stand_on_one_line(secrets: dict[int, None] | None, small: bool, room: float) -> None:
    table = people_table([], secrets=secrets, small=small)
    size = STATE.small_table if table.small else STATE.table
    whole = sum(column.width for column in table.columns)
    tight = [c.title for c in table.columns if c.title in WIDEST and not _fits(c, whole, room, size)]
    assert tight == []
