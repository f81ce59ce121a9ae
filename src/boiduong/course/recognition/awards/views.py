"""Trang xét công nhận — the list with facts and reasons, the meeting, the decision, a note on one learner."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import body_for, course_for, course_frame
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards import queries, services
from boiduong.course.recognition.awards.forms import ConductForm, DecisionForm, ExceptionForm, MeetingForm
from boiduong.course.recognition.awards.permissions import can_decide, can_except, can_judge
from boiduong.course.recognition.awards.queries import Proposal
from boiduong.course.recognition.awards.rules import OUTCOMES, REASON_TEXTS, Judgement
from boiduong.engines import spreadsheets
from boiduong.engines.vietnamese import date_short, number, percent
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import record_outside
from boiduong.refusals import Refusal
from boiduong.web.forms import PageForm
from boiduong.web.lists import ListPage, Pill, xlsx_response

TAGS = {"recognized": "good", "not_recognized": "bad", "exception": "info"}
JUDGED_IN = ("assessing", "recognized", "closed")


@dataclass(frozen=True)
class Row:
    """Một dòng bảng xét — what the page says of one learner."""

    enrollment: Enrollment
    absent: str
    marks: tuple[str, ...]
    outcome: str
    word: str
    tag: str
    reasons: tuple[str, ...]
    band: str
    mean: str
    note: str
    decided: bool

    @property
    def name(self) -> str:
        """Họ tên."""
        return self.enrollment.person.full_name


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - login is required by the middleware
    return request.user


def _crumbs(course: Course, *, inside: bool = False) -> list[tuple[str, str]]:
    path = [
        (gettext("Courses"), reverse("courses:list")),
        (course.title, reverse("courses:course", args=[course.slug])),
    ]
    return [*path, (gettext("Recognition"), reverse("awards:step", args=[course.slug]))] if inside else path


def _class_of(request: HttpRequest, slug: str, pk: int) -> TrainingClass:
    """A class of a course that the user may see together with its people."""
    course = course_for(_user(request), slug)
    found = course.classes.select_related("course__institution", "rule_set").filter(pk=pk).first()
    if found is None or not can_read_people(_user(request), course):
        raise Http404
    return found


def reasons_of(judgement: Judgement) -> tuple[str, ...]:
    """Các lý do thành câu — in the language of the page."""
    return tuple(gettext(REASON_TEXTS[one.code]) % one.facts for one in judgement.reasons)


def _mark(item: object) -> str:
    value, band, passed = (getattr(item, name) for name in ("value", "band", "passed"))
    title = str(getattr(item, "title", ""))
    if not getattr(item, "handed_in", False):
        return f"{title}: {gettext('nothing')}"
    if not getattr(item, "settled", False):
        return f"{title}: {gettext('mark not settled')}"
    said = number(value) if value is not None else band or gettext("passed" if passed else "not passed")
    return f"{title}: {said}"


def _row(one: Proposal, decided: dict[int, str]) -> Row:
    outcome = decided.get(one.enrollment.pk, one.outcome)
    note = one.note if outcome == "exception" else one.breach
    return Row(
        enrollment=one.enrollment,
        absent=percent(one.facts.absent_share) if one.facts.planned else "",
        marks=tuple(_mark(item) for item in one.facts.items),
        outcome=outcome,
        word=gettext(OUTCOMES[outcome]),
        tag=TAGS[outcome],
        reasons=reasons_of(one.judgement),
        band=one.judgement.band,
        mean=number(one.judgement.value) if one.judgement.value is not None else "",
        note=note,
        decided=one.enrollment.pk in decided,
    )


def _pills() -> list[Pill[Row]]:
    return [
        Pill("", gettext("All")),
        Pill("du", gettext("recognized"), lambda row: row.outcome == "recognized"),
        Pill("chua", gettext("not recognized"), lambda row: row.outcome == "not_recognized"),
        Pill("ngoai-le", gettext("by exception"), lambda row: row.outcome == "exception"),
    ]


def _chosen(request: HttpRequest, classes: list[TrainingClass]) -> TrainingClass | None:
    asked = request.GET.get("lop", "")
    return next((one for one in classes if str(one.pk) == asked), classes[0] if classes else None)


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước xét công nhận — learners of one class with facts, outcome and reasons."""
    user, at = _user(request), timezone.now()
    course = course_for(user, slug)
    context = course_frame(course, user=user, step="recognition", at=at)
    classes = list(course.classes.select_related("course__institution", "rule_set").exclude(state="cancelled"))
    chosen = _chosen(request, classes)
    context |= {"crumbs": _crumbs(course), "classes": classes, "chosen": chosen}
    if chosen is not None and chosen.state in JUDGED_IN and can_read_people(user, course):
        decided = {pk: row.outcome for pk, row in queries.rows_by_learner(chosen).items()}
        rows = [_row(one, decided) for one in queries.proposed_outcomes(chosen)]
        page = ListPage(rows, params=request.GET, pills=_pills(), search=lambda row: row.name)
        if page.wants_xlsx:
            return _xlsx(chosen, list(page.filtered))
        context |= {
            "page": page,
            "decided": len(decided),
            "meeting": queries.last_meeting(chosen),
            "decisions": queries.decisions_of(course, chosen),
            "may_judge": can_judge(user, chosen) and chosen.state != "closed",
            "may_decide": can_decide(user, chosen) and chosen.state != "closed",
            "may_except": can_except(user, chosen) and chosen.state != "closed",
        }
    return render(request, "awards/step.html", context)


def _xlsx(training_class: TrainingClass, rows: list[Row]) -> HttpResponse:
    titles = (
        gettext("Full name"), gettext("Unit"), gettext("Absent"), gettext("Results"), gettext("Mean mark"),
        gettext("Grade band"), gettext("Outcome"), gettext("Reasons"),
    )  # fmt: skip
    sheet = spreadsheets.Sheet(
        title=training_class.label,
        columns=tuple(spreadsheets.Column(title) for title in titles),
        rows=[
            (
                row.name, row.enrollment.unit_text, row.absent, "; ".join(row.marks), row.mean, row.band, row.word,
                " ".join(row.reasons),
            )
            for row in rows
        ],
    )  # fmt: skip
    return xlsx_response(f"Xét công nhận {training_class.label}", sheet)


@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Họp xét — a form, then the minutes are drafted."""
    user, held = _user(request), _class_of(request, slug, pk)
    if not can_judge(user, held):
        raise Http404
    form = MeetingForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.hold_meeting(
                held, held_on=said["held_on"], chair=said["chair"], secretary=said["secretary"],
                members=form.listed_members(), remark=said["remark"], by=user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The minutes are drafted and wait for their number."))
            return _back(held)
    return _form_page(request, held, form, gettext("Recognition meeting"), gettext("Draft the minutes"))


def _back(held: TrainingClass) -> HttpResponse:
    return redirect(f"{reverse('awards:step', args=[held.course.slug])}?lop={held.pk}")


def _form_page(request: HttpRequest, held: TrainingClass, form: object, title: str, submit: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": f"{held.label} · {held.course.title}",
        "submit": submit,
        "synthetic": held.course.synthetic,
        "back_url": f"{reverse('awards:step', args=[held.course.slug])}?lop={held.pk}",
        "crumbs": _crumbs(held.course, inside=True),
    }
    return render(request, "web/form_page.html", context)


@require_POST
def draft(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Soạn quyết định — from the outcomes as they stand; it goes to be numbered."""
    held = _class_of(request, slug, pk)
    services.draft_decision(held, by=_user(request), at=timezone.now())
    messages.success(request, gettext("The decision is drafted and waits for its number."))
    return _back(held)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ghi quyết định đã có số — what will happen, to how many, and what cannot be undone."""
    user, held = _user(request), _class_of(request, slug, pk)
    if not can_decide(user, held):
        raise Http404
    open_ones = services.to_decide(held, queries.proposed_outcomes(held))
    passing = [one for one in open_ones if one.outcome != "not_recognized"]
    form = DecisionForm(request.POST or None, documents=queries.numbered_decisions(held.course))
    if request.method == "POST" and form.is_valid():
        try:
            services.decide(held, _document(held, form, user), by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            count = len(passing)
            said = ngettext("%(n)d learner is recognized.", "%(n)d learners are recognized.", count) % {"n": count}
            messages.success(request, said)
            return _back(held)
    context = {
        "form": form,
        "held": held,
        "course": held.course,
        "synthetic": held.course.synthetic,
        "passing": passing,
        "failing": [one for one in open_ones if one.outcome == "not_recognized"],
        "submit": ngettext("Recognize %(n)d learner", "Recognize %(n)d learners", len(passing)) % {"n": len(passing)},
        "crumbs": _crumbs(held.course, inside=True),
    }
    return render(request, "awards/decision.html", context)


def _document(held: TrainingClass, form: DecisionForm, user: User) -> Document:
    said = form.cleaned_data
    if isinstance(said["document"], Document):
        return said["document"]
    course = held.course
    return record_outside(
        kind="recognition_decision", issuer=body_for(course, "recognize", held), number=said["number"],
        issued_on=said["issued_on"], subject=f"Công nhận kết quả {held.label}, {course.title}"[:500],
        by=user, at=timezone.now(), synthetic=course.synthetic,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def learner(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một học viên — every fact, every reason, and the notes that people write."""
    user, at = _user(request), timezone.now()
    course = course_for(user, slug)
    one = get_object_or_404(Enrollment.objects.select_related("person", "training_class"), pk=pk, course=course)
    held = _class_of(request, slug, one.training_class_id)
    one.training_class = held
    forms: dict[str, PageForm] = {
        "exception": ExceptionForm(None),
        "conduct": ConductForm(None),
        "lift": ConductForm(None, prefix="rut"),
    }
    if request.method == "POST":
        answer = _note(request, one, forms)
        if answer is not None:
            return answer
    proposal = next((p for p in queries.proposed_outcomes(held) if p.enrollment.pk == one.pk), None)
    if proposal is None:
        raise Http404
    row = queries.rows_by_learner(held).get(one.pk)
    open_one = held.state in ("assessing", "recognized") and (row is None or row.outcome == "not_recognized")
    context = {
        "course": course,
        "synthetic": course.synthetic,
        "held": held,
        "one": one,
        "row": _row(proposal, {one.pk: row.outcome} if row else {}),
        "facts": proposal.facts,
        "breach": proposal.breach,
        "decided": row,
        "forms": forms,
        "day": date_short(at.date()),
        "may_judge": open_one and can_judge(user, held),
        "may_except": open_one and can_except(user, held) and proposal.judgement.outcome == "not_recognized",
        "crumbs": _crumbs(course, inside=True),
    }
    return render(request, "awards/learner.html", context)


def _note(request: HttpRequest, one: Enrollment, forms: dict[str, PageForm]) -> HttpResponse | None:
    """Write the note that was sent; None shows the page again with what was typed."""
    acts = {
        "exception": (ExceptionForm, None, services.make_exception),
        "conduct": (ConductForm, None, services.note_conduct),
        "lift": (ConductForm, "rut", services.lift_conduct),
    }
    name = request.POST.get("viec", "")
    if name not in acts:
        raise Http404
    kind, prefix, act = acts[name]
    form = forms[name] = kind(request.POST, prefix=prefix)
    if not form.is_valid():
        return None
    try:
        act(one, note=form.cleaned_data["note"], by=_user(request), at=timezone.now())
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None
    messages.success(request, gettext("The note is kept."))
    return _back(one.training_class)
