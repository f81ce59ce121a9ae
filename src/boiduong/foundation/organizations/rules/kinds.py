"""Loại tổ chức — the kinds, levels and lines of units, and the words of a succession."""

from __future__ import annotations

from boiduong.refusals import gettext_noop

PROVINCE_KINDS = {"province": gettext_noop("province"), "city": gettext_noop("centrally run city")}
DISTRICT_KINDS = {
    "district": gettext_noop("rural district (until 2025)"),
    "urban_district": gettext_noop("urban district (until 2025)"),
    "town": gettext_noop("town (until 2025)"),
    "provincial_city": gettext_noop("city within a province (until 2025)"),
}
COMMUNE_KINDS = {
    "commune": gettext_noop("commune"),
    "ward": gettext_noop("ward"),
    "township": gettext_noop("township (until 2025)"),
    "special_zone": gettext_noop("special zone"),
}
PLACE_KINDS = {**PROVINCE_KINDS, **DISTRICT_KINDS, **COMMUNE_KINDS}
BODY_KINDS = {
    "party_committee": gettext_noop("Party committee"),
    "party_board": gettext_noop("board of a Party committee"),
    "people_council": gettext_noop("People's Council"),
    "people_committee": gettext_noop("People's Committee"),
    "front_committee": gettext_noop("Front committee or mass organization"),
    "department": gettext_noop("department"),
    "division": gettext_noop("division"),
    "school": gettext_noop("school"),
    "public_unit": gettext_noop("public service unit"),
    "military_unit": gettext_noop("military or police unit"),
    "enterprise": gettext_noop("enterprise"),
    "foreign_host": gettext_noop("foreign host"),
    "other": gettext_noop("other body"),
}
KIND_LABELS = {**PLACE_KINDS, **BODY_KINDS}
# In the order in which a search shows them.
LEVELS = {
    "central": gettext_noop("central level"),
    "province": gettext_noop("provincial level"),
    "district": gettext_noop("district level (until 2025)"),
    "commune": gettext_noop("commune level"),
    "below": gettext_noop("below commune level"),
}
LINES = {
    "": gettext_noop("territory"),
    "party": gettext_noop("Party line"),
    "state": gettext_noop("State line"),
    "front": gettext_noop("Front and mass organizations"),
    "military": gettext_noop("armed forces"),
    "other": gettext_noop("other line"),
}
SHARES = {
    "whole": gettext_noop("whole"),
    "part": gettext_noop("a part"),
    "name_only": gettext_noop("the name only"),
    "none": gettext_noop("nothing (link withdrawn)"),
}
SUCCESSION_KINDS = {
    "merge": gettext_noop("merger"),
    "split": gettext_noop("split"),
    "transfer": gettext_noop("taken over whole"),
    "tier_end": gettext_noop("end of a tier"),
    "heir_of_body": gettext_noop("heir of a body"),
}
_PREFIXES = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")


def short_of(name: str) -> str:
    """Tên ngắn — the name of a place without its kind; "Phường 1" and the names of bodies stay as they are."""
    for prefix in _PREFIXES:
        rest = name[len(prefix) + 1 :]
        if name.startswith(f"{prefix} ") and rest and not rest.isdigit():
            return rest
    return name
