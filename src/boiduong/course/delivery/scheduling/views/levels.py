"""Trang mức của quy tắc — how strongly each rule of the machine holds in this course; half-days without a class."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.forms import ClosureForm
from boiduong.course.delivery.scheduling.models import ClassClosure
from boiduong.course.delivery.scheduling.rules import HALVES, LEVEL_MEANINGS, OWN_RULES, STRENGTHS, usual_level
from boiduong.course.delivery.scheduling.views.common import arranged_course, number_in
from boiduong.engines.timetabling import RULES
from boiduong.foundation.accounts.queries import user_of
from boiduong.web.registry import StepFacts


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Quy tắc và mức — one row a rule; and the half-days on which a class does not meet."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    language = get_language() or "vi"
    names = {key: rule.name(language) for key, rule in RULES.items()}
    names |= {key: gettext(name) for key, name in OWN_RULES.items()}
    asked = request.POST.get("viec", "") if request.method == "POST" else ""
    form = ClosureForm(request.POST if asked == "nghi" else None, course=course)
    if asked == "muc":
        for rule in names:
            strength = request.POST.get(f"muc-{rule}", "")
            held = {r.rule: r.strength for r in course.rule_strengths.all()}
            if strength and strength != held.get(rule, usual_level(rule)):
                services.set_strength(course, rule=rule, strength=strength, by=user, at=at)
        messages.success(request, gettext("The levels are written. The machine keeps to them from its next run on."))
        return redirect("scheduling:rules", course.slug)
    if asked == "hoc_lai":
        row = get_object_or_404(ClassClosure, pk=number_in(request.POST.get("so")) or 0, training_class__course=course)
        services.open_half_day(row, by=user, at=at)
        return redirect("scheduling:rules", course.slug)
    if asked == "nghi" and form.is_valid():
        facts = form.cleaned_data
        chosen = facts["training_class"]
        for one in [chosen] if isinstance(chosen, TrainingClass) else [*course.classes.all()]:
            services.close_half_day(one, day=facts["day"], half=facts["half"], reason=facts["reason"], by=user, at=at)
        return redirect("scheduling:rules", course.slug)
    if request.method == "POST" and asked != "nghi":
        raise Http404
    held = {r.rule: r.strength for r in course.rule_strengths.all()}
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "facts": StepFacts(),
        "rows": [(key, name, held.get(key, usual_level(key))) for key, name in names.items()],
        "levels": [(key, gettext(label)) for key, label in STRENGTHS.items()],
        "meanings": [(gettext(label), gettext(LEVEL_MEANINGS[key])) for key, label in STRENGTHS.items()],
        "closures": [
            (row, gettext(HALVES.get(row.half, row.half)))
            for row in ClassClosure.objects.filter(training_class__course=course).select_related("training_class")
        ],
        "form": form,
    }
    return render(request, "scheduling/rules.html", context)
