"""Bảng xét — learners of one class with facts, outcome and reasons; the same rows as a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards import queries
from boiduong.course.recognition.awards.permissions import can_decide, can_judge
from boiduong.course.recognition.awards.queries import Proposal
from boiduong.course.recognition.awards.rules import OUTCOMES, REASON_TEXTS, Judgement
from boiduong.course.recognition.awards.views.common import crumbs_of
from boiduong.engines import spreadsheets
from boiduong.engines.vietnamese import number, percent
from boiduong.foundation.accounts.queries import user_of
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
    open: bool = False

    @property
    def name(self) -> str:
        """Họ tên."""
        return self.enrollment.person.full_name


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


def row_of(one: Proposal, decided: dict[int, str]) -> Row:
    outcome = decided.get(one.enrollment.pk, one.outcome)
    note = one.note if outcome == "exception" else one.breach
    return Row(
        enrollment=one.enrollment,
        absent=percent(float(round(one.facts.absent_share * 100, 1))) if one.facts.planned else "",
        marks=tuple(_mark(item) for item in one.facts.items),
        outcome=outcome,
        word=gettext(OUTCOMES[outcome]),
        tag=TAGS[outcome],
        reasons=reasons_of(one.judgement),
        band=one.judgement.band,
        mean=number(one.judgement.value) if one.judgement.value is not None else "",
        note=note,
        decided=one.enrollment.pk in decided,
        open=_is_open(decided.get(one.enrollment.pk), one.outcome),
    )


def _is_open(decided: str | None, proposed: str) -> bool:
    """Whether a decision is still to come: the first, or a further one for who meets the conditions by now."""
    return decided is None or decided == "not_recognized" != proposed


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
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    context = course_frame(course, user=user, step="recognition", at=at)
    prefetch_related_objects([course], "institution__rule_sets")
    classes = [one for one in course.classes.all() if one.state != "cancelled"]
    chosen = _chosen(request, classes)
    context |= {"crumbs": crumbs_of(course), "classes": classes, "chosen": chosen}
    if chosen is not None and chosen.state in JUDGED_IN and can_read_people(user, course):
        chosen.course = course
        pinned = [one for one in course.institution.rule_sets.all() if one.pk == chosen.rule_set_id]
        chosen.rule_set = pinned[0] if pinned else chosen.rule_set
        decided = queries.decided_outcomes(chosen)
        rows = [row_of(one, decided) for one in queries.proposed_outcomes(chosen)]
        page = ListPage(rows, params=request.GET, pills=_pills(), search=lambda row: row.name)
        if page.wants_xlsx:
            return _xlsx(chosen, list(page.filtered))
        open_still = chosen.state != "closed" and any(row.open for row in rows)
        context |= {
            "page": page,
            "law": gettext(law) if (law := queries.law_of(chosen)) else "",
            "decided": len(decided),
            "filed": queries.papers_of(chosen),
            "may_commend": bool(decided) and can_decide(user, chosen),
            "may_judge": open_still and can_judge(user, chosen),
            "may_decide": open_still and can_decide(user, chosen),
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
