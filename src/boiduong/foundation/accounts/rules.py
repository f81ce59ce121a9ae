"""Vai trò — the ten roles of the application, and which of them see what."""

from __future__ import annotations

from enum import StrEnum

from boiduong.refusals import gettext_noop


class Role(StrEnum):
    """Vai trò — what a person does here; given over a unit and everything below it, with dates."""

    ADMIN = "admin"
    TRAINING_OFFICER = "training_officer"
    CLASS_MANAGER = "class_manager"
    MANAGING_AUTHORITY = "managing_authority"
    UNIT_CLERK = "unit_clerk"
    LECTURER = "lecturer"
    LEARNER = "learner"
    RECORDS_OFFICER = "records_officer"
    AUDITOR = "auditor"


ROLE_LABELS: dict[str, str] = {
    Role.ADMIN: gettext_noop("System administrator"),
    Role.TRAINING_OFFICER: gettext_noop("Training officer"),
    Role.CLASS_MANAGER: gettext_noop("Class manager"),
    Role.MANAGING_AUTHORITY: gettext_noop("Managing authority"),
    Role.UNIT_CLERK: gettext_noop("Unit clerk"),
    Role.LECTURER: gettext_noop("Lecturer"),
    Role.LEARNER: gettext_noop("Learner"),
    Role.RECORDS_OFFICER: gettext_noop("Records officer"),
    Role.AUDITOR: gettext_noop("Auditor"),
}
