"""Bộ sinh bài toán — instances with a planted solution and a fixed seed; equal seeds give equal instances."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from boiduong.engines.timetabling.generator.planting import (
    calendar_for,
    plant_lecturers,
    plant_places,
    plant_sessions,
    plant_sites,
    plant_topics,
    sequence_of,
)
from boiduong.engines.timetabling.generator.shape import DAK_LAK, HA_NOI, SCARCE, SHAPES, TUONG_DUONG, Shape, ha_noi
from boiduong.engines.timetabling.model.problem import EVENING, HALVES, Fleet, Lock, Problem
from boiduong.engines.timetabling.model.timetable import Timetable, timetable_of


def generate(shape: Shape, *, seed: int = 1) -> tuple[Problem, Timetable]:
    """Sinh một bài toán — the problem and the timetable planted in it, which breaks no hard rule."""
    rng = Random(f"{shape.name} {seed}")  # noqa: S311 - a fixed seed is the point
    topics = plant_topics(shape)
    half_days = len(sequence_of(topics, 0, 0)) + shape.slack
    venues, rooms, classes, travel = plant_places(shape, rng)
    problem = Problem(
        name=f"{shape.name}-{seed}",
        calendar=calendar_for(shape, half_days + half_days % 2),
        venues=tuple(venues),
        classes=tuple(classes),
        topics=tuple(topics),
        rooms=tuple(rooms),
        travel=tuple(travel),
        sites=tuple(plant_sites(shape)),
        fleet=Fleet(buses=2 * shape.classes, seats=45) if shape.field_days else Fleet(),
    )
    shut = set(problem.calendar.closed)
    slots = [slot for slot in range(problem.slots) if slot not in shut and slot % HALVES != EVENING]
    planted = plant_sessions(topics, classes, slots, rng.randrange(10))
    venue_of = {room.id: room.venue for room in rooms}
    lecturers = plant_lecturers(planted, venue_of, problem, shape, rng)
    desks = Random(f"desks {shape.name} {seed}")  # noqa: S311 - apart, so that shapes without desks stay as they were
    lecturers = [
        replace(one, home_venue=desks.choice(venues).id if desks.random() < shape.desks else "") for one in lecturers
    ]
    locks = tuple(
        Lock(session=entry.session, slot=entry.slot)
        for entry in rng.sample(planted.entries, min(shape.locks, len(planted.entries)))
    )
    return replace(problem, lecturers=tuple(lecturers), locks=locks), timetable_of(planted.entries)


def random_shape(seed: int) -> Shape:
    """Dạng nhỏ ngẫu nhiên — a small course for fuzzing: 1 to 4 classes, 2 to 8 topics, everything else at random."""
    rng = Random(f"shape {seed}")  # noqa: S311 - a fixed seed is the point
    topics, parts = rng.randint(2, 8), rng.randint(1, 2)
    return Shape(
        name=f"small-{seed}",
        classes=rng.randint(1, 4),
        topics=topics,
        parts=parts,
        long_topics=rng.randint(0, 2),
        plenaries=rng.randint(0, parts),
        discussions=rng.randint(0, 2),
        field_days=rng.randint(0, 1),
        slack=rng.randint(0, 3),
        venues=rng.randint(1, 2),
        class_size=rng.randint(20, 60),
        busy=rng.random() * 0.5,
        locks=rng.randint(0, 2),
        evening_discussions=rng.random() < 0.5,
        desks=0.5 * (seed % 2),
    )


__all__ = ["DAK_LAK", "HA_NOI", "SCARCE", "SHAPES", "TUONG_DUONG", "Shape", "generate", "ha_noi", "random_shape"]
