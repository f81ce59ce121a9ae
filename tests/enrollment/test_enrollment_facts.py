"""Dữ kiện để xét và để in — clusters, lineages, posts of a day, restricted columns, starting a course."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from boiduong.course.curriculum.programs.models import Program, ProgramVersion
from boiduong.course.delivery.courses.events import course_starting
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.papers import born, days_words, place_words
from boiduong.course.delivery.enrollment.papers.summoning import arrival_words
from boiduong.course.delivery.enrollment.papers.tables import Line, people_table
from boiduong.course.delivery.enrollment.queries import clusters, posts_of
from boiduong.course.delivery.enrollment.queries.judging import lineages
from boiduong.course.delivery.enrollment.rules.listing import ListedRow
from boiduong.foundation.organizations.models import Unit, UnitVersion
from boiduong.foundation.people.models import Person, PersonSecret, PostHolding
from world import START, World, build_world, make_person, make_unit

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 14)


@pytest.fixture
def world() -> World:
    return build_world()


def test_clusters_are_districts_then_squares_then_nothing(world: World) -> None:
    district = make_unit("Huyện Thử", kind="district", level="district", parent=world.province)
    inside = make_unit("Xã Trong", kind="commune", level="commune", parent=district)
    body = Unit.objects.create(founded_on=START, area=inside)
    bare = Unit.objects.create(founded_on=START)
    near, far, plain = world.communes
    UnitVersion.objects.filter(unit=near).update(lat=12.70, lon=108.05)
    UnitVersion.objects.filter(unit=far).update(lat=13.90, lon=108.05)
    found = clusters({inside.pk, body.pk, bare.pk, near.pk, far.pk, plain.pk}, DAY)
    assert found[inside.pk] == found[body.pk] == f"d{district.pk:09d}"
    assert found[near.pk].startswith("g")
    assert found[near.pk] != found[far.pk]
    assert found[plain.pk] == found[bare.pk] == ""


def test_lineage_follows_versions_and_selections_to_the_first_program(world: World) -> None:
    chosen = ProgramVersion.objects.create(
        program=Program.objects.create(name="Chương trình rút gọn"), label="1", taken_from=world.version
    )
    later = ProgramVersion.objects.create(program=chosen.program, label="2", taken_from=chosen)
    other = ProgramVersion.objects.create(program=Program.objects.create(name="Khác"), label="1")
    found = lineages()
    assert found[later.pk] == found[chosen.pk] == found[world.version.pk] == world.version.program_id
    assert found[other.pk] == other.program_id


def test_posts_are_those_of_the_day(world: World) -> None:
    person = world.people[0]
    PostHolding.objects.update(ends_on=DAY)
    assert posts_of([person.pk], DAY) == {}
    assert [p.name for p in posts_of([person.pk], date(2025, 7, 13))[person.pk]] == ["Bí thư Đảng ủy"]


def test_restricted_columns_are_printed_only_when_asked(world: World) -> None:
    person = world.people[0]
    secret = PersonSecret.objects.create(
        person=person, ethnicity="Ê Đê", phone="0000123", party_official_on=date(2001, 2, 3), theory_level="trung cấp"
    )
    line = Line(person, "Bí thư", "Xã 1")
    assert len(people_table([line]).columns) == 7
    full = people_table([line, Line(world.people[1], "", "")], secrets={person.pk: secret})
    assert full.rows[0][6:10] == ("Ê Đê", "03/02/2001", "trung cấp", "0000123")
    assert full.rows[1][6:10] == ("", "", "", "")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "……"),
        (date(2025, 8, 1), None, "ngày 01 tháng 8 năm 2025"),
        (date(2025, 8, 1), date(2025, 8, 1), "ngày 01 tháng 8 năm 2025"),
        (date(2025, 8, 1), date(2025, 8, 5), "từ ngày 01 tháng 8 năm 2025 đến ngày 05 tháng 8 năm 2025"),
    ],
)
def test_days_as_papers_say_them(first: date | None, last: date | None, words: str) -> None:
    assert days_words(first, last) == words


def test_women_stand_in_the_second_column_and_years_alone_are_printed() -> None:
    woman = Person(full_name="Lê Thị A", birth_year=1980, sex="female")
    assert people_table([Line(woman, "", "")]).rows[0][2:4] == ("", "1980")
    assert born(Person(full_name="Ai Đó")) == ""


def test_unknown_days_and_places_are_dotted(world: World) -> None:
    bare = TrainingClass(course=world.course, label="A", version=world.version)
    assert arrival_words(bare, None) == "……"
    assert place_words(bare, world.course) == "……"
    assert class_in_text(bare).startswith("Lớp A, ")


def test_a_course_starts_after_its_call(world: World, at: datetime) -> None:
    def asked() -> list[str]:
        return [s for _, said in course_starting.send(sender=None, course=world.course, at=at) for s in said]

    assert len(asked()) == 1
    call = services.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=at)
    assert len(asked()) == 1
    services.set_quota(call, [(world.communes[0], None, 1, 0)], by=None, at=at)
    services.issue_call(call, by=None, at=at)
    assert asked() == []


def test_lists_are_refused_without_rows_or_groups(world: World, at: datetime) -> None:
    call = services.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=at)
    with pytest.raises(services.NothingChosen):
        services.commit_list(call, world.communes[0], [], {}, by=None, at=at)
    template = services.list_template(call, "Xã 1", on=DAY)
    assert services.read_list(template, call, world.communes[0], at=at) == []
    wrong = ListedRow(7, "A", None, "", "", None, reserve=False, problems=("sai",))
    with pytest.raises(services.RowsUndecided) as refused:
        services.commit_list(call, world.communes[0], [wrong], {}, by=None, at=at)
    assert "7" in str(refused.value)
    for language in ("vi", "en"):
        with pytest.raises(services.ListUnreadable):
            services.read_list(b"hello", call, world.communes[0], at=at, language=language)  # type: ignore[arg-type]
    world.group.delete()
    with pytest.raises(services.GroupMissing):
        services.read_list(template, call, world.communes[0], at=at)


def test_five_hundred_seventy_nine_people_are_written_with_few_questions(at: datetime) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    world = build_world()
    call = services.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=at)
    services.set_quota(call, [(unit, None, 193, 0) for unit in world.communes], by=None, at=at)
    services.issue_call(call, by=None, at=at)
    people = [make_person(f"Người {n:03d}") for n in range(579)]
    listed = [services.Proposal(p, world.communes[n % 3], world.group) for n, p in enumerate(people)]
    world.training_class.capacity = None
    world.training_class.save()
    with CaptureQueriesContext(connection) as asked:
        services.propose_many(call, listed, by=None, at=at)
        rows = services.submit_nominations(call, by=None, at=at)
        services.accept(rows, by=None, at=at)
        services.form_classes(world.course, by=None, at=at)
    assert world.training_class.enrollments.count() == 579
    assert len(asked) < 150, len(asked)
