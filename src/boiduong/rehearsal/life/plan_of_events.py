"""Kịch bản — who is absent, late, makes up, withdraws or fails, drawn once from the seed of the file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.sessions.models import Session
from boiduong.engines.course_file import Rehearsal

LATE_MINUTES = (18, 20, 25, 30)


@dataclass
class Script:
    """Kịch bản của một khóa — enrollment ids; sessions by id."""

    excused: dict[int, int] = field(default_factory=dict)  # enrollment -> session missed
    unexcused: dict[int, int] = field(default_factory=dict)
    late: dict[int, tuple[int, int]] = field(default_factory=dict)  # enrollment -> (session, minutes)
    made_up: list[int] = field(default_factory=list)  # of the excused
    withdrawn: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)  # learn alone, and give up halfway

    def absent_in(self, session: int) -> set[int]:
        """Vắng ở một buổi — with or without leave."""
        return {e for e, s in (*self.excused.items(), *self.unexcused.items()) if s == session}

    def late_in(self, session: int) -> dict[int, int]:
        """Đến muộn ở một buổi — enrollment to minutes."""
        return {e: minutes for e, (s, minutes) in self.late.items() if s == session}


def draw_script(numbers: Rehearsal, learners: list[Enrollment], sessions: list[Session], draw: Random) -> Script:
    """Bốc kịch bản — every learner is in one event at most, so that the numbers of the file come out."""
    script = Script()
    by_class: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        by_class[session.training_class_id].append(session)
    pool = list(learners)
    draw.shuffle(pool)
    script.failed = [e.pk for e in _take(pool, numbers.not_recognized)]
    taught = [e for e in pool if by_class[e.training_class_id]]
    if not taught:  # nobody can be absent where there is no lesson
        script.stopped = [e.pk for e in _take(pool, numbers.unexcused)]
    script.withdrawn = [e.pk for e in _take(taught, numbers.withdrawn)]
    for learner in _take(taught, numbers.excused):
        script.excused[learner.pk] = _one(by_class[learner.training_class_id], draw)
    for learner in _take(taught, numbers.unexcused):
        script.unexcused[learner.pk] = _one(by_class[learner.training_class_id], draw)
    for learner in _take(taught, numbers.late):
        chosen = _one(by_class[learner.training_class_id], draw)
        script.late[learner.pk] = (chosen, LATE_MINUTES[draw.randrange(len(LATE_MINUTES))])
    script.made_up = list(script.excused)[: numbers.made_up]
    return script


def _take(pool: list[Enrollment], count: int) -> list[Enrollment]:
    """The next people of the pool; at most half of it is ever in events."""
    taken, pool[:] = pool[: min(count, len(pool) // 2)], pool[min(count, len(pool) // 2) :]
    return taken


def _one(sessions: list[Session], draw: Random) -> int:
    """Not the first session: whoever is seen then is attending from there on."""
    chosen = sessions[1:] or sessions
    return chosen[draw.randrange(len(chosen))].pk
