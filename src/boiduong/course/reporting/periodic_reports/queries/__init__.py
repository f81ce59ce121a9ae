"""Đọc báo cáo — dated counts, stated numbers beside them, who the learners are, and the courses of a year."""

from boiduong.course.reporting.periodic_reports.queries.composition import Composition, composition
from boiduong.course.reporting.periodic_reports.queries.counting import (
    Beside,
    Counts,
    course_counts,
    present_rows,
    stated_beside_derived,
)
from boiduong.course.reporting.periodic_reports.queries.facts import (
    ReportFacts,
    frozen_facts,
    issued_reports,
    report_facts,
)
from boiduong.course.reporting.periodic_reports.queries.years import (
    CourseLine,
    YearTotals,
    course_lines,
    totals_of,
    years,
)

__all__ = [
    "Beside",
    "Composition",
    "Counts",
    "CourseLine",
    "ReportFacts",
    "YearTotals",
    "composition",
    "course_counts",
    "course_lines",
    "frozen_facts",
    "issued_reports",
    "present_rows",
    "report_facts",
    "stated_beside_derived",
    "totals_of",
    "years",
]
