"""Quyền với văn bản — who numbers papers and who reads them. Default deny."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Institution

Reader = Callable[[User, Document], bool]
LISTING = (Role.RECORDS_OFFICER, Role.AUDITOR, Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, Role.CLASS_MANAGER)
_readers: list[Reader] = []
_listings: list[Callable[[User], Q]] = []


def contribute_readers(function: Reader) -> Reader:
    """Thêm người được đọc — documents know no course: a later stage says who else reads its papers."""
    if function not in _readers:
        _readers.append(function)
    return function


def contribute_listing(function: Callable[[User], Q]) -> Callable[[User], Q]:
    """Thêm văn bản vào danh sách — which papers a later stage lists for a user (Q on Document).

    As strict as the right to read.
    """
    if function not in _listings:
        _listings.append(function)
    return function


def listed_q(user: User) -> Q:
    """Điều kiện của danh sách do các chặng sau thêm."""
    found = Q(pk__in=[])
    for function in _listings:
        found |= function(user)
    return found


def can_number(user: User | None, document: Document) -> bool:
    """Văn thư — the records officer over the issuing body gives numbers."""
    return has_role(user, Role.RECORDS_OFFICER, over=document.issuer_id)


def can_void(user: User | None, document: Document) -> bool:
    """Hủy văn bản — as numbering."""
    return can_number(user, document)


def can_discard(user: User | None, document: Document) -> bool:
    """Bỏ bản thảo — whoever drafted it, or who would number it."""
    own = user is not None and document.drafted_by_id is not None and user.pk == document.drafted_by_id
    return own or can_number(user, document)


def can_list(user: User | None) -> bool:
    """Mở trang Giấy tờ — the office; each sees what it may read."""
    return has_role(user, *LISTING)


def can_read(user: User | None, document: Document) -> bool:
    """Đọc văn bản — who numbers it, the auditor over its issuer, and whom a later stage names."""
    if has_role(user, Role.RECORDS_OFFICER, Role.AUDITOR, over=document.issuer_id):
        return True
    return user is not None and bool(user.pk) and any(reader(user, document) for reader in _readers)


def can_keep_templates(user: User | None, institution: Institution) -> bool:
    """Ghi mẫu lời văn — the administrator, or the records officer over the institution."""
    return has_role(user, Role.ADMIN) or has_role(user, Role.RECORDS_OFFICER, over=institution.unit_id)


def can_file_scans(user: User | None) -> bool:
    """Lưu bản đã ký hàng loạt — records officers; each paper asks again."""
    return has_role(user, Role.RECORDS_OFFICER)


def can_see_series(user: User | None) -> bool:
    """Xem dãy số — records officers and auditors; each of the bodies in its scope."""
    return has_role(user, Role.RECORDS_OFFICER, Role.AUDITOR)


def can_write_wording(user: User | None) -> bool:
    """Mở trang mẫu lời văn — administrators and records officers; each institution asks again."""
    return has_role(user, Role.ADMIN, Role.RECORDS_OFFICER)
