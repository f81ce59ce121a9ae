"""Dạng bài toán — the sizes from which an instance is made, and the courses that we know."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Kích cỡ — what an instance has; `slack` are half-days left free, `visiting` the share of visiting lecturers,
    `desks` the share of lecturers with a home venue, `skills` the most topics that each has beyond those of the planted
    timetable."""

    name: str
    classes: int
    topics: int
    parts: int = 1
    long_topics: int = 0
    plenaries: int = 0
    discussions: int = 0
    field_days: int = 0
    slack: int = 0
    venues: int = 1
    class_size: int = 50
    wave_days: int = 5
    wave_gap: int = 2
    visiting: float = 0.4
    busy: float = 0.2
    locks: int = 0
    evening_discussions: bool = False
    desks: float = 0.0
    skills: int = 2


DAK_LAK = Shape(name="dak-lak", classes=3, topics=7, plenaries=1, discussions=1, class_size=45)
TUONG_DUONG = Shape(
    name="tuong-duong",
    classes=2,
    topics=20,
    parts=3,
    long_topics=4,
    plenaries=3,
    discussions=2,
    field_days=1,
    class_size=46,
    wave_days=4,
    wave_gap=10,
)
HA_NOI = Shape(name="ha-noi", classes=10, topics=18, parts=3, plenaries=3, slack=1, class_size=60, locks=2)
# Few who are free: whoever gives out the sessions before placing them gives somebody more than their free half-days.
SCARCE = replace(HA_NOI, name="ha-noi-scarce", busy=0.5, skills=5)


def ha_noi(classes: int) -> Shape:
    """Hà Nội với số lớp khác — the same program for 16, 32 or 64 parallel classes, two venues from 32 on."""
    return Shape(
        name=f"ha-noi-{classes}",
        classes=classes,
        topics=18,
        parts=3,
        plenaries=3,
        slack=1,
        class_size=60,
        locks=2,
        venues=2 if classes >= 32 else 1,
    )


SHAPES = {shape.name: shape for shape in (DAK_LAK, TUONG_DUONG, HA_NOI, ha_noi(16), ha_noi(32), ha_noi(64))}
