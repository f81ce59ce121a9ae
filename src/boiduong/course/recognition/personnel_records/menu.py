"""Bước hồ sơ cán bộ — what the rail and the home pages say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.recognition.personnel_records import queries
from boiduong.course.recognition.personnel_records.permissions import OFFICES, can_see_need, can_write
from boiduong.course.recognition.personnel_records.rules import COUNTED_STATES, REMIND_FROM_MONTH, VERDICTS
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.people.models import Person
from boiduong.web.registry import Action, Need, Panel, StepFacts, Waiting, panel, step, waiting


@step("records", acts=can_write)
def records_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Hồ sơ cán bộ — done when every result is with its unit; confirmations that are missing do not hold it back."""
    url = reverse("personnel_records:step", args=[course.slug])
    found = queries.progress(course)
    note = ngettext("%(n)d sent", "%(n)d sent", found.sent) % {"n": found.sent} if found.sent else ""
    if found.recognized and found.sent >= found.recognized:
        return StepFacts(state="done", note=note)
    left = found.sent - found.filed
    needs = [
        Need(gettext("Decision of recognition"), level="done" if found.recognized else "missing"),
        Need(gettext("Records written"), level="done" if found.written >= found.recognized > 0 else "missing"),
    ]
    if left:
        text = ngettext("%(n)d result is not filed yet", "%(n)d results are not filed yet", left) % {"n": left}
        needs.append(Need(text, level="clock"))
    title = gettext("Send the results to the units") if found.written else gettext("Write the results into the records")
    return StepFacts(note=note, title=title, main=Action(gettext("To the records"), url), needs=tuple(needs))


@waiting(Role.TRAINING_OFFICER)
def results_to_send(user: User, at: datetime) -> Iterator[Waiting]:
    """Kết quả chưa gửi đơn vị — courses whose papers are issued and whose results stay here."""
    for course, left in queries.courses_to_send(user):
        yield Waiting(
            ngettext("Send %(n)d result to its unit", "Send %(n)d results to their units", left) % {"n": left},
            course.title,
            Action(gettext("To the records"), reverse("personnel_records:step", args=[course.slug])),
        )


@waiting(Role.UNIT_CLERK)
def results_to_file(user: User, at: datetime) -> Iterator[Waiting]:
    """Chờ cán bộ tổ chức đơn vị — results that came and are not confirmed as filed."""
    found = queries.transfers_for(user).filter(filed_at__isnull=True)[:7]
    for one in found:
        yield Waiting(
            gettext("File the results in the personnel files"),
            one.course.title,
            Action(gettext("Look at the results"), reverse("personnel_records:to_file")),
        )


@waiting(Role.UNIT_CLERK, *OFFICES)
def declared_elsewhere(user: User, at: datetime) -> Iterator[Waiting]:
    """Học ở nơi khác — declared by others, waiting for somebody who has seen the paper."""
    found = queries.to_confirm(user).count()
    if found:
        yield Waiting(
            ngettext("Confirm %(n)d class learned elsewhere", "Confirm %(n)d classes learned elsewhere", found)
            % {"n": found},
            gettext("Each with a picture of its paper"),
            Action(gettext("Look at the papers"), reverse("personnel_records:to_confirm")),
        )


@waiting(Role.UNIT_CLERK)
def outside_to_file(user: User, at: datetime) -> Iterator[Waiting]:
    """Đã được xác nhận — the paper of a class learned elsewhere goes into the file."""
    found = queries.outside_to_file(user).count()
    if found:
        yield Waiting(
            ngettext("File %(n)d outside paper", "File %(n)d outside papers", found) % {"n": found},
            gettext("The office has confirmed them"),
            Action(gettext("Look at the results"), reverse("personnel_records:to_file")),
        )


@waiting(Role.UNIT_CLERK)
def under_the_need(user: User, at: datetime) -> Iterator[Waiting]:
    """Cuối năm còn người chưa đủ số tiết — from the month on in which there is still time to send them."""
    today = timezone.localtime(at).date()
    if today.month < REMIND_FROM_MONTH:
        return
    people = queries.people_of_year(user, today.year, today)
    short = sum(one.verdict.key == "short" for one in people)
    if short:
        words = ngettext("%(n)d person is under the yearly need", "%(n)d people are under the yearly need", short)
        yield Waiting(
            words % {"n": short},
            gettext("Periods of %(year)s") % {"year": today.year},
            Action(gettext("See who"), f"{reverse('personnel_records:need')}?trang_thai=chua-du"),
            due=date(today.year, 12, 31),
        )


@panel("person")
def received(person: Person, user: User, at: datetime) -> Panel | None:
    """Quá trình bồi dưỡng — on the page of a person, for those who may read it."""
    if not queries.can_read_transcript(user, person):
        return None
    today = timezone.localtime(at).date()
    records = list(queries.transcript(person).filter(state__in=COUNTED_STATES))
    year = queries.years_of_person(person, records, today)[0]
    context = {"person": person, "records": len(records), "year": year, "word": gettext(VERDICTS[year.verdict.key])}
    return Panel("personnel_records/person_panel.html", context, order=20)


@panel("people")
def periods_of_the_year(user: User, at: datetime) -> Panel | None:
    """Lối đến số tiết trong năm — beside the register of people."""
    return Panel("personnel_records/people_panel.html") if can_see_need(user) else None


@waiting(Role.TRAINING_OFFICER, Role.RECORDS_OFFICER)
def silent_units(user: User, at: datetime) -> Iterator[Waiting]:
    """Đơn vị chưa trả lời, hoặc báo thiếu phiếu — by course."""
    for course, left in queries.units_silent(user, at):
        yield Waiting(
            ngettext("Ask %(n)d unit about its results", "Ask %(n)d units about their results", left) % {"n": left},
            course.title,
            Action(gettext("See each unit"), f"{reverse('personnel_records:sent', args=[course.slug])}?trang_thai=cho"),
        )
