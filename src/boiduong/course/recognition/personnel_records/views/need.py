"""Trang mức học hằng năm — who of one's units is under the need, by person and by place."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from boiduong.course.recognition.personnel_records import queries
from boiduong.course.recognition.personnel_records.permissions import can_see_need
from boiduong.course.recognition.personnel_records.queries import PersonYear, PlaceYear, YearLine
from boiduong.course.recognition.personnel_records.rules import VERDICTS
from boiduong.course.recognition.personnel_records.views.common import person_address
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.queries import user_of
from boiduong.web.lists import ListPage, Pill, xlsx_response

TAGS = {"enough": "good", "short": "bad", "unknown": "wait", "none": "plain"}
YEARS_SHOWN = 3
# The words of the Excel list are those of the paper file, so they stay Vietnamese.
WORDS = {"enough": "Đủ", "short": "Chưa đủ", "unknown": "Chưa xác định", "none": "Chưa có quy định"}


def _year(request: HttpRequest, today: date) -> int:
    """The year asked for, of the last few; nonsense shows this year."""
    asked = request.GET.get("nam", "")
    years = range(today.year - YEARS_SHOWN + 1, today.year + 1)
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in years else today.year


def _people(request: HttpRequest, *, with_units: bool = True) -> tuple[list[PersonYear], int, date]:
    user, today = user_of(request), timezone.localdate()
    if not can_see_need(user):
        raise Http404
    year = _year(request, today)
    return queries.people_of_year(user, year, today, with_units=with_units), year, today


def _context(people: list[PersonYear], year: int, today: date) -> dict[str, object]:
    """What both pages say above the list: the need, where it comes from, the years to choose from."""
    needs = {one.need for one in people if one.need}
    amounts = {one.periods for one in needs}
    years = [(year_, f"?nam={year_}", year_ == year) for year_ in range(today.year, today.year - YEARS_SHOWN, -1)]
    return {
        "year": year,
        "years": years,
        "need": next(iter(needs)) if len(needs) == 1 else None,
        "amount": next(iter(amounts)) if len(amounts) == 1 else None,
        "several": len(needs) > 1,
        **({"synthetic": True} if any(one.synthetic for one in people) else {}),
    }


@require_GET
def need(request: HttpRequest) -> HttpResponse:
    """Ai chưa đủ số tiết — people of one's units, those who are short first to be picked by a pill."""
    people, year, today = _people(request)
    page: ListPage[PersonYear] = ListPage(
        people,
        params=request.GET,
        pills=[
            Pill("", gettext("All")),
            Pill("chua-du", gettext("not enough yet"), lambda one: one.verdict.key == "short"),
            Pill("chua-xac-dinh", gettext("not established"), lambda one: one.verdict.key == "unknown"),
            Pill("du", gettext("enough"), lambda one: one.verdict.key == "enough"),
        ],
        search=lambda one: f"{one.name} {one.unit}",
        search_label=gettext("Search by name or unit"),
    )
    if page.wants_xlsx:
        return xlsx_response(f"Số tiết bồi dưỡng {year}", _people_sheet(page.filtered, year, page.filter_note))
    rows = [
        (one, person_address(one.uid), gettext(VERDICTS[one.verdict.key]), TAGS[one.verdict.key]) for one in page.rows
    ]
    context = {
        "page": page, "rows": rows, "places_url": f"{reverse('personnel_records:need_places')}?nam={year}",
        **_context(people, year, today),
    }  # fmt: skip
    return render(request, "personnel_records/need.html", context)


def _people_sheet(people: object, year: int, note: str) -> Sheet:
    columns = (
        Column("STT", 6, "int"), Column("Họ và tên", 28), Column("Chức vụ", 30), Column("Đơn vị", 30),
        Column(f"Số tiết năm {year}", 14, "int"), Column("Mức", 8, "int"), Column("Còn thiếu", 10, "int"),
        Column("Lớp chưa rõ số tiết", 14, "int"), Column("Kết luận", 16),
    )  # fmt: skip
    assert isinstance(people, list)  # noqa: S101 - a list was given to the page
    rows = [
        (
            n, one.name, one.post, one.unit, one.tally.periods, one.need.periods if one.need else None,
            one.verdict.missing, one.tally.unknown, WORDS[one.verdict.key],
        )
        for n, one in enumerate(people, start=1)
    ]  # fmt: skip
    notes = [note] if note else []
    if any(one.synthetic for one in people):
        notes.append("Dữ liệu mẫu: người không có thật")
    return Sheet(f"Năm {year}", columns, rows, tuple(notes))


@require_GET
def need_places(request: HttpRequest) -> HttpResponse:
    """Theo xã, phường, cơ quan — how many are enough, short, not established."""
    people, year, today = _people(request, with_units=False)
    page: ListPage[PlaceYear] = ListPage(
        queries.places_of_year(people, today),
        params=request.GET,
        pills=[
            Pill("", gettext("All")),
            Pill("con-thieu", gettext("with people short"), lambda one: one.count("short") > 0),
            Pill("da-du", gettext("everybody enough"), lambda one: one.count("enough") == one.people),
        ],
        search=lambda one: one.name,
        search_label=gettext("Search by unit"),
    )
    if page.wants_xlsx:
        titles = ("Đơn vị", "Số người", "Đủ", "Chưa đủ", "Chưa xác định")
        columns = (Column(titles[0], 34), *(Column(title, 14, "int") for title in titles[1:]))
        cells = [
            (one.name, one.people, one.count("enough"), one.count("short"), one.count("unknown"))
            for one in page.filtered
        ]
        return xlsx_response(f"Số tiết bồi dưỡng {year} theo đơn vị", Sheet(f"Năm {year}", columns, cells))
    here = reverse("personnel_records:need")
    rows = [
        (
            one,
            one.count("enough"),
            one.count("short"),
            one.count("unknown"),
            f"{reverse('personnel_records:need')}?nam={year}&tim={one.name}",
        )
        for one in page.rows
    ]
    back = (gettext("Periods of the year"), f"{here}?nam={year}")
    context = {"page": page, "rows": rows, "crumbs": [back], **_context(people, year, today)}
    return render(request, "personnel_records/need_places.html", context)


def year_line(one: YearLine) -> dict[str, object]:
    """Một năm để xem trên phiếu — the verdict in words and color."""
    return {"one": one, "word": gettext(VERDICTS[one.verdict.key]), "tag": TAGS[one.verdict.key]}
