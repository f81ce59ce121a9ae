"""Giá trị mặc định — What is assumed when a file does not say; examples of practice, all of them settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defaults:
    """Giá trị mặc định — Numbers used only where the file is silent; each use is listed as an assumption."""

    half_day_periods: int = 4
    sitting_max_days: int = 5
    topics_per_program: int = 6
    topics_per_part: int = 2
    days_per_course: int = 3
    self_paced_days_per_day: int = 5  # who learns alone does so beside work
    pass_share: float = 0.5
    markers: int = 2
    discussion_group_size: int = 15
    nominations_days_before: int = 18
    bands: tuple[str, ...] = ("xuất sắc", "giỏi", "khá", "trung bình")
    year: int = 2026
