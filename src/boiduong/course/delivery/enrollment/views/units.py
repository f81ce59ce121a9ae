"""Trang của đơn vị — the unit's own list: add people, one by one or from a file, then send it."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.models import TargetGroup
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.forms import FileForm, NewPersonForm, PickForm
from boiduong.course.delivery.enrollment.models import Call
from boiduong.course.delivery.enrollment.queries import nominations_of, quota_lines, unit_names
from boiduong.course.delivery.enrollment.rules.listing import DOUBTFUL, MATCHED, NEW, WRONG, ListedRow
from boiduong.course.delivery.enrollment.views.common import (
    address,
    call_of,
    course_of,
    crumbs,
    now,
    tell,
    tell_refusal,
    unit_of,
)
from boiduong.course.delivery.enrollment.views.showing import shown
from boiduong.engines.vietnamese import fold
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.queries import paper_bytes
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import XLSX
from boiduong.foundation.files.services import store_upload
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.foundation.people.services import LooksLikeExisting, PersonFacts, candidates_for
from boiduong.refusals import Refusal
from boiduong.web.answers import paper_response
from boiduong.web.forms import read_date
from boiduong.web.lists import ListPage, Pill

# A preview is decided within a working day; afterwards the file is read anew.
PREVIEW_SECONDS = 8 * 3600


def _frame(request: HttpRequest, slug: str, unit_pk: int) -> tuple[Call, Unit, dict[str, object]]:
    """What every page of a unit shows: course, call, the unit's name and its seats."""
    course = course_of(request, slug)
    unit = unit_of(request, course, unit_pk)
    call = call_of(course)
    today = timezone.localdate(now())
    lines = quota_lines(call, on=today, unit_ids=frozenset({unit.pk}))
    name = unit_names({unit.pk}, today).get(unit.pk, str(unit))
    return call, unit, {
        "course": course, "synthetic": course.synthetic, "call": call, "unit": unit, "unit_name": name,
        "lines": lines, "left": sum(line.room.left for line in lines), "days": (call.due_on - today).days,
        "reserves_left": sum(max(line.quota.reserves - line.room.waiting, 0) for line in lines),
        "seats": sum(line.quota.seats for line in lines),
        "here": address("unit", course, unit=unit.pk),
    }  # fmt: skip


@require_GET
def unit_list(request: HttpRequest, slug: str, unit: int) -> HttpResponse:
    """Danh sách của đơn vị — who is on it and how each stands."""
    call, home, frame = _frame(request, slug, unit)
    rows = list(nominations_of(call.course, unit_ids=frozenset({home.pk})).filter(call=call))
    drafts = [n for n in rows if n.state == "proposed"]
    # Once the call is closed only who goes instead of somebody may still be sent.
    to_send = [n for n in drafts if call.state == "issued" or n.replaces_id]
    context = {
        **frame,
        "rows": [shown(n) for n in rows if n.state not in ("withdrawn", "replaced", "lapsed")],
        "gone": [shown(n) for n in rows if n.state in ("withdrawn", "replaced", "lapsed")],
        "to_send": len(to_send),
        "unsent": len(drafts) - len(to_send) if call.state == "closed" else 0,
        "in_review": sum(n.state == "submitted" for n in rows),
        "refused": sum(n.state == "refused" for n in rows),
        "crumbs": crumbs(call.course),
    }
    return render(request, "enrollment/unit.html", context)


@require_http_methods(["GET", "POST"])
def nominate(request: HttpRequest, slug: str, unit: int) -> HttpResponse:
    """Cử người — ticked among the unit's own people, or typed in when not in the register yet."""
    call, home, frame = _frame(request, slug, unit)
    people = services.people_to_send(home, call.course, on=timezone.localdate(now()))
    groups = TargetGroup.objects.filter(course=call.course)
    pick = PickForm(request.POST if "chon_nguoi" in request.POST else None, people=people, groups=groups)
    new = NewPersonForm(request.POST if "nguoi_moi" in request.POST else None, groups=groups, prefix="moi")
    if "nguoi_moi" in request.POST and request.POST.get("moi-same"):
        new = _asked_again(request, groups)
    if "chon_nguoi" in request.POST and pick.is_valid():
        if _propose_picked(request, call, home, pick, people):
            return redirect(str(frame["here"]))
    elif "nguoi_moi" in request.POST and new.is_valid() and _propose_new(request, call, home, new):
        return redirect(str(frame["here"]))
    context = {
        **frame, "pick": pick, "new": new, "has_people": bool(people),
        "open_new": new.is_bound or not people,
        "crumbs": crumbs(call.course, (str(frame["unit_name"]), str(frame["here"]))),
    }  # fmt: skip
    return render(request, "enrollment/nominate.html", context)


def _asked_again(request: HttpRequest, groups: QuerySet[TargetGroup]) -> NewPersonForm:
    """The form after the question who it is: the same people are offered, found anew by name and birth date."""
    return NewPersonForm(request.POST, groups=groups, prefix="moi", candidates=_alike(request))


def _alike(request: HttpRequest) -> list[Person]:
    """Same name and same birth date; a name alone would show birth dates of people of other units."""
    name = request.POST.get("moi-full_name", "")
    try:
        born = read_date(request.POST.get("moi-birth_on", ""))
    except ValidationError:
        return []
    return candidates_for(PersonFacts(name, born)) if name.strip() else []


def _propose_picked(
    request: HttpRequest, call: Call, unit: Unit, form: PickForm, people: list[tuple[Person, str]]
) -> bool:
    facts = form.cleaned_data
    wanted = set(facts["people"])
    listed = [
        services.Proposal(p, unit, facts["group"], post, facts["place"]) for p, post in people if str(p.pk) in wanted
    ]
    try:
        made = services.propose_many(call, listed, by=user_of(request), at=now())
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    words = ngettext("%(n)d person is on the list. Send it when it is complete.",
                     "%(n)d people are on the list. Send it when it is complete.", len(made))  # fmt: skip
    tell(request, words % {"n": len(made)})
    return True


def _propose_new(request: HttpRequest, call: Call, unit: Unit, form: NewPersonForm) -> bool:
    data, user, at = form.cleaned_data, user_of(request), now()
    facts = PersonFacts(
        data["full_name"], data["birth_on"], sex=data["sex"], phone=data["phone"], synthetic=call.course.synthetic
    )
    same = data["same"]
    try:
        if same and same != "new":
            person = next((p for p in _alike(request) if str(p.pk) == same), None)
            if person is None:
                raise Http404
            services.propose(
                call, person, data["group"], unit=unit, place=data["place"], post_text=data["post_text"], by=user, at=at
            )
        else:
            services.nominate_new(
                call, unit, facts, data["group"], post_text=data["post_text"], place=data["place"],
                another_one=same == "new", by=user, at=at,
            )  # fmt: skip
    except LooksLikeExisting as like:
        form.offer(like.candidates)
        form.add_error("same", like.sentence(gettext))
        return False
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    tell(request, gettext("%(name)s is on the list. Send it when it is complete.") % {"name": data["full_name"]})
    return True


@require_POST
def send(request: HttpRequest, slug: str, unit: int) -> HttpResponse:
    """Gửi danh sách — everything prepared goes to whoever reviews."""
    call, home, frame = _frame(request, slug, unit)
    try:
        rows = services.submit_nominations(call, home, by=user_of(request), at=now())
    except Refusal as refusal:
        tell_refusal(request, refusal)
    else:
        words = ngettext("The list of %(n)d person was sent.", "The list of %(n)d people was sent.", len(rows))
        tell(request, words % {"n": len(rows)})
    return redirect(str(frame["here"]))


@require_GET
def template(request: HttpRequest, slug: str, unit: int) -> HttpResponse:
    """Tải mẫu — our own spreadsheet for this unit."""
    call, _, frame = _frame(request, slug, unit)
    content = services.list_template(call, str(frame["unit_name"]), on=timezone.localdate(now()))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="mau-cu-{slugify(fold(str(frame["unit_name"])))}.xlsx"'
    return response


@require_POST
def paper(request: HttpRequest, slug: str, unit: int) -> HttpResponse:
    """Soạn danh sách trích ngang — of this unit, with restricted columns when asked for."""
    call, home, frame = _frame(request, slug, unit)
    restricted = request.POST.get("han_che") == "1"
    try:
        services.draft_nomination_list(call.course, unit=home, restricted=restricted, by=user_of(request), at=now())
        tell(request, gettext("The extract list is drafted and waits for its number."))
    except Refusal as refusal:
        tell_refusal(request, refusal)
    return redirect(str(frame["here"]))


@require_GET
def letter(request: HttpRequest, slug: str, unit: int) -> HttpResponse:
    """Công văn cử cán bộ của đơn vị — to be numbered and signed by the unit; `?tep=docx` gives it in Word."""
    call, home, _ = _frame(request, slug, unit)
    papers = services.unit_letter(call, home, by=user_of(request), at=now())
    word = request.GET.get("tep") == "docx"
    return paper_response(paper_bytes(papers, word=word), name="Công văn cử cán bộ", word=word)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, slug: str, unit: int) -> HttpResponse:
    """Gửi tệp danh sách — read and shown; nothing is written here."""
    call, home, frame = _frame(request, slug, unit)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            stored = store_upload(
                sent.read(), name=sent.name, kinds=(XLSX,), limit=min(2_000_000, settings.UPLOAD_MAX_BYTES), at=now()
            )
            services.read_list(stored.read(), call, home, at=now(), language=_language())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            token = signing.dumps({"f": stored.pk, "u": home.pk, "w": user_of(request).pk}, salt="enrollment.list")
            return redirect(address("preview", call.course, unit=home.pk, token=token))
    context = {**frame, "form": form, "crumbs": crumbs(call.course, (str(frame["unit_name"]), str(frame["here"])))}
    return render(request, "enrollment/upload.html", context)


def _language() -> Literal["vi", "en"]:
    return "en" if translation.get_language() == "en" else "vi"


def _stored(request: HttpRequest, token: str, unit: Unit) -> StoredFile:
    """The file of a signed preview: of this unit, sent by this user, within a working day."""
    try:
        facts = signing.loads(token, salt="enrollment.list", max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    if facts.get("u") != unit.pk or facts.get("w") != user_of(request).pk:
        raise Http404
    found = StoredFile.objects.filter(pk=facts.get("f")).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, slug: str, unit: int, token: str) -> HttpResponse:
    """Xem trước — what the file says, what was understood, what must be decided; written only when all is clear."""
    call, home, frame = _frame(request, slug, unit)
    stored = _stored(request, token, home)
    rows = services.read_list(stored.read(), call, home, at=now(), language=_language())
    choices = {row.number: request.POST.get(f"d{row.number}", "") for row in rows}
    refused = ""
    if request.method == "POST":
        try:
            made = services.commit_list(call, home, rows, choices, by=user_of(request), at=now())
        except Refusal as refusal:
            refused = refusal.sentence(gettext)
        else:
            tell(request, services.written_words(len(made)))
            return redirect(str(frame["here"]))
    groups = {g.pk: g.label for g in call.course.groups.all()}
    context = {
        **frame, "stored": stored, "refused": refused, "total": len(rows), "page": _preview_page(request, rows),
        "groups": groups, "wrong": sum(r.verdict == WRONG for r in rows), "choices": choices,
        "doubtful": sum(r.verdict == DOUBTFUL for r in rows),
        "rows": [(r, choices[r.number], groups.get(r.group_id or 0, "")) for r in _to_show(request, rows)],
        "crumbs": crumbs(call.course, (str(frame["unit_name"]), str(frame["here"]))),
    }  # fmt: skip
    return render(request, "enrollment/preview.html", context)


def _preview_page(request: HttpRequest, rows: list[ListedRow]) -> ListPage[ListedRow]:
    return ListPage(
        rows,
        params=request.GET,
        per_page=3000,
        pills=[
            Pill("", gettext("All rows")),
            Pill("chua_chac", gettext("Doubtful"), lambda r: r.verdict == DOUBTFUL),
            Pill("sai", gettext("Wrong"), lambda r: r.verdict == WRONG),
            Pill("khop", gettext("Matched with own people"), lambda r: r.verdict == MATCHED),
            Pill("moi", gettext("New people"), lambda r: r.verdict == NEW),
        ],
    )


def _to_show(request: HttpRequest, rows: list[ListedRow]) -> list[ListedRow]:
    """Rows of the pill chosen, those to look at first; doubtful ones are always among them to be decided."""
    order = {WRONG: 0, DOUBTFUL: 1, NEW: 2, MATCHED: 3}
    kept = list(_preview_page(request, rows).rows)
    kept += [r for r in rows if r.verdict == DOUBTFUL and r not in kept]
    return sorted(kept, key=lambda r: (order[r.verdict], r.number))
