"""Biểu mẫu lịch học — of a draft, of lecturers' half-days, of the school's year, of beds and seats."""

from boiduong.course.delivery.scheduling.forms.drafting import ActivityForm, ClosureForm, EntryForm, WeeklyForm
from boiduong.course.delivery.scheduling.forms.school import HolidayForm, LodgingForm, SitesForm, UrgentForm

__all__ = [
    "ActivityForm",
    "ClosureForm",
    "EntryForm",
    "HolidayForm",
    "LodgingForm",
    "SitesForm",
    "UrgentForm",
    "WeeklyForm",
]
