"""Đọc chương trình — programs with their versions, parts and items."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import Http404

from boiduong.course.curriculum.programs.models import CompletionItem, ProgramPart, ProgramVersion
from boiduong.course.curriculum.programs.permissions import can_read, readable_q
from boiduong.foundation.accounts.models import User


def versions() -> QuerySet[ProgramVersion]:
    """Các phiên bản — newest first, with program, issuer, and how many parts and items each has."""
    found = ProgramVersion.objects.select_related("program__issuer", "approved_by")
    return found.annotate(part_count=Count("parts", distinct=True), item_count=Count("items", distinct=True)).order_by(
        "-id"
    )


def visible_versions(user: User) -> QuerySet[ProgramVersion]:
    """Các phiên bản được xem — fixed ones of everybody, drafts of the own school."""
    return versions().filter(readable_q(user))


def version_for(user: User, version_id: int) -> ProgramVersion:
    """Phiên bản theo số — raises Http404 where there is none or the user may not read it."""
    found = versions().filter(pk=version_id).first()
    if found is None or not can_read(user, found):
        raise Http404(version_id)
    return found


def parts_of(version: ProgramVersion) -> QuerySet[ProgramPart]:
    """Các phần — in order."""
    return version.parts.order_by("position")


def items_of(version: ProgramVersion) -> QuerySet[CompletionItem]:
    """Nội dung đánh giá — in order, with their part."""
    return version.items.select_related("part").order_by("position")
