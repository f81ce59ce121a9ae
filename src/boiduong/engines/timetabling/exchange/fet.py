"""Tệp FET — a problem in the format of the free timetabling program FET, with the lecturers given.

FET chooses no lecturers: `lecturers` says who holds each session. What FET has no word for (parts, soft rules,
windows of discussions) is left out, so its task is the easier one.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from boiduong.engines.timetabling.constraints.h7_closed import open_starts
from boiduong.engines.timetabling.model.problem import EVENING, HALVES, Problem
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Session, orders_of, sessions_of

SURE = "100"


def fet_file(problem: Problem, lecturers: dict[str, str]) -> bytes:
    """Tệp .fet — days of three half-days, one activity a session."""
    root = Element("fet", version="6.8.5")
    _text(root, "Institution_Name", problem.name)
    _list(root, "Days_List", "Number_of_Days", "Day", [f"D{day}" for day in range(problem.calendar.days)])
    _list(root, "Hours_List", "Number_of_Hours", "Hour", [f"H{half}" for half in range(HALVES)])
    for tag, item, names in (
        ("Subjects_List", "Subject", [topic.id for topic in problem.topics]),
        ("Teachers_List", "Teacher", [one.id for one in problem.lecturers]),
        ("Students_List", "Year", [one.id for one in problem.classes]),
    ):
        group = SubElement(root, tag)
        for name in names:
            _text(SubElement(group, item), "Name", name)
    sessions = sessions_of(problem)
    activities, rooms = SubElement(root, "Activities_List"), SubElement(root, "Rooms_List")
    for number, session in enumerate(sessions, 1):
        _activity(activities, number, session, lecturers.get(session.key, ""))
    for room in problem.rooms:
        one = SubElement(rooms, "Room")
        _text(one, "Name", room.id)
        _text(one, "Capacity", str(room.capacity))
    _time_constraints(root, problem, sessions)
    _space_constraints(root, problem, sessions)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _text(parent: Element, tag: str, value: str) -> None:
    SubElement(parent, tag).text = value


def _list(root: Element, tag: str, count: str, item: str, names: list[str]) -> None:
    group = SubElement(root, tag)
    _text(group, count, str(len(names)))
    for name in names:
        _text(SubElement(group, item), "Name", name)


def _activity(parent: Element, number: int, session: Session, lecturer: str) -> None:
    one = SubElement(parent, "Activity")
    if lecturer:
        _text(one, "Teacher", lecturer)
    _text(one, "Subject", session.topic.id)
    for name in session.classes:
        _text(one, "Students", name)
    _text(one, "Duration", str(session.length))
    _text(one, "Total_Duration", str(session.length))
    _text(one, "Id", str(number))
    _text(one, "Activity_Group_Id", "0")
    _text(one, "Active", "true")


def _constraint(parent: Element, name: str, **fields: str) -> Element:
    one = SubElement(parent, name)
    _text(one, "Weight_Percentage", SURE)
    for tag, value in fields.items():
        _text(one, tag, value)
    _text(one, "Active", "true")
    return one


def _slots(parent: Element, tag: str, count: str, slots: list[int], prefix: str = "") -> None:
    _text(parent, count, str(len(slots)))
    for slot in slots:
        one = SubElement(parent, tag)
        _text(one, f"{prefix}Day", f"D{slot // HALVES}")
        _text(one, f"{prefix}Hour", f"H{slot % HALVES}")


def _time_constraints(root: Element, problem: Problem, sessions: tuple[Session, ...]) -> None:
    group = SubElement(root, "Time_Constraints_List")
    _constraint(group, "ConstraintBasicCompulsoryTime")
    closed = sorted({*problem.calendar.closed, *(day * HALVES + EVENING for day in range(problem.calendar.days))})
    if closed:
        one = _constraint(group, "ConstraintBreakTimes")
        _slots(one, "Break_Time", "Number_of_Break_Times", closed)
    for lecturer in problem.lecturers:
        busy = [slot for slot in lecturer.busy if slot not in closed]
        if busy:
            one = _constraint(group, "ConstraintTeacherNotAvailableTimes", Teacher=lecturer.id)
            _slots(one, "Not_Available_Time", "Number_of_Not_Available_Times", busy)
    number = {session.key: place for place, session in enumerate(sessions, 1)}
    for session in sessions:
        if session.field_day or any(lock.session == session.key for lock in problem.locks):
            one = _constraint(group, "ConstraintActivityPreferredStartingTimes", Activity_Id=str(number[session.key]))
            _slots(
                one,
                "Preferred_Starting_Time",
                "Number_of_Preferred_Starting_Times",
                open_starts(problem, session),
                "Preferred_Starting_",
            )
    for order in orders_of(problem, sessions):
        _constraint(
            group,
            "ConstraintTwoActivitiesOrdered",
            First_Activity_Id=str(number[order.earlier]),
            Second_Activity_Id=str(number[order.later]),
        )


def _space_constraints(root: Element, problem: Problem, sessions: tuple[Session, ...]) -> None:
    group = SubElement(root, "Space_Constraints_List")
    _constraint(group, "ConstraintBasicCompulsorySpace")
    homes = {item.id: item.home_room for item in problem.classes}
    halls = [room.id for room in problem.rooms if room.id not in homes.values()]
    for number, session in enumerate(sessions, 1):
        together = session.key.endswith("/" + EVERYBODY)
        room = (halls[0] if halls else "") if together else homes[session.classes[0]]
        if room and not session.field_day:
            _constraint(
                group,
                "ConstraintActivityPreferredRoom",
                Activity_Id=str(number),
                Room=room,
                Permanently_Locked="true",
            )
