"""Lệnh đơn vị — `boiduong units load`, `units count TÊN --as-of NGÀY`, `units show TÊN --as-of NGÀY`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext, override

from boiduong.engines.vietnamese import date_short, fold, number
from boiduong.foundation.audit.services import coming_from
from boiduong.foundation.organizations.models import Unit, UnitVersion
from boiduong.foundation.organizations.queries import (
    UnknownUnit,
    count_communes,
    find_units,
    name_with_heir,
    path_on,
)
from boiduong.foundation.organizations.rules import COMMUNE_KINDS
from boiduong.foundation.organizations.services import load_units
from boiduong.refusals import Refusal

KINDS = {"commune": "xã", "ward": "phường", "township": "thị trấn", "special_zone": "đặc khu"}


class Command(BaseCommand):
    """Đơn vị hành chính — load the list, count communes, show a unit; exit 2 where there is no clear answer."""

    help = "Danh mục đơn vị: nạp, đếm đơn vị cấp xã, xem một đơn vị / administrative units"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, with which unit, as of which day."""
        parser.add_argument("what", choices=["load", "count", "show"])
        parser.add_argument("name", nargs="*", help="tên hoặc mã, có hay không có dấu ngoặc kép")
        parser.add_argument("--as-of", default="", metavar="YYYY-MM-DD")

    def handle(self, *args: object, **options: object) -> None:
        """Do it; every refusal is a sentence and exit 2."""
        what = str(options["what"])
        words = options["name"]
        name = " ".join(words) if isinstance(words, list) else ""
        with override("vi"):
            try:
                if what == "load":
                    self._load()
                    return
                if not name.strip():
                    raise CommandError("Hãy ghi tên đơn vị.", returncode=2)
                (self._count if what == "count" else self._show)(name, _day(str(options["as_of"] or "")))
            except Refusal as refusal:
                raise CommandError(refusal.sentence(gettext), returncode=2) from None

    def _load(self) -> None:
        with coming_from("cli"):
            report = load_units(at=timezone.now())
        if not any(vars(report).values()):
            self.stdout.write("Danh mục đơn vị đã có đủ, không nạp thêm.")
            return
        self.stdout.write(
            f"Đã nạp {number(report.units)} đơn vị, {number(report.versions)} lần đặt tên hoặc thay đổi, "
            f"{number(report.successions)} mối kế thừa, {number(report.acts)} văn bản."
        )

    def _count(self, name: str, day: date) -> None:
        counted = count_communes(name, day)
        parts = ", ".join(f"{number(counted.by_kind[k])} {KINDS[k]}" for k in COMMUNE_KINDS if k in counted.by_kind)
        self.stdout.write(
            f"Ngày {date_short(day)}, {counted.territory.name} có {number(counted.total)} đơn vị cấp xã: {parts}."
        )

    def _show(self, name: str, day: date) -> None:
        found = {version.unit_id: version.unit for version in find_units(name, as_of=day, limit=10)}
        for version in _ever(name) if not found else ():
            found.setdefault(version.unit_id, version.unit)
        if not found:
            raise UnknownUnit(name=name, day=date_short(day))
        for unit in list(found.values())[:10]:
            self._tell(unit, day)

    def _tell(self, unit: Unit, day: date) -> None:
        versions = list(unit.versions.select_related("act").order_by("starts_on"))
        path = path_on(unit, min(day, versions[-1].starts_on) if unit.ended_on else day)
        self.stdout.write(", ".join(version.name for version in reversed(path)))
        for version in versions:
            act = f" ({version.act})" if version.act else ""
            note = f": {version.note}" if version.note else ""
            self.stdout.write(f"  từ {date_short(version.starts_on)}: {version.name}{note}{act}")
        if unit.ended_on:
            word = "kết thúc" if unit.end_stated else "kết thúc chậm nhất"
            self.stdout.write(f"  {word} ngày {date_short(unit.ended_on)}")
            self.stdout.write(f"  {name_with_heir(unit, versions[-1].starts_on, day)}")


def _day(text: str) -> date:
    """The day asked for, or today."""
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        raise CommandError(f"Ngày “{text}” không đúng: ghi năm-tháng-ngày, ví dụ 2025-08-18.", returncode=2) from None


def _ever(name: str) -> list[UnitVersion]:
    """Versions of any day whose name holds the text."""
    wanted: Mapping[str, str] = {"folded_name__contains": fold(name)}
    return list(UnitVersion.objects.filter(**wanted).select_related("unit").order_by("-starts_on")[:10])
