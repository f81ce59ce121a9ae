"""Tên đơn vị trên giấy — two wards may bear one name: they are counted and named apart."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.papers import call_letter
from boiduong.course.delivery.enrollment.queries import quota_lines, unit_names
from world import build_world, make_unit


@pytest.mark.django_db
def test_units_of_one_name_are_told_apart_and_counted_apart(at: datetime) -> None:
    world = build_world()
    districts = [make_unit(f"Huyện {n}", kind="district", level="district", parent=world.province) for n in "AB"]
    alike = [make_unit("Xã Liên Hà", kind="commune", level="commune", parent=one) for one in districts]
    alone = make_unit("Xã Một Mình", kind="commune", level="commune", parent=districts[0])
    names = unit_names({one.pk for one in (*alike, alone)}, at.date())
    assert [names[one.pk] for one in alike] == ["Xã Liên Hà (huyện A)", "Xã Liên Hà (huyện B)"]
    assert names[alone.pk] == "Xã Một Mình"

    call = services.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=at)
    services.set_quota(call, [(one, None, 700, 0) for one in alike], by=None, at=at)
    letter = call_letter(call, quota_lines(call, on=at.date()), issuer=world.school, on=at.date())
    said = [getattr(block, "text", "") for block in letter.blocks]
    assert "1.400 người, chia cho 2 đơn vị theo phụ lục kèm theo." in said
    assert letter.addressed_to == ("Xã Liên Hà (huyện A)", "Xã Liên Hà (huyện B)")
