"""Services of situations: raise, sort, discuss, answer or refer, publish, sum up; who may, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from boiduong.course.delivery.courses.models import Course, CourseDocument
from boiduong.course.delivery.situations import services
from boiduong.course.delivery.situations.events import situation_answered, situation_raised
from boiduong.course.delivery.situations.models import Situation, SituationEvent
from boiduong.course.delivery.situations.rules import NotAnonymized, SecretContent
from boiduong.course.delivery.situations.services import Question
from boiduong.engines.typesetting import Table
from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.queries import papers_of, typesetter
from boiduong.refusals import NotAllowed, ReasonNeeded, Refusal
from boiduong.states import Forbidden
from world import World, build_world

pytestmark = pytest.mark.django_db
DUE = date(2025, 9, 30)


@pytest.fixture
def world() -> World:
    return build_world(enrolled=True, class_state="running")


def ask(world: World, at: datetime, *, by: str | None = "officer", **facts: object) -> Situation:
    said = {"title": "Đất xen kẹt", "question": "Cấp giấy ra sao?", "field": "land", **facts}
    user = world.users[by] if by else None
    return services.raise_situations(world.course, [Question(**said)], by=user, at=at)[0]  # type: ignore[arg-type]


def brought_to(world: World, at: datetime, state: str, **facts: object) -> Situation:
    """A situation walked to a state by the acts that lead there."""
    one = ask(world, at, **facts)
    officer = world.users["officer"]
    steps: list[tuple[str, Callable[[], object]]] = [
        ("raised", lambda: None),
        ("triaged", lambda: services.triage(one, field="land", by=officer, at=at)),
        ("discussed", lambda: services.discuss(one, options="Hai cách", lecturer_view="Cách một", by=officer, at=at)),
        (
            "answered",
            lambda: services.answer(one, conclusion="Lập hồ sơ", legal_basis="Luật Đất đai", by=officer, at=at),
        ),
        ("approved", lambda: services.approve(one, by=officer, at=at)),
        ("published", lambda: services.publish(one, reach="public", by=officer, at=at)),
    ]
    for reached, step in steps:
        step()
        if reached == state:
            return one
    raise AssertionError(state)


def test_a_situation_goes_all_the_way(world: World, at: datetime) -> None:
    heard: list[str] = []

    def hear(**facts: object) -> None:
        heard.append("x")

    situation_raised.connect(hear)
    situation_answered.connect(hear)
    try:
        one = brought_to(world, at, "published")
    finally:
        situation_raised.disconnect(hear)
        situation_answered.disconnect(hear)
    one.refresh_from_db()
    assert (one.state, one.reach, one.conclusion) == ("published", "public", "Lập hồ sơ")
    acts = list(one.events.values_list("act", "to_state"))
    assert acts == [
        ("raise", "raised"),
        ("triage", "triaged"),
        ("discuss", "discussed"),
        ("answer", "answered"),
        ("approve", "approved"),
        ("publish", "published"),
    ]
    assert len(heard) == 2
    assert AuditEvent.objects.filter(act__startswith="situations.").count() == 6


def test_referred_situation_is_answered_by_the_body(world: World, at: datetime) -> None:
    one, officer = brought_to(world, at, "discussed"), world.users["officer"]
    services.refer(one, to=world.province, to_text=" Sở  ", due_on=DUE, by=officer, at=at)
    one.refresh_from_db()
    assert (one.state, one.referred_to, one.due_on, one.referred_text) == ("referred", world.province, DUE, "Sở")
    services.record_answer(one, conclusion="Theo quy định", legal_basis="Luật", by=officer, at=at)
    assert one.state == "answered"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"title": "  "}, services.QuestionMissing),
        ({"question": ""}, services.QuestionMissing),
        ({"field": "hacking"}, services.FieldUnknown),
        ({"field": ""}, services.FieldUnknown),
        ({"context": "kèm tài liệu mật"}, SecretContent),
        ({"question": "DANH SÁCH QUY HOẠCH của xã?"}, SecretContent),
    ],
    ids=["no title", "no question", "unknown field", "no field", "secret context", "secret question"],
)
def test_raising_is_refused(world: World, at: datetime, facts: dict[str, object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        ask(world, at, **facts)
    assert not Situation.objects.exists()


def test_one_bad_question_keeps_all_out(world: World, at: datetime) -> None:
    listed = [Question("Một", "Hỏi", "land"), Question("Hai", "", "land")]
    with pytest.raises(services.QuestionMissing):
        services.raise_situations(world.course, listed, by=None, at=at)
    assert not Situation.objects.exists()


def test_hostile_text_is_kept_as_text(world: World, at: datetime) -> None:
    evil = "<script>alert(1)</script>' OR 1=1;-- " + "‮" + "x" * 400
    one = ask(world, at, title=evil, question=evil)
    one.refresh_from_db()
    assert one.title == evil.strip()[:300]
    assert one.question == evil.strip()


@pytest.mark.parametrize(
    ("user", "person", "unit", "allowed"),
    [
        ("officer", 1, 2, True),
        ("learner", None, None, True),
        ("learner", 0, None, True),
        ("learner", 0, 0, True),
        ("learner", None, 0, True),
        ("learner", 1, None, False),
        ("learner", 0, 1, False),
        ("clerk", None, 0, True),
        ("clerk", None, 1, False),
        ("clerk", 1, None, False),
        ("lecturer", None, None, False),
        ("stranger", None, None, False),
        ("auditor", None, None, False),
    ],
)
def test_who_may_raise_for_whom(
    world: World, at: datetime, user: str, person: int | None, unit: int | None, allowed: bool
) -> None:
    facts = {
        "person": None if person is None else world.people[person],
        "unit": None if unit is None else world.communes[unit],
    }
    if allowed:
        one = ask(world, at, by=user, **facts)
        assert one.raised_by == facts["person"]
        assert one.unit == facts["unit"]
    else:
        with pytest.raises(NotAllowed):
            ask(world, at, by=user, **facts)


def test_anonymous_question_leaves_no_trace_of_the_asker(world: World, at: datetime) -> None:
    one = ask(world, at, by="learner")
    assert one.raised_by is None
    assert SituationEvent.objects.get(situation=one).by_id is None
    row = AuditEvent.objects.get(act="situations.raise_situation")
    assert (row.actor_id, row.actor_label) == (None, "")


def test_named_question_and_one_typed_by_the_office_keep_who_wrote_them(world: World, at: datetime) -> None:
    named = ask(world, at, by="learner", person=world.people[0])
    typed = ask(world, at, by="officer")
    assert SituationEvent.objects.get(situation=named).by_id == world.users["learner"].pk
    assert SituationEvent.objects.get(situation=typed).by_id == world.users["officer"].pk


Act = Callable[[Situation, World, "User | None", datetime], object]
ACTS: dict[str, tuple[str, Act]] = {
    "triage": ("raised", lambda s, w, u, at: services.triage(s, field="land", by=u, at=at)),
    "return": ("raised", lambda s, w, u, at: services.return_situation(s, reason="Ngoài phạm vi", by=u, at=at)),
    "merge": ("raised", lambda s, w, u, at: services.merge(s, ask(w, at), by=u, at=at)),
    "discuss": ("triaged", lambda s, w, u, at: services.discuss(s, options="A", by=u, at=at)),
    "answer": ("discussed", lambda s, w, u, at: services.answer(s, conclusion="K", legal_basis="L", by=u, at=at)),
    "refer": (
        "discussed",
        lambda s, w, u, at: services.refer(s, to=w.province, to_text="", due_on=DUE, by=u, at=at),
    ),
    "approve": ("answered", lambda s, w, u, at: services.approve(s, by=u, at=at)),
    "publish": ("approved", lambda s, w, u, at: services.publish(s, reach="class", by=u, at=at)),
}
ALLOWED = {
    "triage": {"officer"},
    "return": {"officer"},
    "merge": {"officer"},
    "discuss": {"officer", "manager", "lecturer"},
    "answer": {"officer", "manager", "lecturer"},
    "refer": {"officer"},
    "approve": {"officer"},
    "publish": {"officer", "authority"},
}
USERS = ("officer", "manager", "lecturer", "authority", "learner", "clerk", "auditor", "stranger")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("user", USERS)
def test_who_may_do_what(world: World, at: datetime, act: str, user: str) -> None:
    state, do = ACTS[act]
    one = brought_to(world, at, state, training_class=world.training_class)
    if user in ALLOWED[act]:
        do(one, world, world.users[user], at)
        assert one.state != state
    else:
        with pytest.raises(NotAllowed):
            do(one, world, world.users[user], at)


def test_class_manager_does_not_discuss_what_no_class_asked(world: World, at: datetime) -> None:
    one = brought_to(world, at, "triaged")
    with pytest.raises(NotAllowed):
        services.discuss(one, options="A", by=world.users["manager"], at=at)


@pytest.mark.parametrize(
    ("state", "act", "refusal"),
    [
        ("raised", lambda s, w, at: services.triage(s, field="x", by=None, at=at), services.FieldUnknown),
        ("raised", lambda s, w, at: services.return_situation(s, reason=" ", by=None, at=at), ReasonNeeded),
        ("raised", lambda s, w, at: services.merge(s, s, by=None, at=at), services.MergeElsewhere),
        ("triaged", lambda s, w, at: services.discuss(s, options="tối mật", by=None, at=at), SecretContent),
        (
            "discussed",
            lambda s, w, at: services.answer(s, conclusion=" ", legal_basis="L", by=None, at=at),
            services.ConclusionMissing,
        ),
        (
            "discussed",
            lambda s, w, at: services.answer(s, conclusion="K", legal_basis="", by=None, at=at),
            services.NoBasis,
        ),
        (
            "discussed",
            lambda s, w, at: services.answer(s, conclusion="tuyệt mật", legal_basis="L", by=None, at=at),
            SecretContent,
        ),
        (
            "discussed",
            lambda s, w, at: services.refer(s, to=w.province, to_text="", due_on=None, by=None, at=at),
            services.DueDateMissing,
        ),
        (
            "discussed",
            lambda s, w, at: services.refer(s, to=None, to_text=" ", due_on=DUE, by=None, at=at),
            services.DueDateMissing,
        ),
        ("approved", lambda s, w, at: services.publish(s, reach="world", by=None, at=at), services.FieldUnknown),
        ("triaged", lambda s, w, at: services.approve(s, by=None, at=at), Forbidden),
    ],
    ids=[
        "triage into no field",
        "return without reason",
        "merge into itself",
        "secret options",
        "answer without conclusion",
        "answer without basis",
        "secret answer",
        "refer without date",
        "refer to nobody",
        "unknown reach",
        "approve too early",
    ],
)
def test_acts_are_refused(
    world: World,
    at: datetime,
    state: str,
    act: Callable[[Situation, World, datetime], object],
    refusal: type[Refusal],
) -> None:
    one = brought_to(world, at, state)
    with pytest.raises(refusal):
        act(one, world, at)
    one.refresh_from_db()
    assert one.state == state


def test_merge_only_inside_the_course_and_not_into_a_merged_one(world: World, at: datetime) -> None:
    first, second, third = (ask(world, at) for _ in range(3))
    services.merge(second, first, by=None, at=at)
    assert second.merged_into == first
    with pytest.raises(services.MergeElsewhere):
        services.merge(third, second, by=None, at=at)
    other = Course.objects.create(slug="khac", title="Khác", institution=world.institution, created_at=at)
    elsewhere = Situation.objects.create(course=other, field="land", title="T", question="Q", raised_at=at)
    with pytest.raises(services.MergeElsewhere):
        services.merge(third, elsewhere, by=None, at=at)


def test_two_people_answer_at_once_and_one_is_refused(world: World, at: datetime) -> None:
    one = brought_to(world, at, "discussed")
    seen_by_second = Situation.objects.get(pk=one.pk)
    services.answer(one, conclusion="K", legal_basis="L", by=None, at=at)
    with pytest.raises(Forbidden):
        services.refer(seen_by_second, to=None, to_text="Sở", due_on=DUE, by=None, at=at)
    one.refresh_from_db()
    assert (one.state, one.referred_text) == ("answered", "")


@pytest.mark.parametrize("where", ["title", "context", "question"])
def test_nothing_is_published_that_names_somebody(world: World, at: datetime, where: str) -> None:
    name = world.people[2].full_name
    one = brought_to(world, at, "approved", **{where: f"Việc của bà {name}"})
    with pytest.raises(NotAnonymized):
        services.publish(one, reach="province", by=None, at=at)


def test_nothing_is_published_that_names_who_asked(world: World, at: datetime) -> None:
    asker = world.lecturer.person
    assert asker is not None
    one = brought_to(world, at, "approved", person=asker, question=f"{asker.full_name} hỏi")
    with pytest.raises(NotAnonymized, match=asker.full_name):
        services.publish(one, reach="province", by=None, at=at)


def texts_of(document: object) -> str:
    parts = []
    for paper in papers_of(document):  # type: ignore[arg-type]
        for block in paper.blocks:
            if isinstance(block, Table):
                parts += [block.caption, *(cell for row in block.rows for cell in row)]
            else:
                parts.append(str(block))
    return "\n".join(parts)


def test_summary_names_the_question_and_not_the_asker(world: World, at: datetime) -> None:
    brought_to(world, at, "published", person=world.people[0], training_class=world.training_class)
    referred = brought_to(world, at, "discussed", field="finance", title="Kinh phí", question="Chi ra sao?")
    services.refer(referred, to=None, to_text="Sở Tài chính", due_on=DUE, by=None, at=at)
    unit = brought_to(world, at, "discussed", title="Nhà văn hóa", question="Ai quản?")
    services.refer(unit, to=world.province, to_text="", due_on=DUE, by=None, at=at)
    returned = ask(world, at, title="Ngoài lề", question="Chuyện khác")
    services.return_situation(returned, reason="Ngoài phạm vi", by=None, at=at)
    document = services.draft_situation_summary(world.course, by=world.users["officer"], at=at)
    filed = CourseDocument.objects.get(document=document)
    assert (filed.role, filed.course, document.kind, document.state) == (
        "situations",
        world.course,
        "situations",
        "locked",
    )
    text = texts_of(document)
    for said in ("Đất xen kẹt", "Lập hồ sơ", "Luật Đất đai", "Sở Tài chính", "Tỉnh Thử", "30/09/2025", "Đã công bố"):
        assert said in text
    assert "Tổng số tình huống, kiến nghị: 3." in text
    assert "Ngoài lề" not in text
    assert world.people[0].full_name not in text
    assert typesetter().render(papers_of(document)[0]).startswith(b"%PDF")


def test_summary_without_referrals_has_no_third_part(world: World, at: datetime) -> None:
    world.course.title = "HỘI NGHỊ tập huấn"
    world.course.save()
    ask(world, at)
    paper = papers_of(services.draft_situation_summary(world.course, by=None, at=at))[0]
    assert "III." not in "".join(str(block) for block in paper.blocks)
    assert paper.subject.endswith("HỘI NGHỊ tập huấn")


def test_summary_is_refused(world: World, at: datetime) -> None:
    with pytest.raises(services.NothingRaised):
        services.draft_situation_summary(world.course, by=world.users["officer"], at=at)
    with pytest.raises(NotAllowed):
        services.draft_situation_summary(world.course, by=world.users["manager"], at=at)
