"""Đọc chứng chỉ — the register as a book, one credential by its number or mark, who still waits for one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, CourseDuty, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import recognized_count, recognized_in, recognized_rows
from boiduong.course.recognition.certificates.models import (
    BlankUse,
    Credential,
    CredentialEvent,
    CredentialSpec,
    Register,
)
from boiduong.engines.credentials import same_code
from boiduong.engines.vietnamese import nfc
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.queries import period_start
from boiduong.foundation.organizations.queries import among, within
from boiduong.foundation.people.models import Person
from boiduong.web.prepared import prepared
from boiduong.web.reading import once

# The period of a book that never begins anew.
ONE_BOOK = date(1, 1, 1)
_READ = ("spec__course__institution", "spec__issuer", "register", "status", "row__enrollment__person", "pdf")


def _whole() -> QuerySet[Credential]:
    return Credential.objects.select_related(*_READ)


def _looked_up() -> QuerySet[Credential]:
    """What the public page reads of one paper: little, because it is asked often."""
    return Credential.objects.select_related("register__issuer", "status").order_by()


def specs_of(course: Course) -> list[CredentialSpec]:
    """Các loại giấy của khóa — in their order."""
    return list(CredentialSpec.objects.filter(course=course).select_related("course__institution", "issuer"))


def competent(spec: CredentialSpec) -> bool:
    """Nơi cấp có thẩm quyền — the issuer holds the duty to certify in this course."""
    if spec.issuer_id is None:
        return False
    return CourseDuty.objects.filter(course=spec.course_id, unit_id=spec.issuer_id, duty="certify").exists()


@dataclass(frozen=True)
class SpecCount:
    """Một loại giấy kèm số đã cấp — `served` leaves out papers that replace another; the kind itself is not read."""

    pk: int
    title: str
    to: str
    issuer_id: int | None
    issued: int
    served: int


@dataclass(frozen=True)
class SpecFigures:
    """Số liệu một loại giấy — papers in the register, people still without, whether the issuer has the duty."""

    spec: CredentialSpec
    issued: int
    waiting: int
    competent: bool


def _papers(**which: object) -> Coalesce:
    """How many papers of a kind: counted by the index, where a join would group over every paper of the course."""
    found = Credential.objects.filter(spec=OuterRef("pk"), **which).order_by().values("spec")
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def spec_counts(course: Course) -> list[SpecCount]:
    """Các loại giấy của khóa kèm số đã cấp — one query, however many parts of a page ask."""
    return once(f"certificates.counts:{course.pk}", lambda: [SpecCount(*row) for row in _counted(course.pk)])


@prepared
def _counted(course: int) -> QuerySet[CredentialSpec, Any]:
    """The kinds of paper of a course with the papers issued and the first papers among them."""
    found = CredentialSpec.objects.filter(course=course).order_by("position", "id")
    return found.values_list("pk", "title", "to", "issuer_id", _papers(), _papers(replaces__isnull=True))


def specs_to_issue(user: User) -> list[tuple[CredentialSpec, int]]:
    """Loại giấy còn phải cấp, kèm số tờ — of issuers that this records officer serves, but those chosen singly."""
    found = CredentialSpec.objects.filter(issuer__isnull=False).exclude(to="chosen")
    issuers = issuers_in_scope(user)
    if issuers is not None:
        found = found.filter(issuer_id__in=among(issuers))
    counted = found.annotate(served=_papers(replaces__isnull=True), recognized=recognized_in(OuterRef("course")))
    left = counted.filter(recognized__gt=F("served")).select_related("course").order_by("course", "position")
    return [(one, one.recognized - one.served) for one in left]


def figures_of(course: Course) -> list[SpecFigures]:
    """Số liệu các loại giấy của khóa — four queries for any number of kinds."""
    certifying = set(CourseDuty.objects.filter(course=course, duty="certify").values_list("unit_id", flat=True))
    specs = {one.pk: one for one in CredentialSpec.objects.filter(course=course).select_related("issuer")}
    recognized = recognized_count(course)
    figures = []
    for one in spec_counts(course):
        spec = specs[one.pk]
        spec.course = course
        figures.append(SpecFigures(spec, one.issued, max(recognized - one.served, 0), one.issuer_id in certifying))
    return figures


def waiting_rows(spec: CredentialSpec, training_class: TrainingClass | None = None) -> QuerySet[RecognitionRow]:
    """Người được công nhận chưa có giấy này — in the order of the decisions' lists."""
    # Read as one list: asked row by row, the database would run through every paper of the kind for each person.
    served = Credential.objects.filter(spec=spec).order_by().values("row_id")
    return recognized_rows(spec.course, training_class).exclude(pk__in=served)


def still_without(training_class: TrainingClass) -> tuple[CredentialSpec, int] | None:
    """Loại giấy mà lớp còn thiếu, kèm số người — the first kind that somebody recognized in the class does not have.

    Kinds for a few chosen people, and those whose issuer nobody has named, are owed to nobody. None: all have theirs.
    """
    kinds = CredentialSpec.objects.filter(course=training_class.course_id, issuer__isnull=False).exclude(to="chosen")
    for spec in kinds.select_related("course").order_by("position", "id"):
        n = waiting_rows(spec, training_class).count()
        if n:
            return spec, n
    return None


def issued_of(spec: CredentialSpec) -> QuerySet[Credential]:
    """Giấy đã cấp của một loại — in the order of the register."""
    return _whole().filter(spec=spec).order_by("register_id", "entry_no")


def credentials_of_course(course: Course) -> QuerySet[Credential]:
    """Giấy đã cấp của khóa — in the order of the registers, with their states: what a list shows of them."""
    found = Credential.objects.filter(spec__course=course).select_related("status")
    return found.order_by("register_id", "entry_no")


def handed_together(credential: Credential) -> QuerySet[Credential]:
    """Các tờ khác ghi trao cùng lúc — of the same act as the last handing over of this one, still so."""
    last = credential.events.filter(act="handed").order_by("-id").first()
    if last is None:
        return Credential.objects.none()
    same = CredentialEvent.objects.filter(
        credential=OuterRef("pk"), act="handed", at=last.at, by_id=last.by_id, to_text=last.to_text
    )
    later = CredentialEvent.objects.filter(credential=OuterRef("pk"), act="handed", at__gt=last.at)
    found = Credential.objects.filter(spec__course=credential.spec.course_id, status__state="handed")
    return found.filter(Exists(same), ~Exists(later)).exclude(pk=credential.pk)


def waits_for_hand(course: Course) -> bool:
    """Còn giấy chưa trao — whether a paper of the course is issued and not handed over."""
    return Credential.objects.filter(spec__course=course, status__state="issued").exists()


def credential_for(course: Course, uid: uuid.UUID) -> Credential | None:
    """Một chứng chỉ của khóa, theo dấu."""
    return _whole().filter(spec__course=course, uid=uid).first()


def credentials_of_person(person: Person) -> QuerySet[Credential]:
    """Chứng chỉ của một người — newest first."""
    return _whole().filter(row__enrollment__person=person).order_by("-issued_on", "-id")


def numbers_by_row(rows: Iterable[RecognitionRow]) -> dict[int, list[Credential]]:
    """Giấy còn giá trị theo kết quả xét — every credential of each result, replaced and revoked ones left out."""
    found: dict[int, list[Credential]] = {}
    live = _whole().filter(row__in=[row.pk for row in rows], status__state__in=("issued", "handed"))
    for credential in live.order_by("spec__position", "id"):
        found.setdefault(credential.row_id, []).append(credential)
    return found


def events_of(credential: Credential) -> list[CredentialEvent]:
    """Diễn biến của một chứng chỉ."""
    return list(credential.events.select_related("document").defer("document__facts"))


def find_by_number(number: str, check_code: str) -> Credential | None:
    """Tra theo số và mã — both must fit one credential; a wrong code is answered like an unknown number.

    Numbers of different issuers may read alike; the code tells them apart. Spaces and small letters are forgiven.
    """
    typed = " ".join(nfc(number).replace("\0", "").split())
    fitting = None
    for credential in _looked_up().filter(number_text__in={typed, typed.upper()})[:50]:
        # Compared in constant time, and to the end: how long it takes tells nothing.
        if same_code(check_code, credential.check_code):
            fitting = credential
    return fitting


def find_by_uid(uid: uuid.UUID) -> Credential | None:
    """Tra theo dấu in trong mã QR."""
    return next(iter(_looked_up().filter(uid=uid)[:1]), None)


def find_by_bytes(*sha256: str) -> Credential | None:
    """Tra theo nội dung tệp — the credential whose bytes as issued have one of these hashes."""
    return next(iter(_looked_up().filter(sha256__in=sha256)[:1]), None)


def registers_of(course: Course) -> list[Register]:
    """Các sổ có giấy của khóa."""
    used = Credential.objects.filter(spec__course=course).values("register_id")
    return list(Register.objects.filter(pk__in=used).select_related("issuer").order_by("id"))


def register_rows(register: Register, course: Course | None = None) -> QuerySet[Credential]:
    """Các dòng của sổ — in the order of entry, each with what happened to it since."""
    rows = Credential.objects.filter(register=register).order_by("entry_no")
    if course is not None:
        rows = rows.filter(spec__course=course)
    return with_events(rows)


def with_events(rows: QuerySet[Credential]) -> QuerySet[Credential]:
    """Kèm diễn biến — what happened to each paper since its issue, for the remarks of the book.

    All else that the book says stands in the facts of the paper; of another paper its number alone is read.
    """
    events = CredentialEvent.objects.exclude(act="issued").select_related("document").defer("document__facts")
    sheets = BlankUse.objects.filter(act="used").select_related("blank")
    rows = rows.select_related("replaces", "replaced_by").defer("replaces__facts", "replaced_by__facts")
    return rows.prefetch_related(Prefetch("events", events), Prefetch("blank_uses", sheets))


def register_period(spec: CredentialSpec, issued_on: date, restart: str = "year") -> date:
    """Kỳ của sổ — committee term for the Party, calendar year for the others; "never" keeps one book.

    A Party number says no year: while the term is not written down the book goes on, lest two papers be numbered alike.
    """
    assert spec.issuer_id is not None, "asked only for a spec with an issuer"  # noqa: S101
    if spec.layout == "party":
        basis, start = period_start(issuer_id=spec.issuer_id, layout="party", issued_on=issued_on)
        return start if basis == "term" else ONE_BOOK
    return ONE_BOOK if restart == "never" else date(issued_on.year, 1, 1)


def term_missing(spec: CredentialSpec, issued_on: date) -> bool:
    """Chưa ghi nhiệm kỳ — a Party issuer of which no term is known that day, so that its book cannot begin anew."""
    if spec.layout != "party" or spec.issuer_id is None:
        return False
    return register_period(spec, issued_on) == ONE_BOOK


def periods_of(version_id: int) -> int | None:
    """Thời lượng chương trình — the sum of its topics in tiết; None where no topic says."""
    total: int | None = Topic.objects.filter(version_id=version_id).aggregate(total=Sum("periods"))["total"]
    return total


def issuers_in_scope(user: User) -> frozenset[int] | None:
    """Các nơi cấp mà văn thư này phục vụ — unit ids; None stands for everything."""
    scopes = scopes_of(user, Role.RECORDS_OFFICER)
    if None in scopes:
        return None
    return frozenset[int]().union(*(within(scope) for scope in scopes if scope is not None))


def corrected(credential: Credential) -> list[tuple[str, str, str]]:
    """Chỗ đã sửa so với tờ giấy — key, what the paper says, what is written here now; only where the two differ."""
    learner = Enrollment.objects.select_related("person").get(pk=credential.row.enrollment_id)
    person = learner.person
    now = {
        "name": person.full_name,
        "birth": f"{person.birth_on:%d/%m/%Y}" if person.birth_on else str(person.birth_year or ""),
        "post": learner.post_text,
        "unit": learner.unit_text,
        "course": credential.spec.course.title,
    }
    said = {key: str(credential.facts.get(key) or "") for key in now}
    return [(key, said[key], text) for key, text in now.items() if said[key] != text]
