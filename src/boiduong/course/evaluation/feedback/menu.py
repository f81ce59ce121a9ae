"""Bước phiếu đánh giá và việc chờ — what the rail and the home pages say of evaluation forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_read_people, can_run_some
from boiduong.course.delivery.courses.queries import contribute_applies
from boiduong.course.evaluation.feedback.models import Poll
from boiduong.course.evaluation.feedback.papers import blank_forms, effect_forms
from boiduong.course.evaluation.feedback.queries import open_polls_of
from boiduong.foundation.accounts.models import User
from boiduong.refusals import gettext_noop
from boiduong.web.registry import Action, StepFacts, Waiting, step, waiting
from boiduong.web.sheets import Sheet, offer


@contribute_applies("feedback")
def was_asked() -> Exists:
    """Khóa đã lấy phiếu — in one of its classes."""
    return Exists(Poll.objects.filter(training_class__course=OuterRef("pk")).order_by())


@step("feedback", acts=can_run_some)
def feedback_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Phiếu đánh giá — done when every poll is closed; a course that is over without one has no such step."""
    counts = Poll.objects.filter(training_class__course=course).aggregate(
        polls=Count("pk"), still_open=Count("pk", filter=Q(state="open"))
    )
    address = reverse("feedback:step", kwargs={"slug": course.slug})
    if not counts["polls"]:
        if course.state in ("closed", "archived", "cancelled"):
            return StepFacts(state="off")
        return StepFacts(
            note=gettext("nobody asked yet"),
            title=gettext("Ask the learners for their evaluation"),
            lead=gettext("Without names; each learner answers once."),
            main=Action(gettext("Ask a class"), address),
        )
    done = counts["polls"] - counts["still_open"]
    note = gettext("%(done)d of %(n)d classes done") % {"done": done, "n": counts["polls"]}
    if not counts["still_open"]:
        return StepFacts(state="done", note=note)
    return StepFacts(
        note=note,
        title=gettext("Close the evaluation once the forms are in"),
        lead=gettext("Means are shown after closing."),
        main=Action(gettext("See the turnout"), address),
    )


@waiting("learner")
def learner_waiting(user: User, at: datetime) -> Iterator[Waiting]:
    """Phiếu chờ trả."""
    if user.person_id is None:
        return
    for poll in open_polls_of(user.person_id, at):
        action = Action(gettext("Answer the form"), reverse("feedback:answer", args=[poll.pk]))
        detail = poll.training_class.course.title
        yield Waiting(gettext("Evaluate the course"), detail, action, timezone.localdate(poll.closes_at))


offer(
    Sheet(
        "phieu-danh-gia",
        "Phiếu đánh giá để trống",
        gettext_noop("The form in force, to hand out where the class answers on paper"),
        blank_forms,
        can_read_people,
        order=82,
        step="feedback",
    )
)
offer(
    Sheet(
        "phieu-hieu-qua",
        "Phiếu đánh giá hiệu quả sau bồi dưỡng",
        gettext_noop("For the heads of the sending units, three to six months later; an example"),
        effect_forms,
        can_read_people,
        order=95,
        step="final_report",
    )
)
