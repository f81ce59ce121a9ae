"""Khóa bồi dưỡng có kiểu — The completed course as frozen dataclasses."""

from __future__ import annotations

from .classes import Calendar, Ceremony, Site, Sitting, TrainingClass, Venue
from .course import Assumption, CourseFile, Responsibility
from .lessons import Choice, Lecturer, Part, Program, TakenFrom, Topic
from .outcomes import (
    After,
    Completion,
    CompletionItem,
    CourseLink,
    Doubt,
    Paper,
    Rehearsal,
    Result,
    Scale,
    Situations,
    StatedNumber,
)
from .people import Basis, Duty, Group, Organization, Plan, Quota, Source, UnitSet

__all__ = [
    "After",
    "Assumption",
    "Basis",
    "Calendar",
    "Ceremony",
    "Choice",
    "Completion",
    "CompletionItem",
    "CourseFile",
    "CourseLink",
    "Doubt",
    "Duty",
    "Group",
    "Lecturer",
    "Organization",
    "Paper",
    "Part",
    "Plan",
    "Program",
    "Quota",
    "Rehearsal",
    "Responsibility",
    "Result",
    "Scale",
    "Site",
    "Sitting",
    "Situations",
    "Source",
    "StatedNumber",
    "TakenFrom",
    "Topic",
    "TrainingClass",
    "UnitSet",
    "Venue",
]
