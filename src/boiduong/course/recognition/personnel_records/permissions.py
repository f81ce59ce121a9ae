"""Quyền với hồ sơ đào tạo — who writes, sends, files and reads training records. Default deny."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.recognition.personnel_records.models import RecordTransfer
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


def can_write(user: User | None, course: Course) -> bool:
    """Ghi và gửi kết quả — the training officer, or the records officer over the institution."""
    return can_manage(user, course) or has_role(user, Role.RECORDS_OFFICER, over=course.institution.unit_id)


def can_file(user: User | None, transfer: RecordTransfer) -> bool:
    """Xác nhận đã lưu hồ sơ — the clerk of the unit that the results were sent to."""
    return has_role(user, Role.UNIT_CLERK, over=transfer.unit_id)
