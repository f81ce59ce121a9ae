"""Trang quá trình bồi dưỡng — one's own, or that of a person one may read."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from boiduong.course.recognition.personnel_records import queries
from boiduong.course.recognition.personnel_records.rules import COUNTED_STATES
from boiduong.course.recognition.personnel_records.views.common import born, line, user_of, xlsx_2c
from boiduong.course.recognition.personnel_records.views.declaring import declare_address
from boiduong.course.recognition.personnel_records.views.need import year_line
from boiduong.foundation.people.models import Person


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
    person = get_object_or_404(Person, uid=uid)
    if not queries.can_read_transcript(user_of(request), person):
        raise Http404
    return _transcript(request, person)


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
        "born": born(person),
        "own": user.person_id == person.pk,
        "lines": [line(record) for record in counted],
        "declared": [line(record) | {"why": reasons.get(record.pk, "")} for record in others],
        "years": [year_line(one) for one in queries.years_of_person(person, counted, timezone.localdate())],
        "declare_url": declare_address(user, person),
        **({"synthetic": True} if person.synthetic else {}),
    }
    return render(request, "personnel_records/transcript.html", context)
