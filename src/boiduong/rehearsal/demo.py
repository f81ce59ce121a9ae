"""Bản dùng thử — demo accounts, one per role, and the three courses in three states of life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.accounts.services import create_user, grant_role
from boiduong.foundation.jobs.services import enqueue

DEMO_PASSWORD = "boi-duong-2025"  # noqa: S105 - printed on purpose; production refuses these accounts
ACCOUNTS: tuple[tuple[str, Role, str], ...] = (
    ("quantri", Role.ADMIN, "Quản trị hệ thống"),
    ("canbo", Role.TRAINING_OFFICER, "Cán bộ đào tạo"),
    ("chunhiem", Role.CLASS_MANAGER, "Chủ nhiệm lớp"),
    ("coquan", Role.MANAGING_AUTHORITY, "Cơ quan quản lý cán bộ"),
    ("donvi", Role.UNIT_CLERK, "Cán bộ đơn vị cử"),
    ("giangvien", Role.LECTURER, "Giảng viên"),
    ("hocvien", Role.LEARNER, "Học viên"),
    ("vanthu", Role.RECORDS_OFFICER, "Văn thư, hồ sơ"),
    ("kiemtra", Role.AUDITOR, "Kiểm tra"),
)
# Roles that see only what is theirs get their scope and person from a course, once there is one.
EVERYWHERE = {Role.ADMIN, Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR}
COURSES = (("dak-lak-2025", "nominations"), ("tuong-duong-2022", "middle"), ("ha-noi-2022", "end"))


def demo_accounts() -> list[tuple[str, str]]:
    """Tài khoản dùng thử — user name and role, in the order of the roles."""
    return [(username, label) for username, _, label in ACCOUNTS]


def prepare_demo(*, at: datetime, say: Callable[[str], object]) -> None:
    """Chuẩn bị bản dùng thử — accounts now, courses as jobs that a worker takes; a second call changes nothing."""
    for username, role, label in ACCOUNTS:
        user = User.objects.filter(username=username).first()
        if user is None:
            user = create_user(
                username=username, display_name=f"{label} (dùng thử)", password=DEMO_PASSWORD, by=None, at=at, demo=True
            )
        if role in EVERYWHERE and not RoleGrant.objects.filter(user=user, role=role.value).exists():
            grant_role(user=user, role=role, scope=None, by=None, at=at)
    say("Ba khóa mẫu được dựng trong nền, mở trang là thấy tiến độ.")
    for name, until in COURSES:
        enqueue("rehearsal.demo_course", at=at, args={"file": name, "until": until}, key=f"demo:{name}")
