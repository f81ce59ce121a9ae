"""Biểu mẫu chiêu sinh — of those who send people, and of those who put them into classes."""

from boiduong.course.delivery.enrollment.forms.nominating import (
    DueForm,
    EachForm,
    FileForm,
    LiftForm,
    NewPersonForm,
    PickForm,
    PostForm,
    QuotaRowsForm,
    RemindForm,
    ReplaceForm,
    ReviewReasonForm,
    UnitReasonForm,
    remind_ways,
)
from boiduong.course.delivery.enrollment.forms.seating import (
    CodeForm,
    MoveForm,
    NewSiteForm,
    SiteForm,
    SummonsForm,
    WayForm,
)

__all__ = [
    "CodeForm",
    "DueForm",
    "EachForm",
    "FileForm",
    "LiftForm",
    "MoveForm",
    "NewPersonForm",
    "NewSiteForm",
    "PickForm",
    "PostForm",
    "QuotaRowsForm",
    "RemindForm",
    "ReplaceForm",
    "ReviewReasonForm",
    "SiteForm",
    "SummonsForm",
    "UnitReasonForm",
    "WayForm",
    "remind_ways",
]
