"""Chương trình trong tệp khóa — lecturers, programs, parts, topics and completion items become rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.services import add_lecturer
from boiduong.course.curriculum.programs.models import CompletionItem, ProgramPart, ProgramVersion
from boiduong.course.curriculum.programs.services import add_item, add_part, create_program
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.services import add_topics, tie_topics
from boiduong.engines.course_file import CompletionItem as SaidItem
from boiduong.engines.course_file import CourseFile, Judged, ScaleKind, TopicKind
from boiduong.engines.course_file import Lecturer as SaidLecturer
from boiduong.engines.course_file import Program as SaidProgram
from boiduong.engines.course_file import Topic as SaidTopic
from boiduong.engines.vietnamese import headline
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.models import Institution, Unit
from boiduong.foundation.people.services import PersonFacts, add_person
from boiduong.rehearsal.places import Places

# Learned without a hall, where the file names no place.
NO_ROOM = {TopicKind.SELF_STUDY: "Tự nghiên cứu", TopicKind.VIDEO: "Nền tảng học trực tuyến"}


@dataclass
class ImportedProgram:
    """Chương trình đã nhập — the version and its rows by their id in the file."""

    version: ProgramVersion
    parts: dict[str, ProgramPart] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)


def import_lecturers(
    file: CourseFile, institution: Institution, *, by: User | None, at: datetime
) -> dict[str, Lecturer]:
    """Nhập giảng viên — asked for as the file says; one of the school where the file names nobody."""
    made = {one.id: _lecturer(one, institution, by=by, at=at) for one in file.lecturers}
    bodies = {one.id: one for one in file.organizations}
    for name in sorted({key for p in file.programs for topic in p.topics for key in topic.by if key in bodies}):
        made[name] = add_lecturer(
            institution=institution,
            asked_as="body",
            body_text=str(bodies[name].name),
            standing="visiting",
            by=by,
            at=at,
        )
    if not made:
        made[""] = add_lecturer(
            institution=institution, asked_as="rank", rank_text="Giảng viên (giả định)", by=by, at=at
        )
    return made


def _lecturer(said: SaidLecturer, institution: Institution, *, by: User | None, at: datetime) -> Lecturer:
    person = None
    if said.asked_as.value == "person" and said.name:
        person = add_person(PersonFacts(full_name=str(said.name)), by=by, at=at)
    return add_lecturer(
        institution=institution,
        asked_as=said.asked_as.value,
        person=person,
        post_text=str(said.post or ""),
        body_text=headline(str(said.body or "")),
        rank_text=headline(str(said.rank or "")),
        standing=said.standing,
        by=by,
        at=at,
    )


def import_programs(
    file: CourseFile,
    places: Places,
    school: Unit,
    lecturers: dict[str, Lecturer],
    *,
    by: User | None,
    at: datetime,
) -> dict[str, ImportedProgram]:
    """Nhập chương trình — every program of the file with its parts, topics and what is judged."""
    return {said.id: _program(file, said, places, school, lecturers, by=by, at=at) for said in file.programs}


def _program(
    file: CourseFile,
    said: SaidProgram,
    places: Places,
    school: Unit,
    lecturers: dict[str, Lecturer],
    *,
    by: User | None,
    at: datetime,
) -> ImportedProgram:
    taken = said.taken_from
    version = create_program(
        name=str(said.title),
        issuer=places.body(said.issuer[0]) if said.issuer else school,
        label=str(said.version or "1"),
        taken_from_text=str(taken.title) if taken else "",
        by=by,
        at=at,
    )
    made = ImportedProgram(version)
    for part in said.parts:
        made.parts[part.id] = add_part(
            version,
            title=headline(part.title),
            choose_at_least=part.choose.at_least if part.choose else None,
            judged=part.judged or ("apart" if file.completion.judged is Judged.PARTS_APART else "together"),
            by=by,
            at=at,
        )
    items = _items(file, version, by=by, at=at)
    facts = [_topic_facts(file, topic, made, items, lecturers) for topic in said.topics]
    made.topics = add_topics(version, facts, by=by, at=at)
    last = {topic.origin: row.pk for topic, row in zip(said.topics, made.topics, strict=True)}
    ties = {
        row.pk: (last[topic.follows], topic.within)
        for topic, row in zip(said.topics, made.topics, strict=True)
        if topic.follows
    }
    if ties:
        tie_topics(version, ties, by=by, at=at)
    return made


def _items(file: CourseFile, version: ProgramVersion, *, by: User | None, at: datetime) -> dict[str, CompletionItem]:
    """Completion items, found by the topic ids they belong to."""
    found: dict[str, CompletionItem] = {}
    for said in file.completion.items:
        item = add_item(version, title=headline(said.title), by=by, at=at, **_item_facts(said))
        for topic in said.of:
            found[topic] = item
    return found


def _item_facts(said: SaidItem) -> dict[str, object]:
    facts: dict[str, object] = {
        "kind": said.kind.value,
        "markers": said.markers,
        "one_of": said.one_of or "",
        "required": said.required,
        "forms_text": "; ".join(str(f) for f in said.forms),
        "assumed": said.assumed,
    }
    if said.scale.kind in (ScaleKind.POINTS_10, ScaleKind.POINTS_100):
        highest = 10 if said.scale.kind is ScaleKind.POINTS_10 else 100
        step = "0.5" if highest == 10 else "1"
        facts |= {"scale": "points", "scale_max": highest, "step": step, "pass_share": Decimal(str(said.pass_share))}
    elif said.scale.bands:
        facts |= {"scale": "bands", "bands": list(said.scale.bands)}
    else:
        facts |= {"scale": "pass_fail"}
    return facts


def asked_for(topic: SaidTopic, lecturers: Sequence[SaidLecturer]) -> list[str]:
    """Ai dạy — the lecturers said to be for this topic, else for its part."""
    for place in (topic.origin, topic.part):
        found = [one.id for one in lecturers if place and place in one.scope]
        if found:
            return found
    return []


def _topic_facts(
    file: CourseFile,
    said: SaidTopic,
    made: ImportedProgram,
    items: dict[str, CompletionItem],
    lecturers: dict[str, Lecturer],
) -> dict[str, object]:
    named = [lecturers[key] for key in said.by or asked_for(said, file.lecturers) if key in lecturers]
    return {
        "title": headline(said.title),
        "kind": said.kind.value,
        "periods": said.periods,
        "part": made.parts.get(said.part or ""),
        "joint": said.joint,
        "evening": said.evening,
        "required": said.required,
        "item": items.get(said.origin),
        "where_text": "; ".join(str(t) for t in (*said.host, *said.where)) or NO_ROOM.get(said.kind, ""),
        "supervisor_text": "; ".join(str(t) for t in said.supervisor),
        "safety_text": "; ".join(str(t) for t in said.safety),
        "assumed": {k: True for k, v in (("title", said.assumed), ("periods", said.periods_assumed)) if v},
        "lecturers": named or [next(iter(lecturers.values()))],
    }
