"""Đọc bản quét chưa lưu — what was sent and still waits for its paper."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import UnfiledScan


def unfiled_scans(user: User) -> QuerySet[UnfiledScan]:
    """Bản quét chờ lưu — those that this records officer sent; who serves every body sees all."""
    rows = UnfiledScan.objects.filter(settled_at=None).select_related("source", "document")
    return rows if None in scopes_of(user, Role.RECORDS_OFFICER) else rows.filter(sent_by_id=user.pk)


def unfiled_scan_for(user: User, pk: int) -> UnfiledScan:
    """Một bản quét chờ lưu — raises Http404 where there is none or it is another person's."""
    found = unfiled_scans(user).filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found
