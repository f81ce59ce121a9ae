"""Trang quá trình bồi dưỡng — one's own, or that of a person one may read."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from boiduong.course.recognition.certificates.rules import CREDENTIAL, VERIFY_PATH
from boiduong.course.recognition.personnel_records import papers, queries, services
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import home_units
from boiduong.course.recognition.personnel_records.queries import TranscriptLine
from boiduong.course.recognition.personnel_records.rules import COUNTED_STATES
from boiduong.course.recognition.personnel_records.views.common import line, xlsx_2c
from boiduong.course.recognition.personnel_records.views.declaring import declare_address
from boiduong.course.recognition.personnel_records.views.need import year_line
from boiduong.engines.vietnamese import birth_short
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.queries import typesetter
from boiduong.foundation.organizations.queries import names_on
from boiduong.foundation.people.models import Person
from boiduong.web.answers import pdf_response


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Quá trình bồi dưỡng của tôi."""
    person = user_of(request).person
    if person is None:
        raise Http404
    return _transcript(request, person)


@require_GET
def transcript(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Quá trình bồi dưỡng của một người — Http404 for whom one may not read."""
    return _transcript(request, _readable(request, uid))


@require_GET
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Phiếu quá trình bồi dưỡng — as PDF, to be signed and put into the paper file."""
    person = _readable(request, uid)
    today = timezone.localdate()
    records = list(queries.rows_of_person(person))
    years = queries.years_of_person(person, records, today)
    home = home_units(person)[:1]
    unit = names_on(home, today).get(home[0], "") if home else next((one.unit_text for one in records), "")
    form = papers.transcript_paper(person, records, years, unit=unit, on=today)
    return pdf_response(typesetter().render(form), name=f"Phiếu quá trình bồi dưỡng {person.full_name}")


@require_GET
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Phiếu kết quả của riêng một người — to those who may read the transcript, once it has a number."""
    record = TrainingRecord.objects.filter(pk=pk).select_related("person", "slip").first()
    if record is None or not queries.can_read_transcript(user_of(request), record.person):
        raise Http404(pk)
    page = queries.own_slip(record)
    if page is None:
        raise Http404(pk)
    return pdf_response(typesetter().render(page), name=f"Phiếu kết quả {record.person.full_name}")


def _readable(request: HttpRequest, uid: UUID) -> Person:
    person = get_object_or_404(Person, uid=uid)
    if not queries.can_read_transcript(user_of(request), person):
        raise Http404(uid)
    return person


def _transcript(request: HttpRequest, person: Person) -> HttpResponse:
    user, records = user_of(request), list(queries.transcript(person))
    for record in records:
        record.person = person
    counted = [record for record in records if record.state in COUNTED_STATES]
    if request.GET.get("xlsx") == "1":
        return xlsx_2c(f"Quá trình bồi dưỡng {person.full_name}", counted)
    others = [record for record in records if record.state not in COUNTED_STATES]
    reasons = queries.rejections(others)
    context = {
        "person": person,
        "born": birth_short(person.birth_on, person.birth_year),
        "own": user.person_id == person.pk,
        "lines": [transcript_line(one) for one in queries.transcript_lines(counted)],
        "declared": [line(record) | {"why": reasons.get(record.pk, "")} for record in others],
        "years": [year_line(one) for one in queries.years_of_person(person, counted, timezone.localdate())],
        "declare_url": declare_address(user, person),
        "may_read_ids": services.may_read_ids(user),
        **({"synthetic": True} if person.synthetic else {}),
    }
    return render(request, "personnel_records/transcript.html", context)


def transcript_line(one: TranscriptLine) -> dict[str, object]:
    """Một dòng của phiếu để xem — with its topics, and its papers each with the address of its check."""
    shown = [
        (f"{given.spec.title} số {given.number_text}", f"{VERIFY_PATH}{given.uid}/", given.status.state)
        for given in one.papers
    ]
    checked = [(name, url, gettext(CREDENTIAL.states[state])) for name, url, state in shown]
    return {**line(one.record), "topics": one.topics, "papers": checked, "has_slip": one.has_slip}
