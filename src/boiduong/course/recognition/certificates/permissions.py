"""Quyền với chứng chỉ — who defines, issues, hands over, revokes and reads the register. Default deny."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_approve, can_manage
from boiduong.course.recognition.certificates.models import Credential, CredentialSpec, Register
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


def can_define(user: User | None, course: Course) -> bool:
    """Chọn loại giấy của khóa — the training officer, or the managing authority."""
    return can_manage(user, course) or can_approve(user, course)


def can_issue(user: User | None, spec: CredentialSpec) -> bool:
    """Cấp giấy — the records officer over the issuer; the training officer for the institution's own papers."""
    if spec.issuer_id is None:
        return can_manage(user, spec.course)
    if has_role(user, Role.RECORDS_OFFICER, over=spec.issuer_id):
        return True
    own = spec.issuer_id == spec.course.institution.unit_id
    return own and can_manage(user, spec.course)


def can_revoke(user: User | None, credential: Credential) -> bool:
    """Thu hồi, thay thế — records officer or authority over the issuer, or over the body that took it over."""
    roles = (Role.RECORDS_OFFICER, Role.MANAGING_AUTHORITY)
    return has_role(user, *roles, over=credential.register.issuer_id)


def can_read_register(user: User | None, course: Course) -> bool:
    """Đọc sổ cấp — the roles over the institution that see whole courses."""
    roles = (Role.TRAINING_OFFICER, Role.RECORDS_OFFICER, Role.MANAGING_AUTHORITY, Role.AUDITOR)
    return has_role(user, *roles, over=course.institution.unit_id)


def can_keep_keys(user: User | None, issuer_id: int) -> bool:
    """Giữ sổ khóa, chọn cách hiện tên — the administrator, or the records officer over the issuer or its heir."""
    return has_role(user, Role.ADMIN) or has_role(user, Role.RECORDS_OFFICER, over=issuer_id)


def can_keep_stock(user: User | None, issuer_id: int) -> bool:
    """Giữ kho phôi — the records officer over the issuer."""
    return has_role(user, Role.RECORDS_OFFICER, over=issuer_id)


def can_keep_register(user: User | None, register: Register, course: Course) -> bool:
    """Đưa sổ vào hồ sơ — the training officer of the course, or the records officer over the issuer."""
    return can_manage(user, course) or has_role(user, Role.RECORDS_OFFICER, over=register.issuer_id)


def can_read(user: User | None, credential: Credential) -> bool:
    """Xem một chứng chỉ — who reads the register, the issuer's records officer, the person named on it."""
    if user is None:
        return True
    owner = credential.row.enrollment.person_id
    if user.is_authenticated and user.person_id and user.person_id == owner:
        return True
    return can_read_register(user, credential.spec.course) or can_revoke(user, credential)
