"""Việc của kế hoạch năm — writing lines and quota, submitting, approving, and the paper itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from boiduong.course.annual_plan.plans.events import lines_approved
from boiduong.course.annual_plan.plans.models import Plan, PlanBasis, PlanLine, PlanQuota
from boiduong.course.annual_plan.plans.papers import plan_paper, survey_letter
from boiduong.course.annual_plan.plans.permissions import can_approve, can_survey, can_write, can_write_line
from boiduong.course.annual_plan.plans.rules import LINE_FIELDS, PLAN_LINE, REASONED_ACTS, check_line
from boiduong.engines.vietnamese import nfc
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents import services as documents
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.papers import paper_frame
from boiduong.foundation.organizations.models import LegalAct, Unit
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop

NUMBERED = ("numbered", "filed")
WITHOUT_SEATS = ("struck", "cancelled")


class PlanExists(Refusal):
    """Đã có kế hoạch này."""

    text = gettext_noop("The plan “%(title)s” of %(year)s is already there.")


class LineFixed(Refusal):
    """Dòng kế hoạch đã trình hoặc đã duyệt."""

    text = gettext_noop("“%(name)s” was submitted or approved; its text no longer changes here.")


class PlanNotNumbered(Refusal):
    """Kế hoạch chưa có số."""

    text = gettext_noop("The plan has no numbered paper yet. Its lines are approved by that paper.")


class NoLines(Refusal):
    """Chưa có dòng nào."""

    text = gettext_noop("Choose at least one line of the plan.")


def create_plan(
    *, authority: Unit, year: int, by: User | None, at: datetime, title: str = "", bases: Iterable[LegalAct] = ()
) -> Plan:
    """Lập kế hoạch năm — empty, with its legal bases; raises NotAllowed, PlanExists."""
    require(can_write(by, authority))
    name = " ".join(nfc(title).split())[:500] or f"Kế hoạch đào tạo, bồi dưỡng cán bộ, công chức năm {year}"
    if Plan.objects.filter(authority=authority, year=year, title=name).exists():
        raise PlanExists(title=name, year=year)
    with acting(by, "plans.create_plan", at=at) as act:
        plan = Plan.objects.create(authority=authority, year=year, title=name)
        PlanBasis.objects.bulk_create(PlanBasis(plan=plan, legal_act=one) for one in dict.fromkeys(bases))
        act.record(plan, after={"year": year, "authority": authority.pk})
    return plan


def add_plan_basis(plan: Plan, legal_act: LegalAct, *, by: User | None, at: datetime) -> PlanBasis:
    """Thêm căn cứ của kế hoạch."""
    require(can_write(by, plan.authority))
    with acting(by, "plans.add_plan_basis", at=at) as act:
        basis, made = PlanBasis.objects.get_or_create(plan=plan, legal_act=legal_act)
        if made:
            act.record(basis, after={"plan": plan.pk})
    return basis


def add_line(plan: Plan, *, name: str, leading: Unit, by: User | None, at: datetime, **facts: object) -> PlanLine:
    """Thêm dòng kế hoạch — after the last one, as a draft; `facts` are the columns of the plan's table.

    Raises NotAllowed, LineNotSaid, BadQuarter.
    """
    line = PlanLine(plan=plan, leading=leading, name=" ".join(nfc(name).split())[:500])
    require(can_write(by, plan.authority) or can_write_line(by, line))
    _fill(line, facts)
    with acting(by, "plans.add_line", at=at) as act:
        Plan.objects.select_for_update().get(pk=plan.pk)
        top = plan.lines.aggregate(top=Max("position"))["top"] or 0
        line.position = top + 1
        line.save()
        act.record(line, after={"plan": plan.pk, "state": line.state})
    return line


def edit_line(line: PlanLine, *, by: User | None, at: datetime, **facts: object) -> PlanLine:
    """Sửa dòng kế hoạch — while it is a draft; raises NotAllowed, LineFixed, LineNotSaid, BadQuarter."""
    require(can_write(by, line.plan.authority) or can_write_line(by, line))
    if line.state != "draft":
        raise LineFixed(name=line.name)
    _fill(line, facts)
    with acting(by, "plans.edit_line", at=at) as act:
        # As it stands now: a line submitted since the page was read is not written back to a draft.
        state = PlanLine.objects.select_for_update().values_list("state", flat=True).get(pk=line.pk)
        if state != "draft":
            raise LineFixed(name=line.name)
        line.save(update_fields=["name", *(name for name in LINE_FIELDS if name in facts)])
        act.record(line, after={"changed": ", ".join(sorted(facts))})
    return line


def adjust_line(line: PlanLine, *, reason: str, by: User | None, at: datetime, **facts: object) -> PlanLine:
    """Điều chỉnh dòng đã duyệt — by the managing authority, with the reason; the line stays approved.

    Raises NotAllowed, ReasonNeeded, Forbidden (state), LineNotSaid, BadQuarter.
    """
    require(can_approve(by, line.plan))
    if not reason.strip():
        raise ReasonNeeded
    _fill(line, facts)
    with acting(by, "plans.adjust_line", at=at) as act:
        held = PlanLine.objects.select_for_update().get(pk=line.pk)
        line.state = PLAN_LINE.after(held.state, "adjust")
        # Only what was said: a field that another changed meanwhile is not written back as it stood on this page.
        changed = sorted(name for name in LINE_FIELDS if name in facts and getattr(held, name) != getattr(line, name))
        line.save(update_fields=changed)
        before, after = ({name: str(getattr(row, name)) for name in changed} for row in (held, line))
        act.record(line, before=before, after=after, reason=reason)
    return line


def _fill(line: PlanLine, facts: dict[str, object]) -> None:
    for name in LINE_FIELDS:
        if name in facts:
            setattr(line, name, facts[name])
    check_line(name=line.name, quarter=line.quarter)


def set_quota(line: PlanLine, unit: Unit, seats: int, *, by: User | None, at: datetime) -> PlanQuota | None:
    """Giao chỉ tiêu — seats of a unit in a line; 0 takes it away. Raises NotAllowed, LineFixed."""
    return set_quotas(line, [(unit, seats)], by=by, at=at)[0]


def set_quotas(
    line: PlanLine, seats: Sequence[tuple[Unit, int]], *, by: User | None, at: datetime
) -> list[PlanQuota | None]:
    """Giao chỉ tiêu cho nhiều đơn vị — a whole list in one act; a later number replaces an earlier one."""
    require(can_write(by, line.plan.authority) or can_write_line(by, line))
    wanted = {unit.pk: number for unit, number in seats}
    with acting(by, "plans.set_quotas", at=at) as act:
        # As it stands now: a line struck out or cancelled since the page was read gets no seats.
        if PlanLine.objects.select_for_update().get(pk=line.pk).state in WITHOUT_SEATS:
            raise LineFixed(name=line.name)
        line.quotas.filter(unit_id__in=[pk for pk, number in wanted.items() if number <= 0]).delete()
        rows = [PlanQuota(line=line, unit_id=pk, seats=number) for pk, number in wanted.items() if number > 0]
        PlanQuota.objects.bulk_create(
            rows, update_conflicts=True, update_fields=["seats"], unique_fields=["line", "unit"]
        )
        act.record_many(PlanQuota, wanted, after={"line": line.pk, "seats": sum(n for n in wanted.values() if n > 0)})
    kept = {quota.unit_id: quota for quota in line.quotas.filter(unit_id__in=wanted)}
    return [kept.get(unit.pk) for unit, _ in seats]


def _change(
    lines: Sequence[PlanLine], act_name: str, *, by: User | None, at: datetime, reason: str = ""
) -> list[PlanLine]:
    """One act on a list of lines, all or none."""
    if not lines:
        raise NoLines
    if act_name in REASONED_ACTS and not reason.strip():
        raise ReasonNeeded
    with acting(by, f"plans.{act_name}_lines", at=at) as act:
        rows = PlanLine.objects.select_for_update().filter(pk__in=[line.pk for line in lines])
        held = list(rows.order_by("pk"))
        for row in held:
            row.state = PLAN_LINE.after(row.state, act_name)
        PlanLine.objects.bulk_update(held, ["state"])
        after = {row.pk: row.state for row in held}
        for line in lines:
            line.state = after[line.pk]
        act.record_many(PlanLine, sorted(after), after={"state": held[0].state}, reason=reason)
    return list(lines)


def submit_lines(lines: Sequence[PlanLine], *, by: User | None, at: datetime) -> list[PlanLine]:
    """Trình duyệt — draft lines with a name, a target or size; raises NotAllowed, NoLines, Forbidden, LineNotSaid."""
    for line in lines:
        require(can_write(by, line.plan.authority) or can_write_line(by, line))
        check_line(name=line.name, quarter=line.quarter, target=line.target_text, size=line.learners_planned)
    return _change(lines, "submit", by=by, at=at)


def remove_lines(lines: Sequence[PlanLine], *, by: User | None, at: datetime) -> list[PlanLine]:
    """Bỏ dòng viết nhầm — by whoever writes the plan, while it was not submitted; it stays as struck out.

    Raises NotAllowed, NoLines, Forbidden.
    """
    for line in lines:
        require(can_write(by, line.plan.authority) or can_write_line(by, line))
    return _change(lines, "remove", by=by, at=at)


def approve_lines(
    lines: Sequence[PlanLine], *, by: User | None, at: datetime, document: Document | None = None
) -> list[PlanLine]:
    """Duyệt — by the numbered paper of the plan (given here, or kept with the plan).

    Raises NotAllowed, NoLines, PlanNotNumbered, Forbidden.
    """
    if not lines:
        raise NoLines
    plans = {line.plan_id: line.plan for line in lines}
    for plan in plans.values():
        require(can_approve(by, plan))
        paper = document or plan.document
        if paper is None or paper.state not in NUMBERED:
            raise PlanNotNumbered
    with acting(by, "plans.approve", at=at):
        if document is not None:
            Plan.objects.filter(pk__in=plans).update(document=document)
        changed = _change(lines, "approve", by=by, at=at)
        lines_approved.send(sender=None, lines=changed, document=document, by=by, at=at)
    return changed


def change_lines(
    lines: Sequence[PlanLine], act: str, *, by: User | None, at: datetime, reason: str = ""
) -> list[PlanLine]:
    """Trả lại, gạch, hoãn, tiếp tục, hủy — by the managing authority, with a reason where one is asked.

    Raises NotAllowed, NoLines, ReasonNeeded, Forbidden.
    """
    for line in lines:
        require(can_approve(by, line.plan))
    return _change(lines, act, by=by, at=at, reason=reason)


def draft_plan(plan: Plan, *, by: User | None, at: datetime, synthetic: bool = False) -> Document:
    """Soạn Kế hoạch năm — the paper with its table, sent to be numbered; a draft not yet numbered is replaced.

    Raises NotAllowed, NoLines.
    """
    require(can_write(by, plan.authority))
    if not plan.lines.exclude(state__in=("struck", "cancelled")).exists():
        raise NoLines
    on = timezone.localdate(at)
    frame = paper_frame(plan.authority, kind="annual_plan", on=on)
    with acting(by, "plans.draft_plan", at=at) as act:
        old = plan.document
        if old is not None and old.state in ("draft", "locked"):
            documents.discard(old, by=by, at=at)
        document = documents.draft(
            kind="annual_plan", issuer=plan.authority, code=frame["code"], subject=plan.title,
            papers=[plan_paper(plan, on=on, synthetic=synthetic)], layout=frame["layout"],
            place_text=frame["place"], synthetic=synthetic, by=by, at=at,
        )  # fmt: skip
        documents.lock(document, by=by, at=at)
        plan.document = document
        plan.save(update_fields=["document"])
        act.record(plan, after={"document": document.pk})
    return document


def draft_survey(plan: Plan, *, by: User | None, at: datetime, synthetic: bool = False) -> Document:
    """Soạn công văn khảo sát nhu cầu — with the form to fill in, sent to be numbered. Raises NotAllowed."""
    require(can_survey(by, plan))
    paper = survey_letter(plan, on=timezone.localdate(at), synthetic=synthetic)
    frame = paper_frame(plan.authority, kind="need_survey", on=timezone.localdate(at))
    with acting(by, "plans.draft_survey", at=at) as act:
        document = documents.draft(
            kind="need_survey", issuer=plan.authority, code=frame["code"], subject=paper.subject, papers=[paper],
            layout=frame["layout"], place_text=frame["place"], synthetic=synthetic, by=by, at=at,
        )  # fmt: skip
        documents.lock(document, by=by, at=at)
        act.record(plan, after={"survey": document.pk})
    return document
