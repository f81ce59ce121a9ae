"""Đọc báo cáo — dated counts, stated numbers beside them, who the learners are, and the courses of a year."""

from boiduong.course.reporting.periodic_reports.queries.commended import commended_in
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
    Written,
    frozen_facts,
    report_facts,
    written_reports,
)
from boiduong.course.reporting.periodic_reports.queries.told import (
    certified_of,
    commended_of,
    graded_of,
    present_of,
    recognized_of,
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
    "Written",
    "YearTotals",
    "certified_of",
    "commended_in",
    "commended_of",
    "composition",
    "course_counts",
    "course_lines",
    "frozen_facts",
    "graded_of",
    "present_of",
    "present_rows",
    "recognized_of",
    "report_facts",
    "stated_beside_derived",
    "totals_of",
    "years",
    "written_reports",
]
