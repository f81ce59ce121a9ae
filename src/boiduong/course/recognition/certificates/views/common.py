"""Chung cho các trang chứng chỉ — who asks, the path, the words of states, pills and spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_for, course_path
from boiduong.course.recognition.certificates import queries
from boiduong.course.recognition.certificates.models import Credential, CredentialSpec
from boiduong.course.recognition.certificates.papers import BOOK_COLUMNS, book_row
from boiduong.course.recognition.certificates.permissions import can_read_register
from boiduong.course.recognition.certificates.rules import CREDENTIAL
from boiduong.engines import spreadsheets
from boiduong.foundation.accounts.queries import user_of
from boiduong.web.lists import Pill, xlsx_response

TAGS = {"issued": "good", "handed": "good", "revoked": "bad", "replaced": "wait"}


@dataclass(frozen=True)
class Line:
    """Một dòng chứng chỉ trên trang — as it was issued, with its state in words."""

    credential: Credential
    word: str
    tag: str
    address: str = ""

    @property
    def name(self) -> str:
        """Họ tên trên giấy."""
        return str(self.credential.facts["name"])


def line(credential: Credential, address: str = "") -> Line:
    """Dòng của một chứng chỉ."""
    state = credential.status.state
    return Line(credential, gettext(CREDENTIAL.states[state]), TAGS[state], address)


def lines(course: Course, credentials: Iterable[Credential]) -> list[Line]:
    """Các dòng của một khóa — an address is worked out once, not once a row."""
    nobody = UUID(int=0)
    pattern = reverse("certificates:credential", args=[course.slug, nobody])
    return [line(one, pattern.replace(str(nobody), str(one.uid))) for one in credentials]


def course_with_register(request: HttpRequest, slug: str) -> Course:
    """Khóa mà người này được đọc sổ cấp — raises Http404 else."""
    user = user_of(request)
    course = course_for(user, slug)
    if not can_read_register(user, course):
        raise Http404
    return course


def spec_for(course: Course, pk: int) -> CredentialSpec:
    """Loại giấy của khóa — raises Http404."""
    found = next((one for one in queries.specs_of(course) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def credential_of(course: Course, uid: UUID) -> Credential:
    """Chứng chỉ của khóa — raises Http404."""
    found = queries.credential_for(course, uid)
    if found is None:
        raise Http404
    return found


def crumbs(course: Course, *, inside: bool = True) -> list[tuple[str, str]]:
    """Đường dẫn — courses, the course, and its certificates."""
    path = course_path(course)
    return [*path, (gettext("Certificates"), reverse("certificates:step", args=[course.slug]))] if inside else path


def pills() -> list[Pill[Credential]]:
    """Nhãn lọc theo trạng thái."""
    return [
        Pill("", gettext("All")),
        Pill("cho-trao", gettext("to hand over"), Q(status__state="issued")),
        Pill("da-trao", gettext("handed over"), Q(status__state="handed")),
        Pill("thay", gettext("replaced by another paper"), Q(status__state="replaced")),
        Pill("thu-hoi", gettext("revoked"), Q(status__state="revoked")),
    ]


def book_xlsx(name: str, rows: Iterable[Credential]) -> HttpResponse:
    """Sổ cấp dạng bảng tính — the same columns as the printed book."""
    sheet = spreadsheets.Sheet(
        title="Sổ cấp",
        columns=tuple(spreadsheets.Column(column.title) for column in BOOK_COLUMNS),
        rows=[book_row(one) for one in rows],
    )
    return xlsx_response(name, sheet)
