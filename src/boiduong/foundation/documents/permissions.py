"""Quyền với văn bản — who numbers papers and who reads them."""

from __future__ import annotations

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import Document


def can_number(user: User | None, document: Document) -> bool:
    """Văn thư — the records officer over the issuing body gives numbers."""
    return has_role(user, Role.RECORDS_OFFICER, over=document.issuer_id)


def can_void(user: User | None, document: Document) -> bool:
    """Hủy văn bản — as numbering."""
    return can_number(user, document)
