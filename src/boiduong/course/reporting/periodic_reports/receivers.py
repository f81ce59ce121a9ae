"""Ai đọc được văn bản của khóa — documents know no course, so the right to read is brought to them from here."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import CourseDocument
from boiduong.course.delivery.courses.permissions import can_read_people, can_see
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.permissions import contribute_readers


@contribute_readers
def readers_of_the_course(user: User, document: Document) -> bool:
    """Người được xem khóa và danh sách người của khóa — papers of a course carry lists of people."""
    rows = CourseDocument.objects.filter(document=document).select_related("course__institution")
    return any(can_see(user, row.course) and can_read_people(user, row.course) for row in rows)
