"""Trao giấy — those ticked or all that wait, asked once more; and the correction when one was entered by mistake."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from boiduong.course.delivery.courses.models import Course
from boiduong.course.recognition.certificates import queries, services
from boiduong.course.recognition.certificates.forms import HandAllForm, HandForm, TakeBackForm
from boiduong.course.recognition.certificates.models import CredentialSpec
from boiduong.course.recognition.certificates.permissions import can_issue
from boiduong.course.recognition.certificates.views.common import course_with_register, crumbs
from boiduong.course.recognition.certificates.views.one import act_page, readable
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal

# A filter of the list, or a name that was typed: more is nonsense.
LONGEST_FILTER = 500


def _uids(request: HttpRequest) -> list[UUID]:
    """The papers ticked; nonsense in the form is left out."""
    found = []
    for text in request.POST.getlist("to"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@require_http_methods(["POST"])
def hand(request: HttpRequest, slug: str) -> HttpResponse:
    """Trao các tờ đã chọn — or every one that waits, when `tat_ca` is said and `chac` has confirmed it."""
    user = user_of(request)
    course = course_with_register(request, slug)
    own = [spec.pk for spec in CredentialSpec.objects.filter(course=course) if can_issue(user, spec)]
    require(bool(own))
    form, everybody = HandForm(request.POST), bool(request.POST.get("tat_ca"))
    rows = queries.credentials_of_course(course)
    # All that wait are those of the issuers whose papers this person hands over.
    waiting = rows.filter(status__state="issued", spec__in=own)
    rows = waiting if everybody else rows.filter(uid__in=_uids(request))
    chosen = list(rows)
    if not form.is_valid() or not chosen:
        return _hand_again(request, course, form)
    to_text = form.cleaned_data["to_text"]
    if everybody and not request.POST.get("chac"):
        return _ask_before_all(request, course, len(chosen), to_text)
    count = services.hand_many(chosen, to_text=to_text, by=user, at=timezone.now())
    messages.success(
        request, ngettext("%(n)d paper is handed over.", "%(n)d papers are handed over.", count) % {"n": count}
    )
    return redirect(_list_before(request, slug))


def _list_before(request: HttpRequest, slug: str, **more: str) -> str:
    """The list as it was filtered, perhaps with what was typed."""
    asked = QueryDict(request.POST.get("truoc", "")[:LONGEST_FILTER], mutable=True)
    for key, value in more.items():
        asked[key] = value
    address = reverse("certificates:step", args=[slug])
    return f"{address}?{asked.urlencode()}" if asked else address


def _hand_again(request: HttpRequest, course: Course, form: HandForm) -> HttpResponse:
    """Nobody ticked, or a name too long: said over the same list, with what was typed."""
    if form.is_valid():
        messages.error(request, gettext("No paper was chosen. Tick the papers that are handed over first."))
    else:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    return redirect(_list_before(request, course.slug, nguoi_nhan=request.POST.get("to_text", "")[:LONGEST_FILTER]))


def _ask_before_all(request: HttpRequest, course: Course, count: int, to_text: str) -> HttpResponse:
    """Hỏi lại — one button for hundreds of papers is asked once more, since each entry stays in the book."""
    words = ngettext(
        "%(n)d paper waits. It is entered as handed over; a mistake is corrected beside the entry, with a reason.",
        "%(n)d papers wait. All are entered as handed over; a mistake is corrected beside the entry, with a reason.",
        count,
    )
    said = {"to_text": to_text, "tat_ca": "1", "chac": "1", "truoc": request.POST.get("truoc", "")}
    context = {
        "form": HandAllForm(initial=said),
        "title": gettext("Hand over all that wait"),
        "lead": words % {"n": count},
        "submit": ngettext("Hand over %(n)d paper", "Hand over %(n)d papers", count) % {"n": count},
        "synthetic": course.synthetic,
        "back_url": _list_before(request, course.slug, **({"nguoi_nhan": to_text} if to_text else {})),
        "crumbs": crumbs(course),
    }
    return render(request, "web/form_page.html", context)


@require_http_methods(["GET", "POST"])
def not_handed(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Đính chính: chưa trao — why; and whether the others entered in the same act were not handed over either."""
    course, found = readable(request, slug, uid)
    user = user_of(request)
    if not can_issue(user, found.spec):
        raise Http404
    others = queries.handed_together(found).count()
    form = TakeBackForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            count = services.take_back_handing(
                found, reason=said["reason"], together=bool(said.get("together")), by=user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            words = ngettext(
                "Corrected: %(n)d paper waits to be handed over again.",
                "Corrected: %(n)d papers wait to be handed over again.",
                count,
            )
            messages.success(request, words % {"n": count})
            return redirect("certificates:credential", slug, uid)
    notice = gettext("The entry stays in the register. Your correction is written beside it, with the day and reason.")
    title = gettext("Paper %(number)s was not handed over")
    return act_page(request, course, found, form, title, gettext("Correct the entry"), notice=notice)
