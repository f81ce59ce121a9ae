"""Danh sách của đơn vị — a person typed in, or the unit's spreadsheet: read first, written only when all is clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course, TargetGroup
from boiduong.course.delivery.enrollment.models import Call, Nomination
from boiduong.course.delivery.enrollment.permissions import can_nominate
from boiduong.course.delivery.enrollment.rules import LIVE
from boiduong.course.delivery.enrollment.rules.listing import (
    DOUBTFUL,
    MATCHED,
    NEW,
    WRONG,
    Known,
    ListedRow,
    read_sex,
    read_yes,
    undecided,
)
from boiduong.course.delivery.enrollment.services.changing import NothingChosen
from boiduong.course.delivery.enrollment.services.proposing import Proposal, propose_many
from boiduong.engines.spreadsheets import (
    Column,
    Limits,
    Problem,
    Row,
    Sheet,
    UnreadableFile,
    problem_sentence,
    read_table,
    write_workbook,
)
from boiduong.engines.vietnamese import clean_name, date_short, fold
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import within
from boiduong.foundation.people.models import Person, PostHolding
from boiduong.foundation.people.services import PersonFacts, add_people, add_person, hold_posts, post_kind
from boiduong.refusals import Refusal, gettext_noop

NAME, BIRTH, SEX, POST, GROUP, RESERVE, PHONE = (
    "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đối tượng", "Dự bị", "Điện thoại",
)  # fmt: skip
COLUMNS = (
    Column(NAME, 28, required=True, aliases=("Họ tên", "Họ, tên", "Full name")),
    Column(BIRTH, 14, "date", required=True, aliases=("Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Birth date")),
    Column(SEX, 10, aliases=("Nam/Nữ", "Sex")),
    Column(POST, 34, required=True, aliases=("Chức danh", "Chức vụ hiện nay", "Post")),
    Column(GROUP, 34, aliases=("Nhóm đối tượng", "Group")),
    Column(RESERVE, 8, aliases=("Người dự bị", "Reserve")),
    Column(PHONE, 14, aliases=("Số điện thoại", "SĐT", "Phone")),
)
# A unit sends a handful of people; a province's whole list is typed in by units, not by one file.
LIMITS = Limits(content=2_000_000, rows=3_000)
OLDEST, YOUNGEST = 80, 18


class RowsUndecided(Refusal):
    """Còn dòng cần xem — nothing is written while one row is wrong or doubtful."""

    text = gettext_noop("Nothing was written. Rows still to look at: %(rows)s.")


class ListUnreadable(Refusal):
    """Không đọc được tệp."""

    text = gettext_noop("The file could not be read: %(why)s")


class GroupMissing(Refusal):
    """Khóa chưa có đối tượng."""

    text = gettext_noop("The course has no target group yet. Ask the training officer to add one.")


def people_to_send(unit: Unit, course: Course, *, on: date) -> list[tuple[Person, str]]:
    """Người của đơn vị — who holds a post there and is not sent to this course yet, with the post."""
    current = (Q(starts_on__isnull=True) | Q(starts_on__lte=on)) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    rows = PostHolding.objects.filter(current, unit_id__in=within(unit.pk), status__in=("held", "mandate"))
    taken = set(Nomination.objects.filter(course=course, state__in=LIVE).values_list("person_id", flat=True))
    found: dict[int, tuple[Person, list[str]]] = {}
    for row in rows.select_related("person", "post").order_by("person__sort_key", "id"):
        if row.person_id not in taken:
            found.setdefault(row.person_id, (row.person, []))[1].append(row.post.name)
    return [(person, ", ".join(dict.fromkeys(posts))) for person, posts in found.values()]


def nominate_new(
    call: Call,
    unit: Unit,
    facts: PersonFacts,
    group: TargetGroup,
    *,
    post_text: str,
    by: User | None,
    at: datetime,
    place: str = "seat",
    another_one: bool = False,
) -> Nomination:
    """Cử người mới — written to the register with the post, then proposed; one act.

    Raises NotAllowed, LooksLikeExisting (candidates) and what `propose_many` raises.
    """
    require(can_nominate(by, call.course, unit.pk))
    with acting(by, "enrollment.nominate_new", at=at):
        person = add_person(facts, by=by, at=at, another_one=another_one)
        hold_posts([(person, post_kind(post_text), unit)], by=by, at=at, source="nomination")
        return propose_many(call, [Proposal(person, unit, group, post_text, place)], by=by, at=at)[0]


def list_template(call: Call, unit_name: str, *, on: date) -> bytes:
    """Mẫu danh sách — our own spreadsheet, with the headings that `read_list` looks for and nobody in it."""
    notes = [
        f"Danh sách cử: {call.course.title}. Đơn vị: {unit_name}. Hạn gửi: {date_short(call.due_on)}",
        "Không nhập danh sách quy hoạch hay tài liệu mật vào đây.",
        "Ngày sinh ghi ngày/tháng/năm. Cột Dự bị: ghi x cho người dự bị.",
    ]
    groups = [g.label for g in call.course.groups.all()]
    notes.append("Đối tượng: " + "; ".join(groups))
    return write_workbook([Sheet("Danh sách cử", COLUMNS, [], tuple(notes))], created_on=on)


def read_list(
    content: bytes, call: Call, unit: Unit, *, at: datetime, language: Literal["vi", "en"] = "vi"
) -> list[ListedRow]:
    """Đọc danh sách — every row with its verdict; nothing is written. Raises ListUnreadable, GroupMissing."""
    try:
        result = read_table(content, template=COLUMNS, limits=LIMITS)
    except UnreadableFile as unreadable:
        raise ListUnreadable(why=unreadable.vi if language == "vi" else unreadable.en) from None
    groups = list(call.course.groups.all())
    if not groups:
        raise GroupMissing
    heading = [p for p in result.problems if p.code in ("column_missing",)]
    if heading:
        raise ListUnreadable(why=" ".join(problem_sentence(p, language) for p in heading))
    known = _known([str(r.cells[NAME] or "") for r in result.rows], unit)
    taken = _taken(call.course)
    seen: Counter[tuple[str, object]] = Counter()
    rows = []
    for row in result.rows:
        problems = [_bare(p, language) for p in result.problems if p.row == row.number]
        rows.append(_reading(row, problems, groups, known, taken, seen, at))
    return rows


def _bare(problem: Problem, language: Literal["vi", "en"]) -> str:
    """The sentence without its row number, which the page shows beside it."""
    return problem_sentence(problem, language).partition(": ")[2]


def _taken(course: Course) -> set[int]:
    return set(Nomination.objects.filter(course=course, state__in=LIVE).values_list("person_id", flat=True))


def _known(names: Sequence[str], unit: Unit) -> dict[str, list[tuple[Person, bool]]]:
    """People of the register by folded name, and whether they hold a post in this unit: two queries."""
    folded = {fold(clean_name(n)) for n in names}
    own = set(PostHolding.objects.filter(unit_id__in=within(unit.pk)).values_list("person_id", flat=True))
    found: dict[str, list[tuple[Person, bool]]] = {}
    for person in Person.objects.filter(folded_name__in=folded):
        found.setdefault(person.folded_name, []).append((person, person.pk in own))
    return found


def _reading(
    row: Row,
    problems: list[str],
    groups: Sequence[TargetGroup],
    known: Mapping[str, list[tuple[Person, bool]]],
    taken: set[int],
    seen: Counter[tuple[str, object]],
    at: datetime,
) -> ListedRow:
    name = clean_name(str(row.cells[NAME] or ""))
    birth = row.cells[BIRTH]
    birth_on = birth if isinstance(birth, date) else None
    if name and any(sign.isdigit() or sign in "<>{}[]|\\/@#=" for sign in name):
        problems.append(gettext("A name holds letters only, without digits or signs."))
    if birth_on and not YOUNGEST <= timezone.localdate(at).year - birth_on.year <= OLDEST:
        problems.append(gettext("The birth date %(day)s is not possible.") % {"day": date_short(birth_on)})
    group = _group(str(row.cells[GROUP] or ""), groups)
    if group is None:
        problems.append(gettext("The group is not one of this course."))
    seen[fold(name), birth_on] += 1
    if name and seen[fold(name), birth_on] > 1:
        problems.append(gettext("This person stands in the file twice."))
    people = [(p, own) for p, own in known.get(fold(name), []) if birth_on and p.birth_on == birth_on]
    if any(own and p.pk in taken for p, own in people):
        problems.append(gettext("This person is already on the list of this course."))
    return ListedRow(
        number=row.number,
        name=name,
        birth_on=birth_on,
        sex=read_sex(str(row.cells[SEX] or "")),
        post=" ".join(str(row.cells[POST] or "").split())[:250],
        group_id=group.pk if group else None,
        reserve=read_yes(str(row.cells[RESERVE] or "")),
        phone="".join(c for c in str(row.cells[PHONE] or "") if c.isdigit() or c == "+")[:15],
        problems=tuple(problems),
        known=tuple(Known(p.pk, p.full_name, date_short(p.birth_on) if p.birth_on else "", own) for p, own in people),
    )


def _group(text: str, groups: Sequence[TargetGroup]) -> TargetGroup | None:
    """The group by its words; left empty it is the only one, or the first."""
    if not text.strip():
        return groups[0]
    return next((g for g in groups if fold(g.label) == fold(text)), None)


def commit_list(
    call: Call,
    unit: Unit,
    rows: Sequence[ListedRow],
    choices: Mapping[int, str],
    *,
    by: User | None,
    at: datetime,
) -> list[Nomination]:
    """Ghi danh sách — all rows or none; `choices` says for a doubtful row which person it is, or "new".

    Raises NotAllowed, NothingChosen, RowsUndecided and what `propose_many` raises.
    """
    require(can_nominate(by, call.course, unit.pk))
    if not rows:
        raise NothingChosen
    left = sorted({r.number for r in rows if r.verdict == WRONG} | set(undecided(rows, dict(choices))))
    if left:
        raise RowsUndecided(rows=", ".join(str(n) for n in left))
    groups = {g.pk: g for g in call.course.groups.all()}
    with acting(by, "enrollment.commit_list", at=at) as act:
        people = _people(rows, choices, unit, call.course, by=by, at=at)
        proposals = [
            Proposal(people[r.number], unit, groups[r.group_id or 0], r.post, "reserve" if r.reserve else "seat")
            for r in rows
        ]
        made = propose_many(call, proposals, by=by, at=at)
        act.record_many(Nomination, [n.pk for n in made], after={"origin": "import", "unit": unit.pk})
    return made


def _people(
    rows: Sequence[ListedRow],
    choices: Mapping[int, str],
    unit: Unit,
    course: Course,
    *,
    by: User | None,
    at: datetime,
) -> dict[int, Person]:
    """Row number to person: known ones as chosen, the others written to the register with their post."""
    chosen = {r.number: r.known[0].person_id for r in rows if r.verdict == MATCHED}
    chosen |= {r.number: int(choices[r.number]) for r in rows if r.verdict == DOUBTFUL and choices[r.number] != NEW}
    found = Person.objects.in_bulk(list(chosen.values()))
    fresh = [r for r in rows if r.number not in chosen]
    made = add_people(
        [
            PersonFacts(r.name, r.birth_on, sex=r.sex, synthetic=course.synthetic, phone=r.phone)
            for r in fresh
        ],
        by=by,
        at=at,
    )  # fmt: skip
    kinds = {post: post_kind(post) for post in {r.post for r in fresh}}
    holdings = [(p, kinds[r.post], unit) for p, r in zip(made, fresh, strict=True)]
    hold_posts(holdings, by=by, at=at, source="nomination")
    people = {number: found[pk] for number, pk in chosen.items()}
    people |= {r.number: p for r, p in zip(fresh, made, strict=True)}
    return people


def written_words(count: int) -> str:
    """Câu báo — how many people were written."""
    return ngettext("%(n)d person was written.", "%(n)d people were written.", count) % {"n": count}
