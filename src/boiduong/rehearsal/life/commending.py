"""Khen thưởng — the few whom a paper of commendation is for, best results first, each named once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from boiduong.course.recognition.awards import services as awards
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import recognized_rows
from boiduong.engines.course_file import Paper
from boiduong.rehearsal.life.state import Life

CHOSEN_ONE_IN = 10  # where a paper goes to a chosen few and the file gives no number


def commend(life: Life) -> None:
    """Khen thưởng — a decision a class for every commendation of the file, numbered with the others."""
    said = [paper for paper in life.file.papers if paper.kind.value == "commendation"]
    if not said:
        return
    at, officer, named = life.clock.recognized, life.actors.officer, set[int]()
    best = sorted(recognized_rows(life.course), key=lambda row: (-(row.value or 0), row.position))
    for paper in said:
        chosen = chosen_of(paper, [row for row in best if row.enrollment_id not in named])
        named |= {row.enrollment_id for row in chosen}
        by_class = sorted(chosen, key=lambda row: (row.training_class.position, row.position))
        for training_class, rows in groupby(by_class, key=lambda row: row.training_class):
            document = awards.commend(
                training_class, [row.enrollment_id for row in rows], title=str(paper.title), by=officer, at=at
            )
            life.number(document, at=at)


def chosen_of(paper: Paper, rows: Iterable[RecognitionRow]) -> list[RecognitionRow]:
    """Người được chọn — as many as the file says, else one in ten; all where the paper is for everybody."""
    found = list(rows)
    if paper.to != "chosen" and paper.count is None:
        return found
    return found[: paper.count.best if paper.count else -(-len(found) // CHOSEN_ONE_IN)]
