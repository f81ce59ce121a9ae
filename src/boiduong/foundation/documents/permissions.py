"""Quyền với văn bản — who numbers papers and who reads them. Default deny."""

from __future__ import annotations

from collections.abc import Callable

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import Document

Reader = Callable[[User, Document], bool]
_readers: list[Reader] = []


def contribute_readers(function: Reader) -> Reader:
    """Thêm người được đọc — documents know no course: a later stage says who else reads its papers."""
    if function not in _readers:
        _readers.append(function)
    return function


def can_number(user: User | None, document: Document) -> bool:
    """Văn thư — the records officer over the issuing body gives numbers."""
    return has_role(user, Role.RECORDS_OFFICER, over=document.issuer_id)


def can_void(user: User | None, document: Document) -> bool:
    """Hủy văn bản — as numbering."""
    return can_number(user, document)


def can_list(user: User | None) -> bool:
    """Mở trang Giấy tờ — the records officer and the auditor."""
    return has_role(user, Role.RECORDS_OFFICER, Role.AUDITOR)


def can_read(user: User | None, document: Document) -> bool:
    """Đọc văn bản — who numbers it, the auditor over its issuer, and whom a later stage names."""
    if has_role(user, Role.RECORDS_OFFICER, Role.AUDITOR, over=document.issuer_id):
        return True
    return user is not None and bool(user.pk) and any(reader(user, document) for reader in _readers)
