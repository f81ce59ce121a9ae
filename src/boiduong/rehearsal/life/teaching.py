"""Giảng dạy — timetable, sessions with roll call, leave and make-up, situations, field study."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses import services as courses
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment import services as enrollment
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling import services as scheduling
from boiduong.course.delivery.scheduling.queries import clashes, propose_entries
from boiduong.course.delivery.scheduling.rules import read_mark
from boiduong.course.delivery.sessions import services as rolls
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.situations import services as situations
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.services import Question
from boiduong.course.delivery.study_visits import services as visits
from boiduong.rehearsal.clock import Clock, moment
from boiduong.rehearsal.life.cases import cases_on
from boiduong.rehearsal.life.plan_of_events import Script, draw_script
from boiduong.rehearsal.life.state import Life

VISITS = {"field_study", "site_visit", "placement", "range", "study_abroad"}
VISIT_KINDS = {"study_abroad": "abroad"}


def release_timetable(life: Life) -> None:
    """Lịch học — every topic placed without a clash, released; nothing for a self-paced course."""
    at, officer = life.clock.timetabled, life.actors.officer
    placements = propose_entries(life.course)
    if not placements:
        return
    version = scheduling.new_version(life.course, by=officer, at=at)
    scheduling.place_many(version, placements, by=officer, at=at)
    read = read_mark(clashes(version, at=at))
    released = scheduling.release(version, by=officer, at=at, read=read)
    released.refresh_from_db()
    life.number(released.document, at=at)


def hold_sessions(life: Life, *, until_share: float = 1.0) -> None:
    """Các buổi học — roll, lesson log, absences and late arrivals as the script says; `until_share` stops midway."""
    sessions = list(
        Session.objects.filter(course=life.course, state="planned")
        .select_related("course__institution", "training_class__course", "training_class__rule_set", "topic", "entry")
        .order_by("starts_at", "training_class__position")
    )
    classes = {c.pk: c for c in life.classes()}
    for session in sessions:
        session.training_class = classes[session.training_class_id]
    learners = life.learners()
    script = draw_script(life.file.rehearsal, learners, sessions, life.draw)
    life.failed = set(script.failed)
    _ask_leaves(life, script, sessions)
    by_class: dict[int, list[int]] = {}
    for learner in learners:
        by_class.setdefault(learner.training_class_id, []).append(learner.pk)
    last = sessions[max(0, round(len(sessions) * until_share) - 1)].day if sessions else None
    days = sorted({s.day for s in sessions if last is not None and s.day <= last})
    halfway = _halfway(sessions)
    for n, day in enumerate(days):
        _withdraw(life, script, by_class, classes={c for c, mid in halfway.items() if mid == day}, on=day)
        for half in ("morning", "afternoon", "evening"):
            held = [s for s in sessions if s.day == day and s.half == half]
            if held:
                _hold(life, held, script, by_class)
        life.watch((n + 1) / len(days), "")
    _learn_alone(life, script, learners, until_share)
    if until_share >= 1:
        _finish_days(life, script)


def _ask_leaves(life: Life, script: Script, sessions: list[Session]) -> None:
    by_id = {s.pk: s for s in sessions}
    learners = Enrollment.objects.select_related("person", "training_class__rule_set", "course__institution").in_bulk(
        list(script.excused)
    )
    officer = life.actors.officer
    for n, (pk, session_id) in enumerate(sorted(script.excused.items())):
        session = by_id[session_id]
        asked = session.starts_at - timedelta(days=1)
        leave = rolls.ask_leave(
            learners[pk],
            from_at=session.starts_at,
            to_at=session.ends_at,
            reason_kind=("urgent_work", "sick", "family")[n % 3],
            reason=("Họp theo giấy mời của cấp trên", "Ốm, có giấy khám", "Việc gia đình")[n % 3],
            by=officer,
            at=asked,
        )
        rolls.decide_leave(leave, grant=True, by=officer, at=asked + timedelta(hours=2))


def _hold(life: Life, held: list[Session], script: Script, by_class: dict[int, list[int]]) -> None:
    """One half-day of all classes: open, mark, close, sign, confirm; lessons that begin together in one act each."""
    officer = life.actors.officer
    for starts_at, began in groupby(sorted(held, key=lambda s: s.starts_at), key=lambda s: s.starts_at):
        together = list(began)
        rolls.open_many(together, by=officer, at=starts_at)
        marked = [(session, _marks(script, session.pk, by_class[session.training_class_id])) for session in together]
        rolls.mark_many([m for m in marked if m[1]], by=officer, at=starts_at + timedelta(minutes=35))
    rolls.close_many(held, by=officer, at=max(s.ends_at for s in held))
    at = max(s.ends_at for s in held) + timedelta(minutes=10)
    taught = {s.pk: f"Dạy xong: {s.topic.title if s.topic else ''}"[:900] for s in held}
    rolls.sign_many(held, side="lecturer", summaries=taught, by=officer, at=at)
    rolls.sign_many(held, side="manager", by=officer, at=at)
    rolls.confirm_sessions(held, by=officer, at=at)


def _marks(script: Script, session: int, people: list[int]) -> list[tuple[int, str, int | None]]:
    """Who came, and who came late by how many minutes."""
    absent, late = script.absent_in(session), script.late_in(session)
    return [(pk, "late" if pk in late else "present", late.get(pk)) for pk in people if pk not in absent]


def _halfway(sessions: list[Session]) -> dict[int, date]:
    """The day in the middle of each class that has more than one."""
    days: dict[int, list[date]] = {}
    for session in sessions:
        known = days.setdefault(session.training_class_id, [])
        if session.day not in known:
            known.append(session.day)
    return {key: known[len(known) // 2] for key, known in days.items() if len(known) > 1}


def _withdraw(life: Life, script: Script, by_class: dict[int, list[int]], *, classes: set[int], on: date) -> None:
    """Called away in the middle of the class, the evening before its day begins."""
    rows = list(
        Enrollment.objects.filter(
            pk__in=script.withdrawn, state="attending", training_class_id__in=classes
        ).select_related("person", "course")
    )
    if not rows:
        return
    at = moment(on - timedelta(days=1), 17)
    enrollment.withdraw(rows, reason="Được điều động nhiệm vụ khác giữa khóa", by=life.actors.officer, at=at)
    gone = {row.pk for row in rows}
    for ids in by_class.values():
        ids[:] = [pk for pk in ids if pk not in gone]


def _finish_days(life: Life, script: Script) -> None:
    """Make-ups, the roll and lesson books of each class, and the end of lessons."""
    officer = life.actors.officer
    for pk in script.made_up:
        learner = Enrollment.objects.select_related("person", "training_class__rule_set", "course__institution").get(
            pk=pk
        )
        missed = Session.objects.select_related("topic").get(pk=script.excused[pk])
        at = _end_of_lessons(life.clock_of(learner.training_class))
        booked = rolls.book_make_up(
            learner, missed=missed, how="Học bù với giảng viên, có phiếu xác nhận", by=officer, at=at
        )
        rolls.finish_make_up(booked, done=True, by=officer, at=at + timedelta(hours=3))
    for clock, classes in life.waves():
        _file_books(life, classes, at=_end_of_lessons(clock))


def _end_of_lessons(clock: Clock) -> datetime:
    """The afternoon after the last lesson."""
    return moment(clock.last + timedelta(days=1), 15)


def _file_books(life: Life, classes: list[TrainingClass], *, at: datetime) -> None:
    """Roll and lesson books of the classes of one wave."""
    officer = life.actors.officer
    for training_class in classes:
        if training_class.state == "opened":
            courses.change_class(training_class, "begin", by=None, at=at)
    taught = [c for c in classes if c.sessions.exists()]
    life.number_all((rolls.draft_roll_book(c, by=officer, at=at) for c in taught), at=at)
    life.number_all((rolls.draft_log_book(c, by=officer, at=at) for c in taught), at=at)


def _learn_alone(life: Life, script: Script, learners: list[Enrollment], until_share: float) -> None:
    """Classes without lessons: the list of the platform comes topic by topic; some people stop halfway."""
    for training_class in life.classes():
        if training_class.mode != "self_paced":
            continue
        topics = list(Topic.objects.filter(version_id=training_class.version_id).order_by("position"))
        topics = topics[: max(1, round(len(topics) * until_share))]
        own = [e.pk for e in learners if e.training_class_id == training_class.pk]
        span = (life.clock.last - life.clock.first).days
        for n, topic in enumerate(topics):
            on = life.clock.first + timedelta(days=span * (n + 1) // len(topics))
            going_on = [pk for pk in own if pk not in script.stopped or n < len(topics) // 2]
            rolls.record_topics_done(
                training_class,
                [(pk, topic.pk) for pk in going_on],
                source="platform",
                evidence="Danh sách hoàn thành của nền tảng học trực tuyến (giả định)",
                by=life.actors.officer,
                at=moment(on, 17),
            )


def discuss_situations(life: Life, *, leave_open: int = 0) -> None:
    """Tình huống — raised by learners, sorted, discussed; most are answered, every fourth goes to another body."""
    learners, wanted = life.learners(), life.file.rehearsal.situations
    if not learners or not wanted:
        return
    at = moment(life.clock.first, 17)
    questions, cases = [], cases_on(life.clock.first)
    for n in range(wanted):
        case, learner = cases[n % len(cases)], learners[(n * 7) % len(learners)]
        questions.append(
            Question(
                title=case.title,
                question=case.question,
                field=case.field,
                context=case.context,
                person=None if n % 5 == 4 else learner.person,
                unit=learner.sent_by,
                training_class=learner.training_class,
            )
        )
    raised = situations.raise_situations(life.course, questions, by=life.actors.officer, at=at)
    for n, situation in enumerate(raised[: max(0, len(raised) - leave_open)]):
        if n < len(cases):
            _handle(life, situation, n)
        else:
            _join(life, situation, raised[n % len(cases)])
    if not leave_open:
        life.number(
            situations.draft_situation_summary(life.course, by=life.actors.officer, at=life.clock.marked),
            at=life.clock.marked,
        )


def _join(life: Life, situation: Situation, first: Situation) -> None:
    """What was asked before is joined to the first who asked it, so that a summary tells it once."""
    at = moment(life.clock.last, 10)
    situations.merge(situation, Situation.objects.get(pk=first.pk), by=life.actors.officer, at=at)


def _handle(life: Life, situation: Situation, n: int) -> None:
    officer, cases = life.actors.officer, cases_on(life.clock.first)
    case = cases[n % len(cases)]
    at = moment(life.clock.last, 10, n % 50)
    situations.triage(situation, field=case.field, by=officer, at=at)
    situations.discuss(situation, options=case.options, by=officer, at=at, lecturer_view=case.view)
    if n % 4 == 3:
        situations.refer(
            situation, to=None, to_text=case.body, due_on=at.date() + timedelta(days=15), by=officer, at=at
        )
        at = moment(life.clock.last + timedelta(days=6), 10, n % 50)
        situations.record_answer(situation, conclusion=case.conclusion, legal_basis=case.basis, by=officer, at=at)
    else:
        situations.answer(situation, conclusion=case.conclusion, legal_basis=case.basis, by=officer, at=at)
    situations.approve(situation, by=officer, at=at)


def study_in_the_field(life: Life) -> None:
    """Nghiên cứu thực tế — a visit for each such topic of each class, with members and a finding."""
    for training_class in life.classes():
        for topic in Topic.objects.filter(version_id=training_class.version_id, kind__in=VISITS).order_by("position"):
            _visit(life, training_class, topic)


def _visit(life: Life, training_class: TrainingClass, topic: Topic) -> None:
    officer, at = life.actors.officer, life.clock.timetabled
    days = sorted(
        set(Session.objects.filter(training_class=training_class, topic=topic).values_list("day", flat=True))
    ) or [life.clock.last]
    visit = visits.plan_visit(
        training_class,
        topic=topic,
        kind=VISIT_KINDS.get(topic.kind, topic.kind),
        place_text=topic.where_text or "Cơ sở do cơ quan chủ trì chọn (giả định)",
        supervisor_text=topic.supervisor_text or "Chủ nhiệm lớp (giả định)",
        safety_text=topic.safety_text or "Theo phương án bảo đảm an toàn của đoàn (giả định)",
        starts_on=days[0],
        ends_on=days[-1],
        by=officer,
        at=at,
    )
    visits.assign_members(
        visit, [e for e in life.learners() if e.training_class_id == training_class.pk], by=officer, at=at
    )
    life.number(visits.draft_plan(visit, by=officer, at=at), at=at)
    visits.confirm_by_host(visit, by=officer, at=at + timedelta(days=1))
    visits.add_finding(
        visit,
        text="Cơ sở đã phân công rõ đầu mối nhưng thiếu người làm công nghệ thông tin (giả định)",
        recommendation="Bố trí cán bộ kiêm nhiệm và tập huấn tại chỗ",
        to_text="Cơ quan chủ trì khóa",
        by=officer,
        at=moment(days[-1], 17),
    )
