"""Báo cáo tổng kết — drafted from facts, numbered, frozen; who may, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boiduong.course.delivery.courses.models import CourseBasis, CourseDocument, StatedNumber
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.evaluation.feedback.rules import PollResult
from boiduong.course.reporting.periodic_reports import services
from boiduong.course.reporting.periodic_reports.events import report_issued
from boiduong.course.reporting.periodic_reports.models import ReportIssue
from boiduong.course.reporting.periodic_reports.papers import final_report
from boiduong.course.reporting.periodic_reports.queries import report_facts, written_reports
from boiduong.course.reporting.periodic_reports.queries.facts import Fieldwork, Outcomes
from boiduong.engines.typesetting import Bullets, FactList, Heading, Paragraph, Table
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.queries import papers_of
from boiduong.foundation.documents.services import give_number
from boiduong.foundation.organizations.models import LegalAct
from boiduong.refusals import NotAllowed
from periodic_reports.reported_world import DAY, build_reported, numbered
from world import AT, build_world

pytestmark = pytest.mark.django_db
LATER = AT + 5 * DAY


def text_of(document: Document) -> str:
    """Every word of the paper."""
    words: list[str] = []
    for paper in papers_of(document):
        words += [paper.title, paper.subject]
        blocks = list(paper.blocks) + [b for annex in paper.annexes for b in annex.blocks]
        for block in blocks:
            if isinstance(block, Paragraph):
                words.append(block.text)
            elif isinstance(block, Bullets):
                words += block.items
            elif isinstance(block, FactList):
                words += [f"{a}: {b}" for a, b in block.rows]
            elif isinstance(block, Table):
                words += [" | ".join(row) for row in block.rows]
            else:
                words.append(getattr(block, "text", ""))
    return "\n".join(words)


def test_the_report_tells_derived_numbers() -> None:
    reported = build_reported()
    course = reported.world.course
    Situation.objects.create(
        course=course, field="land", title="Đất", context="c", question="q", raised_at=AT, state="referred",
        due_on=AT.date(),
    )  # fmt: skip
    StatedNumber.objects.create(course=course, kind="present", low=66, source_text="Tin trên báo")
    document = services.draft_final_report(
        course, by=reported.world.users["officer"], at=LATER, remarks="Lớp nghiêm túc.", proposals="Tổ chức sớm hơn."
    )
    text = text_of(document)
    for expected in (
        "Tổng kết khóa bồi dưỡng thử",
        "Dự học ít nhất một buổi (lượt học viên) | 3",
        "Được công nhận: 2 (66,7\u00a0%)",
        "Xếp loại: giỏi: 2 (100,0\u00a0%)",
        "vắng quá số tiết cho phép: 1",
        "Học viên nêu 1 tình huống",
        "Quá hạn trả lời: 1",
        "Lớp nghiêm túc.",
        "Tổ chức sớm hơn.",
        "Dự học | 66 | 3 | Lệch | Tin trên báo",
        "Lớp A | 3 | 4 | 100,0\u00a0%",
    ):
        assert expected in text, expected
    assert not any(person.full_name in text for person in reported.world.people)
    assert (document.state, document.kind, document.synthetic) == ("locked", "final_report", True)
    assert CourseDocument.objects.filter(course=course, document=document, role="final_report").exists()


def test_a_new_draft_discards_the_one_without_a_number() -> None:
    reported = build_reported()
    first = services.draft_final_report(reported.world.course, by=None, at=LATER)
    second = services.draft_final_report(reported.world.course, by=None, at=LATER)
    first.refresh_from_db()
    assert (first.state, second.state) == ("discarded", "locked")


def test_issuing_freezes_the_numbers_of_the_draft() -> None:
    reported = build_reported()
    world = reported.world
    heard: list[ReportIssue] = []

    def hear(issue: ReportIssue, **_: object) -> None:
        heard.append(issue)

    report_issued.connect(hear)
    document = services.draft_final_report(world.course, by=None, at=AT + 3 * DAY)
    with pytest.raises(services.ReportNotNumbered):
        services.issue_final_report(world.course, document, by=None, at=LATER)
    give_number(document, issued_on=LATER.date(), by=world.users["records"], at=LATER)
    issue = services.issue_final_report(world.course, document, by=world.users["manager"], at=LATER)
    assert issue.facts["counts"]["certified"] == 0, "the papers came a day after the draft"
    assert issue.facts["counts"]["recognized"] == 2
    assert issue.as_of_at == AT + 3 * DAY
    assert heard == [issue]
    assert written_reports(world.course) == [(document, True)]
    assert AuditEvent.objects.filter(act="periodic_reports.issue_final_report").count() == 1
    with pytest.raises(services.AlreadyIssued):
        services.issue_final_report(world.course, document, by=None, at=LATER)


def test_an_issued_report_cannot_be_changed() -> None:
    reported = build_reported()
    document = services.draft_final_report(reported.world.course, by=None, at=LATER)
    give_number(document, issued_on=LATER.date(), by=None, at=LATER)
    issue = services.issue_final_report(reported.world.course, document, by=None, at=LATER)
    issue.facts = {}
    with pytest.raises(Exception, match=r"(?i)append|change|stays"):
        issue.save()


def test_another_paper_is_not_the_report() -> None:
    reported = build_reported()
    other = numbered(reported.world, "final_report", number="9/BC", on=AT.date())
    with pytest.raises(services.NotThisReport):
        services.issue_final_report(reported.world.course, other, by=None, at=LATER)


def test_nothing_to_report_before_the_first_session() -> None:
    with pytest.raises(services.NothingToReport):
        services.draft_final_report(build_world(enrolled=True).course, by=None, at=LATER)


def test_a_situation_asked_again_is_one_situation() -> None:
    course = build_reported().world.course
    before = report_facts(course, as_of_at=LATER)

    def ask(state: str, follows: Situation | None = None) -> Situation:
        return Situation.objects.create(
            course=course, title="Đất xen kẹt", field="land", question="?", raised_at=AT, state=state, follows=follows
        )

    again = ask("referred", ask("followed"))  # one situation, whose newer question waits
    ask("returned", ask("followed"))  # the newer question was sent back: the first answer stands
    found = report_facts(course, as_of_at=LATER)
    assert (found.raised - before.raised, found.answered - before.answered) == (2, 1)
    assert found.situations["referred"] - before.situations.get("referred", 0) == 1
    again.state = "answered"
    again.save(update_fields=["state"])
    found = report_facts(course, as_of_at=LATER)
    assert (found.raised - before.raised, found.answered - before.answered) == (2, 2)


def test_too_many_words_are_refused() -> None:
    reported = build_reported()
    with pytest.raises(services.RemarksTooLong):
        services.draft_final_report(reported.world.course, by=None, at=LATER, proposals="a" * 8001)


@pytest.mark.parametrize(
    "role", ["admin", "authority", "clerk", "lecturer", "learner", "records", "auditor", "stranger"]
)
def test_only_officer_and_class_manager_report(role: str) -> None:
    reported = build_reported()
    user = reported.world.users[role]
    with pytest.raises(NotAllowed):
        services.draft_final_report(reported.world.course, by=user, at=LATER)
    document = services.draft_final_report(reported.world.course, by=None, at=LATER)
    with pytest.raises(NotAllowed):
        services.issue_final_report(reported.world.course, document, by=user, at=LATER)


def test_the_paper_says_what_there_is_and_leaves_out_what_there_is_not() -> None:
    reported = build_reported()
    course = reported.world.course
    reported.world.people[0].sex = "female"
    reported.world.people[0].save()
    act = LegalAct.objects.create(kind="Kế hoạch", number="47-KH/TU", issuer_text="Tỉnh ủy Thử", title="Bồi dưỡng")
    CourseBasis.objects.create(course=course, legal_act=act)
    facts = report_facts(course, as_of_at=LATER)
    rich = replace(
        facts,
        polls=(
            ("Lớp A", PollResult(3, 3, 0, suppressed=True)),
            ("Lớp B", PollResult(30, 28, 1, suppressed=False, index=8.4, band="fairly good")),
        ),
        visits=(
            Fieldwork("Xã Ea Kar", date(2025, 8, 19), date(2025, 8, 19), ("Sửa quy trình một cửa (UBND tỉnh)",)),
            Fieldwork("Xã Mới", date(2025, 8, 20), date(2025, 8, 20), ()),
        ),
        outcomes=Outcomes(3, 1, 1, 1, (("", 1), ("khá", 1)), ()),
        teaching=replace(facts.teaching, lecturers=(("internal", 2), ("reporter", 1))),
        situations={"referred": 2, "answered": 3, "returned": 1},
        composition=replace(facts.composition, other_posts=2),
    )
    paper = final_report(course, reported.world.school, rich, on=LATER.date(), remarks="", proposals="")
    document = services.courses.draft_paper(
        course=course, kind="final_report", role="x", issuer=reported.world.school, subject="s", papers=[paper],
        by=None, at=LATER,
    )  # fmt: skip
    text = text_of(document)
    for expected in (
        "Thực hiện Kế hoạch số 47-KH/TU",
        "Nữ: 1 (33,3\u00a0%), chưa ghi 2.",
        "chức vụ khác hoặc chưa ghi: 2",
        "giảng viên của trường: 2; báo cáo viên: 1",
        "Lớp A: thu 3/3 phiếu; chưa đủ số phiếu để công bố kết quả.",
        "Lớp B: thu 28/30 phiếu; chỉ số chung 8,40/10, mức khá.",
        "Xã Ea Kar; 1 phát hiện, kiến nghị.",
        "không xếp loại: 1 (50,0\u00a0%)",
        "công nhận ngoại lệ theo ý kiến của cơ quan quản lý: 1",
        "Học viên nêu 5 tình huống; đã trả lời 3 (60,0\u00a0%)",
        "trả lời 2 tình huống đã chuyển",
        "Sửa quy trình một cửa (UBND tỉnh).",
    ):
        assert expected in text, expected
    empty = replace(
        facts,
        composition=replace(facts.composition, learners=0),
        teaching=replace(facts.teaching, topics=0, held=0, lecturers=()),
        presence=(),
        outcomes=Outcomes(0, 0, 0, 0, (), ()),
    )
    course.starts_on = None
    bare = final_report(course, reported.world.school, empty, on=LATER.date(), remarks="", proposals="")
    assert [block.text for block in bare.blocks if isinstance(block, Heading)] == ["I. TÌNH HÌNH CHUNG", "II. HỌC VIÊN"]
