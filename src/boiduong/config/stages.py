"""Các chặng — the one list of stages: what is installed, and the rail of sixteen steps on the course page."""

from boiduong.refusals import gettext_noop
from boiduong.web.registry import Phase, Step

FOUNDATION = [
    "audit",
    "notifications",
    "organizations",
    "accounts",
    "jobs",
    "venues",
    "people",
    "files",
    "documents",
    "institutions",
    "oversight",
]
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

# A window counts by the life of a class: forming 0, opened 1, running 2, assessing 3, recognized 4, closed 5.
PHASES = (
    Phase(
        gettext_noop("Preparation"),
        (
            Step("plan", gettext_noop("Annual plan"), "courses:plan"),
            Step("program", gettext_noop("Program"), "courses:program", window=(0, 3)),
            Step("nominations", gettext_noop("Call and nominations"), "enrollment:nominations", window=(0, 0)),
            Step("opening", gettext_noop("Opening and summons"), "enrollment:opening", window=(0, 1)),
        ),
    ),
    Phase(
        gettext_noop("Teaching"),
        (
            Step("timetable", gettext_noop("Timetable"), "scheduling:step", window=(0, 2)),
            Step("sessions", gettext_noop("Sessions and roll call"), "sessions:step", window=(1, 2)),
            Step("situations", gettext_noop("Situations"), "situations:step", window=(1, 5)),
            Step("visits", gettext_noop("Field study"), "study_visits:step", window=(0, 3)),
        ),
    ),
    Phase(
        gettext_noop("Evaluation"),
        (
            Step("reports", gettext_noop("Reports and marking"), "assessment:step", window=(2, 4)),
            Step("feedback", gettext_noop("Evaluation forms"), "feedback:step", window=(2, 4)),
        ),
    ),
    Phase(
        gettext_noop("Recognition"),
        (
            Step("recognition", gettext_noop("Recognition"), "awards:step", window=(3, 5)),
            Step("certificates", gettext_noop("Certificates"), "certificates:step", window=(4, 5)),
            Step("records", gettext_noop("Personnel record"), "personnel_records:step", window=(4, 5)),
        ),
    ),
    Phase(
        gettext_noop("Closing"),
        (
            Step("final_report", gettext_noop("Final report"), "periodic_reports:step", window=(3, 5)),
            Step("news", gettext_noop("News item"), "news:step"),
            Step("after", gettext_noop("Effect after six months"), ""),
        ),
    ),
)
