"""Đơn vị chịu trách nhiệm — Exactly one body for every duty that a course needs, assumed where the file is silent."""

from __future__ import annotations

from collections.abc import Sequence

from ..kinds import DutyKind
from ..model import Duty, Organization, Responsibility
from ..values import Text
from .ledger import Ledger

ASSUMED_SCHOOL = "co-so-gia-dinh"
SCHOOLS = frozenset({"school", "academy", "center", "university"})
BY_SCHOOL = (
    DutyKind.WRITE_PROGRAM,
    DutyKind.DECIDE_OPENING,
    DutyKind.HOST,
    DutyKind.MANAGE_CLASS,
    DutyKind.INVITE_LECTURERS,
    DutyKind.TEACH,
    DutyKind.KEEP_ROLL,
    DutyKind.MARK,
    DutyKind.RECOGNIZE,
    DutyKind.CERTIFY,
    DutyKind.AWARD,
    DutyKind.KEEP_RECORD,
)
BY_AUTHORITY = (DutyKind.LEAD, DutyKind.PLAN, DutyKind.CALL, DutyKind.SUMMON, DutyKind.PAY)
_NEIGHBORS = (
    DutyKind.MANAGE_CLASS,
    DutyKind.HOST,
    DutyKind.RECOGNIZE,
    DutyKind.DECIDE_OPENING,
    DutyKind.KEEP_ROLL,
    DutyKind.TEACH,
    DutyKind.CERTIFY,
)
WORDS: dict[DutyKind, tuple[str, str]] = {
    DutyKind.LEAD: ("chủ trì", "leads"),
    DutyKind.PLAN: ("lập kế hoạch", "plans"),
    DutyKind.CALL: ("chiêu sinh", "calls for nominations"),
    DutyKind.SUMMON: ("triệu tập", "summons"),
    DutyKind.PAY: ("chi trả", "pays"),
    DutyKind.WRITE_PROGRAM: ("xây dựng chương trình", "writes the program"),
    DutyKind.DECIDE_OPENING: ("quyết định mở lớp", "decides the opening"),
    DutyKind.HOST: ("bố trí nơi học", "hosts"),
    DutyKind.MANAGE_CLASS: ("quản lý lớp", "manages the classes"),
    DutyKind.INVITE_LECTURERS: ("mời giảng viên", "invites lecturers"),
    DutyKind.TEACH: ("giảng dạy", "teaches"),
    DutyKind.KEEP_ROLL: ("điểm danh", "keeps the roll"),
    DutyKind.MARK: ("chấm bài", "marks"),
    DutyKind.RECOGNIZE: ("công nhận kết quả", "recognizes"),
    DutyKind.CERTIFY: ("cấp giấy", "certifies"),
    DutyKind.AWARD: ("khen thưởng", "awards"),
    DutyKind.KEEP_RECORD: ("lưu hồ sơ", "keeps the records"),
}


def with_school(organizations: Sequence[Organization], ledger: Ledger) -> tuple[Organization, ...]:
    """Thêm cơ sở giả định — The bodies of the file; an assumed school when it names none at all."""
    if organizations:
        return tuple(organizations)
    ledger.note(
        "organizations",
        "Nguồn không nêu đơn vị nào; lấy một cơ sở bồi dưỡng giả định.",
        "The source names no body; an assumed school stands for it.",
    )
    name = Text("Cơ sở bồi dưỡng (giả định)", assumed=True)
    return (Organization(ASSUMED_SCHOOL, name, kind="school", level="province", assumed=True),)


def responsibilities(
    organizations: Sequence[Organization], duties: Sequence[Duty], ledger: Ledger, issuers: Sequence[str] = ()
) -> tuple[Responsibility, ...]:
    """Chia việc — One responsible body for each needed duty; who issues a paper certifies.

    Said without a scope first, then said for a part, then the body with a kindred duty, the school, who leads,
    who coordinates, who hosts, and at last the first body named.
    """
    bodies = {one.id: one for one in organizations}
    found = []
    for kind in (*BY_AUTHORITY, *BY_SCHOOL):
        name, said = _responsible(kind, organizations, duties)
        if kind is DutyKind.CERTIFY and issuers and not any(duty.does is kind for duty in duties):
            name, said = issuers[0], True
        body = bodies[name]
        if not said:
            vietnamese, english = WORDS[kind]
            ledger.note(f"duties.{kind}", f"{body.name} {vietnamese}.", f"{body.name} {english}.")
        found.append(Responsibility(kind, body, assumed=not said or body.assumed))
    return tuple(found)


def with_issuers(duties: Sequence[Duty], papers: Sequence[tuple[str, Sequence[str]]]) -> tuple[Duty, ...]:
    """Thêm nơi cấp — Whoever is named as the issuer of a paper certifies with it, whether said again or not."""
    found = list(duties)
    for paper, issuers in papers:
        for issuer in issuers:
            own = [one for one in found if one.does is DutyKind.CERTIFY and one.by == issuer]
            if not any(not one.scope or paper in one.scope for one in own):
                found.append(Duty(by=issuer, does=DutyKind.CERTIFY, scope=(paper,)))
    return tuple(found)


def _responsible(kind: DutyKind, organizations: Sequence[Organization], duties: Sequence[Duty]) -> tuple[str, bool]:
    own = [duty for duty in duties if duty.does is kind]
    for duty in sorted(own, key=lambda one: bool(one.scope)):
        return duty.by, not duty.assumed
    schools = [one.id for one in organizations if one.kind in SCHOOLS and one.ended_on is None]
    coordinators = [duty.by for duty in duties if duty.does is DutyKind.COORDINATE]
    if kind in BY_SCHOOL:
        order = [_first(duties, neighbor) for neighbor in _NEIGHBORS]
        order += [next((one for one in coordinators if one in schools), None), *schools[:1]]
    else:
        order = [_first(duties, neighbor) for neighbor in (DutyKind.PLAN, DutyKind.CALL, DutyKind.SUMMON)]
    order += [_first(duties, DutyKind.LEAD), *coordinators[:1], _first(duties, DutyKind.HOST)]
    order += [next((duty.by for duty in duties), None), organizations[0].id]
    return next(one for one in order if one is not None), False


def _first(duties: Sequence[Duty], kind: DutyKind) -> str | None:
    """Đơn vị đầu tiên — Who does it for the whole course: who does it at one site or for one part is not asked more."""
    return next((duty.by for duty in duties if duty.does is kind and not duty.scope), None)
