"""Hồ sơ lớp trọn bộ — which files it holds, in which order; later stages add their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries.frame import papers_in
from boiduong.foundation.documents.rules import KINDS
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import PDF
from boiduong.foundation.jobs.models import Job

JOB = "courses.dossier"
WHOLE = "Cả khóa"
HELD = ("numbered", "filed", "void")


@dataclass(frozen=True)
class DossierPart:
    """Một tệp của hồ sơ — `bound` ones stand in the joined PDF as well as in the archive.

    A `copy` is signed by itself: its pages stand in the joined PDF with a line that says where the original lies.
    """

    section: str
    title: str
    folder: str
    file: StoredFile
    bound: bool = True
    copy: bool = False


Contribution = Callable[[Course], Iterable[DossierPart]]
_more: list[Contribution] = []
_counts: dict[Contribution, Callable[[Course], int]] = {}


def contribute_dossier(function: Contribution, count: Callable[[Course], int] | None = None) -> Contribution:
    """Thêm tệp vào hồ sơ — a later stage gives what it keeps outside the papers of the course.

    `count` says how many they are where that is cheaper than to list them.
    """
    if function not in _more:
        _more.append(function)
    if count is not None:
        _counts[function] = count
    return function


def dossier_parts(course: Course) -> list[DossierPart]:
    """Các tệp của hồ sơ — papers of the whole course, then of each class; then what later stages add."""
    rows = papers_in(course).filter(document__state__in=HELD).select_related("document__pdf", "document__scan")
    ordered = sorted(rows, key=lambda row: (row.training_class.position if row.training_class else 0, row.pk))
    found: list[DossierPart] = []
    for row in ordered:
        section = row.training_class.label if row.training_class else WHOLE
        kind = KINDS.get(row.document.kind, ("", ""))[0]
        void = " (đã hủy)" if row.document.state == "void" else ""
        title = f"{row.document.number_text} {kind}: {row.document.subject}{void}"
        found += _parts(section, title, row.document.pdf, row.document.scan)
    for function in _more:
        found += function(course)
    return found


def dossier_count(course: Course) -> int:
    """Số tệp của hồ sơ — as many as `dossier_parts` lists, without reading them."""
    held = papers_in(course).filter(document__state__in=HELD).order_by()
    files = held.aggregate(pdf=Count("document__pdf"), scan=Count("document__scan"))
    counts = (_counts[one](course) if one in _counts else len(list(one(course))) for one in _more)
    return int(files["pdf"] + files["scan"]) + sum(counts)


def _parts(section: str, title: str, pdf: StoredFile | None, scan: StoredFile | None) -> Iterator[DossierPart]:
    """The signed scan stands in the joined file where it is a PDF, else the bytes that were numbered."""
    signed = scan is not None and scan.mime == PDF
    if pdf is not None:
        yield DossierPart(section, title, "van-ban", pdf, bound=not signed)
    if scan is not None:
        yield DossierPart(section, title, "ban-da-ky", scan, bound=signed)


def last_dossier(course: Course) -> Job | None:
    """Lần đóng hồ sơ gần nhất — running, done or failed."""
    return Job.objects.filter(kind=JOB, key=f"{JOB}:{course.pk}").order_by("-id").first()


def dossier_file(course: Course, ending: str) -> StoredFile | None:
    """Tệp hồ sơ đã đóng — of the last run that came to its end."""
    done = Job.objects.filter(kind=JOB, key=f"{JOB}:{course.pk}", state="done").order_by("-id").first()
    found = (done.result or {}).get(ending) if done else None
    return StoredFile.objects.filter(pk=found).first() if found else None
