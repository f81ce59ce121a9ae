"""Chạy thử cả khóa — the acts in their order, with progress, up to the end or to a point in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from boiduong.course.delivery.courses.models import Course
from boiduong.engines.course_file import CourseFile, Judged
from boiduong.foundation.audit.services import coming_from
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import rule_set_on
from boiduong.foundation.organizations.services import adopt_rule_set
from boiduong.randomness import seeded
from boiduong.refusals import Refusal, gettext_noop
from boiduong.rehearsal.actors import actors
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.importing import import_course
from boiduong.rehearsal.life import evaluation, preparation, recognition, teaching
from boiduong.rehearsal.life.state import Life
from boiduong.rehearsal.places import Places

MOST_LEARNERS = 20_000  # the largest course known of the family has 18,000


class TooManyLearners(Refusal):
    """Quá đông để chạy thử."""

    text = gettext_noop(
        "The file says %(learners)s learners; a rehearsal takes at most %(most)s. "
        "Give a smaller number: rehearsal: {assumed: true, seed: 1, learners: 500}."
    )


Watcher = Callable[[str, float], None]


@dataclass(frozen=True)
class Step:
    """Một việc — its key, its name in the table, and what it does."""

    key: str
    label: str
    run: Callable[[Life], None]


STEPS: tuple[Step, ...] = (
    Step("plan", "Kế hoạch năm", preparation.plan_year),
    Step("program", "Chương trình", preparation.write_program),
    Step("call", "Chiêu sinh", preparation.call_units),
    Step("nominations", "Các đơn vị cử", preparation.nominate),
    Step("review", "Xét danh sách cử", preparation.review),
    Step("classes", "Chia lớp, chia tổ", preparation.form),
    Step("opening", "Mở lớp", preparation.open_classes),
    Step("summons", "Triệu tập", preparation.summon),
    Step("timetable", "Lịch học", teaching.release_timetable),
    Step("sessions", "Buổi học, điểm danh", teaching.hold_sessions),
    Step("situations", "Tình huống", teaching.discuss_situations),
    Step("visits", "Nghiên cứu thực tế", teaching.study_in_the_field),
    Step("reports", "Bài thu hoạch", evaluation.mark_reports),
    Step("feedback", "Phiếu đánh giá", evaluation.collect_forms),
    Step("recognition", "Công nhận", recognition.recognize),
    Step("certificates", "Chứng chỉ", recognition.issue_certificates),
    Step("records", "Hồ sơ cán bộ", recognition.file_records),
    Step("final_report", "Báo cáo tổng kết", recognition.report),
    Step("news", "Tin", recognition.publish),
)


def _middle(life: Life) -> None:
    """Half of the sessions held, a few situations waiting."""
    teaching.hold_sessions(life, until_share=0.5)
    teaching.discuss_situations(life, leave_open=4)


# Where a demo course stops: the steps before the point, and what is done in part at it.
UNTIL: dict[str, tuple[str, Callable[[Life], None] | None]] = {
    "nominations": ("nominations", preparation.nominate_partly),
    "middle": ("sessions", _middle),
}


def steps_until(point: str) -> tuple[Step, ...]:
    """Các việc đến một chỗ — all of them for "end"."""
    if point == "end":
        return STEPS
    key, last = UNTIL[point]
    before = STEPS[: [s.key for s in STEPS].index(key)]
    label = next(s.label for s in STEPS if s.key == key)
    return (*before, Step(key, label, last)) if last else before


def rehearse(
    file: CourseFile, *, content: bytes, until: str = "end", watch: Watcher | None = None
) -> tuple[Life, dict[str, float]]:
    """Chạy thử — import the file, then live the course; returns what was made and the seconds of each step.

    Clock, tokens and ids come from the file, so that the same file gives the same papers. Raises TooManyLearners.
    """
    if file.learners > MOST_LEARNERS:
        raise TooManyLearners(learners=file.learners, most=MOST_LEARNERS)
    clock = Clock.of(file)
    seconds: dict[str, float] = {}
    steps = steps_until(until)
    with seeded(f"{file.id} {file.rehearsal.seed}"), coming_from("import"):
        began = time.perf_counter()
        course = import_course(file, content=content, by=None, at=clock.imported).course
        _follow_file(file, course.institution, clock)
        places = Places(file, at=clock.imported)
        life = Life(
            file=file,
            course=Course.objects.select_related("institution__unit", "plan_line__plan").get(pk=course.pk),
            clock=clock.knowing(places.known_since()),
            actors=actors(at=clock.imported),
            places=places,
            draw=Random(file.rehearsal.seed),  # noqa: S311 - a rehearsal must repeat itself
        )
        seconds["import"] = time.perf_counter() - began
        for n, step in enumerate(steps):
            life.watch = _part(watch, step.label, n, len(steps))
            life.watch(0, "")
            began = time.perf_counter()
            step.run(life)
            seconds[step.key] = time.perf_counter() - began
        if watch is not None:
            watch("Xong", 1.0)
    return life, seconds


# Ways that a rehearsal takes over from the file: each still lets the life of the course end as the file says.
FOLLOWED = (Judged.PASS_ONLY, Judged.PARTS_APART, Judged.BANDS)


def _follow_file(file: CourseFile, institution: Institution, clock: Clock) -> None:
    """Bộ quy tắc theo tệp — where the file says how it judges, the institution of the rehearsal adopts that way."""
    day, judged = clock.planned.date(), file.completion.judged
    rules = rule_set_on(institution, day)
    if judged not in FOLLOWED or rules is None or rules.body["completion"]["judged"] == judged.value:
        return
    body = {**rules.body, "completion": {**rules.body["completion"], "judged": judged.value}}
    adopt_rule_set(institution=institution, starts_on=day, body=body, by=None, at=clock.planned)


def _part(watch: Watcher | None, label: str, n: int, of: int) -> Callable[[float, str], None]:
    """Progress inside one step as progress of the whole."""

    def tell(share: float, step: str) -> None:
        if watch is not None:
            watch(step or label, (n + min(max(share, 0), 1)) / of)

    return tell
