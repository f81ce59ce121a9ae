"""Các chặng — the one list of stages: what is installed, and the rail of sixteen steps on the course page."""

from boiduong.refusals import gettext_noop
from boiduong.web.registry import Phase, Step

FOUNDATION = ["audit", "organizations", "people", "accounts", "jobs", "venues", "files", "documents"]
STAGES = [
    "annual_plan.plans",
    "curriculum.lecturers",
    "curriculum.programs",
    "curriculum.topics",
    "delivery.courses",
    "delivery.enrollment",
    "delivery.scheduling",
    "delivery.sessions",
    "delivery.situations",
    "delivery.study_visits",
    "evaluation.assessment",
    "evaluation.feedback",
    "recognition.awards",
    "recognition.certificates",
    "recognition.personnel_records",
    "reporting.periodic_reports",
    "website.news",
    "website.verification",
]
INSTALLED = [
    "boiduong.web",
    *(f"boiduong.foundation.{app}" for app in FOUNDATION),
    *(f"boiduong.course.{stage}" for stage in STAGES),
    "boiduong.rehearsal",
]

PHASES = (
    Phase(
        gettext_noop("Preparation"),
        (
            Step("plan", gettext_noop("Annual plan"), "courses:plan"),
            Step("program", gettext_noop("Program"), "courses:program"),
            Step("nominations", gettext_noop("Call and nominations"), "enrollment:nominations"),
            Step("opening", gettext_noop("Opening and summons"), "enrollment:opening"),
        ),
    ),
    Phase(
        gettext_noop("Teaching"),
        (
            Step("timetable", gettext_noop("Timetable"), "scheduling:step"),
            Step("sessions", gettext_noop("Sessions and roll call"), "sessions:step"),
            Step("situations", gettext_noop("Situations"), "situations:step"),
            Step("visits", gettext_noop("Field study"), "study_visits:step"),
        ),
    ),
    Phase(
        gettext_noop("Evaluation"),
        (
            Step("reports", gettext_noop("Reports and marking"), "assessment:step"),
            Step("feedback", gettext_noop("Evaluation forms"), "feedback:step"),
        ),
    ),
    Phase(
        gettext_noop("Recognition"),
        (
            Step("recognition", gettext_noop("Recognition"), "awards:step"),
            Step("certificates", gettext_noop("Certificates"), "certificates:step"),
            Step("records", gettext_noop("Personnel record"), "personnel_records:step"),
        ),
    ),
    Phase(
        gettext_noop("Closing"),
        (
            Step("final_report", gettext_noop("Final report"), "periodic_reports:step"),
            Step("news", gettext_noop("News item"), "news:step"),
            Step("after", gettext_noop("Effect after six months"), ""),
        ),
    ),
)
