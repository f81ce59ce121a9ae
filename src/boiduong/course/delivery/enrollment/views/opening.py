"""Trang mở lớp và triệu tập — forming classes, the decision, the summons, and the learners of a class."""

from __future__ import annotations

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.forms import SummonsForm, WayForm
from boiduong.course.delivery.enrollment.models import Nomination
from boiduong.course.delivery.enrollment.permissions import can_form, can_open, clerk_units
from boiduong.course.delivery.enrollment.queries import (
    class_plan,
    class_states,
    classes_run,
    counts,
    live_call,
    one_class_plan,
    unit_names,
)
from boiduong.course.delivery.enrollment.rules import OPEN_TO_PEOPLE, WAYS
from boiduong.course.delivery.enrollment.views.common import (
    FormIncomplete,
    address,
    class_of,
    course_of,
    crumbs,
    filled,
    last_paper,
    now,
    tell,
    tell_refusal,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.models import Document
from boiduong.refusals import Refusal

SALT = "enrollment.plan"
# The way that puts everybody into one class: this, and the number of the class.
WHOLE = "lop-"
# Once lessons have ended nobody is asked any more whether he comes.
WAITED_FOR = ("opened", "running")


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước mở lớp và triệu tập — each class with its people, its decision, its summons and the answers."""
    course, user, at = course_of(request, slug), user_of(request), now()
    rows = class_states(course)
    runs = can_form(user, course) or bool(classes_run(user, course))
    call = live_call(course)
    context = {
        **course_frame(course, user=user, step="opening", at=at),
        "silent": sum(row.summoned for row in rows if row.training_class.state in WAITED_FOR) if runs else 0,
        "classes": rows,
        "counted": counts(course, as_of_at=at),
        "waiting": Nomination.objects.filter(course=course, state="accepted").count(),
        "may_form": can_form(user, course),
        "may_open": can_open(user, course),
        "reads_list": can_read_people(user, course) or bool(clerk_units(user)),
        "list_open": call is not None and call.state != "closed",
        "at": at,
    }
    return render(request, "enrollment/opening.html", context)


@require_http_methods(["GET", "POST"])
def forming(request: HttpRequest, slug: str) -> HttpResponse:
    """Chia lớp — the proposal is shown first; what is confirmed is exactly what was shown."""
    course, user, at = course_of(request, slug), user_of(request), now()
    require(can_form(user, course))
    if request.method == "POST":
        return _confirm_plan(request, course, user)
    taking = list(TrainingClass.objects.filter(course=course, state__in=OPEN_TO_PEOPLE).order_by("position"))
    whole = {f"{WHOLE}{one.pk}": one for one in taking}
    way = request.GET.get("way", "together")
    way = way if way in WAYS or way in whole else "together"
    plan: dict[int, list[int]] = {}
    refused = ""
    today = timezone.localdate(at)
    try:
        plan = (
            one_class_plan(course, whole[way].pk, on=today) if way in whole else class_plan(course, way=way, on=today)
        )
    except Refusal as refusal:
        refused = refusal.sentence(gettext)
    context = {
        "course": course, "synthetic": course.synthetic, "form": WayForm(classes=taking, initial={"way": way}),
        "refused": refused,
        "parts": _parts(course, plan), "total": sum(len(ids) for ids in plan.values()),
        "token": signing.dumps({"c": course.pk, "p": plan, "w": way}, salt=SALT, compress=True),
        "crumbs": [*crumbs(course), (gettext("Opening and summons"), address("opening", course))],
    }  # fmt: skip
    return render(request, "enrollment/forming.html", context)


def _confirm_plan(request: HttpRequest, course: Course, user: User) -> HttpResponse:
    try:
        facts = signing.loads(request.POST.get("phuong_an", ""), salt=SALT, max_age=8 * 3600)
    except signing.BadSignature:
        raise Http404 from None
    if facts.get("c") != course.pk:
        raise Http404
    plan = {int(key): [int(pk) for pk in ids] for key, ids in facts["p"].items()}
    try:
        made = services.form_classes(course, plan=plan, way=facts["w"], by=user, at=now())
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect(address("forming", course))
    words = ngettext("%(n)d person has a class.", "%(n)d people have a class.", len(made))
    tell(request, words % {"n": len(made)})
    return redirect(address("opening", course))


def _parts(course: Course, plan: dict[int, list[int]]) -> list[dict[str, object]]:
    """For each class: how many, and which units with how many of their people."""
    rows = Nomination.objects.filter(course=course, state="accepted").select_related("person")
    people = {n.pk: n for n in rows}
    names = unit_names({n.sent_by_id for n in people.values()}, timezone.localdate(now()))
    parts = []
    for training_class in TrainingClass.objects.filter(course=course, pk__in=plan).order_by("position"):
        mine = [people[pk] for pk in plan[training_class.pk] if pk in people]
        units: dict[int, int] = {}
        for one in mine:
            units[one.sent_by_id] = units.get(one.sent_by_id, 0) + 1
        told = [(names.get(unit, ""), count) for unit, count in units.items()]
        parts.append({"training_class": training_class, "count": len(mine), "units": told, "people": mine})
    return parts


@require_POST
def class_act(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Việc của một lớp — draft the decision, open, draft the summons, send it, divide groups."""
    course = course_of(request, slug)
    training_class = class_of(course, pk)
    user = user_of(request)
    acts = {
        "soan_quyet_dinh": _draft_opening,
        "mo": _open,
        "soan_trieu_tap": _draft_summons,
        "gui": _summon,
        "chia_to": _groups,
    }
    doing = acts.get(request.POST.get("viec", ""))
    if doing is not None:
        try:
            tell(request, doing(request, training_class, user))
        except FormIncomplete:
            raise  # its page gives back what was typed
        except Refusal as refusal:
            tell_refusal(request, refusal)
    if request.POST.get("ve") == "lop":
        return redirect(address("class", course, pk=training_class.pk))
    return redirect(address("opening", course))


def _draft_opening(request: HttpRequest, training_class: TrainingClass, user: User) -> str:
    document = services.draft_opening(training_class, by=user, at=now())
    return gettext("Drafted, waits for its number: %(subject)s.") % {"subject": document.subject}


def _paper(training_class: TrainingClass, role: str, missing: Refusal) -> Document:
    found = last_paper(training_class.course, role, training_class)
    if found is None:
        raise missing
    return found


def _open(request: HttpRequest, training_class: TrainingClass, user: User) -> str:
    missing = services.DecisionNotNumbered(label=training_class.label)
    document = _paper(training_class, "opening_decision", missing)
    services.open_class(training_class, document, by=user, at=now())
    return gettext("%(label)s is open by %(number)s.") % {
        "label": training_class.label,
        "number": document.number_text,
    }


def _draft_summons(request: HttpRequest, training_class: TrainingClass, user: User) -> str:
    facts = filled(SummonsForm(request.POST)).cleaned_data
    document = services.draft_summons(
        training_class, arrive=facts["arrive"], contact=facts["contact"], by=user, at=now()
    )
    return gettext("Drafted, waits for its number: %(subject)s.") % {"subject": document.subject}


def _summon(request: HttpRequest, training_class: TrainingClass, user: User) -> str:
    missing = services.PaperNotNumbered(subject=gettext("Summons"))
    codes = services.summon(training_class, _paper(training_class, "summons", missing), by=user, at=now())
    words = ngettext("%(n)d summons was sent.", "%(n)d summonses were sent.", len(codes))
    return words % {"n": len(codes)}


def _groups(request: HttpRequest, training_class: TrainingClass, user: User) -> str:
    groups = services.divide_groups(training_class, by=user, at=now())
    return ngettext("%(n)d group was made.", "%(n)d groups were made.", len(groups)) % {"n": len(groups)}
